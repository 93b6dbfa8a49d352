//! Building an engine, all at once or in slices that leave a page responsive.

use std::cmp::Reverse;

use super::corpus::{self, Field};
use super::dates::Dates;
use super::facets::{Column, Names};
use super::find::TextsBuilder;
use super::flat::{Lists, number};
use super::index::Engine;
use super::{Axis, Values};
use crate::model::{Dataset, RecordId};
use crate::order;
use crate::query::{Facet, PerFacet};

/// An engine as it grows. Every call takes the same dataset.
#[derive(Debug)]
pub struct Builder {
    values: Values,
    /// The records, newest first, undated last.
    order: Vec<RecordId>,
    /// How many records, and after them values, are indexed.
    done: usize,
    /// The values of each record.
    columns: PerFacet<Lists>,
    texts: TextsBuilder,
    /// The names of each facet's values, and for each name whose it is.
    names: PerFacet<(TextsBuilder, Vec<u32>)>,
}

impl Builder {
    /// Makes the dictionaries and puts the records in order.
    #[must_use]
    pub fn new(dataset: &Dataset) -> Self {
        let mut order: Vec<RecordId> = dataset.record_ids().collect();
        let day = |id: &RecordId| dataset.record(*id).date().map(|date| Reverse(date.order()));
        order::by_key(&mut order, |id| (day(id).is_none(), day(id)));
        Self {
            values: Values::of(dataset),
            order,
            done: 0,
            columns: PerFacet::default(),
            texts: TextsBuilder::default(),
            names: PerFacet::default(),
        }
    }

    /// Indexes at most so many records more, or values of facets, and says how many of how many are
    /// done. When all are, [`Self::finish`] is quick.
    pub fn step(&mut self, dataset: &Dataset, records: usize) -> (usize, usize) {
        let total = self.order.len() + Facet::ALL.iter().map(|facet| self.values.len(*facet)).sum::<usize>();
        let end = self.done.saturating_add(records).min(total);
        while self.done < end {
            match self.order.get(self.done) {
                Some(id) => self.add_record(dataset, *id),
                None => self.add_value(dataset, self.done - self.order.len()),
            }
            self.done += 1;
        }
        (self.done, total)
    }

    /// Does what is left, and turns everything round: from the terms and values of each record to
    /// the records of each term and value.
    #[must_use]
    pub fn finish(mut self, dataset: &Dataset) -> Engine {
        self.step(dataset, usize::MAX);
        let axis = Axis::of(dataset);
        let dated = self.order.iter().map_while(|id| dataset.record(*id).date());
        let meetings = number(dataset.meetings.len());
        let place = |id: &RecordId| match id {
            RecordId::Meeting(id) => id.0,
            RecordId::Fact(id) => meetings.saturating_add(id.0),
        };
        Engine {
            dates: Dates::new(dated, &self.values, &axis),
            axis,
            places: self.order.iter().map(place).collect(),
            meetings,
            columns: PerFacet::from_fn(|facet| {
                Column::new(std::mem::take(&mut self.columns[facet]), self.values.len(facet))
            }),
            names: PerFacet::from_fn(|facet| {
                let (texts, owners) = std::mem::take(&mut self.names[facet]);
                Names::new(texts.finish(), owners)
            }),
            texts: self.texts.finish(),
            values: self.values,
        }
    }

    fn add_record(&mut self, dataset: &Dataset, id: RecordId) {
        for facet in Facet::ALL {
            self.columns[facet].push(self.values.of_record(dataset, id, facet));
        }
        for (field, text) in corpus::texts(dataset, id) {
            self.texts.add(field, text);
        }
        self.texts.close();
    }

    /// Adds the names of one of all values, counted facet after facet.
    fn add_value(&mut self, dataset: &Dataset, at: usize) {
        let mut value = at;
        for facet in Facet::ALL {
            let count = self.values.len(facet);
            if value < count {
                let value = number(value);
                let (texts, owners) = &mut self.names[facet];
                for name in self.values.names(dataset, facet, value) {
                    texts.add(Field::Name, name);
                    texts.close();
                    owners.push(value);
                }
                return;
            }
            value -= count;
        }
    }
}
