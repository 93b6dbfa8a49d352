//! What is taken along is all there before it is written: of a pack, what is missing is fetched first, so
//! that nothing is left out in silence.

use whomet::engine::{Want, WantValues};
use whomet::export::Stacks;
use whomet::model::{About, Entity, EntityId, EntityKind, Record, RecordId, Source, SourceId};
use whomet::query::PerFacet;

use super::pieces::Line;
use super::ports::time;
use super::state::{Missing, Page};
use super::take::Take;

/// How many records are asked for at a time.
const PART: usize = 20_000;
/// How long to wait before looking whether all has come, in milliseconds.
const PAUSE: i32 = 4;

/// Why something is not made.
pub enum Stopped {
    /// It is not wanted any more.
    Unwanted,
    /// The browser does not let the page make it.
    Refused,
    /// This file could not be fetched, or is not what it should be.
    Broken(String),
}

/// One time through the records, of so many.
#[derive(Clone, Copy)]
pub struct Pass {
    /// How many came before.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

impl Pass {
    /// The first of two.
    pub const FIRST: Self = Self { at: 0, of: 2 };
    /// The second of two.
    pub const SECOND: Self = Self { at: 1, of: 2 };
    /// The only one.
    pub const ONLY: Self = Self { at: 0, of: 1 };
}

impl Stacks for Take {
    fn about(&self) -> &About {
        Page.loaded().about()
    }

    fn entity(&self, id: EntityId) -> &Entity {
        Page.loaded().entity(id)
    }

    fn source(&self, id: SourceId) -> &Source {
        Page.loaded().source(id)
    }
}

impl Take {
    /// A record.
    pub fn record(self, id: RecordId) -> Record<'static> {
        Page.loaded().record(id)
    }

    /// All records that the filters show, in the order in which they are shown; asked for in parts, so
    /// that no answer is a long task.
    pub async fn selected(self, number: usize) -> Result<Vec<RecordId>, Stopped> {
        let filter = Page.filter.peek().clone();
        let mut records = Vec::new();
        loop {
            let values = PerFacet::from_fn(|_| WantValues::top(0));
            let want = Want { start: records.len(), len: PART, values, timeline: false };
            let answer = self.complete(number, || Page.loaded().answer(&filter, &want)).await?;
            records.extend(answer.page);
            if records.len() >= answer.count {
                return Ok(records);
            }
            time::breathe().await;
        }
    }

    /// Sees to it that records are there with all that they refer to.
    pub async fn have(self, number: usize, records: &[RecordId]) -> Result<(), Stopped> {
        if Page.loaded().is_whole() {
            return Ok(());
        }
        self.complete(number, || records.iter().for_each(|id| self.touch(*id))).await
    }

    /// Has records fetched that are not waited for yet, behind what is.
    pub fn will_have(self, records: &[RecordId]) {
        if !Page.loaded().is_whole() {
            records.iter().for_each(|id| self.touch(*id));
            let _ = Page.fetch(Page.loaded().needs(), Line::Counts);
        }
    }

    /// Asks until all that is read for the answer is there.
    async fn complete<T>(self, number: usize, mut ask: impl FnMut() -> T) -> Result<T, Stopped> {
        loop {
            if !self.is_wanted(number) {
                return Err(Stopped::Unwanted);
            }
            let answer = ask();
            match Page.missing() {
                Missing::Nothing => return Ok(answer),
                Missing::Waiting | Missing::Words => time::sleep(PAUSE).await,
                Missing::Broken(path) => return Err(Stopped::Broken(path)),
            }
            while self.is_wanted(number) && !Page.queue.is_still() {
                time::sleep(PAUSE).await;
            }
        }
    }

    /// Reads a record and all that it refers to, down to what an organisation is part of.
    fn touch(self, id: RecordId) {
        let loaded = Page.loaded();
        let record = loaded.record(id);
        for evidence in record.evidence() {
            let _ = loaded.source(evidence.source);
        }
        let mut open: Vec<EntityId> = EntityKind::ALL.into_iter().flat_map(|kind| record.filed_under(kind)).collect();
        if let Record::Meeting(meeting) = record {
            open.extend(meeting.points.iter().filter_map(|point| point.by));
        }
        let mut seen: Vec<EntityId> = Vec::new();
        while let Some(id) = open.pop() {
            if !seen.contains(&id) {
                seen.push(id);
                let parents = loaded.entity(id).part_of.iter();
                open.extend(parents.map(|at| EntityId { kind: id.kind, at: *at }));
            }
        }
    }
}
