// SPDX-License-Identifier: Apache-2.0
//! A log, and transports written in Rust.

mod support;

use skillcall::*;
use skillcall_test::Emulator;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use support::{access, session};

fn alexa() -> Access {
    Access::new("https://api.amazonalexa.com", "a-secret").unwrap()
}

fn with(transport: impl Transport + 'static) -> Client {
    let options = ClientOptions::new().unwrap().backoff(Duration::ZERO, Duration::ZERO).unwrap();
    options.transport(transport).unwrap().client().unwrap()
}

fn start(transport: impl Transport + 'static) -> Result<Receipt> {
    with(transport).start(&alexa(), &session(), None)
}

fn json(http_status: u16, body: &str) -> std::result::Result<Answer, NoAnswer> {
    Ok(Answer { http_status, body: body.into(), ..Answer::default() })
}

#[test]
fn log_lines_come_without_secrets() {
    let emulator = Emulator::start(&[]);
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = lines.clone();
    let client = ClientOptions::new()
        .unwrap()
        .log(LogLevel::Debug, move |level, line| {
            kept.lock().unwrap().push((level, line.to_string()));
        })
        .unwrap()
        .client()
        .unwrap();
    client.start(&access(&emulator, "a-secret"), &session(), None).unwrap();
    client.start(&access(&emulator, "emulator-expired"), &session(), None).unwrap_err();
    let lines = lines.lock().unwrap();
    for expected in [LogLevel::Error, LogLevel::Info, LogLevel::Debug] {
        assert!(lines.iter().any(|(level, _)| *level == expected), "{lines:?}");
    }
    assert!(lines.iter().any(|(_, line)| line.contains("401")));
    assert!(!lines
        .iter()
        .any(|(_, line)| line.contains("a-secret") || line.contains("2045551111")));
}

#[test]
fn a_log_that_panics_does_no_harm() {
    let emulator = Emulator::start(&[]);
    let options = ClientOptions::new().unwrap();
    let client = options.log(LogLevel::Debug, |_, _| panic!("meant to be")).unwrap().client();
    client.unwrap().start(&access(&emulator, "a-token"), &session(), None).unwrap();
}

/// Notes what its assertions, whose panics end in the binding, let pass.
struct Watcher(Arc<Mutex<Vec<String>>>);

impl Watcher {
    fn note(&self, what: &str, event: &Event<'_>) {
        let attempt = event.attempt();
        self.0.lock().unwrap().push(format!("{what} {attempt} {}", event.outcome()));
    }
}

impl Observer for Watcher {
    fn call_started(&self, event: &Event<'_>) {
        assert_eq!(event.status(), Some(Status::Pending));
        self.note("call", event);
    }
    fn attempt_ended(&self, event: &Event<'_>) {
        if event.attempt() == 1 {
            assert_eq!((event.method(), event.http_status()), ("POST", Some(429)));
            assert_eq!(event.url_template(), "/v1/communications/session");
            assert_eq!((event.server_address(), event.server_port() > 0), ("127.0.0.1", true));
            assert_eq!(
                (event.error_type(), event.pause()),
                (Some("throttled"), Some(Duration::ZERO))
            );
        }
        self.note("attempt", event);
    }
    fn call_ended(&self, event: &Event<'_>) {
        assert_eq!((event.status(), event.error_type(), event.pause()), (None, None, None));
        assert!(event.session_id().is_some() && event.request_id().is_some());
        assert!(event.client_session_id().is_some() && event.call_id() > 0);
        assert!(event.bytes_sent() > 0 && event.bytes_received() > 0);
        assert!(event.attempt_elapsed() <= event.elapsed());
        self.note("end", event);
    }
}

