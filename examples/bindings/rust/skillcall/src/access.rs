// SPDX-License-Identifier: Apache-2.0
//! Where to place a call and with what right.

use crate::raw::{c_text, c_text_or_null, make, owner, pointer, text};
use crate::Result;
use skillcall_sys as sys;
use std::{fmt, ptr};

owner! {
    /// Endpoint and bearer token, both checked. The token is wiped on drop.
    pub Access(skillcall_access), skillcall_access_free
}

unsafe impl Sync for Access {} // immutable

impl Access {
    /// For Alexa's endpoints and the local machine.
    pub fn new(endpoint: &str, token: &str) -> Result<Access> {
        Access::make(endpoint, token, None)
    }

    /// For one more host, which the program itself names and no request does.
    pub fn with_trusted_host(endpoint: &str, token: &str, trusted_host: &str) -> Result<Access> {
        Access::make(endpoint, token, Some(trusted_host))
    }

    fn make(endpoint: &str, token: &str, trusted_host: Option<&str>) -> Result<Access> {
        let (endpoint, token) = (c_text(endpoint)?, c_text(token)?);
        let host = c_text_or_null(trusted_host)?;
        make(|error| unsafe {
            sys::skillcall_access_new(
                ptr::null(),
                endpoint.as_ptr(),
                token.as_ptr(),
                pointer(&host),
                error,
            )
        })
        .map(Access)
    }

    /// The endpoint in its normal form.
    pub fn endpoint(&self) -> &str {
        unsafe { text(sys::skillcall_access_endpoint(self.0)) }.unwrap_or_default()
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("endpoint", &self.endpoint()).finish_non_exhaustive()
    }
}
