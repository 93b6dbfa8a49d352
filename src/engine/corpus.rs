//! Which texts are searched.
//!
//! A record is found by its own texts and by the names and aliases of what it is filed under. Names
//! are searched with their entity, not copied into each record.

use crate::model::{Dataset, Entity, EntityId, Meeting, Record, RecordId, Source, SourceId, Text};

/// Where records lie, and what they refer to.
pub trait Shelves {
    /// A record.
    fn record(&self, id: RecordId) -> Record<'_>;
    /// An entity.
    fn entity(&self, id: EntityId) -> &Entity;
    /// A source, if there is one of that number.
    fn source(&self, id: SourceId) -> Option<&Source>;
}

impl Shelves for Dataset {
    fn record(&self, id: RecordId) -> Record<'_> {
        Self::record(self, id)
    }

    fn entity(&self, id: EntityId) -> &Entity {
        self.entities.get(id)
    }

    fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.index())
    }
}

/// Where a text stands, and so what a match in it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Remarks, passages quoted from sources.
    Note,
    /// Summary, points, outcomes, the value of a fact.
    Body,
    /// Names and aliases, roles.
    Name,
    /// The title of a meeting, the claim of a fact.
    Title,
}

impl Field {
    /// Every field, in order.
    pub const ALL: [Self; 4] = [Self::Note, Self::Body, Self::Name, Self::Title];
}

/// A record's own texts, in every language.
pub(super) fn texts(dataset: &Dataset, id: RecordId) -> Vec<(Field, &str)> {
    let mut texts = Vec::new();
    append_texts(dataset.record(id), &mut texts);
    texts
}

/// Appends a record's own texts, in every language.
pub(super) fn append_texts<'a>(record: Record<'a>, texts: &mut Vec<(Field, &'a str)>) {
    match record {
        Record::Meeting(meeting) => meeting_texts(meeting, texts),
        Record::Fact(fact) => {
            push(texts, Field::Title, Some(&fact.claim));
            push(texts, Field::Body, Some(&fact.value));
            push(texts, Field::Body, fact.unit.as_ref());
            push(texts, Field::Note, fact.note.as_ref());
        }
    }
    for evidence in record.evidence() {
        push(texts, Field::Note, evidence.quote.as_ref());
    }
}

fn meeting_texts<'a>(meeting: &'a Meeting, texts: &mut Vec<(Field, &'a str)>) {
    push(texts, Field::Title, Some(&meeting.title));
    push(texts, Field::Body, meeting.summary.as_ref());
    for participant in &meeting.participants {
        push(texts, Field::Name, participant.role());
    }
    for point in &meeting.points {
        push(texts, Field::Body, Some(&point.says));
    }
    for outcome in &meeting.outcomes {
        push(texts, Field::Body, Some(outcome));
    }
    push(texts, Field::Note, meeting.note.as_ref());
}

#[inline(always)]
fn push<'a>(texts: &mut Vec<(Field, &'a str)>, field: Field, text: Option<&'a Text>) {
    if let Some(text) = text {
        push_variants(texts, field, text);
    }
}

fn push_variants<'a>(texts: &mut Vec<(Field, &'a str)>, field: Field, text: &'a Text) {
    for text in text.texts() {
        texts.push((field, text));
    }
}

/// The names under which an entity is found.
pub(super) fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    entity.name.texts().chain(entity.aliases.iter().map(|alias| &**alias))
}

/// How long a record's own texts are, in bytes.
pub(super) fn len(dataset: &Dataset, id: RecordId) -> usize {
    texts(dataset, id).iter().map(|(_, text)| text.len()).sum()
}

/// How long the texts of a record are on average.
pub(super) fn average_len(dataset: &Dataset) -> usize {
    dataset.record_ids().map(|id| len(dataset, id)).sum::<usize>() / dataset.len().max(1)
}

/// 1 for what all records have, one more for each halving.
pub(super) fn rarity(total: usize, matching: usize) -> u32 {
    1 + (total / matching.max(1)).max(1).ilog2()
}
