//! The records as a table: a row each, meetings and facts alike.

use super::csv::{MARK, Row};
use super::json::{list, string};
use super::{Shelf, Writer, exact_number};
use crate::model::{
    Confidence, Day, EntityKind, Evidence, PartialDate, Participant, Record, SafeUrl, Side, Source, Status,
};

/// Name, type and meaning of each column.
static COLUMNS: [(&str, &str, &str); 37] = [
    ("kind", "string", "What the record is: meeting or fact."),
    ("id", "string", "The id of the record in the dataset."),
    ("link", "string", "Where the record can be seen with its evidence."),
    ("date", "string", "When, as far as known, in EDTF (ISO 8601-2): 2020, 2020-08, 2020-08-20, 2020-08~ (about)."),
    ("earliest", "date", "The first day on which it may have been or begun; empty if that is not known."),
    ("latest", "date", "The last day on which it may have been or ended; empty if that is not known."),
    ("title", "string", "The title of a meeting; of a fact, the claim."),
    ("about", "string", "Of a fact: about whom or what."),
    ("value", "string", "Of a fact: the value in words."),
    ("number", "number", "Of a fact: the value as a number, if it is one."),
    ("unit", "string", "Of a fact: the unit of the number."),
    ("organisations", "string", "The organisations, separated by |."),
    ("organisation_ids", "string", "Their ids, in the same order."),
    ("people", "string", "The people, separated by |."),
    ("person_ids", "string", "Their ids, in the same order."),
    ("participants", "string", "Who took part, in which role, for whom, on which side; separated by |."),
    ("topics", "string", "The topics, separated by |."),
    ("topic_ids", "string", "Their ids, in the same order."),
    ("places", "string", "The places, separated by |."),
    ("place_ids", "string", "Their ids, in the same order."),
    ("meeting_kind", "string", "Of a meeting: talks, visit, call, .."),
    ("status", "string", "Of a meeting: held, announced, cancelled or withdrawn."),
    ("remote", "boolean", "Of a meeting: true if it was held by phone or video."),
    ("published", "string", "Of a meeting: when it became public, in EDTF."),
    ("summary", "string", "Of a meeting: a few sentences."),
    ("points", "string", "Of a meeting: what was said, separated by |."),
    ("outcomes", "string", "Of a meeting: what came of it, separated by |."),
    ("sources", "string", "How we know: publisher, title and place of each source, separated by |."),
    ("source_ids", "string", "The ids of these sources, in the same order, separated by |."),
    ("source_links", "string", "Their addresses, in the same order; empty for one that has none."),
    ("source_archives", "string", "The addresses of copies that are kept of them, in the same order."),
    ("source_published", "string", "When each was published, in EDTF, in the same order."),
    ("source_retrieved", "string", "When each was read for the dataset, in EDTF, in the same order."),
    ("source_languages", "string", "The language tag (BCP 47) of each, in the same order."),
    ("quotes", "string", "What is quoted from each, in the same order."),
    ("confidence", "string", "How sure the publisher of the dataset is: high, medium or low."),
    ("note", "string", "A remark."),
];

/// What is said of the whole table.
const ABOUT: &str = "UTF-8 with a byte order mark, commas, CRLF. Where a cell holds several values, ` | ` stands \
    between them, and a | or \\ inside a value has a \\ before it; a value that is not known is empty and keeps its \
    place, so that lists in the same order have the same number of values. A cell that a spreadsheet would take for \
    a formula, because it begins with = + - or @, has an apostrophe before it, and so has one that begins with an \
    apostrophe and then such a sign: taking one apostrophe away gives what was written. Left out are: texts in other \
    languages than the one in which the table was saved; which participant and which speaker has which id; what else \
    the dataset says of organisations, people, topics and places (other spellings, kinds, countries, addresses, \
    identifiers, what they are part of); and what the publisher says of the dataset. The JSON export has all of it.";

/// The table.
pub struct Csv<'d> {
    shelf: Shelf<'d>,
}

