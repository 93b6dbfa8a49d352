//! What an import has to say at its end: nothing is dropped in silence.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use crate::commands::noun;

/// So many examples are shown of each.
const EXAMPLES: usize = 3;
/// So much of a cell is shown, in characters.
const SHOWN: usize = 80;

/// So many properties that are not imported are named.
const NAMED: usize = 100;

/// Where something was found.
#[derive(Debug)]
pub enum Place {
    /// In this line.
    Line(u64),
    /// At this place: `people/3`.
    At(String),
}

impl From<u64> for Place {
    fn from(line: u64) -> Self {
        Self::Line(line)
    }
}

impl From<&str> for Place {
    fn from(place: &str) -> Self {
        Self::At(place.to_owned())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::At(place) => f.write_str(place),
        }
    }
}

/// What is read, in words.
#[derive(Debug)]
pub struct Unit {
    pub read: &'static str,
    pub not_understood: &'static str,
}

/// Rows of a register.
const ROWS: Unit = Unit { read: "rows read", not_understood: "not understood; the cells are kept in `note`" };
/// Items of a feed, records of a file.
pub const ITEMS: Unit = Unit { read: "items read", not_understood: "not understood, and left out" };

impl Default for Unit {
    fn default() -> Self {
        ROWS
    }
}

/// What happened.
#[derive(Debug, Default)]
pub struct Report {
    pub unit: Unit,
    pub rows: usize,
    pub empty_rows: usize,
    pub joined: usize,
    /// Cells that hold only a word which the mapping calls empty.
    pub called_empty: usize,
    /// What could not be understood, by what it is about and why.
    not_understood: BTreeMap<(String, &'static str), Few>,
    /// What is worth a look.
    notices: BTreeMap<(String, &'static str), Few>,
    /// What a dataset has no place for.
    not_imported: BTreeMap<String, Few>,
}

/// How many there are, and the first few.
#[derive(Debug, Default)]
struct Few {
    count: usize,
    examples: Vec<(Place, String)>,
}

impl Few {
    fn add(&mut self, place: Place, found: &str) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push((place, shortened(found)));
        }
    }
}

impl Report {
    /// Nothing happened yet to what is read.
    pub fn of(unit: Unit) -> Self {
        Self { unit, ..Self::default() }
    }

    /// Something was not understood.
    pub fn not_understood(&mut self, about: &str, why: &'static str, place: impl Into<Place>, found: &str) {
        self.not_understood.entry((short(about), why)).or_default().add(place.into(), found);
    }

    /// Something is worth a look.
    pub fn notice(&mut self, about: &str, what: &'static str, place: impl Into<Place>, found: &str) {
        self.notices.entry((short(about), what)).or_default().add(place.into(), found);
    }

    /// Something has no place in a dataset.
    pub fn not_imported(&mut self, about: &str, place: impl Into<Place>, found: &str) {
        self.not_imported.entry(short(about)).or_default().add(place.into(), found);
    }

    /// True if everything was understood.
    pub fn is_clean(&self) -> bool {
        self.not_understood.is_empty()
    }

    /// What was read and made, for people; zeros are left out.
    pub fn text(&self, made: &[(usize, &str)]) -> String {
        let mut out = String::new();
        let happened = [(self.rows, self.unit.read), (self.empty_rows, "of them with nothing in them, left out")];
        let joined = [(self.joined, "of them joined to a meeting before")];
        let empty = [(self.called_empty, "cells that the mapping calls empty")];
        let made = made.iter().filter(|(count, what)| *count > 0 || *what == "meetings");
        let made = made.map(|(count, what)| (*count, noun(*count, what)));
        for (count, what) in happened.into_iter().chain(joined).chain(made).chain(empty) {
            if count > 0 || what == self.unit.read || what.starts_with("meeting") {
                let _ = writeln!(out, "{count:>8}  {what}");
            }
        }
        for (heading, all) in
            [(self.unit.not_understood, &self.not_understood), ("understood, and worth a look", &self.notices)]
        {
            if !all.is_empty() {
                let _ = writeln!(out, "\n{heading}:");
            }
            for ((about, why), few) in all {
                let _ = writeln!(out, "{:>8}  {about}: {why}", few.count);
                for (line, found) in &few.examples {
                    let _ = writeln!(out, "{:>8}  {line}{found}", "");
                }
            }
        }
        self.not_imported_text(&mut out);
        out
    }

    fn not_imported_text(&self, out: &mut String) {
        if !self.not_imported.is_empty() {
            out.push_str("\nnot imported, as a dataset has no place for it:\n");
        }
        for (about, few) in self.not_imported.iter().take(NAMED) {
            let first =
                few.examples.first().map_or_else(String::new, |(place, found)| format!(", as in {place}{found}"));
            let _ = writeln!(out, "{:>8}  {about}{first}", few.count);
        }
        let rest: usize = self.not_imported.values().skip(NAMED).map(|few| few.count).sum();
        if rest > 0 {
            let _ = writeln!(out, "{rest:>8}  others");
        }
    }
}

/// What was found, to stand behind its place.
fn shortened(found: &str) -> String {
    if found.is_empty() { String::new() } else { format!(": {}", short(found)) }
}

/// A text or a name of the file, on one line and not too long.
fn short(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let short: String = text.chars().take(SHOWN).map(plain).collect();
    let dots = if text.chars().nth(SHOWN).is_some() { " …" } else { "" };
    format!("{short}{dots}")
}
