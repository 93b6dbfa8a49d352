//! `whomet check`: the problems of datasets, for people and for machines.

use std::collections::BTreeMap;

use lexopt::Arg;
use serde_json::{Value, json};
use whomet::source::{Problem, Severity, read};

use crate::commands::{self, Outcome};

/// How much of a line is shown, in characters.
const SHOWN: usize = 100;

/// What is asked for.
#[derive(Default)]
struct Options {
    files: Vec<String>,
    json: bool,
    deny_warnings: bool,
}

/// Checks each file.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let options = options(arguments)?;
    let mut all = Vec::new();
    for file in &options.files {
        let bytes = commands::read(file)?;
        let (_, problems) = read(&bytes);
        all.push((file, bytes, problems));
    }
    if options.json {
        let values: Vec<Value> =
            all.iter().flat_map(|(file, _, problems)| problems.iter().map(|problem| as_json(file, problem))).collect();
        commands::say(&format!("{:#}\n", Value::Array(values)));
    } else {
        for (file, bytes, problems) in &all {
            let text = String::from_utf8_lossy(bytes);
            let lines: Vec<&str> = text.lines().collect();
            problems.iter().for_each(|problem| commands::say(&as_text(file, &lines, problem)));
        }
        commands::say(&summary(all.iter().flat_map(|(_, _, problems)| problems)));
    }
    let counts = |problem: &Problem| options.deny_warnings || problem.severity() != Severity::Warning;
    let problems = all.iter().any(|(_, _, problems)| problems.iter().any(counts));
    Ok(if problems { Outcome::Problems } else { Outcome::Clean })
}

fn options(mut arguments: lexopt::Parser) -> Result<Options, String> {
    let mut options = Options::default();
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Value(file) => options.files.push(commands::text(file)?),
            Arg::Long("format") => {
                options.json = match &*commands::text(arguments.value().map_err(wrong)?)? {
                    "json" => true,
                    "text" => false,
                    other => return Err(format!("--format {other}: it is text or json")),
                }
            }
            Arg::Long("deny") => match &*commands::text(arguments.value().map_err(wrong)?)? {
                "warnings" => options.deny_warnings = true,
                other => return Err(format!("--deny {other}: only warnings can be denied")),
            },
            other => return Err(other.unexpected().to_string()),
        }
    }
    if options.files.is_empty() { Err("no file is named".to_owned()) } else { Ok(options) }
}

/// A problem with its line, and a caret under what offends.
fn as_text(file: &str, lines: &[&str], problem: &Problem) -> String {
    let Problem { line, column, pointer, detail, .. } = problem;
    let mut out = format!("{file}:{line}:{column}: {} {} {pointer}\n", problem.severity().word(), problem.code());
    if let Some(text) = lines.get(*line as usize - 1).filter(|text| !text.trim().is_empty()) {
        let (shown, before) = window(text, *column as usize - 1);
        let carets = problem.found.chars().count().clamp(1, SHOWN - before.min(SHOWN - 1));
        out += &format!("{line:>6} | {shown}\n       | {}{}\n", " ".repeat(before), "^".repeat(carets));
    }
    out + &format!("       {detail}\n       {}\n\n", problem.mend())
}

/// A part of a line with a column in it, and how many characters of the part are before the column.
fn window(line: &str, column: usize) -> (String, usize) {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let start = if column < SHOWN * 3 / 4 { 0 } else { column - SHOWN / 3 };
    (line.chars().skip(start).take(SHOWN).map(plain).collect(), column - start)
}

fn as_json(file: &str, problem: &Problem) -> Value {
    json!({
        "file": file,
        "code": problem.code(),
        "severity": problem.severity().word(),
        "line": problem.line,
        "column": problem.column,
        "pointer": problem.pointer,
        "found": problem.found,
        "detail": problem.detail,
        "mend": problem.mend(),
    })
}

/// How many problems there are of each rule; nothing if there are none.
fn summary<'a>(problems: impl Iterator<Item = &'a Problem>) -> String {
    let mut rules = BTreeMap::new();
    for problem in problems {
        *rules.entry(problem.rule).or_insert(0usize) += 1;
    }
    let mut out = String::new();
    for severity in [Severity::Fatal, Severity::Error, Severity::Warning] {
        let of: Vec<_> = rules.iter().filter(|(rule, _)| rule.severity() == severity).collect();
        let sum: usize = of.iter().map(|(_, count)| **count).sum();
        if sum > 0 {
            let plural = if sum == 1 || severity == Severity::Fatal { "" } else { "s" };
            out += &format!("{sum} {}{plural}:\n", severity.word());
        }
        for (rule, count) in of {
            out += &format!("{count:>6}  {}  {}\n", rule.code(), rule.title());
        }
    }
    out
}
