//! Writing the pieces of a pack.

use std::panic::resume_unwind;
use std::thread;

use super::answers::{Kept, one, want};
use super::batch::{Chosen, parts_of};
use super::front::{Rows, kind_of};
use super::layout::{Entry, NAMED, Shape, Sizes, bucket, hash_of_id};
use super::manifest::Manifest;
use super::pen::{Packs, Pen};
use super::stock::{Flaw, span};
use crate::engine::{Calendar, Engine, Wording, place_key};
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
    let mut places: Vec<u64> =
        (0..).zip(&dataset.meetings).map(|(at, meeting)| place_key(meeting.date.as_ref(), at)).collect();
    places.sort_unstable();
    let mut meetings: Vec<_> = std::mem::take(&mut dataset.meetings).into_iter().map(Some).collect();
    let taken = places.iter().filter_map(|place| meetings.get_mut(*place as u32 as usize).and_then(Option::take));
    dataset.meetings = taken.collect();
    dataset
}

/// Where pieces are stored, perhaps several at once and later.
pub trait Sink {
    /// Why it cannot be done.
    type Error;

    /// Takes the next piece.
    ///
    /// # Errors
    /// If this piece, or one that was taken before, cannot be stored.
    fn store(&mut self, bytes: Vec<u8>) -> Result<(), Self::Error>;

    /// Where each piece is to be had that was taken since this was asked the last time, in their order.
    ///
    /// # Errors
    /// If one of them cannot be stored.
    fn stored(&mut self) -> Result<Vec<Entry>, Self::Error>;
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Names all pieces, by way of the front piece.
    pub manifest: Manifest,
    /// How many bytes the pieces of the index take as they are stored.
    pub index: usize,
    /// How many of these have the places of words, which only phrases need.
    pub places: usize,
}

/// Writes all pieces through `sink`, and gives the manifest. Words that the engine lacks are read while
/// another thread writes the records.
///
/// # Errors
/// What `sink` says.
pub fn write<S>(input: &Input, mut engine: Engine, sink: &mut S) -> Result<Packed, S::Error>
where
    S: Sink<Error: Send> + Send,
{
    let totals = EntityKind::ALL.map(|kind| {
        let table = (0..).take(input.dataset.entities.table(kind).len());
        table.map(|at| engine.frequency(EntityId { kind, at })).collect::<Vec<_>>()
    });
    let frequency = |id: EntityId| totals[id.kind as usize].get(id.index()).copied().unwrap_or(0);
    let mut writer = Writer { input, frequency: &frequency, sink, since: 0, part: Part::default() };
    let rows = thread::scope(|scope| {
        let rows = scope.spawn(|| writer.rows());
        if !engine.has_words() {
            let words = Wording::new(&engine).finish(&engine, input.dataset);
            engine.take_words(words);
        }
        rows.join().unwrap_or_else(|panic| resume_unwind(panic))
    })?;
    let head = writer.index(&mut engine)?;
    let index = writer.part.entries.iter().map(|entry| entry.stored).sum();
    let places = stored_of_last(&writer.part.entries, engine.bytes_of_places());
    writer.part.append(rows);
    writer.answers(&engine)?;
    writer.problems()?;
    writer.calendar(&engine)?;
    let directories = writer.directories()?;
    let kept = Kept::of(&engine.answer(&Query::default(), &want()), None);
    let manifest = writer.front(&kept, &engine, &head, &directories)?;
    Ok(Packed { manifest, index, places })
}

/// How many bytes the pieces take in which the last so many bytes lie.
fn stored_of_last(entries: &[Entry], mut bytes: usize) -> usize {
    let mut stored = 0;
    for entry in entries.iter().rev() {
        if bytes == 0 {
            break;
        }
        bytes = bytes.saturating_sub(entry.raw);
        stored += entry.stored;
    }
    stored
}

struct Writer<'a, S> {
    input: &'a Input<'a>,
    frequency: &'a (dyn Fn(EntityId) -> usize + Sync),
    sink: &'a mut S,
    /// How many pieces there are of this kind so far.
    since: u32,
    part: Part,
}

/// Some kinds of pieces.
#[derive(Default)]
struct Part {
    /// Where the pieces are that are stored.
    entries: Vec<Entry>,
    /// How many there are of each kind.
    counts: Vec<u32>,
}

impl Part {
    fn append(&mut self, mut other: Self) {
        self.entries.append(&mut other.entries);
        self.counts.append(&mut other.counts);
    }
}

