// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// Receipt is the service's answer to a call that it accepted.
type Receipt struct {
	SessionID       string // "" where the service gave none, in the Smart Properties form
	ClientSessionID string // what the SIP side will see
	RequestID       string
	Attempts        int
	Elapsed         time.Duration
}

// Profile is whose mobile number it is.
type Profile int32

const (
	Account = Profile(C.SKILLCALL_PROFILE_ACCOUNT) // the owner of the Alexa account
	Person  = Profile(C.SKILLCALL_PROFILE_PERSON)  // the person whose voice was recognised
)

// Client places calls. It holds connections and no user's data: one client serves all users of a
// program. While calls are in flight, one goroutine of its own drives all of them.
type Client struct {
	raw      *C.skillcall_client
	deadline time.Duration
	held     handles

	mutex    sync.Mutex
	calls    map[*C.skillcall_call]chan ended // submitted and not yet taken
	driver   sync.WaitGroup
	driving  bool
	isClosed bool
}

// ended is how a call ended: one of three.
type ended struct {
	receipt *Receipt
	found   string
	err     error
}

// NewClient makes a client; nil is for the default options.
func NewClient(options *Options) (*Client, error) {
	if options == nil {
		options = &Options{}
	}
	c := &Client{calls: make(map[*C.skillcall_call]chan ended), deadline: options.Deadline}
	if c.deadline == 0 {
		c.deadline = C.SKILLCALL_DEFAULT_DEADLINE_MS * time.Millisecond
	}
	raw := C.skillcall_client_options_new(nil, nil)
	defer C.skillcall_client_options_free(raw)
	err := options.apply(raw, &c.held)
	if err == nil {
		err = check(func(e *C.skillcall_error) bool {
			c.raw = C.skillcall_client_new(nil, raw, e)
			return c.raw != nil
		})
	}
	if err != nil {
		c.held.delete()
		return nil, err
	}
	runtime.SetFinalizer(c, (*Client).Close)
	return c, nil
}

// Close cancels the calls in flight, waits for their end and closes all connections.
func (c *Client) Close() {
	c.mutex.Lock()
	first := !c.isClosed
	c.isClosed = true
	for call := range c.calls {
		C.skillcall_call_cancel(call)
	}
	c.mutex.Unlock()
	c.driver.Wait()
	if first {
		runtime.SetFinalizer(c, nil)
		C.skillcall_client_free(c.raw)
		c.held.delete()
	}
}

// Start places a call and waits for its end. It ends with the context, or when the deadline of the
// options passes. Where the context ended it, errors.Is finds context.Canceled or
// context.DeadlineExceeded; the *Error still has the outcome of the call.
func (c *Client) Start(ctx context.Context, access *Access, session *Session) (*Receipt, error) {
	defer runtime.KeepAlive(access)
	defer runtime.KeepAlive(session)
	end := c.run(ctx, NotPlaced, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		return C.skillcall_client_submit(c.raw, access.raw, session.raw, ms, e)
	})
	return end.receipt, end.err
}

// CallPhone calls a number from the device that the skill request came from. If the caller is "", it
// looks up the user's own number first, within the same deadline.
func (c *Client) CallPhone(ctx context.Context, request *SkillRequest, callee, caller string) (
	*Receipt, error) {
	t, err := newTexts(callee, caller)
	if err != nil {
		return nil, notPlaced(err)
	}
	defer t.free()
	defer runtime.KeepAlive(request)
	end := c.run(ctx, NotPlaced, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		return C.skillcall_client_submit_call_phone(c.raw, request.raw, t[0], t.orNull(1), ms, e)
	})
	return end.receipt, end.err
}

// CallExtension calls an extension from the room that the skill request came from, in Smart
// Properties. It looks up the profile of the room first, with a Login-with-Amazon token.
func (c *Client) CallExtension(ctx context.Context, request *SkillRequest,
	extension, profileToken string) (*Receipt, error) {
	t, err := newTexts(extension, profileToken)
	if err != nil {
		return nil, notPlaced(err)
	}
	defer t.free()
	defer runtime.KeepAlive(request)
	end := c.run(ctx, NotPlaced, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		return C.skillcall_client_submit_call_extension(c.raw, request.raw, t[0], t[1], ms, e)
	})
	return end.receipt, end.err
}

// FindMobileNumber looks up the user's mobile number. The error is ErrAbsent if none is on file, and
// ErrAccessDenied if the user has to grant the permission first.
func (c *Client) FindMobileNumber(ctx context.Context, access *Access, whose Profile) (string, error) {
	defer runtime.KeepAlive(access)
	end := c.run(ctx, None, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		profile := C.int32_t(whose)
		return C.skillcall_client_submit_mobile_number_lookup(c.raw, access.raw, profile, ms, e)
	})
	return end.found, end.err
}

// FindProfileID looks up the communication profile id of a unit (a room).
func (c *Client) FindProfileID(ctx context.Context, access *Access, unitID string) (string, error) {
	t, err := newTexts(unitID)
	if err != nil {
		return "", err
	}
	defer t.free()
	defer runtime.KeepAlive(access)
	end := c.run(ctx, None, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		return C.skillcall_client_submit_profile_id_lookup(c.raw, access.raw, t[0], ms, e)
	})
	return end.found, end.err
}

// CreateProfile creates the communication profile of a unit and returns its id; the name, if it is not
// empty, is what devices show. A unit that has a profile keeps it and takes the new name.
func (c *Client) CreateProfile(ctx context.Context, access *Access, unitID, name string) (string, error) {
	t, err := newTexts(unitID, name)
	if err != nil {
		return "", err
	}
	defer t.free()
	defer runtime.KeepAlive(access)
	end := c.run(ctx, None, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		unit, name := t[0], t.orNull(1)
		return C.skillcall_client_submit_profile_creation(c.raw, access.raw, unit, name, ms, e)
	})
	return end.found, end.err
}

// SendProgressiveResponse lets Alexa speak, plain text or a speak element, while the skill still works
// on its answer to the request with this id.
func (c *Client) SendProgressiveResponse(ctx context.Context, access *Access,
	requestID, speech string) error {
	t, err := newTexts(requestID, speech)
	if err != nil {
		return err
	}
	defer t.free()
	defer runtime.KeepAlive(access)
	return c.run(ctx, None, func(ms C.int64_t, e *C.skillcall_error) *C.skillcall_call {
		return C.skillcall_client_submit_progressive_response(c.raw, access.raw, t[0], t[1], ms, e)
	}).err
}
