//! What is read from one cell: one value, unless the mapping says how it is split.

use super::bytes::squashed;
use super::spec::{Cell, Words};
use whomet::text::fold;

/// A cell holds no more values than this.
const MOST: usize = 1_000;

/// What stands in a cell, in the mapping's terms.
#[derive(Debug, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    Empty,
    /// These values; `same` if they are just what stands in the cell but for space.
    Values { values: Vec<String>, same: bool },
    /// It cannot be read, for this reason.
    Not(&'static str),
}

/// Reads a cell into values.
pub fn values(raw: &str, cell: &Cell, empty: &Words) -> Read {
    let text = squashed(raw);
    let is_empty = |text: &str| is_empty(text, empty) || is_empty(text, &cell.how.empty);
    if is_empty(&text) {
        return Read::Empty;
    }
    let values = if cell.how.list {
        let Some(values) = list(raw.trim()) else { return Read::Not("not a list in square brackets") };
        values
    } else if cell.how.separator.0.is_empty() {
        return Read::Values { values: vec![text], same: true };
    } else {
        let cuts: usize = cell.how.separator.0.iter().map(|separator| raw.matches(&**separator).count()).sum();
        if cuts > MOST {
            return Read::Not("more than 1,000 values");
        }
        split(raw, &cell.how.separator)
    };
    let mut values: Vec<String> = values.iter().map(|value| squashed(value)).collect();
    values.retain(|value| !is_empty(value));
    if values.len() > MOST {
        return Read::Not("more than 1,000 values");
    }
    // an empty list says no more than nothing does
    let nothing = cell.how.list && text.trim_matches(['[', ']', ' ']).is_empty();
    let same = nothing || values.len() == 1 && values.first() == Some(&text);
    Read::Values { values, same }
}

/// True for cells that say only that there is nothing.
pub fn is_empty(text: &str, empty: &Words) -> bool {
    text.trim().is_empty() || empty.0.iter().any(|word| word == text)
}

fn split(raw: &str, separators: &Words) -> Vec<String> {
    let mut parts = vec![raw.to_owned()];
    for separator in &separators.0 {
        parts = parts.iter().flat_map(|part| part.split(&**separator)).map(str::to_owned).collect();
    }
    parts
}

/// The texts of a list as programs print it: `['a', "b", c]`.
pub fn list(text: &str) -> Option<Vec<String>> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut values = Vec::new();
    while !rest.is_empty() {
        let (value, after) = match rest.chars().next() {
            Some(quote @ ('\'' | '"')) => quoted(rest.get(1..)?, quote)?,
            _ => {
                let (word, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
                if word.contains(['\'', '"', '[', ']']) {
                    return None;
                }
                (word.trim().to_owned(), after)
            }
        };
        values.push(value);
        if values.len() > MOST {
            return Some(values);
        }
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(values)
}

/// A text up to its quotation mark, and what comes after.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => match characters.next()?.1 {
                'n' | 'r' | 't' => value.push(' '),
                c @ ('\\' | '\'' | '"' | '/') => value.push(c),
                // \x, \u and the like: rather not understood than guessed
                _ => return None,
            },
            c if c == quote => return Some((value, text.get(at + 1..)?)),
            c => value.push(c),
        }
    }
    None
}

/// Whether a cell says that a meeting was remote; `None` if it says neither.
pub fn remote(raw: &str, cell: &Cell) -> Option<bool> {
    let text = spaced(raw);
    let holds = |words: &Words| words.0.iter().any(|word| text.contains(&spaced(word)));
    match (holds(&cell.how.words), cell.how.not.0.is_empty()) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => holds(&cell.how.not).then_some(false),
    }
}

/// A text in folded words with a blank before and after each.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |out, word| out + word + " ")
}

/// True if a name holds something that often stands between names.
pub fn may_hold_several(name: &str) -> bool {
    [";", "|", " / ", "；", "、", "，", ", ", " and ", " & "].iter().any(|separator| name.contains(separator))
}
