//! `whomet check`: the problems of datasets, for people and for machines.

use std::collections::HashSet;

use lexopt::Arg;
use serde_json::{Value, json};
use whomet::model::Dataset;
use whomet::source::{Problem, Reader, Severity};

use crate::aliases::Aliases;
use crate::commands::{self, Outcome};
use crate::fix_list;
use crate::lines::Intake;
use crate::progress::Progress;
use crate::publish::locate::{Place, places};
use crate::publish::{self, Finding, Rule, same};
use crate::told;

/// So many places of a rule are shown, unless all are asked for.
pub const PLACES: usize = 20;
/// So many pieces of work are done between two looks at the clock.
const PIECES: usize = 1 << 12;

/// What is asked for.
#[derive(Default)]
struct Options {
    files: Vec<String>,
    json: bool,
    deny_warnings: bool,
    all: bool,
    aliases: Aliases,
    fix_list: Option<String>,
}

/// A problem of either table of rules, as it is told.
pub struct Said {
    pub place: Place,
    pub code: &'static str,
    pub severity: Severity,
    pub title: &'static str,
    pub found: String,
    pub detail: String,
    pub mend: &'static str,
}

/// A file that could be read.
pub struct Checked {
    pub dataset: Dataset,
    /// What is shown of it.
    pub text: String,
    pub said: Vec<Said>,
}

impl Checked {
    /// True if nothing of it is a dataset.
    pub fn is_fatal(&self) -> bool {
        self.said.iter().any(|said| said.severity == Severity::Fatal)
    }

    /// What is wrong, for people; of each rule at most so many places.
    pub fn told(&self, file: &str, most: usize) -> String {
        told::file(file, &self.text, &self.said, most)
    }
}

/// Checks each file. One that cannot be read is named behind what is wrong with the others.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let options = options(arguments)?;
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    for file in &options.files {
        match checked(file, &options.aliases) {
            Ok(checked) => all.push((file, checked)),
            Err(why) => unread.push(why),
        }
    }
    let said = || all.iter().flat_map(|(file, checked)| checked.said.iter().map(move |said| (file, said)));
    // a list of some of the files would be in the way of that of all
    if let Some(file) = options.fix_list.as_ref().filter(|_| unread.is_empty()) {
        let datasets = all.iter().map(|(_, checked)| &checked.dataset);
        commands::write_new(file, &fix_list::text(datasets, &options.aliases))?;
    }
    if options.json {
        let values: Vec<Value> = said().map(|(file, said)| as_json(file, said)).collect();
        commands::say(&format!("{:#}\n", Value::Array(values)))?;
    } else {
        let most = if options.all { usize::MAX } else { PLACES };
        for (file, checked) in &all {
            commands::say(&checked.told(file, most))?;
        }
        commands::say(&told::summary(said().map(|(_, said)| said)))?;
    }
    let counts = |said: &Said| options.deny_warnings || said.severity != Severity::Warning;
    let problems = said().any(|(_, said)| counts(said));
    unread.iter().for_each(|why| commands::tell(&format!("whomet: check: {why}")));
    Ok(match unread.is_empty() {
        true if problems => Outcome::Problems,
        true => Outcome::Clean,
        false => Outcome::CouldNotRun,
    })
}

/// Checks a file.
pub fn checked(file: &str, aliases: &Aliases) -> Result<Checked, String> {
    let mut intake = Intake::read(file)?;
    let (mut dataset, problems) = read_bytes(intake.bytes.clone());
    let json = text_of(std::mem::take(&mut intake.bytes));
    let mut said: Vec<Said> = problems.iter().map(Said::of).collect();
    if said.iter().all(|said| said.severity != Severity::Fatal) {
        // before they are merged, because it is told of what is in the file
        let is_told = said.iter().any(|said| said.code == "W005");
        let answered = if is_told { same::answered(&dataset, aliases) } else { HashSet::new() };
        said.retain(|said| said.code != "W005" || !answered.contains(&said.place.pointer));
        aliases.apply(&mut dataset);
        said.extend(of_publisher(&dataset, &json, &said, aliases));
    }
    said.iter_mut().for_each(|said| said.place.line = intake.line(said.place.line));
    let text = if intake.is_lines() { text_of(commands::read(file)?) } else { json };
    said.sort_by(|a, b| (a.place.line, a.place.column, a.code).cmp(&(b.place.line, b.place.column, b.code)));
    Ok(Checked { dataset, text, said })
}

