//! Meetings and facts.

use super::desk::{Desk, hash_of};
use super::fields::{Fields, Short};
use super::node::Node;
use super::rules::Rule;
use super::shape::{EVIDENCE, FACT, MEETING, PARTICIPANT, STATEMENT};
use super::values::why_no_id;
use crate::model::{
    Confidence, EntityKind, Evidence, Fact, Meeting, Part, Participant, Side, Sources, Statement, Status, Text,
    is_plain, plain_number,
};

/// In the order of `shape::STATUSES`.
const STATUSES: [Status; 4] = [Status::Announced, Status::Held, Status::Cancelled, Status::Withdrawn];
/// In the order of `shape::CONFIDENCES`.
const CONFIDENCES: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

/// Which list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Meetings,
    Facts,
}

impl Section {
    /// What one of its records is called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Meetings => MEETING.name,
            Self::Facts => FACT.name,
        }
    }
}

impl Desk {
    /// Reads one meeting.
    pub(super) fn meeting(&mut self, node: &Node<'_>) -> Option<Meeting> {
        let fields = self.open(node, &MEETING)?;
        let id = self.field(&fields, "id", |desk, node| desk.new_id(node, Section::Meetings))?;
        let title = self.field(&fields, "title", Self::title)?;
        let evidence = self.list(&fields, "sources", Self::evidence);
        if evidence.is_empty() {
            let detail = format_args!("The meeting `{}` has no source.", Short(&id));
            self.log.report(Rule::MeetingWithoutSource, detail);
        }
        Some(Meeting {
            id,
            date: self.field(&fields, "date", Self::date),
            published: self.field(&fields, "published", Self::date).map(Box::new),
            status: self.one_of(&fields, "status", &STATUSES).unwrap_or_default(),
            title,
            summary: self.field(&fields, "summary", Self::text),
            kind: self.field(&fields, "kind", Self::words),
            remote: self.field(&fields, "remote", Self::flag).unwrap_or_default(),
            places: self.list(&fields, "place", |desk, node| desk.reference(node, EntityKind::Place)).into(),
            topics: self.list(&fields, "topics", |desk, node| desk.reference(node, EntityKind::Topic)).into(),
            participants: self.list(&fields, "participants", Self::participant).into(),
            points: self.list(&fields, "points", Self::statement).into(),
            outcomes: self.list(&fields, "outcomes", Self::text).into(),
            evidence: evidence.into(),
            confidence: self.one_of(&fields, "confidence", &CONFIDENCES),
            note: self.field(&fields, "note", Self::text),
        })
    }

    /// Reads one fact.
    pub(super) fn fact(&mut self, node: &Node<'_>) -> Option<Fact> {
        let fields = self.open(node, &FACT)?;
        let id = self.field(&fields, "id", |desk, node| desk.new_id(node, Section::Facts))?;
        let claim = self.field(&fields, "claim", Self::title)?;
        let Some(sources) = Sources::new(self.list(&fields, "sources", Self::evidence)) else {
            let detail = format_args!("The fact `{}` has no source that can be named.", Short(&id));
            self.log.report(Rule::FactWithoutSource, detail);
            return None;
        };
        let number = self.field(&fields, "number", Self::number);
        let unit = self.field(&fields, "unit", Self::text);
        let value = self.fact_value(&fields, number, unit.as_ref())?;
        let about = self.field(&fields, "about", |desk, node| desk.anyone(node, EntityKind::Organisation))?;
        Some(Fact {
            id,
            about,
            claim,
            value,
            number,
            unit,
            date: self.field(&fields, "date", Self::date),
            sources,
            confidence: self.one_of(&fields, "confidence", &CONFIDENCES),
            note: self.field(&fields, "note", Self::text),
        })
    }

    /// The value in words; without them the number, written out with its unit.
    fn fact_value(&mut self, fields: &Fields<'_, '_>, number: Option<f64>, unit: Option<&Text>) -> Option<Text> {
        if let Some(value) = self.field(fields, "value", Self::text) {
            return Some(value);
        }
        let Some(number) = number else {
            if fields.lacks("value") && fields.lacks("number") {
                self.log.report(Rule::MissingField, format_args!("This fact has neither `value` nor `number`."));
            }
            return None;
        };
        let shown = plain_number(number);
        self.field(fields, "number", |desk, node| {
            if matches!(node, Node::Rounded(_)) || !is_plain(number) {
                desk.log.report(Rule::NumberNotKept, format_args!("The number is shown as {shown}."));
            }
            Some(())
        });
        let Some(unit) = unit else { return Some(Text::new(self.language(), &shown)) };
        Text::from_variants(unit.variants().map(|(lang, unit)| (lang, format!("{shown} {unit}").into())).collect())
    }

    fn new_id(&mut self, node: &Node<'_>, section: Section) -> Option<Box<str>> {
        let Node::Str(id) = node else { return None };
        if let Some(why) = why_no_id(id) {
            self.log.report(Rule::BadId, format_args!("The id “{}” {why}.", Short(id)));
            return None;
        }
        let hash = hash_of(id);
        let used = match section {
            Section::Meetings => self.meeting_ids.find(hash, |at| self.dataset.meetings[at].id[..] == **id),
            Section::Facts => self.fact_ids.find(hash, |at| self.dataset.facts[at].id[..] == **id),
        };
        if used.is_some() {
            let detail = format_args!("Another {} before has the id `{}`.", section.word(), Short(id));
            self.log.report(Rule::DuplicateId, detail);
            return None;
        }
        Some((&**id).into())
    }

    fn evidence(&mut self, node: &Node<'_>) -> Option<Evidence> {
        if matches!(node, Node::Str(_)) {
            return Some(Evidence { source: self.source(node)?, quote: None, place: None });
        }
        let fields = self.open(node, &EVIDENCE)?;
        let source = self.field(&fields, "source", Self::source)?;
        let quote = self.field(&fields, "quote", Self::text);
        Some(Evidence { source, quote, place: self.field(&fields, "where", Self::text) })
    }

    /// A participant of whom nothing is left is left out.
    fn participant(&mut self, node: &Node<'_>) -> Option<Participant> {
        let mark = self.log.mark();
        let fields = self.open(node, &PARTICIPANT)?;
        let person = self.field(&fields, "person", |desk, node| desk.reference(node, EntityKind::Person));
        let role = self.field(&fields, "as", Self::text);
        let organisation =
            self.field(&fields, "organisation", |desk, node| desk.reference(node, EntityKind::Organisation));
        let side = self.field(&fields, "side", Self::words).map(|side| match &*side {
            "host" => Side::Host,
            "guest" => Side::Guest,
            _ => Side::Other(side),
        });
        if person.is_none() && organisation.is_none() && role.is_none() {
            if self.log.mark() == mark {
                let detail = format_args!("This participant has neither `person` nor `organisation`.");
                self.log.report(Rule::MissingField, detail);
            }
            return None;
        }
        Some(Participant { person, organisation, part: Part::of(role, side) })
    }

    fn statement(&mut self, node: &Node<'_>) -> Option<Statement> {
        let fields = self.open(node, &STATEMENT)?;
        let says = self.field(&fields, "says", Self::text)?;
        Some(Statement { by: self.field(&fields, "by", |desk, node| desk.anyone(node, EntityKind::Person)), says })
    }
}