impl<'d> Csv<'d> {
    /// Of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>) -> Self {
        Self { shelf }
    }

    fn common(&self, row: &mut Row<'_>, record: Record<'_>) {
        row.plain(if matches!(record, Record::Meeting(_)) { "meeting" } else { "fact" });
        row.text(record.id());
        row.text(&self.shelf.link(record));
        row.plain(&edtf(record.date()));
        let bounds = record.date().map(PartialDate::bounds);
        row.plain(&bounds.map(|bounds| day(bounds.start.0)).unwrap_or_default());
        row.plain(&bounds.map(|bounds| day(bounds.end.1)).unwrap_or_default());
    }

    fn claim(&self, row: &mut Row<'_>, record: Record<'_>) {
        let shelf = &self.shelf;
        match record {
            Record::Meeting(meeting) => {
                row.text(shelf.text(&meeting.title));
                (0..4).for_each(|_| row.plain(""));
            }
            Record::Fact(fact) => {
                row.text(shelf.text(&fact.claim));
                row.text(shelf.name(fact.about));
                row.text(shelf.text(&fact.value));
                row.plain(&fact.number.map(exact_number).unwrap_or_default());
                row.text(fact.unit.as_ref().map_or("", |unit| shelf.text(unit)));
            }
        }
    }

    fn names(&self, row: &mut Row<'_>, record: Record<'_>, kind: EntityKind) {
        let entities = record.filed_under(kind);
        row.list(entities.iter().map(|id| self.shelf.name(*id)));
        row.list(entities.iter().map(|id| &*self.shelf.entity(*id).id));
    }

    fn participant(&self, it: &Participant) -> String {
        let side = |side: &Side| match side {
            Side::Host => "host".to_owned(),
            Side::Guest => "guest".to_owned(),
            Side::Other(word) => word.to_string(),
        };
        self.shelf.participant(it, &side)
    }

    fn source(&self, evidence: &Evidence) -> String {
        let source = source_of(&self.shelf, evidence);
        let title = source.title.as_ref().map(|title| self.shelf.text(title));
        let place = evidence.place.as_ref().map(|place| self.shelf.text(place));
        let parts = [source.publisher.as_deref(), title, place].into_iter().flatten().collect::<Vec<_>>();
        if parts.is_empty() { source.label().to_owned() } else { parts.join(", ") }
    }

    fn meeting_only(&self, row: &mut Row<'_>, record: Record<'_>) {
        let Record::Meeting(meeting) = record else {
            (0..7).for_each(|_| row.plain(""));
            return;
        };
        row.text(meeting.kind.as_deref().unwrap_or_default());
        row.plain(match meeting.status {
            Status::Held => "held",
            Status::Announced => "announced",
            Status::Cancelled => "cancelled",
            Status::Withdrawn => "withdrawn",
        });
        row.plain(if meeting.remote { "true" } else { "false" });
        row.plain(&edtf(meeting.published.as_deref()));
        row.text(meeting.summary.as_ref().map_or("", |summary| self.shelf.text(summary)));
        row.list(meeting.points.iter().map(|point| self.shelf.point(point)));
        row.list(meeting.outcomes.iter().map(|outcome| self.shelf.text(outcome)));
    }

    fn evidence(&self, row: &mut Row<'_>, record: Record<'_>) {
        let evidence = record.evidence();
        row.list(evidence.iter().map(|item| self.source(item)));
        let sources = || evidence.iter().map(|item| source_of(&self.shelf, item));
        row.list(sources().map(|source| &*source.id));
        row.list(sources().map(|source| source.url.as_ref().map_or("", SafeUrl::as_str)));
        row.list(sources().map(|source| source.archive.as_ref().map_or("", SafeUrl::as_str)));
        row.list(sources().map(|source| edtf(source.published.as_ref())));
        row.list(sources().map(|source| edtf(source.retrieved.as_ref())));
        row.list(
            sources().map(|source| source.language.map(|language| language.as_str().to_owned()).unwrap_or_default()),
        );
        row.list(evidence.iter().map(|item| item.quote.as_ref().map_or("", |quote| self.shelf.text(quote))));
        row.plain(record.confidence().map_or("", |confidence| match confidence {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }));
        let note = match record {
            Record::Meeting(meeting) => &meeting.note,
            Record::Fact(fact) => &fact.note,
        };
        row.text(note.as_ref().map_or("", |note| self.shelf.text(note)));
    }
}

impl Writer for Csv<'_> {
    fn looks(&self) -> bool {
        false
    }

    fn begin(&mut self, out: &mut String) -> bool {
        *out += MARK;
        let mut row = Row::new(out);
        COLUMNS.iter().for_each(|(name, ..)| row.plain(name));
        row.end();
        false
    }

    fn write(&mut self, record: Record<'_>, out: &mut String) {
        let mut row = Row::new(out);
        self.common(&mut row, record);
        self.claim(&mut row, record);
        self.names(&mut row, record, EntityKind::Organisation);
        self.names(&mut row, record, EntityKind::Person);
        match record {
            Record::Meeting(meeting) => row.list(meeting.participants.iter().map(|it| self.participant(it))),
            Record::Fact(_) => row.plain(""),
        }
        self.names(&mut row, record, EntityKind::Topic);
        self.names(&mut row, record, EntityKind::Place);
        self.meeting_only(&mut row, record);
        self.evidence(&mut row, record);
        row.end();
    }
}

fn source_of<'d>(shelf: &Shelf<'d>, evidence: &Evidence) -> &'d Source {
    shelf.source(evidence.source)
}

fn edtf(date: Option<&PartialDate>) -> String {
    date.map(ToString::to_string).unwrap_or_default()
}

/// A day as `2020-08-20`; nothing if there is no first or last one.
pub(super) fn day(day: Day) -> String {
    if day == Day::MIN || day == Day::MAX {
        return String::new();
    }
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// The Table Schema (Frictionless) of the table.
#[must_use]
pub fn table_schema() -> String {
    let mut out = "{\n  \"description\": ".to_owned();
    string(&mut out, ABOUT);
    out += ",\n  \"fields\": ";
    list(&mut out, &COLUMNS, "\n    ", |out, (name, kind, about)| {
        *out += &format!("{{\"name\": \"{name}\", \"type\": \"{kind}\"");
        if *kind == "boolean" {
            *out += ", \"trueValues\": [\"true\"], \"falseValues\": [\"false\"]";
        }
        *out += ", \"description\": ";
        string(out, about);
        *out += if *name == "kind" || *name == "id" { ", \"constraints\": {\"required\": true}}" } else { "}" };
    });
    out + ",\n  \"primaryKey\": [\"kind\", \"id\"],\n  \"missingValues\": [\"\"]\n}\n"
}
