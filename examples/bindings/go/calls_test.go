// SPDX-License-Identifier: Apache-2.0

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

	"github.com/skillcall/skillcall-go/skillcalltest"
)

func TestACallIsPlaced(t *testing.T) {
	emulator := skillcalltest.Start(t)
	session := anySession(t)
	client := newClient(t, nil)
	receipt, err := client.Start(context.Background(), accessTo(t, emulator, "a-token"), session)
	must(t, err)
	equal(t, receipt.SessionID != "", true)
	equal(t, receipt.ClientSessionID, session.ClientSessionID())
	equal(t, receipt.Attempts, 1)
	seen := emulator.Calls(skillcalltest.Filter{ClientSessionID: receipt.ClientSessionID}, 0)
	equal(t, len(seen), 1)
	equal(t, seen[0].SessionID, receipt.SessionID)
}

func TestARoomCallsAnExtension(t *testing.T) {
	emulator := skillcalltest.Start(t)
	session, err := NewSession(Room("a-profile", "a-device"), Extension("4011"))
	must(t, err)
	access := accessTo(t, emulator, "emulator-empty")
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

func TestEveryFailureIsReported(t *testing.T) {
	emulator := skillcalltest.Start(t)
	rows := read(t, "bindings/failures.tsv")
	client := newClient(t, nil)
	session := anySession(t)
	count := 0
	for _, row := range strings.Split(strings.TrimSpace(string(rows)), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		columns := strings.SplitN(row, "\t", 3)
		access := accessTo(t, emulator, "emulator-"+columns[1])
		var err error
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
	emulator := skillcalltest.Start(t, "--tls")
	access := accessTo(t, emulator, "a-token")
	_, err := newClient(t, nil).Start(context.Background(), access, anySession(t))
	fails(t, err, ErrTLS, NotPlaced)
	pem, err := os.ReadFile(emulator.CAFile)
	must(t, err)
	for _, options := range []Options{{CAFile: emulator.CAFile}, {CAPEM: pem}} {
		_, err = newClient(t, &options).Start(context.Background(), access, anySession(t))
		must(t, err)
	}
}

func TestNumbersAndProfilesAreFound(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client := newClient(t, nil)
	access := accessTo(t, emulator, "emulator-number-separated")
	number, err := client.FindMobileNumber(context.Background(), access, Person)
	must(t, err)
	equal(t, number, "+12045551111")
	profile, err := client.FindProfileID(context.Background(), access, "a-unit")
	must(t, err)
	equal(t, profile != "", true)
	for _, name := range []string{"", "Room 1"} {
		created, err := client.CreateProfile(context.Background(), access, "a-unit", name)
		must(t, err)
		equal(t, created, profile)
	}
	created := emulator.Calls(skillcalltest.Filter{Kind: "profile", Status: 201}, 0)
	equal(t, len(created), 2)
	equal(t, strings.Contains(string(created[0].Request.Body), "name"), false)
	equal(t, strings.Contains(string(created[1].Request.Body), "Room 1"), true)
	_, err = client.FindMobileNumber(context.Background(), access, Profile(7))
	fails(t, err, ErrArgument, None)
}

// requestTo is a skill request whose calls go to the emulator, with this token.
func requestTo(t *testing.T, emulator *skillcalltest.Emulator, token string) *SkillRequest {
	t.Helper()
	request, err := ParseSkillRequest([]byte(fmt.Sprintf(`{"request": {"type": "IntentRequest"},
		"context": {"System": {"apiEndpoint": %q, "apiAccessToken": %q, "device": {"deviceId": "a-device"},
		"unit": {"persistentUnitId": "a-room"}}}}`, emulator.URL, token)))
	must(t, err)
	return request
}

func TestARequestIsEnoughToCallAPhone(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client := newClient(t, nil)
	request := requestTo(t, emulator, "a-token")
	receipt, err := client.CallPhone(context.Background(), request, "+16073331111", "")
	must(t, err)
	equal(t, receipt.SessionID != "", true)
	_, err = client.CallPhone(context.Background(), request, "+16073331111", "+12045552222")
	must(t, err)
	calls := emulator.Calls(skillcalltest.Filter{Kind: "session", To: "+16073331111"}, 0)
	equal(t, len(calls), 2)
	equal(t, calls[0].From, "+12045551111")
	equal(t, calls[1].From, "+12045552222")
	equal(t, len(emulator.Calls(skillcalltest.Filter{Kind: "number"}, 0)), 1)

	_, err = client.CallPhone(context.Background(), request, "no number", "+12045552222")
	equal(t, fails(t, err, ErrInvalid, NotPlaced).Violations[0].Code, "not_e164")
	_, err = client.CallPhone(context.Background(), request, "+1607\x00", "")
	fails(t, err, ErrArgument, NotPlaced)
	refused := requestTo(t, emulator, "emulator-denied.at-number")
	_, err = client.CallPhone(context.Background(), refused, "+16073331111", "")
	fails(t, err, ErrAccessDenied, NotPlaced)
}

func TestARequestIsEnoughToCallAnExtension(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client := newClient(t, nil)
	request := requestTo(t, emulator, "a-token")
	_, err := client.CallExtension(context.Background(), request, "4011", "another-token")
	must(t, err)
	calls := emulator.Calls(skillcalltest.Filter{Kind: "session", To: "4011"}, 0)
	equal(t, len(calls), 1)
	_, err = client.CallExtension(context.Background(), request, "4011", "a-token\x00")
	fails(t, err, ErrArgument, NotPlaced)
	_, err = client.CallExtension(context.Background(), request, "4011", "emulator-profile-none")
	fails(t, err, ErrAbsent, NotPlaced)
}

func TestACallFromARequestEndsWithItsContext(t *testing.T) {
	emulator := skillcalltest.Start(t)
	request := requestTo(t, emulator, "emulator-ok.delay-60000.at-session")
	ctx, cancel := context.WithCancel(context.Background())
	client := newClient(t, &Options{Deadline: time.Minute})
	failure := make(chan error)
	go func() {
		_, err := client.CallPhone(ctx, request, "+16073331111", "")
		failure <- err
	}()
	equal(t, len(emulator.Calls(skillcalltest.Filter{Kind: "session"}, 20*time.Second)), 1)
	cancel()
	err := <-failure
	fails(t, err, ErrCancelled, Unknown)
	equal(t, errors.Is(err, context.Canceled), true)
}

func TestAlexaSpeaksWhileTheSkillWorks(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client, access := newClient(t, nil), accessTo(t, emulator, "a-token")
	must(t, client.SendProgressiveResponse(context.Background(), access, "a-request", "One moment."))
	seen := emulator.Calls(skillcalltest.Filter{Kind: "directive", Status: 204}, 0)
	equal(t, len(seen), 1)
	equal(t, strings.Contains(string(seen[0].Request.Body), "One moment."), true)
	expired := accessTo(t, emulator, "emulator-expired")
	err := client.SendProgressiveResponse(context.Background(), expired, "a-request", "One moment.")
	fails(t, err, ErrBadToken, None)
}

func TestAContextIsCancelled(t *testing.T) {
	emulator := skillcalltest.Start(t)
	client := newClient(t, &Options{Deadline: time.Minute})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := client.Start(ctx, accessTo(t, emulator, "emulator-ok.delay-60000"), anySession(t))
	fails(t, err, ErrCancelled, Unknown)
	equal(t, errors.Is(err, context.Canceled), true)
	_, err = client.Start(ctx, accessTo(t, emulator, "a-token"), anySession(t))
	fails(t, err, ErrCancelled, NotPlaced)
	equal(t, errors.Is(err, context.Canceled), true)
}

func TestDeadlines(t *testing.T) {
	emulator := skillcalltest.Start(t)
	late := accessTo(t, emulator, "emulator-ok.delay-60000")
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
	_, err = NewClient(&Options{MaxAttempts: 1<<32 + 1})
	fails(t, err, ErrArgument, None)
}

func TestManyGoroutinesShareAClient(t *testing.T) {
	emulator := skillcalltest.Start(t)
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
			_, err := client.Start(context.Background(), accessTo(t, emulator, token), anySession(t))
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
	emulator := skillcalltest.Start(t)
	client := newClient(t, &Options{Deadline: time.Minute})
	failure := make(chan error)
	access, session := accessTo(t, emulator, "emulator-ok.delay-60000"), anySession(t)
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
	emulator := skillcalltest.Start(t)
	for i := 0; i < 200; i++ {
		session := anySession(t)
		client, err := NewClient(nil)
		must(t, err)
		if i%50 == 0 {
			_, err = client.Start(context.Background(), accessTo(t, emulator, "a-token"), session)
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
