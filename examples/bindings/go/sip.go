// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import "runtime"

// EncodeUserToUser returns the header value that Alexa sends for a client session id.
func EncodeUserToUser(clientSessionID string) (string, error) {
	t, err := newTexts(clientSessionID)
	if err != nil {
		return "", err
	}
	defer t.free()
	size := C.SKILLCALL_UUI_SIZE
	return written(size, func(b *C.char, n C.size_t, e *C.skillcall_error) C.int32_t {
		return C.skillcall_uui_encode(t[0], b, n, e)
	})
}

// DecodeUserToUser returns the client session id in the values of User-to-User header fields. Values
// that are malformed, or belong to others, do no harm as long as one holds an id.
func DecodeUserToUser(values ...string) (string, error) {
	decoder := C.skillcall_uui_decoder_new(nil, nil)
	defer C.skillcall_uui_decoder_free(decoder)
	for _, value := range values {
		data, size := document([]byte(value))
		C.skillcall_uui_decoder_add(decoder, data, size, nil)
	}
	var id string
	err := check(func(e *C.skillcall_error) bool {
		text := C.skillcall_uui_decoder_client_session_id(decoder, e)
		id = C.GoString(text)
		return text != nil
	})
	return id, err
}

// InboundCall is an event of a SIP media application. A new inbound call has one participant.
type InboundCall struct {
	EventType     string // for example "NEW_INBOUND_CALL"
	TransactionID string // which all events of one call share
	Participants  []InboundParticipant
}

// InboundParticipant is one leg of a call. What it lacks is "".
type InboundParticipant struct {
	CallID        string // which actions refer to
	From          string
	To            string
	SkillClientID string // of the skill that placed the call

	event *inboundEvent
	index C.size_t
}

// inboundEvent is what the participants ask.
type inboundEvent struct {
	raw *C.skillcall_inbound_call
}

// ParseInboundCall reads an event.
func ParseInboundCall(json []byte) (*InboundCall, error) {
	var raw *C.skillcall_inbound_call
	err := check(func(e *C.skillcall_error) bool {
		data, size := document(json)
		raw = C.skillcall_inbound_call_from_json(nil, data, size, e)
		return raw != nil
	})
	if err != nil {
		return nil, err
	}
	event := &inboundEvent{raw}
	runtime.SetFinalizer(event, func(e *inboundEvent) { C.skillcall_inbound_call_free(e.raw) })
	call := &InboundCall{
		EventType:     C.GoString(C.skillcall_inbound_call_event_type(raw)),
		TransactionID: C.GoString(C.skillcall_inbound_call_transaction_id(raw)),
	}
	for i := C.size_t(0); i < C.skillcall_inbound_call_participant_count(raw); i++ {
		call.Participants = append(call.Participants, InboundParticipant{
			CallID:        C.GoString(C.skillcall_inbound_call_call_id(raw, i)),
			From:          C.GoString(C.skillcall_inbound_call_from(raw, i)),
			To:            C.GoString(C.skillcall_inbound_call_to(raw, i)),
			SkillClientID: C.GoString(C.skillcall_inbound_call_skill_client_id(raw, i)),
			event:         event,
			index:         i,
		})
	}
	return call, nil
}

// ClientSessionID returns the id that came in the User-to-User header.
func (p InboundParticipant) ClientSessionID() (string, error) {
	defer runtime.KeepAlive(p.event)
	var id string
	err := check(func(e *C.skillcall_error) bool {
		text := C.skillcall_inbound_call_client_session_id(p.event.raw, p.index, e)
		id = C.GoString(text)
		return text != nil
	})
	return id, err
}

// CheckSkillClientID fails unless this skill placed the call.
func (p InboundParticipant) CheckSkillClientID(expected string) error {
	defer runtime.KeepAlive(p.event)
	t, err := newTexts(expected)
	if err != nil {
		return err
	}
	defer t.free()
	return check(func(e *C.skillcall_error) bool {
		status := C.skillcall_inbound_call_check_skill_client_id(p.event.raw, p.index, t[0], e)
		return status == C.SKILLCALL_OK
	})
}
