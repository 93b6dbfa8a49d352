//! Rows that travel together.

use std::collections::BTreeSet;

use super::pen::{Eye, Packs, Pen, put_list};
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

impl Packs for Batch {
    fn pack(&self, pen: &mut Pen) {
        let rows = Lent {
            meetings: self.meetings.iter().map(|(at, row)| (*at, row)).collect(),
            facts: self.facts.iter().map(|(at, row)| (*at, row)).collect(),
            entities: self.entities.iter().map(|(id, (frequency, row))| (*id, *frequency, row)).collect(),
            sources: self.sources.iter().map(|(at, row)| (*at, row)).collect(),
            parts: &self.parts,
        };
        rows.pack(pen);
    }

    fn unpack(eye: &mut Eye) -> Option<Self> {
        let column = eye.columns.now;
        eye.columns.enter(column, 0);
        let meetings = take_rows(eye)?;
        eye.columns.enter(column, 1);
        let facts = take_rows(eye)?;
        eye.columns.enter(column, 2);
        let entities = take_entities(eye)?;
        eye.columns.enter(column, 3);
        let sources = take_rows(eye)?;
        eye.columns.enter(column, 4);
        let parts = Packs::unpack(eye)?;
        eye.columns.now = column;
        Some(Self { meetings, facts, entities, sources, parts })
    }
}

/// The rows of a [`Batch`], wherever they are.
struct Lent<'a> {
    meetings: Vec<(u32, &'a Meeting)>,
    facts: Vec<(u32, &'a Fact)>,
    entities: Vec<(EntityId, usize, &'a Entity)>,
    sources: Vec<(u32, &'a Source)>,
    parts: &'a [(EntityId, Vec<u32>)],
}

impl Lent<'_> {
    fn pack(&self, pen: &mut Pen) {
        let column = pen.columns.now;
        pen.columns.enter(column, 0);
        put_rows(&self.meetings, pen);
        pen.columns.enter(column, 1);
        put_rows(&self.facts, pen);
        pen.columns.enter(column, 2);
        put_entities(&self.entities, pen);
        pen.columns.enter(column, 3);
        put_rows(&self.sources, pen);
        pen.columns.enter(column, 4);
        put_list(self.parts, pen);
        pen.columns.now = column;
    }
}

/// Rows with their numbers.
fn put_rows<T: Packs>(rows: &[(u32, &T)], pen: &mut Pen) {
    pen.put(rows.len() as u64);
    let column = pen.columns.now;
    pen.columns.enter(column, 0);
    put_rising(rows.iter().map(|(at, _)| *at), pen);
    pen.columns.enter(column, 1);
    rows.iter().for_each(|(_, row)| row.pack(pen));
    pen.columns.now = column;
}

fn take_rows<T: Packs>(eye: &mut Eye) -> Option<Vec<(u32, T)>> {
    let len = usize::unpack(eye)?;
    let column = eye.columns.now;
    eye.columns.enter(column, 0);
    let places = take_rising(eye, len)?;
    eye.columns.enter(column, 1);
    let mut rows = Vec::new();
    for at in places {
        rows.push((at, T::unpack(eye)?));
    }
    eye.columns.now = column;
    Some(rows)
}

fn put_entities(rows: &[(EntityId, usize, &Entity)], pen: &mut Pen) {
    pen.put(rows.len() as u64);
    let column = pen.columns.now;
    pen.columns.enter(column, 0);
    rows.iter().for_each(|(id, ..)| id.kind.pack(pen));
    pen.columns.enter(column, 1);
    put_rising(rows.iter().map(|(id, ..)| id.at), pen);
    pen.columns.enter(column, 2);
    rows.iter().for_each(|(_, frequency, _)| frequency.pack(pen));
    pen.columns.enter(column, 3);
    rows.iter().for_each(|(.., row)| row.pack(pen));
    pen.columns.now = column;
}

fn take_entities(eye: &mut Eye) -> Option<Vec<(EntityId, (usize, Entity))>> {
    let len = usize::unpack(eye)?;
    let column = eye.columns.now;
    let mut kinds = Vec::new();
    eye.columns.enter(column, 0);
    for _ in 0..len {
        kinds.push(EntityKind::unpack(eye)?);
    }
    eye.columns.enter(column, 1);
    let ids = kinds.into_iter().zip(take_rising(eye, len)?).map(|(kind, at)| EntityId { kind, at });
    let mut rows = Vec::new();
    eye.columns.enter(column, 2);
    let frequencies = eye.columns.now;
    eye.columns.enter(column, 3);
    let entities = eye.columns.now;
    for id in ids {
        eye.columns.now = frequencies;
        let frequency = usize::unpack(eye)?;
        eye.columns.now = entities;
        rows.push((id, (frequency, Entity::unpack(eye)?)));
    }
    eye.columns.now = column;
    Some(rows)
}

/// Numbers that mostly rise, each as the distance from the one before.
fn put_rising(numbers: impl Iterator<Item = u32>, pen: &mut Pen) {
    let mut before = 0u32;
    for number in numbers {
        number.wrapping_sub(before).pack(pen);
        before = number;
    }
}

fn take_rising(eye: &mut Eye, len: usize) -> Option<Vec<u32>> {
    let (mut numbers, mut before) = (Vec::new(), 0u32);
    for _ in 0..len {
        before = before.wrapping_add(u32::unpack(eye)?);
        numbers.push(before);
    }
    Some(numbers)
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

    /// Writes them as a [`Batch`], without copying its rows first.
    pub fn pack(
        &self,
        dataset: &Dataset,
        frequency: &dyn Fn(EntityId) -> usize,
        parts: &[(EntityId, Vec<u32>)],
        pen: &mut Pen,
    ) {
        let (mut meetings, mut facts) = (Vec::new(), Vec::new());
        for id in &self.records {
            match id {
                RecordId::Meeting(id) => meetings.push((id.0, &dataset.meetings[id.index()])),
                RecordId::Fact(id) => facts.push((id.0, &dataset.facts[id.index()])),
            }
        }
        let entities = self.entities.iter().map(|id| (*id, frequency(*id), dataset.entities.get(*id))).collect();
        let sources = self.sources.iter().map(|id| (id.0, &dataset.sources[id.index()])).collect();
        Lent { meetings, facts, entities, sources, parts }.pack(pen);
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
