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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    first: (Lang, Box<str>),
    others: Box<[(Lang, Box<str>)]>,
}

impl Text {
    /// A text in one language.
    #[must_use]
    pub fn new(lang: Lang, text: &str) -> Self {
        Self { first: (lang, text.into()), others: Box::default() }
    }

    /// A text in several languages; `None` if there is no variant at all.
    #[must_use]
    pub fn from_variants(variants: Vec<(Lang, Box<str>)>) -> Option<Self> {
        let mut variants = variants.into_iter();
        Some(Self { first: variants.next()?, others: variants.collect() })
    }

    /// Every variant with its language.
    pub fn variants(&self) -> impl Iterator<Item = (Lang, &str)> {
        std::iter::once(&self.first).chain(self.others.iter()).map(|(lang, text)| (*lang, &**text))
    }

    /// The variant for a reader of `lang`: the same tag, else the same language, else the first.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> (Lang, &str) {
        self.variants()
            .find(|(have, _)| *have == lang)
            .or_else(|| self.variants().find(|(have, _)| have.primary() == lang.primary()))
            .unwrap_or((self.first.0, &self.first.1))
    }

    /// The variant that the publisher wrote first.
    #[must_use]
    pub fn first(&self) -> &str {
        &self.first.1
    }
}
