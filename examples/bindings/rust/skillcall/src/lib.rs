// SPDX-License-Identifier: Apache-2.0
//! Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side.
//!
//! ```no_run
//! use skillcall::{Access, Client, Participant, Session};
//!
//! # fn main() -> Result<(), skillcall::Error> {
//! let client = Client::new()?; // one for the whole program, its threads and its users
//! let session = Session::builder()
//!     .participant(Participant::phone_caller("+12045551111", "the deviceId of the skill request")?)
//!     .participant(Participant::phone_callee("+16073331111")?)
//!     .build()?;
//! let access = Access::new("https://api.amazonalexa.com", "the apiAccessToken")?;
//! let receipt = client.start(&access, &session, None)?;
//! println!("placed: {:?}", receipt.session_id);
//! # Ok(())
//! # }
//! ```
//!
//! A failure is an [`Error`]: its status is the reason, its outcome what became of the call.

#![deny(missing_debug_implementations)]

mod access;
mod call;
mod client;
mod error;
mod observer;
mod options;
mod raw;
mod session;
mod session_builder;
mod sip;
mod skill_request;
mod skill_response;
mod transport;

pub use access::Access;
pub use call::{Call, CallId, LookUp, Receipt};
pub use client::{Client, Profile};
pub use error::{Details, Error, Outcome, Status, Violation};
pub use observer::{Event, Observer};
pub use options::{ClientOptions, HttpVersion, LogLevel};
pub use session::{Originator, Participant, Session};
pub use session_builder::SessionBuilder;
pub use sip::{encode_user_to_user, InboundCall, UserToUser};
pub use skill_request::{Permission, SkillRequest};
pub use skill_response::{escape_ssml, join_mobile_number, SkillResponse};
pub use transport::{Answer, NoAnswer, Request, Sent, Transport};

/// Objects of C show their type alone, because some hold a token.
macro_rules! opaque {
    ($($name:ident $(<$parameter:tt>)?)*) => {
        $(
            impl std::fmt::Debug for $name $(<$parameter>)? {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }
        )*
    };
}

opaque!(Client ClientOptions SessionBuilder SkillRequest SkillResponse InboundCall UserToUser);
opaque!(Event<'_> Request<'_> Call<Receipt> Call<String> Call<()>);

/// What can fail in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// The version of the library in use.
pub fn version() -> &'static str {
    unsafe { raw::static_text(skillcall_sys::skillcall_version()) }
}
