// SPDX-License-Identifier: Apache-2.0
//! Sessions, skill requests and responses, the SIP side: all that needs no service.

mod support;

use skillcall::*;
use std::time::{Duration, SystemTime};
use support::{read, session};

fn status<T>(result: Result<T>) -> Status {
    result.err().expect("a failure").status
}

#[test]
fn threads_may_share_what_is_immutable() {
    fn shared<T: Send + Sync>() {}
    fn moved<T: Send>() {}
    shared::<Client>();
    shared::<Call>();
    shared::<LookUp>();
    shared::<Call<()>>();
    shared::<Session>();
    shared::<Access>();
    shared::<SkillRequest>();
    shared::<InboundCall>();
    shared::<Error>();
    moved::<SkillResponse>();
    moved::<UserToUser>();
    moved::<ClientOptions>();
}

#[test]
fn the_library_has_a_version() {
    assert_eq!(version().split('.').count(), 3, "{}", version());
}

#[test]
fn all_violations_are_reported() {
    let error = Session::builder()
        .participant(Participant::phone_caller("12045551111", "").unwrap())
        .participant(Participant::phone_callee("+16073331111").unwrap())
        .build()
        .unwrap_err();
    assert_eq!(error.status, Status::Invalid);
    assert_eq!(error.outcome, Outcome::None);
    let seen: Vec<_> =
        error.violations.iter().map(|one| (one.path.as_str(), one.code.as_str())).collect();
    let expected =
        [("/participants/0/id/value", "not_e164"), ("/participants/0/endpointId", "required")];
    assert_eq!(seen, expected);
    assert!(error.violations.iter().all(|one| !one.message.is_empty()));
    assert_eq!(error.to_string(), error.message);
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
    assert_eq!(boxed.downcast::<Error>().unwrap().status.name(), "invalid");
}

#[test]
fn a_nul_does_not_cut_a_text() {
    let error = Participant::phone_callee("+1607\0").unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Argument, Outcome::None));
    assert_eq!(error.message, "a text must not hold a NUL character");
}

#[test]
fn a_session_round_trips() {
    let body = read("vectors/session-request.json");
    let read = Session::from_json(body.as_bytes()).unwrap();
    assert_eq!(read.pretty_json(2) + "\n", body);
    assert_eq!(read.client_session_id(), Some("db792233-8df3-416c-8d80-a70038747b74"));
    let participants = read.participants();
    assert_eq!(participants[0].originator, Originator::Yes);
    assert_eq!(participants[1].endpoint_id, None);

    let again = participants
        .into_iter()
        .fold(Session::builder(), SessionBuilder::participant)
        .client_session_id(read.client_session_id().unwrap())
        .build()
        .unwrap();
    assert_eq!(again.json(), read.json());
    assert_eq!(status(Session::from_json(b"{")), Status::Malformed);
    assert_eq!(status(Session::from_json(b"")), Status::Malformed);
    assert!(!format!("{read:?}").contains("2045551111"));
}

#[test]
fn other_forms_of_sessions() {
    let smart = Session::builder()
        .participant(Participant::room("a-profile", "a-device").unwrap())
        .participant(Participant::extension("4011").unwrap())
        .omit_client_session_id()
        .build()
        .unwrap();
    assert_eq!(smart.client_session_id(), None);
    assert_eq!(smart.participants()[1].identity_type.as_deref(), Some("RAW_ADDRESS"));

    let foreign = || {
        let mut end = smart.participants();
        end[0].identity_type = Some("OWN".to_string());
        end.into_iter().fold(Session::builder(), SessionBuilder::participant)
    };
    assert_eq!(status(foreign().build()), Status::Invalid);
    let accepted = foreign().allow_unknown().build().unwrap();
    assert_eq!(status(Session::from_json(accepted.json().as_bytes())), Status::Invalid);
    assert!(Session::from_json_allowing_unknown(accepted.json().as_bytes()).is_ok());
}

