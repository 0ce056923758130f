// SPDX-License-Identifier: Apache-2.0
//! Calls placed on the emulator: receipts, every kind of failure, an event loop, threads.

mod support;

use skillcall::*;
use skillcall_test::Emulator;
use std::{
    collections::HashMap,
    fs,
    os::{
        raw::{c_int, c_ulong},
        unix::io::{AsRawFd, BorrowedFd},
    },
    thread,
    time::Duration,
};
use support::{access, read, session};

#[test]
fn a_call_is_placed() {
    let emulator = Emulator::start(&[]);
    let session = session();
    let receipt =
        Client::new().unwrap().start(&access(&emulator, "a-token"), &session, None).unwrap();
    assert_eq!(receipt.client_session_id.as_deref(), session.client_session_id());
    assert_eq!(receipt.attempts, 1);
    let query = [("clientSessionId", session.client_session_id().unwrap()), ("status", "200")];
    let seen = emulator.calls(&query);
    assert!(seen.contains(&receipt.session_id.unwrap()), "{seen}");
}

fn row_of(error: &Error) -> String {
    [
        error.status.to_string(),
        error.outcome.to_string(),
        error.http_status.unwrap_or(0).to_string(),
        error.service_code.clone().unwrap_or_else(|| "-".to_string()),
        error.attempts.to_string(),
        error.retry_after.map_or("-".to_string(), |wait| wait.as_millis().to_string()),
    ]
    .join("\t")
}

#[test]
fn every_failure_is_reported() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let session = session();
    let rows = read("bindings/failures.tsv");
    let rows: Vec<_> = rows.lines().filter(|row| !row.starts_with('#')).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let mut columns = row.splitn(3, '\t');
        let mut next = || columns.next().unwrap();
        let (operation, scenario, expected) = (next(), next(), next());
        let access = access(&emulator, &format!("emulator-{scenario}"));
        let error = match operation {
            "start" => client.start(&access, &session, None).unwrap_err(),
            _ => client.find_mobile_number(&access, Profile::Account, None).unwrap_err(),
        };
        assert_eq!(row_of(&error), expected, "{scenario}");
        if operation == "start" {
            assert_eq!(error.client_session_id.as_deref(), session.client_session_id());
        }
    }
}

#[test]
fn failures_hold_details() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let session = session();
    let late = access(&emulator, "emulator-ok.delay-60000");
    let error = client.start(&late, &session, Some(Duration::from_millis(100))).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Timeout, Outcome::Unknown));
    let error = client.start(&late, &session, Some(Duration::ZERO)).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Argument, Outcome::NotPlaced));

    let nobody = Access::new("http://127.0.0.1:1", "a-token").unwrap();
    let error = client.start(&nobody, &session, None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Connect, Outcome::NotPlaced));
    assert_eq!((error.transport_code, error.attempts), (7, 3));
    assert!(error.transport_text.is_some());
}

#[test]
fn certificates_are_checked() {
    let (emulator, session) = (Emulator::start(&["--tls"]), session());
    let stranger = access(&emulator, "a-token");
    let client = Client::new().unwrap();
    let error = client.start(&stranger, &session, None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Tls, Outcome::NotPlaced));
    let ca_file = emulator.ca_file().unwrap();
    let by_file = ClientOptions::new().unwrap().ca_file(ca_file.to_str().unwrap()).unwrap();
    let by_pem = ClientOptions::new().unwrap().ca_pem(&fs::read(ca_file).unwrap()).unwrap();
    for trusting in [by_file, by_pem] {
        trusting.client().unwrap().start(&stranger, &session, None).unwrap();
    }
}

