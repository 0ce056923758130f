//! Every declaration of `skillcall_ffi.h`, which the variable SKILLCALL_FFI_HEADER names, is in this
//! crate, with the same types.

use std::{env, fs};

/// Rust's name of a C type.
fn rust_type(c: &str) -> String {
    let c = c.trim();
    let (constant, plain) = match c.strip_prefix("const ") {
        Some(plain) => (true, plain),
        None => (false, c),
    };
    match plain.strip_suffix('*') {
        Some(target) => {
            let target = match target.trim() {
                "char" => "c_char",
                "void" => "c_void",
                other => other,
            };
            format!("*{} {}", if constant { "const" } else { "mut" }, target)
        }
        None => match plain {
            "int32_t" => "i32",
            "int64_t" => "i64",
            "uint32_t" => "u32",
            "uint64_t" => "u64",
            "size_t" => "usize",
            other => other,
        }
        .to_string(),
    }
}

/// "const char *name" as ("name", "*const c_char").
fn name_and_type(c: &str) -> (&str, String) {
    let c = c.trim();
    let start = c.rfind([' ', '*']).expect("a type and a name") + 1;
    let name = match &c[start..] {
        "type" => "r#type",
        name => name,
    };
    (name, rust_type(&c[..start]))
}

/// "int32_t name(size_t size);" as "pub fn name(size: usize) -> i32;".
fn rust_function(c: &str) -> String {
    let (head, rest) = c.split_once('(').expect("a function");
    let (name, given) = name_and_type(head);
    let parameters: Vec<String> = rest
        .trim_end_matches(");")
        .split(',')
        .filter(|parameter| *parameter != "void")
        .map(name_and_type)
        .map(|(name, kind)| format!("{name}: {kind}"))
        .collect();
    let parameters = parameters.join(", ");
    match given.as_str() {
        "void" => format!("pub fn {name}({parameters});"),
        given => format!("pub fn {name}({parameters}) -> {given};"),
    }
}

/// One blank between words, none before a closing parenthesis or a comma: layout does not count.
fn without_layout(rust: &str) -> String {
    let words: Vec<&str> = rust.split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(", )", ")").replace(",)", ")")
}

#[test]
fn nothing_differs_from_the_header() {
    let path = env::var("SKILLCALL_FFI_HEADER").expect("SKILLCALL_FFI_HEADER");
    let header = fs::read_to_string(path).expect("skillcall_ffi.h");
    let here = without_layout(concat!(
        include_str!("../src/lib.rs"),
        include_str!("../src/constants.rs"),
        include_str!("../src/functions.rs")
    ));
    let (mut functions, mut constants) = (0, 0);
    for line in header.lines() {
        if line.starts_with("enum") {
            let values = line.split(['{', '}']).nth(1).expect("values");
            for value in values.split(',') {
                let (name, number) = value.split_once('=').expect("a value");
                let constant = format!("pub const {}: i32 = {};", name.trim(), number.trim());
                assert!(here.contains(&constant), "{constant}");
                constants += 1;
            }
        } else if line.starts_with("typedef struct") && !line.contains('{') {
            let name = line.split([' ', ';']).nth(3).expect("a name");
            assert!(here.contains(&format!(" {name},")), "{name}");
        } else if line.starts_with("typedef") {
            // Tables and types of functions: each name followed by "(*" is there, in this order.
            let names = line.split("(*").skip(1).filter_map(|rest| rest.split(')').next());
            let mut rest = here.as_str();
            for name in names {
                let place = rest.find(&format!("pub {name}: Option"));
                let place = place.or_else(|| rest.find(&format!("pub type {name} = Option")));
                rest = &rest[place.unwrap_or_else(|| panic!("{name}"))..];
            }
        } else if !line.is_empty() {
            let function = rust_function(line);
            assert!(here.contains(&function), "{function}");
            functions += 1;
        }
    }
    assert_eq!(here.matches("pub fn ").count(), functions);
    assert_eq!(here.matches("pub const ").count(), constants);
}
