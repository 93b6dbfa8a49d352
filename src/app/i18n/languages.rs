//! The languages that there are, and how one is read from its file.

use super::{COUNT, Catalogue, EN, KEYS, Tools, check, later, readable, rules};
use whomet::model::Lang;

/// A file of `public/lang`, as it is when the page is built.
struct File {
    tag: &'static str,
    name: &'static str,
    /// What is missing in a language does not compile.
    #[expect(dead_code, reason = "it is there to be compiled")]
    whole: (),
}

const FILES: &[File] = &include!(concat!(env!("OUT_DIR"), "/languages.rs"));

const ENGLISH: [&str; COUNT] = EN.in_order();

/// How many phrases a file has: those of the first view, then those behind it.
pub const PHRASES: usize = COUNT + later::COUNT;

/// How many entries come before those of the readable page: behind the phrases stand the words for the rules of the
/// reader.
pub const RULES: usize = PHRASES + rules::COUNT;

/// How many entries a file has.
pub const ALL: usize = RULES + readable::COUNT;

/// Of each entry of a file its name, and which of several of that name it is.
pub static ALL_KEYS: [(&str, &str); ALL] = chained(("", ""), [&KEYS, &later::KEYS, &rules::KEYS, &readable::KEYS]);

/// What they are in English.
pub const ALL_ENGLISH: [&str; ALL] = chained("", [&ENGLISH, &later::ENGLISH, &rules::ENGLISH, &readable::ENGLISH]);

const _: () = check::english();

/// Lists as one.
const fn chained<T: Copy, const N: usize, const LISTS: usize>(blank: T, lists: [&[T]; LISTS]) -> [T; N] {
    let mut all = [blank; N];
    let (mut end, mut list) = (0, 0);
    while list < LISTS {
        let mut at = 0;
        while at < lists[list].len() {
            all[end] = lists[list][at];
            (at, end) = (at + 1, end + 1);
        }
        list += 1;
    }
    assert!(end == N);
    all
}

/// The tag of each language and its name in itself, English first.
pub static LANGUAGES: [(&str, &str); FILES.len() + 1] = {
    let mut all = [("en", EN.name); FILES.len() + 1];
    let mut at = 0;
    while at < FILES.len() {
        all[at + 1] = (FILES[at].tag, FILES[at].name);
        at += 1;
    }
    all
};

/// Says whether a file has the very keys that this page was built with.
const SEAL: u32 = {
    let (mut seal, mut at) = (START, 0);
    while at < ALL {
        seal = sealed(sealed(seal, ALL_KEYS[at].0.as_bytes()), b".");
        seal = sealed(sealed(seal, ALL_KEYS[at].1.as_bytes()), b"\n");
        at += 1;
    }
    seal
};

// FNV-1a: not against malice, but against a file of another version, or none at all
const START: u32 = 0x811c_9dc5;

const fn sealed(mut seal: u32, bytes: &[u8]) -> u32 {
    let mut at = 0;
    while at < bytes.len() {
        seal = (seal ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    seal
}

/// The first language that a visitor reads and that there is; English if there is none.
pub fn choose<'t>(wanted: impl IntoIterator<Item = &'t str>) -> Lang {
    let known = |tag: &str| {
        let primary = Lang::parse(tag)?;
        LANGUAGES.iter().find(|(tag, _)| *tag == primary.primary()).and_then(|(tag, _)| Lang::parse(tag))
    };
    wanted.into_iter().find_map(known).unwrap_or(Lang::EN)
}

/// The name of a language in itself.
pub fn name_of(lang: Lang) -> &'static str {
    LANGUAGES.iter().find(|(tag, _)| *tag == lang.as_str()).map_or("", |(_, name)| name)
}

/// English, a line an entry: half of what a table of texts takes.
static LINES: [u8; length(&ENGLISH)] = lines(&ENGLISH);

/// How long texts are as lines.
pub const fn length(texts: &[&str]) -> usize {
    let (mut length, mut at) = (0, 0);
    while at < texts.len() {
        length += texts[at].len() + 1;
        at += 1;
    }
    length
}

/// Texts as lines.
pub const fn lines<const LENGTH: usize>(texts: &[&str]) -> [u8; LENGTH] {
    let mut lines = [b'\n'; LENGTH];
    let (mut entry, mut end) = (0, 0);
    while entry < texts.len() {
        let text = texts[entry].as_bytes();
        let mut at = 0;
        while at < text.len() {
            lines[end + at] = text[at];
            at += 1;
        }
        (entry, end) = (entry + 1, end + text.len() + 1);
    }
    lines
}

/// Lines as texts.
pub fn split(lines: &'static [u8], entries: &mut [&'static str]) {
    let lines = std::str::from_utf8(lines).unwrap_or_default();
    for (entry, line) in entries.iter_mut().zip(lines.split('\n')) {
        *entry = line;
    }
}

impl Catalogue {
    /// English, which needs no file.
    pub fn english(tools: &'static Tools) -> Self {
        let mut entries = Box::new([""; COUNT]);
        split(&LINES, &mut *entries);
        Self { lang: Lang::EN, entries: Box::leak(entries), further: &[], tools }
    }

    /// Reads a file; `None` if it is not the catalogue of a language for this very page. What is read is
    /// kept for as long as the page stands.
    pub fn read(lang: Lang, text: String, tools: &'static Tools) -> Option<Self> {
        let text: &'static str = text.leak();
        let mut entries = Box::new([""; ALL]);
        let (mut at, mut seal) = (0, START);
        for line in text.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, value) = line.split_once(" = ")?;
            *entries.get_mut(at)? = value;
            seal = sealed(seal, key.as_bytes());
            seal = sealed(seal, if key.contains('.') { b"\n" } else { b".\n" });
            at += 1;
        }
        if at != ALL || seal != SEAL {
            return None;
        }
        let entries: &'static [&'static str; ALL] = Box::leak(entries);
        let (entries, further) = entries.split_first_chunk()?;
        Some(Self { lang, entries, further, tools })
    }
}

/// English as a file.
#[cfg(test)]
pub fn english_file() -> String {
    let line = |((name, item), value): (&(&str, &str), &str)| match *item {
        "" => format!("{name} = {value}\n"),
        item => format!("{name}.{item} = {value}\n"),
    };
    ALL_KEYS.iter().zip(ALL_ENGLISH).map(line).collect()
}
