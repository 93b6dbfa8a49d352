//! The records as a document to be read: each with all that it says, its sources as numbered notes.
//!
//! It is drawn with a [`Pen`], which knows elements, attributes and text and nothing else. So whatever a
//! record holds is text wherever the document ends up: in a file, or in a page to be printed.

use std::collections::HashMap;

use super::{Selection, Shelf};
use crate::model::{
    Confidence, EntityId, Evidence, Fact, Lang, Meeting, PartialDate, Participant, Record, SafeUrl, Side, Source,
    SourceId, Statement, Status, Text,
};

/// Draws elements, attributes and text.
pub trait Pen {
    /// Begins an element. The attributes of links are safe addresses.
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]);
    /// Adds text.
    fn text(&mut self, text: &str);
    /// Ends the last element that is open.
    fn close(&mut self);
}

/// The words of the document in the reader's language; a calendar has some of them too.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Words<'d> {
    pub date: &'d dyn Fn(&PartialDate) -> String,
    pub as_of: &'d dyn Fn(&PartialDate) -> String,
    pub status: &'d dyn Fn(Status) -> &'static str,
    pub confidence: &'d dyn Fn(Confidence) -> &'static str,
    pub side: &'d dyn Fn(&Side) -> String,
    /// In which language a source is.
    pub language: &'d dyn Fn(Lang) -> String,
    pub undated: &'d str,
    pub remote: &'d str,
    pub participants: &'d str,
    pub points: &'d str,
    pub outcomes: &'d str,
    pub note: &'d str,
    pub sources: &'d str,
    pub no_source: &'d str,
    pub published: &'d str,
    pub retrieved: &'d str,
    pub archived: &'d str,
    pub nothing: &'d str,
}

/// What is said above the records.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The selection.
    pub selection: Selection,
    /// What the records were filtered by, in words.
    pub filters: Vec<String>,
}

/// The document.
pub struct Document<'d> {
    shelf: Shelf<'d>,
    words: Words<'d>,
    frame: Frame,
    /// The number of each source that a record uses, in the order of first use.
    numbers: HashMap<SourceId, usize>,
    order: Vec<SourceId>,
    records: usize,
}

impl<'d> Document<'d> {
    /// Of records on a shelf.
    #[must_use]
    pub fn new(shelf: Shelf<'d>, words: Words<'d>, frame: Frame) -> Self {
        Self { shelf, words, frame, numbers: HashMap::new(), order: Vec::new(), records: 0 }
    }

    /// Looks at a record: its sources get their numbers.
    pub fn look(&mut self, record: Record<'_>) {
        self.records += 1;
        for evidence in record.evidence() {
            let at = evidence.source;
            if !self.numbers.contains_key(&at) {
                self.order.push(at);
                self.numbers.insert(at, self.order.len());
            }
        }
    }

