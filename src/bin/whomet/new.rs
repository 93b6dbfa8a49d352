//! `whomet new`: a small dataset to start from.

use crate::commands::{self, Outcome};

const START: &str = include_str!("new.json");

/// Writes the dataset to a file that is not there yet, or shows it.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    match &commands::files(arguments)?[..] {
        [] => commands::say(START)?,
        [file] => {
            commands::write_new(file, START)?;
            commands::tell(&format!(
                "{file} is written. `whomet check {file}` says whether it is still good after your changes."
            ));
        }
        _ => return Err("one file at a time".to_owned()),
    }
    Ok(Outcome::Clean)
}
