// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import "time"

// Status is the kind of a failure. Each is itself an error, for errors.Is.
type Status int32

const (
	ErrArgument     = Status(C.SKILLCALL_E_ARGUMENT)      // an argument is out of range
	ErrNoMemory     = Status(C.SKILLCALL_E_NO_MEMORY)     // an allocation failed
	ErrState        = Status(C.SKILLCALL_E_STATE)         // the object is in the wrong state for this
	ErrInvalid      = Status(C.SKILLCALL_E_INVALID)       // rules are broken: the error lists the violations
	ErrMalformed    = Status(C.SKILLCALL_E_MALFORMED)     // a document is not what its format demands
	ErrTooLarge     = Status(C.SKILLCALL_E_TOO_LARGE)     // a document or an answer exceeds its limit
	ErrEndpoint     = Status(C.SKILLCALL_E_ENDPOINT)      // the endpoint is not one a token may be sent to
	ErrToken        = Status(C.SKILLCALL_E_TOKEN)         // the token is not a bearer token
	ErrGenerator    = Status(C.SKILLCALL_E_GENERATOR)     // no client session id could be generated
	ErrTransport    = Status(C.SKILLCALL_E_TRANSPORT)     // the transport violated its contract or refused the exchange
	ErrSystem       = Status(C.SKILLCALL_E_SYSTEM)        // the operating system refused a resource
	ErrUnsupported  = Status(C.SKILLCALL_E_UNSUPPORTED)   // not available on this platform or with this transport
	ErrBusy         = Status(C.SKILLCALL_E_BUSY)          // too many calls are in flight
	ErrForked       = Status(C.SKILLCALL_E_FORKED)        // the client belongs to the parent process
	ErrPending      = Status(C.SKILLCALL_E_PENDING)       // the call has not ended yet
	ErrTimeout      = Status(C.SKILLCALL_E_TIMEOUT)       // the deadline passed
	ErrCancelled    = Status(C.SKILLCALL_E_CANCELLED)     // the call was cancelled
	ErrResolve      = Status(C.SKILLCALL_E_RESOLVE)       // the host name could not be resolved
	ErrConnect      = Status(C.SKILLCALL_E_CONNECT)       // could not connect to the server
	ErrTLS          = Status(C.SKILLCALL_E_TLS)           // the server's certificate or TLS version is not acceptable
	ErrNetwork      = Status(C.SKILLCALL_E_NETWORK)       // the connection was lost
	ErrAnswer       = Status(C.SKILLCALL_E_ANSWER)        // the service sent an undocumented answer
	ErrInputRefused = Status(C.SKILLCALL_E_INPUT_REFUSED) // HTTP 400: the service rejected the request as invalid
	ErrBadToken     = Status(C.SKILLCALL_E_BAD_TOKEN)     // HTTP 401: the token is expired or invalid
	ErrAccessDenied = Status(C.SKILLCALL_E_ACCESS_DENIED) // HTTP 403: access was denied
	ErrRegion       = Status(C.SKILLCALL_E_REGION)        // HTTP 404: calling is not available at this endpoint
	ErrThrottled    = Status(C.SKILLCALL_E_THROTTLED)     // HTTP 429: too many requests
	ErrRefused      = Status(C.SKILLCALL_E_REFUSED)       // any other HTTP status that proves a refusal
	ErrUnavailable  = Status(C.SKILLCALL_E_UNAVAILABLE)   // HTTP 503: what became of the call is unknown
	ErrService      = Status(C.SKILLCALL_E_SERVICE)       // any other HTTP 5xx: what became of the call is unknown
	ErrAbsent       = Status(C.SKILLCALL_E_ABSENT)        // the document is valid but lacks the requested value
	ErrMismatch     = Status(C.SKILLCALL_E_MISMATCH)      // the document belongs to another skill
)

// Name is "bad_token" and the like.
func (s Status) Name() string {
	return C.GoString(C.skillcall_status_name(C.int32_t(s)))
}

func (s Status) Error() string {
	return C.GoString(C.skillcall_status_text(C.int32_t(s)))
}

// Outcome is what became of a call.
type Outcome int32

