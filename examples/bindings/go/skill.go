package skillcall

// #include <skillcall/skillcall.h>
// #include <stdlib.h>
import "C"

import (
	"runtime"
	"time"
)

// SkillRequest is what a skill receives. What it lacks is "".
type SkillRequest struct {
	Type             string // for example "IntentRequest"
	ID               string
	IntentName       string
	Locale           string
	Timestamp        time.Time // zero if it has none
	IsNewSession     bool
	DeviceID         string
	ApplicationID    string
	UserID           string
	PersonID         string
	PersistentUnitID string
	APIEndpoint      string

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
		IsNewSession:     C.skillcall_skill_request_is_new_session(raw) == 1,
		DeviceID:         C.GoString(C.skillcall_skill_request_device_id(raw)),
		ApplicationID:    C.GoString(C.skillcall_skill_request_application_id(raw)),
		UserID:           C.GoString(C.skillcall_skill_request_user_id(raw)),
		PersonID:         C.GoString(C.skillcall_skill_request_person_id(raw)),
		PersistentUnitID: C.GoString(C.skillcall_skill_request_persistent_unit_id(raw)),
		APIEndpoint:      C.GoString(C.skillcall_skill_request_api_endpoint(raw)),
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

// Access gives endpoint and token, to place calls with. The trusted host is as for NewAccess.
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

// Originator is the calling end: this number, from the device that the request came from.
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

// SkillResponse is a skill's answer; it ends the skill's session.
type SkillResponse struct {
	Text             string // what Alexa says, as plain text
	SSML             string // or as a whole speak element; EscapeSSML for text from elsewhere
	AskForPermission *Profile
}

// JSON checks the response and writes it.
func (r SkillResponse) JSON() ([]byte, error) {
	t, err := newTexts(r.Text, r.SSML)
	if err != nil {
		return nil, err
	}
	defer t.free()
	var json []byte
	err = check(func(e *C.skillcall_error) bool {
		raw := C.skillcall_skill_response_new(nil, e)
		defer C.skillcall_skill_response_free(raw)
		if r.Text != "" && C.skillcall_skill_response_say(raw, t[0], e) != 0 ||
			r.SSML != "" && C.skillcall_skill_response_say_ssml(raw, t[1], e) != 0 {
			return false
		}
		if r.AskForPermission != nil {
			whose := C.int32_t(*r.AskForPermission)
			if C.skillcall_skill_response_ask_for_permission(raw, whose, e) != 0 {
				return false
			}
		}
		text := C.skillcall_skill_response_json(raw, e)
		json = []byte(C.GoString(text))
		return text != nil
	})
	return json, err
}

// EscapeSSML writes text as it must stand inside SSML.
func EscapeSSML(text string) (string, error) {
	t, err := newTexts(text)
	if err != nil {
		return "", err
	}
	defer t.free()
	size := C.skillcall_skill_response_escape_ssml(t[0], nil, 0) + 1
	return written(int(size), func(b *C.char, n C.size_t, _ *C.skillcall_error) C.int32_t {
		C.skillcall_skill_response_escape_ssml(t[0], b, n)
		return C.SKILLCALL_OK
	})
}

// JoinMobileNumber joins country code and phone number of a profile to an E.164 number, without a
// guess.
func JoinMobileNumber(countryCode, phoneNumber string) (string, error) {
	t, err := newTexts(countryCode, phoneNumber)
	if err != nil {
		return "", err
	}
	defer t.free()
	size := C.SKILLCALL_MOBILE_NUMBER_SIZE
	return written(size, func(b *C.char, n C.size_t, e *C.skillcall_error) C.int32_t {
		return C.skillcall_mobile_number_join(t[0], t[1], b, n, e)
	})
}
