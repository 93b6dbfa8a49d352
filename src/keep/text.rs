//! Selections as text: a line each, followed by a line for each record, with tabs between the parts.
//!
//! ```text
//! whomet-keep 2
//! selection  NAME  LINK  DAY  DIGEST  COUNT  RECORDS
//! m          ID    HASH  TITLE
//! ```
//! `m` is a meeting, `f` a fact (version 1 had the words). `RECORDS` is how many lines of records follow, or `-` if
//! the selection was too large; if they are many, their titles are empty. A text that breaks off anywhere is not
//! taken for a whole one.

use super::{Kept, Look, MOST, MOST_RECORDS, MOST_TITLES, Trace};

const FIRST: &str = "whomet-keep ";
const VERSION: &str = "2";
/// Which had fewer records in a selection.
const BEFORE: &str = "1";
const END: &str = "end";

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It was written by another version of the page.
    Other,
    /// It is damaged.
    Damaged,
}

/// Writes selections.
#[must_use]
pub fn to_text(all: &[Kept]) -> String {
    let mut out = format!("{FIRST}{VERSION}\n");
    for Kept { name, link, look: Look { day, digest, count, records } } in all {
        let listed = records.as_ref().map_or("-".to_owned(), |records| records.len().to_string());
        line(&mut out, &["selection", name, link, day, digest, &count.to_string(), &listed]);
        let titled = records.as_ref().is_some_and(|records| records.len() <= MOST_TITLES);
        for Trace { is_fact, id, hash, title } in records.iter().flatten() {
            let title = if titled { title } else { "" };
            line(&mut out, &[if *is_fact { "f" } else { "m" }, id, &hash.to_string(), title]);
        }
    }
    out + END
}

/// Reads selections.
///
/// # Errors
/// The text is damaged, or of another version.
pub fn from_text(text: &str) -> Result<Vec<Kept>, Unreadable> {
    let mut lines = text.split('\n');
    let first = lines.next().and_then(|line| line.strip_prefix(FIRST));
    match first {
        Some(VERSION | BEFORE) => {}
        // a later page counts on
        Some(other) if !other.is_empty() && other.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(Unreadable::Other);
        }
        _ => return Err(Unreadable::Damaged),
    }
    selections(&mut lines).ok_or(Unreadable::Damaged)
}

fn selections<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<Vec<Kept>> {
    let mut all = Vec::new();
    loop {
        let line = lines.next()?;
        if line == END {
            return lines.next().is_none().then_some(all);
        }
        let parts = parts(line);
        let [kind, name, link, day, digest, count, listed] = &parts[..] else { return None };
        if kind != "selection" || all.len() == MOST {
            return None;
        }
        let records = match &**listed {
            "-" => None,
            listed => {
                let listed: usize = listed.parse().ok()?;
                if listed > MOST_RECORDS {
                    return None;
                }
                Some((0..listed).map(|_| record(lines.next()?)).collect::<Option<Vec<Trace>>>()?)
            }
        };
        let look = Look { day: day.clone(), digest: digest.clone(), count: count.parse().ok()?, records };
        all.push(Kept { name: name.clone(), link: link.clone(), look });
    }
}

fn record(line: &str) -> Option<Trace> {
    let parts = parts(line);
    let [kind, id, hash, title] = &parts[..] else { return None };
    let is_fact = match &**kind {
        "f" | "fact" => true,
        "m" | "meeting" => false,
        _ => return None,
    };
    Some(Trace { is_fact, id: id.clone(), hash: hash.parse().ok()?, title: title.clone() })
}

fn line(out: &mut String, parts: &[&str]) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        for c in part.chars() {
            match c {
                '\\' => *out += "\\\\",
                '\t' => *out += "\\t",
                '\n' => *out += "\\n",
                c => out.push(c),
            }
        }
    }
    out.push('\n');
}

fn parts(line: &str) -> Vec<String> {
    line.split('\t').map(unescaped).collect()
}

fn unescaped(part: &str) -> String {
    let mut out = String::new();
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => out.push(match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            }),
            (c, false) => out.push(c),
        }
    }
    out
}
