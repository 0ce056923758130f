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
	var mutex sync.Mutex
	var lines []string
	client := newClient(t, &Options{LogLevel: LogDebug, Log: func(level LogLevel, line string) {
		mutex.Lock()
		defer mutex.Unlock()
		lines = append(lines, fmt.Sprint(level, " ", line))
	}})
	_, err := client.Start(context.Background(), accessWith(t, "a-secret"), anySession(t))
	must(t, err)
	_, err = client.Start(context.Background(), accessWith(t, "emulator-expired"), anySession(t))
	fails(t, err, ErrBadToken, NotPlaced)
	all := "\n" + strings.Join(lines, "\n")
	for _, expected := range []string{"\n1 ", "\n2 ", "\n3 ", "401"} {
		equal(t, strings.Contains(all, expected), true)
	}
	for _, secret := range []string{"a-secret", "2045551111"} {
		equal(t, strings.Contains(all, secret), false)
	}
}

func TestATransportOfNetHTTP(t *testing.T) {
	client := newClient(t, &Options{Transport: &http.Transport{}, Deadline: time.Minute})
	_, err := client.Start(context.Background(), accessWith(t, "a-token"), anySession(t))
	must(t, err)
	_, err = client.Start(context.Background(), accessWith(t, "emulator-denied"), anySession(t))
	failure := fails(t, err, ErrAccessDenied, NotPlaced)
	equal(t, failure.ServiceCode, "AccessDenied")
	_, err = client.Start(context.Background(), accessWith(t, "emulator-redirect"), anySession(t))
	equal(t, fails(t, err, ErrAnswer, Unknown).HTTPStatus, 307)
	_, err = client.Start(context.Background(), accessWith(t, "emulator-huge"), anySession(t))
	fails(t, err, ErrTooLarge, Unknown)
	_, err = client.Start(context.Background(), accessWith(t, "emulator-close"), anySession(t))
	fails(t, err, ErrNetwork, Unknown)

	nobody, err := NewAccess("http://127.0.0.1:1", "a-token", "")
	must(t, err)
	_, err = client.Start(context.Background(), nobody, anySession(t))
	fails(t, err, ErrConnect, NotPlaced)
	stranger, err := NewAccess(variable(t, "SKILLCALL_TEST_TLS_URL"), "a-token", "")
	must(t, err)
	_, err = client.Start(context.Background(), stranger, anySession(t))
	fails(t, err, ErrTLS, NotPlaced)

	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	late := accessWith(t, "emulator-ok.delay-60000")
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
	_, err := client.Start(ctx, accessWith(t, "a-token"), anySession(t))
	fails(t, err, ErrCancelled, Unknown)
	client.Close()
	close(late)
	<-left
}
