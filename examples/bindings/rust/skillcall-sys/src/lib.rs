// SPDX-License-Identifier: Apache-2.0
//! The C interface of skillcall, declaration by declaration; the headers explain each.
#![allow(non_camel_case_types)]

/// A type that only the library looks into.
macro_rules! opaque {
    ($name:ident) => {
        #[repr(C)]
        pub struct $name {
            _private: [u8; 0],
            _not_send_nor_sync: std::marker::PhantomData<*mut u8>,
        }
    };
}

#[rustfmt::skip]
mod declarations;

pub use declarations::*;
