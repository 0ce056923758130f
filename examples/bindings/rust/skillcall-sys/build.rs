// SPDX-License-Identifier: Apache-2.0
//! Links the library: with the feature `vendored` the one of a crate for this platform, or else the one of the system.

use std::env;

fn main() {
    if env::var_os("DOCS_RS").is_some() {
        return; // documentation is made without it
    }
    if env::var_os("CARGO_FEATURE_VENDORED").is_some() {
        return link_vendored();
    }
    let version = env!("CARGO_PKG_VERSION");
    if let Err(problem) = pkg_config::Config::new().atleast_version(version).probe("skillcall") {
        panic!("{problem}\nInstall skillcall, or enable the feature `vendored`.");
    }
}

/// The build script of skillcall-bundle-PLATFORM passes on the folder of its library.
fn link_vendored() {
    let part = |name| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let platform = [part("ARCH"), part("OS"), part("ENV")].join("_");
    let folder = env::var(format!("DEP_SKILLCALL_{}_FOLDER", platform.to_uppercase())).unwrap_or_else(|_| {
        panic!("No crate has the library for {platform}: install skillcall, and disable the feature `vendored`.")
    });
    println!("cargo:rustc-link-search=native={folder}");
    println!("cargo:rustc-link-lib=static=skillcall");
}
