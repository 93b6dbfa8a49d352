//! Whether a text names somebody.

use crate::text::words;

/// True if one of these names stands in a text, word for word, whatever the case and the accents.
#[must_use]
pub fn mentions(text: &str, names: &[&str]) -> bool {
    let folded = |text: &str| words(text).map(|word| word.folded).collect::<Vec<String>>();
    let text = folded(text);
    let names = names.iter().map(|name| folded(name)).filter(|name| is_a_name(name));
    let mut found = names.filter(|name| text.windows(name.len()).any(|part| part == name.as_slice()));
    found.next().is_some()
}

/// One character alone names nobody.
fn is_a_name(words: &[String]) -> bool {
    words.iter().map(|word| word.chars().count()).sum::<usize>() > 1
}
