// SPDX-License-Identifier: Apache-2.0

package skillcall

// #include <skillcall/skillcall.h>
import "C"

import "encoding/json"

// SkillResponse is a skill's answer. It ends the skill's session unless it has a reprompt.
type SkillResponse struct {
	Text         string // what Alexa says, as plain text
	SSML         string // or as a complete speak element; EscapeSSML for text from elsewhere
	Reprompt     string // what Alexa says if the user does not answer
	RepromptSSML string

	// A response has one card at most: asking to link an account wins.
	AskForPermission *Profile
	LinkAccount      bool

	Directives        []json.RawMessage // objects with a "type"
	FinishAPL         string            // the APLToken of the document to finish, so that the call is seen
	SessionAttributes json.RawMessage   // an object, which comes back with the next request

	AcceptGrant bool // the answer to a Grant, and nothing else
}

// JSON checks the response and writes it.
func (r SkillResponse) JSON() ([]byte, error) {
	t, err := newTexts(r.Text, r.SSML, r.Reprompt, r.RepromptSSML, r.FinishAPL)
	if err != nil {
		return nil, err
	}
	defer t.free()
	var written []byte
	err = check(func(e *C.skillcall_error) bool {
		raw := C.skillcall_skill_response_new(nil, e)
		defer C.skillcall_skill_response_free(raw)
		if !take(r.steps(raw, t), e) {
			return false
		}
		text := C.skillcall_skill_response_json(raw, e)
		written = []byte(C.GoString(text))
		return text != nil
	})
	return written, err
}

// steps sets what is not zero; the texts are in the order of JSON.
func (r SkillResponse) steps(raw *C.skillcall_skill_response, t texts) []step {
	steps := []step{
		{r.Text != "", func(e cError) C.int32_t {
			return C.skillcall_skill_response_say(raw, t[0], e)
		}},
		{r.SSML != "", func(e cError) C.int32_t {
			return C.skillcall_skill_response_say_ssml(raw, t[1], e)
		}},
		{r.Reprompt != "", func(e cError) C.int32_t {
			return C.skillcall_skill_response_reprompt(raw, t[2], e)
		}},
		{r.RepromptSSML != "", func(e cError) C.int32_t {
			return C.skillcall_skill_response_reprompt_ssml(raw, t[3], e)
		}},
		{r.AskForPermission != nil, func(e cError) C.int32_t {
			whose := C.int32_t(*r.AskForPermission)
			return C.skillcall_skill_response_ask_for_permission(raw, whose, e)
		}},
		{r.LinkAccount, func(e cError) C.int32_t {
			return C.skillcall_skill_response_link_account(raw, e)
		}},
		{r.FinishAPL != "", func(e cError) C.int32_t {
			return C.skillcall_skill_response_finish_apl(raw, t[4], e)
		}},
		{r.SessionAttributes != nil, func(e cError) C.int32_t {
			data, size := document(r.SessionAttributes)
			return C.skillcall_skill_response_set_session_attributes_json(raw, data, size, e)
		}},
		{r.AcceptGrant, func(e cError) C.int32_t {
			return C.skillcall_skill_response_accept_grant(raw, e)
		}},
	}
	for _, one := range r.Directives {
		data, size := document(one)
		steps = append(steps, step{true, func(e cError) C.int32_t {
			return C.skillcall_skill_response_add_directive_json(raw, data, size, e)
		}})
	}
	return steps
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
