//! Building an engine, all at once or in slices that leave a page responsive.
//!
//! What is counted is built first, by [`Builder`]: it is a tenth of the work, and all that an answer
//! without words needs. Until [`super::Wording`] has read the words, an engine lacks them as an index of
//! which parts are still to be fetched lacks these: see [`Engine::is_lacking`].

use super::Axis;
use super::column::{Column, Lists, number};
use super::dates::Dates;
use super::facets::Filing;
use super::index::Engine;
use super::lack::Lack;
use super::values::{Days, Lookup};
use crate::model::{Dataset, FactId, MeetingId, PartialDate, RecordId};
use crate::order;
use crate::query::{Facet, PerFacet};

/// An engine as it grows, but for the words. Every call takes the same dataset.
#[derive(Debug)]
pub struct Builder {
    engine: Engine,
    /// How many records there are.
    records: usize,
    /// What is known of all of them together.
    measures: Measures,
    /// The records, newest first, undated last.
    order: Vec<RecordId>,
    /// How much is done, in the order of [`Work`].
    done: usize,
    lookup: Lookup,
    /// The values of each record: where each list begins, and what is in them.
    columns: PerFacet<(Vec<u32>, Vec<u32>)>,
}

/// What has to be known of all records before the first can be added.
#[derive(Debug, Default)]
struct Measures {
    /// The days that their dates name.
    named: Days,
    /// The days by which they are in order: of all, of the meetings.
    ordered: [Days; 2],
    /// One number for each: its day, the newest first, then its position.
    places: Vec<u64>,
}

/// What is next to do.
enum Work {
    /// To look at some records, from one on.
    Measure(usize),
    /// The values of a facet.
    Values(Facet),
    Order,
    Record(RecordId),
    Turn(Facet),
    Dates,
    Nothing,
}

/// How many records are looked at in one piece of work.
const MEASURED: usize = 64;