#[test]
fn an_observer_sees_each_attempt() {
    let emulator = Emulator::start(&[]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let options = ClientOptions::new().unwrap().backoff(Duration::ZERO, Duration::ZERO).unwrap();
    let client = options.observer(Watcher(seen.clone())).unwrap().client().unwrap();
    client.start(&access(&emulator, "emulator-throttled.first-1"), &session(), None).unwrap();
    let expected = ["call 0 none", "attempt 1 not_placed", "attempt 2 placed", "end 2 placed"];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn an_observer_that_panics_does_no_harm() {
    struct Bad;
    impl Observer for Bad {
        fn call_ended(&self, _: &Event<'_>) {
            panic!("meant to be")
        }
    }
    let emulator = Emulator::start(&[]);
    let client = ClientOptions::new().unwrap().observer(Bad).unwrap().client().unwrap();
    client.start(&access(&emulator, "a-token"), &session(), None).unwrap();
}

#[test]
fn a_transport_sees_the_request() {
    let session = session();
    let body = session.json().to_string();
    let client = with(move |request: &Request<'_>| {
        assert_eq!(request.method(), "POST");
        assert_eq!(request.url(), "https://api.amazonalexa.com/v1/communications/session");
        assert_eq!(request.body(), body.as_bytes());
        assert!(request.headers().contains(&"Authorization: Bearer a-secret"));
        assert!(request.remaining() > Duration::ZERO);
        assert!(request.remaining() <= Duration::from_secs(6));
        Ok(Answer {
            http_status: 200,
            headers: vec![("x-amzn-requestid".to_string(), "r".to_string())],
            body: br#"{"sessionId": "s"}"#.to_vec(),
        })
    });
    let receipt = client.start(&alexa(), &session, None).unwrap();
    assert_eq!(receipt.session_id.as_deref(), Some("s"));
    assert_eq!(receipt.request_id.as_deref(), Some("r"));
}

#[test]
fn a_transport_reports_whether_it_sent() {
    for (sent, outcome, expected) in
        [(Sent::No, Outcome::NotPlaced, 3), (Sent::Maybe, Outcome::Unknown, 1)]
    {
        let count = Arc::new(Mutex::new(0));
        let counted = count.clone();
        let error = start(move |_: &Request<'_>| {
            *counted.lock().unwrap() += 1;
            Err(NoAnswer {
                status: Status::Resolve,
                sent,
                text: "no such host".to_string(),
                code: 3,
            })
        })
        .unwrap_err();
        assert_eq!((error.status, error.outcome), (Status::Resolve, outcome));
        assert_eq!(error.transport_text.as_deref(), Some("no such host"));
        assert_eq!(error.transport_code, 3);
        assert_eq!(error.attempts, expected);
        assert_eq!(*count.lock().unwrap(), expected);
    }
}

#[test]
fn a_transport_gives_strange_answers() {
    let error = start(|_: &Request<'_>| json(418, "{}")).unwrap_err();
    assert_eq!((error.status, error.http_status), (Status::Answer, Some(418)));
    let error = start(|_: &Request<'_>| json(200, &" ".repeat(65537))).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::TooLarge, Outcome::Unknown));
    let error = start(|_: &Request<'_>| json(0, "")).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Answer, Outcome::Unknown));
}

#[test]
fn a_transport_that_panics_ends_the_call() {
    let client = with(|_: &Request<'_>| panic!("meant to be"));
    let error = client.start(&alexa(), &session(), None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Transport, Outcome::Unknown));
    let error = client.start(&alexa(), &session(), None).unwrap_err();
    assert_eq!((error.status, error.outcome), (Status::Transport, Outcome::NotPlaced));
}

#[test]
fn a_transport_ends_with_its_client() {
    let witness = Arc::new(());
    let held = witness.clone();
    let client = with(move |_: &Request<'_>| {
        let _ = &held;
        json(200, r#"{"sessionId": "s"}"#)
    });
    let call = client.submit(&alexa(), &session(), None).unwrap();
    drop(client);
    assert_eq!(Arc::strong_count(&witness), 2);
    call.wait().unwrap();
    drop(call);
    assert_eq!(Arc::strong_count(&witness), 1);
}

#[test]
fn options_are_checked() {
    let error = ClientOptions::new().unwrap().deadline(Duration::ZERO).err().unwrap();
    assert_eq!(error.status, Status::Argument);
    assert!(error.message.contains("deadline"));
}
