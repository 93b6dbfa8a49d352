//! How far long work has got: a line on the terminal, and nothing in a pipe or a file.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// Before so long nothing is shown, and not more often either.
const EVERY: Duration = Duration::from_millis(200);

/// Work that goes on. The line is gone when this is dropped.
pub struct Progress {
    what: &'static str,
    total: usize,
    /// When it was last shown; none if nobody looks.
    last: Option<Instant>,
    shown: bool,
}

impl Progress {
    /// Work on so many bytes or items.
    pub fn new(what: &'static str, total: usize) -> Self {
        Self { what, total, last: stderr().is_terminal().then(Instant::now), shown: false }
    }

    /// So many they are, as is known by now.
    pub fn total(&mut self, total: usize) {
        self.total = total;
    }

    /// So many of them are done.
    pub fn at(&mut self, done: usize) {
        let Some(last) = self.last.filter(|last| last.elapsed() >= EVERY) else { return };
        self.last = Some(last + last.elapsed());
        self.shown = true;
        let percent = done.min(self.total) * 100 / self.total.max(1);
        let _ = write!(stderr(), "\r\x1b[K{}: {percent} %", self.what);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
