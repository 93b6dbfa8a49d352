//! The selection and its sources as a plain list, each source once.

use super::used::Used;
use super::{PART, Selection, Shelf, Writer};
use crate::model::{Record, Source};

/// The list.
pub struct References<'d> {
    shelf: Shelf<'d>,
    selection: Selection,
    used: Used,
    /// How many sources are written.
    written: usize,
    begun: bool,
}

impl<'d> References<'d> {
    /// Of the sources of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, selection: Selection) -> Self {
        Self { shelf, selection, used: Used::default(), written: 0, begun: false }
    }

    fn source(&self, source: &Source, out: &mut String) {
        *out += &format!("\n[{}] {}.", self.written, cited(&self.shelf, source));
        if let Some(url) = &source.url {
            *out += &format!(" {}", url.as_str());
        }
        if let Some(day) = source.retrieved {
            *out += &format!(" ({day})");
        }
        if let Some(archive) = &source.archive {
            *out += &format!(" {}", archive.as_str());
        }
    }
}

/// A source as it is cited, without its address.
pub(super) fn cited(shelf: &Shelf<'_>, source: &Source) -> String {
    let title = source.title.as_ref().map(|title| one_line(shelf.text(title)));
    let published = source.published.map(|date| date.to_string());
    let publisher = source.publisher.as_deref().map(one_line);
    let parts: Vec<String> = [publisher, title, published].into_iter().flatten().collect();
    if parts.is_empty() { one_line(source.label()) } else { parts.join(". ") }
}

/// A text without line breaks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Writer for References<'_> {
    fn writes(&self) -> bool {
        false
    }

    fn look(&mut self, record: Record<'_>) {
        self.used.add(&self.shelf, record);
    }

    fn begin(&mut self, out: &mut String) -> bool {
        if !std::mem::replace(&mut self.begun, true) {
            *out += &self.selection.citation;
            *out += "\n";
        }
        for _ in 0..PART {
            let Some(at) = self.used.sources.pop_first() else {
                *out += if self.written > 0 { "\n" } else { "" };
                return false;
            };
            self.written += 1;
            self.source(self.shelf.source(at), out);
        }
        true
    }
}
