//! The table of commands: help is made from it, and what is run is found in it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::{check, completions, explain, import, new, pack, site, stats, verify, visible, whole};

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

/// What stands behind a command or an option, for a shell that completes it.
pub enum Takes {
    Nothing,
    Files,
    Folders,
    /// One of these words; behind it, files if there may be any.
    Words(&'static [&'static str], bool),
    /// Codes of rules.
    Codes,
}

/// A command.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What stands behind the name.
    pub takes: &'static str,
    /// That for a shell.
    pub completes: Takes,
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
        completes: Takes::Files,
        does: "Say what is wrong with datasets, where, and how to mend it",
        options: &[
            ("--format text|json", "for people (the default), or a JSON array for machines"),
            ("--all", "for people: show every place of a rule, not only the first 20"),
            ("--deny warnings", "count warnings as problems"),
            ("--fix-list ALIASES.toml", "write down which names look like one, to be read and corrected"),
            ("--aliases ALIASES.toml", "take those names for one, and be silent about what is [[different]]"),
        ],
        examples: &[
            ("whomet check data/dataset.json", "silent, with status 0, if there is nothing to say"),
            ("whomet check --format json *.json | jq '.[].code'", "which rules are broken"),
        ],
        run: check::run,
    },
    Command {
        name: "completions",
        takes: "bash|zsh|fish",
        completes: Takes::Words(&["bash", "zsh", "fish"], false),
        does: "Write the completions of a shell",
        options: &[],
        examples: &[("whomet completions fish > ~/.config/fish/completions/whomet.fish", "")],
        run: completions::run,
    },
    Command {
        name: "explain",
        takes: "[CODE..]",
        completes: Takes::Codes,
        does: "Say what a rule is for, with a dataset that breaks it and one that does not; without a code, list all rules",
        options: &[],
        examples: &[("whomet explain E012", "why, how to mend it, and an example")],
        run: explain::run,
    },
    Command {
        name: "import",
        takes: "csv FILE --map MAP.toml [-o OUT.json] | csv FILE --guess | feed|popolo|followthemoney FILE [-o OUT.json]",
        completes: Takes::Words(&["csv", "feed", "popolo", "followthemoney"], true),
        does: "Turn a register in rows (CSV, TSV), a feed, Popolo or FollowTheMoney into a dataset",
        options: &[
            ("--map MAP.toml", "what the columns mean; README.md has all of it"),
            ("--head HEAD.toml", "[dataset] and [source] as in a mapping, for what is not csv"),
            ("--aliases ALIASES.toml", "merge names as this file says; `check --fix-list` proposes one"),
            ("-o OUT.json", "the dataset; without it, to the terminal"),
            ("--force", "replace OUT.json if there is one"),
            ("--guess", "import nothing, but propose a mapping, with a reason for each line"),
        ],
        examples: &[
            ("whomet import csv diary.csv --guess > diary.toml", "then read it, and correct it"),
            ("whomet import csv diary.csv --map diary.toml -o dataset.json", "status 1 if a cell was not understood"),
            ("whomet import feed news.xml -o draft.json", "an item is a draft of a meeting"),
        ],
        run: import::run,
    },
    Command {
        name: "man",
        takes: "",
        completes: Takes::Nothing,
        does: "Write the manual page",
        options: &[],
        examples: &[("whomet man > whomet.1 && man ./whomet.1", "")],
        run: completions::man,
    },
    Command {
        name: "new",
        takes: "[FILE]",
        completes: Takes::Files,
        does: "Write a small dataset to start from; without a file, to the terminal",
        options: &[],
        examples: &[("whomet new dataset.json", "a file that exists is left as it is")],
        run: new::run,
    },
    Command {
        name: "pack",
        takes: "DATASET -o DIR",
        completes: Takes::Files,
        does: "Write a folder that serves any number of records, in pieces that the page fetches as needed",
        options: &[
            (
                "DATASET",
                "JSON, or JSON Lines: the dataset without records, then {\"meeting\": ..} or {\"fact\": ..} a line",
            ),
            (
                "-o DIR",
                "gets dataset.json and pieces/; serve it as the page's data/. What is there and is no pack stays",
            ),
            ("--aliases FILE.toml", "merge the spellings that `whomet check --fix-list` found"),
            ("--keep N", "keep the pieces of so many earlier packs (2), for pages that are open"),
        ],
        examples: &[
            ("rm dist/data/dataset.json", "in a page that was just built: its bundled dataset"),
            ("whomet pack meetings.json -o dist/data", "then `whomet verify dist/data`"),
        ],
        run: pack::run,
    },
    Command {
        name: "site",
        takes: "DIR",
        completes: Takes::Folders,
        does: "Write into a built page what depends on its data, for readers without WebAssembly and for crawlers",
        options: &[("--address URL", "where the page is published, for link previews")],
        examples: &[("whomet site dist", "after dist/data is replaced; `./x build` does it")],
        run: site::run,
    },
    Command {
        name: "stats",
        takes: "FILE..",
        completes: Takes::Files,
        does: "Say what is in datasets: how many of what, when, and who occurs most",
        options: &[],
        examples: &[("whomet stats data/dataset.json", "")],
        run: stats::run,
    },
    Command {
        name: "verify",
        takes: "DIR.. [--rebuild]",
        completes: Takes::Folders,
        does: "Say what is wrong with packs: every hash, length and reference, and the pieces of older packs that are kept",
        options: &[(
            "--rebuild",
            "also make index and counts anew from the records, and compare; takes as much as `whomet pack`",
        )],
        examples: &[
            ("whomet verify dist/data", "silent, with status 0, if nothing is"),
            ("whomet verify dist/data --rebuild", "what is found and counted is what the records say"),
        ],
        run: verify::run,
    },
];

/// All commands in a line each.
pub fn overview() -> String {
    let mut out = "whomet: check and understand a dataset of meetings\n\nusage: whomet COMMAND ..\n\n".to_owned();
    for command in COMMANDS {
        out += &format!("  {:<13}{}\n", command.name, command.does);
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
pub fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

/// Says a line beside what is printed: a result, or why there is none.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", visible::lines(line));
}

/// A word for so many things, from that for several.
pub fn noun(count: usize, several: &str) -> &str {
    match (count, several) {
        (1, "people") => "person",
        (1, _) => several.strip_suffix('s').unwrap_or(several),
        _ => several,
    }
}

/// The bytes of a file.
pub fn read(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}"))
}

/// Writes a file that is not there yet.
pub fn write_new(file: &str, text: &str) -> Result<(), String> {
    whole::create(Path::new(file), text.as_bytes()).map_err(|error| format!("{file}: {error}"))
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
