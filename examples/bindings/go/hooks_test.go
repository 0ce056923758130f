// SPDX-License-Identifier: Apache-2.0

package skillcall

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/skillcall/skillcall-go/skillcalltest"
)

// roundTripper makes a transport of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) {
	return f(request)
}

func answer(status int, body string) (*http.Response, error) {
	header := http.Header{"X-Amzn-Requestid": {"r"}}
	content := io.NopCloser(strings.NewReader(body))
	return &http.Response{StatusCode: status, Header: header, Body: content}, nil
}

func startWith(t *testing.T, f roundTripper) (*Receipt, error) {
	t.Helper()
	client := newClient(t, &Options{Transport: f, BackoffBase: time.Millisecond})
	access, err := NewAccess(NorthAmerica, "a-secret", "")
	must(t, err)
	return client.Start(context.Background(), access, anySession(t))
}

func TestLogLinesComeWithoutSecrets(t *testing.T) {
	emulator := skillcalltest.Start(t)
	var mutex sync.Mutex
	var lines []string
	client := newClient(t, &Options{LogLevel: LogDebug, Log: func(level LogLevel, line string) {
		mutex.Lock()
		defer mutex.Unlock()
		lines = append(lines, fmt.Sprint(level, " ", line))
	}})
	_, err := client.Start(context.Background(), accessTo(t, emulator, "a-secret"), anySession(t))
	must(t, err)
	_, err = client.Start(context.Background(), accessTo(t, emulator, "emulator-expired"), anySession(t))
	fails(t, err, ErrBadToken, NotPlaced)
	all := "\n" + strings.Join(lines, "\n")
	for _, expected := range []string{"\n1 ", "\n2 ", "\n3 ", "401"} {
		equal(t, strings.Contains(all, expected), true)
	}
	for _, secret := range []string{"a-secret", "2045551111"} {
		equal(t, strings.Contains(all, secret), false)
	}
}

func TestAnObserverSeesEachAttempt(t *testing.T) {
	emulator := skillcalltest.Start(t)
	var seen []Event
	var names []string
	note := func(name string) func(Event) {
		return func(e Event) { seen, names = append(seen, e), append(names, name) }
	}
	client := newClient(t, &Options{BackoffBase: time.Millisecond, Observer: &Observer{
		CallStarted: note("call"), AttemptStarted: note("attempt"),
		AttemptEnded: note("attempt ended"), CallEnded: note("call ended")}})
	receipt, err := client.Start(context.Background(),
		accessTo(t, emulator, "emulator-throttled.first-1"), anySession(t))
	must(t, err)
	equal(t, strings.Join(names, ", "), "call, attempt, attempt ended, attempt, attempt ended, call ended")
	first, refused, last := seen[0], seen[2], seen[5]
	equal(t, first.Status, ErrPending)
	equal(t, first.Method+" "+first.URLTemplate, "POST /v1/communications/session")
	equal(t, fmt.Sprintf("http://%s:%d", first.ServerAddress, first.ServerPort), emulator.URL)
	equal(t, refused.HTTPStatus, 429)
	equal(t, refused.ErrorType, "throttled")
	equal(t, refused.Outcome, NotPlaced)
	equal(t, refused.Pause != nil, true)
	equal(t, last.Attempt, 2)
	equal(t, last.Status, 0)
	equal(t, last.ErrorType, "")
	equal(t, last.Outcome, Placed)
	equal(t, last.Pause, nil)
	equal(t, last.CallID, first.CallID)
	equal(t, last.SessionID, receipt.SessionID)
	equal(t, last.ClientSessionID, receipt.ClientSessionID)
	equal(t, last.RequestID, receipt.RequestID)
	equal(t, last.BytesSent > 0 && last.BytesReceived > 0, true)
}

func TestAnObserverNeedNotWatchAll(t *testing.T) {
	ended := 0
	client := newClient(t, &Options{Observer: &Observer{CallEnded: func(Event) { ended++ }}})
	nobody, err := NewAccess("http://127.0.0.1:1", "a-token", "")
	must(t, err)
	_, err = client.FindMobileNumber(context.Background(), nobody, Account)
	fails(t, err, ErrConnect, None)
	equal(t, ended, 1)
}

