// SPDX-License-Identifier: Apache-2.0
//! The SIP side: which call is it that comes in?

use crate::raw::{act, c_text, lend, make, owner, text, write};
use crate::Result;
use skillcall_sys as sys;
use std::ptr;

/// The User-to-User header value that Alexa sends for a client session id.
pub fn encode_user_to_user(client_session_id: &str) -> Result<String> {
    let id = c_text(client_session_id)?;
    write(sys::SKILLCALL_UUI_SIZE as usize, |buffer, size, error| unsafe {
        sys::skillcall_uui_encode(id.as_ptr(), buffer, size, error)
    })
}

owner! {
    /// Decodes User-to-User header fields.
    pub UserToUser(skillcall_uui_decoder), skillcall_uui_decoder_free
}

impl UserToUser {
    pub fn new() -> Result<UserToUser> {
        make(|error| unsafe { sys::skillcall_uui_decoder_new(ptr::null(), error) }).map(UserToUser)
    }

    /// The client session id in the value of one header field.
    pub fn decode(value: &[u8]) -> Result<String> {
        let mut decoder = UserToUser::new()?;
        decoder.add(value)?;
        decoder.client_session_id().map(str::to_string)
    }

    /// Reads the value of one header field.
    pub fn add(&mut self, value: &[u8]) -> Result<()> {
        let (data, size) = (value.as_ptr().cast(), value.len());
        act(|error| unsafe { sys::skillcall_uui_decoder_add(self.0, data, size, error) })
    }

    pub fn client_session_id(&self) -> Result<&str> {
        let id =
            lend(|error| unsafe { sys::skillcall_uui_decoder_client_session_id(self.0, error) })?;
        Ok(unsafe { text(id) }.unwrap_or_default())
    }
}

owner! {
    /// An event of a SIP media application. Participants are counted from 0; a new inbound call has
    /// one.
    pub InboundCall(skillcall_inbound_call), skillcall_inbound_call_free
}

unsafe impl Sync for InboundCall {} // immutable

impl InboundCall {
    pub fn from_json(json: &[u8]) -> Result<InboundCall> {
        let (data, size) = (json.as_ptr().cast(), json.len());
        make(|error| unsafe {
            sys::skillcall_inbound_call_from_json(ptr::null(), data, size, error)
        })
        .map(InboundCall)
    }

    /// For example "NEW_INBOUND_CALL".
    pub fn event_type(&self) -> &str {
        unsafe { text(sys::skillcall_inbound_call_event_type(self.0)) }.unwrap_or_default()
    }

    pub fn transaction_id(&self) -> Option<&str> {
        unsafe { text(sys::skillcall_inbound_call_transaction_id(self.0)) }
    }

    pub fn participant_count(&self) -> usize {
        unsafe { sys::skillcall_inbound_call_participant_count(self.0) }
    }

    pub fn call_id(&self, participant: usize) -> Option<&str> {
        unsafe { text(sys::skillcall_inbound_call_call_id(self.0, participant)) }
    }

    pub fn from(&self, participant: usize) -> Option<&str> {
        unsafe { text(sys::skillcall_inbound_call_from(self.0, participant)) }
    }

    pub fn to(&self, participant: usize) -> Option<&str> {
        unsafe { text(sys::skillcall_inbound_call_to(self.0, participant)) }
    }

    pub fn skill_client_id(&self, participant: usize) -> Option<&str> {
        unsafe { text(sys::skillcall_inbound_call_skill_client_id(self.0, participant)) }
    }

    /// Fails unless this skill placed the call.
    pub fn check_skill_client_id(&self, participant: usize, expected: &str) -> Result<()> {
        let expected = c_text(expected)?;
        act(|error| unsafe {
            sys::skillcall_inbound_call_check_skill_client_id(
                self.0,
                participant,
                expected.as_ptr(),
                error,
            )
        })
    }

    pub fn client_session_id(&self, participant: usize) -> Result<&str> {
        let id = lend(|error| unsafe {
            sys::skillcall_inbound_call_client_session_id(self.0, participant, error)
        })?;
        Ok(unsafe { text(id) }.unwrap_or_default())
    }
}
