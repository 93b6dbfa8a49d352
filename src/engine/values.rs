//! The dictionaries: for each facet its values, numbered.

use super::column::{Column, partition_point};
use super::corpus::{self, Shelves};
use super::strings::Strings;
use crate::model::{
    Bounds, Country, Dataset, Day, EntityId, EntityKind, Lang, Meeting, Record, RecordId, SourceId, Text,
};
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

/// No date has a year further from 0.
const MOST_YEARS: i32 = 1_000_000;

impl Values {
    /// The values of a dataset.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let mut named = Days::default();
        for date in dataset.record_ids().filter_map(|id| dataset.record(id).date()) {
            named.add_bounds(&date.bounds());
        }
        let mut values = Self::default();
        Facet::ALL.into_iter().for_each(|facet| values.add(dataset, facet, named));
        values
    }

    /// Adds the values of a facet; these days are all that any record names.
    pub(super) fn add(&mut self, dataset: &Dataset, facet: Facet, named: Days) {
        let ids: Strings = match facet {
            Facet::Kind => ["meeting", "fact"].into_iter().collect(),
            Facet::Country => countries(dataset).into_iter().collect(),
            Facet::Language => {
                let mut languages: Vec<Lang> = dataset.sources.iter().filter_map(|source| source.language).collect();
                order::distinct(&mut languages);
                languages.iter().map(Lang::as_str).collect()
            }
            Facet::Source => dataset.sources.iter().map(|source| &*source.id).collect(),
            Facet::Year => {
                let years = named.years();
                self.first_year = years.map_or(0, |(first, _)| first);
                let ids: Vec<String> = years.into_iter().flat_map(|(a, b)| a..=b).map(|y| format!("{y:04}")).collect();
                ids.iter().map(|id| &**id).collect()
            }
            Facet::Organisation | Facet::Person | Facet::Topic | Facet::Place => {
                let table = facet.entity_kind().map_or(&[][..], |kind| dataset.entities.table(kind));
                table.iter().map(|entity| &*entity.id).collect()
            }
        };
        let order = order::of_texts(ids.len(), &|at| ids.bytes(at));
        self.by_id[facet] = Column::of(&order);
        self.ids[facet] = ids;
    }

    /// How many values a facet has.
    #[must_use]
    pub fn len(&self, facet: Facet) -> usize {
        self.ids[facet].len()
    }

    /// The number of a value.
    #[must_use]
    pub fn find(&self, facet: Facet, id: &str) -> Option<u32> {
        let (order, ids) = (&self.by_id[facet], &self.ids[facet]);
        let at = partition_point(order.len(), |at| ids.bytes(order.get(at) as usize) < id.as_bytes());
        (at < order.len()).then(|| order.get(at)).filter(|value| ids.bytes(*value as usize) == id.as_bytes())
    }

    /// The id of a value; empty if there is no such value.
    #[must_use]
    pub fn id(&self, facet: Facet, value: u32) -> &str {
        self.ids[facet].get(value as usize)
    }

    /// The first and last day of a value of [`Facet::Year`].
    #[must_use]
    pub fn days_of_year(&self, value: u32) -> (Day, Day) {
        // what is damaged may name a year that has no days
        let year = self.first_year.saturating_add_unsigned(value).clamp(-MOST_YEARS, MOST_YEARS);
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
    pub(super) fn names<'a>(&'a self, shelves: &'a dyn Shelves, facet: Facet, value: u32) -> Vec<&'a str> {
        if let Some(kind) = facet.entity_kind() {
            return corpus::names(shelves.entity(EntityId { kind, at: value })).collect();
        }
        match (facet, shelves.source(SourceId(value))) {
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

/// The first and the last of some days.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Days(Option<(Day, Day)>);

impl Days {
    /// Adds a day.
    pub fn add(&mut self, day: Day) {
        let (first, last) = self.0.unwrap_or((day, day));
        self.0 = Some((first.min(day), last.max(day)));
    }

    /// Adds the days that a date may begin and end on, as far as they are known.
    pub fn add_bounds(&mut self, bounds: &Bounds) {
        for day in [bounds.start.0, bounds.start.1, bounds.end.0, bounds.end.1] {
            if day != Day::MIN && day != Day::MAX {
                self.add(day);
            }
        }
    }

    /// The first and the last year.
    pub fn years(self) -> Option<(i32, i32)> {
        self.0.map(|(first, last)| (first.year(), last.year()))
    }
}

/// The numbers of what is filed under entities and sources: looked up once, not for each record.
/// Counted from 1; 0 is none.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    organisations: Vec<u32>,
    places: Vec<u32>,
    sources: Vec<u32>,
}

impl Lookup {
    /// Looks up countries and languages, whose values are there.
    pub fn of(values: &Values, dataset: &Dataset) -> Self {
        let from_1 = |value: Option<u32>| value.map_or(0, |value| value + 1);
        let country = |country: &Country| values.find(Facet::Country, &country.0);
        let countries = |kind| {
            let table = dataset.entities.table(kind).iter();
            table.map(|entity| from_1(entity.country.as_ref().and_then(country))).collect()
        };
        let language = |language: &Lang| values.find(Facet::Language, language.as_str());
        let sources = dataset.sources.iter();
        Self {
            organisations: countries(EntityKind::Organisation),
            places: countries(EntityKind::Place),
            sources: sources.map(|source| from_1(source.language.as_ref().and_then(language))).collect(),
        }
    }

    /// Appends what [`Values::of_record`] finds.
    pub fn append(&self, dataset: &Dataset, id: RecordId, facet: Facet, items: &mut Vec<u32>) {
        let start = items.len();
        let record = dataset.record(id);
        match (facet, record) {
            (Facet::Kind, _) => items.push(u32::from(matches!(record, Record::Fact(_)))),
            (Facet::Source, _) => {
                for evidence in record.evidence() {
                    items.push(evidence.source.0);
                }
            }
            (Facet::Language, _) => {
                for evidence in record.evidence() {
                    push_found(&self.sources, evidence.source.0, items);
                }
            }
            (Facet::Year, _) => {}
            (Facet::Country, Record::Fact(fact)) => match fact.about.kind {
                EntityKind::Organisation => push_found(&self.organisations, fact.about.at, items),
                EntityKind::Place => push_found(&self.places, fact.about.at, items),
                EntityKind::Person | EntityKind::Topic => {}
            },
            (_, Record::Fact(fact)) => {
                if Some(fact.about.kind) == facet.entity_kind() {
                    items.push(fact.about.at);
                }
            }
            (_, Record::Meeting(meeting)) => self.append_of_meeting(meeting, facet, items),
        }
        settle(items, start);
    }

    fn append_of_meeting(&self, meeting: &Meeting, facet: Facet, items: &mut Vec<u32>) {
        match facet {
            Facet::Topic => push_all(&meeting.topics, items),
            Facet::Place => push_all(&meeting.places, items),
            Facet::Person => {
                for participant in &meeting.participants {
                    if let Some(person) = participant.person {
                        items.push(person.at);
                    }
                }
            }
            _ => {
                for participant in &meeting.participants {
                    match participant.organisation {
                        Some(organisation) if facet == Facet::Organisation => items.push(organisation.at),
                        Some(organisation) => push_found(&self.organisations, organisation.at, items),
                        None => {}
                    }
                }
                if facet == Facet::Country {
                    for place in &meeting.places {
                        push_found(&self.places, place.at, items);
                    }
                }
            }
        }
    }
}

fn push_all(ids: &[EntityId], items: &mut Vec<u32>) {
    for id in ids {
        items.push(id.at);
    }
}

fn push_found(found: &[u32], at: u32, items: &mut Vec<u32>) {
    if let Some(value) = found.get(at as usize).and_then(|value| value.checked_sub(1)) {
        items.push(value);
    }
}

/// Puts the items from `start` on in order, each once.
fn settle(items: &mut Vec<u32>, start: usize) {
    /// From here on moving each past all the others takes too long.
    const MANY: usize = 32;
    if items.len() - start > MANY {
        let mut rest = items.split_off(start);
        order::distinct(&mut rest);
        return items.append(&mut rest);
    }
    let mut end = start;
    for next in start..items.len() {
        let item = items[next];
        let mut at = end;
        while at > start && items[at - 1] > item {
            at -= 1;
        }
        if at > start && items[at - 1] == item {
            continue;
        }
        items.copy_within(at..end, at + 1);
        items[at] = item;
        end += 1;
    }
    items.truncate(end);
}