#[test]
fn numbers_and_profiles_are_found() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let access = access(&emulator, "emulator-number-separated");
    let number = client.find_mobile_number(&access, Profile::Person, None).unwrap();
    assert_eq!(number, "+12045551111");
    let call = client.submit_mobile_number_lookup(&access, Profile::Account, None).unwrap();
    assert_eq!(call.wait().unwrap(), number);

    let profile = client.find_profile_id(&access, "a-unit", None).unwrap();
    assert!(!profile.is_empty());
    let call = client.submit_profile_id_lookup(&access, "a-unit", None).unwrap();
    assert_eq!(call.wait().unwrap(), profile);

    assert_eq!(client.create_profile(&access, "a-unit", None, None).unwrap(), profile);
    assert!(!emulator.calls(&[("status", "201")]).contains("\"name\""));
    let call = client.submit_profile_creation(&access, "a-unit", Some("Room 1"), None).unwrap();
    assert_eq!(call.wait().unwrap(), profile);
    assert!(emulator.calls(&[("status", "201")]).contains("Room 1"));
}

fn request(emulator: &Emulator, token: &str) -> SkillRequest {
    SkillRequest::from_json(support::skill_request(emulator, token).as_bytes()).unwrap()
}

#[test]
fn a_request_is_enough_to_call_a_phone() {
    let emulator = Emulator::start(&[]);
    let (client, wish) = (Client::new().unwrap(), request(&emulator, "a-token"));
    let receipt = client.call_phone(&wish, "+16073331111", None, None).unwrap();
    let session = receipt.session_id.unwrap();
    assert!(emulator.calls(&[("from", "+12045551111"), ("status", "200")]).contains(&session));
    let call = client.submit_call_phone(&wish, "+16073331111", Some("+12045552222"), None).unwrap();
    let session = call.wait().unwrap().session_id.unwrap();
    assert!(emulator.calls(&[("from", "+12045552222"), ("status", "200")]).contains(&session));

    let error = client.call_phone(&wish, "no number", Some("+12045552222"), None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Invalid, Outcome::NotPlaced));
    for error in [
        client.call_phone(&wish, "+1607\0", None, None).unwrap_err(),
        client.submit_call_phone(&wish, "+16073331111", Some("\0"), None).unwrap_err(),
        client.call_extension(&wish, "4011", "a-token\0", None).unwrap_err(),
        client.submit_call_extension(&wish, "4011\0", "a-token", None).unwrap_err(),
    ] {
        assert_eq!((error.status, error.outcome), (Status::Argument, Outcome::NotPlaced));
    }
    let refused = request(&emulator, "emulator-denied.at-number");
    let error = client.call_phone(&refused, "+16073331111", None, None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::AccessDenied, Outcome::NotPlaced));
}

#[test]
fn a_request_is_enough_to_call_an_extension() {
    let emulator = Emulator::start(&[]);
    let (client, wish) = (Client::new().unwrap(), request(&emulator, "a-token"));
    for session in [
        client.call_extension(&wish, "4011", "another-token", None),
        client.submit_call_extension(&wish, "4011", "another-token", None).unwrap().wait(),
    ] {
        let session = session.unwrap().session_id.unwrap();
        assert!(emulator.calls(&[("to", "4011"), ("status", "200")]).contains(&session));
    }
    let roomless = client.call_extension(&wish, "4011", "emulator-profile-none", None);
    let error = roomless.unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Absent, Outcome::NotPlaced));
}

#[test]
fn a_call_from_a_request_is_cancelled() {
    let emulator = Emulator::start(&[]);
    let wish = request(&emulator, "emulator-ok.delay-60000.at-session");
    let client = ClientOptions::new().unwrap().deadline(Duration::from_secs(60)).unwrap();
    let client = client.client().unwrap();
    let call = client.submit_call_phone(&wish, "+16073331111", None, None).unwrap();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| call.wait());
        let placed = emulator.calls(&[("kind", "session"), ("wait", "20000")]);
        assert!(placed.contains("+16073331111"), "{placed}");
        call.cancel();
        let error = waiting.join().unwrap().unwrap_err();
        assert_eq!((error.status, error.outcome), (Status::Cancelled, Outcome::Unknown));
    });
}

