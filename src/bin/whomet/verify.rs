//! `whomet verify`: every hash, length and reference of a pack; and whether its index is that of its records.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use lexopt::Arg;
use whomet::engine::Builder;
use whomet::pack::{Entry, Found, Gathering, Input, Manifest, ManifestError, Outline, Sink, write};

use crate::commands::{self, Outcome};
use crate::folder::{MANIFEST, older, piece};
use crate::progress::Progress;
use crate::visible;

/// How many pieces are checked at once.
const THREADS: usize = 4;
/// How many pieces are named that are not what is made anew.
const MOST_NAMED: usize = 20;

/// Verifies each folder.
pub fn run(mut arguments: lexopt::Parser) -> Result<Outcome, String> {
    let (mut folders, mut rebuild) = (Vec::new(), false);
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Value(folder) => folders.push(commands::text(folder)?),
            Arg::Long("rebuild") => rebuild = true,
            other => return Err(other.unexpected().to_string()),
        }
    }
    if folders.is_empty() {
        return Err("no folder is named".to_owned());
    }
    let mut outcome = Outcome::Clean;
    for folder in folders {
        // what shows how far it is, is gone before anything is said
        let wrong = verify(Path::new(&folder), rebuild)?;
        for line in &wrong {
            commands::say(&format!("{}\n", visible::text(&format!("{folder}: {line}"))))?;
        }
        if !wrong.is_empty() {
            outcome = Outcome::Problems;
        }
    }
    Ok(outcome)
}

/// What is wrong with a pack, a line each.
fn verify(folder: &Path, rebuild: bool) -> Result<Vec<String>, String> {
    let progress = Mutex::new(Progress::new("verifying", 0));
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let manifest = match Manifest::read(&bytes) {
        Ok(manifest) => manifest,
        Err(ManifestError::Other) => return Err(format!("{} is not the manifest of a pack", path.display())),
        Err(ManifestError::Damaged) => {
            return Ok(vec![format!("{MANIFEST}: is damaged, or of another version: pack the dataset again")]);
        }
    };
    let front = piece(folder, &manifest.front).and_then(|bytes| Ok((Outline::of(&bytes)?, bytes)));
    let (front, bytes) = match front {
        Ok(front) => front,
        Err(wrong) => return Ok(vec![format!("{}: {wrong}", manifest.front.path())]),
    };
    let (entries, mut wrong) = named(folder, &front);
    let own = entries.iter().map(|(_, entry)| entry).chain(&front.directories).chain([&manifest.front]);
    // if a directory is damaged, it is not known which pieces are of this pack
    let own: Option<BTreeSet<String>> = wrong.is_empty().then(|| own.map(Entry::path).collect());
    let found = check_all(folder, &front, &entries, &progress, &mut wrong);
    wrong.extend(compare(found, manifest.records).filter(|_| wrong.is_empty()));
    drop(progress);
    if rebuild && wrong.is_empty() {
        let all = entries.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>();
        wrong = rebuilt(folder, &bytes, &all, &front.directories, manifest.front)?;
    }
    wrong.extend(own.iter().flat_map(|own| older(folder, own)));
    Ok(wrong)
}

