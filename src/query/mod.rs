//! What a visitor asks: the table of facets, the query, its link, and the acts that change it.
//!
//! A query holds text ids as the link holds them; whether they exist is the engine's business, so
//! that a link is understood before any data has arrived.

mod act;
mod facet;
mod link;
mod time;

pub use act::{Act, Chip, update};
pub use facet::{Facet, PerFacet};
pub use link::{LinkProblem, MAX_WORDS_BYTES};
pub use time::{Dates, Zoom, shortest};

use crate::model::{Day, EntityKind, Lang, PartialDate, Point};

/// Everything that a link says about what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, as typed.
    pub words: String,
    /// True if words match only as they are typed: not by their stem, their sound or their spelling.
    pub exact: bool,
    /// Included and excluded values of each facet.
    pub chosen: PerFacet<Choice>,
    /// The first day of the period, given as a year, a month or a day.
    pub from: Option<Moment>,
    /// The last day of the period.
    pub to: Option<Moment>,
    /// Which records count by what is known of their date.
    pub dates: Dates,
    /// What the timeline shows, if not all.
    pub zoom: Option<Zoom>,
    /// In which order.
    pub sort: Sort,
    /// Which page is open, if not Explore.
    pub open: Option<Open>,
    /// How the results are shown.
    pub view: View,
    /// The language of the interface, if chosen.
    pub lang: Option<Lang>,
    /// The beginning of the digest of the dataset that the link was made from, if it says so.
    pub digest: Option<String>,
    /// True if the page stands inside another one.
    pub embed: bool,
    /// Keys that mean nothing here, kept as they are.
    pub unknown: Vec<(String, String)>,
}

/// The values of one facet in a query, sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// A record must have one of these, if there are any.
    pub include: Vec<String>,
    /// A record must have none of these.
    pub exclude: Vec<String>,
}

/// A year, a month or a day, without doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(Point);

impl Moment {
    /// Reads `2020`, `2020-08` or `2020-08-20`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match PartialDate::parse(text) {
            Ok(PartialDate::At(point)) => Self::new(point),
            _ => None,
        }
    }

    /// A point that is a plain year, month or day.
    #[must_use]
    pub fn new(point: Point) -> Option<Self> {
        use crate::model::Span;
        let plain = matches!(point.span, Span::Year | Span::Month(_) | Span::Day(..));
        (plain && !point.approximate && !point.uncertain).then_some(Self(point))
    }

    /// Its first and last day.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        self.0.days()
    }

    /// As a point, to be shown.
    #[must_use]
    pub fn point(self) -> Point {
        self.0
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The latest first; undated last.
    #[default]
    Newest,
    /// The earliest first; undated last.
    Oldest,
    /// The best match first, then the latest.
    Relevance,
}

/// How the results are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// One under the other.
    #[default]
    Cards,
    /// A row each.
    Table,
    /// Who meets whom, as a picture.
    Network,
    /// Organisations by people, as a table of counts.
    Matrix,
    /// Organisations by years, likewise.
    Years,
}

/// A page other than Explore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// One meeting.
    Meeting(String),
    /// One fact.
    Fact(String),
    /// One organisation, person, topic or place.
    Entity(EntityKind, String),
    /// Two organisations that met.
    Pair(String, String),
    /// Two organisations that are still to be chosen, or the second of them.
    Choose(Option<String>),
    /// Two or more organisations side by side.
    Compare(Vec<String>),
    /// About the dataset.
    Data,
}

impl Query {
    /// The same for meetings alone; `None` if it asks for no meeting.
    #[must_use]
    pub fn meetings(&self) -> Option<Self> {
        let Choice { include, exclude } = &self.chosen[Facet::Kind];
        let asks = |kind: &str| include.iter().any(|asked| asked == kind);
        if exclude.iter().any(|kind| kind == "meeting") || asks("fact") && !asks("meeting") {
            return None;
        }
        let mut query = self.clone();
        query.chosen[Facet::Kind] = Choice { include: vec!["meeting".to_owned()], exclude: Vec::new() };
        Some(query)
    }

    /// The same with one value of a facet in the place of those that it includes.
    #[must_use]
    pub fn with_one(&self, facet: Facet, value: &str) -> Self {
        let mut query = self.clone();
        query.chosen[facet].include = vec![value.to_owned()];
        query
    }

    /// The period as days, if either end is given.
    #[must_use]
    pub fn period(&self) -> Option<(Day, Day)> {
        let from = self.from.map_or(Day::MIN, |m| m.days().0);
        let to = self.to.map_or(Day::MAX, |m| m.days().1);
        (self.from.is_some() || self.to.is_some()).then_some((from, to))
    }

    /// True if a period or years are chosen, so that a date may lie in them or not.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.period().is_some() || !self.chosen[Facet::Year].include.is_empty()
    }
}
