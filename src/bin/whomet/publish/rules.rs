//! The table of the publisher's rules.

use super::{Rule, duplicates, look_alikes, several};

/// A small dataset that is good but for what is given.
macro_rules! dataset {
    ($($rest:literal),+ $(,)?) => {
        concat!(
            "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n",
            "  \"licence\": {\"name\": \"CC BY 4.0\", \"url\": \"https://creativecommons.org/licenses/by/4.0/\"},\n",
            "  \"report\": \"mailto:desk@example.org\",\n  \"updated\": \"2022\",\n",
            "  \"sources\": {\"s1\": {\"url\": \"https://example.org/news\"}",
            $($rest,)+
            "\n}\n"
        )
    };
}

/// Every rule, in the order of the codes. All of them are warnings.
pub const RULES: &[Rule] = &[
    Rule {
        code: "P001",
        title: "Two names look like one",
        why: "What is written in two ways is counted twice, and each count is too small.",
        mend: "If they are one, use one id and put the other spelling into its `aliases`: `whomet check --fix-list \
               aliases.toml` lists all of them, and `whomet import .. --aliases` merges them. If they are two, say so \
               there under [[different]], and give that file to `whomet check --aliases`.",
        bad: dataset!(
            "},\n  \"meetings\": [{\"id\": \"m1\", \"title\": \"Talks\", \"sources\": [\"s1\"],\n    \"participants\": [",
            "{\"organisation\": \"European Trade Union (ETU)\"},\n    {\"organisation\": \"ETU\"}]}]"
        ),
        good: ("\"ETU\"", "\"Acme Steel\""),
        find: look_alikes::find,
    },
    Rule {
        code: "P002",
        title: "An entry seems to hold several names",
        why: "A name that holds several is found under none of them. An importer gives every name an entry of its own, \
              so an entry is no sign that somebody has looked.",
        mend: "Give each name its entry, and each meeting all of them: `whomet import csv` splits where the mapping \
               names what separates. If it is one name, say so in the merge file under [[different]], alone.",
        bad: dataset!(
            "},\n  \"organisations\": {\"a\": {\"name\": \"Acme Steel; Fern\"}},\n  \"meetings\": [",
            "{\"id\": \"m1\", \"title\": \"Talks\", \"sources\": [\"s1\"],\n    \"participants\": [{\"organisation\": \"a\"}]}]"
        ),
        good: ("Acme Steel; Fern", "Acme Steel"),
        find: several::names,
    },
    Rule {
        code: "P003",
        title: "A meeting was held after the dataset was last changed",
        why: "Nobody can know that it was held: its date or `updated` is wrong, or it is only announced.",
        mend: "Correct the date or `updated`, or write `\"status\": \"announced\"`.",
        bad: dataset!(
            "},\n  \"meetings\": [{\"id\": \"m1\", \"date\": \"2202-08-20\", \"title\": \"Talks\", \"sources\": [\"s1\"]}]"
        ),
        good: ("2202-08-20", "2022-08-20"),
        find: several::after_the_last_change,
    },
    Rule {
        code: "P004",
        title: "One meeting may be declared by several people",
        why: "A meeting that each of its hosts declared is counted once for each of them.",
        mend: "If it is one meeting, keep one with all participants: `group` in the mapping of an import does that. If \
               they are several, leave them.",
        bad: dataset!(
            "},\n  \"meetings\": [\n    {\"id\": \"m1\", \"date\": \"2020-08-20\", \"title\": \"Talks\", \"sources\": [\"s1\"], ",
            "\"participants\":\n     [{\"person\": \"Ana Li\", \"side\": \"host\"}, {\"organisation\": \"Acme Steel\"}]},\n",
            "    {\"id\": \"m2\", \"date\": \"2020-08-20\", \"title\": \"Talks\", \"sources\": [\"s1\"], ",
            "\"participants\":\n     [{\"person\": \"Bo Ek\", \"side\": \"host\"}, {\"organisation\": \"Acme Steel\"}]}]"
        ),
        good: ("\"m2\", \"date\": \"2020-08-20\"", "\"m2\", \"date\": \"2020-08-21\""),
        find: duplicates::declared_by_several,
    },
    Rule {
        code: "P005",
        title: "An entry that nothing uses looks like another",
        why: "It was kept when the records moved to the other, and will be used again by mistake.",
        mend: "Take it out, and put its name into the `aliases` of the other.",
        bad: dataset!(
            "},\n  \"organisations\": {\"a\": {\"name\": \"Acme Steel Works\"}, \"b\": {\"name\": \"Works of Acme Steel\"}},\n",
            "  \"meetings\": [{\"id\": \"m1\", \"title\": \"Talks\", \"sources\": [\"s1\"],\n",
            "    \"participants\": [{\"organisation\": \"a\"}]}]"
        ),
        good: (", \"b\": {\"name\": \"Works of Acme Steel\"}", ""),
        find: |_, _| {}, // P001 finds both
    },
    Rule {
        code: "P006",
        title: "Two sources have one address",
        why: "A reader sees two sources for a claim where there is one.",
        mend: "Keep one, and name it in both records; say in `where` which part is meant.",
        bad: dataset!(", \"s2\": {\"url\": \"http://www.example.org/news/#top\"}}"),
        good: ("http://www.example.org/news/#top", "https://example.org/other"),
        find: duplicates::sources,
    },
    Rule {
        code: "P007",
        title: "Two facts say the same",
        why: "They stand side by side as if they were two statements.",
        mend: "Keep one, with the sources of both.",
        bad: dataset!(
            "},\n  \"facts\": [\n    {\"id\": \"f1\", \"about\": \"Acme Steel\", \"claim\": \"founded\", \"value\": \"1959\", ",
            "\"sources\": [\"s1\"]},\n    {\"id\": \"f2\", \"about\": \"Acme Steel\", \"claim\": \"Founded\", \"value\": ",
            "\"1959\", \"sources\": [\"s1\"]}]"
        ),
        good: ("\"Founded\"", "\"closed\""),
        find: duplicates::facts,
    },
    Rule {
        code: "P008",
        title: "The licence has no address",
        why: "A name alone does not say what is allowed; there are four versions of CC BY.",
        mend: "Add the `url` of the licence.",
        bad: "{\n  \"format\": \"whomet/1\",\n  \"title\": \"Example\",\n  \"licence\": {\"name\": \"CC BY\"},\n  \
              \"report\": \"mailto:desk@example.org\"\n}\n",
        good: ("\"CC BY\"", "\"CC BY 4.0\", \"url\": \"https://creativecommons.org/licenses/by/4.0/\""),
        find: several::licence,
    },
];