const (
	None      = Outcome(C.SKILLCALL_OUTCOME_NONE)       // no call has ended here
	Placed    = Outcome(C.SKILLCALL_OUTCOME_PLACED)     // the service accepted the call
	NotPlaced = Outcome(C.SKILLCALL_OUTCOME_NOT_PLACED) // it is certain that no call was started
	Unknown   = Outcome(C.SKILLCALL_OUTCOME_UNKNOWN)    // it may have been started: do not call again
)

// String is "not_placed" and the like.
func (o Outcome) String() string {
	return C.GoString(C.skillcall_outcome_name(C.int32_t(o)))
}

// Violation is a rule that a session breaks.
type Violation struct {
	Path    string // a JSON Pointer into the request body
	Code    string // a stable name, for example "not_e164"
	Message string
}

// Error is everything there is to know about a failure.
type Error struct {
	Status          Status
	Outcome         Outcome     // of the call; None where none was being placed
	Message         string      // what went wrong and what to do; never a token
	Violations      []Violation // with ErrInvalid
	HTTPStatus      int         // 0 where no answer came
	ServiceCode     string      // for example "BadToken"
	ServiceMessage  string
	TransportCode   int // a CURLcode, with the built-in transport
	TransportText   string
	Attempts        int            // how often the request was handed to the transport
	RetryAfter      *time.Duration // how long the service asked to wait, if it did
	RequestID       string
	ClientSessionID string // the key to look for the call on the SIP side

	cause error // of the context that ended the call
}

func (e *Error) Error() string {
	return e.Message
}

// Is reports whether the target is the status of this failure.
func (e *Error) Is(target error) bool {
	status, ok := target.(Status)
	return ok && status == e.Status
}

// Unwrap returns context.Canceled or context.DeadlineExceeded where the context ended the call.
func (e *Error) Unwrap() error {
	return e.cause
}

// notPlaced is for a call whose texts are refused.
func notPlaced(err error) error {
	err.(*Error).Outcome = NotPlaced
	return err
}

// check calls a function of C that may fail, and copies its error.
func check(call func(*C.skillcall_error) bool) error {
	e := C.skillcall_error_new(nil)
	if e == nil { // the outcome of a call could not be reported
		return &Error{Status: ErrNoMemory, Message: ErrNoMemory.Error()}
	}
	defer C.skillcall_error_free(e)
	if call(e) {
		return nil
	}
	return copyError(e)
}

func copyError(e *C.skillcall_error) *Error {
	failure := &Error{
		Status:          Status(C.skillcall_error_status(e)),
		Outcome:         Outcome(C.skillcall_error_outcome(e)),
		Message:         C.GoString(C.skillcall_error_message(e)),
		HTTPStatus:      int(C.skillcall_error_http_status(e)),
		ServiceCode:     C.GoString(C.skillcall_error_service_code(e)),
		ServiceMessage:  C.GoString(C.skillcall_error_service_message(e)),
		TransportCode:   int(C.skillcall_error_transport_code(e)),
		TransportText:   C.GoString(C.skillcall_error_transport_text(e)),
		Attempts:        int(C.skillcall_error_attempts(e)),
		RetryAfter:      durationOrNil(C.skillcall_error_retry_after_ms(e)),
		RequestID:       C.GoString(C.skillcall_error_request_id(e)),
		ClientSessionID: C.GoString(C.skillcall_error_client_session_id(e)),
	}
	for i := C.size_t(0); i < C.skillcall_error_violation_count(e); i++ {
		code := C.skillcall_error_violation_code(e, i)
		failure.Violations = append(failure.Violations, Violation{
			Path:    C.GoString(C.skillcall_error_violation_path(e, i)),
			Code:    C.GoString(C.skillcall_violation_name(code)),
			Message: C.GoString(C.skillcall_error_violation_message(e, i)),
		})
	}
	return failure
}

type cError = *C.skillcall_error

// step is a setter of C, and whether there is anything to set.
type step struct {
	wanted bool
	set    func(e cError) C.int32_t
}

// take takes the steps that are wanted, up to the first failure.
func take(steps []step, e cError) bool {
	for _, one := range steps {
		if one.wanted && one.set(e) != C.SKILLCALL_OK {
			return false
		}
	}
	return true
}
