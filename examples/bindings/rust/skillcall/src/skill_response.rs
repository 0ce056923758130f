// SPDX-License-Identifier: Apache-2.0
//! What a skill answers.

use crate::raw::{act, c_text, c_text_or_null, lend, make, owner, pointer, print, text, write};
use crate::{Profile, Result};
use skillcall_sys as sys;
use std::ptr;

/// Setters of text.
macro_rules! setters {
    ($($(#[$meta:meta])* $name:ident = $function:ident;)*) => {
        $(
            $(#[$meta])*
            pub fn $name(&mut self, text: &str) -> Result<()> {
                let text = c_text(text)?;
                act(|error| unsafe { sys::$function(self.0, text.as_ptr(), error) })
            }
        )*
    };
}

owner! {
    /// A skill's answer; it ends the skill's session unless it has a reprompt.
    pub SkillResponse(skillcall_skill_response), skillcall_skill_response_free
}

impl SkillResponse {
    pub fn new() -> Result<SkillResponse> {
        make(|error| unsafe { sys::skillcall_skill_response_new(ptr::null(), error) })
            .map(SkillResponse)
    }

    setters! {
        say = skillcall_skill_response_say;
        /// A complete speak element; text from elsewhere goes through [`escape_ssml`] first.
        say_ssml = skillcall_skill_response_say_ssml;
        /// What Alexa says if the user does not answer.
        reprompt = skillcall_skill_response_reprompt;
        reprompt_ssml = skillcall_skill_response_reprompt_ssml;
        /// Finishes the APL document with this token, so that the call can be seen on the screen.
        finish_apl = skillcall_skill_response_finish_apl;
    }

    /// An object with a "type", after those that were added before.
    pub fn add_directive_json(&mut self, json: impl AsRef<[u8]>) -> Result<()> {
        let (data, size) = (json.as_ref().as_ptr().cast(), json.as_ref().len());
        act(|error| unsafe {
            sys::skillcall_skill_response_add_directive_json(self.0, data, size, error)
        })
    }

    /// An object, which Alexa sends back with the next request of an open session.
    pub fn set_session_attributes_json(&mut self, json: impl AsRef<[u8]>) -> Result<()> {
        let (data, size) = (json.as_ref().as_ptr().cast(), json.as_ref().len());
        act(|error| unsafe {
            sys::skillcall_skill_response_set_session_attributes_json(self.0, data, size, error)
        })
    }

    /// Adds the card that asks for the permission to read the number.
    pub fn ask_for_permission(&mut self, profile: Profile) -> Result<()> {
        act(|error| unsafe {
            sys::skillcall_skill_response_ask_for_permission(self.0, profile.to_raw(), error)
        })
    }

    /// Adds the card that asks the user to link an account; a response has one card.
    pub fn link_account(&mut self) -> Result<()> {
        act(|error| unsafe { sys::skillcall_skill_response_link_account(self.0, error) })
    }

    /// Makes it the answer to a Grant, and nothing else.
    pub fn accept_grant(&mut self) -> Result<()> {
        act(|error| unsafe { sys::skillcall_skill_response_accept_grant(self.0, error) })
    }

    pub fn json(&mut self) -> Result<&str> {
        let json = lend(|error| unsafe { sys::skillcall_skill_response_json(self.0, error) })?;
        Ok(unsafe { text(json) }.unwrap_or_default())
    }
}

/// Text as it must stand inside SSML.
pub fn escape_ssml(text: &str) -> Result<String> {
    let text = c_text(text)?;
    Ok(print(|buffer, size| unsafe {
        sys::skillcall_skill_response_escape_ssml(text.as_ptr(), buffer, size)
    }))
}

/// Joins country code and phone number of a profile to an E.164 number, without a guess.
pub fn join_mobile_number(
    country_code: Option<&str>,
    phone_number: Option<&str>,
) -> Result<String> {
    let (code, number) = (c_text_or_null(country_code)?, c_text_or_null(phone_number)?);
    write(sys::SKILLCALL_MOBILE_NUMBER_SIZE as usize, |buffer, size, error| unsafe {
        sys::skillcall_mobile_number_join(pointer(&code), pointer(&number), buffer, size, error)
    })
}
