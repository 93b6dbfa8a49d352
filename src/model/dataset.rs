//! A whole dataset, every reference resolved.

use super::{
    Country, Entities, EntityId, EntityKind, Fact, Lang, Meeting, PartialDate, Record, RecordId, SafeUrl, Source, Text,
};
use crate::order;

/// What the publisher says about the dataset itself.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The title of the page.
    pub title: Text,
    /// A sentence or two.
    pub description: Option<Text>,
    /// The language of texts that do not name theirs.
    pub language: Lang,
    /// When the dataset was last changed.
    pub updated: Option<PartialDate>,
    /// Who publishes it.
    pub publisher: Option<Party>,
    /// Under which licence.
    pub licence: Option<Party>,
    /// Where to report a mistake.
    pub report: Option<SafeUrl>,
    /// Which periods it claims to cover.
    pub coverage: Vec<Coverage>,
}

/// A name with an address: a publisher or a licence.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The name.
    pub name: Text,
    /// The address.
    pub url: Option<SafeUrl>,
}

/// A period that the dataset claims to cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// From when.
    pub from: Option<PartialDate>,
    /// To when.
    pub to: Option<PartialDate>,
    /// How completely, and from what.
    pub note: Option<Text>,
}

/// A dataset: tables whose ids are positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// What the publisher says about it.
    pub about: About,
    /// Where things were read.
    pub sources: Vec<Source>,
    /// Organisations, people, topics, places.
    pub entities: Entities,
    /// The meetings.
    pub meetings: Vec<Meeting>,
    /// The facts.
    pub facts: Vec<Fact>,
}

impl Dataset {
    /// Every record's id: the meetings, then the facts.
    pub fn record_ids(&self) -> impl Iterator<Item = RecordId> + Clone + use<> {
        let meetings = 0..u32::try_from(self.meetings.len()).unwrap_or(u32::MAX);
        let facts = 0..u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        (meetings.map(|at| RecordId::Meeting(super::MeetingId(at))))
            .chain(facts.map(|at| RecordId::Fact(super::FactId(at))))
    }

    /// The record with this id.
    ///
    /// # Panics
    /// If the id comes from another dataset.
    #[must_use]
    pub fn record(&self, id: RecordId) -> Record<'_> {
        match id {
            RecordId::Meeting(id) => Record::Meeting(&self.meetings[id.index()]),
            RecordId::Fact(id) => Record::Fact(&self.facts[id.index()]),
        }
    }

    /// How many meetings and facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.meetings.len() + self.facts.len()
    }

    /// True if there is no record at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entities of one kind that a record is filed under, sorted, each once.
    ///
    /// A meeting is filed under its participants, topics and places; a fact under what it is about.
    #[must_use]
    pub fn filed_under(&self, id: RecordId, kind: EntityKind) -> Vec<EntityId> {
        self.record(id).filed_under(kind)
    }

    /// The countries of a record: those of its organisations and of its places, sorted, each once.
    #[must_use]
    pub fn countries(&self, id: RecordId) -> Vec<&Country> {
        let mut found: Vec<&Country> = [EntityKind::Organisation, EntityKind::Place]
            .into_iter()
            .flat_map(|kind| self.filed_under(id, kind))
            .filter_map(|entity| self.entities.get(entity).country.as_ref())
            .collect();
        order::distinct(&mut found);
        found
    }

    /// The languages of a record's sources, sorted, each once.
    #[must_use]
    pub fn languages(&self, id: RecordId) -> Vec<Lang> {
        let evidence = self.record(id).evidence().iter();
        let mut found: Vec<Lang> = evidence.filter_map(|e| self.sources[e.source.index()].language).collect();
        order::distinct(&mut found);
        found
    }
}
