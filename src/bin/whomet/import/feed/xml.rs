//! RSS 0.9x, 1.0 and 2.0, and Atom. Entities of the document's own are never expanded, and nothing is
//! fetched: what is not known stays as it is written.

use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::bytes::{self, Encoding};
use super::super::plain::{self, Plain};
use super::{Channel, Feed, Item, LONGEST_BASE, Link, Text, relative};

/// Elements are within each other at most so deep.
const DEEPEST: usize = 200;

/// Reads a feed. What is said of a file that is none begins with the line.
pub fn read(bytes: Vec<u8>) -> Result<Feed, String> {
    let text = bytes::decode(bytes.clone(), encoding(&bytes)?)?.text;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    loop {
        let line = lines.of(usize::try_from(reader.buffer_position()).unwrap_or(0));
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(0);
            format!("{}: this should be XML: {error}", lines.of(at))
        })?;
        match event {
            Event::Start(tag) => walk.open(&tag, line)?,
            Event::End(tag) => walk.close(tag.name().0),
            Event::Text(text) => walk.text(&text, line)?,
            Event::CData(text) => walk.text(&text, line)?,
            Event::GeneralRef(name) => walk.entity(&name, line),
            Event::Eof => break,
            _ => {}
        }
    }
    match (walk.path.last(), walk.root.is_empty()) {
        (Some(open), _) => Err(format!("{}: the file ends inside <{open}>; it was cut off", lines.of(text.len()))),
        (None, true) => Err("1: there is no element in this file; it should be RSS, Atom or JSON Feed".to_owned()),
        (None, false) => Ok(walk.feed),
    }
}

/// The encoding that the document names, if it is one that can be read. XML is UTF-8 otherwise.
fn encoding(bytes: &[u8]) -> Result<Option<Encoding>, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Ok(Some(Encoding::Utf16));
    }
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_lowercase();
    let head = start.split("?>").next().filter(|head| head.trim_start_matches('\u{feff}').starts_with("<?xml"));
    let named = head.and_then(|head| head.split_once("encoding")).map(|(_, named)| named);
    let named = named.and_then(|named| named.split(['"', '\'']).nth(1)).unwrap_or("utf-8");
    match named {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Ok(Some(Encoding::Utf8)),
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Ok(Some(Encoding::Windows1252)),
        other => Err(format!("1: the encoding `{other}` cannot be read; save the file as UTF-8, and let it say so")),
    }
}

/// Counts lines in one pass.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> u64 {
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += passed.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.at = self.at.max(at);
        self.line
    }
}

/// A child of an item or of the feed, as it grows.
#[derive(Default)]
struct Field {
    name: String,
    depth: usize,
    line: u64,
    raw: String,
    plain: Plain,
    nested: bool,
    kind: String,
    href: String,
    rel: String,
    term: String,
    label: String,
    /// True for a `guid` that says that it is no address.
    no_address: bool,
    /// All of its attributes, for the report.
    attributes: String,
}

/// Where reading has got to.
#[derive(Default)]
struct Walk {
    feed: Feed,
    /// The elements that are open.
    path: Vec<String>,
    root: String,
    /// The prefix of the root, which says nothing.
    prefix: String,
    /// The item, and how deep it is.
    item: Option<(Item, usize)>,
    field: Option<Field>,
    /// The addresses to which others are relative (`xml:base`), each with how deep its element is.
    bases: Vec<(usize, Rc<str>)>,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<(), String> {
        let full = tag.name().0;
        if self.path.is_empty() {
            self.begin(full, line)?;
        }
        let name = full.strip_prefix(&*self.prefix).unwrap_or(full).to_owned();
        if self.path.len() >= DEEPEST {
            return Err(format!("{line}: <{name}> is inside of {DEEPEST} other elements; no feed is so deep"));
        }
        self.path.push(name.clone());
        let depth = self.path.len();
        if let Some(field) = &mut self.field {
            field.nested = true;
            field.plain.open(local(&name));
            return Ok(());
        }
        self.base(tag, line);
        let parent = depth.checked_sub(2).and_then(|at| self.path.get(at)).map_or("", |parent| parent);
        let in_feed = matches!(parent, "channel" | "feed" | "rdf:RDF");
        if self.item.is_none() && in_feed && matches!(&*name, "item" | "entry") {
            let place = format!("line {line}");
            self.item = Some((Item { place, ..Item::default() }, depth));
        } else if self.item.as_ref().is_some_and(|(_, item)| depth == item + 1)
            || self.item.is_none() && in_feed && name != "channel"
        {
            let mut field = field(name, depth, line, tag)?;
            // in Atom what says nothing else is text; RSS says nothing at all
            if local(&self.root) == "feed" && field.kind.is_empty() {
                field.kind = "text".to_owned();
            }
            self.field = Some(field);
        }
        Ok(())
    }

