// SPDX-License-Identifier: Apache-2.0
//! Starts skillcall's emulator for a test. It runs the commands `skillcall` and `curl`, which have to
//! be in the PATH.
//!
//! ```no_run
//! let emulator = skillcall_test::Emulator::start(&[]);
//! emulator.fault("throttled.first-1");
//! // … the skill, with emulator.url() as its endpoint …
//! let calls = emulator.calls(&[("to", "+16073331111"), ("status", "200"), ("wait", "1000")]);
//! assert!(calls.contains("placed-by-my-test"), "{calls}");
//! ```

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A running emulator. It is stopped on drop.
pub struct Emulator {
    program: Child,
    url: String,
    ca_file: Option<PathBuf>,
}

static STARTED: AtomicUsize = AtomicUsize::new(0);

impl Emulator {
    /// With flags of `skillcall emulate`, for example "--tls" or "--phone=answer".
    ///
    /// # Panics
    /// If it cannot be started; so do the others if it does not answer or refuses.
    pub fn start(flags: &[&str]) -> Emulator {
        let mut command = Command::new("skillcall");
        command.args(["emulate", "--port", "0"]).args(flags).stdout(Stdio::piped());
        let ca_file = flags.contains(&"--tls").then(|| {
            let number = STARTED.fetch_add(1, Ordering::Relaxed);
            env::temp_dir().join(format!("skillcall-test-{}-{number}.pem", process::id()))
        });
        if let Some(file) = &ca_file {
            command.arg("--ca-out").arg(file);
        }
        let mut program = command.spawn().expect("the command skillcall");
        let mut line = String::new();
        let output = program.stdout.as_mut().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a line of the emulator");
        let url = line.trim_end().strip_prefix("listening on ").expect("the emulator's URL");
        Emulator { url: url.to_string(), program, ca_file }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// What clients must trust, with the flag "--tls".
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }

    /// The records that match, oldest first, as the JSON that the emulator's own API documents for
    /// its query: `{"calls": [...], "last": N}`. With "wait", a time in milliseconds, it waits until
    /// there are enough of them, one or as many as "min".
    pub fn calls(&self, query: &[(&str, &str)]) -> String {
        let mut curl = self.curl("/calls");
        curl.arg("--get");
        for (name, value) in query {
            curl.arg("--data-urlencode").arg(format!("{name}={value}"));
        }
        answer(curl)
    }

    /// Chooses the scenario for requests whose token names none, for example "throttled.first-1".
    pub fn fault(&self, scenario: &str) {
        let mut curl = self.curl("/fault");
        curl.args(["--request", "PUT", "--data"]).arg(format!("{{\"fault\": {scenario:?}}}"));
        answer(curl);
    }

    /// Drops all records, and the counters of faults.
    pub fn clear(&self) {
        let mut curl = self.curl("/calls");
        curl.args(["--request", "DELETE"]);
        answer(curl);
    }

    fn curl(&self, path: &str) -> Command {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--fail-with-body", "--noproxy", "*"]);
        curl.arg(format!("{}/_emulator{path}", self.url));
        if let Some(file) = &self.ca_file {
            curl.arg("--cacert").arg(file);
        }
        curl
    }
}

fn answer(mut curl: Command) -> String {
    let ended = curl.output().expect("the command curl");
    let text = String::from_utf8_lossy(&ended.stdout).into_owned();
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "the emulator answers: {text} {errors}");
    text
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
        if let Some(file) = &self.ca_file {
            let _ = fs::remove_file(file);
        }
    }
}
