//! The C interface of skillcall, declaration by declaration; the headers say what each does.
//! `tests/declarations.rs` compares it with the installed `skillcall_ffi.h`.
#![allow(non_camel_case_types)]

use std::os::raw::{c_char, c_void};

mod constants;
mod functions;

pub use constants::*;
pub use functions::*;

macro_rules! opaque {
    ($($name:ident,)*) => {
        $(
            #[repr(C)]
            pub struct $name {
                _private: [u8; 0],
                _not_send_nor_sync: std::marker::PhantomData<*mut u8>,
            }
        )*
    };
}

opaque! {
    skillcall_error,
    skillcall_access,
    skillcall_receipt,
    skillcall_call,
    skillcall_event,
    skillcall_exchange,
    skillcall_client_options,
    skillcall_participant,
    skillcall_session,
    skillcall_client,
    skillcall_inbound_call,
    skillcall_session_builder,
    skillcall_skill_request,
    skillcall_skill_response,
    skillcall_uui_decoder,
}

pub type skillcall_log_function =
    Option<unsafe extern "C" fn(user_data: *mut c_void, level: i32, message: *const c_char)>;
pub type skillcall_event_function =
    Option<unsafe extern "C" fn(user_data: *mut c_void, event: *const skillcall_event)>;
pub type skillcall_random_function = Option<unsafe extern "C" fn(user_data: *mut c_void) -> u32>;
pub type skillcall_id_generator =
    Option<unsafe extern "C" fn(user_data: *mut c_void, buffer: *mut c_char, size: usize) -> i32>;

#[repr(C)]
pub struct skillcall_allocator {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub allocate: Option<unsafe extern "C" fn(user_data: *mut c_void, size: usize) -> *mut c_void>,
    pub reallocate: Option<
        unsafe extern "C" fn(
            user_data: *mut c_void,
            block: *mut c_void,
            size: usize,
        ) -> *mut c_void,
    >,
    pub deallocate: Option<unsafe extern "C" fn(user_data: *mut c_void, block: *mut c_void)>,
}

#[repr(C)]
pub struct skillcall_clock {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub monotonic_ms: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i64>,
    pub unix_ms: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i64>,
}

#[repr(C)]
pub struct skillcall_observer {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub call_started: skillcall_event_function,
    pub attempt_started: skillcall_event_function,
    pub attempt_ended: skillcall_event_function,
    pub call_ended: skillcall_event_function,
}

#[repr(C)]
pub struct skillcall_transport {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub submit: Option<
        unsafe extern "C" fn(user_data: *mut c_void, exchange: *mut skillcall_exchange) -> i32,
    >,
    pub drive: Option<unsafe extern "C" fn(user_data: *mut c_void, timeout_ms: i32) -> i32>,
    pub wake: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
    pub cancel:
        Option<unsafe extern "C" fn(user_data: *mut c_void, exchange: *mut skillcall_exchange)>,
    pub pollable_fd: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i32>,
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}
