//! `whomet import`: what others write becomes a dataset. A register in rows does by a mapping that says
//! what its columns mean; a feed, and records of other formats, do by themselves.

mod bytes;
mod cells;
mod columns;
mod dates;
mod draft;
mod feed;
mod ftm;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod guess;
mod mapping;
mod meetings;
mod names;
mod output;
mod plain;
mod popolo;
mod records;
mod report;
mod rows;
mod spec;
mod table;
mod tree;
mod who;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use lexopt::Arg;
use whomet::export::{Json, Shelf, write_all};
use whomet::model::EntityKind;

use crate::aliases::Aliases;
use crate::check;
use crate::commands::{self, Outcome};
use crate::whole;
use mapping::Mapping;
use meetings::Built;
use table::Table;

/// So many columns that are not imported are named.
const NAMED: usize = 50;

/// What can be imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Csv,
    Feed,
    Popolo,
    FollowTheMoney,
}

impl Kind {
    const ALL: [(&str, Self); 4] =
        [("csv", Self::Csv), ("feed", Self::Feed), ("popolo", Self::Popolo), ("followthemoney", Self::FollowTheMoney)];
}

/// What is asked for.
#[derive(Default)]
struct Options {
    kind: Kind,
    file: String,
    map: Option<String>,
    head: Option<String>,
    aliases: Option<String>,
    out: Option<String>,
    guess: bool,
    force: bool,
}

/// Imports a file, or proposes a mapping for it.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let options = options(arguments)?;
    if options.guess {
        let file = &options.file;
        let table = Table::guessed(commands::read(file)?).map_err(|why| format!("{file}:{why}"))?;
        print(&guess::mapping(file, &table))?;
        return Ok(Outcome::Clean);
    }
    options.may_write()?;
    let aliases = options.aliases.as_deref().map(Aliases::read).transpose()?;
    let mut done = match options.kind {
        Kind::Csv => register(&options)?,
        kind => records::import(kind, &options)?,
    };
    if let Some(aliases) = aliases {
        merge(&mut done, &aliases);
    }
    match &options.out {
        Some(out) => put(out, &done.json, options.force).map_err(|error| format!("{out}: {error}"))?,
        None => print(&done.json)?,
    }
    // the dataset is written; that nobody listens changes nothing
    let _ = io::stderr().write_all(done.report.as_bytes());
    Ok(if done.is_clean { Outcome::Clean } else { Outcome::Problems })
}

/// What an import gives.
struct Done {
    json: String,
    report: String,
    is_clean: bool,
}

/// Lets the publisher's merge file decide which names are one.
fn merge(done: &mut Done, aliases: &Aliases) {
    let (mut dataset, _) = check::read_bytes(std::mem::take(&mut done.json).into_bytes());
    let merged = aliases.apply(&mut dataset);
    let writer = &mut Json::whole(Shelf::of(&dataset, dataset.about.language, ""), &dataset);
    done.json = write_all(writer, dataset.record_ids().map(|id| dataset.record(id)));
    done.report +=
        &format!("\nby the merge file:\n{:>8}  went into others\n{:>8}  renamed\n", merged.entities, merged.renamed);
    if !merged.unused.is_empty() {
        let more = merged.unused.len().saturating_sub(NAMED);
        let shown: Vec<String> = merged.unused.iter().take(NAMED).map(|name| format!("{name:?}")).collect();
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        done.report += &format!("{:>8}  spellings that nothing has: {}{more}\n", merged.unused.len(), shown.join(", "));
    }
}

/// Imports rows by a mapping.
fn register(options: &Options) -> Result<Done, String> {
    let (file, map) = (&options.file, options.map.as_deref().unwrap_or_default());
    rows(file, commands::read(file)?, map, &toml(map)?)
}

/// Imports rows by the text of a mapping; the names are those of the files.
fn rows(file: &str, bytes: Vec<u8>, map: &str, mapping: &str) -> Result<Done, String> {
    let in_map = |why: String| format!("{map}: {why}");
    let mut mapping = Mapping::parse(mapping).map_err(in_map)?;
    let table = Table::read(bytes, &mapping.file).map_err(|why| format!("{file}:{why}"))?;
    mapping.resolve(&table.header).map_err(in_map)?;
    let built = meetings::build(&table, &mapping)?;
    let json = output::write(&mapping.dataset, &mapping.source, &built)?;
    let report = report(file, &table, &mut mapping, &built);
    Ok(Done { json, report, is_clean: built.report.is_clean() })
}

/// The text of a small file beside the one that is imported.
fn toml(file: &str) -> Result<String, String> {
    String::from_utf8(commands::read(file)?).map_err(|_| format!("{file}: this is not UTF-8"))
}

