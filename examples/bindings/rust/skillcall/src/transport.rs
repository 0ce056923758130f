// SPDX-License-Identifier: Apache-2.0
//! A transport of one's own: how requests reach the service, in place of libcurl.

use crate::raw::text;
use crate::Status;
use skillcall_sys as sys;
use std::{
    ffi::CString,
    os::raw::c_void,
    panic::{catch_unwind, AssertUnwindSafe},
    ptr, slice,
    sync::Mutex,
    time::Duration,
};

/// Whether the service may have seen a request that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Provably no part of it left this machine: it may be made again.
    No,
    Maybe,
}

/// An answer of the service: any status from 200 on, and all of the body.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub http_status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone)]
pub struct NoAnswer {
    pub status: Status,
    pub sent: Sent,
    /// No secrets.
    pub text: String,
    pub code: i32,
}

/// One request.
pub struct Request<'a>(&'a sys::skillcall_exchange);

impl<'a> Request<'a> {
    pub fn method(&self) -> &'a str {
        unsafe { text(sys::skillcall_exchange_method(self.0)) }.unwrap_or_default()
    }

    /// Redirects must not be followed.
    pub fn url(&self) -> &'a str {
        unsafe { text(sys::skillcall_exchange_url(self.0)) }.unwrap_or_default()
    }

    /// "Name: value" each. One of them holds the token: keep no copy and log nothing.
    pub fn headers(&self) -> Vec<&'a str> {
        let count = unsafe { sys::skillcall_exchange_header_count(self.0) };
        (0..count)
            .filter_map(|index| unsafe { text(sys::skillcall_exchange_header(self.0, index)) })
            .collect()
    }

    pub fn body(&self) -> &'a [u8] {
        let data = unsafe { sys::skillcall_exchange_body(self.0) };
        if data.is_null() {
            return &[];
        }
        unsafe { slice::from_raw_parts(data.cast(), sys::skillcall_exchange_body_size(self.0)) }
    }

    /// How long it may still take: the transport must keep to it.
    pub fn remaining(&self) -> Duration {
        let left = unsafe { sys::skillcall_exchange_remaining_ms(self.0) };
        Duration::from_millis(left.try_into().unwrap_or(0))
    }
}

/// Makes a request and waits for its answer; a closure will do. Calls of one client are then made
/// one after the other.
pub trait Transport: Send {
    fn exchange(&mut self, request: &Request<'_>) -> Result<Answer, NoAnswer>;
}

impl<F> Transport for F
where
    F: FnMut(&Request<'_>) -> Result<Answer, NoAnswer> + Send,
{
    fn exchange(&mut self, request: &Request<'_>) -> Result<Answer, NoAnswer> {
        self(request)
    }
}

pub(crate) type Shared = Mutex<Box<dyn Transport>>;

/// The table that C calls. What it points to must outlive the client.
pub(crate) fn table_of(transport: &Shared) -> sys::skillcall_transport {
    sys::skillcall_transport {
        struct_size: std::mem::size_of::<sys::skillcall_transport>(),
        user_data: transport as *const Shared as *mut c_void,
        submit: Some(submit),
        drive: None,
        wake: None,
        cancel: None,
        pollable_fd: None,
        destroy: None,
    }
}

/// No panic goes through C: it ends the exchange.
unsafe extern "C" fn submit(user_data: *mut c_void, exchange: *mut sys::skillcall_exchange) -> i32 {
    let transport = &*(user_data as *const Shared);
    let answered = catch_unwind(AssertUnwindSafe(|| match transport.try_lock() {
        Ok(mut transport) => transport.exchange(&Request(&*exchange)),
        Err(_) => Err(no_answer("the transport is in use, or has panicked before", Sent::No)),
    }))
    .unwrap_or_else(|_| Err(no_answer("the transport panicked", Sent::Maybe)));
    let ended = answered.and_then(|answer| complete(exchange, &answer));
    if let Err(why) = ended {
        fail(exchange, &why);
    }
    sys::SKILLCALL_OK
}

fn no_answer(text: &str, sent: Sent) -> NoAnswer {
    NoAnswer { status: Status::Transport, sent, text: text.to_string(), code: 0 }
}

unsafe fn complete(
    exchange: *mut sys::skillcall_exchange,
    answer: &Answer,
) -> Result<(), NoAnswer> {
    sys::skillcall_exchange_set_status(exchange, answer.http_status.into());
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (CString::new(name.as_str()), CString::new(value.as_str())) {
            sys::skillcall_exchange_add_header(exchange, name.as_ptr(), value.as_ptr());
        }
    }
    let (data, size) = (answer.body.as_ptr(), answer.body.len());
    match sys::skillcall_exchange_add_body(exchange, data.cast(), size) {
        sys::SKILLCALL_OK => (),
        status => {
            let text = "the body of the answer could not be kept";
            return Err(NoAnswer {
                status: Status::from_raw(status),
                ..no_answer(text, Sent::Maybe)
            });
        }
    }
    match sys::skillcall_exchange_complete(exchange) {
        sys::SKILLCALL_OK => Ok(()),
        _ => {
            let text = "the answer has no HTTP status";
            Err(NoAnswer { status: Status::Answer, ..no_answer(text, Sent::Maybe) })
        }
    }
}

unsafe fn fail(exchange: *mut sys::skillcall_exchange, why: &NoAnswer) {
    let text = CString::new(why.text.as_str()).ok();
    let sent = match why.sent {
        Sent::No => sys::SKILLCALL_NOT_SENT,
        Sent::Maybe => sys::SKILLCALL_MAYBE_SENT,
    };
    sys::skillcall_exchange_fail(
        exchange,
        why.status.to_raw(),
        sent,
        why.code,
        text.as_ref().map_or(ptr::null(), |text| text.as_ptr()),
    );
}
