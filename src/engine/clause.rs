//! The words of a query, understood.
//!
//! Blanks separate clauses, but for those within a number, and every clause must match. `"a phrase"`
//! matches words that follow each other; so does anything written without a blank in between:
//! `COVID-19`, `环境保护`. `-word` and `-"a phrase"` exclude. The last word, unless excluded or in closed
//! quotes, is a prefix. A single word without quotes also stands for what is like it, unless it is
//! excluded. What shows possession in English (`Norov's`) is left out, but in quotes.

use crate::query::MAX_WORDS_BYTES;
use crate::text::{is_in_number, is_unspaced, words};

/// Words that must stand one after the other in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The words, folded; never empty.
    pub words: Vec<String>,
    /// True if the last word may go on.
    pub prefix: bool,
    /// True if the clause must not match.
    pub exclude: bool,
    /// True if it is one word that may match by its stem, its sound or its spelling.
    pub loose: bool,
}

impl Clause {
    /// Reads the words of a query, up to [`MAX_WORDS_BYTES`]; `exact` if they are to match as they
    /// are typed. The same clause twice is one clause.
    #[must_use]
    pub fn parse(query: &str, exact: bool) -> Vec<Self> {
        let mut clauses: Vec<Self> = Vec::new();
        let mut rest = query[..query.floor_char_boundary(MAX_WORDS_BYTES)].trim_start();
        while !rest.is_empty() {
            let (exclude, body) = match rest.strip_prefix('-') {
                Some(body) if !body.starts_with(char::is_whitespace) => (true, body),
                _ => (false, rest),
            };
            let quoted = body.strip_prefix(QUOTES);
            let (text, closed, tail) = match quoted {
                Some(quoted) => cut(quoted, |_, c| QUOTES.contains(&c), true),
                None => cut(body, |at, c| QUOTES.contains(&c) || c.is_whitespace() && !is_in_number(body, at), false),
            };
            rest = tail.trim_start();
            let prefix = rest.is_empty() && !closed && !exclude && !exact;
            let text = if quoted.is_none() { without_possession(text) } else { text };
            let words: Vec<String> = words(text).map(|word| word.folded).collect();
            let spaced = words.first().and_then(|word| word.chars().next()).is_some_and(|c| !is_unspaced(c));
            let loose = words.len() == 1 && spaced && quoted.is_none() && !exclude && !exact;
            let clause = Self { words, prefix, exclude, loose };
            if !clause.words.is_empty() && !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses
    }

    /// True if the clause matches a text whose words, folded, are these; exclusion aside.
    #[must_use]
    pub fn matches(&self, text: &[String]) -> bool {
        self.positions(text).next().is_some()
    }

    /// True if the clause matches a text, its last word taken as a beginning.
    #[must_use]
    pub fn begins_in(&self, text: &str) -> bool {
        let text: Vec<String> = words(text).map(|word| word.folded).collect();
        Self { prefix: true, ..self.clone() }.matches(&text)
    }

    /// Where in a text, given as folded words, the clause matches: the index of its first word.
    pub fn positions<'a>(&'a self, text: &'a [String]) -> impl Iterator<Item = usize> + 'a {
        let last = self.words.len() - 1;
        (text.windows(self.words.len()).enumerate()).filter_map(move |(at, window)| {
            let same = window[..last] == self.words[..last];
            let ends = if self.prefix {
                window[last].starts_with(&self.words[last])
            } else {
                window[last] == self.words[last]
            };
            (same && ends).then_some(at)
        })
    }
}

fn without_possession(text: &str) -> &str {
    const ENDINGS: [&str; 4] = ["'s", "’s", "'S", "’S"];
    ENDINGS.into_iter().find_map(|ending| text.strip_suffix(ending)).filter(|owner| !owner.is_empty()).unwrap_or(text)
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Cuts a text at the first `end`: what is before, whether there was one, what is after. The end is
/// swallowed if `swallow`.
fn cut(text: &str, end: impl Fn(usize, char) -> bool, swallow: bool) -> (&str, bool, &str) {
    match text.char_indices().find(|(at, c)| end(*at, *c)) {
        Some((at, c)) if swallow => (&text[..at], true, &text[at + c.len_utf8()..]),
        Some((at, _)) => (&text[..at], false, &text[at..]),
        None => (text, false, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(query: &str) -> String {
        let show = |c: &Clause| {
            let sign = if c.exclude { "-" } else { "" };
            let like = if c.loose { "~" } else { "" };
            format!("{sign}{like}{}{}", c.words.join("+"), if c.prefix { "*" } else { "" })
        };
        Clause::parse(query, false).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_query_reads_as_clauses() {
        for (query, clauses) in [
            ("", ""),
            ("  ", ""),
            ("environment", "~environment*"),
            ("Norov Environment", "~norov ~environment*"),
            ("norov ", "~norov*"),
            ("COVID-19 aid", "covid+19 ~aid*"),
            ("\"joint action\"", "joint+action"),
            ("\"joint act", "joint+act*"),
            ("\"joint action\" plan", "joint+action ~plan*"),
            ("~norov -trade", "~norov -trade"),
            ("-\"free trade\" norov", "-free+trade ~norov*"),
            ("- norov", "~norov*"),
            ("--norov", "-norov"),
            ("\"\" - -\"", ""),
            ("环境保护", "环+境+保+护*"),
            ("«план действий» Норов", "план+действий ~норов*"),
            ("a a a", "~a ~a*"),
            ("Norov's visit", "~norov ~visit*"),
            ("China’s", "~china*"),
            ("\"Norov's\" 's", "norov+s ~s*"),
            ("1,600", "~1600*"),
            ("1\u{202f}600\u{a0}000\u{a0}a", "~1600000 ~a*"),
            ("1 600 1\u{a0}60 a\u{a0}600", "~1 ~600 ~60 ~a ~600*"),
            ("\"norov\" 环", "norov 环*"),
        ] {
            assert_eq!(show(query), clauses, "{query}");
        }
    }
}
