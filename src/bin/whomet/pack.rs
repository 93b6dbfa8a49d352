//! `whomet pack`: a dataset as a folder of pieces that any static host can serve.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use lexopt::Arg;
use whomet::engine::Engine;
use whomet::model::EntityKind;
use whomet::pack::{Entry, Flaw, Input, Manifest, ManifestError, Sizes, hash, in_order, write};
use whomet::query::Facet;
use whomet::source::{Problem, Severity};

use crate::aliases::Aliases;
use crate::check;
use crate::commands::{self, Outcome};
use crate::lines::Intake;
use crate::progress::Progress;

/// The name of the manifest: that of the dataset which it stands for.
pub const MANIFEST: &str = "dataset.json";
/// Which packs lie in the folder, the newest first, and what belongs to each.
const PACKS: &str = "pieces/packs.txt";
/// How many earlier packs are kept, unless something else is asked for.
const KEPT: usize = 2;

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
    if let Some(fatal) = problems.iter().find(|problem| problem.severity() == Severity::Fatal) {
        return Err(format!("{file}: {}: {}", fatal.code(), fatal.detail));
    }
    if let Some(aliases) = aliases {
        let merged = aliases.apply(&mut dataset);
        merged.unused.iter().for_each(|name| eprintln!("{file}: nothing is spelt {name:?}"));
    }
    let dataset = in_order(dataset);
    let mut engine = Engine::build(&dataset);
    let flaws: Vec<Flaw> = problems.iter().map(flaw).collect();
    fs::create_dir_all(folder.join("pieces")).map_err(|error| said(&folder.join("pieces"), &error))?;
    let input = Input { dataset: &dataset, flaws: &flaws, sizes: Sizes::for_records(dataset.len()) };
    let progress = Progress::new("packing", pieces(&input, &mut engine));
    let mut folder = Folder { at: folder, names: Vec::new(), bytes: 0, new: 0, progress };
    let manifest = write(&input, engine, &mut |bytes| folder.store(bytes))?;
    let old = folder.publish(&manifest, keep)?;
    let left_out = flaws.iter().filter(|flaw| flaw.left_out).count();
    eprintln!(
        "{}: {} records in {} pieces, {} bytes; {} pieces are new, {old} old ones were removed",
        folder.at.join(MANIFEST).display(),
        manifest.records,
        folder.names.len(),
        folder.bytes,
        folder.new,
    );
    if left_out > 0 {
        eprintln!("{file}: {left_out} problems left something out; `whomet check {file}` says which");
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

/// How many pieces there will be, but for the directories.
fn pieces(input: &Input, engine: &mut Engine) -> usize {
    let Input { dataset, flaws, sizes } = input;
    let entities = EntityKind::ALL.map(|kind| dataset.entities.table(kind).len());
    let tables = entities.into_iter().chain([dataset.sources.len(), flaws.len()]);
    let tables: usize = tables.map(|rows| rows.div_ceil(sizes.entities)).sum();
    let values: usize = Facet::ALL.map(|facet| engine.values().len(facet).div_ceil(sizes.answers)).iter().sum();
    let records = dataset.meetings.len().div_ceil(sizes.records) + dataset.facts.len().div_ceil(sizes.records);
    engine.bytes().div_ceil(sizes.block) + records + dataset.len().div_ceil(sizes.ids) + tables + values
}

/// A file that is not ours is not replaced.
fn refuse_a_dataset(folder: &Path) -> Result<(), String> {
    let path = folder.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) if Manifest::read(&bytes) == Err(ManifestError::Other) => {
            Err(format!("{} is there and is no pack: move it away, or name another folder", path.display()))
        }
        _ => Ok(()),
    }
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

/// Where a pack is written to.
struct Folder {
    at: PathBuf,
    progress: Progress,
    /// The files of this pack.
    names: Vec<String>,
    bytes: usize,
    new: usize,
}

impl Folder {
    /// Stores a piece under its hash, unless it is there.
    fn store(&mut self, raw: &[u8]) -> Result<Entry, String> {
        let packed = gzip(raw).map_err(|error| error.to_string())?;
        let stored = if packed.len() < raw.len() { &packed[..] } else { raw };
        let entry = Entry { hash: hash(stored), stored: stored.len(), raw: raw.len() };
        let path = self.at.join(entry.path());
        // a file of that name and another length is what a full disk or a crash left
        if fs::metadata(&path).map(|data| data.len()).ok() != Some(stored.len() as u64) {
            replace(&path, stored)?;
            self.new += 1;
        }
        self.names.push(entry.path());
        self.bytes += stored.len();
        self.progress.at(self.names.len());
        Ok(entry)
    }

    /// Lets the manifest name the new pieces, and removes those of packs before the last few; says how many.
    fn publish(&self, manifest: &Manifest, keep: usize) -> Result<usize, String> {
        let path = self.at.join(PACKS);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut packs: Vec<BTreeSet<String>> =
            text.split("\n\n").map(|pack| pack.lines().map(str::to_owned).collect()).collect();
        packs.retain(|pack: &BTreeSet<String>| !pack.is_empty());
        let this: BTreeSet<String> = self.names.iter().cloned().collect();
        packs.retain(|pack| *pack != this);
        packs.insert(0, this);
        let expired = packs.split_off(packs.len().min(keep + 1));
        let lines = packs.iter().map(|pack| pack.iter().cloned().collect::<Vec<_>>().join("\n"));
        let history = lines.collect::<Vec<_>>().join("\n\n") + "\n";
        // until the manifest is there, everything old is as it was
        let all = packs.iter().chain(&expired).map(|pack| pack.iter().cloned().collect::<Vec<_>>().join("\n"));
        replace(&path, (all.collect::<Vec<_>>().join("\n\n") + "\n").as_bytes())?;
        replace(&self.at.join(MANIFEST), manifest.to_json().as_bytes())?;
        let needed: BTreeSet<&String> = packs.iter().flatten().collect();
        let mut removed = 0;
        for name in expired.iter().flatten().collect::<BTreeSet<_>>().difference(&needed) {
            removed += usize::from(is_ours(name) && fs::remove_file(self.at.join(name)).is_ok());
        }
        replace(&path, history.as_bytes())?;
        Ok(removed)
    }
}

/// True for the name of a piece.
fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix("pieces/").and_then(|name| name.strip_suffix(".bin"));
    name.is_some_and(|name| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Bytes as gzip, without a time or a name, so that they are the same every time.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Writes a file beside its place and puts it there, so that there is the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_data()
    });
    written.and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        let _ = fs::remove_file(&beside);
        said(path, &error)
    })
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
