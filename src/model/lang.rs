//! Language tags, and text in one or several languages.

use std::fmt;

/// The longest tag kept, in bytes: enough for `zh-Hant-TW` and its like.
const TAG_BYTES: usize = 14;

/// A language tag (BCP 47 in shape: letters, digits and hyphens), small enough to copy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; TAG_BYTES],
    len: u8,
}

impl Lang {
    /// English, the language of a dataset that names none.
    pub const EN: Self = Self::literal("en");

    /// Reads a tag. Letter case is made canonical as far as it is plain: the first part lower.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        let shaped = (2..=8).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && tag.split('-').all(|part| (1..=8).contains(&part.len()))
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !shaped || tag.len() > TAG_BYTES {
            return None;
        }
        let mut bytes = [0; TAG_BYTES];
        for (at, b) in tag.bytes().enumerate() {
            *bytes.get_mut(at)? = if at < primary.len() { b.to_ascii_lowercase() } else { b };
        }
        let len = u8::try_from(tag.len()).ok()?;
        Some(Self { bytes, len })
    }

    /// The whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// The language without script or region: `zh` of `zh-Hant`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or_default()
    }

    /// A tag that was a language's.
    fn of_known(tag: &str) -> Self {
        let mut bytes = [0; TAG_BYTES];
        for (to, from) in bytes.iter_mut().zip(tag.as_bytes()) {
            *to = *from;
        }
        Self { bytes, len: tag.len().min(TAG_BYTES) as u8 }
    }

    const fn literal(tag: &str) -> Self {
        let tag = tag.as_bytes();
        let mut bytes = [0; TAG_BYTES];
        let mut at = 0;
        while at < tag.len() {
            bytes[at] = tag[at];
            at += 1;
        }
        Self { bytes, len: at as u8 }
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text in at least one language. The first variant is the one that the publisher wrote first.
///
/// A dataset has millions of texts, most in one language, and as many that are not there. So it is one
/// string, and an `Option` takes no more room: of each variant its tag, a zero and the text; of all but the
/// last, between tag and zero a space and how many bytes the text has.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(Box<str>);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.variants()).finish()
    }
}

impl Text {
    /// A text in one language.
    #[must_use]
    pub fn new(lang: Lang, text: &str) -> Self {
        let mut written = String::with_capacity(lang.as_str().len() + 1 + text.len());
        written.push_str(lang.as_str());
        written.push('\0');
        written.push_str(text);
        Self(written.into())
    }

    /// A text in several languages; `None` if there is no variant at all.
    #[must_use]
    pub fn from_variants(variants: Vec<(Lang, Box<str>)>) -> Option<Self> {
        let last = variants.len().checked_sub(1)?;
        let mut written = String::new();
        for (at, (lang, text)) in variants.iter().enumerate() {
            written.push_str(lang.as_str());
            if at < last {
                written.push(' ');
                written.push_str(&text.len().to_string());
            }
            written.push('\0');
            written.push_str(text);
        }
        Some(Self(written.into()))
    }

    /// Every variant with its language.
    pub fn variants(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.tagged().map(|(tag, text)| (Lang::of_known(tag), text))
    }

    /// Every variant, whatever its language.
    #[must_use]
    pub fn texts(&self) -> Texts<'_> {
        Texts { rest: &self.0 }
    }

    fn tagged(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut texts = self.texts();
        std::iter::from_fn(move || texts.step())
    }

    /// The variant for a reader of `lang`: the same tag, else the same language, else the first.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> (Lang, &str) {
        self.variants()
            .find(|(have, _)| *have == lang)
            .or_else(|| self.variants().find(|(have, _)| have.primary() == lang.primary()))
            .or_else(|| self.variants().next())
            .unwrap_or((Lang::EN, ""))
    }

    /// The variant that the publisher wrote first.
    #[must_use]
    pub fn first(&self) -> &str {
        self.texts().next().unwrap_or_default()
    }
}

/// The variants of a text.
#[derive(Clone, Debug)]
pub struct Texts<'a> {
    rest: &'a str,
}

impl<'a> Texts<'a> {
    /// The next one, with its tag.
    fn step(&mut self) -> Option<(&'a str, &'a str)> {
        let bytes = self.rest.as_bytes();
        // a loop without closures, which are calls when built for size
        let (mut at, mut tag, mut len) = (0, None, 0);
        while *bytes.get(at)? != 0 {
            match (bytes[at], tag) {
                (b' ', _) => tag = Some(at),
                (digit, Some(_)) => len = 10 * len + usize::from(digit & 15),
                _ => {}
            }
            at += 1;
        }
        let rest = self.rest.get(at + 1..)?;
        let Some(tag) = tag else {
            let tag = self.rest.get(..at)?;
            self.rest = "";
            return Some((tag, rest));
        };
        let (text, after) = (rest.get(..len)?, rest.get(len..)?);
        let tag = self.rest.get(..tag)?;
        self.rest = after;
        Some((tag, text))
    }
}

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.step().map(|(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn variants_come_back(written in proptest::collection::vec(("[a-z]{2,3}(-[A-Z0-9]{2,8})?", "[\\PC\0 9]{0,12}"), 0..4)) {
            let variants: Vec<(Lang, Box<str>)> =
                written.iter().map(|(tag, text)| (Lang::parse(tag).expect("a tag"), text.as_str().into())).collect();
            let Some(text) = Text::from_variants(variants.clone()) else {
                prop_assert!(variants.is_empty());
                return Ok(());
            };
            let found: Vec<(Lang, Box<str>)> = text.variants().map(|(lang, text)| (lang, text.into())).collect();
            prop_assert_eq!(&found, &variants);
            prop_assert!(text.texts().eq(variants.iter().map(|(_, text)| &**text)));
            prop_assert_eq!(text.first(), &*variants[0].1);
            if let [(lang, only)] = &variants[..] {
                prop_assert_eq!(Text::new(*lang, only), text);
            }
        }
    }

    #[test]
    fn the_language_of_a_reader_is_picked_then_a_relative_then_the_first() {
        let lang = |tag| Lang::parse(tag).expect("a tag");
        let text = Text::from_variants(vec![
            (lang("ru"), "а".into()),
            (lang("zh-Hant"), "b".into()),
            (lang("en"), "c".into()),
        ]);
        let text = text.expect("three variants");
        let picked = |tag| text.pick(lang(tag)).1;
        assert_eq!([picked("en"), picked("zh-Hans"), picked("zh-Hant"), picked("fr")], ["c", "b", "b", "а"]);
    }
}
