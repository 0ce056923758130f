// SPDX-License-Identifier: Apache-2.0
//! What went wrong, as plain values.

use crate::raw::owned_text;
use skillcall_sys as sys;
use std::{error, fmt, ops::Deref, time::Duration};

macro_rules! statuses {
    ($($name:ident = $number:ident, $meaning:literal;)*) => {
        /// How something failed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Status {
            $(#[doc = $meaning] $name,)*
            /// One that a later library has added.
            Other(i32),
        }

        impl Status {
            pub(crate) fn from_raw(number: i32) -> Status {
                match number {
                    $(sys::$number => Status::$name,)*
                    other => Status::Other(other),
                }
            }
            pub(crate) fn to_raw(self) -> i32 {
                match self {
                    $(Status::$name => sys::$number,)*
                    Status::Other(other) => other,
                }
            }
        }
    };
}

statuses! {
    Argument = SKILLCALL_E_ARGUMENT, "An argument is out of range.";
    NoMemory = SKILLCALL_E_NO_MEMORY, "An allocation failed.";
    State = SKILLCALL_E_STATE, "The object is in the wrong state for this.";
    Invalid = SKILLCALL_E_INVALID, "Rules are broken: the error lists the violations.";
    Malformed = SKILLCALL_E_MALFORMED, "A document is not what its format demands.";
    TooLarge = SKILLCALL_E_TOO_LARGE, "A document or an answer exceeds its limit.";
    Endpoint = SKILLCALL_E_ENDPOINT, "The endpoint is not one a token may be sent to.";
    Token = SKILLCALL_E_TOKEN, "The token is not a bearer token.";
    Generator = SKILLCALL_E_GENERATOR, "No client session id could be generated.";
    Transport = SKILLCALL_E_TRANSPORT, "The transport violated its contract or refused the exchange.";
    System = SKILLCALL_E_SYSTEM, "The operating system refused a resource.";
    Unsupported = SKILLCALL_E_UNSUPPORTED, "Not available on this platform or with this transport.";
    Busy = SKILLCALL_E_BUSY, "Too many calls are in flight.";
    Forked = SKILLCALL_E_FORKED, "The client belongs to the parent process.";
    Pending = SKILLCALL_E_PENDING, "The call has not ended yet.";
    Timeout = SKILLCALL_E_TIMEOUT, "The deadline passed.";
    Cancelled = SKILLCALL_E_CANCELLED, "The call was cancelled.";
    Resolve = SKILLCALL_E_RESOLVE, "The host name could not be resolved.";
    Connect = SKILLCALL_E_CONNECT, "Could not connect to the server.";
    Tls = SKILLCALL_E_TLS, "The server's certificate or TLS version is not acceptable.";
    Network = SKILLCALL_E_NETWORK, "The connection was lost.";
    Answer = SKILLCALL_E_ANSWER, "The service sent an undocumented answer.";
    InputRefused = SKILLCALL_E_INPUT_REFUSED, "HTTP 400: the service rejected the request as invalid.";
    BadToken = SKILLCALL_E_BAD_TOKEN, "HTTP 401: the token is expired or invalid.";
    AccessDenied = SKILLCALL_E_ACCESS_DENIED, "HTTP 403: access was denied.";
    Region = SKILLCALL_E_REGION, "HTTP 404: calling is not available at this endpoint.";
    Throttled = SKILLCALL_E_THROTTLED, "HTTP 429: too many requests.";
    Refused = SKILLCALL_E_REFUSED, "Any other HTTP status that proves a refusal.";
    Unavailable = SKILLCALL_E_UNAVAILABLE, "HTTP 503: what became of the call is unknown.";
    Service = SKILLCALL_E_SERVICE, "Any other HTTP 5xx: what became of the call is unknown.";
    Absent = SKILLCALL_E_ABSENT, "The document is valid but lacks the requested value.";
    Mismatch = SKILLCALL_E_MISMATCH, "The document belongs to another skill.";
}

impl Status {
    /// "bad_token" and the like.
    pub fn name(self) -> &'static str {
        unsafe { crate::raw::static_text(sys::skillcall_status_name(self.to_raw())) }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// No call has ended here.
    None,
    /// The service accepted the call.
    Placed,
    /// It is certain that no call was started.
    NotPlaced,
    /// The call may or may not have been started: do not call again.
    Unknown,
}

