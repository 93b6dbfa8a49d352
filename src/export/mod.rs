//! What is taken along: the records of a selection as files for other programs, and as citations.
//!
//! A [`Writer`] gets the records one by one, in two rounds: first it looks at each, then it writes each.
//! So nothing but the text that comes of it is ever held, and a page can pause between any two records.
//! What is written before the records, such as the sources that they use, may depend on all of them.
//!
//! | file | is for |
//! | --- | --- |
//! | [`Csv`] | spreadsheets: a row a record, with a Table Schema ([`table_schema`]) |
//! | [`Json`] | Whomet itself: a dataset of format 1 with what the records use |
//! | [`Calendar`] | calendars: the meetings whose day is known |
//! | [`BibTex`], [`References`] | bibliographies: the sources, each once |
//! | [`Tally`] | spreadsheets: how many of the records each organisation, person, .. has |
//! | [`Document`] | reading: the records with their sources as numbered notes |

mod bibtex;
mod calendar;
mod csv;
mod document;
mod html;
mod json;
mod names;
mod number;
mod readable;
mod references;
mod report;
mod table;
mod tally;
mod uid;
mod used;

pub use bibtex::BibTex;
pub use calendar::{Calendar, LeftOut, Note, Reason};
pub use document::{Document, Frame, Pen, Words};
pub use html::Html;
pub use json::Json;
pub use number::exact_number;
pub use readable::Readable;
pub use references::References;
pub use report::report_address;
pub use table::{Csv, table_schema};
pub use tally::Tally;

use crate::model::{
    About, Dataset, Entity, EntityId, Lang, Participant, Record, Side, Source, SourceId, Statement, Text,
};
use crate::query::{Open, Query};

/// What records refer to, wherever it is kept.
pub trait Stacks {
    /// What the publisher says about the dataset.
    fn about(&self) -> &About;
    /// An organisation, a person, a topic or a place.
    fn entity(&self, id: EntityId) -> &Entity;
    /// Where something was read.
    fn source(&self, id: SourceId) -> &Source;
}

impl Stacks for Dataset {
    fn about(&self) -> &About {
        &self.about
    }

    fn entity(&self, id: EntityId) -> &Entity {
        self.entities.get(id)
    }

    fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }
}

/// What records refer to, and for whom it is written.
#[derive(Clone, Copy)]
pub struct Shelf<'d> {
    /// What records refer to.
    pub stacks: &'d dyn Stacks,
    /// The language in which texts are wanted, where the format has room for one only.
    pub lang: Lang,
    /// The address of the page, to which links are added.
    pub page: &'d str,
}

impl<'d> Shelf<'d> {
    /// Of a dataset.
    #[must_use]
    pub fn of(stacks: &'d dyn Stacks, lang: Lang, page: &'d str) -> Self {
        Self { stacks, lang, page }
    }

    fn about(&self) -> &'d About {
        self.stacks.about()
    }

    fn entity(&self, id: EntityId) -> &'d Entity {
        self.stacks.entity(id)
    }

    fn source(&self, id: SourceId) -> &'d Source {
        self.stacks.source(id)
    }

    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.pick(self.lang).1
    }

    fn name(&self, id: EntityId) -> &'d str {
        self.text(&self.entity(id).name)
    }

    /// Who took part, as what, for whom, on which side.
    fn participant(&self, it: &Participant, side: &dyn Fn(&Side) -> String) -> String {
        let [person, organisation] = [it.person, it.organisation].map(|id| id.map(|id| self.name(id)));
        let role = it.role().map(|role| self.text(role));
        let side = it.side().map(side);
        [person, role, organisation, side.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What was said, and by whom.
    fn point(&self, it: &Statement) -> String {
        let says = self.text(&it.says);
        it.by.map_or_else(|| says.to_owned(), |by| format!("{}: {says}", self.name(by)))
    }

    /// The link to a record.
    #[must_use]
    pub fn link(&self, record: Record<'_>) -> String {
        let open = match record {
            Record::Meeting(meeting) => Open::Meeting(meeting.id.to_string()),
            Record::Fact(fact) => Open::Fact(fact.id.to_string()),
        };
        format!("{}{}", self.page, Query { open: Some(open), ..Query::default() }.to_link())
    }
}

/// What is said of a selection as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The citation, in words.
    pub citation: String,
    /// How many records, of how many, in words.
    pub count: String,
    /// The link to it.
    pub link: String,
    /// How many, of which version of the dataset, and its SHA-256 digest, in words.
    pub note: String,
    /// The day on which it is taken, `2026-11-24`.
    pub day: String,
}

/// Writes a file from records.
pub trait Writer {
    /// False if it does not look at the records before anything is written.
    fn looks(&self) -> bool {
        true
    }

    /// False if it writes nothing of each record.
    fn writes(&self) -> bool {
        true
    }

    /// Looks at a record before anything is written. Every record comes by, in order, if it looks at them.
    fn look(&mut self, _: Record<'_>) {}

    /// Writes what stands before the records, or the next part of it; true if there is more.
    fn begin(&mut self, out: &mut String) -> bool;

    /// Writes a record. Every record comes by, in the same order, if it writes them.
    fn write(&mut self, _: Record<'_>, _: &mut String) {}

    /// Writes what stands after the records, or the next part of it; true if there is more.
    fn end(&mut self, _: &mut String) -> bool {
        false
    }
}

/// How many sources, or the like, are written in one part of what stands before or after the records.
const PART: usize = 200;

/// Writes a whole file at once.
pub fn write_all<'r>(writer: &mut dyn Writer, records: impl Iterator<Item = Record<'r>> + Clone) -> String {
    if writer.looks() {
        records.clone().for_each(|record| writer.look(record));
    }
    let mut out = String::new();
    while writer.begin(&mut out) {}
    if writer.writes() {
        records.for_each(|record| writer.write(record, &mut out));
    }
    while writer.end(&mut out) {}
    out
}
