//! Phrases with parts: `{0}` is the first part, `{0:record|records}` the form of a word that goes with
//! the first part as a number.

use super::Catalogue;

/// Something that is put into a phrase.
#[derive(Clone, Copy)]
pub enum Part<'t> {
    /// A number, which has forms of words with it.
    Number(u64),
    /// A text, which goes in as it is.
    Text(&'t str),
}

impl From<usize> for Part<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}
impl From<u32> for Part<'_> {
    fn from(number: u32) -> Self {
        Self::Number(u64::from(number))
    }
}
impl<'t> From<&'t str> for Part<'t> {
    fn from(text: &'t str) -> Self {
        Self::Text(text)
    }
}

impl Catalogue {
    /// A phrase with its parts in it. A place that names no part stays empty.
    #[inline(never)]
    pub fn say(&self, phrase: &str, parts: &[Part<'_>]) -> String {
        let mut said = String::new();
        let mut rest = phrase;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            said += before;
            rest = after;
            let (at, forms) = place.split_once(':').unwrap_or((place, ""));
            let at = at.bytes().next().unwrap_or(b'0').wrapping_sub(b'0');
            match parts.get(usize::from(at)) {
                Some(Part::Text(text)) => said += text,
                Some(Part::Number(number)) if forms.is_empty() => said += &self.number(*number),
                Some(Part::Number(number)) => said += self.form(forms, *number),
                None => {}
            }
        }
        said + rest
    }

    /// The form that goes with a number: forms stand in the order in which the catalogue names the
    /// cases of its language.
    fn form<'t>(&self, forms: &'t str, number: u64) -> &'t str {
        let case = (self.tools.plural)(self.locale(), number as f64);
        let at = self.plurals().split(' ').position(|known| known == case).unwrap_or(0);
        forms.split('|').nth(at).unwrap_or_default()
    }
}
