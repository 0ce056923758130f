// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import (
	"runtime/cgo"
	"time"
)

// Observer sees what happens to calls, lookups and progressive responses: each starts and ends once,
// and in between each attempt does. Functions that are nil are not called. They run one at a time on
// the goroutine that drives the client, so they must not wait for the client or close it.
type Observer struct {
	CallStarted    func(Event)
	AttemptStarted func(Event)
	AttemptEnded   func(Event)
	CallEnded      func(Event)
}

// Event is what has happened to a call. It never shows a token or a phone number. Names in quotes
// are OpenTelemetry's, of its conventions for HTTP clients.
type Event struct {
	CallID          uint64         // all events of a call share it
	Method          string         // "http.request.method"
	URLTemplate     string         // "url.template"
	ServerAddress   string         // "server.address"
	ServerPort      int            // "server.port"
	Attempt         int            // from 1; "http.request.resend_count" is one less
	HTTPStatus      int            // "http.response.status_code", 0 for none
	Status          Status         // ErrPending when something has started, 0 if it ended well
	Outcome         Outcome        // of the attempt or the call
	ErrorType       string         // "error.type", "" without an error
	BytesSent       int            // "http.request.body.size"
	BytesReceived   int            // "http.response.body.size"
	Elapsed         time.Duration  // since the call was submitted
	AttemptElapsed  time.Duration  // since the attempt started
	Pause           *time.Duration // until the request is sent again, if it is
	ClientSessionID string
	SessionID       string
	RequestID       string
}

//export goEvent
func goEvent(handle C.uintptr_t, kind C.int, raw *C.skillcall_event) {
	o := cgo.Handle(handle).Value().(*Observer)
	all := [...]func(Event){o.CallStarted, o.AttemptStarted, o.AttemptEnded, o.CallEnded}
	if all[kind] != nil {
		all[kind](copyEvent(raw))
	}
}

func copyEvent(e *C.skillcall_event) Event {
	return Event{
		CallID:          uint64(C.skillcall_event_call_id(e)),
		Method:          C.GoString(C.skillcall_event_method(e)),
		URLTemplate:     C.GoString(C.skillcall_event_url_template(e)),
		ServerAddress:   C.GoString(C.skillcall_event_server_address(e)),
		ServerPort:      int(C.skillcall_event_server_port(e)),
		Attempt:         int(C.skillcall_event_attempt(e)),
		HTTPStatus:      int(C.skillcall_event_http_status(e)),
		Status:          Status(C.skillcall_event_status(e)),
		Outcome:         Outcome(C.skillcall_event_outcome(e)),
		ErrorType:       C.GoString(C.skillcall_event_error_type(e)),
		BytesSent:       int(C.skillcall_event_bytes_sent(e)),
		BytesReceived:   int(C.skillcall_event_bytes_received(e)),
		Elapsed:         duration(C.skillcall_event_elapsed_ms(e)),
		AttemptElapsed:  duration(C.skillcall_event_attempt_elapsed_ms(e)),
		Pause:           durationOrNil(C.skillcall_event_pause_ms(e)),
		ClientSessionID: C.GoString(C.skillcall_event_client_session_id(e)),
		SessionID:       C.GoString(C.skillcall_event_session_id(e)),
		RequestID:       C.GoString(C.skillcall_event_request_id(e)),
	}
}
