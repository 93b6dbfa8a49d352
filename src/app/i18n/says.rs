//! What exported files say in the visitor's language: a document and a calendar.

use super::{Catalogue, long_date};
use whomet::export::{Note, Words};
use whomet::model::{Confidence, Lang, PartialDate, Side, Status};

/// The words of a document or a calendar, with what they are made by.
pub struct Says {
    words: &'static Catalogue,
    date: Box<dyn Fn(&PartialDate) -> String>,
    as_of: Box<dyn Fn(&PartialDate) -> String>,
    side: Box<dyn Fn(&Side) -> String>,
    language: Box<dyn Fn(Lang) -> String>,
    status: Box<dyn Fn(Status) -> &'static str>,
    confidence: Box<dyn Fn(Confidence) -> &'static str>,
}

impl Says {
    /// In a language; `language` says in which one a source is.
    pub fn new(words: &'static Catalogue, language: impl Fn(Lang) -> String + 'static) -> Self {
        let side = |side: &Side| match side {
            Side::Other(own) => own.to_string(),
            _ => words.side_of(side).unwrap_or_default().to_owned(),
        };
        Self {
            words,
            date: Box::new(|date| long_date(words, date)),
            as_of: Box::new(|date| words.later().as_of(&long_date(words, date))),
            side: Box::new(side),
            language: Box::new(language),
            status: Box::new(|status| words.status(status)),
            confidence: Box::new(|confidence| words.confidence(confidence)),
        }
    }

    /// All of them.
    pub fn words(&self) -> Words<'_> {
        let words = self.words;
        Words {
            date: &*self.date,
            as_of: &*self.as_of,
            status: &*self.status,
            confidence: &*self.confidence,
            side: &*self.side,
            language: &*self.language,
            undated: words.no_date(),
            remote: words.remote(),
            participants: words.participants(),
            points: words.points(),
            outcomes: words.outcomes(),
            note: words.note(),
            sources: words.later().sources(),
            no_source: words.no_evidence(),
            published: words.published(),
            retrieved: words.retrieved(),
            archived: words.archived(),
            nothing: words.nothing_found(),
        }
    }
}

impl Catalogue {
    /// What the description of a calendar says.
    pub fn calendar_note(&self, note: Note) -> String {
        let words = self.later();
        match note {
            Note::Facts(n) => words.calendar_facts(n),
            Note::LeftOut(n) => words.calendar_left_out(n),
            Note::More(n) => words.calendar_more(n),
            Note::Lacking => words.calendar_lacks().to_owned(),
        }
    }
}
