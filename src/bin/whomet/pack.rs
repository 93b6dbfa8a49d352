//! `whomet pack`: a dataset as a folder of pieces that any static host can serve.

use std::fs;
use std::path::{Path, PathBuf};

use lexopt::Arg;
use whomet::engine::{Builder, Engine};
use whomet::model::EntityKind;
use whomet::pack::{Flaw, Input, Manifest, ManifestError, Packed, Sizes, in_order, write};
use whomet::query::Facet;
use whomet::source::{Problem, Severity};

use crate::aliases::Aliases;
use crate::check;
use crate::commands::{self, Outcome};
use crate::folder::{Folder, MANIFEST};
use crate::lines::Intake;
use crate::progress::Progress;

/// How many earlier packs are kept, unless something else is asked for.
const KEPT: usize = 2;

/// Where a file that is in the way is moved: out of the folder, which is published.
const ASIDE: &str = "dataset-before.json";

/// How many times as large as its counts an index with words is, more or less.
const WITH_WORDS: usize = 4;

struct Options {
    dataset: String,
    folder: PathBuf,
    keep: usize,
    aliases: Option<String>,
}

/// Packs a dataset.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let Options { dataset: file, folder, keep, aliases } = options(arguments)?;
    let aliases = aliases.as_deref().map(Aliases::read).transpose()?;
    refuse_a_dataset(&folder)?;
    let (mut dataset, problems) = check::read(Intake::read(&file)?);
    check::refuse(&file, &problems)?;
    if let Some(aliases) = aliases {
        let merged = aliases.apply(&mut dataset);
        merged.unused.iter().for_each(|name| commands::tell(&format!("{file}: nothing is spelt {name:?}")));
    }
    let dataset = in_order(dataset);
    // its words are read while records are written
    let mut engine = Builder::new(&dataset).finish(&dataset);
    let flaws: Vec<Flaw> = problems.iter().map(flaw).collect();
    let input = Input { dataset: &dataset, flaws: &flaws, sizes: Sizes::for_records(dataset.len()) };
    let progress = Progress::new("packing", pieces(&input, &mut engine));
    let mut folder = Folder::create(&folder, progress)?;
    let Packed { manifest, index, places } = write(&input, engine, &mut folder)?;
    let old = folder.publish(&manifest, keep)?;
    let (written, path) = (folder.written(), folder.manifest());
    // what shows how far it is, is gone before anything is said
    drop(folder);
    // all is written: to give tens of millions of strings back, one by one, takes seconds
    std::mem::forget(dataset);
    let left_out = flaws.iter().filter(|flaw| flaw.left_out).count();
    commands::tell(&format!(
        "{}: {} {} in {} pieces, {} bytes, of which the index {index} ({places} for phrases); {} {} new, {old} old {} removed",
        path.display(),
        manifest.records,
        commands::noun(manifest.records, "records"),
        written.pieces,
        written.bytes,
        written.new,
        if written.new == 1 { "piece is" } else { "pieces are" },
        if old == 1 { "one was" } else { "ones were" },
    ));
    if left_out > 0 {
        let problems = commands::noun(left_out, "problems");
        commands::tell(&format!("{file}: {left_out} {problems} left something out; `whomet check {file}` says which"));
        return Ok(Outcome::Problems);
    }
    Ok(Outcome::Clean)
}

fn options(mut arguments: lexopt::Parser) -> Result<Options, String> {
    let (mut dataset, mut folder, mut keep, mut aliases) = (None, None, KEPT, None);
    let wrong = |error: lexopt::Error| error.to_string();
    while let Some(argument) = arguments.next().map_err(wrong)? {
        match argument {
            Arg::Value(file) if dataset.is_none() => dataset = Some(commands::text(file)?),
            Arg::Short('o') => folder = Some(PathBuf::from(arguments.value().map_err(wrong)?)),
            Arg::Long("keep") => {
                let value = commands::text(arguments.value().map_err(wrong)?)?;
                keep = value.parse().map_err(|_| format!("--keep {value}: how many earlier packs?"))?;
            }
            Arg::Long("aliases") => aliases = Some(commands::text(arguments.value().map_err(wrong)?)?),
            other => return Err(other.unexpected().to_string()),
        }
    }
    let dataset = dataset.ok_or("no dataset is named")?;
    let folder = folder.ok_or("no folder to write to is named: -o DIR")?;
    Ok(Options { dataset, folder, keep, aliases })
}

/// About how many pieces there will be: how large the index gets is not known before the words are read.
fn pieces(input: &Input, engine: &mut Engine) -> usize {
    let Input { dataset, flaws, sizes } = input;
    let entities = EntityKind::ALL.map(|kind| dataset.entities.table(kind).len());
    let tables = entities.into_iter().chain([dataset.sources.len(), flaws.len()]);
    let tables: usize = tables.map(|rows| rows.div_ceil(sizes.entities)).sum();
    let values: usize = Facet::ALL.map(|facet| engine.values().len(facet).div_ceil(sizes.answers)).iter().sum();
    let records = dataset.meetings.len().div_ceil(sizes.records) + dataset.facts.len().div_ceil(sizes.records);
    let index = engine.bytes() * WITH_WORDS / sizes.block;
    index + records + dataset.len().div_ceil(sizes.ids) + tables + values
}

/// A file that is not ours is not replaced.
fn refuse_a_dataset(folder: &Path) -> Result<(), String> {
    let path = folder.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) if Manifest::read(&bytes) == Err(ManifestError::Other) => Err(format!(
            "{} is there and is no pack: move it away, as with `mv -i {} {ASIDE}`, and pack again; or name another folder",
            path.display(),
            for_a_shell(&path.to_string_lossy())
        )),
        _ => Ok(()),
    }
}

/// A path as it is typed: in quotation marks unless all of it is plain.
fn for_a_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// A problem as the page tells it.
pub fn flaw(problem: &Problem) -> Flaw {
    Flaw {
        code: problem.code().to_owned(),
        left_out: problem.severity() == Severity::Error,
        pointer: problem.pointer.clone(),
        record: problem.record.clone().unwrap_or_default().into(),
        line: problem.line,
        column: problem.column,
        found: problem.found.clone(),
        detail: problem.detail.clone(),
    }
}
