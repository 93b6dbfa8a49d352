//! The readable page: the latest records, each with its sources, the organisations, and how to get the data.

use whomet::engine::Answer;
use whomet::export::Readable as Word;
use whomet::model::{EntityId, EntityKind, Evidence, PartialDate, Party, Record, RecordId, SafeUrl, Status, Text};
use whomet::pack::Stock;
use whomet::query::Facet;

use super::markup::{Markup, cut};
use super::words::Words;

/// How many characters of a title or a value are shown, and of a name.
const TITLE: usize = 300;
const NAME: usize = 120;
/// How many names and sources of a record are shown.
const NAMES: usize = 10;
const SOURCES: usize = 4;

/// Why the page is only to be read, in every language; and a link to try again, if that may help.
pub fn notice(words: &[Words], why: Word, again: bool) -> String {
    let mut out = Markup::default();
    for words in words {
        out.raw("<p lang=").value(&words.tag).raw(if words.mirrored { " dir=\"rtl\"><b>" } else { "><b>" });
        out.text(words.say(Word::ToRead)).raw("</b> ").text(words.say(why));
        if again {
            out.raw(" <a href=\"\">").text(words.say(Word::TryAgain)).raw("</a>");
        }
        out.raw("</p>\n");
    }
    out.done()
}

/// What the page is made of.
struct Readable<'s> {
    stock: &'s Stock,
    words: &'s Words,
    out: Markup,
}

/// The page, as what stands in `index.html`.
pub fn page(stock: &Stock, front: &Answer, words: &[Words]) -> String {
    let words = Words::of(words, stock.about().language);
    let mut page = Readable { stock, words, out: Markup::default() };
    page.head();
    page.records(front);
    page.organisations(front);
    page.data();
    page.out.done()
}

impl<'s> Readable<'s> {
    /// A text of the dataset in its language, cut to so many characters.
    fn pick(&self, text: &Text, most: usize) -> String {
        cut(text.pick(self.stock.about().language).1, most)
    }

    fn name(&self, id: EntityId) -> String {
        self.pick(&self.stock.entity(id).name, NAME)
    }

    fn head(&mut self) {
        let (stock, words) = (self.stock, self.words);
        let about = stock.about();
        let title = self.pick(&about.title, TITLE);
        self.out.raw("<div role=\"main\" lang=").value(about.language.as_str()).raw(">\n<h1 dir=\"auto\">");
        self.out.text(&title).raw("</h1>\n");
        if let Some(description) = &about.description {
            let lead = self.pick(description, 2 * TITLE);
            self.out.raw("<p class=\"lead\" dir=\"auto\">").text(&lead).raw("</p>\n");
        }
        let mut line =
            words.count(Word::Counts, &[stock.meetings(), stock.facts(), stock.entities(EntityKind::Organisation)]);
        if let Some((first, last)) = stock.span() {
            line += &format!(" · {}", years(first.year(), last.year()));
        }
        if let Some(updated) = &about.updated {
            line += &format!(" · {} {}", words.say(Word::Updated), self.date(updated));
        }
        self.out.raw("<p>").text(&line).raw("</p>\n");
    }

    fn records(&mut self, front: &Answer) {
        let heading = self.words.count(Word::Latest, &[front.page.len(), front.count]);
        self.out.raw("<h2>").text(&heading).raw("</h2>\n<ol class=\"records\">\n");
        for id in &front.page {
            self.out.raw("<li>");
            self.record(*id);
            self.out.raw("</li>\n");
        }
        self.out.raw("</ol>\n");
    }

    fn record(&mut self, id: RecordId) {
        let record = self.stock.record(id);
        match record.date() {
            Some(date) => {
                let text = self.date(date);
                self.out.raw("<time>").text(&text).raw("</time>");
            }
            None => drop(self.out.raw("<span class=\"undated\">").text(self.words.say(Word::Undated)).raw("</span>")),
        }
        let (title, status) = match record {
            Record::Meeting(meeting) => (self.pick(&meeting.title, TITLE), self.status(meeting.status)),
            Record::Fact(fact) => {
                let [claim, value] = [&fact.claim, &fact.value].map(|text| self.pick(text, TITLE));
                (format!("{}: {claim}: {value}", self.name(fact.about)), None)
            }
        };
        self.out.raw("<h3 dir=\"auto\">").text(&title).raw("</h3>");
        if let Some(status) = status {
            self.out.raw("<p><b>").text(status).raw("</b></p>");
        }
        if let Record::Meeting(_) = record {
            let organisations = record.filed_under(EntityKind::Organisation);
            let names: Vec<EntityId> =
                organisations.into_iter().chain(record.filed_under(EntityKind::Person)).collect();
            self.names(&names);
        }
        self.sources(record.evidence());
    }

