// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import "runtime"

// Originator is whether a participant starts the call.
type Originator int32

const (
	OriginatorUnset = Originator(C.SKILLCALL_ORIGINATOR_UNSET) // the member is left out: no
	OriginatorNo    = Originator(C.SKILLCALL_ORIGINATOR_NO)
	OriginatorYes   = Originator(C.SKILLCALL_ORIGINATOR_YES)
)

// Participant is one end of a call. Empty strings are unset.
type Participant struct {
	Type       string // for example "PHONE_NUMBER"
	Value      string // for example "+12045551111"
	EndpointID string // the deviceId of the skill request
	ProviderID string
	Originator Originator
}

// PhoneCaller is the caller of a call between phone numbers.
func PhoneCaller(number, endpointID string) Participant {
	return Participant{C.SKILLCALL_TYPE_PHONE_NUMBER, number, endpointID, "", OriginatorYes}
}

// PhoneCallee is the callee of a call between phone numbers.
func PhoneCallee(number string) Participant {
	return Participant{C.SKILLCALL_TYPE_PHONE_NUMBER, number, "", C.SKILLCALL_PROVIDER_PHONE,
		OriginatorUnset}
}

// Room is the caller in Smart Properties.
func Room(profileID, endpointID string) Participant {
	return Participant{C.SKILLCALL_TYPE_COMMUNICATION_PROFILE_ID, profileID, endpointID,
		C.SKILLCALL_PROVIDER_SMART_PROPERTIES, OriginatorYes}
}

// Extension is the callee in Smart Properties.
func Extension(extension string) Participant {
	return Participant{C.SKILLCALL_TYPE_RAW_ADDRESS, extension, "",
		C.SKILLCALL_PROVIDER_SMART_PROPERTIES, OriginatorUnset}
}

func copyParticipant(p *C.skillcall_participant) Participant {
	return Participant{
		Type:       C.GoString(C.skillcall_participant_type(p)),
		Value:      C.GoString(C.skillcall_participant_value(p)),
		EndpointID: C.GoString(C.skillcall_participant_endpoint_id(p)),
		ProviderID: C.GoString(C.skillcall_participant_provider_id(p)),
		Originator: Originator(C.skillcall_participant_originator(p)),
	}
}

// Session is one call to place, checked and immutable.
type Session struct {
	raw *C.skillcall_session
}

func ownSession(raw *C.skillcall_session) *Session {
	s := &Session{raw}
	runtime.SetFinalizer(s, func(s *Session) { C.skillcall_session_free(s.raw) })
	return s
}

// SessionSpec is what a session is made of.
type SessionSpec struct {
	Participants        []Participant // exactly two
	ClientSessionID     string        // a random UUID unless set
	OmitClientSessionID bool          // the SIP side then cannot identify the call
	AllowUnknown        bool          // types and providers that the library does not know
}

// NewSession makes a session with a random client session id.
func NewSession(caller, callee Participant) (*Session, error) {
	return SessionSpec{Participants: []Participant{caller, callee}}.Build()
}

// Build checks every rule; with ErrInvalid, the error lists all violations.
func (s SessionSpec) Build() (*Session, error) {
	id, err := newTexts(s.ClientSessionID)
	if err != nil {
		return nil, err
	}
	defer id.free()
	b := C.skillcall_session_builder_new(nil, nil)
	defer C.skillcall_session_builder_free(b)
	for _, one := range s.Participants {
		if err := one.addTo(b); err != nil {
			return nil, err
		}
	}
	var raw *C.skillcall_session
	err = check(func(e *C.skillcall_error) bool {
		C.skillcall_session_builder_set_client_session_id(b, id.orNull(0), e)
		if s.OmitClientSessionID {
			C.skillcall_session_builder_omit_client_session_id(b, e)
		}
		C.skillcall_session_builder_allow_unknown(b, flag(s.AllowUnknown), e)
		raw = C.skillcall_session_builder_build(b, e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	return ownSession(raw), nil
}

// addTo writes one setter after the other: given NULL, each leaves the failure before it.
func (p Participant) addTo(b *C.skillcall_session_builder) error {
	t, err := newTexts(p.Type, p.Value, p.EndpointID, p.ProviderID)
	if err != nil {
		return err
	}
	defer t.free()
	return check(func(e *C.skillcall_error) bool {
		raw := C.skillcall_participant_new(nil, e)
		defer C.skillcall_participant_free(raw)
		return C.skillcall_participant_set_identity(raw, t.orNull(0), t.orNull(1), e) == 0 &&
			C.skillcall_participant_set_endpoint_id(raw, t.orNull(2), e) == 0 &&
			C.skillcall_participant_set_provider_id(raw, t.orNull(3), e) == 0 &&
			C.skillcall_participant_set_originator(raw, C.int32_t(p.Originator), e) == 0 &&
			C.skillcall_session_builder_add(b, raw, e) == 0
	})
}

func flag(set bool) C.int32_t {
	if set {
		return 1
	}
	return 0
}

// ParseSession reads a request body.
func ParseSession(json []byte, allowUnknown bool) (*Session, error) {
	var raw *C.skillcall_session
	err := check(func(e *C.skillcall_error) bool {
		data, size := document(json)
		raw = C.skillcall_session_from_json(nil, data, size, flag(allowUnknown), e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	return ownSession(raw), nil
}

// JSON returns the request body: the very bytes that are sent.
func (s *Session) JSON() string {
	defer runtime.KeepAlive(s)
	return C.GoString(C.skillcall_session_json(s.raw))
}

// ClientSessionID is what the SIP side will see, "" if it was left out.
func (s *Session) ClientSessionID() string {
	defer runtime.KeepAlive(s)
	return C.GoString(C.skillcall_session_client_session_id(s.raw))
}

// Participants returns both ends.
func (s *Session) Participants() []Participant {
	defer runtime.KeepAlive(s)
	all := make([]Participant, C.skillcall_session_participant_count(s.raw))
	for i := range all {
		all[i] = copyParticipant(C.skillcall_session_participant(s.raw, C.size_t(i)))
	}
	return all
}
