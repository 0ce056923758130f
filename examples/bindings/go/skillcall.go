// SPDX-License-Identifier: Apache-2.0

// Package skillcall starts Alexa communication sessions ("skill calls") and recognises them on the
// SIP side.
//
// A call that fails returns an *Error, which has the reason and the outcome:
//
//	receipt, err := client.Start(ctx, access, session)
//	var failure *skillcall.Error
//	switch {
//	case err == nil: // receipt.SessionID
//	case errors.Is(err, skillcall.ErrBadToken): // wait for the next skill request
//	case errors.As(err, &failure) && failure.Outcome == skillcall.Unknown:
//		// it may have been placed: look for failure.ClientSessionID, do not call again
//	}
//
// A client, sessions and all that was read may be used by any number of goroutines at once. What
// the library holds in C is freed with the garbage; Close of a client or an access does it at once.
package skillcall

/*
#cgo dynamic pkg-config: skillcall
#cgo !dynamic CFLAGS: -I${SRCDIR}/internal -DIS_STATIC
#cgo musl CFLAGS: -DIS_MUSL
#cgo !dynamic,amd64,!musl LDFLAGS: ${SRCDIR}/internal/skillcall/x86_64-linux-gnu.a -pthread
#cgo !dynamic,arm64,!musl LDFLAGS: ${SRCDIR}/internal/skillcall/aarch64-linux-gnu.a -pthread
#cgo !dynamic,amd64,musl LDFLAGS: ${SRCDIR}/internal/skillcall/x86_64-linux-musl.a
#cgo !dynamic,arm64,musl LDFLAGS: ${SRCDIR}/internal/skillcall/aarch64-linux-musl.a
#include <skillcall/skillcall.h>
#include <stdlib.h>
#include <string.h>

#ifdef IS_STATIC
#if !defined __linux__ || !(defined __x86_64__ || defined __aarch64__)
#error "no library for this platform is inside: install skillcall and build with -tags dynamic"
#elif defined __GLIBC__ == defined IS_MUSL
#error "build with -tags musl where the C library is musl, and only there"
#endif
#endif
*/
import "C"

import (
	"strings"
	"unsafe"

	_ "github.com/skillcall/skillcall-go/internal/skillcall" // so that a vendored copy has it
)

// Version names the version of the library in use.
func Version() string {
	return C.GoString(C.skillcall_version())
}

// texts are copies of Go's strings for C. They may hold a token, so they are wiped.
type texts []*C.char

// newTexts refuses what C would cut: its text ends at the first NUL.
func newTexts(all ...string) (texts, error) {
	for _, one := range all {
		if strings.IndexByte(one, 0) >= 0 {
			return nil, &Error{Status: ErrArgument, Message: "a text must not hold a NUL character"}
		}
	}
	copies := make(texts, len(all))
	for i, one := range all {
		copies[i] = C.CString(one)
	}
	return copies, nil
}

// orNull returns NULL, which is "unset", for an empty string.
func (t texts) orNull(i int) *C.char {
	if *t[i] == 0 {
		return nil
	}
	return t[i]
}

func (t texts) free() {
	for _, one := range t {
		C.memset(unsafe.Pointer(one), 0, C.strlen(one))
		C.free(unsafe.Pointer(one))
	}
}

// document lends the bytes of a document to C for one call.
func document(data []byte) (*C.char, C.size_t) {
	size := len(data)
	if size == 0 {
		data = []byte{0}
	}
	return (*C.char)(unsafe.Pointer(&data[0])), C.size_t(size)
}

// written returns the text that a function wrote into a buffer of this size.
func written(size int, write func(*C.char, C.size_t, *C.skillcall_error) C.int32_t) (string, error) {
	buffer := make([]byte, size)
	start := (*C.char)(unsafe.Pointer(&buffer[0]))
	err := check(func(e *C.skillcall_error) bool {
		return write(start, C.size_t(size), e) == C.SKILLCALL_OK
	})
	if err != nil {
		return "", err
	}
	text, _, _ := strings.Cut(string(buffer), "\x00")
	return text, nil
}