    fn names(&mut self, names: &[EntityId]) {
        if names.is_empty() {
            return;
        }
        self.out.raw("<p>").text(self.words.say(Word::With)).raw(" ");
        for (at, id) in names.iter().take(NAMES).enumerate() {
            let name = self.name(*id);
            self.out.raw(if at > 0 { ", " } else { "" }).apart(&name);
        }
        self.rest(names.len(), NAMES);
        self.out.raw("</p>");
    }

    fn sources(&mut self, evidence: &[Evidence]) {
        self.out.raw("<p>");
        if evidence.is_empty() {
            self.out.text(self.words.say(Word::NoSource));
        } else {
            self.out.text(self.words.say(Word::Sources)).raw(" ");
        }
        for (at, evidence) in evidence.iter().take(SOURCES).enumerate() {
            let source = self.stock.source(evidence.source);
            self.out.raw(if at > 0 { ", " } else { "" });
            self.link(source.url.as_ref(), source.label());
        }
        self.rest(evidence.len(), SOURCES);
        self.out.raw("</p>");
    }

    /// How many more there are than are shown.
    fn rest(&mut self, all: usize, shown: usize) {
        if all > shown {
            self.out.raw(" ").text(&self.words.count(Word::More, &[all - shown]));
        }
    }

    fn link(&mut self, url: Option<&SafeUrl>, label: &str) {
        let label = cut(label, NAME);
        match url {
            Some(url) => {
                self.out.raw("<a rel=\"noopener\" href=").value(url.as_str()).raw(">").apart(&label).raw("</a>")
            }
            None => self.out.apart(&label),
        };
    }

    fn organisations(&mut self, front: &Answer) {
        let counts = &front.facets[Facet::Organisation];
        if counts.values.is_empty() {
            return;
        }
        self.out.raw("<h2>").text(self.words.say(Word::Organisations)).raw("</h2>\n<ul class=\"names\">\n");
        for value in &counts.values {
            let name = self.name(EntityId { kind: EntityKind::Organisation, at: value.value });
            self.out.raw("<li>").apart(&name).raw(" <span>").text(&value.count.to_string()).raw("</span></li>\n");
        }
        self.out.raw("</ul>\n");
        if counts.distinct > counts.values.len() {
            let line = self.words.count(Word::Listed, &[counts.values.len(), counts.distinct]);
            self.out.raw("<p>").text(&line).raw("</p>\n");
        }
    }

    fn data(&mut self) {
        let (stock, words) = (self.stock, self.words);
        let about = stock.about();
        self.out.raw("<h2>").text(words.say(Word::Data)).raw("</h2>\n<p>");
        self.out.text(if stock.is_whole() { words.say(Word::Whole) } else { words.say(Word::Packed) });
        self.out.raw(" <a href=\"data/dataset.json\">data/dataset.json</a></p>\n");
        self.party(Word::Publisher, about.publisher.as_ref());
        self.party(Word::Licence, about.licence.as_ref());
        if let Some(report) = &about.report {
            let label = report.as_str().strip_prefix("mailto:").unwrap_or(report.as_str());
            self.out.raw("<p>").text(words.say(Word::Report)).raw(" ");
            self.link(Some(report), label);
            self.out.raw("</p>\n");
        }
        self.out.raw("</div>\n");
    }

    fn party(&mut self, word: Word, party: Option<&Party>) {
        let Some(party) = party else { return };
        let name = self.pick(&party.name, NAME);
        self.out.raw("<p>").text(self.words.say(word)).raw(" ");
        self.link(party.url.as_ref(), &name);
        self.out.raw("</p>\n");
    }

    fn status(&self, status: Status) -> Option<&'s str> {
        match status {
            Status::Held => None,
            Status::Announced => Some(self.words.say(Word::Announced)),
            Status::Cancelled => Some(self.words.say(Word::Cancelled)),
            Status::Withdrawn => Some(self.words.say(Word::Withdrawn)),
        }
    }

    /// A date in digits, with words for what EDTF has signs for.
    fn date(&self, date: &PartialDate) -> String {
        let text = date.to_string();
        let part = |text: &str| match text.strip_suffix(['~', '%']) {
            Some(day) if text.ends_with('%') => format!("{} {day} (?)", self.words.say(Word::About)),
            Some(day) => format!("{} {day}", self.words.say(Word::About)),
            None => text.strip_suffix('?').map_or(text.to_owned(), |day| format!("{day} (?)")),
        };
        match text.split_once('/') {
            Some((from, to)) => format!("{} – {}", part(from), part(to).trim_matches('.')),
            None => part(&text),
        }
    }
}

fn years(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}
