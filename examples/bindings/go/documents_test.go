// SPDX-License-Identifier: Apache-2.0

package skillcall

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAllViolationsAreTold(t *testing.T) {
	_, err := NewSession(PhoneCaller("12045551111", ""), PhoneCallee("+16073331111"))
	failure := fails(t, err, ErrInvalid, None)
	equal(t, len(failure.Violations), 2)
	equal(t, failure.Violations[0].Path, "/participants/0/id/value")
	equal(t, failure.Violations[0].Code, "not_e164")
	equal(t, failure.Violations[1].Path, "/participants/0/endpointId")
	equal(t, failure.Violations[1].Code, "required")
	equal(t, failure.Error(), failure.Message)
}

func TestANULDoesNotCutAText(t *testing.T) {
	_, err := NewSession(PhoneCaller("+1204555\x00", "d"), PhoneCallee("+16073331111"))
	fails(t, err, ErrArgument, None)
	_, err = NewAccess(NorthAmerica, "a-token\x00and more", "")
	failure := fails(t, err, ErrArgument, None)
	equal(t, failure.Message, "a text must not hold a NUL character")
}

func TestASessionRoundTrips(t *testing.T) {
	body := read(t, "vectors/session-request.json")
	read, err := ParseSession(body, false)
	must(t, err)
	var compact bytes.Buffer
	must(t, json.Compact(&compact, body))
	equal(t, read.JSON(), compact.String())
	equal(t, read.ClientSessionID(), "db792233-8df3-416c-8d80-a70038747b74")
	ends := read.Participants()
	equal(t, ends[0].Originator, OriginatorYes)
	equal(t, ends[1], PhoneCallee("+16073331111"))
	again, err := SessionSpec{Participants: ends, ClientSessionID: read.ClientSessionID()}.Build()
	must(t, err)
	equal(t, again.JSON(), read.JSON())
	for _, bad := range []string{"", "{"} {
		_, err = ParseSession([]byte(bad), false)
		fails(t, err, ErrMalformed, None)
	}
}

func TestOtherFormsOfSessions(t *testing.T) {
	ends := []Participant{Room("a-profile", "a-device"), Extension("4011")}
	smart, err := SessionSpec{Participants: ends, OmitClientSessionID: true}.Build()
	must(t, err)
	equal(t, smart.ClientSessionID(), "")
	ends[0].Type = "OWN"
	_, err = SessionSpec{Participants: ends}.Build()
	fails(t, err, ErrInvalid, None)
	own, err := SessionSpec{Participants: ends, AllowUnknown: true}.Build()
	must(t, err)
	_, err = ParseSession([]byte(own.JSON()), false)
	fails(t, err, ErrInvalid, None)
	_, err = ParseSession([]byte(own.JSON()), true)
	must(t, err)
}

func TestATokenGoesToKnownHostsOnly(t *testing.T) {
	access, err := NewAccess("https://API.amazonalexa.com/", "t", "")
	must(t, err)
	equal(t, access.Endpoint(), NorthAmerica)
	access.Close()
	_, err = NewAccess("https://example.com", "t", "")
	fails(t, err, ErrEndpoint, None)
	_, err = NewAccess("https://example.com", "t", "example.com")
	must(t, err)
	_, err = NewAccess(NorthAmerica, "not a token", "")
	failure := fails(t, err, ErrToken, None)
	equal(t, strings.Contains(failure.Message, "not a token"), false)
}