#[test]
fn ids_come_from_a_function() {
    let builder = || {
        Session::builder()
            .participant(Participant::phone_caller("+12045551111", "a-device").unwrap())
            .participant(Participant::phone_callee("+16073331111").unwrap())
    };
    let own = builder().generate_id_with(|| Some("of-my-own".to_string())).build().unwrap();
    assert_eq!(own.client_session_id(), Some("of-my-own"));
    assert_eq!(status(builder().generate_id_with(|| None).build()), Status::Generator);
    let long = || Some("x".repeat(200));
    assert_eq!(status(builder().generate_id_with(long).build()), Status::Generator);
    let panics = || panic!("meant to be");
    assert_eq!(status(builder().generate_id_with(panics).build()), Status::Generator);
}

#[test]
fn a_token_goes_to_known_hosts_only() {
    let good = Access::new("https://API.amazonalexa.com/", "secret").unwrap();
    assert_eq!(good.endpoint(), "https://api.amazonalexa.com");
    assert!(!format!("{good:?}").contains("secret"));
    assert_eq!(status(Access::new("https://example.com", "t")), Status::Endpoint);
    assert!(Access::with_trusted_host("https://example.com", "t", "example.com").is_ok());
    assert_eq!(status(Access::new("https://api.amazonalexa.com", "no token")), Status::Token);
}

#[test]
fn a_skill_request_is_read() {
    let request = SkillRequest::from_json(read("vectors/skill-request.json").as_bytes()).unwrap();
    assert_eq!(format!("{request:?}"), "SkillRequest { .. }");
    assert_eq!(request.request_type(), Some("IntentRequest"));
    assert_eq!(request.intent_name(), Some("CallSupportIntent"));
    assert_eq!(request.person_id(), None);
    assert_eq!(request.is_new_session(), Some(false));
    let time = request.timestamp().unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(time, Duration::from_secs(1795341600));
    assert_eq!(request.access().unwrap().endpoint(), request.api_endpoint().unwrap());
    let caller = request.originator("+12045551111").unwrap();
    assert_eq!(caller.endpoint_id.as_deref(), request.device_id());
    assert!(request.check_application_id(request.application_id().unwrap()).is_ok());
    assert_eq!(status(request.check_application_id("another")), Status::Mismatch);
    assert_eq!(status(SkillRequest::from_json(b"[]")), Status::Malformed);
}

#[test]
fn a_grant_is_accepted() {
    let grant = br#"{"request": {"type": "Alexa.Authorization.Grant",
        "timestamp": "2026-11-22T10:00:00Z",
        "body": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "a-code"}}},
        "context": {"System": {"unit": {"unitId": "a-unit", "persistentUnitId": "a-room"}}}}"#;
    let request = SkillRequest::from_json(grant).unwrap();
    assert!(request.is_grant());
    assert_eq!(request.grant_type(), Some("OAuth2.AuthorizationCode"));
    assert_eq!(request.grant_code(), Some("a-code"));
    assert_eq!((request.unit_id(), request.persistent_unit_id()), (Some("a-unit"), Some("a-room")));
    let mut response = SkillResponse::new().unwrap();
    response.accept_grant().unwrap();
    assert!(response.json().unwrap().contains("AcceptGrant.Response"));
}

const EVENT: &[u8] = br#"{"request": {"type": "AlexaSkillEvent.SkillEnabled",
    "timestamp": "2026-11-22T10:00:00Z"},
    "context": {"Alexa.Presentation.APL": {"token": "a-document"}, "System": {
    "device": {"supportedInterfaces": {"Alexa.Presentation.APL": {}}},
    "user": {"permissions": {"scopes": {"a": {"status": "GRANTED"}, "b": {"status": "DENIED"}}}}}}}"#;

#[test]
fn more_of_a_request_is_read() {
    let request = SkillRequest::from_json(EVENT).unwrap();
    assert!(!request.is_grant());
    assert_eq!(request.apl_token(), Some("a-document"));
    assert!(request.supports_interface("Alexa.Presentation.APL"));
    assert!(!request.supports_interface("AudioPlayer"));
    let of = |scope| request.permission(scope);
    let (granted, denied) = (Permission::Granted, Permission::Denied);
    assert_eq!([of("a"), of("b"), of("c")], [granted, denied, Permission::NotAsked]);
}