/// Which pieces are not what is written of the records in them. The pieces are good, each by itself.
fn rebuilt(
    folder: &Path,
    front: &[u8],
    pieces: &[Entry],
    directories: &[Entry],
    last: Entry,
) -> Result<Vec<String>, String> {
    let gone = || "a piece changed meanwhile".to_owned();
    let mut progress = Progress::new("reading", pieces.len());
    let mut gathering = Gathering::of(front).ok_or_else(gone)?;
    for (at, entry) in pieces.iter().enumerate() {
        gathering.take(at, &piece(folder, entry)?).ok_or_else(gone)?;
        progress.at(at + 1);
    }
    let written = gathering.as_written().filter_map(|at| pieces.get(at)).chain(directories).chain([&last]);
    let expected: Vec<Entry> = written.copied().collect();
    drop(progress);
    let progress = Progress::new("comparing", expected.len());
    let mut comparing = Comparing { folder, expected, stored: 0, told: 0, differing: Vec::new(), progress };
    let (dataset, flaws, sizes) = gathering.finish();
    let engine = Builder::new(&dataset).finish(&dataset);
    write(&Input { dataset: &dataset, flaws: &flaws, sizes }, engine, &mut comparing)?;
    // to give tens of millions of strings back, one by one, takes seconds
    std::mem::forget(dataset);
    let Comparing { expected, stored, differing, .. } = comparing;
    let mut wrong: Vec<String> = Vec::new();
    if stored != expected.len() {
        wrong.push(format!("{MANIFEST}: has {} pieces; of its records {stored} are made", expected.len()));
    }
    let named = differing.iter().take(MOST_NAMED);
    wrong.extend(named.map(|entry| format!("{}: is not what is made of the records", entry.path())));
    let more = differing.len().saturating_sub(MOST_NAMED);
    wrong.extend((more > 0).then(|| format!("{more} more pieces are not what is made of the records")));
    Ok(wrong)
}

/// Compares pieces, as they are written, with those that are there.
struct Comparing<'a> {
    folder: &'a Path,
    /// The pieces that are there, in the order in which they are written.
    expected: Vec<Entry>,
    /// How many were written, and how many of these were asked for.
    stored: usize,
    told: usize,
    differing: Vec<Entry>,
    progress: Progress,
}

impl Sink for Comparing<'_> {
    type Error = String;

    fn store(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        if let Some(entry) = self.expected.get(self.stored)
            && (entry.raw != bytes.len() || piece(self.folder, entry)? != bytes)
        {
            self.differing.push(*entry);
        }
        self.stored += 1;
        self.progress.at(self.stored);
        Ok(())
    }

    /// Says where those are that are there: where all are the same, what names them is the same too.
    fn stored(&mut self) -> Result<Vec<Entry>, String> {
        let new = std::mem::replace(&mut self.told, self.stored)..self.stored;
        Ok(new.map(|at| self.expected.get(at).copied().unwrap_or_default()).collect())
    }
}

/// The pieces that the directories name, each with its number. One that is damaged costs only its own.
fn named(folder: &Path, front: &Outline) -> (Vec<(usize, Entry)>, Vec<String>) {
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    for (at, entry) in front.directories.iter().enumerate() {
        match piece(folder, entry).and_then(|bytes| front.directory(at, &bytes)) {
            Ok(pieces) => entries.extend((front.first_of(at)..).zip(pieces)),
            Err(error) => wrong.push(format!("{}: {error}; the pieces that it names are not checked", entry.path())),
        }
    }
    (entries, wrong)
}

/// Checks every piece, several at once.
fn check_all(
    folder: &Path,
    front: &Outline,
    entries: &[(usize, Entry)],
    progress: &Mutex<Progress>,
    wrong: &mut Vec<String>,
) -> Found {
    let done = AtomicUsize::new(0);
    if let Ok(mut progress) = progress.lock() {
        progress.total(entries.len());
    }
    let check = |(at, entry): &(usize, Entry)| {
        let found = guarded(|| piece(folder, entry).and_then(|bytes| front.check(*at, &bytes)));
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        // whoever finds it taken need not wait: it is shown a few times a second
        if let Ok(mut progress) = progress.try_lock() {
            progress.at(done);
        }
        found.map_err(|error| format!("{}: {error}", entry.path()))
    };
    let check = &check;
    let results = thread::scope(|scope| {
        let share = |first: usize| move || entries.iter().skip(first).step_by(THREADS).map(check).collect::<Vec<_>>();
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(share(first))).collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect::<Vec<_>>()
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

/// What a check finds; a check that breaks off has found that something is wrong.
fn guarded<T>(check: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|_| Err("cannot be checked: the check broke off".to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_breaks_off_is_not_a_clean_one() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        let nothing: Vec<usize> = Vec::new();
        assert!(guarded(|| Ok(nothing[1])).is_err_and(|wrong| wrong.contains("broke off")));
    }
}
