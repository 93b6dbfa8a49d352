//! `whomet verify`: every hash, length and reference of a pack.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use whomet::pack::{Entry, Found, Manifest, ManifestError, Outline};

use crate::commands::{self, Outcome};
use crate::folder::{MANIFEST, piece};
use crate::progress::Progress;

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
        // what shows how far it is, is gone before anything is said
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
    let front = match piece(folder, &manifest.front).and_then(|bytes| Outline::of(&bytes)) {
        Ok(front) => front,
        Err(wrong) => return Ok(vec![format!("{}: {wrong}", manifest.front.path())]),
    };
    let (entries, mut wrong) = named(folder, &front);
    let found = check_all(folder, &front, &entries, &progress, &mut wrong);
    wrong.extend(compare(found, manifest.records).filter(|_| wrong.is_empty()));
    Ok(wrong)
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
