package skillcall

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestACallIsPlaced(t *testing.T) {
	session := anySession(t)
	client := newClient(t, nil)
	receipt, err := client.Start(context.Background(), accessWith(t, "a-token"), session)
	must(t, err)
	equal(t, receipt.SessionID != "", true)
	equal(t, receipt.ClientSessionID, session.ClientSessionID())
	equal(t, receipt.Attempts, 1)
}

func TestARoomCallsAnExtension(t *testing.T) {
	session, err := NewSession(Room("a-profile", "a-device"), Extension("4011"))
	must(t, err)
	access := accessWith(t, "emulator-empty")
	receipt, err := newClient(t, nil).Start(context.Background(), access, session)
	must(t, err)
	equal(t, receipt.SessionID, "")
}

func rowOf(e *Error) string {
	code, wait := e.ServiceCode, "-"
	if code == "" {
		code = "-"
	}
	if e.RetryAfter != nil {
		wait = fmt.Sprint(e.RetryAfter.Milliseconds())
	}
	return fmt.Sprintf("%s\t%v\t%d\t%s\t%d\t%s", e.Status.Name(), e.Outcome, e.HTTPStatus, code, e.Attempts,
		wait)
}

func TestEveryFailureIsTold(t *testing.T) {
	rows, err := os.ReadFile(variable(t, "SKILLCALL_TEST_FAILURES"))
	must(t, err)
	client := newClient(t, nil)
	session := anySession(t)
	count := 0
	for _, row := range strings.Split(strings.TrimSpace(string(rows)), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		columns := strings.SplitN(row, "\t", 3)
		access := accessWith(t, "emulator-"+columns[1])
		if columns[0] == "start" {
			_, err = client.Start(context.Background(), access, session)
		} else {
			_, err = client.FindMobileNumber(context.Background(), access, Account)
		}
		var failure *Error
		if !errors.As(err, &failure) || !errors.Is(err, failure.Status) {
			t.Fatalf("%s: %v", columns[1], err)
		}
		equal(t, columns[1]+": "+rowOf(failure), columns[1]+": "+columns[2])
		if columns[0] == "start" {
			equal(t, failure.ClientSessionID, session.ClientSessionID())
		}
		count++
	}
	equal(t, count > 0, true)
}

func TestNotSent(t *testing.T) {
	access, err := NewAccess("http://127.0.0.1:1", "a-token", "")
	must(t, err)
	_, err = newClient(t, nil).Start(context.Background(), access, anySession(t))
	failure := fails(t, err, ErrConnect, NotPlaced)
	equal(t, failure.TransportCode, 7)
	equal(t, failure.Attempts, 3)
	equal(t, failure.TransportText != "", true)
}

func TestTLS(t *testing.T) {
	access, err := NewAccess(variable(t, "SKILLCALL_TEST_TLS_URL"), "a-token", "")
	must(t, err)
	_, err = newClient(t, nil).Start(context.Background(), access, anySession(t))
	fails(t, err, ErrTLS, NotPlaced)
	file := variable(t, "SKILLCALL_TEST_CA")
	pem, err := os.ReadFile(file)
	must(t, err)
	for _, options := range []Options{{CAFile: file}, {CAPEM: pem}} {
		_, err = newClient(t, &options).Start(context.Background(), access, anySession(t))
		must(t, err)
	}
}

func TestNumbersAndProfilesAreFound(t *testing.T) {
	client := newClient(t, nil)
	access := accessWith(t, "emulator-number-separated")
	number, err := client.FindMobileNumber(context.Background(), access, Person)
	must(t, err)
	equal(t, number, "+12045551111")
	profile, err := client.FindProfileID(context.Background(), access, "a-unit")
	must(t, err)
	equal(t, profile != "", true)
	_, err = client.FindMobileNumber(context.Background(), access, Profile(7))
	fails(t, err, ErrArgument, None)
}

func TestAContextIsCancelled(t *testing.T) {
	client := newClient(t, &Options{Deadline: time.Minute})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := client.Start(ctx, accessWith(t, "emulator-ok.delay-60000"), anySession(t))
	fails(t, err, ErrCancelled, Unknown)
	equal(t, errors.Is(err, context.Canceled), true)
	_, err = client.Start(ctx, accessWith(t, "a-token"), anySession(t))
	fails(t, err, ErrCancelled, NotPlaced)
	equal(t, errors.Is(err, context.Canceled), true)
}

func TestDeadlines(t *testing.T) {
	late := accessWith(t, "emulator-ok.delay-60000")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	_, err := newClient(t, nil).Start(ctx, late, anySession(t))
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	var failure *Error
	equal(t, errors.As(err, &failure) && failure.Outcome == Unknown, true)

	client := newClient(t, &Options{Deadline: 100 * time.Millisecond})
	_, err = client.Start(context.Background(), late, anySession(t))
	fails(t, err, ErrTimeout, Unknown)
	equal(t, errors.Is(err, context.DeadlineExceeded), false)
	_, err = NewClient(&Options{Deadline: time.Hour})
	fails(t, err, ErrArgument, None)
}

func TestManyGoroutinesShareAClient(t *testing.T) {
	client := newClient(t, nil)
	placed := make([]bool, 200)
	var all sync.WaitGroup
	for i := range placed {
		all.Add(1)
		go func(i int) {
			defer all.Done()
			token := "emulator-ok.delay-20"
			if i%5 == 0 {
				token = "emulator-expired"
			}
			_, err := client.Start(context.Background(), accessWith(t, token), anySession(t))
			placed[i] = err == nil
			if i%5 == 0 {
				fails(t, err, ErrBadToken, NotPlaced)
			}
		}(i)
	}
	all.Wait()
	for i, is := range placed {
		if is != (i%5 != 0) {
			t.Errorf("call %d: %v", i, is)
		}
	}
}

func TestCloseEndsCalls(t *testing.T) {
	client := newClient(t, &Options{Deadline: time.Minute})
	failure := make(chan error)
	access, session := accessWith(t, "emulator-ok.delay-60000"), anySession(t)
	go func() {
		_, err := client.Start(context.Background(), access, session)
		failure <- err
	}()
	time.Sleep(50 * time.Millisecond)
	client.Close()
	var ended *Error
	equal(t, errors.As(<-failure, &ended), true)
	equal(t, ended.Status == ErrCancelled || ended.Status == ErrState, true)
	_, err := client.Start(context.Background(), access, session)
	fails(t, err, ErrState, NotPlaced)
	client.Close()
}

func TestGarbageIsCollected(t *testing.T) {
	for i := 0; i < 200; i++ {
		session := anySession(t)
		client, err := NewClient(nil)
		must(t, err)
		if i%50 == 0 {
			_, err = client.Start(context.Background(), accessWith(t, "a-token"), session)
			must(t, err)
			runtime.GC()
		}
	}
}

func TestHTTPVersionAndUserAgent(t *testing.T) {
	newClient(t, &Options{HTTPVersion: HTTP2, UserAgent: "a skill"})
	newClient(t, &Options{NoUserAgent: true})
	_, err := NewClient(&Options{HTTPVersion: 3})
	fails(t, err, ErrArgument, None)
	_, err = NewClient(&Options{UserAgent: "a\n"})
	equal(t, strings.Contains(fails(t, err, ErrArgument, None).Message, "User-Agent"), true)
}
