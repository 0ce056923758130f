// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include "callbacks.h"
import "C"

import (
	"math"
	"net/http"
	"runtime/cgo"
	"time"
	"unsafe"
)

// LogLevel is how much is logged: a level and all those before it.
type LogLevel int32

const (
	LogError = LogLevel(C.SKILLCALL_LOG_ERROR) // calls not placed, or with an unknown outcome
	LogInfo  = LogLevel(C.SKILLCALL_LOG_INFO)  // calls that were placed, attempts to be repeated
	LogDebug = LogLevel(C.SKILLCALL_LOG_DEBUG) // each attempt
)

// HTTPVersion is what the client speaks.
type HTTPVersion int32

const (
	HTTP11 = HTTPVersion(C.SKILLCALL_HTTP_1_1) // one connection for each request
	HTTP2  = HTTPVersion(C.SKILLCALL_HTTP_2)   // where the server agrees; calls share connections
)

// Options are what a client is made with. What is zero has the library's default.
type Options struct {
	Deadline       time.Duration // of a call with all its attempts: 6 s
	ConnectTimeout time.Duration // 2 s
	MaxAttempts    int           // 3; 1 is never to try again
	BackoffBase    time.Duration // the pause before trying again, doubled each time: 100 ms
	BackoffCap     time.Duration // 2 s
	MaxConnections int           // 16
	MaxCalls       int           // 10000
	CAFile         string        // certificates in place of the host's
	CAPath         string
	CAPEM          []byte
	Proxy          string // unless set, that of the environment
	NoProxy        bool
	HTTPVersion    HTTPVersion // HTTP11
	UserAgent      string      // skillcall and libcurl with their versions
	NoUserAgent    bool        // to send no such header

	// Log receives one line without a newline, from any goroutine. The level is LogInfo unless set.
	Log      func(level LogLevel, line string)
	LogLevel LogLevel

	// Observer sees what happens to calls.
	Observer *Observer

	// Transport makes the requests in place of libcurl. It must not follow redirects, and must
	// not send a POST twice by itself.
	Transport http.RoundTripper
}

// handles are what C holds of Go as long as a client lives.
type handles []cgo.Handle

func (h *handles) add(value any) C.uintptr_t {
	handle := cgo.NewHandle(value)
	*h = append(*h, handle)
	return C.uintptr_t(handle)
}

func (h handles) delete() {
	for _, one := range h {
		one.Delete()
	}
}

// milliseconds rounds up, so that no time that was given becomes 0, the default.
func milliseconds(d time.Duration) C.int64_t {
	return C.int64_t((d + time.Millisecond - 1) / time.Millisecond)
}

func duration(ms C.int64_t) time.Duration {
	return time.Duration(ms) * time.Millisecond
}

// durationOrNil takes a negative time for none.
func durationOrNil(ms C.int64_t) *time.Duration {
	if ms < 0 {
		return nil
	}
	d := duration(ms)
	return &d
}

// apply sets what is not zero, up to the first failure.
func (o *Options) apply(raw *C.skillcall_client_options, held *handles) error {
	t, err := newTexts(o.CAFile, o.CAPath, o.Proxy, o.UserAgent)
	if err != nil {
		return err
	}
	defer t.free()
	base, limit := o.BackoffBase, o.BackoffCap
	if base == 0 {
		base = C.SKILLCALL_DEFAULT_BACKOFF_BASE_MS * time.Millisecond
	}
	if limit == 0 {
		limit = C.SKILLCALL_DEFAULT_BACKOFF_CAP_MS * time.Millisecond
	}
	if o.BackoffBase > limit {
		limit = o.BackoffBase
	}
	level := o.LogLevel
	if level == 0 {
		level = LogInfo
	}
	steps := []step{
		{o.Deadline != 0, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_deadline_ms(raw, milliseconds(o.Deadline), e)
		}},
		{o.ConnectTimeout != 0, func(e cError) C.int32_t {
			ms := milliseconds(o.ConnectTimeout)
			return C.skillcall_client_options_set_connect_timeout_ms(raw, ms, e)
		}},
		{o.MaxAttempts != 0, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_max_attempts(raw, number(o.MaxAttempts), e)
		}},
		{true, func(e cError) C.int32_t {
			base, limit := milliseconds(base), milliseconds(limit)
			return C.skillcall_client_options_set_backoff_ms(raw, base, limit, e)
		}},
		{o.MaxConnections != 0, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_max_connections(raw, number(o.MaxConnections), e)
		}},
		{o.MaxCalls != 0, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_max_calls(raw, number(o.MaxCalls), e)
		}},
		{o.CAFile != "", func(e cError) C.int32_t {
			return C.skillcall_client_options_set_ca_file(raw, t[0], e)
		}},
		{o.CAPath != "", func(e cError) C.int32_t {
			return C.skillcall_client_options_set_ca_path(raw, t[1], e)
		}},
		{len(o.CAPEM) > 0, func(e cError) C.int32_t {
			data, size := document(o.CAPEM)
			return C.skillcall_client_options_set_ca_blob(raw, unsafe.Pointer(data), size, e)
		}},
		{o.Proxy != "" || o.NoProxy, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_proxy(raw, t[2], e)
		}},
		{o.HTTPVersion != 0, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_http_version(raw, C.int32_t(o.HTTPVersion), e)
		}},
		{o.UserAgent != "" || o.NoUserAgent, func(e cError) C.int32_t {
			return C.skillcall_client_options_set_user_agent(raw, t[3], e)
		}},
		{o.Log != nil, func(e cError) C.int32_t {
			return C.set_log(raw, held.add(o.Log), C.int32_t(level), e)
		}},
		{o.Observer != nil, func(e cError) C.int32_t {
			return C.set_observer(raw, held.add(o.Observer), e)
		}},
		{o.Transport != nil, func(e cError) C.int32_t {
			return C.set_transport(raw, held.add(newExchanges(o.Transport)), e)
		}},
	}
	return check(func(e *C.skillcall_error) bool { return take(steps, e) })
}

// number keeps one that is too large for C from being cut: the library refuses it.
func number(n int) C.int32_t {
	if n > math.MaxInt32 || n < math.MinInt32 {
		return -1
	}
	return C.int32_t(n)
}

//export goLogLine
func goLogLine(handle C.uintptr_t, level C.int32_t, message *C.char) {
	log := cgo.Handle(handle).Value().(func(LogLevel, string))
	log(LogLevel(level), C.GoString(message))
}