    /// An element may say to which address those within it are relative.
    fn base(&mut self, tag: &BytesStart<'_>, line: u64) {
        let Some(own) = tag.try_get_attribute("xml:base").ok().flatten() else { return };
        let own = plain::resolved(&own.value);
        let mut base = match self.bases.last() {
            Some((_, base)) => relative::resolved(base, own.trim()),
            None => own.trim().to_owned(),
        };
        if base.len() > LONGEST_BASE {
            self.feed.odd.push((line, "an `xml:base` that is very long, and is not used", own));
            // nor is the one around it, which is not meant
            base = String::new();
        }
        self.bases.push((self.path.len(), base.into()));
    }

    /// The root says what the file is.
    fn begin(&mut self, full: &str, line: u64) -> Result<(), String> {
        if !self.root.is_empty() {
            return Err(format!("{line}: a second feed begins here; import them one by one"));
        }
        if !matches!(local(full), "rss" | "RDF" | "feed") {
            return Err(format!(
                "{line}: this begins with <{full}>; a feed begins with <rss>, <rdf:RDF> or <feed>, or is JSON Feed"
            ));
        }
        full.clone_into(&mut self.root);
        if local(full) == "feed" {
            self.prefix = full.strip_suffix("feed").unwrap_or_default().to_owned();
        }
        Ok(())
    }

    fn close(&mut self, full: &str) {
        let depth = self.path.len();
        self.path.pop();
        if let Some(field) = &mut self.field {
            if field.depth < depth {
                field.plain.close(local(full));
                return;
            }
            let Some(field) = self.field.take() else { return };
            let base = self.bases.last().map(|(_, base)| base);
            match &mut self.item {
                Some((item, _)) => item_field(item, field, base),
                None => channel_field(&mut self.feed, field, base),
            }
        } else if self.item.as_ref().is_some_and(|(_, item)| *item == depth) {
            self.feed.items.extend(self.item.take().map(|(item, _)| item));
        }
        self.bases.pop_if(|(base, _)| *base == depth);
    }

    fn text(&mut self, text: &str, line: u64) -> Result<(), String> {
        if let Some(field) = &mut self.field {
            field.raw.push_str(text);
            field.plain.text(text);
        } else if self.path.is_empty() && !text.trim().is_empty() {
            return Err(format!("{line}: there is text outside of all elements; it should be RSS, Atom or JSON Feed"));
        } else if !text.trim().is_empty() {
            self.feed.odd.push((line, "text that is in no field, and is left out", text.trim().to_owned()));
        }
        Ok(())
    }