/// The text that is shown where something is wrong.
fn text_of(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // the mark is no character of the first line
    if let Some(rest) = text.strip_prefix('\u{feff}') { rest.to_owned() } else { text }
}

/// Reads a dataset; where its problems are is said as in the file.
pub fn read(mut intake: Intake) -> (Dataset, Vec<Problem>) {
    let (dataset, mut problems) = read_bytes(std::mem::take(&mut intake.bytes));
    problems.iter_mut().for_each(|problem| problem.line = intake.line(problem.line));
    (dataset, problems)
}

/// Refuses a file in which nothing could be read, with the place.
pub fn refuse(file: &str, problems: &[Problem]) -> Result<(), String> {
    let Some(fatal) = problems.iter().find(|problem| problem.severity() == Severity::Fatal) else { return Ok(()) };
    let Problem { line, column, detail, .. } = fatal;
    Err(format!("{file}:{line}:{column}: {}: {detail} {}", fatal.code(), fatal.mend()))
}

/// Reads a dataset, and shows how far it has got.
pub fn read_bytes(bytes: Vec<u8>) -> (Dataset, Vec<Problem>) {
    let mut reader = Reader::new(bytes);
    let mut progress = Progress::new("reading", 1);
    loop {
        let step = reader.step(PIECES);
        progress.total(step.total);
        progress.at(step.done);
        if !step.more {
            return reader.finish();
        }
    }
}

/// What only a publisher is told, but for what was told already or is known to be right.
fn of_publisher(dataset: &Dataset, text: &str, told: &[Said], aliases: &Aliases) -> Vec<Said> {
    let mut findings = publish::findings(dataset);
    findings.retain(|finding| !aliases.are_different(&finding.names()));
    let places = places(text, dataset, findings.iter().map(|finding| finding.subject));
    let twice: HashSet<&str> =
        told.iter().filter(|said| matches!(said.code, "W005" | "W006")).map(|said| &*said.place.pointer).collect();
    let said = findings.into_iter().filter_map(|Finding { code, subject, found, detail, .. }| {
        let place = places.get(&subject).cloned().unwrap_or(Place { line: 1, column: 1, pointer: String::new() });
        let rule = Rule::from_code(code)?;
        let known = matches!(code, "P001" | "P002") && twice.contains(&*place.pointer);
        let found = publish::short(&found);
        (!known).then_some(Said {
            place,
            code,
            severity: Severity::Warning,
            title: rule.title,
            found,
            detail,
            mend: rule.mend,
        })
    });
    said.collect()
}

impl Said {
    fn of(problem: &Problem) -> Self {
        let Problem { rule, pointer, line, column, found, detail, .. } = problem;
        Self {
            place: Place { line: *line, column: *column, pointer: pointer.clone() },
            code: rule.code(),
            severity: rule.severity(),
            title: rule.title(),
            found: found.clone(),
            detail: detail.clone(),
            mend: rule.mend(),
        }
    }
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
            Arg::Long("all") => options.all = true,
            Arg::Long("aliases") => {
                options.aliases = Aliases::read(&commands::text(arguments.value().map_err(wrong)?)?)?;
            }
            Arg::Long("fix-list") => options.fix_list = Some(commands::text(arguments.value().map_err(wrong)?)?),
            other => return Err(other.unexpected().to_string()),
        }
    }
    if options.files.is_empty() { Err("no file is named".to_owned()) } else { Ok(options) }
}

fn as_json(file: &str, said: &Said) -> Value {
    json!({
        "file": file,
        "code": said.code,
        "severity": said.severity.word(),
        "line": said.place.line,
        "column": said.place.column,
        "pointer": said.place.pointer,
        "found": said.found,
        "detail": said.detail,
        "mend": said.mend,
    })
}