#[test]
fn an_event_may_be_older_than_a_wish() {
    let event = SkillRequest::from_json(EVENT).unwrap();
    let wish = SkillRequest::from_json(read("vectors/skill-request.json").as_bytes()).unwrap();
    let undated = br#"{"request": {"type": "LaunchRequest", "timestamp": "?"}}"#;
    let undated = SkillRequest::from_json(undated).unwrap();
    let now = wish.timestamp().unwrap() + Duration::from_secs(600);
    assert_eq!(event.is_fresh(now), Some(true));
    assert_eq!(wish.is_fresh(now), Some(false));
    assert_eq!((undated.is_fresh(now), undated.timestamp_text()), (None, Some("?")));
}

#[test]
fn a_response_asks_and_shows() {
    let mut response = SkillResponse::new().unwrap();
    response.say("Whom?").unwrap();
    response.reprompt_ssml("<speak>Whom shall I call?</speak>").unwrap();
    response.reprompt("Whom shall I call?").unwrap();
    response.link_account().unwrap();
    response.add_directive_json(r#"{"type": "Own"}"#).unwrap();
    response.finish_apl("a-document").unwrap();
    response.set_session_attributes_json(br#"{"step": 1}"#).unwrap();
    let json = response.json().unwrap().to_string();
    let parts = ["\"Whom shall I call?\"", "LinkAccount", "\"Own\"", "a-document", "{\"step\": 1}"];
    for part in parts {
        assert!(json.contains(part), "{part}: {json}");
    }
    for bad in ["", "{}", "[]"] {
        assert_eq!(status(response.add_directive_json(bad)), Status::Malformed);
    }
}

#[test]
fn a_skill_response_is_written() {
    let mut response = SkillResponse::new().unwrap();
    let text = escape_ssml("A & B").unwrap();
    response.say_ssml(&format!("<speak>{text}</speak>")).unwrap();
    response.ask_for_permission(Profile::Account).unwrap();
    assert!(response.json().unwrap().contains("<speak>A &amp; B</speak>"));
    assert!(response.json().unwrap().contains("alexa::profile:mobile_number:read"));
    assert_eq!(status(response.say(&"a".repeat(8001))), Status::TooLarge);
    assert_eq!(join_mobile_number(Some("1"), Some("(204) 555-1111")).unwrap(), "+12045551111");
    assert_eq!(status(join_mobile_number(Some("49"), Some("030 1"))), Status::Malformed);
    assert_eq!(status(join_mobile_number(None, None)), Status::Absent);
}

#[test]
fn user_to_user_headers_are_decoded() {
    let session = session();
    let id = session.client_session_id().unwrap();
    let value = encode_user_to_user(id).unwrap();
    assert_eq!(UserToUser::decode(value.as_bytes()).unwrap(), id);
    assert_eq!(status(UserToUser::decode(b"63 73")), Status::Malformed);
    assert_eq!(status(UserToUser::decode(b"00")), Status::Absent);

    let mut decoder = UserToUser::new().unwrap();
    decoder.add(b"00;purpose=other").unwrap();
    decoder.add(b"6373693d61;encoding=hex").unwrap();
    assert_eq!(decoder.client_session_id().unwrap(), "a");
}

#[test]
fn events_are_read() {
    let event = InboundCall::from_json(read("vectors/inbound-call-event.json").as_bytes()).unwrap();
    assert_eq!(event.event_type(), "NEW_INBOUND_CALL");
    assert_eq!(event.participant_count(), 1);
    assert_eq!((event.from(0), event.to(0)), (Some("+12045551111"), Some("+16073331111")));
    assert_eq!(event.client_session_id(0).unwrap(), "db792233-8df3-416c-8d80-a70038747b74");
    assert!(event.check_skill_client_id(0, event.skill_client_id(0).unwrap()).is_ok());
    assert_eq!(status(event.check_skill_client_id(0, "another")), Status::Mismatch);
    assert_eq!(event.from(1), None);
    assert_eq!(status(event.client_session_id(1)), Status::Argument);
    assert_eq!(status(InboundCall::from_json(b"null")), Status::Malformed);
}
