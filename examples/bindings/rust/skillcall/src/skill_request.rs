// SPDX-License-Identifier: Apache-2.0
//! What a skill receives.

use crate::raw::{act, c_text, c_text_or_null, make, milliseconds, owner, pointer, text};
use crate::{Access, Participant, Result};
use skillcall_sys as sys;
use std::{
    ffi::CString,
    ptr,
    time::{Duration, SystemTime},
};

/// What the user has decided about a permission of the skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// The skill does not ask for it, or the user has not answered.
    NotAsked,
    Granted,
    Denied,
}

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
        /// The room, in Smart Properties; another one after the skill is enabled again.
        unit_id = skillcall_skill_request_unit_id;
        /// The room; the lookup of its profile takes this id.
        persistent_unit_id = skillcall_skill_request_persistent_unit_id;
        api_endpoint = skillcall_skill_request_api_endpoint;
        /// Of the document that the screen shows.
        apl_token = skillcall_skill_request_apl_token;
        /// "OAuth2.AuthorizationCode", of a Grant.
        grant_type = skillcall_skill_request_grant_type;
        /// The code of a Grant, which Login with Amazon exchanges for a token. A secret: keep it out
        /// of logs.
        grant_code = skillcall_skill_request_grant_code;
        /// As it was received.
        timestamp_text = skillcall_skill_request_timestamp;
    }

    /// Answer it with [`accept_grant`](crate::SkillResponse::accept_grant).
    pub fn is_grant(&self) -> bool {
        unsafe { sys::skillcall_skill_request_is_grant(self.0) == 1 }
    }

    /// The status of a scope, for example "alexa::profile:mobile_number:read".
    pub fn permission(&self, scope: &str) -> Permission {
        let status = c_text(scope).map_or(sys::SKILLCALL_PERMISSION_NOT_ASKED, |scope| unsafe {
            sys::skillcall_skill_request_permission(self.0, scope.as_ptr())
        });
        match status {
            sys::SKILLCALL_PERMISSION_GRANTED => Permission::Granted,
            sys::SKILLCALL_PERMISSION_DENIED => Permission::Denied,
            _ => Permission::NotAsked,
        }
    }

    /// Whether the device has an interface, for example "Alexa.Presentation.APL", the one for screens.
    pub fn supports_interface(&self, name: &str) -> bool {
        c_text(name).map_or(false, |name| unsafe {
            sys::skillcall_skill_request_supports_interface(self.0, name.as_ptr()) == 1
        })
    }

    /// Whether its age is acceptable: a user's request may be 150 s old, a skill event one hour.
    /// Nothing if it has no timestamp that can be read.
    pub fn is_fresh(&self, now: SystemTime) -> Option<bool> {
        let since_1970 = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        match unsafe { sys::skillcall_skill_request_is_fresh(self.0, milliseconds(since_1970)) } {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
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

    /// The caller: this number, from the device that the request came from.
    pub fn originator(&self, number: &str) -> Result<Participant> {
        let number = c_text(number)?;
        Participant::made(|error| unsafe {
            sys::skillcall_skill_request_originator(self.0, number.as_ptr(), error)
        })
    }
}
