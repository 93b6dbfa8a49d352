//! `whomet completions` and `whomet man`: made from the table of commands, as help is.

use std::fmt::Write as _;

use crate::commands::{self, COMMANDS, Command, Outcome};

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

/// The options of a command as they are typed, each with what it does.
fn options(command: &Command) -> impl Iterator<Item = (&'static str, &'static str)> {
    command.options.iter().map(|(option, does)| (option.split(' ').next().unwrap_or(option), *does))
}

fn names() -> String {
    COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
}

fn bash() -> String {
    let mut out = String::from("_whomet() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n");
    let _ = write!(out, "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words=\"{}\"\n  else\n", names());
    out += "    case \"${COMP_WORDS[1]}\" in\n";
    for command in COMMANDS {
        let words: Vec<&str> = options(command).map(|(option, _)| option).chain(["--help"]).collect();
        let _ = writeln!(out, "      {}) words=\"{}\" ;;", command.name, words.join(" "));
    }
    out += "    esac\n  fi\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n";
    out + "complete -o default -F _whomet whomet\n"
}

fn fish() -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let mut out = String::new();
    for command in COMMANDS {
        let _ = writeln!(
            out,
            "complete -c whomet -n __fish_use_subcommand -a {} -d {}",
            command.name,
            quoted(command.does)
        );
        for (option, does) in options(command) {
            let flag = option
                .strip_prefix("--")
                .map_or_else(|| format!("-s {}", option.trim_start_matches('-')), |long| format!("-l {long}"));
            let when = format!("__fish_seen_subcommand_from {}", command.name);
            let _ = writeln!(out, "complete -c whomet -n '{when}' {flag} -d {}", quoted(does));
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