impl Options {
    /// Says so if the dataset must not be written where it is asked for.
    fn may_write(&self) -> Result<(), String> {
        let Some(out) = &self.out else { return Ok(()) };
        let same = |other: &String| fs::canonicalize(out).is_ok_and(|o| fs::canonicalize(other).is_ok_and(|p| p == o));
        if [Some(&self.file), self.map.as_ref(), self.head.as_ref(), self.aliases.as_ref()]
            .into_iter()
            .flatten()
            .any(same)
        {
            return Err(format!("{out}: what is read is not written over"));
        }
        if !self.force && fs::symlink_metadata(out).is_ok() {
            return Err(format!("{out}: there is a file already; --force replaces it"));
        }
        Ok(())
    }

    /// Says so if options do not go together.
    fn tidy(self) -> Result<Self, String> {
        let csv = self.kind == Kind::Csv;
        match (&self.map, self.guess) {
            (Some(_), true) => Err("either --map or --guess".to_owned()),
            (_, true) if self.aliases.is_some() => Err("--guess takes no --aliases".to_owned()),
            (Some(_), _) | (_, true) if !csv => Err("--map and --guess are for csv".to_owned()),
            _ if csv && self.head.is_some() => Err("--head is not for csv; the mapping has the head".to_owned()),
            (None, false) if csv => Err("--map MAP.toml says what the columns mean; --guess proposes one".to_owned()),
            (None, true) if self.out.is_some() => Err("--guess writes to the terminal, and takes no -o".to_owned()),
            _ => Ok(self),
        }
    }
}

fn options(mut arguments: lexopt::Parser) -> Result<Options, String> {
    let mut options = Options::default();
    let mut values = Vec::new();
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Value(value) => values.push(commands::text(value)?),
            Arg::Long("map") => options.map = Some(commands::text(arguments.value().map_err(wrong)?)?),
            Arg::Long("aliases") => options.aliases = Some(commands::text(arguments.value().map_err(wrong)?)?),
            Arg::Long("head") => options.head = Some(commands::text(arguments.value().map_err(wrong)?)?),
            Arg::Short('o') | Arg::Long("output") => {
                options.out = Some(commands::text(arguments.value().map_err(wrong)?)?);
            }
            Arg::Long("guess") => options.guess = true,
            Arg::Long("force") => options.force = true,
            other => return Err(other.unexpected().to_string()),
        }
    }
    let kind = values.first().and_then(|value| Kind::ALL.iter().find(|(name, _)| name == value));
    match (&values[..], kind) {
        ([_, file], Some((_, kind))) => (options.kind, options.file) = (*kind, file.clone()),
        ([value, ..], None) => {
            let names: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
            return Err(format!("{value}: it is one of {}; write `import csv FILE`", names.join(", ")));
        }
        _ => return Err("one file is imported at a time: `import csv FILE`".to_owned()),
    }
    options.tidy()
}

/// To the terminal or a pipe; one that is closed early is no mistake.
fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Writes the dataset, over another only if that is asked for.
fn put(out: &str, json: &str, force: bool) -> io::Result<()> {
    let (path, json) = (Path::new(out), json.as_bytes());
    if force { whole::replace(path, json) } else { whole::create(path, json) }
}

/// What is said at the end.
fn report(file: &str, table: &Table, mapping: &mut Mapping, built: &Built) -> String {
    let columns = table.header.len();
    let mut out = format!("{file}: {}, {} between {columns} columns\n", table.encoding.name(), table.delimiter_name());
    if let Some(why) = &table.why {
        out += &format!("{file}: {why}, so it was read as {}\n", table.encoding.name());
    }
    out.extend(table.garbled.iter().map(|what| format!("{file}: {what}\n")));
    let made = [
        (built.meetings.len(), "meetings"),
        (built.names.of(EntityKind::Organisation).len(), "organisations"),
        (built.names.of(EntityKind::Person).len(), "people"),
        (built.names.of(EntityKind::Topic).len(), "topics"),
        (built.names.of(EntityKind::Place).len(), "places"),
        (built.facts.len(), "facts"),
    ];
    out += &built.report.text(&made);
    let named = mapping.columns();
    let unnamed = table.header.iter().enumerate().filter(|(at, _)| !named.contains(at));
    let unnamed: Vec<&str> = unnamed.map(|(_, name)| &**name).collect();
    if !unnamed.is_empty() {
        let more = unnamed.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let shown = unnamed.get(..NAMED).unwrap_or(&unnamed).join(", ");
        out += &format!("\nnot imported, as the mapping does not name these columns: {shown}{more}\n");
    }
    out
}
