//! A value of the mapping: from which column it comes, and how that is read.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::bytes::squashed;
use super::dates;

/// Where a value comes from, and how it is read: the name of a column, or an object.
#[derive(Debug, Default)]
pub struct Cell {
    /// The position of the column; none for a text that is the same for all rows.
    pub at: Option<usize>,
    pub how: How,
}

/// How a cell is read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct How {
    pub column: Option<String>,
    pub text: Option<String>,
    /// Cells of this column that say only that there is nothing.
    pub empty: Words,
    /// What stands between several values.
    pub separator: Words,
    /// True if it is a list in square brackets.
    pub list: bool,
    pub format: Words,
    pub months: Vec<String>,
    /// Words that mean yes.
    pub words: Words,
    /// Words that mean no; if there are none, everything else does.
    pub not: Words,
    /// True if a remote meeting has no such thing.
    pub unless_remote: bool,
}

/// One text, or several.
#[derive(Debug, Default)]
pub struct Words(pub Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(Words(vec![text.to_owned()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Words(words))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrObject;
        impl<'de> Visitor<'de> for NameOrObject {
            type Value = Cell;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a column, or {column = .., ..}, or {text = ..}")
            }
            fn visit_str<E>(self, column: &str) -> Result<Cell, E> {
                Ok(Cell { at: None, how: How { column: Some(column.to_owned()), ..How::default() } })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
                Ok(Cell { at: None, how: How::deserialize(MapAccessDeserializer::new(map))? })
            }
        }
        deserializer.deserialize_any(NameOrObject)
    }
}

/// What a field takes beside a column.
#[derive(Clone, Copy)]
pub struct Takes {
    text: bool,
    several: bool,
    date: bool,
    words: bool,
    unless_remote: bool,
}

pub const COLUMN: Takes = Takes { text: false, several: false, date: false, words: false, unless_remote: false };
pub const TEXT: Takes = Takes { text: true, ..COLUMN };
pub const SEVERAL: Takes = Takes { several: true, ..TEXT };
pub const DATE: Takes = Takes { date: true, ..COLUMN };
pub const REMOTE: Takes = Takes { words: true, ..COLUMN };
pub const PLACE: Takes = Takes { unless_remote: true, ..SEVERAL };

impl Cell {
    /// True if it may hold several values.
    pub fn splits(&self) -> bool {
        self.how.list || !self.how.separator.0.is_empty()
    }

    /// Finds its column, and looks whether what it says has a meaning.
    pub fn resolve(&mut self, header: &[String], takes: Takes) -> Result<(), String> {
        let How { column, text, empty, separator, list, format, months, words, not, unless_remote } = &self.how;
        let misplaced = [
            ("text", text.is_some() && !takes.text),
            ("empty", !empty.0.is_empty() && text.is_some()),
            ("separator", !separator.0.is_empty() && !takes.several),
            ("list", *list && !takes.several),
            ("format", !format.0.is_empty() && !takes.date),
            ("months", !months.is_empty() && !takes.date),
            ("words", !words.0.is_empty() && !takes.words),
            ("not", !not.0.is_empty() && !takes.words),
            ("unless_remote", *unless_remote && !takes.unless_remote),
        ];
        if let Some((name, _)) = misplaced.iter().find(|(_, misplaced)| *misplaced) {
            return Err(format!("`{name}` has no meaning here"));
        }
        if !months.is_empty() && months.len() != 12 {
            return Err(format!("`months` has {} names and needs 12", months.len()));
        }
        if *list && !separator.0.is_empty() {
            return Err("either `list` or `separator`".to_owned());
        }
        if takes.words && words.0.is_empty() {
            return Err("`words` says which words mean that a meeting is remote".to_owned());
        }
        if [empty, separator, format, words, not].iter().any(|words| words.0.iter().any(String::is_empty)) {
            return Err("one of its words is empty".to_owned());
        }
        format.0.iter().try_for_each(|format| dates::check(format))?;
        match (column, text) {
            (Some(column), None) => {
                let wanted = squashed(column);
                let known = || header.iter().take(40).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let at = header.iter().position(|name| *name == wanted);
                self.at = Some(at.ok_or_else(|| format!("there is no column `{column}`; there are {}", known()))?);
                Ok(())
            }
            (None, Some(text)) if !text.trim().is_empty() => Ok(()),
            _ => Err("it needs either `column` or `text`".to_owned()),
        }
    }
}
