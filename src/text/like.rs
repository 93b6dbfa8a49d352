//! How a word of a text is like a word of a query.

use pagefind_stem::{Algorithm, Stemmer};

use super::sound::{Script, sound};

/// Why a word matched, the best reason first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The very word.
    #[default]
    Exact,
    /// It begins with the last word typed.
    Prefix,
    /// Another form of the same word: `meeting` for `meetings`.
    Stem,
    /// The same in another script: `Норов` for `Norov`.
    Script,
    /// A word that is spelt nearly so.
    Spelling,
}

impl How {
    /// Every reason, in order.
    pub const ALL: [Self; 5] = [Self::Exact, Self::Prefix, Self::Stem, Self::Script, Self::Spelling];

    /// True if it is what was typed, or begins with it.
    #[must_use]
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Exact | Self::Prefix)
    }

    /// 0 for what was typed, more the less it is that.
    #[must_use]
    pub const fn tier(self) -> u8 {
        match self {
            Self::Exact => 0,
            Self::Prefix => 1,
            Self::Stem => 2,
            Self::Script => 3,
            Self::Spelling => 4,
        }
    }
}

/// Shorter sounds say too little.
const MIN_SOUND: usize = 3;

/// A folded word of a query, ready to be compared with folded words of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    word: String,
    prefix: bool,
    stem: Option<String>,
    script: Option<Script>,
    sound: String,
}

impl Wanted {
    /// A word that stands for what is like it; for whatever begins with it, if `prefix`.
    #[must_use]
    pub fn new(word: &str, prefix: bool) -> Self {
        Self { word: word.to_owned(), prefix, stem: stem(word), script: Script::of(word), sound: sound(word) }
    }

    /// How another word is like this one, spelling aside.
    #[must_use]
    pub fn like(&self, other: &str) -> Option<How> {
        if other == self.word {
            Some(How::Exact)
        } else if self.prefix && other.starts_with(&*self.word) {
            Some(How::Prefix)
        } else if self.has_stem(other) {
            Some(How::Stem)
        } else if self.has_sound(other) {
            Some(How::Script)
        } else {
            None
        }
    }

    /// The stem that all forms of the word have, if it has one.
    #[must_use]
    pub fn stem(&self) -> Option<&str> {
        self.stem.as_deref()
    }

    /// What the stem of another form may be beside [`Self::stem`].
    #[must_use]
    pub fn other_stem(&self) -> Option<&str> {
        is_like_a_surname(&self.word).then_some(&*self.word)
    }

    /// The form that is no longer than the stem, though its own stem is shorter.
    #[must_use]
    pub fn bare_form(&self) -> Option<&str> {
        self.stem().filter(|stem| is_like_a_surname(stem))
    }

    fn is_form(&self, other: &str, stem: Option<&str>) -> bool {
        let Some(own) = self.stem() else { return false };
        stem == Some(own) || stem.is_some() && stem == self.other_stem() || self.bare_form() == Some(other)
    }

    /// In which script words may sound like this one, and how they sound; if `prefix`, begin to.
    #[must_use]
    pub fn sound(&self) -> Option<(Script, &str)> {
        let other = self.script?.other();
        (self.sound.len() >= MIN_SOUND).then_some((other, &*self.sound))
    }

    /// True if the word is another form of this one.
    #[must_use]
    pub fn has_stem(&self, other: &str) -> bool {
        self.is_form(other, stem(other).as_deref())
    }

    /// True if the word is in another script and sounds like this one.
    #[must_use]
    pub fn has_sound(&self, other: &str) -> bool {
        let Some((script, wanted)) = self.sound() else { return false };
        Script::of(other) == Some(script) && self.sounds_like(wanted, &sound(other))
    }

    /// True if a word whose stem and sound are known is like this one, but for spelling, and is not what was
    /// typed.
    #[must_use]
    pub fn has_form(&self, other: &Self) -> bool {
        let typed = other.word == self.word || self.prefix && other.word.starts_with(&*self.word);
        let same_stem = || self.is_form(&other.word, other.stem.as_deref());
        let same_sound = |(script, wanted)| other.script == Some(script) && self.sounds_like(wanted, &other.sound);
        !typed && (same_stem() || self.sound().is_some_and(same_sound))
    }

    fn sounds_like(&self, wanted: &str, other: &str) -> bool {
        if self.prefix { other.starts_with(wanted) } else { other == wanted }
    }
}

/// The stem of a folded word: English for Latin letters, Russian for Cyrillic ones, by the Snowball
/// stemmers. `None` for anything else, and for words too short to have one.
#[must_use]
pub fn stem(word: &str) -> Option<String> {
    let language = match Script::of(word)? {
        Script::Latin => Algorithm::English,
        Script::Cyrillic => Algorithm::Russian,
    };
    let stem = Stemmer::create(language).stem(word).into_owned();
    (stem.chars().nth(2).is_some()).then_some(stem)
}

/// True of words like Норов: the stemmer takes the ending away, as it does of plurals in the genitive, but leaves it
/// in Норова and Норову.
fn is_like_a_surname(word: &str) -> bool {
    (word.ends_with("ов") || word.ends_with("ев")) && Script::of(word) == Some(Script::Cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_for_one_reason() {
        for (word, prefix, other, how) in [
            ("meeting", false, "meeting", Some(How::Exact)),
            ("meet", true, "meeting", Some(How::Prefix)),
            ("meetings", false, "meeting", Some(How::Stem)),
            ("meetings", true, "meeting", Some(How::Stem)),
            ("happiness", false, "happy", Some(How::Stem)),
            ("hoping", false, "hope", Some(How::Stem)),
            ("capability", false, "capable", Some(How::Stem)),
            ("cities", false, "city", Some(How::Stem)),
            ("dying", false, "die", Some(How::Stem)),
            ("relational", false, "relate", Some(How::Stem)),
            ("встреча", false, "встречи", Some(How::Stem)),
            ("организация", false, "организаций", Some(How::Stem)),
            ("норов", false, "норову", Some(How::Stem)),
            ("норовым", false, "норов", Some(How::Stem)),
            ("норова", false, "норове", Some(How::Stem)),
            ("лавров", false, "лаврова", Some(How::Stem)),
            ("медведева", false, "медведев", Some(How::Stem)),
            ("переговоров", false, "переговоры", Some(How::Stem)),
            ("норов", false, "нора", Some(How::Stem)),
            ("норова", false, "нора", None),
            ("alexey", false, "алексей", Some(How::Script)),
            ("alexander", false, "александр", Some(How::Script)),
            ("norov", false, "норов", Some(How::Script)),
            ("норов", false, "norov", Some(How::Script)),
            ("noro", true, "норов", Some(How::Script)),
            ("noro", false, "норов", None),
            ("norov", false, "norova", None),
            ("as", false, "ас", None),
            ("2020", false, "2021", None),
            ("meeting", false, "trade", None),
            ("环", false, "境", None),
        ] {
            assert_eq!(Wanted::new(word, prefix).like(other), how, "{word} {other}");
        }
    }
}
