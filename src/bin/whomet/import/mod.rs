//! `whomet import`: a register in rows becomes a dataset, by a mapping that says what its columns mean.

mod bytes;
mod cells;
mod columns;
mod dates;
mod guess;
mod mapping;
mod meetings;
mod names;
mod output;
mod report;
mod rows;
mod spec;
mod table;
mod who;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use lexopt::Arg;
use whomet::model::EntityKind;

use crate::commands::{self, Outcome};
use mapping::{File, Mapping};
use meetings::Built;
use table::Table;

/// So many columns that are not imported are named.
const NAMED: usize = 50;

/// What is asked for.
#[derive(Default)]
struct Options {
    file: String,
    map: Option<String>,
    out: Option<String>,
    guess: bool,
    force: bool,
}

/// Imports a file, or proposes a mapping for it.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let options = options(arguments)?;
    let file = &options.file;
    let at_line = |why: String| format!("{file}:{why}");
    let Some(map) = &options.map else {
        let table = Table::read(commands::read(file)?, &File::default()).map_err(at_line)?;
        print(&guess::mapping(file, &table))?;
        return Ok(Outcome::Clean);
    };
    let in_map = |why: String| format!("{map}: {why}");
    let text = String::from_utf8(commands::read(map)?).map_err(|_| in_map("this is not UTF-8".to_owned()))?;
    let mut mapping = Mapping::parse(&text).map_err(in_map)?;
    if let Some(out) = &options.out {
        let same = |other: &str| fs::canonicalize(out).is_ok_and(|out| fs::canonicalize(other).is_ok_and(|o| o == out));
        if same(file) || same(map) {
            return Err(format!("{out}: what is read is not written over"));
        }
        if !options.force && fs::symlink_metadata(out).is_ok() {
            return Err(format!("{out}: there is a file already; --force replaces it"));
        }
    }
    let table = Table::read(commands::read(file)?, &mapping.file).map_err(at_line)?;
    mapping.resolve(&table.header).map_err(in_map)?;
    let built = meetings::build(&table, &mapping)?;
    let json = output::write(&mapping.dataset, &mapping.source, &built)?;
    match &options.out {
        Some(out) => write(out, &json, options.force).map_err(|error| format!("{out}: {error}"))?,
        None => print(&json)?,
    }
    // the dataset is written; that nobody listens changes nothing
    let _ = io::stderr().write_all(report(file, &table, &mut mapping, &built).as_bytes());
    Ok(if built.report.is_clean() { Outcome::Clean } else { Outcome::Problems })
}

fn options(mut arguments: lexopt::Parser) -> Result<Options, String> {
    let mut options = Options::default();
    let mut values = Vec::new();
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Value(value) => values.push(commands::text(value)?),
            Arg::Long("map") => options.map = Some(commands::text(arguments.value().map_err(wrong)?)?),
            Arg::Short('o') | Arg::Long("output") => {
                options.out = Some(commands::text(arguments.value().map_err(wrong)?)?);
            }
            Arg::Long("guess") => options.guess = true,
            Arg::Long("force") => options.force = true,
            other => return Err(other.unexpected().to_string()),
        }
    }
    match &values[..] {
        [kind, file] if kind == "csv" => options.file.clone_from(file),
        [kind, ..] if kind != "csv" => {
            return Err(format!("{kind}: only csv can be imported; write `import csv FILE`"));
        }
        _ => return Err("one file is imported at a time: `import csv FILE`".to_owned()),
    }
    match (&options.map, options.guess) {
        (Some(_), true) => Err("either --map or --guess".to_owned()),
        (None, false) => Err("--map MAP.toml says what the columns mean; --guess proposes one".to_owned()),
        (None, true) if options.out.is_some() => Err("--guess writes to the terminal, and takes no -o".to_owned()),
        _ => Ok(options),
    }
}

/// To the terminal or a pipe; one that is closed early is no mistake.
fn print(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all.
fn write(out: &str, json: &str, force: bool) -> io::Result<()> {
    let path = Path::new(out);
    let name = path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "this is not a file"))?;
    let beside: PathBuf = path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(json.as_bytes())?;
        file.sync_all()
    });
    let moved = written.and_then(|()| if force { fs::rename(&beside, path) } else { put(&beside, path) });
    if beside.exists() {
        fs::remove_file(&beside)?;
    }
    moved
}

/// Gives a file its name if nothing has it.
fn put(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // some file systems have no links
        Err(_) if fs::symlink_metadata(path).is_err() => fs::rename(beside, path),
        done => done,
    }
}

/// What is said at the end.
fn report(file: &str, table: &Table, mapping: &mut Mapping, built: &Built) -> String {
    let columns = table.header.len();
    let mut out = format!("{file}: {}, {} between {columns} columns\n", table.encoding.name(), table.delimiter_name());
    if let Some(why) = &table.why {
        out += &format!("{file}: {why}, so it was read as {}\n", table.encoding.name());
    }
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
