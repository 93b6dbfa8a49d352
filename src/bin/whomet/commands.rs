//! The table of commands: help is made from it, and what is run is found in it.

use std::fs;
use std::io::Write;

use crate::{check, explain, import, new, stats};

/// How a command ended; the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing wrong.
    Clean = 0,
    /// There are problems.
    Problems = 1,
    /// It could not be tried.
    CouldNotRun = 2,
}

/// A command.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What stands behind the name.
    pub takes: &'static str,
    /// What it does, in a line.
    pub does: &'static str,
    /// Its options, each with what it does.
    pub options: &'static [(&'static str, &'static str)],
    /// Examples, each with what it does.
    pub examples: &'static [(&'static str, &'static str)],
    /// Does it.
    pub run: fn(lexopt::Parser) -> Result<Outcome, String>,
}

/// Every command.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "check",
        takes: "FILE..",
        does: "Say what is wrong with datasets, where, and how to mend it",
        options: &[
            ("--format text|json", "for people (the default), or a JSON array for machines"),
            ("--deny warnings", "count warnings as problems"),
        ],
        examples: &[
            ("whomet check data/dataset.json", "silent, with status 0, if there is nothing to say"),
            ("whomet check --format json *.json | jq '.[].code'", "which rules are broken"),
        ],
        run: check::run,
    },
    Command {
        name: "explain",
        takes: "[CODE..]",
        does: "Say what a rule is for, with a dataset that breaks it; without a code, list all rules",
        options: &[],
        examples: &[("whomet explain E012", "why, how to mend it, and an example")],
        run: explain::run,
    },
    Command {
        name: "import",
        takes: "csv FILE --map MAP.toml [-o OUT.json] | csv FILE --guess",
        does: "Turn a register in rows (CSV, TSV) into a dataset, by a mapping of its columns",
        options: &[
            ("--map MAP.toml", "what the columns mean; README.md has all of it"),
            ("-o OUT.json", "the dataset; without it, to the terminal"),
            ("--force", "replace OUT.json if there is one"),
            ("--guess", "import nothing, but propose a mapping, with a reason for each line"),
        ],
        examples: &[
            ("whomet import csv diary.csv --guess > diary.toml", "then read it, and correct it"),
            ("whomet import csv diary.csv --map diary.toml -o dataset.json", "status 1 if a cell was not understood"),
        ],
        run: import::run,
    },
    Command {
        name: "new",
        takes: "[FILE]",
        does: "Write a small dataset to start from; without a file, to the terminal",
        options: &[],
        examples: &[("whomet new dataset.json", "a file that exists is left as it is")],
        run: new::run,
    },
    Command {
        name: "stats",
        takes: "FILE..",
        does: "Say what is in datasets: how many of what, when, and who occurs most",
        options: &[],
        examples: &[("whomet stats data/dataset.json", "")],
        run: stats::run,
    },
];

/// All commands in a line each.
pub fn overview() -> String {
    let mut out = "whomet: check and understand a dataset of meetings\n\nusage: whomet COMMAND ..\n\n".to_owned();
    for command in COMMANDS {
        out += &format!("  {:<9}{}\n", command.name, command.does);
    }
    out + "\n`whomet COMMAND --help` says more. Status: 0 clean, 1 problems, 2 could not run.\n"
}

/// One command.
pub fn help(command: &Command) -> String {
    let mut out = format!("{}\n\nusage: whomet {} {}\n", command.does, command.name, command.takes);
    for (heading, lines) in [("options", command.options), ("examples", command.examples)] {
        if !lines.is_empty() {
            out += &format!("\n{heading}:\n");
        }
        for (what, why) in lines {
            out += format!("  {what:<34}  {why}").trim_end();
            out.push('\n');
        }
    }
    out
}

/// Prints a text. Whoever stops reading it, as `head` does, has had enough.
pub fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The bytes of a file.
pub fn read(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}"))
}

/// The files that are named, and nothing else.
pub fn files(mut arguments: lexopt::Parser) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            lexopt::Arg::Value(file) => files.push(text(file)?),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(files)
}

/// An argument as text.
pub fn text(argument: std::ffi::OsString) -> Result<String, String> {
    argument.into_string().map_err(|argument| format!("{} is not UTF-8", argument.to_string_lossy()))
}