    /// The title of the document.
    #[must_use]
    pub fn title(&self) -> &'d str {
        self.shelf.text(&self.shelf.about().title)
    }

    /// The language of the document.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.shelf.lang
    }

    /// Draws what stands above the records.
    pub fn begin(&self, pen: &mut dyn Pen) {
        pen.open("header", &[]);
        self.piece(pen, "h1", &self.shelf.about().title);
        pen.open("p", &[("class", "count")]);
        pen.text(&self.frame.selection.count);
        pen.close();
        if !self.frame.filters.is_empty() {
            pen.open("ul", &[("class", "chosen")]);
            for filter in &self.frame.filters {
                plain(pen, "li", filter);
            }
            pen.close();
        }
        pen.open("p", &[("class", "citation")]);
        pen.text(&self.frame.selection.citation);
        pen.close();
        pen.close();
        if self.records == 0 {
            plain(pen, "p", self.words.nothing);
        }
    }

    /// Draws a record.
    pub fn write(&self, record: Record<'_>, pen: &mut dyn Pen) {
        pen.open("article", &[]);
        match record {
            Record::Meeting(meeting) => self.meeting(meeting, pen),
            Record::Fact(fact) => self.fact(fact, pen),
        }
        self.evidence(record, pen);
        let note = match record {
            Record::Meeting(meeting) => &meeting.note,
            Record::Fact(fact) => &fact.note,
        };
        if let Some(note) = note {
            pen.open("p", &[("class", "note")]);
            plain(pen, "b", self.words.note);
            pen.text(" ");
            self.piece(pen, "span", note);
            pen.close();
        }
        pen.open("p", &[("class", "id")]);
        let link = self.shelf.link(record);
        self.link(pen, SafeUrl::parse(&link).as_ref(), record.id());
        pen.close();
        pen.close();
    }

    /// Draws the sources.
    pub fn end(&self, pen: &mut dyn Pen) {
        self.sources(0, usize::MAX, pen);
    }

    /// Draws at most so many sources, those from one on; true if there are more.
    pub fn sources(&self, from: usize, most: usize, pen: &mut dyn Pen) -> bool {
        if self.order.is_empty() {
            return false;
        }
        if from == 0 {
            pen.open("section", &[("class", "sources")]);
            plain(pen, "h2", self.words.sources);
            pen.open("ol", &[]);
        }
        for (number, at) in (1..).zip(&self.order).skip(from).take(most) {
            pen.open("li", &[("id", &format!("s{number}"))]);
            self.source(self.shelf.source(*at), pen);
            pen.close();
        }
        let more = from.saturating_add(most) < self.order.len();
        if !more {
            pen.close();
            pen.close();
        }
        more
    }

    fn meeting(&self, meeting: &Meeting, pen: &mut dyn Pen) {
        self.when(pen, meeting.date.as_ref(), self.words.date);
        self.piece(pen, "h2", &meeting.title);
        if meeting.status != Status::Held {
            pen.open("p", &[("class", "status")]);
            pen.text((self.words.status)(meeting.status));
            pen.close();
        }
        self.where_and_what(meeting, pen);
        if let Some(summary) = &meeting.summary {
            self.piece(pen, "p", summary);
        }
        self.list(pen, "ul", self.words.participants, &meeting.participants, Self::participant);
        self.list(pen, "ol", self.words.points, &meeting.points, Self::statement);
        self.list(pen, "ul", self.words.outcomes, &meeting.outcomes, |it, outcome, pen| it.piece(pen, "span", outcome));
    }

    fn where_and_what(&self, meeting: &Meeting, pen: &mut dyn Pen) {
        let names = meeting.places.iter().chain(&meeting.topics);
        if meeting.places.is_empty() && meeting.topics.is_empty() && !meeting.remote && meeting.kind.is_none() {
            return;
        }
        pen.open("p", &[("class", "about")]);
        let mut between = "";
        if let Some(kind) = &meeting.kind {
            plain(pen, "span", kind);
            between = " · ";
        }
        if meeting.remote {
            pen.text(std::mem::replace(&mut between, " · "));
            pen.text(self.words.remote);
        }
        for id in names {
            pen.text(std::mem::replace(&mut between, " · "));
            self.name(pen, "span", *id);
        }
        pen.close();
    }

    fn participant(&self, it: &Participant, pen: &mut dyn Pen) {
        let mut between = "";
        let mut next = |pen: &mut dyn Pen| pen.text(std::mem::replace(&mut between, ", "));
        if let Some(person) = it.person {
            next(pen);
            self.name(pen, "b", person);
        }
        if let Some(role) = it.role() {
            next(pen);
            self.piece(pen, "span", role);
        }
        if let Some(organisation) = it.organisation {
            next(pen);
            self.name(pen, if it.person.is_some() { "span" } else { "b" }, organisation);
        }
        if let Some(side) = it.side() {
            next(pen);
            pen.text(&(self.words.side)(side));
        }
    }

    fn statement(&self, it: &Statement, pen: &mut dyn Pen) {
        if let Some(by) = it.by {
            self.name(pen, "b", by);
            pen.text(" ");
        }
        self.piece(pen, "span", &it.says);
    }

    fn fact(&self, fact: &Fact, pen: &mut dyn Pen) {
        self.when(pen, fact.date.as_ref(), self.words.as_of);
        pen.open("h2", &[]);
        self.name(pen, "span", fact.about);
        pen.text(": ");
        self.piece(pen, "span", &fact.claim);
        pen.close();
        pen.open("p", &[("class", "value")]);
        self.piece(pen, "span", &fact.value);
        pen.close();
    }

    fn when(&self, pen: &mut dyn Pen, date: Option<&PartialDate>, says: &dyn Fn(&PartialDate) -> String) {
        pen.open("p", &[("class", "when")]);
        match date {
            None => pen.text(self.words.undated),
            Some(date) => pen.text(&says(date)),
        }
        pen.close();
    }

    /// The notes of a record: the number of each source, with what is quoted from it.
    fn evidence(&self, record: Record<'_>, pen: &mut dyn Pen) {
        pen.open("p", &[("class", "evidence")]);
        let mut between = "";
        for evidence in record.evidence() {
            pen.text(std::mem::replace(&mut between, " "));
            self.note(evidence, pen);
        }
        if record.evidence().is_empty() {
            pen.text(self.words.no_source);
        }
        if let Some(confidence) = record.confidence() {
            pen.text(" · ");
            pen.text((self.words.confidence)(confidence));
        }
        pen.close();
    }

    fn note(&self, evidence: &Evidence, pen: &mut dyn Pen) {
        let number = self.numbers.get(&evidence.source).copied().unwrap_or_default();
        pen.open("a", &[("class", "number"), ("href", &format!("#s{number}"))]);
        pen.text(&format!("[{number}]"));
        pen.close();
        pen.text(" ");
        plain(pen, "span", self.shelf.source(evidence.source).label());
        if let Some(place) = &evidence.place {
            pen.text(", ");
            self.piece(pen, "span", place);
        }
        if let Some(quote) = &evidence.quote {
            pen.text(" ");
            self.piece(pen, "q", quote);
        }
    }

    fn source(&self, source: &Source, pen: &mut dyn Pen) {
        if let Some(publisher) = &source.publisher {
            plain(pen, "span", publisher);
            pen.text(". ");
        }
        match &source.title {
            Some(title) => self.piece(pen, "cite", title),
            None if source.publisher.is_none() => plain(pen, "span", source.label()),
            None => {}
        }
        for (word, date) in [(self.words.published, source.published), (self.words.retrieved, source.retrieved)] {
            if let Some(date) = date {
                pen.text(&format!(", {word} {}", (self.words.date)(&date)));
            }
        }
        if let Some(language) = source.language {
            pen.text(&format!(", {}", (self.words.language)(language)));
        }
        for (word, url) in [("", source.url.as_ref()), (self.words.archived, source.archive.as_ref())] {
            if let Some(url) = url {
                pen.text(if word.is_empty() { " " } else { ", " });
                pen.text(word);
                pen.text(" ");
                self.link(pen, Some(url), url.as_str());
            }
        }
    }

    fn list<T>(
        &self,
        pen: &mut dyn Pen,
        tag: &'static str,
        heading: &str,
        items: &[T],
        draw: impl Fn(&Self, &T, &mut dyn Pen),
    ) {
        if items.is_empty() {
            return;
        }
        plain(pen, "h3", heading);
        pen.open(tag, &[]);
        for item in items {
            pen.open("li", &[]);
            draw(self, item, pen);
            pen.close();
        }
        pen.close();
    }

    fn link(&self, pen: &mut dyn Pen, url: Option<&SafeUrl>, label: &str) {
        match url {
            Some(url) => pen.open("a", &[("href", url.as_str()), ("rel", "noopener noreferrer"), ("dir", "auto")]),
            None => pen.open("span", &[("dir", "auto")]),
        }
        pen.text(label);
        pen.close();
    }

    fn name(&self, pen: &mut dyn Pen, tag: &'static str, id: EntityId) {
        self.piece(pen, tag, &self.shelf.entity(id).name);
    }

    /// A text with its language, where it is not that of the document, and its direction.
    fn piece(&self, pen: &mut dyn Pen, tag: &'static str, text: &Text) {
        let (lang, words) = text.pick(self.shelf.lang);
        if lang == self.shelf.lang {
            pen.open(tag, &[("dir", "auto")]);
        } else {
            pen.open(tag, &[("dir", "auto"), ("lang", lang.as_str())]);
        }
        pen.text(words);
        pen.close();
    }
}

fn plain(pen: &mut dyn Pen, tag: &'static str, text: &str) {
    pen.open(tag, &[("dir", "auto")]);
    pen.text(text);
    pen.close();
}