#[test]
fn alexa_speaks_while_the_skill_works() {
    let emulator = Emulator::start(&[]);
    let (client, good) = (Client::new().unwrap(), access(&emulator, "a-token"));
    client.send_progressive_response(&good, "a-request", "One moment.", None).unwrap();
    client.submit_progressive_response(&good, "a-request", "Soon.", None).unwrap().wait().unwrap();
    let seen = emulator.calls(&[("kind", "directive"), ("status", "204")]);
    assert!(seen.contains("One moment.") && seen.contains("Soon."), "{seen}");
    emulator.clear();
    emulator.fault("expired");
    let refused = client.send_progressive_response(&good, "a-request", "Soon.", None).unwrap_err();
    assert_eq!((refused.status, refused.outcome), (Status::BadToken, Outcome::None));
    assert!(!emulator.calls(&[]).contains("204"));
}

#[test]
fn a_call_is_cancelled_by_another_thread() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let minute = Some(Duration::from_secs(60));
    let call =
        client.submit(&access(&emulator, "emulator-ok.delay-60000"), &session(), minute).unwrap();
    let error = call.wait_for(Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.status, Status::Pending);
    assert!(call.result().is_none());
    assert_eq!(client.calls_in_flight(), 1);
    let error = thread::scope(|scope| {
        scope.spawn(|| call.cancel());
        call.wait().unwrap_err()
    });
    assert_eq!(error.status, Status::Cancelled);
    assert_eq!(error.outcome, call.outcome());
    assert_eq!(call.result().unwrap().unwrap_err().status, Status::Cancelled);
}

#[test]
fn a_call_keeps_its_client() {
    let emulator = Emulator::start(&[]);
    let call =
        Client::new().unwrap().submit(&access(&emulator, "a-token"), &session(), None).unwrap();
    assert!(call.wait().is_ok());
}

#[repr(C)]
struct PollFd {
    fd: c_int,
    events: i16,
    revents: i16,
}

extern "C" {
    fn poll(fds: *mut PollFd, count: c_ulong, timeout_ms: c_int) -> c_int;
}

fn wait_until_readable(fd: BorrowedFd<'_>) {
    let mut ready = PollFd { fd: fd.as_raw_fd(), events: 1, revents: 0 };
    assert_eq!(unsafe { poll(&mut ready, 1, 20000) }, 1);
}

#[test]
fn an_event_loop_places_many_calls() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let mut calls: HashMap<CallId, Call> = HashMap::new();
    for i in 0..50 {
        let token = if i % 5 == 0 { "emulator-expired" } else { "emulator-ok.delay-20" };
        let call = client.submit(&access(&emulator, token), &session(), None).unwrap();
        calls.insert(call.id(), call);
    }
    let (mut placed, mut refused) = (0, 0);
    while !calls.is_empty() {
        wait_until_readable(client.pollable_fd().unwrap());
        client.drive(Some(Duration::ZERO)).unwrap();
        while let Some(id) = client.take_ended() {
            match calls.remove(&id).unwrap().result().unwrap() {
                Ok(_) => placed += 1,
                Err(error) if error.status == Status::BadToken => refused += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert_eq!((placed, refused), (40, 10));
}

#[test]
fn one_client_serves_many_threads() {
    let emulator = Emulator::start(&[]);
    let client = Client::new().unwrap();
    let session = session();
    let placed = thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| client.start(&access(&emulator, "a-token"), &session, None)))
            .collect();
        threads.into_iter().map(|one| one.join().unwrap().is_ok()).collect::<Vec<_>>()
    });
    assert_eq!(placed, [true; 16]);
}

#[test]
fn drive_is_woken() {
    let client = Client::new().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| client.wake());
        client.drive(None).unwrap();
    });
}

#[test]
fn http_version_and_user_agent_are_set() {
    for version in [HttpVersion::Http11, HttpVersion::Http2] {
        let options = ClientOptions::new().unwrap().http_version(version).unwrap();
        options.user_agent("a skill").unwrap().client().unwrap();
    }
    let refused = ClientOptions::new().unwrap().user_agent("a\n").err().unwrap();
    assert_eq!(refused.status, Status::Argument);
    assert!(refused.message.contains("User-Agent"), "{refused}");
}
