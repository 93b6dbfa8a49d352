//! What a reader takes for one character: a letter with all that sits on it.
//!
//! The rules of UAX #29 for grapheme clusters, as far as a word can begin or end within one. Flags and
//! pictures joined to one are no words.

/// From U+0300 on, how many characters stand by themselves, then how many sit on the one before them:
/// `Grapheme_Extend`, `SpacingMark` and the vowels and finals of Hangul (Unicode 17, up to U+FFFF).
/// What is not assigned goes with what is before it. As distances it is half of what bounds would be.
static RUNS: [(u16, u16); 164] = [
    (0, 112),
    (275, 7),
    (263, 45),
    (1, 1),
    (1, 2),
    (1, 2),
    (1, 1),
    (72, 11),
    (48, 21),
    (16, 1),
    (101, 7),
    (2, 6),
    (2, 2),
    (1, 4),
    (35, 1),
    (30, 27),
    (91, 11),
    (58, 9),
    (9, 1),
    (24, 4),
    (1, 9),
    (1, 3),
    (1, 5),
    (43, 3),
    (59, 9),
    (42, 24),
    (1, 33),
    (54, 3),
    (1, 18),
    (1, 7),
    (10, 2),
    (29, 3),
    (56, 1),
    (1, 16),
    (9, 1),
    (10, 2),
    (26, 6),
    (56, 22),
    (30, 2),
    (3, 1),
    (11, 3),
    (56, 1),
    (1, 16),
    (20, 2),
    (22, 10),
    (56, 1),
    (1, 26),
    (10, 2),
    (30, 1),
    (59, 16),
    (9, 1),
    (40, 5),
    (55, 1),
    (1, 25),
    (11, 2),
    (29, 3),
    (56, 1),
    (1, 25),
    (11, 2),
    (15, 17),
    (55, 2),
    (1, 16),
    (9, 1),
    (10, 2),
    (29, 3),
    (70, 22),
    (18, 2),
    (61, 1),
    (1, 8),
    (12, 8),
    (98, 1),
    (1, 10),
    (11, 7),
    (73, 2),
    (27, 1),
    (1, 1),
    (1, 1),
    (4, 2),
    (49, 20),
    (1, 2),
    (5, 48),
    (9, 1),
    (102, 11),
    (1, 6),
    (23, 4),
    (4, 3),
    (16, 4),
    (13, 1),
    (1, 3),
    (6, 1),
    (15, 1),
    (194, 160),
    (349, 3),
    (946, 4),
    (28, 3),
    (29, 2),
    (30, 2),
    (64, 32),
    (9, 1),
    (45, 3),
    (1, 1),
    (117, 2),
    (34, 1),
    (118, 28),
    (219, 5),
    (57, 12),
    (1, 1),
    (2, 27),
    (48, 85),
    (47, 17),
    (38, 9),
    (12, 3),
    (30, 13),
    (56, 14),
    (48, 20),
    (152, 3),
    (1, 21),
    (4, 1),
    (6, 1),
    (2, 3),
    (198, 64),
    (524, 2),
    (194, 33),
    (3070, 3),
    (141, 1),
    (96, 32),
    (554, 6),
    (105, 2),
    (30164, 4),
    (1, 10),
    (32, 2),
    (80, 2),
    (272, 1),
    (3, 1),
    (4, 1),
    (23, 5),
    (4, 1),
    (83, 2),
    (50, 18),
    (26, 18),
    (13, 1),
    (38, 8),
    (25, 13),
    (44, 4),
    (47, 14),
    (36, 1),
    (67, 14),
    (12, 1),
    (8, 2),
    (46, 1),
    (51, 1),
    (1, 3),
    (2, 2),
    (5, 2),
    (1, 1),
    (41, 5),
    (5, 2),
    (236, 8),
    (1, 2),
    (11202, 80),
    (8990, 1),
    (737, 16),
    (16, 16),
    (366, 2),
];

