// SPDX-License-Identifier: Apache-2.0
//! Places calls and looks things up: waiting, or in an event loop.

use crate::options::Hooks;
use crate::raw::{act, c_text, c_text_or_null, deadline, make, owner, patience, pointer, write};
use crate::{
    Access, Call, CallId, ClientOptions, Error, LookUp, Receipt, Result, Session, SkillRequest,
};
use skillcall_sys as sys;
use std::{os::unix::io::BorrowedFd, ptr, sync::Arc, time::Duration};

/// Whose profile a mobile number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Account,
    Person,
}

impl Profile {
    pub(crate) fn to_raw(self) -> i32 {
        match self {
            Profile::Account => sys::SKILLCALL_PROFILE_ACCOUNT,
            Profile::Person => sys::SKILLCALL_PROFILE_PERSON,
        }
    }
}

/// The texts of a call, which is not placed if one of them is refused.
fn placing<A, B>(first: Result<A>, second: Result<B>) -> Result<(A, B)> {
    first.and_then(|first| Ok((first, second?))).map_err(Error::not_placed)
}

owner!(RawClient(skillcall_client), skillcall_client_free);
owner!(RawReceipt(skillcall_receipt), skillcall_receipt_free);

/// Fields are dropped in this order: the client first, then what it calls.
pub(crate) struct Inner {
    raw: RawClient,
    _hooks: Hooks,
}

// Any number of threads may use a client; logs are Sync, transports stand behind a lock.
unsafe impl Sync for Inner {}

/// Holds connections, no user's data: one client serves all users and threads of a program. It ends
/// when it and all its calls have been dropped.
pub struct Client(Arc<Inner>);

impl Client {
    pub fn new() -> Result<Client> {
        ClientOptions::new()?.client()
    }

    pub(crate) fn with(options: ClientOptions) -> Result<Client> {
        let raw =
            make(|error| unsafe { sys::skillcall_client_new(ptr::null(), options.raw.0, error) })?;
        Ok(Client(Arc::new(Inner { raw: RawClient(raw), _hooks: options.hooks })))
    }

    fn raw(&self) -> *mut sys::skillcall_client {
        self.0.raw.0
    }

    /// Places a call and waits for its end. Without a deadline the client's holds.
    pub fn start(
        &self,
        access: &Access,
        session: &Session,
        time: Option<Duration>,
    ) -> Result<Receipt> {
        let receipt = RawReceipt(make(|error| unsafe {
            sys::skillcall_client_start(self.raw(), access.0, session.0, deadline(time), error)
        })?);
        Ok(unsafe { Receipt::copy(receipt.0) })
    }

