//! Splitting a text into words.
//!
//! A word is a run of letters and digits. In scripts written without spaces (Chinese, Japanese kana,
//! Thai and their like) each character is a word, so that any run of them can be found as a phrase.
//! A group of three digits after a comma or a thin space belongs to the number: `1,600` is `1600`.

use super::fold::{fold_into, is_ignored};
use super::grapheme::sits;

/// Words are compared by their first so many characters, folded. A monstrous token costs no more.
pub const MAX_WORD_CHARS: usize = 64;

/// A word where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded, and cut to [`MAX_WORD_CHARS`].
    pub folded: String,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Word {
    /// True if it is one character of a script written without spaces.
    #[must_use]
    pub fn is_unspaced(&self) -> bool {
        self.folded.chars().next().is_some_and(is_unspaced)
    }

    /// Where in `text` a folded prefix of this word ends, in bytes: behind the last character that
    /// it takes, with the marks that sit on it.
    #[must_use]
    pub fn end_of_prefix(&self, text: &str, prefix: &str) -> usize {
        let mut folded = String::new();
        let mut end = self.start;
        for (at, c) in text.get(self.start..self.end).unwrap_or_default().char_indices() {
            if folded.len() >= prefix.len() && !sits(c) && !is_ignored(c) {
                break;
            }
            if !is_group_mark(c) {
                fold_into(c, &mut folded);
            }
            end = self.start + at + c.len_utf8();
        }
        end
    }
}

/// True for characters of scripts written without spaces.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{e4f}' | '\u{e80}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
        && (c.is_alphanumeric() || !c.is_ascii())
}

/// The words of a text, in order.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut folded = String::new();
        let (word, start, end) = next_word(text, at, &mut folded)?;
        at = end;
        Some(Word { folded: word.to_owned(), start, end })
    })
}

/// The next word from a position on: folded, which takes place in `folded` unless it is written so, and
/// where it stands.
pub fn next_word<'a>(text: &'a str, at: usize, folded: &'a mut String) -> Option<(&'a str, usize, usize)> {
    let bytes = text.as_bytes();
    let mut start = at;
    loop {
        while KINDS[usize::from(*bytes.get(start)?)] == OTHER {
            start += 1;
        }
        let mut end = start;
        let mut kind = OTHER;
        let mut all = 0;
        while end < bytes.len() {
            kind = KINDS[usize::from(bytes[end])];
            if kind & LETTER == 0 {
                break;
            }
            all |= kind;
            end += 1;
        }
        let group = matches!(bytes.get(end), Some(b',' | b'\'')) && all & DIGIT > 0;
        if end > start && kind != PERHAPS && !group {
            let word = text.get(start..end.min(start + MAX_WORD_CHARS))?;
            if all & CAPITAL == 0 {
                return Some((word, start, end));
            }
            folded.clear();
            folded.push_str(word);
            folded.make_ascii_lowercase();
            return Some((folded, start, end));
        }
        let rest = text.get(start..)?;
        start += rest.char_indices().find(|(_, c)| c.is_alphanumeric())?.0;
        let end = start + word_len(text.get(start..)?);
        fold_word(text.get(start..end)?, folded);
        if !folded.is_empty() {
            return Some((folded, start, end));
        }
        start = end;
    }
}

/// Of a byte: it is no letter and no digit; it may be one; it is one, and which.
const OTHER: u8 = 0;
const PERHAPS: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;
const CAPITAL: u8 = 8;

