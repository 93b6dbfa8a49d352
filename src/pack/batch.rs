//! Rows that travel together.

use std::collections::BTreeSet;

use super::pen::{Packs, packs, put};
use crate::model::{Dataset, Entity, EntityId, EntityKind, Fact, Meeting, Record, RecordId, Source, SourceId};

/// Rows of all tables with their numbers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub meetings: Vec<(u32, Meeting)>,
    pub facts: Vec<(u32, Fact)>,
    /// With the number of records that each is in.
    pub entities: Vec<(EntityId, (usize, Entity))>,
    pub sources: Vec<(u32, Source)>,
    /// What is part of an entity, where it is not nothing.
    pub parts: Vec<(EntityId, Vec<u32>)>,
}

packs! {
    Batch { meetings, facts, entities, sources, parts }
}

/// Which rows are to travel together.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub records: Vec<RecordId>,
    pub entities: BTreeSet<EntityId>,
    pub sources: BTreeSet<SourceId>,
}

impl Chosen {
    /// Records with everything that they refer to, and what that is part of.
    pub fn records(dataset: &Dataset, records: impl IntoIterator<Item = RecordId>) -> Self {
        let mut chosen = Self { records: records.into_iter().collect(), ..Self::default() };
        for id in &chosen.records {
            let record = dataset.record(*id);
            chosen.sources.extend(record.evidence().iter().map(|evidence| evidence.source));
            match record {
                Record::Fact(fact) => drop(chosen.entities.insert(fact.about)),
                Record::Meeting(meeting) => {
                    let participants = meeting.participants.iter().flat_map(|p| [p.person, p.organisation]);
                    chosen.entities.extend(participants.flatten());
                    chosen.entities.extend(meeting.points.iter().filter_map(|point| point.by));
                    chosen.entities.extend(meeting.topics.iter().chain(&meeting.places));
                }
            }
        }
        chosen.add_wholes(dataset);
        chosen
    }

    /// Adds what the chosen entities are part of, up to the last whole.
    pub fn add_wholes(&mut self, dataset: &Dataset) {
        let mut new: Vec<EntityId> = self.entities.iter().copied().collect();
        while let Some(part) = new.pop() {
            for at in &dataset.entities.get(part).part_of {
                let whole = EntityId { kind: part.kind, at: *at };
                if self.entities.insert(whole) {
                    new.push(whole);
                }
            }
        }
    }

    /// The bytes of the [`Batch`], without copying its rows first.
    pub fn pack(
        &self,
        dataset: &Dataset,
        frequency: &dyn Fn(EntityId) -> usize,
        parts: &[(EntityId, Vec<u32>)],
        bytes: &mut Vec<u8>,
    ) {
        let meetings = |id: &RecordId| if let RecordId::Meeting(id) = id { Some(*id) } else { None };
        let facts = |id: &RecordId| if let RecordId::Fact(id) = id { Some(*id) } else { None };
        put(self.records.iter().filter_map(meetings).count() as u64, bytes);
        for id in self.records.iter().filter_map(meetings) {
            id.0.pack(bytes);
            dataset.meetings[id.index()].pack(bytes);
        }
        put(self.records.iter().filter_map(facts).count() as u64, bytes);
        for id in self.records.iter().filter_map(facts) {
            id.0.pack(bytes);
            dataset.facts[id.index()].pack(bytes);
        }
        put(self.entities.len() as u64, bytes);
        for id in &self.entities {
            id.pack(bytes);
            frequency(*id).pack(bytes);
            dataset.entities.get(*id).pack(bytes);
        }
        put(self.sources.len() as u64, bytes);
        for id in &self.sources {
            id.0.pack(bytes);
            dataset.sources[id.index()].pack(bytes);
        }
        put(parts.len() as u64, bytes);
        for (id, parts) in parts {
            id.pack(bytes);
            parts.pack(bytes);
        }
    }
}

/// For each entity of a table what is part of it.
pub(super) fn parts_of(dataset: &Dataset, kind: EntityKind) -> Vec<Vec<u32>> {
    let table = dataset.entities.table(kind);
    let mut parts = vec![Vec::new(); table.len()];
    for (at, entity) in (0..).zip(table) {
        for whole in &entity.part_of {
            if let Some(parts) = parts.get_mut(*whole as usize) {
                parts.push(at);
            }
        }
    }
    parts
}
