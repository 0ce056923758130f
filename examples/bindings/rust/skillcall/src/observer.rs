// SPDX-License-Identifier: Apache-2.0
//! What happens to calls, for traces and metrics.

use crate::raw::text;
use crate::{Outcome, Status};
use skillcall_sys as sys;
use std::{
    os::raw::{c_char, c_void},
    panic::{catch_unwind, AssertUnwindSafe},
    time::Duration,
};

/// Sees what happens to calls, lookups and progressive responses: each starts and ends once, and in
/// between each attempt does. The functions run one at a time on the thread that drives the client,
/// so they must not wait for the client.
pub trait Observer: Send + Sync {
    fn call_started(&self, _event: &Event<'_>) {}
    fn attempt_started(&self, _event: &Event<'_>) {}
    fn attempt_ended(&self, _event: &Event<'_>) {}
    fn call_ended(&self, _event: &Event<'_>) {}
}

/// What has happened to a call. It never shows a token or a phone number. Names in quotes are
/// OpenTelemetry's, of its conventions for HTTP clients.
pub struct Event<'a>(&'a sys::skillcall_event);

/// Getters of one value, which is converted.
macro_rules! getters {
    ($($(#[$meta:meta])* $name:ident: $type:ty = $function:ident, $convert:expr;)*) => {
        $(
            $(#[$meta])*
            pub fn $name(&self) -> $type {
                let convert: fn(_) -> $type = $convert;
                convert(unsafe { sys::$function(self.0) })
            }
        )*
    };
}

fn words_if_any<'a>(borrowed: *const c_char) -> Option<&'a str> {
    unsafe { text(borrowed) }
}

fn words<'a>(borrowed: *const c_char) -> &'a str {
    words_if_any(borrowed).unwrap_or_default()
}

fn duration(ms: i64) -> Option<Duration> {
    u64::try_from(ms).ok().map(Duration::from_millis)
}

impl<'a> Event<'a> {
    getters! {
        /// All events of a call share it.
        call_id: u64 = skillcall_event_call_id, |id| id;
        /// "http.request.method"
        method: &'a str = skillcall_event_method, words;
        /// "url.template"
        url_template: &'a str = skillcall_event_url_template, words;
        /// "server.address"
        server_address: &'a str = skillcall_event_server_address, words;
        /// "server.port"
        server_port: u16 = skillcall_event_server_port, |port: i32| port.try_into().unwrap_or(0);
        /// From 1, 0 before the first; "http.request.resend_count" is one less.
        attempt: u32 = skillcall_event_attempt, |n: i32| n.try_into().unwrap_or(0);
        /// "http.response.status_code"
        http_status: Option<u16> = skillcall_event_http_status,
            |n: i32| n.try_into().ok().filter(|n| *n != 0);
        /// [`Status::Pending`] when something has started, nothing if it ended well.
        status: Option<Status> = skillcall_event_status,
            |status| (status != sys::SKILLCALL_OK).then(|| Status::from_raw(status));
        /// Of the attempt or the call.
        outcome: Outcome = skillcall_event_outcome, Outcome::from_raw;
        /// "error.type"
        error_type: Option<&'a str> = skillcall_event_error_type, words_if_any;
        /// "http.request.body.size"
        bytes_sent: usize = skillcall_event_bytes_sent, |n| n;
        /// "http.response.body.size"
        bytes_received: usize = skillcall_event_bytes_received, |n| n;
        /// Since the call was submitted.
        elapsed: Duration = skillcall_event_elapsed_ms, |ms| duration(ms).unwrap_or_default();
        /// Since the attempt started.
        attempt_elapsed: Duration = skillcall_event_attempt_elapsed_ms,
            |ms| duration(ms).unwrap_or_default();
        /// Until the request is sent again, if it is.
        pause: Option<Duration> = skillcall_event_pause_ms, duration;
        client_session_id: Option<&'a str> = skillcall_event_client_session_id, words_if_any;
        session_id: Option<&'a str> = skillcall_event_session_id, words_if_any;
        request_id: Option<&'a str> = skillcall_event_request_id, words_if_any;
    }
}

pub(crate) type Shared = Box<dyn Observer>;

/// The functions that C calls; a panic is not worth a call and ends here.
macro_rules! callbacks {
    ($($name:ident)*) => {
        $(
            unsafe extern "C" fn $name(user_data: *mut c_void, event: *const sys::skillcall_event) {
                let observer = &*(user_data as *const Shared);
                drop(catch_unwind(AssertUnwindSafe(|| observer.$name(&Event(&*event)))));
            }
        )*
    };
}

callbacks!(call_started attempt_started attempt_ended call_ended);

/// The table that C calls. What it points to must outlive the client.
pub(crate) fn table_of(observer: &Shared) -> sys::skillcall_observer {
    sys::skillcall_observer {
        struct_size: std::mem::size_of::<sys::skillcall_observer>(),
        user_data: observer as *const Shared as *mut c_void,
        call_started: Some(call_started),
        attempt_started: Some(attempt_started),
        attempt_ended: Some(attempt_ended),
        call_ended: Some(call_ended),
    }
}