impl Builder {
    /// Makes ready for a dataset.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let mut engine = Engine { meetings: number(dataset.meetings.len()), ..Engine::default() };
        engine.lack_words();
        Self {
            engine,
            records: dataset.len(),
            measures: Measures::default(),
            order: Vec::new(),
            done: 0,
            lookup: Lookup::default(),
            columns: PerFacet::from_fn(|_| (vec![0], Vec::new())),
        }
    }

    /// Does at most so many pieces of work more, a piece being a record or a share of what comes before
    /// and after; of the latter, which are larger, one at most. Says how many of how many are done.
    pub fn step(&mut self, dataset: &Dataset, pieces: usize) -> (usize, usize) {
        for _ in 0..pieces {
            let work = self.next();
            let is_small = matches!(work, Work::Record(_));
            if let Work::Nothing = work {
                break;
            }
            self.does(dataset, work);
            self.done += 1;
            if !is_small {
                break;
            }
        }
        (self.done, self.head() + self.records + TAIL)
    }

    fn does(&mut self, dataset: &Dataset, work: Work) {
        match work {
            Work::Measure(from) => self.measure(dataset, from),
            Work::Values(facet) => self.engine.values.add(dataset, facet, self.measures.named),
            Work::Order => self.put_in_order(dataset),
            Work::Record(id) => self.add_record(dataset, id),
            Work::Turn(facet) => self.turn(facet),
            Work::Dates => {
                let dated = self.order.iter().map_while(|id| dataset.record(*id).date());
                self.engine.dates = Dates::new(dated, &self.engine.values, &self.engine.axis);
            }
            Work::Nothing => {}
        }
    }

    /// Does what is left. The engine lacks the words.
    #[must_use]
    pub fn finish(mut self, dataset: &Dataset) -> Engine {
        loop {
            let (done, total) = self.step(dataset, 1 << 10);
            if done >= total {
                return self.engine;
            }
        }
    }

    /// How many pieces come before the records.
    fn head(&self) -> usize {
        self.records.div_ceil(MEASURED) + Facet::COUNT + 1
    }

    fn next(&self) -> Work {
        let mut at = self.done;
        if at < self.head() {
            let Some(at) = at.checked_sub(self.records.div_ceil(MEASURED)) else { return Work::Measure(at * MEASURED) };
            return Facet::ALL.get(at).map_or(Work::Order, |facet| Work::Values(*facet));
        }
        at -= self.head();
        if let Some(id) = self.order.get(at) {
            return Work::Record(*id);
        }
        at -= self.order.len();
        match Facet::ALL.get(at) {
            Some(facet) => Work::Turn(*facet),
            None if at + 1 == TAIL => Work::Dates,
            None => Work::Nothing,
        }
    }

    fn id(&self, place: u32) -> RecordId {
        match place.checked_sub(self.engine.meetings) {
            None => RecordId::Meeting(MeetingId(place)),
            Some(fact) => RecordId::Fact(FactId(fact)),
        }
    }

    /// Looks at the dates of some records.
    fn measure(&mut self, dataset: &Dataset, from: usize) {
        for place in from..self.records.min(from + MEASURED) {
            let id = self.id(number(place));
            let date = dataset.record(id).date();
            if let Some(date) = date {
                let day = date.order();
                self.measures.named.add_bounds(&date.bounds());
                let [all, meetings] = &mut self.measures.ordered;
                all.add(day);
                if let RecordId::Meeting(_) = id {
                    meetings.add(day);
                }
            }
            self.measures.places.push(place_key(date, number(place)));
        }
    }

    /// Puts the records in order, when the values are known.
    fn put_in_order(&mut self, dataset: &Dataset) {
        let Measures { mut places, ordered: [all, meetings], .. } = std::mem::take(&mut self.measures);
        order::smallest(&mut places, usize::MAX);
        let places: Vec<u32> = places.into_iter().map(|place| place as u32).collect();
        self.order = places.iter().map(|place| self.id(*place)).collect();
        self.engine.places = Column::of(&places);
        let years = meetings.years().or_else(|| all.years());
        self.engine.axis = years.map_or_else(Axis::default, |(first, last)| Axis::spanning(first, last));
        self.lookup = Lookup::of(&self.engine.values, dataset);
    }

    fn add_record(&mut self, dataset: &Dataset, id: RecordId) {
        for facet in &Facet::ALL {
            let (starts, items) = &mut self.columns[*facet];
            self.lookup.append(dataset, id, *facet, items);
            starts.push(number(items.len()));
        }
    }

    /// Turns a facet round, from the values of each record to the records of each value.
    fn turn(&mut self, facet: Facet) {
        let (starts, items) = std::mem::take(&mut self.columns[facet]);
        let lists = Lists::of(&starts, &items);
        drop((starts, items));
        self.engine.filings[facet] = Filing::new(lists, self.engine.values.len(facet));
    }
}

/// A number by which records are in order: newest first, undated last, then by their position.
pub(crate) fn place_key(date: Option<&PartialDate>, position: u32) -> u64 {
    const UNDATED: u64 = 1 << 31;
    let age = |date: &PartialDate| u64::from(date.order().0.clamp(1 - (1 << 30), 1 << 30).abs_diff(1 << 30));
    date.map_or(UNDATED, age) << 32 | u64::from(position)
}

/// How many pieces of work come after the records: turning, dates.
const TAIL: usize = Facet::COUNT + 1;

impl Engine {
    /// Makes it note whatever is read of the words, of which there are none yet: as one byte of each column
    /// with which reading them begins, to be fetched.
    fn lack_words(&mut self) {
        let Self { names, lexicon, notes, .. } = self;
        for column in [&mut names.values, &mut names.starts, &mut lexicon.terms.ends] {
            column.lack = Some(Box::new(Lack::of_all(notes)));
        }
    }

    /// True if the words are there; else what was asked for them is noted.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.lexicon.terms.ends.lack.is_none()
    }
}
