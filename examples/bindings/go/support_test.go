// SPDX-License-Identifier: Apache-2.0

package skillcall

import (
	"errors"
	"os"
	"testing"

	"github.com/skillcall/skillcall-go/skillcalltest"
)

// read gives a file that the tests of all bindings share.
func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../tests/" + name)
	must(t, err)
	return data
}

// accessTo takes a token that chooses what happens, for example "emulator-throttled".
func accessTo(t testing.TB, emulator *skillcalltest.Emulator, token string) *Access {
	t.Helper()
	access, err := NewAccess(emulator.URL, token, "")
	must(t, err)
	return access
}

func anySession(t testing.TB) *Session {
	t.Helper()
	session, err := NewSession(PhoneCaller("+12045551111", "a-device"), PhoneCallee("+16073331111"))
	must(t, err)
	return session
}

func newClient(t *testing.T, options *Options) *Client {
	t.Helper()
	client, err := NewClient(options)
	must(t, err)
	t.Cleanup(client.Close)
	return client
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t testing.TB, is, expected T) {
	t.Helper()
	if is != expected {
		t.Errorf("%v, not %v", is, expected)
	}
}

// fails checks status and outcome of a failure, and gives it.
func fails(t testing.TB, err error, status Status, outcome Outcome) *Error {
	t.Helper()
	var failure *Error
	if !errors.As(err, &failure) {
		t.Fatalf("%v is no *Error", err)
	}
	if !errors.Is(err, status) || failure.Outcome != outcome {
		t.Errorf("%v, %v: %v, not %v, %v", failure.Status.Name(), failure.Outcome, err, status.Name(), outcome)
	}
	return failure
}
