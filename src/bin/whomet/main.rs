//! `whomet`, the publisher's command: checks a dataset and says what is wrong with it.

mod aliases;
mod check;
mod commands;
mod completions;
mod explain;
mod fix_list;
mod folder;
mod import;
mod lines;
mod new;
mod pack;
mod progress;
mod publish;
mod site;
mod stats;
mod told;
mod verify;
mod visible;
mod whole;
mod width;

use std::process::ExitCode;

use commands::{COMMANDS, Outcome};

fn main() -> ExitCode {
    match run() {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(message) => {
            commands::tell(&format!("whomet: {message}"));
            ExitCode::from(Outcome::CouldNotRun as u8)
        }
    }
}

fn run() -> Result<Outcome, String> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(name) = arguments.next() else {
        commands::say(&commands::overview())?;
        return Ok(Outcome::CouldNotRun);
    };
    let name = name.to_string_lossy();
    let rest: Vec<_> = arguments.collect();
    match &*name {
        "--help" | "-h" | "help" => {
            let wanted = rest.first().map(|name| name.to_string_lossy());
            let command = wanted.and_then(|name| COMMANDS.iter().find(|command| command.name == name));
            commands::say(&command.map_or_else(commands::overview, commands::help))?;
            Ok(Outcome::Clean)
        }
        "--version" | "-V" => {
            commands::say(concat!("whomet ", env!("CARGO_PKG_VERSION"), "\n"))?;
            Ok(Outcome::Clean)
        }
        _ => {
            let command = COMMANDS.iter().find(|command| command.name == name);
            let command = command.ok_or_else(|| format!("no command '{name}'; `whomet --help` lists them"))?;
            if rest.iter().any(|argument| argument == "--help" || argument == "-h") {
                commands::say(&commands::help(command))?;
                return Ok(Outcome::Clean);
            }
            (command.run)(lexopt::Parser::from_args(rest)).map_err(|message| format!("{name}: {message}"))
        }
    }
}
