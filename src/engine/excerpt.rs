//! Where the words of a query stand in a record, if not in what is shown of it.

use std::ops::Range;

use super::Marker;
use super::corpus::{Shelves, append_texts, names};
use crate::model::{EntityId, EntityKind, Record};

/// How many bytes of a text are shown before and after a match, at most.
const AROUND: usize = 70;

/// A stretch of a text that holds a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The stretch, from one word to another.
    pub text: String,
    /// Whether the text begins before it, and goes on behind it.
    pub cut: (bool, bool),
}

/// Where a clause was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// In a name or alias of an entity that the record is filed under.
    Name(EntityId, String),
    /// In a text of the record's own.
    Text(Excerpt),
}

impl Marker {
    /// For each clause that none of the texts that are shown holds, where the record does.
    #[must_use]
    pub fn beyond(&self, shelves: &dyn Shelves, record: Record<'_>, shown: &[&str]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for clause in self.each() {
            let is_shown = shown.iter().any(|text| !clause.spans(text).is_empty());
            let place = if is_shown { None } else { clause.place(shelves, record) };
            found.extend(place.filter(|place| !found.contains(place)));
        }
        found
    }

    /// Where a record holds the clause: in its texts, which are there with it, or else in a name.
    fn place(&self, shelves: &dyn Shelves, record: Record<'_>) -> Option<Found> {
        let mut texts = Vec::new();
        append_texts(record, &mut texts);
        if let Some(excerpt) = texts.into_iter().find_map(|(_, text)| self.excerpt(text)) {
            return Some(Found::Text(excerpt));
        }
        EntityKind::ALL.into_iter().flat_map(|kind| record.filed_under(kind)).find_map(|id| {
            let name = names(shelves.entity(id)).find(|name| !self.spans(name).is_empty());
            name.map(|name| Found::Name(id, name.to_owned()))
        })
    }

    /// The stretch around the first match in a text.
    fn excerpt(&self, text: &str) -> Option<Excerpt> {
        let span = self.spans(text).into_iter().next()?;
        let Range { start, end } = stretch(text, &span);
        let cut = (start > 0, end < text.len());
        Some(Excerpt { text: text.get(start..end)?.trim().to_owned(), cut })
    }
}

/// From the beginning of a word before a span to the end of one behind it; where words are not set apart, from
/// a character to another.
fn stretch(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut start = text.floor_char_boundary(span.start.saturating_sub(AROUND));
    if start > 0 {
        let before = text.get(start..span.start).unwrap_or_default();
        start += before.find(char::is_whitespace).unwrap_or(0);
    }
    let mut end = text.ceil_char_boundary((span.end + AROUND).min(text.len()));
    if end < text.len() {
        let behind = text.get(span.end..end).unwrap_or_default();
        end = span.end + behind.rfind(char::is_whitespace).unwrap_or(behind.len());
    }
    start..end
}
