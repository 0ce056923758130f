// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include "callbacks.h"
import "C"

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime/cgo"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// exchanges are those that a RoundTripper has in hand.
type exchanges struct {
	transport http.RoundTripper
	mutex     sync.Mutex
	open      map[*C.skillcall_exchange]*exchange
}

// exchange is answered once, under the lock: after that, the library may have freed it.
type exchange struct {
	raw        *C.skillcall_exchange
	cancel     context.CancelFunc
	isAnswered bool
}

func newExchanges(transport http.RoundTripper) *exchanges {
	return &exchanges{
		transport: transport,
		open:      make(map[*C.skillcall_exchange]*exchange),
	}
}

//export goSubmit
func goSubmit(handle C.uintptr_t, raw *C.skillcall_exchange) {
	all := cgo.Handle(handle).Value().(*exchanges)
	left := time.Duration(C.skillcall_exchange_remaining_ms(raw)) * time.Millisecond
	ctx, cancel := context.WithTimeout(context.Background(), left)
	one := &exchange{raw: raw, cancel: cancel}
	all.mutex.Lock()
	all.open[raw] = one
	all.mutex.Unlock()
	request, err := newRequest(ctx, raw)
	if err != nil {
		all.answer(one, nil, nil, err)
		return
	}
	go func() {
		answer, body, err := roundTrip(all.transport, request)
		all.answer(one, answer, body, err)
	}()
}

//export goCancel
func goCancel(handle C.uintptr_t, raw *C.skillcall_exchange) {
	all := cgo.Handle(handle).Value().(*exchanges)
	all.mutex.Lock()
	one := all.open[raw]
	all.mutex.Unlock()
	if one != nil {
		all.answer(one, nil, nil, context.Canceled)
	}
}

// newRequest copies the exchange into a request of net/http.
func newRequest(ctx context.Context, exchange *C.skillcall_exchange) (*http.Request, error) {
	var body io.Reader
	if data := C.skillcall_exchange_body(exchange); data != nil {
		size := C.int(C.skillcall_exchange_body_size(exchange))
		body = bytes.NewReader(C.GoBytes(unsafe.Pointer(data), size))
	}
	method := C.GoString(C.skillcall_exchange_method(exchange))
	url := C.GoString(C.skillcall_exchange_url(exchange))
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	for i := C.size_t(0); i < C.skillcall_exchange_header_count(exchange); i++ {
		line := C.GoString(C.skillcall_exchange_header(exchange, i))
		name, value, _ := strings.Cut(line, ":")
		request.Header.Set(name, strings.TrimSpace(value))
	}
	return request, nil
}

// roundTrip returns the complete answer, as far as the library would take it and a byte more.
func roundTrip(transport http.RoundTripper, request *http.Request) (*http.Response, []byte, error) {
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, C.SKILLCALL_ANSWER_MAX+1))
	return answer, body, err
}

// answer ends an exchange, unless that was done before.
func (all *exchanges) answer(one *exchange, answer *http.Response, body []byte, err error) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	if one.isAnswered {
		return
	}
	one.isAnswered = true
	one.cancel()
	delete(all.open, one.raw)
	if answer != nil {
		C.skillcall_exchange_set_status(one.raw, C.int32_t(answer.StatusCode))
	}
	if err != nil {
		status, sent := reason(err)
		fail(one.raw, status, sent, err.Error())
		return
	}
	complete(one.raw, answer, body)
}

func complete(exchange *C.skillcall_exchange, answer *http.Response, body []byte) {
	for name, values := range answer.Header {
		t, err := newTexts(name, strings.Join(values, ", "))
		if err == nil {
			C.skillcall_exchange_add_header(exchange, t[0], t[1])
			t.free()
		}
	}
	data, size := document(body)
	kept := C.skillcall_exchange_add_body(exchange, unsafe.Pointer(data), size)
	if kept != C.SKILLCALL_OK {
		fail(exchange, Status(kept), C.SKILLCALL_MAYBE_SENT, "the body could not be kept")
	} else if C.skillcall_exchange_complete(exchange) != C.SKILLCALL_OK {
		fail(exchange, ErrAnswer, C.SKILLCALL_MAYBE_SENT, "the answer has no HTTP status")
	}
}

func fail(exchange *C.skillcall_exchange, status Status, sent C.int32_t, text string) {
	t, err := newTexts(text)
	if err != nil {
		t, _ = newTexts("")
	}
	defer t.free()
	C.skillcall_exchange_fail(exchange, C.int32_t(status), sent, 0, t[0])
}

// reason returns why there is no answer, and whether the request may have been sent nevertheless: in
// doubt it may.
func reason(err error) (Status, C.int32_t) {
	var resolving *net.DNSError
	var network *net.OpError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	var certificate x509.CertificateInvalidError
	switch {
	case errors.As(err, &resolving):
		return ErrResolve, C.SKILLCALL_NOT_SENT
	case errors.As(err, &network) && network.Op == "dial":
		return ErrConnect, C.SKILLCALL_NOT_SENT
	case errors.As(err, &authority), errors.As(err, &name), errors.As(err, &certificate):
		return ErrTLS, C.SKILLCALL_NOT_SENT
	case errors.Is(err, context.DeadlineExceeded):
		return ErrTimeout, C.SKILLCALL_MAYBE_SENT
	case errors.Is(err, context.Canceled):
		return ErrCancelled, C.SKILLCALL_MAYBE_SENT
	}
	return ErrNetwork, C.SKILLCALL_MAYBE_SENT
}
