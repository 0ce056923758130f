// SPDX-License-Identifier: Apache-2.0
use skillcall::{Access, Client, Error, Outcome, Participant, Session, Status};

fn call_support(client: &Client, endpoint: &str, token: &str, device: &str) -> Result<(), Error> {
    let session = Session::builder()
        .participant(Participant::phone_caller("+12045551111", device)?)
        .participant(Participant::phone_callee("+16073331111")?)
        .build()?;
    let receipt = client.start(&Access::new(endpoint, token)?, &session, None)?;
    println!("placed: {}", receipt.session_id.unwrap_or_default());
    Ok(())
}

/// The arguments are apiEndpoint, apiAccessToken and deviceId of a skill request.
fn main() -> Result<(), Error> {
    let client = Client::new()?; // one for the whole program, its threads and its users
    let argument = |n| std::env::args().nth(n).expect("three arguments");
    match call_support(&client, &argument(1), &argument(2), &argument(3)) {
        Err(e) if e.status == Status::Invalid => {
            e.violations.iter().for_each(|v| println!("{}: {}", v.path, v.message))
        }
        Err(e) if e.outcome == Outcome::Unknown => {
            println!("perhaps placed; look for {:?}: {e}", e.client_session_id)
        }
        Err(e) => println!("not placed: {e}"),
        Ok(()) => (),
    }
    Ok(())
}
