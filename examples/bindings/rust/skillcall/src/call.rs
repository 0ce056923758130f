// SPDX-License-Identifier: Apache-2.0
//! Calls and lookups in flight, and what they end with.

use crate::client::Inner;
use crate::raw::{owned_text, patience, static_text};
use crate::{Error, Outcome, Result, Status};
use skillcall_sys as sys;
use std::{marker::PhantomData, ptr, sync::Arc, time::Duration};

/// The service's answer to a call that it accepted.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Receipt {
    /// In the Smart Properties form the service need not give one.
    pub session_id: Option<String>,
    /// What the SIP side will see.
    pub client_session_id: Option<String>,
    pub request_id: Option<String>,
    pub attempts: u32,
    pub elapsed: Duration,
}

impl Receipt {
    pub(crate) unsafe fn copy(from: *const sys::skillcall_receipt) -> Receipt {
        Receipt {
            session_id: owned_text(sys::skillcall_receipt_session_id(from)),
            client_session_id: owned_text(sys::skillcall_receipt_client_session_id(from)),
            request_id: owned_text(sys::skillcall_receipt_request_id(from)),
            attempts: sys::skillcall_receipt_attempts(from).max(0) as u32,
            elapsed: Duration::from_millis(
                sys::skillcall_receipt_elapsed_ms(from).try_into().unwrap_or(0),
            ),
        }
    }
}

/// Identifies the calls that [`Client::take_ended`](crate::Client::take_ended) returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CallId(usize);

impl CallId {
    pub(crate) fn of(raw: *const sys::skillcall_call) -> CallId {
        CallId(raw as usize)
    }
}

/// What an ended call holds.
pub trait Value: Sized {
    /// # Safety
    /// The call has ended well, and with such a value.
    #[doc(hidden)]
    unsafe fn of(call: *const sys::skillcall_call) -> Self;
}

impl Value for Receipt {
    unsafe fn of(call: *const sys::skillcall_call) -> Receipt {
        Receipt::copy(sys::skillcall_call_receipt(call))
    }
}

impl Value for String {
    unsafe fn of(call: *const sys::skillcall_call) -> String {
        owned_text(sys::skillcall_call_found(call)).unwrap_or_default()
    }
}

/// A progressive response was spoken, and there is nothing more to know.
impl Value for () {
    unsafe fn of(_call: *const sys::skillcall_call) {}
}

/// A call in flight; dropping it before its end cancels it untold.
pub struct Call<T: Value = Receipt> {
    raw: *mut sys::skillcall_call,
    _client: Arc<Inner>, // what waiting drives, and the hooks it may call
    _value: PhantomData<T>,
}

/// A lookup in flight.
pub type LookUp = Call<String>;

// Any number of threads may use a call; freeing takes the only one that has it.
unsafe impl<T: Value> Send for Call<T> {}
unsafe impl<T: Value> Sync for Call<T> {}

impl<T: Value> Call<T> {
    pub(crate) fn new(raw: *mut sys::skillcall_call, client: &Arc<Inner>) -> Call<T> {
        Call { raw, _client: client.clone(), _value: PhantomData }
    }

    pub fn id(&self) -> CallId {
        CallId::of(self.raw)
    }

    /// What it ended with; nothing before its end.
    pub fn result(&self) -> Option<Result<T>> {
        unsafe {
            match sys::skillcall_call_status(self.raw) {
                sys::SKILLCALL_E_PENDING => None,
                sys::SKILLCALL_OK => Some(Ok(T::of(self.raw))),
                _ => Some(Err(Error::copy(sys::skillcall_call_error(self.raw)))),
            }
        }
    }

    pub fn outcome(&self) -> Outcome {
        Outcome::from_raw(unsafe { sys::skillcall_call_outcome(self.raw) })
    }

    /// Asks for its end, which comes when the client is driven next. Any thread may call this.
    pub fn cancel(&self) {
        unsafe { sys::skillcall_call_cancel(self.raw) }
    }

    /// Drives the client until the end of the call.
    pub fn wait(&self) -> Result<T> {
        self.wait_until(None)
    }

    /// Drives the client for so long at most; then the error is [`Status::Pending`].
    pub fn wait_for(&self, timeout: Duration) -> Result<T> {
        self.wait_until(Some(timeout))
    }

    fn wait_until(&self, timeout: Option<Duration>) -> Result<T> {
        // Without an error object, so that the outcome is reported even when out of memory.
        let status =
            unsafe { sys::skillcall_call_wait(self.raw, patience(timeout), ptr::null_mut()) };
        self.result().unwrap_or_else(|| {
            let text = unsafe { static_text(sys::skillcall_status_text(status)) };
            Err(Error::with(Status::from_raw(status), text))
        })
    }
}

impl<T: Value> Drop for Call<T> {
    fn drop(&mut self) {
        unsafe { sys::skillcall_call_free(self.raw) }
    }
}