impl Outcome {
    pub(crate) fn from_raw(number: i32) -> Outcome {
        match number {
            sys::SKILLCALL_OUTCOME_NONE => Outcome::None,
            sys::SKILLCALL_OUTCOME_PLACED => Outcome::Placed,
            sys::SKILLCALL_OUTCOME_NOT_PLACED => Outcome::NotPlaced,
            _ => Outcome::Unknown,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::None => "none",
            Outcome::Placed => "placed",
            Outcome::NotPlaced => "not_placed",
            Outcome::Unknown => "unknown",
        })
    }
}

/// A rule that a session breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// A JSON Pointer into the request body.
    pub path: String,
    /// A stable name, for example "not_e164".
    pub code: String,
    pub message: String,
}

/// Everything there is to know about a failure.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Details {
    pub status: Status,
    /// What became of the call; `None` where none was being placed.
    pub outcome: Outcome,
    /// What went wrong and what to do. Never a token.
    pub message: String,
    pub violations: Vec<Violation>,
    /// Of the service's answer, if one came.
    pub http_status: Option<u16>,
    /// For example "BadToken".
    pub service_code: Option<String>,
    pub service_message: Option<String>,
    /// A CURLcode, with the built-in transport.
    pub transport_code: i32,
    pub transport_text: Option<String>,
    /// How often the request was handed to the transport.
    pub attempts: u32,
    /// How long the service asked to wait.
    pub retry_after: Option<Duration>,
    pub request_id: Option<String>,
    /// The key to look for the call on the SIP side.
    pub client_session_id: Option<String>,
}

/// A failure; its [`Details`] are its fields: `error.status`, `error.outcome`.
#[derive(Debug, Clone)]
pub struct Error(Box<Details>);

impl Deref for Error {
    type Target = Details;
    fn deref(&self) -> &Details {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for Error {}

impl Error {
    pub(crate) fn not_placed(mut self) -> Error {
        self.0.outcome = Outcome::NotPlaced;
        self
    }

    /// A failure that has no error object.
    pub(crate) fn with(status: Status, message: &str) -> Error {
        Error(Box::new(Details {
            status,
            outcome: Outcome::None,
            message: message.to_string(),
            violations: Vec::new(),
            http_status: None,
            service_code: None,
            service_message: None,
            transport_code: 0,
            transport_text: None,
            attempts: 0,
            retry_after: None,
            request_id: None,
            client_session_id: None,
        }))
    }

    /// # Safety
    /// The error object is not NULL.
    pub(crate) unsafe fn copy(from: *const sys::skillcall_error) -> Error {
        let violation = |index| Violation {
            path: owned_text(sys::skillcall_error_violation_path(from, index)).unwrap_or_default(),
            code: owned_text(sys::skillcall_violation_name(sys::skillcall_error_violation_code(
                from, index,
            )))
            .unwrap_or_default(),
            message: owned_text(sys::skillcall_error_violation_message(from, index))
                .unwrap_or_default(),
        };
        let http_status = sys::skillcall_error_http_status(from);
        Error(Box::new(Details {
            status: Status::from_raw(sys::skillcall_error_status(from)),
            outcome: Outcome::from_raw(sys::skillcall_error_outcome(from)),
            message: owned_text(sys::skillcall_error_message(from)).unwrap_or_default(),
            violations: (0..sys::skillcall_error_violation_count(from)).map(violation).collect(),
            http_status: u16::try_from(http_status).ok().filter(|status| *status != 0),
            service_code: owned_text(sys::skillcall_error_service_code(from)),
            service_message: owned_text(sys::skillcall_error_service_message(from)),
            transport_code: sys::skillcall_error_transport_code(from),
            transport_text: owned_text(sys::skillcall_error_transport_text(from)),
            attempts: sys::skillcall_error_attempts(from).max(0) as u32,
            retry_after: u64::try_from(sys::skillcall_error_retry_after_ms(from))
                .ok()
                .map(Duration::from_millis),
            request_id: owned_text(sys::skillcall_error_request_id(from)),
            client_session_id: owned_text(sys::skillcall_error_client_session_id(from)),
        }))
    }
}
