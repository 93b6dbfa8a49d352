//! What an import has to say at its end: nothing is dropped in silence.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// So many examples are shown of each.
const EXAMPLES: usize = 3;
/// So much of a cell is shown, in characters.
const SHOWN: usize = 80;

/// What happened.
#[derive(Debug, Default)]
pub struct Report {
    pub rows: usize,
    pub empty_rows: usize,
    pub joined: usize,
    /// Cells that hold only a word which the mapping calls empty.
    pub called_empty: usize,
    /// What could not be understood, by what it is about and why.
    not_understood: BTreeMap<(String, &'static str), Few>,
    /// What is worth a look.
    notices: BTreeMap<(String, &'static str), Few>,
}

/// How many there are, and the first few.
#[derive(Debug, Default)]
struct Few {
    count: usize,
    examples: Vec<(u64, String)>,
}

impl Few {
    fn add(&mut self, line: u64, found: &str) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push((line, shortened(found)));
        }
    }
}

impl Report {
    /// Something was not understood.
    pub fn not_understood(&mut self, about: &str, why: &'static str, line: u64, found: &str) {
        self.not_understood.entry((about.to_owned(), why)).or_default().add(line, found);
    }

    /// Something is worth a look.
    pub fn notice(&mut self, about: &str, what: &'static str, line: u64, found: &str) {
        self.notices.entry((about.to_owned(), what)).or_default().add(line, found);
    }

    /// True if everything was understood.
    pub fn is_clean(&self) -> bool {
        self.not_understood.is_empty()
    }

    /// What was read and made, for people; zeros are left out.
    pub fn text(&self, made: &[(usize, &str)]) -> String {
        let mut out = String::new();
        let happened = [(self.rows, "rows read"), (self.empty_rows, "of them with nothing in them, left out")];
        let joined = [(self.joined, "of them joined to a meeting before")];
        let empty = [(self.called_empty, "cells that the mapping calls empty")];
        for (count, what) in happened.iter().chain(&joined).chain(made).chain(&empty) {
            if *count > 0 || *what == "rows read" || *what == "meetings" {
                let _ = writeln!(out, "{count:>8}  {what}");
            }
        }
        for (heading, all) in [
            ("not understood; the cells are kept in `note`", &self.not_understood),
            ("understood, and worth a look", &self.notices),
        ] {
            if !all.is_empty() {
                let _ = writeln!(out, "\n{heading}:");
            }
            for ((about, why), few) in all {
                let _ = writeln!(out, "{:>8}  {about}: {why}", few.count);
                for (line, found) in &few.examples {
                    let _ = writeln!(out, "{:>8}  line {line}{found}", "");
                }
            }
        }
        out
    }
}

/// What was found, on one line and not too long.
fn shortened(found: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let short: String = found.chars().take(SHOWN).map(plain).collect();
    let dots = if found.chars().nth(SHOWN).is_some() { " …" } else { "" };
    if found.is_empty() { String::new() } else { format!(": {short}{dots}") }
}
