// SPDX-License-Identifier: Apache-2.0
//! Who calls whom: participants, and the session that a call is placed with.

use crate::raw::{act, c_text, c_text_or_null, make, owner, pointer, print, text};
use crate::{Result, SessionBuilder};
use skillcall_sys as sys;
use std::{fmt, os::raw::c_char, ptr};

/// Whether a participant starts the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Originator {
    Unset,
    No,
    Yes,
}

/// One end of a call. Nothing is checked before the session is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// For example "PHONE_NUMBER".
    pub identity_type: Option<String>,
    pub value: Option<String>,
    /// The deviceId of the skill request.
    pub endpoint_id: Option<String>,
    pub provider_id: Option<String>,
    pub originator: Originator,
}

owner!(pub(crate) RawParticipant(skillcall_participant), skillcall_participant_free);

impl Participant {
    /// The caller: the user's number, and the deviceId of the skill request.
    pub fn phone_caller(number: &str, endpoint_id: &str) -> Result<Participant> {
        let (number, device) = (c_text(number)?, c_text(endpoint_id)?);
        Participant::made(|error| unsafe {
            sys::skillcall_participant_new_phone_caller(
                ptr::null(),
                number.as_ptr(),
                device.as_ptr(),
                error,
            )
        })
    }

    pub fn phone_callee(number: &str) -> Result<Participant> {
        let number = c_text(number)?;
        Participant::made(|error| unsafe {
            sys::skillcall_participant_new_phone_callee(ptr::null(), number.as_ptr(), error)
        })
    }

    /// The caller in Smart Properties.
    pub fn room(profile_id: &str, endpoint_id: &str) -> Result<Participant> {
        let (profile, device) = (c_text(profile_id)?, c_text(endpoint_id)?);
        Participant::made(|error| unsafe {
            sys::skillcall_participant_new_room(
                ptr::null(),
                profile.as_ptr(),
                device.as_ptr(),
                error,
            )
        })
    }

    /// The callee in Smart Properties.
    pub fn extension(extension: &str) -> Result<Participant> {
        let extension = c_text(extension)?;
        Participant::made(|error| unsafe {
            sys::skillcall_participant_new_extension(ptr::null(), extension.as_ptr(), error)
        })
    }

    pub(crate) fn made(
        function: impl FnOnce(*mut sys::skillcall_error) -> *mut sys::skillcall_participant,
    ) -> Result<Participant> {
        let raw = RawParticipant(make(function)?);
        Ok(unsafe { Participant::copy(raw.0) })
    }

    unsafe fn copy(from: *const sys::skillcall_participant) -> Participant {
        let owned = |borrowed| text(borrowed).map(str::to_string);
        Participant {
            identity_type: owned(sys::skillcall_participant_type(from)),
            value: owned(sys::skillcall_participant_value(from)),
            endpoint_id: owned(sys::skillcall_participant_endpoint_id(from)),
            provider_id: owned(sys::skillcall_participant_provider_id(from)),
            originator: match sys::skillcall_participant_originator(from) {
                sys::SKILLCALL_ORIGINATOR_YES => Originator::Yes,
                sys::SKILLCALL_ORIGINATOR_NO => Originator::No,
                _ => Originator::Unset,
            },
        }
    }

    pub(crate) fn to_raw(&self) -> Result<RawParticipant> {
        let raw = make(|error| unsafe { sys::skillcall_participant_new(ptr::null(), error) })
            .map(RawParticipant)?;
        let kind = c_text_or_null(self.identity_type.as_deref())?;
        let value = c_text_or_null(self.value.as_deref())?;
        let device = c_text_or_null(self.endpoint_id.as_deref())?;
        let provider = c_text_or_null(self.provider_id.as_deref())?;
        let originator = match self.originator {
            Originator::Yes => sys::SKILLCALL_ORIGINATOR_YES,
            Originator::No => sys::SKILLCALL_ORIGINATOR_NO,
            Originator::Unset => sys::SKILLCALL_ORIGINATOR_UNSET,
        };
        unsafe {
            let (kind, value) = (pointer(&kind), pointer(&value));
            act(|error| sys::skillcall_participant_set_identity(raw.0, kind, value, error))?;
            act(|error| {
                sys::skillcall_participant_set_endpoint_id(raw.0, pointer(&device), error)
            })?;
            act(|error| {
                sys::skillcall_participant_set_provider_id(raw.0, pointer(&provider), error)
            })?;
            act(|error| sys::skillcall_participant_set_originator(raw.0, originator, error))?;
        }
        Ok(raw)
    }
}

owner! {
    /// One call to place, checked and immutable.
    pub Session(skillcall_session), skillcall_session_free
}

unsafe impl Sync for Session {} // immutable

impl Session {
    pub fn builder() -> SessionBuilder {
        SessionBuilder::default()
    }

    /// Reads a request body.
    pub fn from_json(json: &[u8]) -> Result<Session> {
        Session::read(json, 0)
    }

    /// Reads a request body that may have unknown participant types and providers.
    pub fn from_json_allowing_unknown(json: &[u8]) -> Result<Session> {
        Session::read(json, 1)
    }

    fn read(json: &[u8], allow_unknown: i32) -> Result<Session> {
        let (data, size) = (json.as_ptr() as *const c_char, json.len());
        make(|error| unsafe {
            sys::skillcall_session_from_json(ptr::null(), data, size, allow_unknown, error)
        })
        .map(Session)
    }

    /// The request body: the very bytes that are sent.
    pub fn json(&self) -> &str {
        unsafe { text(sys::skillcall_session_json(self.0)) }.unwrap_or_default()
    }

    /// The request body with so many blanks for each level.
    pub fn pretty_json(&self, indent: u32) -> String {
        print(|buffer, size| unsafe {
            sys::skillcall_session_write_json(self.0, indent, buffer, size)
        })
    }

    pub fn client_session_id(&self) -> Option<&str> {
        unsafe { text(sys::skillcall_session_client_session_id(self.0)) }
    }

    pub fn participants(&self) -> Vec<Participant> {
        let count = unsafe { sys::skillcall_session_participant_count(self.0) };
        (0..count)
            .map(|index| unsafe {
                Participant::copy(sys::skillcall_session_participant(self.0, index))
            })
            .collect()
    }
}

impl fmt::Debug for Session {
    /// Without the participants: their numbers are personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("client_session_id", &self.client_session_id())
            .finish_non_exhaustive()
    }
}
