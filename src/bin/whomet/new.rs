//! `whomet new`: a small dataset to start from.

use std::fs::OpenOptions;
use std::io::Write;

use crate::commands::{self, Outcome};

const START: &str = include_str!("new.json");

/// Writes the dataset to a file that is not there yet, or shows it.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    match &commands::files(arguments)?[..] {
        [] => commands::say(START),
        [file] => {
            let mut new = OpenOptions::new().write(true).create_new(true).open(file);
            let written = new.as_mut().map_err(|error| error.to_string());
            let written = written.and_then(|new| new.write_all(START.as_bytes()).map_err(|error| error.to_string()));
            written.map_err(|error| format!("{file}: {error}"))?;
            eprintln!("{file} is written. `whomet check {file}` says whether it is still good after your changes.");
        }
        _ => return Err("one file at a time".to_owned()),
    }
    Ok(Outcome::Clean)
}
