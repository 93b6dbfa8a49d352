//! Folding: the form of a letter that search compares.
//!
//! Letter case, Latin and Greek accents and full-width forms fall away; Russian ё is е, while й, ї and
//! ў stay letters of their own. Combining marks fall away except where they make one of those.

/// Bases of U+00C0..U+0250 and of U+1E00..U+1F00: the first letter of the canonical decomposition
/// (Unicode 15), lower case; `.` where a letter is its own base.
const LATIN: &str = "\
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeee\
    eeeegggggggghhhhiiiiiiiiii..jjkk.llllll..llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuu\
    uuuuwwyyyzzzzzzsbb.......d.......ff....ikkl.....oo.............uu....zz.................\
    .....aaiioouuuuuuuuuu.aaaa..ggggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiioooorrrruuuusstt..hh\
    ......aaeeooooooooyy......accl.....bu.eejj..rryy";
const LATIN_MORE: &str = "\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppp\
    rrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaa\
    aaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Appends the folded form of a character: nothing, one letter, or a few.
///
/// `out` is what came before in the same word, so that и and a combining breve make й.
pub fn fold_into(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{300}'..='\u{36f}' => compose(c, out),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ﬀ'..='ﬆ' => out.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][c as usize - 0xfb00]),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            out.push(narrow.to_ascii_lowercase());
        }
        _ if is_ignored(c) => {}
        _ => out.push(base(lower(c))),
    }
}

/// True for characters that neither count in a word nor end it: joiners, soft hyphens, marks of
/// direction, Arabic vowel signs and elongation.
#[must_use]
pub fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The small letter of a capital one: Latin, Greek, Cyrillic, Armenian, Georgian. The table of the
/// standard library, with every script that has two cases, is 4 kB of the page.
#[must_use]
pub fn lower(c: char) -> char {
    let code = c as u32;
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        0x531..=0x556 => code + 48,
        0x10a0..=0x10c5 => code + 7264,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x178 => 0xff,
        // digraphs
        0x1c4 | 0x1c7 | 0x1ca | 0x1f1 => code + 2,
        0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x241 => code + 1,
        0x4c0 => 0x4cf,
        // letters of Azerbaijani and of languages of West Africa
        0x181
        | 0x186
        | 0x189
        | 0x18a
        | 0x18e..=0x190
        | 0x193
        | 0x194
        | 0x196
        | 0x197
        | 0x19c
        | 0x19d
        | 0x19f
        | 0x1b1
        | 0x1b2 => return irregular(c),
        // a capital and its small letter side by side
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x182..=0x185
        | 0x198
        | 0x1a0..=0x1a5
        | 0x1ac
        | 0x1b8
        | 0x1bc
        | 0x1de..=0x1ef
        | 0x1f4
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x246..=0x24f
        | 0x370..=0x373
        | 0x376
        | 0x3d8..=0x3ef
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148
        | 0x179..=0x17e
        | 0x187
        | 0x18b
        | 0x191
        | 0x1a7
        | 0x1af
        | 0x1b3..=0x1b6
        | 0x1cd..=0x1dc
        | 0x4c1..=0x4ce => code + (code & 1),
        _ => code,
    };
    char::from_u32(small).unwrap_or(c)
}

fn irregular(c: char) -> char {
    let place = "ƁƆƉƊƎƏƐƓƔƖƗƜƝƟƱƲ".chars().position(|capital| capital == c);
    place.and_then(|at| "ɓɔɖɗǝəɛɠɣɩɨɯɲɵʊʋ".chars().nth(at)).unwrap_or(c)
}

/// The letter without its accent, for a lower-case letter.
fn base(c: char) -> char {
    let code = c as usize;
    let (table, at) = match code {
        0xc0..0x250 => (LATIN, code - 0xc0),
        0x1e00..0x1f00 => (LATIN_MORE, code - 0x1e00),
        _ => return base_of_other_script(c),
    };
    match table.as_bytes().get(at) {
        Some(b'.') | None => c,
        Some(letter) => char::from(*letter),
    }
}

fn base_of_other_script(c: char) -> char {
    match c {
        'ё' | 'ѐ' => 'е',
        'ѝ' => 'и',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        _ => c,
    }
}

/// A combining mark joins the letter before it where that makes another letter, else falls away.
fn compose(mark: char, out: &mut String) {
    let joined = match (out.chars().next_back(), mark) {
        (Some('и'), '\u{306}') => 'й',
        (Some('у'), '\u{306}') => 'ў',
        (Some('і'), '\u{308}') => 'ї',
        _ => return,
    };
    out.pop();
    out.push(joined);
}

/// A whole text folded, character by character.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_into(c, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::{fold, lower};

    #[test]
    fn capitals_of_living_scripts_become_small() {
        let one = |c: char| {
            let mut small = c.to_lowercase();
            small.next().filter(|_| small.next().is_none())
        };
        let living = ('\u{0}'..'\u{588}').chain('\u{10a0}'..'\u{1100}').chain('\u{1e00}'..'\u{1f00}');
        let other: String = living.filter(|c| one(*c).is_some_and(|small| small != lower(*c))).collect();
        // letters that no living language writes with, or that are folded before
        assert_eq!(other, "ƦƩƮƷǶǷȠȺȻȽȾɃɄɅͿϏϴϷϹϺϽϾϿჇჍẞ");
    }

    #[test]
    fn case_accents_and_widths_fall_away() {
        for (text, folded) in [
            ("Straße ÆON Œuvre", "strasse aeon oeuvre"),
            ("Élysée Łódź Đà Nẵng İstanbul", "elysee lodz da nang istanbul"),
            ("e\u{301}", "e"),
            ("ＣＯＶＩＤ－１９", "covid-19"),
            ("Ёлка, ЁЛКА, е\u{308}лка", "елка, елка, елка"),
            ("Йод йод и\u{306}од", "йод йод йод"),
            ("Київ і\u{308}", "київ ї"),
            ("ΌΣΟΣ Ελλάς", "οσοσ ελλασ"),
            ("co\u{ad}op\u{200d}er\u{202e}ate", "cooperate"),
            ("ﬁnance", "finance"),
            ("上海合作组织", "上海合作组织"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
