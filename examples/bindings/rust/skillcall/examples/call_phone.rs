// SPDX-License-Identifier: Apache-2.0
use skillcall::{Client, Error, SkillRequest};
use std::io::{stdin, Read};

fn main() -> Result<(), Error> {
    let client = Client::new()?; // one for all threads and users
    let mut event = Vec::new();
    stdin().read_to_end(&mut event).expect("standard input");
    let request = SkillRequest::from_json(&event)?;
    match client.call_phone(&request, "+16073331111", None, None) {
        Ok(receipt) => println!("placed: session {}", receipt.session_id.unwrap_or_default()),
        Err(error) => println!("{}: {error}", error.outcome),
    }
    Ok(())
}
