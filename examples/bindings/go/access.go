// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import "runtime"

// NorthAmerica is the endpoint for the United States and Canada.
const NorthAmerica = C.SKILLCALL_ENDPOINT_NORTH_AMERICA

// Access is where to place a call and with what right: endpoint and bearer token, both checked.
type Access struct {
	raw *C.skillcall_access
}

func ownAccess(raw *C.skillcall_access) *Access {
	a := &Access{raw}
	runtime.SetFinalizer(a, (*Access).Close)
	return a
}

// NewAccess is for Alexa's endpoints, the local machine and, if it is not empty, one trusted host,
// which the program itself names and no request does.
func NewAccess(endpoint, token, trustedHost string) (*Access, error) {
	t, err := newTexts(endpoint, token, trustedHost)
	if err != nil {
		return nil, err
	}
	defer t.free()
	var raw *C.skillcall_access
	err = check(func(e *C.skillcall_error) bool {
		raw = C.skillcall_access_new(nil, t[0], t[1], t.orNull(2), e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	return ownAccess(raw), nil
}

// Endpoint returns the endpoint in its normal form.
func (a *Access) Endpoint() string {
	defer runtime.KeepAlive(a)
	return C.GoString(C.skillcall_access_endpoint(a.raw))
}

// Close wipes the token. Calls that were started go on; no one may use the access any more.
func (a *Access) Close() {
	C.skillcall_access_free(a.raw)
	a.raw = nil
}