/// Which of these each byte is. A table, and loops without closures: built for size, the compiler would
/// call a function for each byte.
static KINDS: [u8; 256] = {
    let mut table = [PERHAPS; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => LETTER,
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'0'..=b'9' => LETTER | DIGIT,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

fn fold_word(word: &str, folded: &mut String) {
    folded.clear();
    let mut count = 0;
    for c in word.chars() {
        if !is_group_mark(c) {
            fold_into(c, folded);
            count += 1;
        }
        // a character folds to at most a few, so counting what was read bounds the work
        if count >= 4 * MAX_WORD_CHARS {
            break;
        }
    }
    if let Some((cut, _)) = folded.char_indices().nth(MAX_WORD_CHARS) {
        folded.truncate(cut);
    }
}

/// The length in bytes of the word that `text` begins with.
fn word_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    let alone = is_unspaced(first);
    let mut digits_only = first.is_ascii_digit();
    for (at, c) in chars {
        let belongs = ('\u{300}'..='\u{36f}').contains(&c) || is_ignored(c);
        if belongs {
            continue;
        }
        let letter = c.is_alphanumeric() && !alone && !is_unspaced(c);
        let group = digits_only && is_group_mark(c) && is_group(text.get(at + c.len_utf8()..).unwrap_or_default());
        if !letter && !group {
            return at;
        }
        digits_only &= c.is_ascii_digit() || group;
    }
    text.len()
}

/// What may stand between groups of three digits.
fn is_group_mark(c: char) -> bool {
    matches!(c, ',' | '\'' | '\u{2019}' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// True if what stands at a place of a text is a mark between groups of digits, which may be a blank.
#[must_use]
pub fn is_in_number(text: &str, at: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(at) else { return false };
    let mut rest = behind.chars();
    before.ends_with(|c: char| c.is_ascii_digit()) && rest.next().is_some_and(is_group_mark) && is_group(rest.as_str())
}

/// True if the text begins with exactly three digits.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<String> {
        words(text).map(|w| w.folded).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(split("CITIC Construction's chairman"), ["citic", "construction", "s", "chairman"]);
        assert_eq!(split("COVID-19; AT&T"), ["covid", "19", "at", "t"]);
        assert_eq!(split("более 1600 проектов"), ["более", "1600", "проектов"]);
        assert_eq!(split("上海合作组织SCO秘书处"), ["上", "海", "合", "作", "组", "织", "sco", "秘", "书", "处"]);
        assert_eq!(split("…«»—"), Vec::<String>::new());
        assert_eq!(split("e\u{301}te\u{301}"), ["ete"]);
    }

    #[test]
    fn groups_of_three_digits_belong_to_the_number() {
        assert_eq!(split("1,600 1\u{202f}600 1'600"), ["1600", "1600", "1600"]);
        assert_eq!(split("1,600,000"), ["1600000"]);
        assert_eq!(split("2,5 12,34 1,6000 a1,600"), ["2", "5", "12", "34", "1", "6000", "a1", "600"]);
    }

    #[test]
    fn the_end_of_a_prefix_is_found_under_folding() {
        let text = "Environmental";
        let word = words(text).next().unwrap();
        assert_eq!(&text[..word.end_of_prefix(text, "environ")], "Environ");
        let text = "e\u{301}cole";
        let word = words(text).next().unwrap();
        assert_eq!(&text[..word.end_of_prefix(text, "e")], "e\u{301}");
        let text = "1,600";
        let word = words(text).next().unwrap();
        assert_eq!(&text[..word.end_of_prefix(text, "16")], "1,6");
    }

    #[test]
    fn a_monstrous_word_is_cut() {
        let text = "x".repeat(100_000);
        let word = words(&text).next().unwrap();
        assert_eq!((word.folded.len(), word.end), (MAX_WORD_CHARS, 100_000));
    }

    proptest! {
        #[test]
        fn words_stand_in_order_on_character_boundaries(text in "\\PC{0,60}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(last <= word.start && word.start < word.end);
                prop_assert!(text.get(word.start..word.end).is_some());
                prop_assert!(!word.folded.is_empty() && word.folded.chars().count() <= MAX_WORD_CHARS);
                let end = word.end_of_prefix(&text, &word.folded);
                prop_assert!(text.get(word.start..end).is_some());
                last = word.end;
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            for word in words(&text) {
                prop_assert_eq!(super::super::fold(&word.folded), word.folded);
            }
        }
    }
}
