//! The selection and its sources as a plain list, each source once.

use super::used::Used;
use super::{Selection, Shelf, Writer};
use crate::model::{Record, Source};

/// The list.
pub struct References<'d> {
    shelf: Shelf<'d>,
    selection: Selection,
    used: Used,
}

impl<'d> References<'d> {
    /// Of the sources of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, selection: Selection) -> Self {
        Self { shelf, selection, used: Used::default() }
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
    fn look(&mut self, record: Record<'_>) {
        self.used.add(&self.shelf, record);
    }

    fn begin(&mut self, out: &mut String) {
        *out += &self.selection.citation;
        *out += "\n";
        for (number, at) in (1..).zip(&self.used.sources) {
            let source = self.shelf.source(*at);
            *out += &format!("\n[{number}] {}.", cited(&self.shelf, source));
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
        if !self.used.sources.is_empty() {
            *out += "\n";
        }
    }

    fn write(&mut self, _: Record<'_>, _: &mut String) {}
}
