// SPDX-License-Identifier: Apache-2.0
//! Asks pkg-config where the library is.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
    let found = Command::new("pkg-config")
        .args(["--libs", "skillcall"])
        .output()
        .expect("pkg-config is needed to find skillcall");
    if !found.status.success() {
        panic!("{}", String::from_utf8_lossy(&found.stderr));
    }
    for flag in String::from_utf8_lossy(&found.stdout).split_whitespace() {
        if let Some(directory) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={directory}");
        } else if let Some(library) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={library}");
        }
    }
}
