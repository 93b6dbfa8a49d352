//! The words of a page that is read where nothing runs, as English has them. In a file of another language
//! they stand last, as `readable.KEY`.

/// A word, and what it says in English; `{0}` and `{1}` are numbers, so put that no word goes with them.
const WORDS: [(&str, &str); Readable::COUNT] = [
    ("counts", "Meetings: {0} · facts: {1} · organisations: {2}"),
    ("updated", "last changed on"),
    ("latest", "The latest records: {0} of {1}"),
    ("with", "With"),
    ("sources", "Sources:"),
    ("no_source", "no source is given"),
    ("undated", "undated"),
    ("announced", "announced"),
    ("cancelled", "cancelled"),
    ("withdrawn", "withdrawn by the publisher"),
    ("more", "and {0} more"),
    ("organisations", "Organisations, by number of records"),
    ("listed", "{0} of {1} are listed."),
    ("data", "How to get the data"),
    ("whole", "All records are in one file of JSON, which programs can read:"),
    ("packed", "The records are published in pieces, which this file names:"),
    ("publisher", "Published by"),
    ("licence", "Licence:"),
    ("report", "Report a mistake to"),
    ("about", "about"),
    ("to_read", "To be read, not searched."),
    (
        "needs_wasm",
        "Searching needs WebAssembly, which this browser does not have or has switched off (Lockdown Mode does that), or a file of the page did not arrive.",
    ),
    ("needs_script", "Searching needs JavaScript."),
    ("try_again", "Try again"),
];

/// Which of them, in the order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "what they say in English stands above")]
pub enum Readable {
    Counts,
    Updated,
    Latest,
    With,
    Sources,
    NoSource,
    Undated,
    Announced,
    Cancelled,
    Withdrawn,
    More,
    Organisations,
    Listed,
    Data,
    Whole,
    Packed,
    Publisher,
    Licence,
    Report,
    About,
    ToRead,
    NeedsWasm,
    NeedsScript,
    TryAgain,
}

impl Readable {
    /// How many there are.
    pub const COUNT: usize = Self::TryAgain as usize + 1;

    /// The keys in the order of a file.
    #[must_use]
    pub const fn key(at: usize) -> &'static str {
        WORDS[at].0
    }

    /// What they say in English.
    #[must_use]
    pub const fn english(at: usize) -> &'static str {
        WORDS[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_names() {
        use Readable::*;
        let all = [
            Counts,
            Updated,
            Latest,
            With,
            Sources,
            NoSource,
            Undated,
            Announced,
            Cancelled,
            Withdrawn,
            More,
            Organisations,
            Listed,
            Data,
            Whole,
            Packed,
            Publisher,
            Licence,
            Report,
            About,
            ToRead,
            NeedsWasm,
            NeedsScript,
            TryAgain,
        ];
        for (at, word) in all.into_iter().enumerate() {
            assert_eq!(word as usize, at);
            assert_eq!(Readable::key(at).replace('_', ""), format!("{word:?}").to_lowercase());
        }
    }
}