func TestATransportOfNetHTTP(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client := newClient(t, &Options{Transport: &http.Transport{}, Deadline: time.Minute})
	_, err := client.Start(context.Background(), accessTo(t, emulator, "a-token"), anySession(t))
	must(t, err)
	_, err = client.Start(context.Background(), accessTo(t, emulator, "emulator-denied"), anySession(t))
	failure := fails(t, err, ErrAccessDenied, NotPlaced)
	equal(t, failure.ServiceCode, "AccessDenied")
	_, err = client.Start(context.Background(), accessTo(t, emulator, "emulator-redirect"), anySession(t))
	equal(t, fails(t, err, ErrAnswer, Unknown).HTTPStatus, 307)
	_, err = client.Start(context.Background(), accessTo(t, emulator, "emulator-huge"), anySession(t))
	fails(t, err, ErrTooLarge, Unknown)
	_, err = client.Start(context.Background(), accessTo(t, emulator, "emulator-close"), anySession(t))
	fails(t, err, ErrNetwork, Unknown)

	nobody, err := NewAccess("http://127.0.0.1:1", "a-token", "")
	must(t, err)
	_, err = client.Start(context.Background(), nobody, anySession(t))
	fails(t, err, ErrConnect, NotPlaced)
	stranger := accessTo(t, skillcalltest.Start(t, "--tls"), "a-token")
	_, err = client.Start(context.Background(), stranger, anySession(t))
	fails(t, err, ErrTLS, NotPlaced)

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	late := accessTo(t, emulator, "emulator-ok.delay-60000")
	_, err = client.Start(ctx, late, anySession(t))
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
}

func TestATransportSeesTheRequest(t *testing.T) {
	receipt, err := startWith(t, func(r *http.Request) (*http.Response, error) {
		equal(t, r.Method, "POST")
		equal(t, r.URL.String(), NorthAmerica+"/v1/communications/session")
		equal(t, r.Header.Get("Authorization"), "Bearer a-secret")
		body, err := io.ReadAll(r.Body)
		must(t, err)
		_, err = ParseSession(body, false)
		must(t, err)
		_, limited := r.Context().Deadline()
		equal(t, limited, true)
		return answer(200, `{"sessionId": "s"}`)
	})
	must(t, err)
	equal(t, receipt.SessionID, "s")
	equal(t, receipt.RequestID, "r")
}

func TestATransportSaysWhetherItSent(t *testing.T) {
	for _, one := range []struct {
		err      error
		status   Status
		outcome  Outcome
		attempts int
	}{
		{&net.DNSError{Err: "no such host"}, ErrResolve, NotPlaced, 3},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, ErrConnect, NotPlaced, 3},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, ErrNetwork, Unknown, 1},
		{errors.New("with a NUL\x00"), ErrNetwork, Unknown, 1},
	} {
		count := 0
		_, err := startWith(t, func(*http.Request) (*http.Response, error) {
			count++
			return nil, one.err
		})
		failure := fails(t, err, one.status, one.outcome)
		equal(t, failure.Attempts, one.attempts)
		equal(t, count, one.attempts)
	}
}

func TestATransportGivesStrangeAnswers(t *testing.T) {
	_, err := startWith(t, func(*http.Request) (*http.Response, error) { return answer(418, "{}") })
	equal(t, fails(t, err, ErrAnswer, Unknown).HTTPStatus, 418)
	_, err = startWith(t, func(*http.Request) (*http.Response, error) { return answer(0, "") })
	fails(t, err, ErrAnswer, Unknown)
}

func TestATransportThatIsLateIsLeftAlone(t *testing.T) {
	emulator := skillcalltest.Start(t)
	entered, late, left := make(chan bool), make(chan bool), make(chan bool)
	client := newClient(t, &Options{Transport: roundTripper(
		func(*http.Request) (*http.Response, error) {
			defer close(left)
			close(entered)
			<-late
			return answer(200, `{"sessionId": "s"}`)
		})})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-entered
		cancel()
	}()
	_, err := client.Start(ctx, accessTo(t, emulator, "a-token"), anySession(t))
	fails(t, err, ErrCancelled, Unknown)
	client.Close()
	close(late)
	<-left
}
