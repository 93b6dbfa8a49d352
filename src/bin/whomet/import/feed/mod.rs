//! From a feed (RSS, Atom, JSON Feed) to draft meetings: one for each item.

mod dates;
mod json;
mod relative;
mod xml;

use std::rc::Rc;

use whomet::model::EntityKind;

use super::bytes::squashed;
use super::draft::{Draft, Evidence, FILE, Meeting, Source, web_address};
use super::names::mark;
use super::plain;
use super::report::Place;
use crate::progress::Progress;
pub use dates::{day, has_time};

/// A title that is made from the text of an item has so many characters.
const SHORT: usize = 100;
/// An address to which others are relative has at most so many bytes: each of them repeats it.
const LONGEST_BASE: usize = 1_000;

/// A text, as the feed has it.
#[derive(Debug)]
pub enum Text {
    Plain(String),
    Html(String),
}

/// An address, as the feed has it, and the one to which it is relative, if that is said.
#[derive(Debug)]
pub struct Link {
    pub text: String,
    pub base: Option<Rc<str>>,
}

impl Link {
    /// The address; it may still be relative.
    fn text(&self) -> String {
        let text = self.text.trim();
        self.base.as_ref().map_or_else(|| text.to_owned(), |base| relative::resolved(base, text))
    }
}

/// What a feed says of itself.
#[derive(Debug, Default)]
pub struct Channel {
    pub title: Option<String>,
    pub link: Option<String>,
    pub language: Option<String>,
    pub description: Option<String>,
}

/// An item. What it has several times, such as a title for each language, comes in that order.
#[derive(Debug, Default)]
pub struct Item {
    /// Where it is.
    pub place: String,
    pub id: Option<String>,
    /// True if the id is also the address, should no link be one.
    pub id_is_address: bool,
    pub title: Option<Text>,
    pub links: Vec<Link>,
    pub published: Option<String>,
    /// Stands in for the day of publication where there is none.
    pub updated: Option<String>,
    /// The day of the event itself, if the feed knows it.
    pub held: (Option<String>, Option<String>),
    pub location: Option<String>,
    pub summary: Option<Text>,
    pub content: Option<Text>,
    pub topics: Vec<String>,
    /// Everything else: name and value.
    pub rest: Vec<(String, String)>,
}

/// A feed.
#[derive(Debug, Default)]
pub struct Feed {
    pub channel: Channel,
    pub items: Vec<Item>,
    /// What of it was odd: where, what, and the text.
    pub odd: Vec<(u64, &'static str, String)>,
    /// What the channel has beside that: name, line and value.
    pub rest: Vec<(String, u64, String)>,
}

impl Feed {
    /// Its title.
    pub fn title(&self) -> Option<String> {
        self.channel.title.as_ref().map(|title| squashed(&plain::of_html(title).0)).filter(|title| !title.is_empty())
    }

    /// Its page.
    pub fn link(&self) -> Option<String> {
        self.channel.link.as_deref().and_then(web_address)
    }

    /// What it is about.
    pub fn description(&self) -> Option<String> {
        self.channel.description.as_ref().map(|text| plain::of_html(text).0)
    }
}

/// Reads a feed of any kind. What is said of a file that is none begins with the line.
pub fn read(bytes: Vec<u8>) -> Result<Feed, String> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json::read(start),
        Some(_) => xml::read(bytes),
        None => Err("1: the file is empty; it should be RSS, Atom or JSON Feed".to_owned()),
    }
}

/// Puts the items into the dataset.
pub fn fill(draft: &mut Draft, feed: Feed) {
    let (publisher, page) = (feed.title(), feed.link().filter(|page| page.len() <= LONGEST_BASE));
    for (line, what, found) in feed.odd {
        draft.report.notice("(feed)", what, line, &found);
    }
    for (name, line, value) in feed.rest {
        draft.report.not_imported(&format!("feed: {name}"), line, &value);
    }
    let mut progress = Progress::new("importing", feed.items.len());
    for item in feed.items {
        progress.at(draft.report.rows);
        draft.report.rows += 1;
        one(draft, item, publisher.as_deref(), page.as_deref());
    }
}

