// SPDX-License-Identifier: Apache-2.0
//! The example of the README.

mod support;

use skillcall_test::Emulator;
use std::io::Write;
use std::process::{Command, Stdio};

/// What it prints for a skill request with this token.
fn printed(emulator: &Emulator, token: &str) -> String {
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("examples/call_phone");
    let mut started =
        Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let request = support::skill_request(emulator, token);
    started.stdin.take().unwrap().write_all(request.as_bytes()).unwrap();
    String::from_utf8(started.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn it_is_compiled() {
    let (_license, example) = include_str!("../examples/call_phone.rs").split_once('\n').unwrap();
    assert!(include_str!("../../README.md").contains(example));
}

#[test]
fn it_prints_the_outcome() {
    let emulator = Emulator::start(&[]);
    for (token, expected) in [
        ("emulator-ok", "placed: session "),
        ("emulator-error.at-session", "unknown: HTTP 500"),
        ("emulator-denied", "not_placed: HTTP 403"),
    ] {
        let text = printed(&emulator, token);
        assert!(text.starts_with(expected), "{text}");
    }
}