impl<S: Sink> Writer<'_, S> {
    fn piece(&mut self, bytes: Vec<u8>) -> Result<(), S::Error> {
        self.since += 1;
        self.sink.store(bytes)
    }

    /// All pieces of a kind are written.
    fn end(&mut self) {
        self.part.counts.push(std::mem::take(&mut self.since));
    }

    /// Waits until all pieces are stored.
    fn settle(&mut self) -> Result<(), S::Error> {
        self.part.entries.extend(self.sink.stored()?);
        Ok(())
    }

    /// What can be written without the words.
    fn rows(&mut self) -> Result<Part, S::Error> {
        self.records()?;
        EntityKind::ALL.into_iter().try_for_each(|kind| self.entities(kind))?;
        self.sources()?;
        self.ids()?;
        self.settle()?;
        Ok(std::mem::take(&mut self.part))
    }

    fn index(&mut self, engine: &mut Engine) -> Result<Vec<u8>, S::Error> {
        let head = engine.write_blocks(self.input.sizes.block, &mut |block| self.piece(block.to_vec()))?;
        self.end();
        self.settle()?;
        Ok(head)
    }

    fn records(&mut self) -> Result<(), S::Error> {
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

    fn entities(&mut self, kind: EntityKind) -> Result<(), S::Error> {
        let parts = parts_of(self.input.dataset, kind);
        let all: Vec<EntityId> = (0..).take(parts.len()).map(|at| EntityId { kind, at }).collect();
        // behind the index
        debug_assert_eq!(kind_of(kind) as usize, self.part.counts.len() + 1);
        for some in all.chunks(self.input.sizes.entities) {
            let of = |id: &EntityId| Some((*id, parts.get(id.index()).filter(|parts| !parts.is_empty())?.clone()));
            let parts: Vec<(EntityId, Vec<u32>)> = some.iter().filter_map(of).collect();
            let chosen = Chosen { entities: some.iter().copied().collect(), ..Chosen::default() };
            self.batch(&chosen, &parts)?;
        }
        self.end();
        Ok(())
    }

    fn sources(&mut self) -> Result<(), S::Error> {
        let all: Vec<SourceId> = (0..).take(self.input.dataset.sources.len()).map(SourceId).collect();
        for some in all.chunks(self.input.sizes.entities) {
            self.batch(&Chosen { sources: some.iter().copied().collect(), ..Chosen::default() }, &[])?;
        }
        self.end();
        Ok(())
    }

    fn batch(&mut self, chosen: &Chosen, parts: &[(EntityId, Vec<u32>)]) -> Result<(), S::Error> {
        let mut pen = Pen::new();
        chosen.pack(self.input.dataset, self.frequency, parts, &mut pen);
        self.piece(pen.done())
    }

    fn ids(&mut self) -> Result<(), S::Error> {
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
            self.piece(super::pen::packed(&bucket))?;
        }
        self.end();
        Ok(())
    }

    fn answers(&mut self, engine: &Engine) -> Result<(), S::Error> {
        let values = engine.values();
        for facet in Facet::ALL {
            let mut want = want();
            // its own values are counted as if none were chosen
            want.values[facet].top = 0;
            let all: Vec<u32> = (0..).take(values.len(facet)).collect();
            for some in all.chunks(self.input.sizes.answers) {
                let kept = |value: &u32| {
                    let answer = engine.answer(&one(facet, values.id(facet, *value)), &want);
                    Kept::of(&answer, Some(facet))
                };
                let bytes = super::pen::packed(&some.iter().map(kept).collect::<Vec<_>>());
                self.piece(bytes)?;
            }
        }
        self.end();
        Ok(())
    }

    fn problems(&mut self) -> Result<(), S::Error> {
        let mut flaws = self.input.flaws.to_vec();
        order::by_key(&mut flaws, |flaw| !flaw.left_out);
        for some in flaws.chunks(self.input.sizes.entities) {
            self.piece(super::pen::packed(&some.to_vec()))?;
        }
        self.end();
        Ok(())
    }

    fn calendar(&mut self, engine: &Engine) -> Result<(), S::Error> {
        let dataset = self.input.dataset;
        let calendar = engine.calendar(Calendar::empty(span(&dataset.meetings), &dataset.about.coverage));
        self.piece(super::pen::packed(&calendar))?;
        self.end();
        Ok(())
    }

    fn directories(&mut self) -> Result<Vec<Entry>, S::Error> {
        self.settle()?;
        self.part.entries.chunks(NAMED).try_for_each(|some| self.sink.store(super::pen::packed(&some.to_vec())))?;
        self.sink.stored()
    }

    fn front(
        &mut self,
        kept: &Kept,
        engine: &Engine,
        head: &[u8],
        directories: &[Entry],
    ) -> Result<Manifest, S::Error> {
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
        let mut pen = Pen::new();
        let shape = Shape { counts: self.part.counts.clone() };
        let (directories, head) = (directories.to_vec(), head.to_vec());
        let span = span(&dataset.meetings);
        // as `Front` has them
        let fields: [&dyn Packs; 9] = [&dataset.about, &rows, &span, sizes, &shape, &directories, &head, kept, &names];
        let column = pen.columns.now;
        for (part, field) in fields.into_iter().enumerate() {
            pen.columns.enter(column, part);
            field.pack(&mut pen);
        }
        pen.columns.enter(column, fields.len());
        chosen.pack(dataset, self.frequency, &[], &mut pen);
        let bytes = pen.done();
        self.sink.store(bytes)?;
        let front = self.sink.stored()?.pop().unwrap_or_default();
        Ok(Manifest { title: dataset.about.title.first().to_owned(), records: dataset.len(), front })
    }
}
