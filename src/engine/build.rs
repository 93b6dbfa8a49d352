//! Building an engine, all at once or in slices that leave a page responsive.

use super::Axis;
use super::column::{Column, Lists, number};
use super::corpus::{self, Field};
use super::dates::Dates;
use super::facets::Filing;
use super::index::Engine;
use super::inverter::{Copier, Inverter};
use super::names::Names;
use super::values::{Days, Lookup};
use crate::model::{Dataset, FactId, MeetingId, RecordId};
use crate::order;
use crate::query::{Facet, PerFacet};

/// An engine as it grows. Every call takes the same dataset.
#[derive(Debug)]
pub struct Builder {
    engine: Engine,
    /// How many records there are.
    records: usize,
    /// What is known of all of them together.
    measures: Measures,
    /// The records, newest first, undated last; they come after the names.
    order: Vec<RecordId>,
    average: usize,
    /// How much is done, in the order of [`Work`].
    done: usize,
    lookup: Lookup,
    /// The values of each record: where each list begins, and what is in them.
    columns: PerFacet<(Vec<u32>, Vec<u32>)>,
    inverter: Inverter,
    names: [Vec<u32>; 3],
    copier: Option<Copier>,
}

/// What has to be known of all records before the first can be added.
#[derive(Debug, Default)]
struct Measures {
    /// The bytes of their texts.
    len: usize,
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
    /// The names of a value.
    Value(Facet, u32),
    Sort,
    Copy,
    Forms,
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
        Self {
            engine: Engine { meetings: number(dataset.meetings.len()), ..Engine::default() },
            records: dataset.len(),
            measures: Measures::default(),
            order: Vec::new(),
            average: 0,
            done: 0,
            lookup: Lookup::default(),
            columns: PerFacet::from_fn(|_| (vec![0], Vec::new())),
            inverter: Inverter::default(),
            names: [Vec::new(), Vec::new(), vec![0]],
            copier: None,
        }
    }

    /// Does at most so many pieces of work more, a piece being a record, the names of a value or a
    /// share of what comes before and after; of the latter, which are larger, one at most. Says how
    /// many of how many are done.
    pub fn step(&mut self, dataset: &Dataset, pieces: usize) -> (usize, usize) {
        for _ in 0..pieces {
            let work = self.next();
            let is_small = matches!(work, Work::Record(_) | Work::Value(..));
            if let Work::Nothing = work {
                break;
            }
            self.done += usize::from(self.does(dataset, work));
            if !is_small {
                break;
            }
        }
        (self.done, self.record_end() + TAIL)
    }

    /// Does a piece of work; false if there is more of it.
    fn does(&mut self, dataset: &Dataset, work: Work) -> bool {
        match work {
            Work::Measure(from) => self.measure(dataset, from),
            Work::Values(facet) => self.engine.values.add(dataset, facet, self.measures.named),
            Work::Order => self.put_in_order(dataset),
            Work::Record(id) => self.add_record(dataset, id),
            Work::Value(facet, value) => self.add_value(dataset, facet, value),
            Work::Sort => {
                let [values, _, starts] = &mut self.names;
                starts.resize(Facet::COUNT + 1, number(values.len()));
                self.copier = Some(std::mem::take(&mut self.inverter).sorted());
            }
            Work::Copy => return !self.copier.as_mut().is_some_and(Copier::step),
            Work::Forms => {
                if self.copier.as_mut().is_some_and(Copier::sort_forms) {
                    return false;
                }
                self.engine.lexicon = self.copier.take().unwrap_or_default().finish();
            }
            Work::Turn(facet) => self.turn(facet),
            Work::Dates => {
                let dated = self.order.iter().map_while(|id| dataset.record(*id).date());
                self.engine.dates = Dates::new(dated, &self.engine.values, &self.engine.axis);
            }
            Work::Nothing => {}
        }
        true
    }

    /// Does what is left.
    #[must_use]
    pub fn finish(mut self, dataset: &Dataset) -> Engine {
        loop {
            let (done, total) = self.step(dataset, 1 << 10);
            if done >= total {
                let [values, words, starts] = self.names;
                let [values, words, starts] = [&values, &words, &starts].map(|column| Column::of(column));
                return Engine { names: Names { values, words, starts }, ..self.engine };
            }
        }
    }

    /// How many pieces come before names and records.
    fn head(&self) -> usize {
        self.records.div_ceil(MEASURED) + Facet::COUNT + 1
    }

    fn record_end(&self) -> usize {
        let mut end = self.head() + self.records;
        for facet in &Facet::ALL {
            end += self.engine.values.len(*facet);
        }
        end
    }

    fn next(&self) -> Work {
        let mut at = self.done;
        if at < self.head() {
            let Some(at) = at.checked_sub(self.records.div_ceil(MEASURED)) else { return Work::Measure(at * MEASURED) };
            return Facet::ALL.get(at).map_or(Work::Order, |facet| Work::Values(*facet));
        }
        at -= self.head();
        for facet in &Facet::ALL {
            let count = self.engine.values.len(*facet);
            if at < count {
                return Work::Value(*facet, number(at));
            }
            at -= count;
        }
        if let Some(id) = self.order.get(at) {
            return Work::Record(*id);
        }
        at -= self.order.len();
        match at {
            0 => Work::Sort,
            1 => Work::Copy,
            2 => Work::Forms,
            _ => match Facet::ALL.get(at - 3) {
                Some(facet) => Work::Turn(*facet),
                None if at + 1 == TAIL => Work::Dates,
                None => Work::Nothing,
            },
        }
    }

    fn id(&self, place: u32) -> RecordId {
        match place.checked_sub(self.engine.meetings) {
            None => RecordId::Meeting(MeetingId(place)),
            Some(fact) => RecordId::Fact(FactId(fact)),
        }
    }

    /// Looks at some records.
    fn measure(&mut self, dataset: &Dataset, from: usize) {
        const UNDATED: u64 = 1 << 31;
        let mut texts = Vec::new();
        for place in from..self.records.min(from + MEASURED) {
            let id = self.id(number(place));
            let mut key = UNDATED;
            if let Some(date) = dataset.record(id).date() {
                let day = date.order();
                key = u64::from(day.0.clamp(1 - (1 << 30), 1 << 30).abs_diff(1 << 30));
                self.measures.named.add_bounds(&date.bounds());
                let [all, meetings] = &mut self.measures.ordered;
                all.add(day);
                if let RecordId::Meeting(_) = id {
                    meetings.add(day);
                }
            }
            self.measures.places.push(key << 32 | place as u64);
            corpus::append_texts(dataset, id, &mut texts);
            for (_, text) in &texts {
                self.measures.len += text.len();
            }
            texts.clear();
        }
    }

    /// Puts the records in order, when the values are known.
    fn put_in_order(&mut self, dataset: &Dataset) {
        let Measures { len, mut places, ordered: [all, meetings], .. } = std::mem::take(&mut self.measures);
        self.average = len / self.records.max(1);
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
        let mut len = 0;
        let mut texts = Vec::with_capacity(16);
        corpus::append_texts(dataset, id, &mut texts);
        for (field, text) in texts {
            self.inverter.add(field, text);
            len += text.len();
        }
        self.inverter.close(len, self.average);
    }

    /// Adds the names of a value, each as a number of its own.
    fn add_value(&mut self, dataset: &Dataset, facet: Facet, value: u32) {
        let [values, words, starts] = &mut self.names;
        while starts.len() <= facet as usize {
            starts.push(number(values.len()));
        }
        for name in self.engine.values.names(dataset, facet, value) {
            self.inverter.add(Field::Name, name);
            words.push(number(self.inverter.close(1, 1)));
            values.push(value);
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

/// How many pieces of work come after records and values: sorting, copying, forms, turning, dates.
const TAIL: usize = 3 + Facet::COUNT + 1;
