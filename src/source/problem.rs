//! What is wrong with a dataset, and where.

use super::Rule;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing could be read.
    Fatal,
    /// Something was left out.
    Error,
    /// It is kept as it is, but somebody should look at it.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// What a problem cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Nothing that is known is left out.
    Nothing,
    /// A field, or an entry of a list, is left out.
    Part,
    /// A whole meeting, fact, source, organisation, person, topic or place is left out.
    Record,
    /// Nothing could be read.
    Everything,
}

/// One thing that is wrong with a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that is broken.
    pub rule: Rule,
    /// The place as a JSON pointer (RFC 6901): `/meetings/3/date`.
    pub pointer: String,
    /// The id of the meeting or the fact in which it is, if that is kept.
    pub record: Option<Box<str>>,
    /// The line, counted from 1.
    pub line: u32,
    /// The character in the line, counted from 1.
    pub column: u32,
    /// The offending text, shortened to 80 characters.
    pub found: String,
    /// What is wrong here, with the names.
    pub detail: String,
    /// What is left out because of it.
    pub loses: Loss,
}

impl Problem {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// The code of the rule: `E003`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.rule.code()
    }

    /// How to mend it.
    #[must_use]
    pub fn mend(&self) -> &'static str {
        self.rule.mend()
    }
}

/// The longest text that a problem quotes, in characters.
const QUOTED: usize = 80;

/// Cuts a text to what a problem quotes, on one line.
pub(super) fn shorten(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(QUOTED).map(plain).collect();
    if text.chars().nth(QUOTED).is_some() {
        short.pop();
        short.push('…');
    }
    short
}
