//! Files are written whole or not at all: beside their place first, and then they get its name. Whatever stops it, a
//! full disk or a crash, there is what was there before, or what is new.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes a file, over another if there is one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // what a link names is written, not the link
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(path).ok();
    if before.as_ref().is_some_and(|before| !before.is_file() && !before.is_dir()) {
        // a terminal or a pipe stays what it is
        return fs::write(path, bytes);
    }
    let beside = beside(path, bytes)?;
    let kept = before.map_or(Ok(()), |before| fs::set_permissions(&beside, before.permissions()));
    or_removed(&beside, kept.and_then(|()| fs::rename(&beside, path)))
}

/// Writes a file that is not there yet.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(path, bytes)?;
    match fs::hard_link(&beside, path) {
        // some file systems have no links
        Err(error) if error.kind() != ErrorKind::AlreadyExists && fs::symlink_metadata(path).is_err() => {
            or_removed(&beside, fs::rename(&beside, path))
        }
        linked => fs::remove_file(&beside).and(linked),
    }
}

/// Writes a file beside its place. Of two at once that write the same, each has a name of its own.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "this is not a file"))?;
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_file_name(format!(".{}.{}-{number}.new", name.to_string_lossy(), process::id()));
    let file = OpenOptions::new().write(true).create(true).truncate(true).open(&beside);
    let written = file.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_data()
    });
    or_removed(&beside, written)?;
    Ok(beside)
}

/// If it did not come to be, nothing of it is left.
fn or_removed(beside: &Path, done: io::Result<()>) -> io::Result<()> {
    done.inspect_err(|_| {
        let _ = fs::remove_file(beside);
    })
}