    /// Submits a call and returns at once; it makes progress while a thread drives or waits.
    pub fn submit(
        &self,
        access: &Access,
        session: &Session,
        time: Option<Duration>,
    ) -> Result<Call> {
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit(self.raw(), access.0, session.0, deadline(time), error)
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// Calls a number from the device that the skill request came from. Without a caller's number it
    /// looks up the user's own first, within the same deadline.
    pub fn call_phone(
        &self,
        request: &SkillRequest,
        callee: &str,
        caller: Option<&str>,
        time: Option<Duration>,
    ) -> Result<Receipt> {
        let (callee, caller) = placing(c_text(callee), c_text_or_null(caller))?;
        let receipt = RawReceipt(make(|error| unsafe {
            sys::skillcall_client_call_phone(
                self.raw(),
                request.0,
                callee.as_ptr(),
                pointer(&caller),
                deadline(time),
                error,
            )
        })?);
        Ok(unsafe { Receipt::copy(receipt.0) })
    }

    pub fn submit_call_phone(
        &self,
        request: &SkillRequest,
        callee: &str,
        caller: Option<&str>,
        time: Option<Duration>,
    ) -> Result<Call> {
        let (callee, caller) = placing(c_text(callee), c_text_or_null(caller))?;
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_call_phone(
                self.raw(),
                request.0,
                callee.as_ptr(),
                pointer(&caller),
                deadline(time),
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// Calls an extension from the room that the skill request came from, in Smart Properties. It
    /// looks up the profile of the room first, with a Login-with-Amazon token.
    pub fn call_extension(
        &self,
        request: &SkillRequest,
        extension: &str,
        profile_token: &str,
        time: Option<Duration>,
    ) -> Result<Receipt> {
        let (extension, profile_token) = placing(c_text(extension), c_text(profile_token))?;
        let receipt = RawReceipt(make(|error| unsafe {
            sys::skillcall_client_call_extension(
                self.raw(),
                request.0,
                extension.as_ptr(),
                profile_token.as_ptr(),
                deadline(time),
                error,
            )
        })?);
        Ok(unsafe { Receipt::copy(receipt.0) })
    }

    pub fn submit_call_extension(
        &self,
        request: &SkillRequest,
        extension: &str,
        profile_token: &str,
        time: Option<Duration>,
    ) -> Result<Call> {
        let (extension, profile_token) = placing(c_text(extension), c_text(profile_token))?;
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_call_extension(
                self.raw(),
                request.0,
                extension.as_ptr(),
                profile_token.as_ptr(),
                deadline(time),
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// The user's mobile number. The error is [`Status::Absent`](crate::Status::Absent) if none is
    /// on file, and `AccessDenied` if the user has to grant the permission first.
    pub fn find_mobile_number(
        &self,
        access: &Access,
        profile: Profile,
        time: Option<Duration>,
    ) -> Result<String> {
        write(sys::SKILLCALL_MOBILE_NUMBER_SIZE as usize, |buffer, size, error| unsafe {
            let (profile, time) = (profile.to_raw(), deadline(time));
            sys::skillcall_client_find_mobile_number(
                self.raw(),
                access.0,
                profile,
                time,
                buffer,
                size,
                error,
            )
        })
    }

    pub fn submit_mobile_number_lookup(
        &self,
        access: &Access,
        profile: Profile,
        time: Option<Duration>,
    ) -> Result<LookUp> {
        let (profile, time) = (profile.to_raw(), deadline(time));
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_mobile_number_lookup(
                self.raw(),
                access.0,
                profile,
                time,
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// The communication profile id of a room.
    pub fn find_profile_id(
        &self,
        access: &Access,
        unit_id: &str,
        time: Option<Duration>,
    ) -> Result<String> {
        let unit = c_text(unit_id)?;
        write(sys::SKILLCALL_PROFILE_ID_SIZE as usize, |buffer, size, error| unsafe {
            sys::skillcall_client_find_profile_id(
                self.raw(),
                access.0,
                unit.as_ptr(),
                deadline(time),
                buffer,
                size,
                error,
            )
        })
    }

    pub fn submit_profile_id_lookup(
        &self,
        access: &Access,
        unit_id: &str,
        time: Option<Duration>,
    ) -> Result<LookUp> {
        let (unit, time) = (c_text(unit_id)?, deadline(time));
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_profile_id_lookup(
                self.raw(),
                access.0,
                unit.as_ptr(),
                time,
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// Creates the communication profile of a room and returns its id; devices show the name. A room that
    /// has a profile keeps it and takes the new name.
    pub fn create_profile(
        &self,
        access: &Access,
        unit_id: &str,
        name: Option<&str>,
        time: Option<Duration>,
    ) -> Result<String> {
        let (unit, name) = (c_text(unit_id)?, c_text_or_null(name)?);
        write(sys::SKILLCALL_PROFILE_ID_SIZE as usize, |buffer, size, error| unsafe {
            sys::skillcall_client_create_profile(
                self.raw(),
                access.0,
                unit.as_ptr(),
                pointer(&name),
                deadline(time),
                buffer,
                size,
                error,
            )
        })
    }

    pub fn submit_profile_creation(
        &self,
        access: &Access,
        unit_id: &str,
        name: Option<&str>,
        time: Option<Duration>,
    ) -> Result<LookUp> {
        let (unit, name) = (c_text(unit_id)?, c_text_or_null(name)?);
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_profile_creation(
                self.raw(),
                access.0,
                unit.as_ptr(),
                pointer(&name),
                deadline(time),
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// Makes Alexa speak, plain text or a speak element, while the skill is still working on its
    /// answer to the request with this id.
    pub fn send_progressive_response(
        &self,
        access: &Access,
        request_id: &str,
        speech: &str,
        time: Option<Duration>,
    ) -> Result<()> {
        let (id, speech) = (c_text(request_id)?, c_text(speech)?);
        act(|error| unsafe {
            sys::skillcall_client_send_progressive_response(
                self.raw(),
                access.0,
                id.as_ptr(),
                speech.as_ptr(),
                deadline(time),
                error,
            )
        })
    }

    pub fn submit_progressive_response(
        &self,
        access: &Access,
        request_id: &str,
        speech: &str,
        time: Option<Duration>,
    ) -> Result<Call<()>> {
        let (id, speech) = (c_text(request_id)?, c_text(speech)?);
        let raw = make(|error| unsafe {
            sys::skillcall_client_submit_progressive_response(
                self.raw(),
                access.0,
                id.as_ptr(),
                speech.as_ptr(),
                deadline(time),
                error,
            )
        })?;
        Ok(Call::new(raw, &self.0))
    }

    /// Makes progress until a call has ended, until [`wake`](Client::wake), or for so long.
    pub fn drive(&self, timeout: Option<Duration>) -> Result<()> {
        act(|error| unsafe { sys::skillcall_client_drive(self.raw(), patience(timeout), error) })
    }

    /// The next submitted call that has ended; each is given once.
    pub fn take_ended(&self) -> Option<CallId> {
        let ended = unsafe { sys::skillcall_client_take_ended(self.raw()) };
        (!ended.is_null()).then(|| CallId::of(ended))
    }

    /// Polls readable when [`drive`](Client::drive) has something to do.
    pub fn pollable_fd(&self) -> Result<BorrowedFd<'_>> {
        let mut fd = -1;
        act(|error| {
            fd = unsafe { sys::skillcall_client_pollable_fd(self.raw(), error) };
            if fd < 0 {
                sys::SKILLCALL_E_UNSUPPORTED
            } else {
                sys::SKILLCALL_OK
            }
        })?;
        Ok(unsafe { BorrowedFd::borrow_raw(fd) })
    }

    /// Makes every running [`drive`](Client::drive) return, or else the next.
    pub fn wake(&self) {
        unsafe { sys::skillcall_client_wake(self.raw()) }
    }

    pub fn calls_in_flight(&self) -> usize {
        unsafe { sys::skillcall_client_calls_in_flight(self.raw()) }
    }
}
