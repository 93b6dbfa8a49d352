//! From markup to plain text: tags fall away, entities become what they stand for, and what is not
//! to be read, such as a script, is left out.

use quick_xml::escape::resolve_html5_entity;

/// Elements that stand in lines of their own.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tr",
    "ul",
];
/// Elements of which nothing is read.
const HIDDEN: [&str; 6] = ["script", "style", "template", "noscript", "iframe", "object"];
/// No entity has a longer name.
const LONGEST_ENTITY: usize = 32;

/// Plain text as it grows.
#[derive(Debug, Default)]
pub struct Plain {
    out: String,
    /// What is to stand before the next word: nothing, a blank, or a line break.
    gap: Option<char>,
    /// In so many elements of which nothing is read.
    hidden: usize,
    /// So many tags were taken out.
    pub tags: usize,
}

impl Plain {
    /// An element begins.
    pub fn open(&mut self, name: &str) {
        self.tag(name);
        self.hidden += usize::from(is_one_of(&HIDDEN, name));
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        self.tag(name);
        if is_one_of(&HIDDEN, name) {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }

    fn tag(&mut self, name: &str) {
        self.tags += 1;
        if is_one_of(&BLOCKS, name) {
            self.gap = Some('\n');
        } else if name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th") {
            self.gap = self.gap.or(Some(' '));
        }
    }

    /// Text, in which entities are resolved already.
    pub fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                self.gap = self.gap.or(Some(' '));
                continue;
            }
            if let Some(gap) = self.gap.take().filter(|_| !self.out.is_empty()) {
                self.out.push(gap);
            }
            self.out.push(c);
        }
    }

    /// The whole.
    pub fn finish(self) -> String {
        self.out
    }
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The plain text of HTML, and how many tags were in it.
pub fn of_html(html: &str) -> (String, usize) {
    let mut plain = Plain::default();
    let mut ends = Ends::default();
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let open = rest.find('<').unwrap_or(rest.len());
        let (text, markup) = rest.split_at(open);
        plain.text(&resolved(text));
        at += open;
        let Some(length) = markup_length(html, at, markup, &mut ends) else {
            // a sign that is no markup: "5 < 7"
            plain.text(markup.get(..1).unwrap_or_default());
            at += 1;
            continue;
        };
        let tag = markup.get(..length).unwrap_or_default();
        at += length;
        let (closing, name) = tag_name(tag);
        match (closing, name.is_empty()) {
            (_, true) => plain.tags += 1,
            (true, false) => plain.close(name),
            (false, false) if tag.ends_with("/>") => plain.tag(name),
            (false, false) if is_one_of(&HIDDEN, name) => {
                // to its end, or, if it has none, nothing of it is text
                plain.tag(name);
                at = end_of_hidden(html, at, name, &mut ends);
            }
            (false, false) => plain.open(name),
        }
    }
    let tags = plain.tags;
    (plain.finish(), tags)
}

/// Whether a tag ends an element, and the name in it; no name for a comment and the like.
fn tag_name(tag: &str) -> (bool, &str) {
    let inside = tag.strip_prefix('<').unwrap_or(tag);
    let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    (closing, inside.get(..end).unwrap_or_default())
}

/// What was looked for in vain is not there further on either: without this, a text of a million
/// `<a "` would be gone through a million times.
#[derive(Default)]
struct Ends {
    missing: Vec<String>,
}

impl Ends {
    fn find(&mut self, text: &str, from: usize, what: &str) -> Option<usize> {
        if self.missing.iter().any(|missing| missing == what) {
            return None;
        }
        let found = text.get(from..).and_then(|rest| rest.find(what)).map(|at| from + at);
        if found.is_none() {
            self.missing.push(what.to_owned());
        }
        found
    }
}

/// How long the tag, comment or declaration is that a `<` begins, if it does.
fn markup_length(html: &str, at: usize, markup: &str, ends: &mut Ends) -> Option<usize> {
    let next = markup.chars().nth(1)?;
    if let Some(rest) = markup.strip_prefix("<!--") {
        let from = at + markup.len() - rest.len();
        return Some(ends.find(html, from, "-->")? + 3 - at);
    }
    let second = markup.chars().nth(2).is_some_and(|c| c.is_ascii_alphabetic());
    if !(next.is_ascii_alphabetic() || matches!(next, '!' | '?') || next == '/' && second) {
        return None;
    }
    let mut from = at + 1;
    loop {
        let end = ends.find(html, from, ">")?;
        // a bracket within quotation marks does not end the tag
        let quote = html.get(from..end).and_then(|inside| {
            inside.find("=\"").map(|at| (at, "\"")).into_iter().chain(inside.find("='").map(|at| (at, "'"))).min()
        });
        let Some((quote_at, quote)) = quote else { return Some(end + 1 - at) };
        match ends.find(html, from + quote_at + 2, quote) {
            Some(closed) => from = closed + 1,
            None => return Some(end + 1 - at),
        }
    }
}

/// Where a hidden element has ended.
fn end_of_hidden(html: &str, at: usize, name: &str, ends: &mut Ends) -> usize {
    let spellings = [format!("</{}", name.to_ascii_lowercase()), format!("</{}", name.to_ascii_uppercase())];
    let found = spellings.iter().filter_map(|end| ends.find(html, at, end)).min();
    found.and_then(|found| ends.find(html, found, ">")).map_or(html.len(), |end| end + 1)
}

/// A text with what its entities stand for.
pub fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let end = entity.bytes().take(LONGEST_ENTITY + 2).position(|byte| byte == b';');
        let name = end.and_then(|end| entity.get(1..end));
        match name.and_then(|name| Some((name, meaning(name)?))) {
            Some((name, meaning)) => {
                out.push_str(&meaning);
                rest = entity.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = entity.get(1..).unwrap_or_default();
            }
        }
    }
    out + rest
}

/// What an entity stands for: `amp`, `#8211`, `#x2013`.
pub fn meaning(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(str::to_owned) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0').map(String::from)
}
