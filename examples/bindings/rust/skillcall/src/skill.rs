//! What a skill receives and answers.

use crate::raw::{act, c_text, c_text_or_null, lend, make, owner, pointer, print, text, write};
use crate::{Access, Participant, Profile, Result};
use skillcall_sys as sys;
use std::{
    ffi::CString,
    ptr,
    time::{Duration, SystemTime},
};

owner! {
    /// A skill request. Its tokens are wiped on drop.
    pub SkillRequest(skillcall_skill_request), skillcall_skill_request_free
}

unsafe impl Sync for SkillRequest {} // immutable

/// Getters of text that the request may lack.
macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident = $function:ident;)*) => {
        $(
            $(#[$meta])*
            pub fn $name(&self) -> Option<&str> {
                unsafe { text(sys::$function(self.0)) }
            }
        )*
    };
}

impl SkillRequest {
    pub fn from_json(json: &[u8]) -> Result<SkillRequest> {
        let (data, size) = (json.as_ptr().cast(), json.len());
        make(|error| unsafe {
            sys::skillcall_skill_request_from_json(ptr::null(), data, size, error)
        })
        .map(SkillRequest)
    }

    texts! {
        /// For example "IntentRequest".
        request_type = skillcall_skill_request_type;
        id = skillcall_skill_request_id;
        intent_name = skillcall_skill_request_intent_name;
        locale = skillcall_skill_request_locale;
        device_id = skillcall_skill_request_device_id;
        application_id = skillcall_skill_request_application_id;
        user_id = skillcall_skill_request_user_id;
        /// A secret: keep it out of logs.
        user_access_token = skillcall_skill_request_user_access_token;
        person_id = skillcall_skill_request_person_id;
        persistent_unit_id = skillcall_skill_request_persistent_unit_id;
        api_endpoint = skillcall_skill_request_api_endpoint;
    }

    pub fn timestamp(&self) -> Option<SystemTime> {
        let since_1970 = unsafe { sys::skillcall_skill_request_timestamp_ms(self.0) };
        let since_1970 = Duration::from_millis(since_1970.try_into().ok()?);
        Some(SystemTime::UNIX_EPOCH + since_1970)
    }

    /// Nothing if the request belongs to no session of the skill.
    pub fn is_new_session(&self) -> Option<bool> {
        match unsafe { sys::skillcall_skill_request_is_new_session(self.0) } {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// Fails unless the request is meant for this skill.
    pub fn check_application_id(&self, expected: &str) -> Result<()> {
        let expected = c_text(expected)?;
        act(|error| unsafe {
            sys::skillcall_skill_request_check_application_id(self.0, expected.as_ptr(), error)
        })
    }

    /// Endpoint and token, to place calls with.
    pub fn access(&self) -> Result<Access> {
        self.make_access(None)
    }

    /// The same where the endpoint may also be this host.
    pub fn access_with_trusted_host(&self, host: &str) -> Result<Access> {
        self.make_access(Some(host))
    }

    fn make_access(&self, trusted_host: Option<&str>) -> Result<Access> {
        let host: Option<CString> = c_text_or_null(trusted_host)?;
        make(|error| unsafe { sys::skillcall_skill_request_access(self.0, pointer(&host), error) })
            .map(Access)
    }

    /// The calling end: this number, from the device that the request came from.
    pub fn originator(&self, number: &str) -> Result<Participant> {
        let number = c_text(number)?;
        Participant::made(|error| unsafe {
            sys::skillcall_skill_request_originator(self.0, number.as_ptr(), error)
        })
    }
}

owner! {
    /// A skill's answer; it ends the skill's session.
    pub SkillResponse(skillcall_skill_response), skillcall_skill_response_free
}

impl SkillResponse {
    pub fn new() -> Result<SkillResponse> {
        make(|error| unsafe { sys::skillcall_skill_response_new(ptr::null(), error) })
            .map(SkillResponse)
    }

    pub fn say(&mut self, text: &str) -> Result<()> {
        let text = c_text(text)?;
        act(|error| unsafe { sys::skillcall_skill_response_say(self.0, text.as_ptr(), error) })
    }

    /// A whole speak element; text from elsewhere goes through [`escape_ssml`] first.
    pub fn say_ssml(&mut self, ssml: &str) -> Result<()> {
        let ssml = c_text(ssml)?;
        act(|error| unsafe { sys::skillcall_skill_response_say_ssml(self.0, ssml.as_ptr(), error) })
    }

    /// Adds the card that asks for the permission to read the number.
    pub fn ask_for_permission(&mut self, profile: Profile) -> Result<()> {
        act(|error| unsafe {
            sys::skillcall_skill_response_ask_for_permission(self.0, profile.to_raw(), error)
        })
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
