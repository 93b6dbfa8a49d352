//! The rules that a dataset is held to: one row each gives the code, how bad a breach is, what the
//! documentation and the messages say, and one bad example, mended as well, which is also the test of the rule.

use super::Severity;

/// A licence with its address.
macro_rules! licence {
    () => {
        "\"licence\": {\"name\": \"CC BY 4.0\", \"url\": \"https://creativecommons.org/licenses/by/4.0/\"}"
    };
}

/// What every dataset is to say: the licence, and where to report a mistake.
macro_rules! reachable {
    () => {
        concat!(licence!(), ",\n  \"report\": \"mailto:desk@example.org\"")
    };
}

/// A small complete dataset that is good but for what is given.
macro_rules! dataset {
    ($($rest:expr),+ $(,)?) => {
        concat!(
            "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n",
            "  ", reachable!(), ",\n",
            "  \"sources\": {\"s1\": {\"url\": \"https://example.org/news\"}},\n  ",
            $($rest,)+
            "\n}\n"
        )
    };
}

/// A dataset with one meeting that is good but for what is given.
macro_rules! meeting {
    ($rest:literal) => {
        dataset!(r#""meetings": [{"id": "m1", "title": "Talks", "sources": ["s1"], "#, $rest, "}]")
    };
}

/// A hundred and twenty characters.
macro_rules! long {
    () => {
        "A title that does not end where a title ought to end but goes on and on as if it were the summary of the whole meeting. "
    };
}

// One function a column, so that a program that does not ask for a column does not carry it.
macro_rules! rules {
    ($($name:ident $code:literal $severity:ident {
        title: $title:literal, why: $why:literal, mend: $mend:literal, bad: $bad:expr,
        good: ($wrong:expr, $right:expr) $(,)?
    })*) => {
        /// Everything that is checked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $title] $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// A stable code: `F` for fatal, `E` for error, `W` for warning, and a number.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How bad a breach is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// The rule in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// Why it is a rule.
            #[must_use]
            pub const fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)* }
            }

            /// How to mend a breach.
            #[must_use]
            pub const fn mend(self) -> &'static str {
                match self { $(Self::$name => $mend,)* }
            }

            /// A small complete dataset that breaks this rule once and no other.
            #[must_use]
            pub const fn bad_example(self) -> &'static str {
                match self { $(Self::$name => $bad,)* }
            }

            /// What is wrong with that, and what is right in its place.
            const fn mended(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($wrong, $right),)* }
            }
        }
    };
}

impl Rule {
    /// The bad example, mended.
    #[must_use]
    pub fn good_example(self) -> String {
        let (wrong, right) = self.mended();
        self.bad_example().replacen(wrong, right, 1)
    }

    /// The rule with this code; letter case does not matter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code().eq_ignore_ascii_case(code))
    }
}