func TestASkillRequestIsRead(t *testing.T) {
	request, err := ParseSkillRequest(read(t, "vectors/skill-request.json"))
	must(t, err)
	equal(t, request.Type, "IntentRequest")
	equal(t, request.IntentName, "CallSupportIntent")
	equal(t, request.PersonID, "")
	equal(t, request.UserAccessToken(), "")
	equal(t, request.Timestamp, time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	access, err := request.Access("")
	must(t, err)
	equal(t, access.Endpoint(), request.APIEndpoint)
	caller, err := request.Originator("+12045551111")
	must(t, err)
	equal(t, caller, PhoneCaller("+12045551111", request.DeviceID))
	must(t, request.CheckApplicationID(request.ApplicationID))
	fails(t, request.CheckApplicationID("another"), ErrMismatch, None)
	_, err = ParseSkillRequest([]byte("[]"))
	fails(t, err, ErrMalformed, None)
}

const aGrant = `{"request": {"type": "Alexa.Authorization.Grant", "timestamp": "2026-11-22T10:00:00Z",
	"body": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "a-code"}}},
	"context": {"System": {"unit": {"unitId": "a-unit", "persistentUnitId": "a-room"}}}}`

func TestAGrantIsAccepted(t *testing.T) {
	request, err := ParseSkillRequest([]byte(aGrant))
	must(t, err)
	equal(t, request.IsGrant, true)
	equal(t, request.GrantType, "OAuth2.AuthorizationCode")
	equal(t, request.GrantCode(), "a-code")
	equal(t, request.UnitID+" "+request.PersistentUnitID, "a-unit a-room")
	body, err := SkillResponse{AcceptGrant: true}.JSON()
	must(t, err)
	equal(t, bytes.Contains(body, []byte("AcceptGrant.Response")), true)
}

const anEvent = `{"request": {"type": "AlexaSkillEvent.SkillEnabled", "timestamp": "2026-11-22T10:00:00Z"},
	"context": {"Alexa.Presentation.APL": {"token": "a-document"}, "System": {
	"device": {"supportedInterfaces": {"Alexa.Presentation.APL": {}}},
	"user": {"permissions": {"scopes": {"a": {"status": "GRANTED"}, "b": {"status": "DENIED"}}}}}}}`

func TestMoreOfARequestIsRead(t *testing.T) {
	request, err := ParseSkillRequest([]byte(anEvent))
	must(t, err)
	equal(t, request.IsGrant, false)
	equal(t, request.APLToken, "a-document")
	equal(t, request.SupportsInterface("Alexa.Presentation.APL"), true)
	equal(t, request.SupportsInterface("AudioPlayer"), false)
	for scope, expected := range map[string]Permission{"a": Granted, "b": Denied, "c": NotAsked} {
		equal(t, request.Permission(scope), expected)
	}
}

func TestAnEventMayBeOlderThanAWish(t *testing.T) {
	event, err := ParseSkillRequest([]byte(anEvent))
	must(t, err)
	wish, err := ParseSkillRequest(read(t, "vectors/skill-request.json"))
	must(t, err)
	undated, err := ParseSkillRequest([]byte(`{"request": {"type": "LaunchRequest", "timestamp": "?"}}`))
	must(t, err)
	now := wish.Timestamp.Add(10 * time.Minute)
	for _, one := range []struct {
		request      *SkillRequest
		fresh, known bool
	}{{event, true, true}, {wish, false, true}, {undated, false, false}} {
		fresh, known := one.request.IsFresh(now)
		equal(t, fresh, one.fresh)
		equal(t, known, one.known)
	}
	equal(t, undated.RawTimestamp, "?")
}

func TestASkillResponseIsWritten(t *testing.T) {
	text, err := EscapeSSML("A & B")
	must(t, err)
	account := Account
	body, err := SkillResponse{SSML: "<speak>" + text + "</speak>", AskForPermission: &account}.JSON()
	must(t, err)
	equal(t, bytes.Contains(body, []byte("<speak>A &amp; B</speak>")), true)
	equal(t, bytes.Contains(body, []byte("alexa::profile:mobile_number:read")), true)
	body, err = SkillResponse{Text: "Calling."}.JSON()
	must(t, err)
	equal(t, bytes.Contains(body, []byte(`"Calling."`)), true)
	_, err = SkillResponse{Text: strings.Repeat("a", 8001)}.JSON()
	fails(t, err, ErrTooLarge, None)

	number, err := JoinMobileNumber("1", "(204) 555-1111")
	must(t, err)
	equal(t, number, "+12045551111")
	_, err = JoinMobileNumber("49", "030 1")
	fails(t, err, ErrMalformed, None)
	_, err = JoinMobileNumber("", "")
	fails(t, err, ErrAbsent, None)
}

func TestAResponseAsksAndShows(t *testing.T) {
	body, err := SkillResponse{
		Text: "Whom?", Reprompt: "Whom shall I call?", LinkAccount: true, FinishAPL: "a-document",
		Directives:        []json.RawMessage{[]byte(`{"type": "Own"}`)},
		SessionAttributes: []byte(`{"step": 1}`),
	}.JSON()
	must(t, err)
	for _, part := range []string{"Whom shall I call?", "LinkAccount", `"Own"`, "a-document", `{"step": 1}`,
		`"shouldEndSession":false`} {
		equal(t, part+": "+fmt.Sprint(bytes.Contains(body, []byte(part))), part+": true")
	}
	body, err = SkillResponse{RepromptSSML: "<speak>Whom?</speak>"}.JSON()
	must(t, err)
	equal(t, bytes.Contains(body, []byte("<speak>Whom?</speak>")), true)
	for _, bad := range []string{"", "{}", "[]"} {
		_, err = SkillResponse{Directives: []json.RawMessage{[]byte(bad)}}.JSON()
		fails(t, err, ErrMalformed, None)
	}
}

func TestUserToUserHeadersAreDecoded(t *testing.T) {
	id := anySession(t).ClientSessionID()
	value, err := EncodeUserToUser(id)
	must(t, err)
	decoded, err := DecodeUserToUser("63 73", "00;purpose=other", value)
	must(t, err)
	equal(t, decoded, id)
	_, err = DecodeUserToUser("63 73")
	fails(t, err, ErrMalformed, None)
	_, err = DecodeUserToUser("00")
	fails(t, err, ErrAbsent, None)
	_, err = EncodeUserToUser("")
	fails(t, err, ErrArgument, None)
}

func TestEventsAreRead(t *testing.T) {
	event, err := ParseInboundCall(read(t, "vectors/inbound-call-event.json"))
	must(t, err)
	equal(t, event.EventType, "NEW_INBOUND_CALL")
	equal(t, len(event.Participants), 1)
	caller := event.Participants[0]
	equal(t, caller.From, "+12045551111")
	equal(t, caller.To, "+16073331111")
	id, err := caller.ClientSessionID()
	must(t, err)
	equal(t, id, "db792233-8df3-416c-8d80-a70038747b74")
	must(t, caller.CheckSkillClientID(caller.SkillClientID))
	fails(t, caller.CheckSkillClientID("another"), ErrMismatch, None)
	_, err = ParseInboundCall([]byte("null"))
	fails(t, err, ErrMalformed, None)
}
