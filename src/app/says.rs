//! The words of a document to be read, in the visitor's language.

use whomet::export::Words;
use whomet::model::{Confidence, Lang, PartialDate, Side, Status};

use super::i18n::{Catalogue, long_date};
use super::state::Page;

/// The words of a document, with what they are made by.
pub struct Says {
    words: &'static Catalogue,
    date: Box<dyn Fn(&PartialDate) -> String>,
    side: Box<dyn Fn(&Side) -> String>,
    language: Box<dyn Fn(Lang) -> String>,
    status: Box<dyn Fn(Status) -> &'static str>,
    confidence: Box<dyn Fn(Confidence) -> &'static str>,
}

impl Says {
    /// The words of a language.
    pub fn new(words: &'static Catalogue) -> Self {
        let side = |side: &Side| match side {
            Side::Other(own) => own.to_string(),
            _ => words.side_of(side).unwrap_or_default().to_owned(),
        };
        Self {
            words,
            date: Box::new(|date| long_date(words, date)),
            side: Box::new(side),
            language: Box::new(|lang| words.source_language(&Page.language_name(lang.as_str()))),
            status: Box::new(|status| words.status(status)),
            confidence: Box::new(|confidence| words.confidence(confidence)),
        }
    }

    /// As the document asks for them.
    pub fn words(&self) -> Words<'_> {
        let words = self.words;
        Words {
            date: &*self.date,
            status: &*self.status,
            confidence: &*self.confidence,
            side: &*self.side,
            language: &*self.language,
            undated: words.no_date(),
            as_of: words.as_of(),
            remote: words.remote(),
            participants: words.participants(),
            points: words.points(),
            outcomes: words.outcomes(),
            note: words.note(),
            sources: words.take().sources,
            no_source: words.no_evidence(),
            published: words.published(),
            retrieved: words.retrieved(),
            archived: words.archived(),
            nothing: words.nothing_found(),
        }
    }
}