/// True for a character that belongs to the one before it.
#[must_use]
pub fn sits(c: char) -> bool {
    let code = c as u32;
    if code > 0xffff {
        // Chakma and Adlam, which people write; shades of skin; tags and variants
        return matches!(code, 0x11100..=0x11102 | 0x11127..=0x11134 | 0x11145..=0x11146 | 0x1e944..=0x1e94a
            | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe01ef);
    }
    let mut at = 0x300;
    for (apart, sitting) in RUNS {
        at += u32::from(apart);
        if code < at {
            return false;
        }
        at += u32::from(sitting);
        if code < at {
            return true;
        }
    }
    false
}

/// True if no reader sees a border between two characters.
fn are_one(before: char, c: char) -> bool {
    let first = |c| matches!(c, '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}');
    sits(c)
        || first(before) && (first(c) || matches!(c, '\u{ac00}'..='\u{d7a3}'))
        || is_conjunct(before as u32, c as u32)
}

/// True if a consonant of India is written into the one before it: the scripts from U+0900 to U+0D7F
/// are laid out alike.
fn is_conjunct(virama: u32, c: u32) -> bool {
    matches!(virama, 0x900..=0xd7f)
        && virama & 0x7f == 0x4d
        && virama >> 7 == c >> 7
        && matches!(c & 0x7f, 0x15..=0x39 | 0x58..=0x5f)
}

/// The last border between characters, as a reader sees them, that is not behind a place of a text.
#[must_use]
pub fn border_before(text: &str, mut at: usize) -> usize {
    while let Some(before) = joined_at(text, at) {
        at -= before.len_utf8();
    }
    at
}

/// The first such border that is not before the place.
#[must_use]
pub fn border_behind(text: &str, mut at: usize) -> usize {
    while joined_at(text, at).is_some() {
        at = text.ceil_char_boundary(at + 1);
    }
    at
}

/// The character before a place of a text, if it is one with that behind.
fn joined_at(text: &str, at: usize) -> Option<char> {
    let (before, after) = text.split_at_checked(at)?;
    let (before, c) = (before.chars().next_back()?, after.chars().next()?);
    are_one(before, c).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_sit_and_letters_do_not() {
        let sitting = "\u{300}\u{36f}\u{483}\u{5b0}\u{64e}\u{93e}\u{94d}\u{e31}\u{e34}\u{e3a}\u{e47}\u{e4e}\u{f72}\u{1160}\u{11ff}\u{17d2}\
            \u{200d}\u{20dd}\u{3099}\u{309a}\u{d7fb}\u{fe00}\u{fe0f}\u{fe20}\u{ff9e}\u{11127}\u{1f3fb}\u{e0100}\u{e01ef}";
        assert_eq!(sitting.chars().filter(|c| !sits(*c)).collect::<String>(), "");
        let apart = "aя1 éёйकअกะ\u{e32}あがア环한\u{1100}👩💻©，。";
        assert_eq!(apart.chars().filter(|c| sits(*c)).collect::<String>(), "");
    }

    /// The standard library escapes what extends a grapheme; if that counts as a letter, it is nothing else
    /// that is escaped.
    #[test]
    fn letters_that_sit_are_those_of_the_standard_library() {
        let escaped = |c: char| c.escape_debug().next() == Some('\\');
        let missing: Vec<char> =
            ('\u{80}'..='\u{ffff}').filter(|c| c.is_alphabetic() && escaped(*c) && !sits(*c)).collect();
        assert_eq!(missing, []);
        let cased = |c: &char| (c.is_lowercase() || c.is_uppercase() || c.is_numeric()) && !escaped(*c);
        assert_eq!(('\u{80}'..='\u{10ffff}').filter(cased).filter(|c| sits(*c)).collect::<Vec<_>>(), []);
    }

    #[test]
    fn borders_are_found_on_both_sides() {
        for (text, at, before, behind) in [
            ("e\u{301}cole", 1, 0, 3),
            ("e\u{301}cole", 4, 4, 4),
            ("क्षेत्र", 3, 0, 12),
            ("\u{1112}\u{1161}\u{11ab}", 3, 0, 9),
            ("\u{1100}가", 3, 0, 6),
            ("\u{301}a", 0, 0, 0),
            ("\u{301}a", 3, 3, 3),
            ("", 0, 0, 0),
        ] {
            assert_eq!((border_before(text, at), border_behind(text, at)), (before, behind), "{text}");
        }
    }
}
