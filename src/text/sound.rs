//! Across scripts: a Latin form of Cyrillic words, so that Норов and Norov can be compared.
//!
//! The letters follow the BGN/PCGN romanisation of Russian (1947), with the letters of other languages
//! of Central Asia and Eastern Europe by their national romanisations. Names are spelt in many ways
//! (Yermekbayev, Ermekbaev; Sergey, Sergei; Dmitry, Dmitrii), so what differs between the usual
//! systems is taken out of both words: `y` and `j` are `i`, an `i` before another vowel falls away,
//! `kh` is `h`, `x` is `ks`, `nder` at the end is `ndr` (Alexander, Александр), and doubled letters are one.

/// Which letters a word is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Nothing but `a` to `z`, after folding.
    Latin,
    /// Nothing but Cyrillic letters.
    Cyrillic,
}

impl Script {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Latin => Self::Cyrillic,
            Self::Cyrillic => Self::Latin,
        }
    }

    /// The script of a folded word, if it is one of these and nothing else is in it.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let all = |belongs: fn(char) -> bool| !word.is_empty() && word.chars().all(belongs);
        if all(|c| c.is_ascii_lowercase()) {
            Some(Self::Latin)
        } else if all(|c| ('\u{400}'..='\u{52f}').contains(&c)) {
            Some(Self::Cyrillic)
        } else {
            None
        }
    }
}

/// The letters from а to я in Latin, separated by blanks.
const LETTERS: &str = "a b v g d ye zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya";

/// What two spellings of a word in different scripts have in common; empty if the word is in neither.
#[must_use]
pub fn sound(word: &str) -> String {
    let mut latin = String::new();
    match Script::of(word) {
        Some(Script::Latin) => word.chars().for_each(|c| match c {
            'x' => latin.push_str("ks"),
            _ => latin.push(c),
        }),
        Some(Script::Cyrillic) => word.chars().for_each(|c| latin.push_str(romanised(c))),
        None => {}
    }
    // from the end, because an i falls away before a vowel
    let mut sound = Vec::with_capacity(latin.len());
    for byte in latin.bytes().rev() {
        let letter = if matches!(byte, b'y' | b'j') { b'i' } else { byte };
        let next = sound.last().copied().unwrap_or(0);
        let glide = letter == b'i' && b"aeou".contains(&next);
        let aspirate = letter == b'k' && next == b'h';
        if !glide && !aspirate && letter != next {
            sound.push(letter);
        }
    }
    sound.reverse();
    if sound.ends_with(b"nder") {
        sound.remove(sound.len() - 2);
    }
    String::from_utf8(sound).unwrap_or_default()
}

fn romanised(c: char) -> &'static str {
    if ('а'..='я').contains(&c) {
        let latin = LETTERS.split(' ').nth(c as usize - 'а' as usize).unwrap_or_default();
        return if latin == "-" { "" } else { latin };
    }
    match c {
        'ё' => "ye",
        'є' => "ye",
        'і' | 'ӣ' => "i",
        'ї' => "yi",
        'ґ' | 'ғ' => "g",
        'қ' | 'ӄ' => "k",
        'ң' | 'ӈ' => "n",
        'ө' => "o",
        'ү' | 'ұ' | 'ӯ' | 'ў' => "u",
        'ә' => "a",
        'һ' | 'ҳ' => "h",
        'ҷ' | 'ј' => "j",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for names in [
            &["норов", "norov"][..],
            &["ермекбаев", "yermekbayev", "ermekbaev", "ermekbayev"],
            &["сергей", "sergey", "sergei"],
            &["дмитрий", "dmitry", "dmitrii", "dmitriy"],
            &["хачатурян", "khachaturyan", "khachaturian", "hachaturian"],
            &["мария", "maria", "mariya"],
            &["щербаков", "shcherbakov"],
            &["қасым", "kasym"],
            &["юлия", "yulia", "yuliya", "iuliia"],
            &["рахмон", "rahmon", "rakhmon"],
            &["лукашенко", "lukashenko"],
            &["александр", "aleksandr", "alexandr", "alexander", "aleksander"],
            &["алексей", "aleksey", "alexey", "alexei", "aleksei"],
            &["ксения", "ksenia", "xenia", "kseniya"],
        ] {
            let sounds: Vec<String> = names.iter().map(|name| sound(name)).collect();
            assert!(sounds.iter().all(|other| *other == sounds[0] && !other.is_empty()), "{names:?} {sounds:?}");
        }
        assert_ne!(sound("норов"), sound("нуров"));
    }

    #[test]
    fn other_words_have_no_sound() {
        for word in ["", "2020", "covid19", "环", "норовnorov", "naïve"] {
            assert_eq!(sound(word), "", "{word}");
        }
    }
}
