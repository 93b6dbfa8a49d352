//! The selection and its sources for a bibliography (BibTeX), each source once.

use std::collections::HashSet;

use super::references::one_line;
use super::used::Used;
use super::{PART, Selection, Shelf, Writer};
use crate::model::{PartialDate, Record, Source};

/// The bibliography.
pub struct BibTex<'d> {
    shelf: Shelf<'d>,
    selection: Selection,
    used: Used,
    begun: bool,
    keys: HashSet<String>,
}

impl<'d> BibTex<'d> {
    /// Of the sources of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, selection: Selection) -> Self {
        Self { shelf, selection, used: Used::default(), begun: false, keys: HashSet::new() }
    }

    /// A key that no other entry has.
    fn key(&mut self, id: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
        let key: String = id.chars().take(60).map(plain).collect();
        let mut unique = key.clone();
        let mut number = 1;
        while !self.keys.insert(unique.to_ascii_lowercase()) {
            number += 1;
            unique = format!("{key}-{number}");
        }
        unique
    }

    fn dataset(&mut self, out: &mut String) {
        let key = self.key("whomet-selection");
        let about = self.shelf.about();
        let selection = &self.selection;
        *out += &format!("@misc{{{key},\n");
        let publisher = about.publisher.as_ref().map(|party| self.shelf.text(&party.name));
        name(out, "author", publisher);
        name(out, "title", Some(self.shelf.text(&about.title)));
        when(out, about.updated.as_ref());
        field(out, "note", &escaped(&selection.note));
        field(out, "url", &address(&selection.link));
        field(out, "urldate", &selection.day);
        *out += "}\n";
    }

    fn source(&mut self, source: &Source, out: &mut String) {
        let key = self.key(&source.id);
        *out += &format!("\n@misc{{{key},\n");
        name(out, "author", source.publisher.as_deref());
        let title = source.title.as_ref().map(|title| self.shelf.text(title));
        name(out, "title", Some(title.unwrap_or(source.label())));
        when(out, source.published.as_ref());
        if let Some(url) = &source.url {
            field(out, "url", &address(url.as_str()));
        }
        if let Some(day) = &source.retrieved {
            field(out, "urldate", &day.to_string());
        }
        if let Some(archive) = &source.archive {
            field(out, "howpublished", &format!("\\url{{{}}}", address(archive.as_str())));
        }
        if let Some(language) = &source.language {
            field(out, "language", language.as_str());
        }
        *out += "}\n";
    }
}

impl Writer for BibTex<'_> {
    fn writes(&self) -> bool {
        false
    }

    fn look(&mut self, record: Record<'_>) {
        self.used.add(&self.shelf, record);
    }

    fn begin(&mut self, out: &mut String) -> bool {
        if !std::mem::replace(&mut self.begun, true) {
            self.dataset(out);
        }
        for _ in 0..PART {
            let Some(at) = self.used.sources.pop_first() else { return false };
            let source = self.shelf.source(at);
            self.source(source, out);
        }
        true
    }
}

fn field(out: &mut String, key: &str, value: &str) {
    *out += &format!("  {key} = {{{value}}},\n");
}

/// A name or a title: in two pairs of braces, it is neither taken apart nor put into small letters.
fn name(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        field(out, key, &format!("{{{}}}", escaped(value)));
    }
}

/// The date as far as it is known, which biblatex reads, and the year, which BibTeX does.
fn when(out: &mut String, date: Option<&PartialDate>) {
    let Some(date) = date else { return };
    field(out, "date", &date.to_string());
    field(out, "year", &format!("{:04}", date.order().year()));
}

/// A text in which nothing is a command. A brace counts for BibTeX even behind a backslash, so it is
/// written by its name.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => out += "\\textbackslash{}",
            '{' => out += "\\textbraceleft{}",
            '}' => out += "\\textbraceright{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '$' | '&' | '#' | '_' | '%' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, which is not escaped but must not hold a brace.
fn address(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
