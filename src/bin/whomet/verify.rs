//! `whomet verify`: every hash, length and reference of a pack.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use whomet::pack::{Entry, Found, Manifest, ManifestError, Outline};

use crate::commands::{self, Outcome};
use crate::folder::MANIFEST;

/// How many pieces are checked at once.
const THREADS: usize = 4;

/// Verifies each folder.
pub fn run(arguments: lexopt::Parser) -> Result<Outcome, String> {
    let folders = commands::files(arguments)?;
    if folders.is_empty() {
        return Err("no folder is named".to_owned());
    }
    let mut outcome = Outcome::Clean;
    for folder in folders {
        let wrong = verify(Path::new(&folder))?;
        wrong.iter().for_each(|line| commands::say(&format!("{folder}: {line}\n")));
        if !wrong.is_empty() {
            outcome = Outcome::Problems;
        }
    }
    Ok(outcome)
}

/// What is wrong with a pack, a line each.
fn verify(folder: &Path) -> Result<Vec<String>, String> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let manifest = match Manifest::read(&bytes) {
        Ok(manifest) => manifest,
        Err(ManifestError::Other) => return Err(format!("{} is not the manifest of a pack", path.display())),
        Err(ManifestError::Damaged) => {
            return Ok(vec![format!("{MANIFEST}: is damaged, or of another version: pack the dataset again")]);
        }
    };
    let front = match piece(folder, &manifest.front).and_then(|bytes| Outline::of(&bytes)) {
        Ok(front) => front,
        Err(wrong) => return Ok(vec![format!("{}: {wrong}", manifest.front.path())]),
    };
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    for (at, entry) in front.directories.iter().enumerate() {
        match piece(folder, entry).and_then(|bytes| front.directory(at, &bytes)) {
            Ok(named) => entries.extend(named),
            Err(error) => wrong.push(format!("{}: {error}; the pieces that it names are not checked", entry.path())),
        }
    }
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    let found = check_all(folder, &front, &entries, &mut wrong);
    wrong.extend(compare(found, manifest.records).filter(|_| wrong.is_empty()));
    Ok(wrong)
}

/// Checks every piece, several at once.
fn check_all(folder: &Path, front: &Outline, entries: &[Entry], wrong: &mut Vec<String>) -> Found {
    let check = |at: usize| {
        let entry = &entries[at];
        let found = piece(folder, entry).and_then(|bytes| front.check(at, &bytes));
        found.map_err(|error| format!("{}: {error}", entry.path()))
    };
    let results = std::thread::scope(|scope| {
        let share = |thread: usize| move || (thread..entries.len()).step_by(THREADS).map(check).collect::<Vec<_>>();
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(share(thread))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    let mut all = Found::default();
    let mut failed = BTreeSet::new();
    for result in results {
        match result {
            Ok(found) => {
                all.records.extend(found.records);
                all.listed.extend(found.listed);
            }
            Err(error) => drop(failed.insert(error)),
        }
    }
    wrong.extend(failed);
    all
}

/// Every record can be looked up by its id, and nothing else can.
fn compare(mut found: Found, records: usize) -> Option<String> {
    found.records.sort_unstable();
    found.listed.sort_unstable();
    if found.records.len() != records {
        return Some(format!("{MANIFEST}: says {records} records; there are {}", found.records.len()));
    }
    (found.records != found.listed).then(|| "the ids are not those of the records".to_owned())
}

/// The unpacked bytes of a piece, if it is what its name says.
fn piece(folder: &Path, entry: &Entry) -> Result<Vec<u8>, String> {
    let stored = fs::read(folder.join(entry.path())).map_err(|error| error.to_string())?;
    if stored.len() != entry.stored {
        return Err(format!("has {} bytes, not {}", stored.len(), entry.stored));
    }
    if !entry.is_of(&stored) {
        return Err("is damaged: its hash is another".to_owned());
    }
    if entry.raw == entry.stored {
        return Ok(stored);
    }
    let mut raw = Vec::with_capacity(entry.raw);
    // no more than one byte too many, however much is behind it
    let unpacked = GzDecoder::new(&stored[..]).take(entry.raw as u64 + 1).read_to_end(&mut raw);
    match unpacked {
        Ok(len) if len == entry.raw => Ok(raw),
        Ok(len) => Err(format!("unpacks to {len} bytes, not {}", entry.raw)),
        Err(error) => Err(format!("does not unpack: {error}")),
    }
}
