// SPDX-License-Identifier: Apache-2.0
//! Collects what a call needs.

use crate::raw::{act, c_text, make, owner};
use crate::{Participant, Result, Session};
use skillcall_sys as sys;
use std::{
    os::raw::{c_char, c_void},
    panic::{catch_unwind, AssertUnwindSafe},
    ptr,
};

enum Id {
    Random,
    Given(String),
    Omitted,
}

type Generator = Box<dyn FnMut() -> Option<String>>;

/// Collects what a call needs; [`build`](SessionBuilder::build) checks every rule at once.
pub struct SessionBuilder {
    participants: Vec<Participant>,
    id: Id,
    generator: Option<Generator>,
    allow_unknown: bool,
}

owner!(RawBuilder(skillcall_session_builder), skillcall_session_builder_free);

impl Default for SessionBuilder {
    fn default() -> SessionBuilder {
        SessionBuilder {
            participants: Vec::new(),
            id: Id::Random,
            generator: None,
            allow_unknown: false,
        }
    }
}

impl SessionBuilder {
    pub fn participant(mut self, participant: Participant) -> SessionBuilder {
        self.participants.push(participant);
        self
    }

    /// Without it, the session gets a random UUID.
    pub fn client_session_id(mut self, id: &str) -> SessionBuilder {
        self.id = Id::Given(id.to_string());
        self
    }

    /// The SIP side then cannot identify the call.
    pub fn omit_client_session_id(mut self) -> SessionBuilder {
        self.id = Id::Omitted;
        self
    }

    /// Where a generated client session id comes from, for tests.
    pub fn generate_id_with(
        mut self,
        generator: impl FnMut() -> Option<String> + 'static,
    ) -> SessionBuilder {
        self.generator = Some(Box::new(generator));
        self
    }

    /// Accepts participant types and providers that the library does not know.
    pub fn allow_unknown(mut self) -> SessionBuilder {
        self.allow_unknown = true;
        self
    }

    /// Checks every rule; the error lists all violations.
    pub fn build(mut self) -> Result<Session> {
        let raw = make(|error| unsafe { sys::skillcall_session_builder_new(ptr::null(), error) })
            .map(RawBuilder)?;
        let builder = raw.0;
        for participant in &self.participants {
            let added = participant.to_raw()?;
            act(|error| unsafe { sys::skillcall_session_builder_add(builder, added.0, error) })?;
        }
        match &self.id {
            Id::Random => (),
            Id::Given(id) => {
                let id = c_text(id)?;
                act(|error| unsafe {
                    sys::skillcall_session_builder_set_client_session_id(
                        builder,
                        id.as_ptr(),
                        error,
                    )
                })?
            }
            Id::Omitted => act(|error| unsafe {
                sys::skillcall_session_builder_omit_client_session_id(builder, error)
            })?,
        }
        if let Some(generator) = &mut self.generator {
            let user_data = generator as *mut Generator as *mut c_void;
            act(|error| unsafe {
                sys::skillcall_session_builder_set_id_generator(
                    builder,
                    Some(generate),
                    user_data,
                    error,
                )
            })?;
        }
        act(|error| unsafe {
            sys::skillcall_session_builder_allow_unknown(builder, self.allow_unknown.into(), error)
        })?;
        make(|error| unsafe { sys::skillcall_session_builder_build(builder, error) }).map(Session)
    }
}

unsafe extern "C" fn generate(user_data: *mut c_void, buffer: *mut c_char, size: usize) -> i32 {
    let generator = &mut *(user_data as *mut Generator);
    match catch_unwind(AssertUnwindSafe(generator)) {
        Ok(Some(id)) if id.len() < size => {
            ptr::copy_nonoverlapping(id.as_ptr() as *const c_char, buffer, id.len());
            *buffer.add(id.len()) = 0;
            sys::SKILLCALL_OK
        }
        _ => sys::SKILLCALL_E_GENERATOR,
    }
}
