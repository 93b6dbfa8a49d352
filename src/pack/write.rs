//! Writing the pieces of a pack.

use super::answers::{Kept, one, want};
use super::batch::{Chosen, parts_of};
use super::layout::{Entry, NAMED, Shape, Sizes, bucket, hash_of_id};
use super::manifest::Manifest;
use super::pen::{Packs, put};
use super::stock::{Flaw, Rows, kind_of, span};
use crate::engine::{Calendar, Engine};
use crate::model::{Dataset, EntityId, EntityKind, FactId, MeetingId, RecordId, SourceId};
use crate::order;
use crate::query::{Facet, Query};

/// What is packed.
#[derive(Debug)]
pub struct Input<'a> {
    /// The records, which [`in_order`] put in order.
    pub dataset: &'a Dataset,
    /// What was wrong with them.
    pub flaws: &'a [Flaw],
    /// How large pieces are to be.
    pub sizes: Sizes,
}

/// A dataset with its meetings newest first, undated last, as the engine numbers records: so that those that
/// are read together lie together.
#[must_use]
pub fn in_order(mut dataset: Dataset) -> Dataset {
    let day = |at: &u32| dataset.meetings.get(*at as usize).and_then(|meeting| meeting.date).map(|date| date.order());
    let mut places: Vec<u32> = (0..).take(dataset.meetings.len()).collect();
    order::by_key(&mut places, |at| (day(at).is_none(), std::cmp::Reverse(day(at)), *at));
    let mut meetings: Vec<_> = std::mem::take(&mut dataset.meetings).into_iter().map(Some).collect();
    let taken = places.iter().filter_map(|at| meetings.get_mut(*at as usize).and_then(Option::take));
    dataset.meetings = taken.collect();
    dataset
}

/// Writes all pieces through `sink`, which says where each is to be had, and gives the manifest.
///
/// # Errors
/// What `sink` says.
pub fn write<E>(
    input: &Input,
    mut engine: Engine,
    sink: &mut dyn FnMut(&[u8]) -> Result<Entry, E>,
) -> Result<Manifest, E> {
    let totals = EntityKind::ALL.map(|kind| {
        let table = (0..).take(input.dataset.entities.table(kind).len());
        table.map(|at| engine.frequency(EntityId { kind, at })).collect::<Vec<_>>()
    });
    let frequency = |id: EntityId| totals[id.kind as usize].get(id.index()).copied().unwrap_or(0);
    let mut writer = Writer { input, frequency: &frequency, sink, entries: Vec::new(), shape: Shape::default() };
    let everything = engine.answer(&Query::default(), &want());
    let kept = Kept::of(&everything, None);
    let head = writer.index(&mut engine)?;
    writer.records()?;
    EntityKind::ALL.into_iter().try_for_each(|kind| writer.entities(kind))?;
    writer.sources()?;
    writer.ids()?;
    writer.answers(&engine)?;
    writer.problems()?;
    writer.calendar(&engine)?;
    let directories = writer.directories()?;
    writer.front(&kept, &engine, &head, &directories)
}

struct Writer<'a, E> {
    input: &'a Input<'a>,
    frequency: &'a dyn Fn(EntityId) -> usize,
    sink: &'a mut dyn FnMut(&[u8]) -> Result<Entry, E>,
    entries: Vec<Entry>,
    shape: Shape,
}

