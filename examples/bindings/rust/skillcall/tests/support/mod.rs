//! What the tests share. `tests/bindings/with_emulator` sets the variables.
#![allow(dead_code)] // not every test uses all of it

use skillcall::{Access, Participant, Session};
use std::{env, fs};

pub fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

pub fn document(name: &str) -> Vec<u8> {
    fs::read(format!("{}/{name}", variable("SKILLCALL_TEST_VECTORS"))).expect(name)
}

/// A token chooses what happens, for example "emulator-throttled".
pub fn access(token: &str) -> Access {
    Access::new(&variable("SKILLCALL_TEST_URL"), token).unwrap()
}

pub fn session() -> Session {
    Session::builder()
        .participant(Participant::phone_caller("+12045551111", "a-device").unwrap())
        .participant(Participant::phone_callee("+16073331111").unwrap())
        .build()
        .unwrap()
}