    fn entity(&mut self, name: &str, line: u64) {
        let meaning = plain::meaning(name).unwrap_or_else(|| {
            self.feed.odd.push((line, "an entity that is not known, and stays as it is written", name.to_owned()));
            format!("&{name};")
        });
        if let Some(field) = &mut self.field {
            field.raw.push_str(&meaning);
            field.plain.text(&meaning);
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn field(name: String, depth: usize, line: u64, tag: &BytesStart<'_>) -> Result<Field, String> {
    let mut field = Field { name, depth, line, ..Field::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("{line}: this should be XML: {error}"))?;
        let value = plain::resolved(&attribute.value);
        field.attributes += &format!("{}=\"{value}\" ", attribute.key.0);
        match attribute.key.0 {
            "type" => field.kind = value,
            "href" => field.href = value,
            "rel" => field.rel = value,
            "term" => field.term = value,
            "label" => field.label = value,
            "isPermaLink" => field.no_address = value.trim().eq_ignore_ascii_case("false"),
            _ => {}
        }
    }
    Ok(field)
}

impl Field {
    /// What it says: Atom says whether it is HTML, RSS does not.
    fn as_text(&mut self, html: bool) -> Text {
        if self.nested {
            return Text::Plain(std::mem::take(&mut self.plain).finish());
        }
        let raw = std::mem::take(&mut self.raw);
        if html { Text::Html(raw) } else { Text::Plain(raw) }
    }

    /// What the report says of it: its text, or else its attributes.
    fn told(&mut self) -> Option<String> {
        let attributes = self.attributes.trim().to_owned();
        self.words().or(Some(attributes)).filter(|told| !told.is_empty())
    }

    fn words(&mut self) -> Option<String> {
        let text = if self.nested { std::mem::take(&mut self.plain).finish() } else { std::mem::take(&mut self.raw) };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Puts a field of an item where it belongs. What is there already keeps its place.
fn item_field(item: &mut Item, mut field: Field, base: Option<&Rc<str>>) {
    let link = |text: String| Link { text, base: base.cloned() };
    let html = matches!(&*field.kind, "html" | "text/html");
    let name = field.name.clone();
    match &*name {
        "title" if item.title.is_none() => {
            // a title of RSS is text or HTML, and nothing says which: a tag in it is taken for one
            let unknown = field.kind.is_empty();
            item.title = Some(field.as_text(html || unknown));
        }
        "link" if !field.href.is_empty() => match &*field.rel {
            "" | "alternate" => item.links.push(link(std::mem::take(&mut field.href))),
            rel => item.rest.push((format!("link, {rel}"), std::mem::take(&mut field.href))),
        },
        "link" => item.links.extend(field.words().map(link)),
        "guid" | "id" if item.id.is_none() => {
            item.id = field.words();
            item.id_is_address = name == "guid" && !field.no_address;
        }
        "pubDate" | "published" | "dc:date" | "dcterms:issued" if item.published.is_none() => {
            item.published = field.words()
        }
        "ev:startdate" if item.held.0.is_none() => item.held.0 = field.words(),
        "ev:enddate" if item.held.1.is_none() => item.held.1 = field.words(),
        "ev:location" if item.location.is_none() => item.location = field.words(),
        "description" if item.summary.is_none() => item.summary = Some(field.as_text(true)),
        "summary" if item.summary.is_none() => item.summary = Some(field.as_text(html)),
        "content:encoded" if item.content.is_none() => item.content = Some(field.as_text(true)),
        "content" if item.content.is_none() => {
            item.content = Some(field.as_text(html));
        }
        "category" if !field.label.trim().is_empty() => {
            let (label, term) = (std::mem::take(&mut field.label), std::mem::take(&mut field.term));
            // people read the label; the term is for machines
            if !term.is_empty() && term != label {
                item.rest.push(("category, term".to_owned(), term));
            }
            item.topics.push(label);
        }
        "category" if !field.term.is_empty() => item.topics.push(std::mem::take(&mut field.term)),
        "category" | "dc:subject" => item.topics.extend(field.words()),
        "updated" | "dcterms:modified" if item.updated.is_none() => item.updated = field.words(),
        _ => item.rest.extend(field.told().map(|value| (name, value))),
    }
}

fn channel_field(feed: &mut Feed, mut field: Field, base: Option<&Rc<str>>) {
    let Channel { title, link, language, description } = &mut feed.channel;
    let name = field.name.clone();
    match &*name {
        "title" if title.is_none() => *title = field.words(),
        "link" if link.is_none() && matches!(&*field.rel, "" | "alternate") => {
            let found = Some(std::mem::take(&mut field.href)).filter(|href| !href.is_empty()).or_else(|| field.words());
            *link = found.map(|text| Link { text, base: base.cloned() }.text());
        }
        "language" | "dc:language" if language.is_none() => *language = field.words(),
        "description" | "subtitle" if description.is_none() => *description = field.words(),
        _ => {
            let line = field.line;
            feed.rest.extend(field.told().map(|value| (name, line, value)));
        }
    }
}