impl<E> Writer<'_, E> {
    fn piece(&mut self, bytes: &[u8]) -> Result<(), E> {
        let entry = (self.sink)(bytes)?;
        self.entries.push(entry);
        Ok(())
    }

    /// All pieces of a kind are written.
    fn end(&mut self) {
        let before: u32 = self.shape.counts.iter().sum();
        self.shape.counts.push(self.entries.len() as u32 - before);
    }

    fn index(&mut self, engine: &mut Engine) -> Result<Vec<u8>, E> {
        let head = engine.write_blocks(self.input.sizes.block, &mut |block| self.piece(block))?;
        self.end();
        Ok(head)
    }

    fn records(&mut self) -> Result<(), E> {
        let dataset = self.input.dataset;
        let meetings: Vec<u32> = (0..).take(dataset.meetings.len()).collect();
        for some in meetings.chunks(self.input.sizes.records) {
            self.batch(&Chosen::records(dataset, some.iter().map(|at| RecordId::Meeting(MeetingId(*at)))), &[])?;
        }
        self.end();
        let facts: Vec<u32> = (0..).take(dataset.facts.len()).collect();
        for some in facts.chunks(self.input.sizes.records) {
            self.batch(&Chosen::records(dataset, some.iter().map(|at| RecordId::Fact(FactId(*at)))), &[])?;
        }
        self.end();
        Ok(())
    }

    fn entities(&mut self, kind: EntityKind) -> Result<(), E> {
        let parts = parts_of(self.input.dataset, kind);
        let all: Vec<EntityId> = (0..).take(parts.len()).map(|at| EntityId { kind, at }).collect();
        debug_assert_eq!(kind_of(kind) as usize, self.shape.counts.len());
        for some in all.chunks(self.input.sizes.entities) {
            let of = |id: &EntityId| Some((*id, parts.get(id.index()).filter(|parts| !parts.is_empty())?.clone()));
            let parts: Vec<(EntityId, Vec<u32>)> = some.iter().filter_map(of).collect();
            let chosen = Chosen { entities: some.iter().copied().collect(), ..Chosen::default() };
            self.batch(&chosen, &parts)?;
        }
        self.end();
        Ok(())
    }

    fn sources(&mut self) -> Result<(), E> {
        let all: Vec<SourceId> = (0..).take(self.input.dataset.sources.len()).map(SourceId).collect();
        for some in all.chunks(self.input.sizes.entities) {
            self.batch(&Chosen { sources: some.iter().copied().collect(), ..Chosen::default() }, &[])?;
        }
        self.end();
        Ok(())
    }

    fn batch(&mut self, chosen: &Chosen, parts: &[(EntityId, Vec<u32>)]) -> Result<(), E> {
        let mut bytes = Vec::new();
        chosen.pack(self.input.dataset, self.frequency, parts, &mut bytes);
        self.piece(&bytes)
    }

    fn ids(&mut self) -> Result<(), E> {
        let dataset = self.input.dataset;
        let pieces = dataset.len().div_ceil(self.input.sizes.ids.max(1));
        let mut buckets: Vec<Vec<(u32, RecordId)>> = vec![Vec::new(); pieces];
        for record in dataset.record_ids() {
            let hash = match record {
                RecordId::Meeting(id) => hash_of_id(false, &dataset.meetings[id.index()].id),
                RecordId::Fact(id) => hash_of_id(true, &dataset.facts[id.index()].id),
            };
            if let Some(bucket) = buckets.get_mut(bucket(hash, pieces)) {
                bucket.push((hash, record));
            }
        }
        for mut bucket in buckets {
            order::by_key(&mut bucket, |found| *found);
            self.piece(&super::pen::packed(&bucket))?;
        }
        self.end();
        Ok(())
    }

    fn answers(&mut self, engine: &Engine) -> Result<(), E> {
        let (values, want) = (engine.values(), want());
        for facet in Facet::ALL {
            let all: Vec<u32> = (0..).take(values.len(facet)).collect();
            for some in all.chunks(self.input.sizes.answers) {
                let mut bytes = Vec::new();
                put(some.len() as u64, &mut bytes);
                for value in some {
                    let answer = engine.answer(&one(facet, values.id(facet, *value)), &want);
                    Kept::of(&answer, Some(facet)).pack(&mut bytes);
                }
                self.piece(&bytes)?;
            }
        }
        self.end();
        Ok(())
    }

    fn problems(&mut self) -> Result<(), E> {
        let mut flaws = self.input.flaws.to_vec();
        order::by_key(&mut flaws, |flaw| !flaw.left_out);
        for some in flaws.chunks(self.input.sizes.entities) {
            self.piece(&super::pen::packed(&some.to_vec()))?;
        }
        self.end();
        Ok(())
    }

    fn calendar(&mut self, engine: &Engine) -> Result<(), E> {
        let dataset = self.input.dataset;
        let calendar = engine.calendar(Calendar::empty(span(&dataset.meetings), &dataset.about.coverage));
        self.piece(&super::pen::packed(&calendar))?;
        self.end();
        Ok(())
    }

    fn directories(&mut self) -> Result<Vec<Entry>, E> {
        let entries = std::mem::take(&mut self.entries);
        entries.chunks(NAMED).map(|some| (self.sink)(&super::pen::packed(&some.to_vec()))).collect()
    }

    fn front(&mut self, kept: &Kept, engine: &Engine, head: &[u8], directories: &[Entry]) -> Result<Manifest, E> {
        let Input { dataset, flaws, sizes } = self.input;
        let mut chosen = Chosen::records(dataset, kept.page().iter().copied());
        let mut names = Vec::new();
        for (facet, at) in kept.values() {
            if let Some(kind) = facet.entity_kind() {
                chosen.entities.insert(EntityId { kind, at });
            } else if facet == Facet::Source {
                chosen.sources.insert(SourceId(at));
            } else {
                names.push(((facet, at), engine.values().id(facet, at).to_owned()));
            }
        }
        chosen.add_wholes(dataset);
        let rows = Rows {
            meetings: dataset.meetings.len(),
            facts: dataset.facts.len(),
            entities: EntityKind::ALL.map(|kind| dataset.entities.table(kind).len()).to_vec(),
            sources: dataset.sources.len(),
            flaws: (flaws.len(), flaws.iter().filter(|flaw| flaw.left_out).count()),
        };
        let mut bytes = Vec::new();
        dataset.about.pack(&mut bytes);
        rows.pack(&mut bytes);
        span(&dataset.meetings).pack(&mut bytes);
        sizes.pack(&mut bytes);
        self.shape.pack(&mut bytes);
        directories.to_vec().pack(&mut bytes);
        head.to_vec().pack(&mut bytes);
        kept.pack(&mut bytes);
        names.pack(&mut bytes);
        chosen.pack(dataset, self.frequency, &[], &mut bytes);
        let front = (self.sink)(&bytes)?;
        Ok(Manifest { title: dataset.about.title.first().to_owned(), records: dataset.len(), front })
    }
}
