//! A log, and transports written in Rust.

mod support;

use skillcall::*;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use support::session;

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
    client.start(&support::access("a-secret"), &session(), None).unwrap();
    client.start(&support::access("emulator-expired"), &session(), None).unwrap_err();
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
    let options = ClientOptions::new().unwrap();
    let client = options.log(LogLevel::Debug, |_, _| panic!("meant to be")).unwrap().client();
    client.unwrap().start(&support::access("a-token"), &session(), None).unwrap();
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
fn a_transport_says_whether_it_sent() {
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
