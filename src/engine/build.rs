//! Building an engine, all at once or in slices that leave a page responsive.

use std::cmp::Reverse;

use super::column::{Column, Lists, number};
use super::corpus::{self, Field};
use super::dates::Dates;
use super::facets::Filing;
use super::index::Engine;
use super::inverter::{Copier, Inverter};
use super::names::Names;
use super::{Axis, Values};
use crate::model::{Dataset, RecordId};
use crate::order;
use crate::query::{Facet, PerFacet};

/// An engine as it grows. Every call takes the same dataset.
#[derive(Debug)]
pub struct Builder {
    engine: Engine,
    /// The records, newest first, undated last; they come after the names.
    order: Vec<RecordId>,
    average: usize,
    /// How much is done, in the order of [`Work`].
    done: usize,
    /// The values of each record: where each list begins, and what is in them.
    columns: PerFacet<(Vec<u32>, Vec<u32>)>,
    inverter: Inverter,
    names: [Vec<u32>; 3],
    copier: Option<Copier>,
}

/// What is next to do.
enum Work {
    Record(RecordId),
    /// The names of a value.
    Value(Facet, u32),
    Sort,
    Copy,
    Turn(Facet),
    Dates,
    Nothing,
}

impl Builder {
    /// Makes the dictionaries and puts the records in order.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let mut order: Vec<RecordId> = dataset.record_ids().collect();
        let day = |id: &RecordId| dataset.record(*id).date().map(|date| Reverse(date.order()));
        order::by_key(&mut order, |id| (day(id).is_none(), day(id)));
        let meetings = number(dataset.meetings.len());
        let place = |id: &RecordId| match id {
            RecordId::Meeting(id) => id.0,
            RecordId::Fact(id) => meetings.saturating_add(id.0),
        };
        let places: Vec<u32> = order.iter().map(place).collect();
        let engine = Engine {
            values: Values::of(dataset),
            axis: Axis::of(dataset),
            places: Column::of(&places),
            meetings,
            ..Engine::default()
        };
        Self {
            engine,
            order,
            average: corpus::average_len(dataset),
            done: 0,
            columns: PerFacet::from_fn(|_| (vec![0], Vec::new())),
            inverter: Inverter::default(),
            names: [Vec::new(), Vec::new(), vec![0]],
            copier: None,
        }
    }

    /// Does at most so many pieces of work more, a piece being a record, the names of a value or a
    /// share of what follows. Says how many of how many are done.
    pub fn step(&mut self, dataset: &Dataset, pieces: usize) -> (usize, usize) {
        for _ in 0..pieces {
            let (work, copied) = (self.next(), self.done);
            match work {
                Work::Record(id) => self.add_record(dataset, id),
                Work::Value(facet, value) => self.add_value(dataset, facet, value),
                Work::Sort => {
                    let [values, _, starts] = &mut self.names;
                    starts.resize(Facet::COUNT + 1, number(values.len()));
                    self.copier = Some(std::mem::take(&mut self.inverter).sorted());
                }
                Work::Copy if self.copier.as_mut().is_some_and(Copier::step) => self.done = copied - 1,
                Work::Copy => self.engine.lexicon = self.copier.take().unwrap_or_default().finish(),
                Work::Turn(facet) => self.turn(facet),
                Work::Dates => {
                    let dated = self.order.iter().map_while(|id| dataset.record(*id).date());
                    self.engine.dates = Dates::new(dated, &self.engine.values, &self.engine.axis);
                }
                Work::Nothing => break,
            }
            self.done += 1;
        }
        (self.done, self.record_end() + TAIL)
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

    fn record_end(&self) -> usize {
        self.order.len() + Facet::ALL.iter().map(|facet| self.engine.values.len(*facet)).sum::<usize>()
    }

    fn next(&self) -> Work {
        let mut at = self.done;
        for facet in Facet::ALL {
            let count = self.engine.values.len(facet);
            if at < count {
                return Work::Value(facet, number(at));
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
            _ => match Facet::ALL.get(at - 2) {
                Some(facet) => Work::Turn(*facet),
                None if at + 1 == TAIL => Work::Dates,
                None => Work::Nothing,
            },
        }
    }

    fn add_record(&mut self, dataset: &Dataset, id: RecordId) {
        for facet in Facet::ALL {
            let (starts, items) = &mut self.columns[facet];
            items.extend(self.engine.values.of_record(dataset, id, facet));
            starts.push(number(items.len()));
        }
        let mut len = 0;
        for (field, text) in corpus::texts(dataset, id) {
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

/// How many pieces of work come after records and values: sorting, copying, turning, dates.
const TAIL: usize = 2 + Facet::COUNT + 1;
