// SPDX-License-Identifier: Apache-2.0
//! What the tests share.
#![allow(dead_code)] // not every test uses all of it

use skillcall::{Access, Participant, Session};
use skillcall_test::Emulator;
use std::fs;

/// A file that the tests of all bindings share.
pub fn read(name: &str) -> String {
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../tests");
    fs::read_to_string(format!("{tests}/{name}")).expect(name)
}

/// A token chooses what happens, for example "emulator-throttled".
pub fn access(emulator: &Emulator, token: &str) -> Access {
    Access::new(emulator.url(), token).unwrap()
}

/// A skill request whose calls go to the emulator, with this token.
pub fn skill_request(emulator: &Emulator, token: &str) -> String {
    let url = emulator.url();
    format!(
        r#"{{"request": {{"type": "IntentRequest"}}, "context": {{"System": {{
        "apiEndpoint": "{url}", "apiAccessToken": "{token}", "device": {{"deviceId": "a-device"}},
        "unit": {{"persistentUnitId": "a-room"}}}}}}}}"#
    )
}

pub fn session() -> Session {
    Session::builder()
        .participant(Participant::phone_caller("+12045551111", "a-device").unwrap())
        .participant(Participant::phone_callee("+16073331111").unwrap())
        .build()
        .unwrap()
}