rules! {
    NotJson "F001" Fatal {
        title: "The file is not JSON",
        why: "Nothing can be read after a place that is not JSON, and a guess could change what a record says.",
        mend: "Look at the place that is named and just before it: a comma too many or too few, a quotation mark \
               or a line break inside a text without a backslash, a comment, or a file that was not saved as UTF-8.",
        bad: "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n}\n",
        good: ("\"Example\",\n", concat!("\"Example\",\n  ", reachable!(), "\n")),
    }
    EndsEarly "F002" Fatal {
        title: "The file ends early",
        why: "A file that was cut off lacks records, and a count made from it would be wrong.",
        mend: "Copy or upload the whole file again; if it is made by a program, see whether that stopped half-way.",
        bad: "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  \"meetings\": [\n",
        good: ("\"meetings\": [\n", concat!(reachable!(), "\n}\n")),
    }
    WebPage "F003" Fatal {
        title: "The file is a web page",
        why: "Many hosts answer with a page of their own where a file is missing.",
        mend: "See whether the dataset is at the address where it is looked for, and whether its name is right in \
               every letter, small and capital.",
        bad: "<!doctype html>\n<title>404 Not Found</title>\n",
        good: ("<!doctype html>\n<title>404 Not Found</title>\n", concat!("{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  ", reachable!(), "\n}\n")),
    }
    NotADataset "F004" Fatal {
        title: "The file is not a Whomet dataset",
        why: "The field `format` says how the rest is to be read.",
        mend: "Write `\"format\": \"whomet/1\"` as the first field. A spreadsheet is turned into a dataset with \
               `whomet import`.",
        bad: "{\n  \"title\": \"Example\",\n  \"meetings\": []\n}\n",
        good: ("{\n  \"title\": \"Example\"", concat!("{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  ", reachable!())),
    }
    OtherFormat "F005" Fatal {
        title: "The dataset is in another format or version",
        why: "What is read by the rules of another version may be read wrongly.",
        mend: "Use a version of Whomet that knows this format, or turn the dataset into `whomet/1`. A file that \
               begins with `whomet-pack/` is made from a dataset: check the dataset instead.",
        bad: "{\n  \"format\": \"whomet/2\",\n  \"title\": \"Example\"\n}\n",
        good: ("whomet/2\",\n  \"title\": \"Example\"", concat!("whomet/1\",\n  \"title\": \"Example\",\n  ", reachable!())),
    }
    WrongType "E001" Error {
        title: "A field holds the wrong kind of value",
        why: "A list where text belongs, or text where a number belongs, cannot be shown or counted.",
        mend: "Write the kind of value that is named: text and dates in quotation marks, numbers and true or false \
               without, lists in square brackets even if they have one entry. Where there is nothing to say, leave \
               the field out rather than writing null.",
        bad: meeting!(r#""topics": "Trade""#),
        good: (r#""Trade""#, r#"["Trade"]"#),
    }
    MissingField "E002" Error {
        title: "A field is missing",
        why: "Without it the record cannot be named, found or understood.",
        mend: "Add the field that is named.",
        bad: dataset!(r#""meetings": [{"id": "m1", "sources": ["s1"]}]"#),
        good: (r#""id": "m1""#, r#""id": "m1", "title": "Talks""#),
    }
    DuplicateId "E003" Error {
        title: "An id is used twice",
        why: "A link leads to an id, so it can lead to one record only. The first stays.",
        mend: "Give the later record an id of its own, or take it out if it is the same record.",
        bad: dataset!(
            "\"meetings\": [\n    {\"id\": \"m1\", \"title\": \"Talks\", \"sources\": [\"s1\"]},\n",
            "    {\"id\": \"m1\", \"title\": \"A visit\", \"sources\": [\"s1\"]}\n  ]"
        ),
        good: (r#""id": "m1", "title": "A visit""#, r#""id": "m2", "title": "A visit""#),
    }
    BadId "E004" Error {
        title: "An id cannot be used",
        why: "Ids stand in links; a space at an end or an invisible character is lost when a link is copied.",
        mend: "Write an id of 1 to 200 characters without a space at either end, line breaks or other control \
               characters; best are small letters, digits and hyphens.",
        bad: dataset!(r#""meetings": [{"id": " m1", "title": "Talks", "sources": ["s1"]}]"#),
        good: (r#"" m1""#, r#""m1""#),
    }
    UnknownReference "E005" Error {
        title: "A reference leads nowhere",
        why: "It looks like an id, but nothing has that id; a slip of the pen would silently become a new name.",
        mend: "Correct the id, or add the entry. If it is meant as a plain name, write it with a capital letter or \
               give it an entry of its own. A source must have an entry, or be a web address.",
        bad: meeting!(r#""topics": ["trade-policy"]"#),
        good: ("trade-policy", "Trade policy"),
    }
    NotADate "E006" Error {
        title: "This is not a date",
        why: "Dates are read in one form only (EDTF), because 03/04/2020 means different days to different people.",
        mend: "Write 2020, 2020-08, 2020-08-20, or 2020-08-20/2020-08-22 for several days; 2020-08~ means about \
               then, 2020? means that it is uncertain, 201X means some time in that decade.",
        bad: meeting!(r#""date": "20 August 2020""#),
        good: ("20 August 2020", "2020-08-20"),
    }
    ImpossibleDate "E007" Error {
        title: "There is no such day",
        why: "It is in the form of a date, but no calendar has it, so one of its numbers is wrong.",
        mend: "Look the date up in the source. If only the month is sure, write the month: 2020-02.",
        bad: meeting!(r#""date": "2020-02-30""#),
        good: ("2020-02-30", "2020-02"),
    }
    ReversedInterval "E008" Error {
        title: "An interval ends before it begins",
        why: "One of its ends is wrong, and nothing says which.",
        mend: "Write the earlier date first.",
        bad: meeting!(r#""date": "2020-08-22/2020-08-20""#),
        good: ("2020-08-22/2020-08-20", "2020-08-20/2020-08-22"),
    }
    BadAddress "E009" Error {
        title: "This is not an address that a reader may be sent to",
        why: "An address of another kind could run a program in the reader's browser, or leads nowhere.",
        mend: "Write a whole address that begins with https:// or http:// and has no spaces. Only `report` may be \
               a mail address: mailto:desk@example.org.",
        bad: dataset!(r#""publisher": {"name": "Example Desk", "url": "javascript:alert(1)"}"#),
        good: ("javascript:alert(1)", "https://example.org"),
    }
    FactWithoutSource "E010" Error {
        title: "A fact has no source",
        why: "Nobody can check it, so it is not shown.",
        mend: "Name at least one source that exists: its id in `sources`, or its web address.",
        bad: dataset!(r#""facts": [{"id": "f1", "about": "Complant", "claim": "founded", "value": "1959"}]"#),
        good: (r#""value": "1959""#, r#""value": "1959", "sources": ["s1"]"#),
    }
    EmptyText "E011" Error {
        title: "A text is empty",
        why: "An empty text says nothing, and may hide that something was lost.",
        mend: "Write the text, or leave the field out.",
        bad: meeting!(r#""summary": """#),
        good: (r#""summary": """#, r#""summary": "They spoke of trade.""#),
    }
    UnknownWord "E012" Error {
        title: "This word is not one of those that the field can hold",
        why: "The page shows and translates these words, so it has to know them.",
        mend: "Use one of the words that are named, in small letters.",
        bad: meeting!(r#""status": "done""#),
        good: ("done", "held"),
    }
    BadLanguage "E013" Error {
        title: "This is not a language tag",
        why: "The tag decides which text a reader is shown, and how it is read aloud.",
        mend: "Write a tag such as en, ru, zh or zh-Hant (BCP 47), of at most 14 characters.",
        bad: meeting!(r#""summary": {"en": "They spoke.", "русский": "Они говорили."}"#),
        good: ("русский", "ru"),
    }
    Unreadable "E014" Error {
        title: "A record cannot be read",
        why: "It is JSON, but holds half of a character (a lone \\ud800), a number that is too large, or a hundred \
              and more levels of brackets.",
        mend: "Write the character itself instead of the \\u escape, or make the number smaller; a program that \
               cuts texts should cut between characters.",
        bad: meeting!(r#""summary": "\ud800""#),
        good: (r"\ud800", "They spoke of trade."),
    }
    LongText "W001" Warning {
        title: "A text is very long",
        why: "A title is shown on one card among many; a text of pages is not read there.",
        mend: "Keep titles, names and claims below 500 characters and other texts below 5,000; put the rest into \
               `summary`, `points`, or the source.",
        bad: dataset!(
            "\"meetings\": [{\"id\": \"m1\", \"sources\": [\"s1\"],\n    \"title\": \"",
            long!(), long!(), long!(), long!(), long!(),
            "\"}]"
        ),
        good: (concat!(long!(), long!(), long!(), long!(), long!()), "Talks"),
    }
    UnknownField "W002" Warning {
        title: "A field is not known",
        why: "It is not shown anywhere; most often its name is misspelt.",
        mend: "Correct the name, or take the field out.",
        bad: meeting!(r#""topic": ["Trade"]"#),
        good: (r#""topic""#, r#""topics""#),
    }
    RepeatedKey "W003" Warning {
        title: "A field is written twice",
        why: "Programs disagree about which of the two counts. Here the first does.",
        mend: "Take one of them out.",
        bad: meeting!(r#""kind": "talks", "kind": "visit""#),
        good: (r#""kind": "talks", "#, ""),
    }
    TimeNotKept "W004" Warning {
        title: "The time of day is not kept",
        why: "Records are dated to the day.",
        mend: "Leave the time out; if it matters, put it into `note`.",
        bad: meeting!(r#""date": "2020-08-20T10:00:00Z""#),
        good: ("T10:00:00Z", ""),
    }
    LooksLikeOne "W005" Warning {
        title: "Two entries look like one",
        why: "Meetings of one organisation that is entered twice are counted apart.",
        mend: "If they are the same, keep one, give it the other name under `aliases`, and use its id everywhere.",
        bad: dataset!(r#""organisations": {"complant": {"name": "Complant"}, "c2": {"name": "COMPLANT Co., Ltd."}}"#),
        good: (r#""Complant"}, "c2": {"name": "COMPLANT Co., Ltd."}"#, r#""Complant", "aliases": ["COMPLANT Co., Ltd."]}"#),
    }
    SeveralNames "W006" Warning {
        title: "There seem to be several names in one",
        why: "A name that holds several is found under none of them.",
        mend: "Write one participant, topic or place for each name. If it is one name after all, give it an entry \
               of its own.",
        bad: meeting!(r#""participants": [{"organisation": "Acme Steel; Nordic Foods"}]"#),
        good: (r#"{"organisation": "Acme Steel; Nordic Foods"}"#, r#"{"organisation": "Acme Steel"}, {"organisation": "Nordic Foods"}"#),
    }
    IdenticalMeetings "W007" Warning {
        title: "Two meetings are the same but for their ids",
        why: "One meeting that is entered twice is counted twice.",
        mend: "Take one of them out, or say in the titles how they differ.",
        bad: dataset!(
            "\"meetings\": [\n    {\"id\": \"m1\", \"date\": \"2020-08\", \"title\": \"Talks\", \"sources\": [\"s1\"]},\n",
            "    {\"id\": \"m2\", \"date\": \"2020-08\", \"title\": \"Talks\", \"sources\": [\"s1\"]}\n  ]"
        ),
        good: (r#""id": "m2", "date": "2020-08", "title": "Talks""#, r#""id": "m2", "date": "2020-08", "title": "Talks on trade""#),
    }
    MeetingWithoutSource "W008" Warning {
        title: "A meeting has no source",
        why: "Readers cannot check it; the page marks it as such.",
        mend: "Name a source in `sources`: its id, or its web address.",
        bad: dataset!(r#""meetings": [{"id": "m1", "title": "Talks"}]"#),
        good: (r#""title": "Talks""#, r#""title": "Talks", "sources": ["s1"]"#),
    }
    NoLicence "W009" Warning {
        title: "The dataset has no licence",
        why: "Without one nobody knows whether they may use the data.",
        mend: "Add `\"licence\": {\"name\": ..., \"url\": ...}`.",
        bad: "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  \"report\": \"mailto:desk@example.org\"\n}\n",
        good: ("\"Example\",\n", concat!("\"Example\",\n  ", licence!(), ",\n")),
    }
    NoReport "W010" Warning {
        title: "Nothing says where to report a mistake",
        why: "Readers see mistakes first, if they can tell somebody.",
        mend: "Add `report`: an https or mailto address.",
        bad: concat!("{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  ", licence!(), "\n}\n"),
        good: ("4.0/\"}\n", "4.0/\"},\n  \"report\": \"mailto:desk@example.org\"\n"),
    }
    OutsideCoverage "W011" Warning {
        title: "A meeting lies outside the periods that the dataset covers",
        why: "Either its date is wrong, or the dataset covers more than it says.",
        mend: "Correct the date, or widen `coverage`.",
        bad: dataset!(
            "\"coverage\": [{\"from\": \"2019\", \"to\": \"2020\"}],\n  ",
            r#""meetings": [{"id": "m1", "date": "2002-08-20", "title": "Talks", "sources": ["s1"]}]"#
        ),
        good: ("2002-08-20", "2020-08-20"),
    }
    AmbiguousName "W012" Warning {
        title: "A name stands for two entries",
        why: "What is said of one of them is counted for the other.",
        mend: "Write the id of the one that is meant.",
        bad: dataset!(
            r#""organisations": {"ann-fund": {"name": "Ann Lee"}}, "people": {"ann": {"name": "Ann Lee"}},"#,
            "\n  ",
            r#""facts": [{"id": "f1", "about": "Ann Lee", "claim": "founded", "value": "2001", "sources": ["s1"]}]"#
        ),
        good: (r#""about": "Ann Lee""#, r#""about": "ann""#),
    }
    NumberNotKept "W013" Warning {
        title: "A number is not shown as it is written",
        why: "Without a `value` the number itself is shown: six decimals at most, and from 10^18 on three digits. \
              Of a number of more than fifteen digits the last may be lost.",
        mend: "Write the value in words as `value`.",
        bad: dataset!(r#""facts": [{"id": "f1", "about": "Complant", "claim": "share", "number": 0.0000004, "sources": ["s1"]}]"#),
        good: (r#""number": 0.0000004"#, r#""value": "0.0000004", "number": 0.0000004"#),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Loss, read};

    #[test]
    fn codes_are_in_order_and_say_how_bad_it_is() {
        let codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        for letter in ["F", "E", "W"] {
            let of_letter: Vec<&&str> = codes.iter().filter(|code| code.starts_with(letter)).collect();
            for (at, code) in of_letter.iter().enumerate() {
                assert_eq!(**code, format!("{letter}{:03}", at + 1));
            }
        }
        for rule in Rule::ALL {
            assert_eq!(rule.code().to_lowercase()[..1], rule.severity().word()[..1]);
            assert_eq!(Rule::from_code(&rule.code().to_lowercase()), Some(*rule));
        }
    }

    #[test]
    fn each_good_example_breaks_no_rule() {
        for rule in Rule::ALL {
            let good = rule.good_example();
            assert_ne!(good, rule.bad_example(), "{rule:?}");
            assert_eq!(read(good.as_bytes()).1, [], "{rule:?}: {good}");
        }
    }

    #[test]
    fn each_bad_example_breaks_its_rule_once_and_no_other() {
        for rule in Rule::ALL {
            let (dataset, problems) = read(rule.bad_example().as_bytes());
            assert_eq!(problems.iter().map(|p| p.rule).collect::<Vec<_>>(), [*rule], "{problems:#?}");
            let fatal = rule.severity() == Severity::Fatal;
            assert_eq!(dataset.about.title.first(), if fatal { "" } else { "Example" });
            let nothing_lost = problems[0].loses == Loss::Nothing;
            let kept = rule.severity() == Severity::Warning && *rule != Rule::RepeatedKey;
            assert_eq!(nothing_lost, kept, "{}", rule.code());
        }
    }
}
