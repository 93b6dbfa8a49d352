//! What is asked of a catalogue while it compiles: every entry, in order, with the parts that English has
//! in it, and a form of a word for each case of a number that its language has.

use super::languages::{ALL, ALL_ENGLISH, ALL_KEYS, PHRASES, RULES};

/// Stops the compiler, and says where, if a file is not a whole catalogue.
pub const fn file(tag: &str, text: &str) {
    if let Some((key, wrong)) = wrong_with(text) {
        let mut room = [0; 240];
        let message = joined(&mut room, &["public/lang/", tag, ".txt: ", key.0, ".", key.1, ": ", wrong]);
        panic!("{}", message);
    }
}

/// Stops the compiler if English has a phrase that cannot be said.
pub const fn english() {
    let cases = cases_of(ALL_ENGLISH[PLURALS].as_bytes());
    let mut at = 0;
    while at < PHRASES {
        if parts_of(ALL_ENGLISH[at].as_bytes(), cases).is_none() {
            panic!("{}", ALL_KEYS[at].0);
        }
        at += 1;
    }
}

/// Where the cases of a number stand.
const PLURALS: usize = super::place("plurals");

/// The first thing that is wrong with a file: at which entry, and what.
pub const fn wrong_with(text: &str) -> Option<((&'static str, &'static str), &'static str)> {
    let mut rest = text.as_bytes();
    let (mut at, mut cases) = (0, 0);
    while !rest.is_empty() {
        let (line, after) = cut(rest, b"\n");
        rest = after;
        if line.is_empty() || line[0] == b'#' {
            continue;
        }
        if at == ALL {
            return Some((ALL_KEYS[ALL - 1], "the file goes on after the last entry"));
        }
        let (key, value) = cut(line, b" = ");
        let (name, item) = cut(key, b".");
        if !same(name, ALL_KEYS[at].0.as_bytes()) || !same(item, ALL_KEYS[at].1.as_bytes()) {
            return Some((ALL_KEYS[at], "expected here, and not found"));
        }
        if at == PLURALS {
            cases = cases_of(value);
        }
        if let Some(wrong) = wrong_value(at, value, cases) {
            return Some((ALL_KEYS[at], wrong));
        }
        at += 1;
    }
    if at < ALL { Some((ALL_KEYS[at], "expected here, and not found")) } else { None }
}

/// What is wrong with what an entry says.
const fn wrong_value(at: usize, value: &[u8], cases: usize) -> Option<&'static str> {
    if value.is_empty() {
        return Some("empty");
    }
    // the words for problems are texts, whatever braces they have
    if at >= PHRASES && at < RULES {
        return None;
    }
    match (parts_of(value, cases), parts_of(ALL_ENGLISH[at].as_bytes(), 0)) {
        (Some(own), Some(wanted)) if own == wanted => None,
        (Some(_), _) => Some("not with the parts that English has"),
        (None, _) => Some("not one form of a word for each case in `plurals`, or braces not closed"),
    }
}

/// Where the first entry of a name stands in a list.
pub const fn place(keys: &[(&str, &str)], name: &str) -> usize {
    let mut at = 0;
    while !same(keys[at].0.as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at
}

/// Which parts stand in a phrase as they are, as bits; `None` if a place is not closed, or has not so
/// many forms (any number, if `cases` is 0).
const fn parts_of(phrase: &[u8], cases: usize) -> Option<u32> {
    if count(phrase, b'{') != count(phrase, b'}') {
        return None;
    }
    let (mut rest, mut parts) = (phrase, 0);
    while !rest.is_empty() {
        let (_, after) = cut(rest, b"{");
        if after.is_empty() {
            break;
        }
        let (place, after) = cut(after, b"}");
        rest = after;
        let (at, forms) = cut(place, b":");
        if at.len() != 1 || !at[0].is_ascii_digit() {
            return None;
        }
        match forms {
            [] => parts |= 1 << (at[0] - b'0'),
            _ if cases > 0 && count(forms, b'|') + 1 != cases => return None,
            _ => {}
        }
    }
    Some(parts)
}

const fn cases_of(plurals: &[u8]) -> usize {
    count(plurals, b' ') + 1
}

const fn count(text: &[u8], wanted: u8) -> usize {
    let (mut at, mut found) = (0, 0);
    while at < text.len() {
        found += (text[at] == wanted) as usize;
        at += 1;
    }
    found
}

/// What stands before and after a mark; nothing after, if it is not there.
const fn cut<'t>(text: &'t [u8], mark: &[u8]) -> (&'t [u8], &'t [u8]) {
    let mut at = 0;
    while at + mark.len() <= text.len() {
        if text[at] == mark[0] {
            let (before, from) = text.split_at(at);
            let (found, after) = from.split_at(mark.len());
            if same(found, mark) {
                return (before, after);
            }
        }
        at += 1;
    }
    (text, &[])
}

/// True if two texts are the same.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Texts one after the other, as far as there is room.
const fn joined<'r>(room: &'r mut [u8; 240], parts: &[&str]) -> &'r str {
    let (mut part, mut end) = (0, 0);
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut at = 0;
        while at < bytes.len() && end < room.len() {
            room[end] = bytes[at];
            (at, end) = (at + 1, end + 1);
        }
        part += 1;
    }
    match std::str::from_utf8(room.split_at(end).0) {
        Ok(text) => text,
        Err(_) => "a catalogue is not whole",
    }
}
