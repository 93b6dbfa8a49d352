//! `whomet import`, as it is run: registers of many shapes, what becomes of them, and what is said.

mod any;
#[cfg(unix)]
mod bounded;
mod dirty;
mod feed;
mod guessed;
mod records;
mod refused;
mod rules;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use expect_test::Expect;
use whomet::model::Dataset;
use whomet::source::{Severity, read};

/// A folder that is gone with its test.
struct Desk(PathBuf);

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Desk {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("whomet-import-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A folder with a register and a mapping.
    fn with(register: impl AsRef<[u8]>, mapping: &str) -> Self {
        let desk = Self::new();
        fs::write(desk.0.join("register.csv"), register).unwrap();
        fs::write(desk.0.join("map.toml"), mapping).unwrap();
        desk
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let run = Command::new(env!("CARGO_BIN_EXE_whomet")).args(arguments).current_dir(&self.0).output();
        let Output { status, stdout, stderr } = run.unwrap();
        (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// Imports the register to the terminal.
    fn import(&self) -> (Option<i32>, String, String) {
        self.run(&["import", "csv", "register.csv", "--map", "map.toml"])
    }
}

/// What an import says, with its status.
fn says(desk: &Desk, expected: Expect) {
    let (status, out, err) = desk.import();
    if status != Some(2) {
        good(&out);
    }
    expected.assert_eq(&format!("{err}status {}\n", status.unwrap()));
}

/// What is imported: the lines of the dataset after those of its head.
fn makes(desk: &Desk, expected: Expect) {
    let (_, out, err) = desk.import();
    good(&out);
    let body: Vec<&str> = out.lines().skip_while(|line| !line.starts_with("\"sources\"")).skip(1).collect();
    expected.assert_eq(&if body.is_empty() { err } else { body.join("\n") + "\n" });
}

/// A dataset in which the reader finds no error.
fn good(json: &str) -> Dataset {
    let (dataset, problems) = read(json.as_bytes());
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity() != Severity::Warning).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{json}");
    dataset
}

/// The head of a mapping.
const HEAD: &str = r#"
[dataset]
title = "Meetings"
language = "en"
licence = { name = "CC BY 4.0", url = "https://creativecommons.org/licenses/by/4.0/" }
report = "mailto:data@example.org"

[source]
url = "https://example.org/register"
"#;

fn mapping(rest: &str) -> String {
    HEAD.to_owned() + rest
}

const SMALL: &str = "[meeting]\ndate = \"date\"\ntitle = \"title\"\n[[participant]]\norganisation = \"who\"\n";
