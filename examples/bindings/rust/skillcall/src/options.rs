// SPDX-License-Identifier: Apache-2.0
//! What a client is made with.

use crate::raw::{act, c_text, make, milliseconds, owner, static_text};
use crate::{observer, transport, Client, Observer, Result, Transport};
use skillcall_sys as sys;
use std::{
    os::raw::{c_char, c_void},
    panic::{catch_unwind, AssertUnwindSafe},
    ptr,
    sync::Mutex,
    time::Duration,
};

/// How much is logged: a level and all those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    Error,
    Info,
    Debug,
}

/// The version of HTTP that a client speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpVersion {
    /// One connection for each request; this holds unless another is set.
    Http11,
    /// Where the server agrees; calls share connections.
    Http2,
}

impl HttpVersion {
    fn to_raw(self) -> i32 {
        match self {
            HttpVersion::Http11 => sys::SKILLCALL_HTTP_1_1,
            HttpVersion::Http2 => sys::SKILLCALL_HTTP_2,
        }
    }
}

pub(crate) type Log = Box<dyn Fn(LogLevel, &str) + Send + Sync>;

owner!(pub(crate) RawOptions(skillcall_client_options), skillcall_client_options_free);

/// What the options point to; a client keeps it as long as it lives.
#[derive(Default)]
pub(crate) struct Hooks {
    log: Option<Box<Log>>,
    observer: Option<Box<observer::Shared>>,
    transport: Option<Box<transport::Shared>>,
}

/// Deadlines, attempts, TLS, proxy, log, observer, transport. Setters can be chained.
pub struct ClientOptions {
    pub(crate) raw: RawOptions,
    pub(crate) hooks: Hooks,
}

/// A setter that hands one value to the function of C.
macro_rules! setter {
    ($(#[$meta:meta])* $name:ident, $type:ty, $function:ident, $convert:expr) => {
        $(#[$meta])*
        pub fn $name(self, value: $type) -> Result<ClientOptions> {
            let convert: fn($type) -> _ = $convert;
            act(|error| unsafe { sys::$function(self.raw.0, convert(value), error) })?;
            Ok(self)
        }
    };
}

impl ClientOptions {
    pub fn new() -> Result<ClientOptions> {
        make(|error| unsafe { sys::skillcall_client_options_new(ptr::null(), error) })
            .map(|raw| ClientOptions { raw: RawOptions(raw), hooks: Hooks::default() })
    }

    setter! {
        /// How long a call may take with all its attempts; 6 s unless set.
        deadline, Duration, skillcall_client_options_set_deadline_ms, milliseconds
    }
    setter! {
        /// How long an attempt may take to connect; 2 s unless set.
        connect_timeout, Duration, skillcall_client_options_set_connect_timeout_ms, milliseconds
    }
    setter! {
        /// How often a request may be made, where none before was processed; 3 unless set.
        max_attempts, i32, skillcall_client_options_set_max_attempts, |n| n
    }
    setter!(max_connections, i32, skillcall_client_options_set_max_connections, |n| n);
    setter!(max_calls, i32, skillcall_client_options_set_max_calls, |n| n);

    setter! {
        http_version, HttpVersion, skillcall_client_options_set_http_version, HttpVersion::to_raw
    }

    /// The pause before a request is repeated: random up to the base, doubled each time, up to the cap.
    pub fn backoff(self, base: Duration, cap: Duration) -> Result<ClientOptions> {
        let (base, cap) = (milliseconds(base), milliseconds(cap));
        act(|error| unsafe {
            sys::skillcall_client_options_set_backoff_ms(self.raw.0, base, cap, error)
        })?;
        Ok(self)
    }

    /// CA certificates (PEM) in place of the host's.
    pub fn ca_file(self, path: &str) -> Result<ClientOptions> {
        self.set_text(sys::skillcall_client_options_set_ca_file, path)
    }

    pub fn ca_path(self, directory: &str) -> Result<ClientOptions> {
        self.set_text(sys::skillcall_client_options_set_ca_path, directory)
    }

    pub fn ca_pem(self, pem: &[u8]) -> Result<ClientOptions> {
        act(|error| unsafe {
            sys::skillcall_client_options_set_ca_blob(
                self.raw.0,
                pem.as_ptr().cast(),
                pem.len(),
                error,
            )
        })?;
        Ok(self)
    }

    /// "" for no proxy; unless set, that of the environment.
    pub fn proxy(self, url: &str) -> Result<ClientOptions> {
        self.set_text(sys::skillcall_client_options_set_proxy, url)
    }

    /// Printable ASCII; "" for no such header.
    pub fn user_agent(self, text: &str) -> Result<ClientOptions> {
        self.set_text(sys::skillcall_client_options_set_user_agent, text)
    }

    fn set_text(
        self,
        function: unsafe extern "C" fn(
            *mut sys::skillcall_client_options,
            *const c_char,
            *mut sys::skillcall_error,
        ) -> i32,
        text: &str,
    ) -> Result<ClientOptions> {
        let text = c_text(text)?;
        act(|error| unsafe { function(self.raw.0, text.as_ptr(), error) })?;
        Ok(self)
    }

    /// Where log lines go, from whichever thread uses the client.
    pub fn log(
        mut self,
        level: LogLevel,
        log: impl Fn(LogLevel, &str) + Send + Sync + 'static,
    ) -> Result<ClientOptions> {
        let log: Box<Log> = Box::new(Box::new(log));
        let user_data = &*log as *const Log as *mut c_void;
        let level = match level {
            LogLevel::Error => sys::SKILLCALL_LOG_ERROR,
            LogLevel::Info => sys::SKILLCALL_LOG_INFO,
            LogLevel::Debug => sys::SKILLCALL_LOG_DEBUG,
        };
        act(|error| unsafe {
            sys::skillcall_client_options_set_log(
                self.raw.0,
                Some(write_log),
                user_data,
                level,
                error,
            )
        })?;
        self.hooks.log = Some(log);
        Ok(self)
    }

    pub fn observer(mut self, observer: impl Observer + 'static) -> Result<ClientOptions> {
        let observer: Box<observer::Shared> = Box::new(Box::new(observer));
        let table = observer::table_of(&observer);
        act(|error| unsafe {
            sys::skillcall_client_options_set_observer(self.raw.0, &table, error)
        })?;
        self.hooks.observer = Some(observer);
        Ok(self)
    }

    pub fn transport(mut self, transport: impl Transport + 'static) -> Result<ClientOptions> {
        let transport: Box<transport::Shared> = Box::new(Mutex::new(Box::new(transport)));
        let table = transport::table_of(&transport);
        act(|error| unsafe {
            sys::skillcall_client_options_set_transport(self.raw.0, &table, error)
        })?;
        self.hooks.transport = Some(transport);
        Ok(self)
    }

    pub fn client(self) -> Result<Client> {
        Client::with(self)
    }
}

/// A line of log is not worth a call: a panic ends here.
unsafe extern "C" fn write_log(user_data: *mut c_void, level: i32, message: *const c_char) {
    let log = &*(user_data as *const Log);
    let level = match level {
        sys::SKILLCALL_LOG_ERROR => LogLevel::Error,
        sys::SKILLCALL_LOG_INFO => LogLevel::Info,
        _ => LogLevel::Debug,
    };
    drop(catch_unwind(AssertUnwindSafe(|| log(level, static_text(message)))));
}
