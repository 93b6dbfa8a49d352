//! The dictionaries: for each facet its values, numbered.

use std::collections::HashMap;

use super::corpus;
use crate::model::{Dataset, Day, EntityId, RecordId, Text};
use crate::query::{Facet, PerFacet};

/// For each facet its values in order, by their ids in links.
///
/// Entities and sources are in the order of the dataset; countries, languages and years are sorted.
#[derive(Clone, Debug, Default)]
pub struct Values {
    ids: PerFacet<Vec<Box<str>>>,
    numbers: PerFacet<HashMap<Box<str>, u32>>,
    first_year: i32,
}

impl Values {
    /// The values of a dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let years = years(dataset);
        let ids = PerFacet::from_fn(|facet| match facet {
            Facet::Kind => vec!["meeting".into(), "fact".into()],
            Facet::Country => {
                distinct(dataset, |id| dataset.countries(id).into_iter().map(|country| country.0.clone()).collect())
            }
            Facet::Language => {
                distinct(dataset, |id| dataset.languages(id).iter().map(|lang| lang.as_str().into()).collect())
            }
            Facet::Source => dataset.sources.iter().map(|source| source.id.clone()).collect(),
            Facet::Year => years.into_iter().flat_map(|(a, b)| a..=b).map(|year| format!("{year:04}").into()).collect(),
            Facet::Organisation | Facet::Person | Facet::Topic | Facet::Place => {
                let table = facet.entity_kind().map_or(&[][..], |kind| dataset.entities.table(kind));
                table.iter().map(|entity| entity.id.clone()).collect()
            }
        });
        let numbers = PerFacet::from_fn(|facet| ids[facet].iter().cloned().zip(0..).collect());
        Self { ids, numbers, first_year: years.map_or(0, |(first, _)| first) }
    }

    /// How many values a facet has.
    #[must_use]
    pub fn len(&self, facet: Facet) -> usize {
        self.ids[facet].len()
    }

    /// The number of a value.
    #[must_use]
    pub fn find(&self, facet: Facet, id: &str) -> Option<u32> {
        self.numbers[facet].get(id).copied()
    }

    /// The id of a value; empty if there is no such value.
    #[must_use]
    pub fn id(&self, facet: Facet, value: u32) -> &str {
        self.ids[facet].get(value as usize).map_or("", |id| id)
    }

    /// The first and last day of a value of [`Facet::Year`].
    #[must_use]
    pub fn days_of_year(&self, value: u32) -> (Day, Day) {
        let year = self.first_year.saturating_add_unsigned(value);
        (Day::of(year, 1, 1), Day::of(year, 12, 31))
    }

    /// The year of the first value of [`Facet::Year`].
    #[must_use]
    pub fn first_year(&self) -> i32 {
        self.first_year
    }

    /// The names by which a value is found when one searches inside its facet.
    pub(super) fn names<'a>(&'a self, dataset: &'a Dataset, facet: Facet, value: u32) -> Vec<&'a str> {
        if let Some(kind) = facet.entity_kind() {
            return corpus::names(dataset.entities.get(EntityId { kind, at: value })).collect();
        }
        match (facet, dataset.sources.get(value as usize)) {
            (Facet::Source, Some(source)) => {
                let title = source.title.iter().flat_map(Text::variants).map(|(_, title)| title);
                let host = source.url.as_ref().map(crate::model::SafeUrl::host);
                title.chain(source.publisher.as_deref()).chain(host).collect()
            }
            _ => vec![self.id(facet, value)],
        }
    }
}

fn distinct(dataset: &Dataset, of: impl Fn(RecordId) -> Vec<Box<str>>) -> Vec<Box<str>> {
    let mut all: Vec<Box<str>> = dataset.record_ids().flat_map(of).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The first and the last year that any record names.
fn years(dataset: &Dataset) -> Option<(i32, i32)> {
    let days = dataset.record_ids().filter_map(|id| dataset.record(id).date()).flat_map(|date| {
        let bounds = date.bounds();
        [bounds.start.0, bounds.start.1, bounds.end.0, bounds.end.1]
    });
    let years = days.filter(|day| ![Day::MIN, Day::MAX].contains(day)).map(Day::year);
    years.fold(None, |range, year| Some(range.map_or((year, year), |(a, b): (i32, i32)| (a.min(year), b.max(year)))))
}
