//! `whomet completions` and `whomet man`: made from the table of commands, as help is.

use std::fmt::Write as _;

use whomet::source::Rule;

use crate::commands::{self, COMMANDS, Command, Outcome, Takes};
use crate::publish;

/// Writes the completions of a shell.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let text = match commands::files(arguments)?.as_slice() {
        [shell] if shell == "bash" => bash(),
        [shell] if shell == "zsh" => {
            format!("#compdef whomet\nautoload -U +X bashcompinit && bashcompinit\n{}", bash())
        }
        [shell] if shell == "fish" => fish(),
        _ => return Err("name one shell: bash, zsh or fish".to_owned()),
    };
    commands::say(&text)?;
    Ok(Outcome::Clean)
}

/// Writes the manual.
pub fn man(arguments: lexopt::Parser) -> Result<Outcome, String> {
    if !commands::files(arguments)?.is_empty() {
        return Err("it takes nothing".to_owned());
    }
    commands::say(&manual())?;
    Ok(Outcome::Clean)
}

/// An option of a command as it is typed, what it does, and what is to stand behind it; none if nothing is.
struct Choice {
    option: &'static str,
    does: &'static str,
    value: Option<Value>,
}

/// What may stand somewhere.
enum Value {
    Files,
    Folders,
    Words(Vec<&'static str>),
    /// What no shell can know.
    Any,
}

fn choices(command: &Command) -> impl Iterator<Item = Choice> {
    let options = command.options.iter().filter(|(option, _)| option.starts_with('-'));
    options.map(|(option, does)| {
        let (option, value) = option.split_once(' ').map_or((*option, None), |(option, value)| (option, Some(value)));
        Choice { option, does, value: value.map(value_of) }
    })
}

/// What a value is, as it stands in the help: capital letters stand for something else.
fn value_of(value: &'static str) -> Value {
    match value {
        "DIR" => Value::Folders,
        file if file.contains('.') => Value::Files,
        other if other.contains(|c: char| c.is_ascii_uppercase()) => Value::Any,
        words => Value::Words(words.split('|').collect()),
    }
}

/// What stands first behind a command.
fn first(command: &Command) -> Value {
    match command.completes {
        Takes::Nothing => Value::Any,
        Takes::Files => Value::Files,
        Takes::Folders => Value::Folders,
        Takes::Words(words, _) => Value::Words(words.to_vec()),
        Takes::Codes => Value::Words(codes()),
    }
}

/// What stands behind that.
fn further(command: &Command) -> Value {
    match command.completes {
        Takes::Words(_, true) => Value::Files,
        Takes::Words(_, false) => Value::Any,
        _ => first(command),
    }
}

fn codes() -> Vec<&'static str> {
    Rule::ALL.iter().map(|rule| rule.code()).chain(publish::RULES.iter().map(|rule| rule.code)).collect()
}

fn names() -> String {
    COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
}

/// Where files may stand, the function finds nothing, and the shell offers them.
fn bash() -> String {
    let said = |value: &Value| match value {
        Value::Files | Value::Folders => "return".to_owned(),
        Value::Words(words) => format!("offer=\"{}\"", words.join(" ")),
        Value::Any => "compopt +o default 2>/dev/null; return".to_owned(),
    };
    let (mut values, mut options, mut firsts, mut furthers) =
        (String::new(), String::new(), String::new(), String::new());
    for command in COMMANDS {
        let name = command.name;
        for Choice { option, value, .. } in choices(command) {
            if let Some(value) = value {
                let _ = writeln!(values, "    \"{name} {option}\") {} ;;", said(&value));
            }
        }
        let all: Vec<&str> = choices(command).map(|choice| choice.option).chain(["--help"]).collect();
        let _ = writeln!(options, "    \"{name} -\"*) offer=\"{}\" ;;", all.join(" "));
        if matches!(command.completes, Takes::Words(..)) {
            let _ = writeln!(firsts, "    \"{name} \"*\" 2\") {} ;;", said(&first(command)));
        }
        let _ = writeln!(furthers, "    \"{name} \"*) {} ;;", said(&further(command)));
    }
    let names = names();
    let mut out = String::from("_whomet() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" offer=\"\"\n");
    out += "  local name=\"${COMP_WORDS[1]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n  COMPREPLY=()\n";
    let _ = write!(out, "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    offer=\"{names} help --help --version\"\n");
    out += "  else case \"$name $before\" in\n";
    out += &values;
    out += "    *) case \"$name $word $COMP_CWORD\" in\n";
    for line in (options + &firsts + &furthers).lines() {
        let _ = writeln!(out, "  {line}");
    }
    let _ = writeln!(out, "      \"help \"*) offer=\"{names}\" ;;");
    out += "    esac ;;\n  esac fi\n  COMPREPLY=($(compgen -W \"$offer\" -- \"$word\"))\n}\n";
    out + "complete -o default -F _whomet whomet\n"
}

fn fish() -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let said = |value: Value| match value {
        Value::Files => "-F".to_owned(),
        Value::Folders => "-f -a '(__fish_complete_directories)'".to_owned(),
        Value::Words(words) => format!("-f -a '{}'", words.join(" ")),
        Value::Any => "-f".to_owned(),
    };
    let mut out = String::from("complete -c whomet -l help -d 'Say more'\n");
    for command in COMMANDS {
        let (name, does) = (command.name, quoted(command.does));
        let _ = writeln!(out, "complete -c whomet -n __fish_use_subcommand -f -a {name} -d {does}");
        let when = format!("__fish_seen_subcommand_from {name}");
        if let Takes::Words(words, _) = command.completes {
            let words = words.join(" ");
            let (is, not) = (
                format!("{when}; and not __fish_seen_subcommand_from {words}"),
                format!("{when}; and __fish_seen_subcommand_from {words}"),
            );
            let _ = writeln!(out, "complete -c whomet -n '{is}' {}", said(first(command)));
            let _ = writeln!(out, "complete -c whomet -n '{not}' {}", said(further(command)));
        } else {
            let _ = writeln!(out, "complete -c whomet -n '{when}' {}", said(first(command)));
        }
        for Choice { option, does, value } in choices(command) {
            let long = option.strip_prefix("--").map(|long| format!("-l {long}"));
            let flag = long.unwrap_or_else(|| format!("-s {}", option.trim_start_matches('-')));
            let value = value.map_or_else(String::new, |value| format!(" -r {}", said(value)));
            let _ = writeln!(out, "complete -c whomet -n '{when}' {flag}{value} -d {}", quoted(does));
        }
    }
    out
}

fn manual() -> String {
    // a line of a manual must not begin with a dot or an apostrophe, and hyphens are to be copied
    let plain = |text: &str| {
        let text = text.replace('\\', "\\e").replace('-', "\\-");
        if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
    };
    let mut out = format!(".TH WHOMET 1 \"\" \"whomet {}\"\n.SH NAME\nwhomet \\- ", env!("CARGO_PKG_VERSION"));
    out += "check and understand a dataset of meetings\n.SH SYNOPSIS\n.B whomet\nCOMMAND ..\n.SH COMMANDS\n";
    for command in COMMANDS {
        let usage = format!("whomet {} {}", command.name, command.takes);
        let _ = writeln!(out, ".SS {}\n{}.\n.PP\n.B {}", command.name, plain(command.does), plain(usage.trim_end()));
        for (what, why) in command.options.iter().chain(command.examples) {
            let _ = writeln!(out, ".TP\n{}\n{}", plain(what), plain(why));
        }
    }
    out + ".SH EXIT STATUS\n0 clean, 1 problems, 2 could not run.\n"
}
