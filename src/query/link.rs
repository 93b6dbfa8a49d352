//! Links: a query to a query string and back.
//!
//! Keys come in one order and values sorted, so equal queries have equal links. A key may repeat.
//! Reading never fails: what cannot be understood is reported, and the rest of the link still works.

use super::{Choice, Dates, Facet, Moment, Open, Query, Sort, View, Zoom};
use crate::model::{EntityKind, Lang};
use crate::order;

/// Part of a link that means nothing here; the page tells the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkProblem {
    /// The key.
    pub key: String,
    /// The value that is not understood.
    pub value: String,
}

/// The longest text that is taken from a link as words.
pub const MAX_WORDS_BYTES: usize = 2_000;

impl Query {
    /// Reads a query string, with or without `?` in front.
    #[must_use]
    pub fn from_link(link: &str) -> (Self, Vec<LinkProblem>) {
        let mut query = Self::default();
        let mut problems = Vec::new();
        let pairs = link.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty());
        for (key, raw) in pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
            let (key, value) = (decode(key), decode(raw));
            if query.take(&key, &value, raw).is_none() {
                problems.push(LinkProblem { key, value });
            }
        }
        if let (Some(from), Some(to)) = (query.from, query.to)
            && from.days().0 > to.days().1
        {
            problems.push(LinkProblem { key: "to".to_owned(), value: to.point().to_string() });
            query.to = None;
        }
        // nothing without a date lies in a period
        if query.dates == Dates::Missing && query.is_timed() {
            problems.push(LinkProblem { key: "dates".to_owned(), value: "none".to_owned() });
            query.dates = Dates::Possible;
        }
        for facet in Facet::ALL {
            let Choice { include, exclude } = &mut query.chosen[facet];
            for values in [include, exclude] {
                order::distinct(values);
            }
        }
        (query, problems)
    }

    /// Writes the canonical link: empty for the plain Explore page, else beginning with `?`.
    #[must_use]
    pub fn to_link(&self) -> String {
        let mut link = Writer::default();
        link.text("q", &self.words);
        link.text("exact", if self.exact { "1" } else { "" });
        let (timeless, year): (Vec<_>, Vec<_>) = Facet::ALL.into_iter().partition(|f| *f != Facet::Year);
        for facet in &timeless {
            self.chosen[*facet].include.iter().for_each(|value| link.text(facet.key(), value));
        }
        for facet in timeless.iter().chain(&year) {
            let key = format!("not-{}", facet.key());
            self.chosen[*facet].exclude.iter().for_each(|value| link.text(&key, value));
        }
        self.chosen[Facet::Year].include.iter().for_each(|value| link.text(Facet::Year.key(), value));
        link.text("from", &self.from.map(|m| m.point().to_string()).unwrap_or_default());
        link.text("to", &self.to.map(|m| m.point().to_string()).unwrap_or_default());
        link.text("dates", word_of(&DATES, self.dates));
        link.text("zoom", &self.zoom.map(|zoom| zoom.to_string()).unwrap_or_default());
        link.text("sort", if self.sort == Sort::default() { "" } else { word_of(&SORTS, self.sort) });
        if let Some(open) = &self.open {
            link.raw("open", &open.path());
        }
        link.text("view", if self.view == View::default() { "" } else { word_of(&VIEWS, self.view) });
        link.text("lang", self.lang.as_ref().map_or("", Lang::as_str));
        link.text("digest", self.digest.as_deref().unwrap_or_default());
        link.text("embed", if self.embed { "1" } else { "" });
        for (key, value) in &self.unknown {
            link.raw(&encode(key), &encode(value));
        }
        link.0
    }

    /// Takes one pair in; `None` if the value is not understood.
    fn take(&mut self, key: &str, value: &str, raw: &str) -> Option<()> {
        if let Some(facet) = Facet::from_key(key) {
            self.chosen[facet].include.extend(some_text(value));
            return Some(());
        }
        if let Some(facet) = key.strip_prefix("not-").and_then(Facet::from_key) {
            self.chosen[facet].exclude.extend(some_text(value));
            return Some(());
        }
        match key {
            "q" => value[..value.floor_char_boundary(MAX_WORDS_BYTES)].clone_into(&mut self.words),
            _ if value.is_empty() && KEYS.contains(&key) => {}
            "exact" => self.exact = (value == "1").then_some(true)?,
            "from" => self.from = Some(Moment::parse(value)?),
            "to" => self.to = Some(Moment::parse(value)?),
            "dates" => self.dates = value_of(&DATES, value)?,
            "zoom" => self.zoom = Some(Zoom::parse(value)?),
            "sort" => self.sort = value_of(&SORTS, value)?,
            "open" => self.open = Some(Open::parse(raw)?),
            "view" => self.view = value_of(&VIEWS, value)?,
            "lang" => self.lang = Some(LANGS.contains(&value).then(|| Lang::parse(value))??),
            "digest" => self.digest = Some(digest(value)?),
            "embed" => self.embed = (value == "1").then_some(true)?,
            _ => self.unknown.push((key.to_owned(), value.to_owned())),
        }
        Some(())
    }
}

