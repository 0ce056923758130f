// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
// #include <stdlib.h>
import "C"

import (
	"runtime"
	"time"
)

// Permission is what the user has decided about a permission of the skill.
type Permission int32

const (
	NotAsked = Permission(C.SKILLCALL_PERMISSION_NOT_ASKED) // or the user has not answered
	Granted  = Permission(C.SKILLCALL_PERMISSION_GRANTED)
	Denied   = Permission(C.SKILLCALL_PERMISSION_DENIED)
)

// SkillRequest is what a skill receives. What it lacks is "".
type SkillRequest struct {
	Type             string // for example "IntentRequest"
	ID               string
	IntentName       string
	Locale           string
	Timestamp        time.Time // zero if it has none that can be read
	RawTimestamp     string    // as it was received
	IsNewSession     bool
	DeviceID         string
	ApplicationID    string
	UserID           string
	PersonID         string
	UnitID           string // the room, in Smart Properties; not the same after enabling again
	PersistentUnitID string // the room; the lookup of its profile takes this id
	APIEndpoint      string
	APLToken         string // of the document that the screen shows
	IsGrant          bool   // answer it with SkillResponse{AcceptGrant: true}
	GrantType        string // "OAuth2.AuthorizationCode"

	raw *C.skillcall_skill_request
}

// ParseSkillRequest reads a request. Its tokens are wiped when it is collected.
func ParseSkillRequest(json []byte) (*SkillRequest, error) {
	var raw *C.skillcall_skill_request
	err := check(func(e *C.skillcall_error) bool {
		data, size := document(json)
		raw = C.skillcall_skill_request_from_json(nil, data, size, e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	r := &SkillRequest{
		Type:             C.GoString(C.skillcall_skill_request_type(raw)),
		ID:               C.GoString(C.skillcall_skill_request_id(raw)),
		IntentName:       C.GoString(C.skillcall_skill_request_intent_name(raw)),
		Locale:           C.GoString(C.skillcall_skill_request_locale(raw)),
		RawTimestamp:     C.GoString(C.skillcall_skill_request_timestamp(raw)),
		IsNewSession:     C.skillcall_skill_request_is_new_session(raw) == 1,
		DeviceID:         C.GoString(C.skillcall_skill_request_device_id(raw)),
		ApplicationID:    C.GoString(C.skillcall_skill_request_application_id(raw)),
		UserID:           C.GoString(C.skillcall_skill_request_user_id(raw)),
		PersonID:         C.GoString(C.skillcall_skill_request_person_id(raw)),
		UnitID:           C.GoString(C.skillcall_skill_request_unit_id(raw)),
		PersistentUnitID: C.GoString(C.skillcall_skill_request_persistent_unit_id(raw)),
		APIEndpoint:      C.GoString(C.skillcall_skill_request_api_endpoint(raw)),
		APLToken:         C.GoString(C.skillcall_skill_request_apl_token(raw)),
		IsGrant:          C.skillcall_skill_request_is_grant(raw) == 1,
		GrantType:        C.GoString(C.skillcall_skill_request_grant_type(raw)),
		raw:              raw,
	}
	if ms := C.skillcall_skill_request_timestamp_ms(raw); ms >= 0 {
		r.Timestamp = time.UnixMilli(int64(ms)).UTC()
	}
	runtime.SetFinalizer(r, func(r *SkillRequest) { C.skillcall_skill_request_free(r.raw) })
	return r, nil
}

// UserAccessToken is the user's token for the skill's own service: a secret, keep it out of logs.
func (r *SkillRequest) UserAccessToken() string {
	defer runtime.KeepAlive(r)
	return C.GoString(C.skillcall_skill_request_user_access_token(r.raw))
}

// GrantCode is the code that Login with Amazon exchanges for a token: a secret, keep it out of logs.
func (r *SkillRequest) GrantCode() string {
	defer runtime.KeepAlive(r)
	return C.GoString(C.skillcall_skill_request_grant_code(r.raw))
}

// IsFresh reports whether the age of the request is acceptable: a request of a user may be 150 s old, a
// skill event one hour. It is not known without a timestamp that can be read.
func (r *SkillRequest) IsFresh(now time.Time) (fresh, known bool) {
	defer runtime.KeepAlive(r)
	is := C.skillcall_skill_request_is_fresh(r.raw, C.int64_t(now.UnixMilli()))
	return is == 1, is >= 0
}

// Permission is the status of a scope, for example "alexa::profile:mobile_number:read".
func (r *SkillRequest) Permission(scope string) Permission {
	defer runtime.KeepAlive(r)
	t, err := newTexts(scope)
	if err != nil {
		return NotAsked
	}
	defer t.free()
	return Permission(C.skillcall_skill_request_permission(r.raw, t[0]))
}

// SupportsInterface reports whether the device has an interface, for example "Alexa.Presentation.APL",
// the one for screens.
func (r *SkillRequest) SupportsInterface(name string) bool {
	defer runtime.KeepAlive(r)
	t, err := newTexts(name)
	if err != nil {
		return false
	}
	defer t.free()
	return C.skillcall_skill_request_supports_interface(r.raw, t[0]) == 1
}

// CheckApplicationID fails unless the request is meant for this skill.
func (r *SkillRequest) CheckApplicationID(expected string) error {
	defer runtime.KeepAlive(r)
	t, err := newTexts(expected)
	if err != nil {
		return err
	}
	defer t.free()
	return check(func(e *C.skillcall_error) bool {
		return C.skillcall_skill_request_check_application_id(r.raw, t[0], e) == C.SKILLCALL_OK
	})
}

// Access returns endpoint and token, to place calls with. The trusted host is as for NewAccess.
func (r *SkillRequest) Access(trustedHost string) (*Access, error) {
	defer runtime.KeepAlive(r)
	t, err := newTexts(trustedHost)
	if err != nil {
		return nil, err
	}
	defer t.free()
	var raw *C.skillcall_access
	err = check(func(e *C.skillcall_error) bool {
		raw = C.skillcall_skill_request_access(r.raw, t.orNull(0), e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	return ownAccess(raw), nil
}

// Originator is the caller: this number, from the device that the request came from.
func (r *SkillRequest) Originator(number string) (Participant, error) {
	defer runtime.KeepAlive(r)
	t, err := newTexts(number)
	if err != nil {
		return Participant{}, err
	}
	defer t.free()
	var p Participant
	err = check(func(e *C.skillcall_error) bool {
		raw := C.skillcall_skill_request_originator(r.raw, t[0], e)
		defer C.skillcall_participant_free(raw)
		p = copyParticipant(raw)
		return raw != nil
	})
	return p, err
}
