// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import (
	"context"
	"runtime"
	"time"
)

type submitter func(deadlineMs C.int64_t, e *C.skillcall_error) *C.skillcall_call

// run submits a call and waits for its end, which the context may bring about. A call that was
// never submitted has the outcome that is given.
func (c *Client) run(ctx context.Context, before Outcome, submit submitter) ended {
	defer runtime.KeepAlive(c)
	deadline, err := c.timeFor(ctx)
	if err != nil {
		message := "the call was not started: " + err.Error()
		return ended{err: &Error{Status: ErrCancelled, Outcome: before, Message: message, cause: err}}
	}
	call, end, err := c.submit(deadline, before, submit)
	if err != nil {
		return ended{err: err}
	}
	select {
	case result := <-end:
		return result.because(ctx)
	case <-ctx.Done():
		c.cancel(call, end)
		result := <-end
		return result.because(ctx)
	}
}

// timeFor returns how long a call may take, 0 for the client's own deadline.
func (c *Client) timeFor(ctx context.Context) (C.int64_t, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	until, ok := ctx.Deadline()
	left := time.Until(until)
	if !ok || left >= c.deadline {
		return 0, nil
	}
	if left < time.Millisecond {
		left = time.Millisecond
	}
	return milliseconds(left), nil
}

// submit hands a call over to the goroutine that drives.
func (c *Client) submit(deadline C.int64_t, before Outcome, submit submitter) (
	*C.skillcall_call, chan ended, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.isClosed {
		return nil, nil, &Error{Status: ErrState, Outcome: before, Message: "the client is closed"}
	}
	var call *C.skillcall_call
	err := check(func(e *C.skillcall_error) bool {
		call = submit(deadline, e)
		return call != nil
	})
	if err != nil {
		return nil, nil, err
	}
	end := make(chan ended, 1)
	c.calls[call] = end
	if !c.driving {
		c.driving = true
		c.driver.Add(1)
		go c.drive()
	}
	return call, end, nil
}

// cancel leaves a call alone that has been taken: it is freed, and its place perhaps another's.
func (c *Client) cancel(call *C.skillcall_call, end chan ended) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.calls[call] == end {
		C.skillcall_call_cancel(call)
	}
}

// drive works until no call is left.
func (c *Client) drive() {
	defer c.driver.Done()
	for more := true; more; {
		C.skillcall_client_drive(c.raw, -1, nil)
		more = c.deliver()
	}
}

// deliver hands out what has ended, and reports whether calls are left.
func (c *Client) deliver() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for {
		call := C.skillcall_client_take_ended(c.raw)
		if call == nil {
			break
		}
		c.calls[call] <- readEnd(call)
		delete(c.calls, call)
		C.skillcall_call_free(call)
	}
	c.driving = len(c.calls) > 0
	return c.driving
}

func readEnd(call *C.skillcall_call) ended {
	if C.skillcall_call_status(call) != C.SKILLCALL_OK {
		return ended{err: copyError(C.skillcall_call_error(call))}
	}
	if receipt := C.skillcall_call_receipt(call); receipt != nil {
		return ended{receipt: &Receipt{
			SessionID:       C.GoString(C.skillcall_receipt_session_id(receipt)),
			ClientSessionID: C.GoString(C.skillcall_receipt_client_session_id(receipt)),
			RequestID:       C.GoString(C.skillcall_receipt_request_id(receipt)),
			Attempts:        int(C.skillcall_receipt_attempts(receipt)),
			Elapsed:         duration(C.skillcall_receipt_elapsed_ms(receipt)),
		}}
	}
	return ended{found: C.GoString(C.skillcall_call_found(call))}
}

// because notes where it was the context that ended a call.
func (e ended) because(ctx context.Context) ended {
	failure, ok := e.err.(*Error)
	if !ok {
		return e
	}
	switch _, limited := ctx.Deadline(); {
	case failure.Status == ErrCancelled:
		failure.cause = ctx.Err()
	case failure.Status == ErrTimeout && limited:
		failure.cause = context.DeadlineExceeded
	}
	return e
}