/// One item, of a feed with this title and this page.
fn one(draft: &mut Draft, item: Item, publisher: Option<&str>, page: Option<&str>) {
    let place = item.place.clone();
    let at = || Place::from(&*place);
    for (name, value) in &item.rest {
        draft.report.not_imported(&format!("item: {name}"), at(), value);
    }
    let link = address(draft, &item, page, &place);
    let published = item.published.as_deref().or(item.updated.as_deref());
    let published = draft.dates("date of publication", &place, published, None);
    let ends = [("ev:startdate", item.held.0.as_deref()), ("ev:enddate", item.held.1.as_deref())];
    let (held, note) = draft.held("date of the event", &place, ends);
    let summary = texts(draft, &item, &place);
    let title = title(draft, item.title, summary.as_deref(), &place);
    let known = item.id.as_deref().map(squashed).filter(|id| !id.is_empty()).or_else(|| link.clone());
    let wanted = match &known {
        Some(id) if is_short(id) => id.clone(),
        Some(id) => format!("item-{}", mark(id)),
        None => format!("item-{}", mark(&format!("{title}\n{}", published.as_deref().unwrap_or_default()))),
    };
    // the dataset has it nowhere then
    if let Some(id) = known.as_ref().filter(|id| **id != wanted && link.as_ref() != Some(*id)) {
        draft.report.not_imported("item: id, of which another is made", at(), id);
    }
    let id = draft.new_id(&wanted);
    if id != wanted && known.is_some() {
        draft.report.notice("id", "that of an item before, so it has another", at(), &wanted);
    }
    let source = match link {
        None => FILE.to_owned(),
        Some(url) => {
            let publisher = publisher.map(str::to_owned);
            let source =
                Source { publisher, title: Some(title.clone()), published: published.clone(), ..Source::default() };
            draft.source(&format!("source-{}", mark(&url)), Source { url: Some(url), ..source })
        }
    };
    if held.is_none() && published.is_some() {
        let what = "the day of publication, marked as uncertain (`?`), stands for that of the meeting";
        draft.report.notice("date", what, at(), "");
    }
    let topics =
        item.topics.iter().filter_map(|topic| draft.named(EntityKind::Topic, &plain::of_html(topic).0)).collect();
    let places = item.location.iter().filter_map(|place| draft.named(EntityKind::Place, place)).collect();
    // what the day of publication says of the meeting is a guess, and says so
    let date = held.or_else(|| published.as_ref().map(|day| format!("{day}?")));
    let place = (source == FILE).then(|| place.clone());
    let sources = vec![Evidence { source, place }];
    let meeting = Meeting { id, date, published, title, summary, topics, places, ..Meeting::default() };
    draft.meetings.push(Meeting { sources, note, ..meeting });
}

/// True for an id that can be read; addresses and the like cannot.
fn is_short(id: &str) -> bool {
    id.chars().count() <= 60 && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The address of an item: the first that readers may be sent to.
fn address(draft: &mut Draft, item: &Item, page: Option<&str>, place: &str) -> Option<String> {
    let mut good = None;
    for link in item.links.iter().filter(|link| !link.text.trim().is_empty()) {
        let mut url = link.text();
        // where on its site a feed is, is not known; what begins with a slash means the same everywhere on it
        if let Some(page) = page.filter(|_| url.starts_with('/')) {
            url = relative::resolved(page, &url);
            draft.report.notice("link", "relative, and taken for one of the site of the feed's page", place, &url);
        }
        match web_address(&url) {
            Some(url) if good.is_none() => good = Some(url),
            Some(url) => draft.report.not_imported("item: a further link", place, &url),
            None => draft.report.not_understood("link", "not an address of the web", place, &link.text),
        }
    }
    good.or_else(|| item.id.as_deref().filter(|_| item.id_is_address).and_then(web_address))
}

/// The text of an item: its summary, or else what it holds as a whole.
fn texts(draft: &mut Draft, item: &Item, place: &str) -> Option<String> {
    let plain = |text: &Option<Text>| text.as_ref().map(|text| as_plain(text).0).filter(|text| !text.is_empty());
    let (summary, content) = (plain(&item.summary), plain(&item.content));
    if let (Some(summary), Some(content)) = (&summary, &content)
        && summary != content
    {
        draft.report.not_imported("item: the whole text, where there is a summary", place, content);
    }
    summary.or(content)
}

fn title(draft: &mut Draft, title: Option<Text>, summary: Option<&str>, place: &str) -> String {
    if let Some((title, tags)) = title.as_ref().map(as_plain)
        && !title.is_empty()
    {
        if tags > 0 {
            draft.report.notice("title", "markup is taken out", place, &title);
        }
        return squashed(&title);
    }
    match summary.and_then(|summary| summary.lines().find(|line| !line.is_empty())) {
        Some(line) => {
            let short: String = line.chars().take(SHORT).collect();
            let title = if short.len() < line.len() { format!("{short} …") } else { short };
            draft.report.notice("title", "there is none; the text begins so", place, &title);
            title
        }
        None => {
            draft.report.not_understood("title", "there is none, and no text; it is \"(no title)\"", place, "");
            "(no title)".to_owned()
        }
    }
}

fn as_plain(text: &Text) -> (String, usize) {
    match text {
        Text::Html(html) => plain::of_html(html),
        Text::Plain(text) => {
            let mut plain = plain::Plain::default();
            for line in text.lines() {
                plain.open("br");
                plain.text(line);
            }
            (plain.finish(), 0)
        }
    }
}
