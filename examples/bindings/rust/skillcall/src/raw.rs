// SPDX-License-Identifier: Apache-2.0
//! Between C and Rust: text, errors, objects.

use crate::{Error, Result, Status};
use skillcall_sys as sys;
use std::{
    ffi::{CStr, CString},
    os::raw::c_char,
    ptr,
    time::Duration,
};

/// C's text ends at the first NUL: what comes after it must not get lost silently.
pub(crate) fn c_text(text: &str) -> Result<CString> {
    CString::new(text)
        .map_err(|_| Error::with(Status::Argument, "a text must not hold a NUL character"))
}

pub(crate) fn c_text_or_null(text: Option<&str>) -> Result<Option<CString>> {
    text.map(c_text).transpose()
}

pub(crate) fn pointer(text: &Option<CString>) -> *const c_char {
    text.as_ref().map_or(ptr::null(), |text| text.as_ptr())
}

/// Text that an object lends for as long as `'a`; all of it is UTF-8.
pub(crate) unsafe fn text<'a>(borrowed: *const c_char) -> Option<&'a str> {
    if borrowed.is_null() {
        return None;
    }
    CStr::from_ptr(borrowed).to_str().ok()
}

pub(crate) unsafe fn static_text(borrowed: *const c_char) -> &'static str {
    text(borrowed).unwrap_or_default()
}

pub(crate) unsafe fn owned_text(borrowed: *const c_char) -> Option<String> {
    if borrowed.is_null() {
        return None;
    }
    Some(CStr::from_ptr(borrowed).to_string_lossy().into_owned())
}

/// The error object that one function writes to.
struct Sink(*mut sys::skillcall_error);

impl Sink {
    /// Fails if there is none, because the outcome of a call could not be reported.
    fn new() -> Result<Sink> {
        let sink = Sink(unsafe { sys::skillcall_error_new(ptr::null()) });
        if sink.0.is_null() {
            return Err(Error::with(Status::NoMemory, "out of memory"));
        }
        Ok(sink)
    }

    fn take(&self) -> Error {
        unsafe { Error::copy(self.0) }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        unsafe { sys::skillcall_error_free(self.0) }
    }
}

/// Calls a function that returns an object, or NULL and an error.
pub(crate) fn make<T>(
    function: impl FnOnce(*mut sys::skillcall_error) -> *mut T,
) -> Result<*mut T> {
    let sink = Sink::new()?;
    let made = function(sink.0);
    if made.is_null() {
        return Err(sink.take());
    }
    Ok(made)
}

/// Calls a function that lends text, or returns NULL and an error.
pub(crate) fn lend(
    function: impl FnOnce(*mut sys::skillcall_error) -> *const c_char,
) -> Result<*const c_char> {
    make(|error| function(error) as *mut c_char).map(|text| text as *const c_char)
}

/// Calls a function that returns a status.
pub(crate) fn act(function: impl FnOnce(*mut sys::skillcall_error) -> i32) -> Result<()> {
    let sink = Sink::new()?;
    match function(sink.0) {
        sys::SKILLCALL_OK => Ok(()),
        _ => Err(sink.take()),
    }
}

/// Calls a function that writes text into a buffer of this size.
pub(crate) fn write(
    size: usize,
    function: impl FnOnce(*mut c_char, usize, *mut sys::skillcall_error) -> i32,
) -> Result<String> {
    let mut buffer = vec![0u8; size];
    act(|error| function(buffer.as_mut_ptr() as *mut c_char, size, error))?;
    Ok(unsafe { owned_text(buffer.as_ptr() as *const c_char) }.unwrap_or_default())
}

/// Calls a function that writes as snprintf does.
pub(crate) fn print(function: impl Fn(*mut c_char, usize) -> usize) -> String {
    let size = function(ptr::null_mut(), 0) + 1;
    let mut buffer = vec![0u8; size];
    function(buffer.as_mut_ptr() as *mut c_char, size);
    unsafe { owned_text(buffer.as_ptr() as *const c_char) }.unwrap_or_default()
}

pub(crate) fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// A deadline of a call: none is the client's, and one of no time is refused by the library.
pub(crate) fn deadline(time: Option<Duration>) -> i64 {
    match time.map(milliseconds) {
        None => 0,
        Some(0) => -1,
        Some(given) => given,
    }
}

/// How long to wait: none is for as long as it takes.
pub(crate) fn patience(time: Option<Duration>) -> i64 {
    time.map_or(-1, milliseconds)
}

/// A struct that owns an object of C and frees it.
macro_rules! owner {
    ($(#[$meta:meta])* $visible:vis $name:ident($raw:ident), $free:ident) => {
        $(#[$meta])*
        $visible struct $name(pub(crate) *mut skillcall_sys::$raw);

        impl Drop for $name {
            fn drop(&mut self) {
                unsafe { skillcall_sys::$free(self.0) }
            }
        }

        // Objects are not tied to the thread that made them.
        unsafe impl Send for $name {}
    };
}
pub(crate) use owner;
