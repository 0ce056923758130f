// SPDX-License-Identifier: Apache-2.0
//! The example of the README.

use skillcall_test::Emulator;
use std::{env, process::Command};

/// What it prints of a call with this token from this device.
fn printed(emulator: &Emulator, token: &str, device: &str) -> String {
    let tests = env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("examples/start_call");
    let ended = Command::new(program).args([emulator.url(), token, device]).output().unwrap();
    String::from_utf8(ended.stdout).unwrap()
}

#[test]
fn it_is_compiled() {
    let (_license, example) = include_str!("../examples/start_call.rs").split_once('\n').unwrap();
    assert!(include_str!("../../README.md").contains(example));
}

#[test]
fn it_tells_what_became_of_a_call() {
    let emulator = Emulator::start(&[]);
    for (token, device, expected) in [
        ("emulator-ok", "a-device", "placed: "),
        ("emulator-error", "a-device", "perhaps placed; look for Some"),
        ("emulator-denied", "a-device", "not placed: HTTP 403"),
        ("emulator-ok", "", "/participants/0/endpointId: "),
    ] {
        let text = printed(&emulator, token, device);
        assert!(text.starts_with(expected), "{text}");
    }
}
