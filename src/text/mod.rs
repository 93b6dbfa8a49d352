//! Words: folding, splitting, comparing, and finding again where a word stands in a text.

mod fold;
mod grapheme;
mod like;
mod sound;
mod spelling;
mod words;

pub use fold::{fold, lower};
pub use grapheme::{border_before, border_behind};
pub use like::{How, Wanted, stem};
pub use sound::{Script, sound};
pub use spelling::{Speller, Step};
pub use words::{MAX_WORD_CHARS, Word, is_in_number, is_unspaced, next_word, words};
