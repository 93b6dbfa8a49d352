//! The dictionaries: for each facet its values, numbered.

use super::column::{Column, Strings, number, partition_point};
use super::corpus;
use crate::model::{Dataset, Day, EntityId, EntityKind, Lang, Record, RecordId, Text};
use crate::order;
use crate::query::{Facet, PerFacet};

/// For each facet its values in order, by their ids in links. A value need not have a record.
///
/// Entities and sources are in the order of the dataset; countries, languages and years are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    pub(super) ids: PerFacet<Strings>,
    /// The values in the order of their ids.
    pub(super) by_id: PerFacet<Column>,
    pub(super) first_year: i32,
}

impl Values {
    /// The values of a dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let years = years(dataset);
        let ids: PerFacet<Strings> = PerFacet::from_fn(|facet| match facet {
            Facet::Kind => ["meeting", "fact"].into_iter().collect(),
            Facet::Country => countries(dataset).into_iter().collect(),
            Facet::Language => {
                let mut languages: Vec<Lang> = dataset.sources.iter().filter_map(|source| source.language).collect();
                order::distinct(&mut languages);
                languages.iter().map(Lang::as_str).collect()
            }
            Facet::Source => dataset.sources.iter().map(|source| &*source.id).collect(),
            Facet::Year => {
                let ids: Vec<String> = years.into_iter().flat_map(|(a, b)| a..=b).map(|y| format!("{y:04}")).collect();
                ids.iter().map(|id| &**id).collect()
            }
            Facet::Organisation | Facet::Person | Facet::Topic | Facet::Place => {
                let table = facet.entity_kind().map_or(&[][..], |kind| dataset.entities.table(kind));
                table.iter().map(|entity| &*entity.id).collect()
            }
        });
        let by_id = PerFacet::from_fn(|facet| {
            let mut order: Vec<u32> = (0..number(ids[facet].len())).collect();
            order::by(&mut order, |a, b| ids[facet].get(*a as usize).cmp(ids[facet].get(*b as usize)));
            Column::of(&order)
        });
        Self { ids, by_id, first_year: years.map_or(0, |(first, _)| first) }
    }

    /// How many values a facet has.
    #[must_use]
    pub fn len(&self, facet: Facet) -> usize {
        self.ids[facet].len()
    }

    /// The number of a value.
    #[must_use]
    pub fn find(&self, facet: Facet, id: &str) -> Option<u32> {
        let order = &self.by_id[facet];
        let at = partition_point(order.len(), |at| self.id(facet, order.get(at)) < id);
        (at < order.len()).then(|| order.get(at)).filter(|value| self.id(facet, *value) == id)
    }

    /// The id of a value; empty if there is no such value.
    #[must_use]
    pub fn id(&self, facet: Facet, value: u32) -> &str {
        self.ids[facet].get(value as usize)
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

    /// The values of a record in one facet, sorted, each once; but not its years, which follow from
    /// its date.
    pub(super) fn of_record(&self, dataset: &Dataset, id: RecordId, facet: Facet) -> Vec<u32> {
        let record = dataset.record(id);
        let find = |id: &str| self.find(facet, id);
        let mut values: Vec<u32> = match facet {
            Facet::Kind => vec![u32::from(matches!(record, Record::Fact(_)))],
            Facet::Country => dataset.countries(id).iter().filter_map(|country| find(&country.0)).collect(),
            Facet::Language => dataset.languages(id).iter().filter_map(|lang| find(lang.as_str())).collect(),
            Facet::Source => record.evidence().iter().map(|e| e.source.0).collect(),
            Facet::Year => Vec::new(),
            Facet::Organisation | Facet::Person | Facet::Topic | Facet::Place => {
                let entities = facet.entity_kind().map(|kind| dataset.filed_under(id, kind));
                entities.into_iter().flatten().map(|entity| entity.at).collect()
            }
        };
        order::distinct(&mut values);
        values
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
                let names: Vec<&str> = title.chain(source.publisher.as_deref()).chain(host).collect();
                if names.is_empty() { vec![&source.id] } else { names }
            }
            _ => vec![self.id(facet, value)],
        }
    }
}

/// The countries of all organisations and places.
fn countries(dataset: &Dataset) -> Vec<&str> {
    let tables = [EntityKind::Organisation, EntityKind::Place].map(|kind| dataset.entities.table(kind));
    let countries = tables.into_iter().flatten().filter_map(|entity| entity.country.as_ref());
    let mut countries: Vec<&str> = countries.map(|country| &*country.0).collect();
    order::distinct(&mut countries);
    countries
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
