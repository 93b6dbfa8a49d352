//! A name without what differs between ways of writing it.

use whomet::source::LEGAL_FORMS;
use whomet::text::fold;

use super::Whose;

/// Legal forms beside those that the reader knows, as words without dots.
const MORE_LEGAL_FORMS: [&str; 33] = [
    "aisbl",
    "asbl",
    "aps",
    "cv",
    "doo",
    "ehf",
    "gbr",
    "ggmbh",
    "ivzw",
    "kft",
    "kgaa",
    "mbh",
    "ong",
    "oyj",
    "oü",
    "pty",
    "ry",
    "sarl",
    "sasu",
    "sau",
    "scrl",
    "sl",
    "slu",
    "spzoo",
    "sprl",
    "sro",
    "stichting",
    "uab",
    "ug",
    "vof",
    "vzw",
    "zoo",
    "zrt",
];
fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word) || MORE_LEGAL_FORMS.contains(&word)
}

/// Small words.
const SMALL: [&str; 36] = [
    "a", "al", "an", "and", "da", "das", "de", "del", "dei", "della", "der", "des", "di", "die", "do", "du", "e", "el",
    "en", "et", "for", "fur", "i", "in", "la", "le", "les", "of", "och", "on", "the", "to", "und", "van", "von", "y",
];
/// What stands beside a register number.
const BESIDE_A_NUMBER: [&str; 22] = [
    "eu",
    "european",
    "transparency",
    "register",
    "registry",
    "registration",
    "identification",
    "number",
    "registriernummer",
    "tr",
    "trn",
    "id",
    "nr",
    "no",
    "n",
    "nummer",
    "interest",
    "representative",
    "reg",
    "eutr",
    "the",
    "in",
];
/// What stands before the names of people.
const TITLES: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame", "mme", "herr", "frau", "mep", "phd", "hon"];
/// Words with two spellings: the other, and the one that is compared.
const SPELLINGS: [(&str, &str); 8] = [
    ("centre", "center"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("labour", "labor"),
    ("programme", "program"),
    ("defence", "defense"),
    ("centres", "centers"),
    ("programmes", "programs"),
];
/// No acronym is longer, in letters.
const LONGEST_ACRONYM: usize = 12;

/// A name as it is compared.
#[derive(Debug, Default)]
pub struct Form {
    /// The words that count, in their order.
    pub words: Vec<String>,
    /// The acronyms that the name itself gives.
    pub acronyms: Vec<String>,
    /// The one register number that it holds.
    pub number: Option<String>,
    /// It may hold several names, or a person and a name.
    pub is_list: bool,
}

impl Form {
    /// The form of a name.
    pub fn of(name: &str, whose: Whose) -> Self {
        let mut all = words(name);
        if whose == Whose::People {
            let words = all.into_iter().map(|word| word.text).filter(|word| !TITLES.contains(&&**word)).collect();
            return Self { words, ..Self::default() };
        }
        let number = take_number(&mut all);
        let every: Vec<String> = all.iter().map(|word| word.text.clone()).collect();
        let mut acronyms = Vec::new();
        take_acronyms(&mut all, &mut acronyms);
        all.retain(|word| !SMALL.contains(&&*word.text) && !is_legal_form(&word.text));
        let mut words: Vec<String> = all.into_iter().map(|word| word.text).collect();
        for word in &mut words {
            if let Some((_, other)) = SPELLINGS.iter().find(|(known, _)| known == word) {
                *word = (*other).to_owned();
            }
        }
        // of a name that has nothing else everything counts
        let words = if words.is_empty() { every } else { words };
        let is_list = is_list(name, number.is_some());
        Self { words, acronyms, number, is_list }
    }

    /// The words without what is between them, as a number.
    pub fn joined(&self) -> u64 {
        self.words.iter().fold(START, |hash, word| hash_on(hash, word))
    }

    /// The words in any order, as a number: but for one of them, if that is asked for.
    pub fn unordered(&self, left_out: Option<usize>) -> u64 {
        let others = self.words.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
        let first = others.clone().filter(|(at, word)| !self.words.iter().take(*at).any(|before| before == *word));
        first.fold(0, |sum, (_, word)| sum.wrapping_add(hash_of(word)))
    }

    /// The words in an order that does not depend on theirs.
    pub fn sorted(&self) -> String {
        let mut words = self.words.clone();
        words.sort_unstable();
        words.dedup();
        words.join(" ")
    }
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Names are compared by numbers (FNV-1a): texts would take most of the time.
pub fn hash_of(text: &str) -> u64 {
    hash_on(START, text)
}

fn hash_on(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A word of a name.
#[derive(Debug)]
struct Word {
    text: String,
    /// A register number.
    is_number: bool,
    /// Which brackets it is in, counted from 1; 0 if in none.
    bracket: usize,
    /// It has at least two capitals, and more of them than of other letters.
    is_capital: bool,
}

/// Splits a name. Dots and apostrophes join, and single letters are one word: `e. V.`, `S.A.`.
fn words(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut start, mut bracket, mut depth) = (None, 0, 0usize);
    let bytes_and_end = name.char_indices().chain([(name.len(), ' ')]);
    for (at, c) in bytes_and_end {
        let joins = c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '´' | '`');
        let within_number =
            matches!(c, '-' | '–') && start.is_some_and(|start| is_digits(name.get(start..at).unwrap_or_default()));
        if joins || within_number {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut words, name.get(from..at).unwrap_or_default(), if depth > 0 { bracket } else { 0 });
        }
        match c {
            '(' | '[' | '{' => (bracket, depth) = (bracket + usize::from(depth == 0), depth + 1),
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    joined_letters(words)
}

fn is_digits(text: &str) -> bool {
    text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn push(words: &mut Vec<Word>, raw: &str, bracket: usize) {
    let number = raw.trim_end_matches(['.', '-', '–']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits >= 7 && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'));
    let text: String = fold(raw).chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
    let others = raw.chars().filter(|c| c.is_lowercase()).count();
    if !text.is_empty() {
        words.push(Word { text, is_number, bracket, is_capital: capitals >= 2 && capitals > others });
    }
}

/// Single letters that stand side by side are one word.
fn joined_letters(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut run = false;
    for word in words {
        let single = word.text.chars().count() == 1 && word.text.chars().all(char::is_alphabetic);
        match joined.last_mut() {
            Some(last) if run && single && last.bracket == word.bracket => last.text += &word.text,
            _ => joined.push(word),
        }
        run = single;
    }
    joined
}

/// Takes register numbers away, with what only says that one comes. Gives the number if it is the only one.
fn take_number(words: &mut Vec<Word>) -> Option<String> {
    let mut numbers = Vec::new();
    while let Some(at) = words.iter().position(|word| word.is_number) {
        numbers.push(words.remove(at).text);
        let label = words.iter().take(at).rev().take_while(|word| BESIDE_A_NUMBER.contains(&&*word.text)).count();
        // a name that is nothing else, such as EU Register, is left
        if label < at {
            words.drain(at - label..at);
        }
    }
    if numbers.len() == 1 { numbers.pop() } else { None }
}

/// True if a name may hold several, or a person of an organisation. A comma before a legal form or
/// before a register number separates nothing.
fn is_list(name: &str, has_number: bool) -> bool {
    let after_comma = name.split([',', ';', '|']).skip(1).any(|part| {
        let counts =
            |word: &Word| !word.is_number && !is_legal_form(&word.text) && !BESIDE_A_NUMBER.contains(&&*word.text);
        words(part).iter().any(counts)
    });
    let name = name.trim_end_matches([')', ']', ' ', '.']);
    let after_number = has_number && !name.ends_with(|c: char| c.is_ascii_digit());
    let begins_with_number = name.starts_with(|c: char| c.is_ascii_digit());
    after_comma || after_number && !begins_with_number || name.contains(" from ")
}

/// Takes acronyms out of a name that has its long form as well.
fn take_acronyms(words: &mut Vec<Word>, acronyms: &mut Vec<String>) {
    let brackets = words.iter().map(|word| word.bracket).max().unwrap_or(0);
    for bracket in 1..=brackets {
        let inside: String = words.iter().filter(|word| word.bracket == bracket).map(|word| &*word.text).collect();
        let outside: Vec<String> =
            words.iter().filter(|word| word.bracket == 0).map(|word| word.text.clone()).collect();
        let short = words.iter().filter(|word| word.bracket == bracket).count() <= 2;
        let repeats = inner(words, bracket).iter().all(|word| outside.contains(word));
        if outside.len() > 1 && repeats || short && is_acronym_of(&inside, &outside) {
            words.retain(|word| word.bracket != bracket);
            acronyms.extend(Some(inside).filter(|inside| !inside.is_empty() && !repeats));
        } else if outside.len() == 1 && outside.first().is_some_and(|word| is_acronym_of(word, &inner(words, bracket)))
        {
            // the other way round: BEUC (Bureau Européen ..)
            acronyms.extend(outside);
            words.retain(|word| word.bracket != 0);
        }
    }
    for first in [true, false] {
        let at = if first { 0 } else { words.len().saturating_sub(1) };
        let Some(word) = words.get(at).filter(|word| word.is_capital && words.len() > 2) else { continue };
        let rest: Vec<String> =
            words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| word.text.clone()).collect();
        if is_initials_of(&word.text, &rest) {
            acronyms.push(words.remove(at).text);
        }
    }
}

fn inner(words: &[Word], bracket: usize) -> Vec<String> {
    words.iter().filter(|word| word.bracket == bracket).map(|word| word.text.clone()).collect()
}

/// True if the letters of a word begin the others, in their order; small words may be passed over.
fn is_initials_of(word: &str, words: &[String]) -> bool {
    let big: String = words
        .iter()
        .filter(|w| !SMALL.contains(&&***w) && !is_legal_form(w))
        .filter_map(|w| w.chars().next())
        .collect();
    let all: String = words.iter().filter_map(|w| w.chars().next()).collect();
    word.chars().count() >= 2 && (word == big || word == all)
}

/// True if a word may be the acronym of others: its letters stand in them in this order, the first at
/// the beginning of one, and enough of them at beginnings.
pub fn is_acronym_of(word: &str, words: &[String]) -> bool {
    let letters: Vec<char> = word.chars().collect();
    if words.len() < 2 || !(2..=LONGEST_ACRONYM).contains(&letters.len()) {
        // one word that is a compound: Bundesverband (BV) is not told from chance
        return words.len() == 1 && letters.len() >= 3 && within(&letters, words) && words.concat().len() >= 12;
    }
    within(&letters, words)
}

/// True if letters stand in words in their order, the first at a beginning, and half of them or more too.
fn within(letters: &[char], words: &[String]) -> bool {
    let mut at = 0;
    let mut beginnings = 0;
    for word in words {
        for (position, c) in word.chars().enumerate() {
            if letters.get(at) == Some(&c) && (at > 0 || position == 0) {
                at += 1;
                beginnings += usize::from(position == 0);
            }
        }
    }
    at == letters.len() && (beginnings * 2 >= letters.len() || words.len() <= 2)
}