impl Open {
    /// The value of `open`, percent-encoded: `/` only ever separates.
    fn path(&self) -> String {
        let join = |kind: &str, ids: &[&String]| {
            ids.iter().fold(kind.to_owned(), |path, id| path + "/" + &encode(id).replace('/', "%2F"))
        };
        match self {
            Self::Meeting(id) => join("meeting", &[id]),
            Self::Fact(id) => join("fact", &[id]),
            Self::Entity(kind, id) => join(kind.word(), &[id]),
            Self::Pair(a, b) => join("pair", &[a, b]),
            Self::Choose(id) => join("pair", &id.iter().collect::<Vec<_>>()),
            Self::Compare(ids) => join("compare", &ids.iter().collect::<Vec<_>>()),
            Self::Data => "data".to_owned(),
        }
    }

    /// Reads the value of `open` as it stands in the link. Some programs that pass links on also
    /// encode the slashes; such a value is decoded before it is split.
    fn parse(raw: &str) -> Option<Self> {
        let raw = if raw.contains('/') { raw.to_owned() } else { raw.replace("%2F", "/").replace("%2f", "/") };
        let mut parts = raw.split('/').map(decode);
        let kind = parts.next()?;
        let mut ids: Vec<String> = parts.collect();
        if ids.iter().any(String::is_empty) {
            return None;
        }
        let entity = EntityKind::ALL.into_iter().find(|k| k.word() == kind);
        match (kind.as_str(), ids.len()) {
            ("meeting", 1) => Some(Self::Meeting(ids.remove(0))),
            ("fact", 1) => Some(Self::Fact(ids.remove(0))),
            ("pair", 2) => Some(Self::Pair(ids.remove(0), ids.remove(0))),
            ("pair", 0 | 1) => Some(Self::Choose(ids.pop())),
            ("compare", 2..=4) => Some(Self::Compare(ids)),
            ("data", 0) => Some(Self::Data),
            (_, 1) => Some(Self::Entity(entity?, ids.remove(0))),
            _ => None,
        }
    }
}

const KEYS: [&str; 11] = ["exact", "from", "to", "dates", "zoom", "sort", "open", "view", "lang", "digest", "embed"];

const DATES: [(&str, Dates); 2] = [("certain", Dates::Certain), ("none", Dates::Missing)];
const SORTS: [(&str, Sort); 3] = [("newest", Sort::Newest), ("oldest", Sort::Oldest), ("relevance", Sort::Relevance)];
const VIEWS: [(&str, View); 5] = [
    ("cards", View::Cards),
    ("table", View::Table),
    ("network", View::Network),
    ("matrix", View::Matrix),
    ("matrix-years", View::Years),
];
/// English and the files of `public/lang`.
const LANGS: &[&str] = include!(concat!(env!("OUT_DIR"), "/tags.rs"));

fn value_of<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
}

fn word_of<T: PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, v)| *v == value).map_or("", |(word, _)| word)
}

/// The beginning of a SHA-256 digest: 12 digits in hexadecimal, or more.
fn digest(value: &str) -> Option<String> {
    let shaped = (12..=64).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_hexdigit());
    shaped.then(|| value.to_ascii_lowercase())
}

fn some_text(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// A query string as it grows.
#[derive(Default)]
struct Writer(String);

impl Writer {
    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.raw(key, &encode(value));
        }
    }

    fn raw(&mut self, key: &str, encoded: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0 += key;
        self.0.push('=');
        self.0 += encoded;
    }
}

/// Percent-encodes all but what RFC 3986 lets stand in a query and no form decoder changes.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:@!$'()*,;/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Decodes percent signs and `+`. What is no valid escape stays as it is; bytes that are no UTF-8
/// become replacement characters.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |b: &u8| char::from(*b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        rest = match (first, tail) {
            (b'%', [a, b, tail @ ..]) if hex(a).is_some() && hex(b).is_some() => {
                bytes.push(hex(a).unwrap_or(0) << 4 | hex(b).unwrap_or(0));
                tail
            }
            (b'+', tail) => {
                bytes.push(b' ');
                tail
            }
            (other, tail) => {
                bytes.push(*other);
                tail
            }
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}
