// SPDX-License-Identifier: Apache-2.0

// Package skillcalltest starts skillcall's emulator for a test:
//
//	emulator := skillcalltest.Start(t)
//	access, err := skillcall.NewAccess(emulator.URL, "emulator-denied", "")
//	...
//	placed := emulator.Calls(skillcalltest.Filter{Kind: "session"}, time.Second)
//
// The program skillcall has to be in the PATH. Whatever goes wrong here ends the test.
package skillcalltest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Emulator is a running emulator.
type Emulator struct {
	URL    string
	CAFile string // what clients must trust, with the flag --tls

	t      testing.TB
	client *http.Client
}

// Start starts an emulator, with flags of `skillcall emulate` if there are any, for example "--tls"
// or "--phone=answer". It is stopped when the test ends.
func Start(t testing.TB, flags ...string) *Emulator {
	t.Helper()
	e := &Emulator{t: t, client: &http.Client{Transport: &http.Transport{}}}
	arguments := append([]string{"emulate", "--port", "0"}, flags...)
	for _, flag := range flags {
		if flag == "--tls" {
			e.CAFile = filepath.Join(t.TempDir(), "ca.pem")
			arguments = append(arguments, "--ca-out", e.CAFile)
		}
	}
	e.run(exec.Command("skillcall", arguments...))
	if e.CAFile != "" {
		e.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: e.authorities()}}
	}
	t.Cleanup(e.client.CloseIdleConnections)
	return e
}

func (e *Emulator) run(program *exec.Cmd) {
	e.t.Helper()
	program.Stderr = os.Stderr
	output, err := program.StdoutPipe()
	e.must(err)
	e.must(program.Start())
	e.t.Cleanup(func() {
		program.Process.Signal(syscall.SIGTERM)
		if err := program.Wait(); err != nil {
			e.t.Errorf("the emulator: %v", err)
		}
	})
	line, err := bufio.NewReader(output).ReadString('\n')
	e.must(err)
	e.URL = strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
}

func (e *Emulator) authorities() *x509.CertPool {
	e.t.Helper()
	pem, err := os.ReadFile(e.CAFile)
	e.must(err)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	return pool
}

// Filter selects records; what is zero does not count.
type Filter struct {
	Kind            string // "session", "number", "profile" or "directive"
	ClientSessionID string
	SessionID       string
	From, To        string
	Status          int
	After           int // only records with a greater number
	Min             int // how many records to wait for; 1 unless set
}

func (f Filter) query(wait time.Duration) string {
	values := url.Values{}
	for name, value := range map[string]string{"kind": f.Kind, "clientSessionId": f.ClientSessionID,
		"sessionId": f.SessionID, "from": f.From, "to": f.To} {
		if value != "" {
			values.Set(name, value)
		}
	}
	for name, value := range map[string]int{"status": f.Status, "after": f.After, "min": f.Min,
		"wait": int(wait.Milliseconds())} {
		if value != 0 {
			values.Set(name, strconv.Itoa(value))
		}
	}
	return values.Encode()
}

// Record is a request that the emulator read, and what followed. What is null is zero.
type Record struct {
	Number          int
	Kind            string
	Time            time.Time
	ClientSessionID string
	SessionID       string
	From, To        string
	Status          int // of the answer
	Code            string
	Fault           string // the scenario, "" for ok
	Violations      []struct{ Path, Message string }
	Request         struct {
		Method, Path   string
		Query, Headers map[string]any // with secrets masked
		Body           json.RawMessage
	}
	RequestID string
	SIP       []struct {
		Time   time.Time
		Step   string // for example "answered"
		Status int
		Phrase string
	}
	Event json.RawMessage // of the SIP media application
}

// Calls returns the records that match, oldest first. It waits at most so long, up to a minute, until
// there are enough of them.
func (e *Emulator) Calls(filter Filter, wait time.Duration) []Record {
	e.t.Helper()
	var answer struct{ Calls []Record }
	e.must(json.Unmarshal(e.ask("GET", "/calls?"+filter.query(wait), nil), &answer))
	return answer.Calls
}

// Fault chooses the scenario for requests whose token names none, for example "throttled.first-1".
func (e *Emulator) Fault(scenario string) {
	e.t.Helper()
	body, err := json.Marshal(map[string]string{"fault": scenario})
	e.must(err)
	e.ask("PUT", "/fault", body)
}

// Clear drops all records, and the counters of faults.
func (e *Emulator) Clear() {
	e.t.Helper()
	e.ask("DELETE", "/calls", nil)
}

func (e *Emulator) ask(method, path string, body []byte) []byte {
	e.t.Helper()
	request, err := http.NewRequest(method, e.URL+"/_emulator"+path, bytes.NewReader(body))
	e.must(err)
	answer, err := e.client.Do(request)
	e.must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	e.must(err)
	if answer.StatusCode >= 400 {
		e.t.Fatalf("the emulator answers %s: %s", answer.Status, text)
	}
	return text
}

func (e *Emulator) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatalf("the emulator: %v", err)
	}
}
