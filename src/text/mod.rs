//! Words: folding, splitting, and finding again where a word stands in a text.

mod fold;
mod words;

pub use fold::fold;
pub use words::{MAX_WORD_CHARS, Word, is_unspaced, words};
