//! English.

use super::{Catalogue, Citation};
use crate::app::state::Failure;
use whomet::engine::How;
use whomet::model::{Confidence, EntityKind, Lang, Side, Status};
use whomet::query::{Facet, Sort};

/// The interface in English.
pub static EN: Catalogue = Catalogue {
    lang: Lang::EN,
    search: "Search",
    search_hint: "Search people, organisations, subjects",
    suggestions: "Suggestions",
    word: "Word",
    exactly: "Exact words only",
    how: |how| match how {
        How::Exact | How::Prefix => None,
        How::Stem => Some("Matched by another form of a word"),
        How::Script => Some("Matched by a word in another script"),
        How::Spelling => Some("Matched by a similar spelling"),
    },
    did_you_mean: |words| format!("Did you mean “{words}”?"),
    also_alike: "Also find other forms and similar words",
    results: "Results",
    skip_to_results: "Skip to the results",
    filters: "Filters",
    filters_on: |n| format!("{n} on"),
    active_filters: "Active filters",
    remove: |what| format!("Remove {what}"),
    without: |what| format!("Without {what}"),
    clear_all: "Clear all",
    sort: "Order",
    sorts: |sort| match sort {
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
        Sort::Relevance => "Best match first",
    },
    copy_link: "Copy link",
    link_copied: "Link copied",
    copy_by_hand: "This browser does not let the page copy. Here is the text:",
    cite: "Cite",
    cite_text: cite,
    copied: "Copied",
    close: "Close",
    count_of: |count, total| format!("{} of {}", number(count as u64), records(total)),
    uncertain: |n| {
        let verb = if n == 1 { "is" } else { "are" };
        format!("{} of them {verb} dated too coarsely to be certain", number(n as u64))
    },
    counts: |meetings, facts, organisations| {
        let meetings = plural(meetings, "meeting", "meetings");
        let organisations = plural(organisations, "organisation", "organisations");
        format!("{meetings} · {} · {organisations}", plural(facts, "fact", "facts"))
    },
    updated: |date| format!("updated {date}"),
    show_more: |n| format!("Show {} more", number(n as u64)),
    next_page: |n| format!("Next {}", records(n)),
    previous_page: |n| format!("Previous {}", records(n)),
    showing: |first, last, count| {
        format!("Showing {} to {} of {}", number(first as u64), number(last as u64), number(count as u64))
    },
    facet: |facet| match facet {
        Facet::Kind => "Kind",
        Facet::Organisation => "Organisation",
        Facet::Person => "Person",
        Facet::Topic => "Topic",
        Facet::Place => "Place",
        Facet::Country => "Country",
        Facet::Language => "Language",
        Facet::Source => "Source",
        Facet::Year => "Year",
    },
    search_values: |facet, n| format!("Search {}", plural(n, facet_word(facet).0, facet_word(facet).1)),
    search_in: |facet| format!("Search {}", facet_word(facet).1),
    no_value: "None has such a name.",
    no_values: "none among these records",
    more_values: "Show more",
    fewer_values: "Show fewer",
    exclude: |name| format!("Exclude {name}"),
    excluded: |name| format!("not {name}"),
    meeting: "Meeting",
    fact: "Fact",
    timeline: "Timeline",
    timeline_hint: "Choose a bar, or give From and To. Dashed: the day is not known.",
    from: "From",
    to: "To",
    moment_help: "Write a year, a month or a day: 2020, 2020-08 or 2020-08-20.",
    bar: |when, count, exact| {
        let vague = count - exact;
        let vague = if vague == 0 { String::new() } else { format!(", {} of them not known to the day", vague) };
        format!("{when}: {}{vague}", records(count as usize))
    },
    before: |date| format!("before {date}"),
    after: |date| format!("after {date}"),
    undated_count: |n| format!("{} without a date", records(n as usize)),
    any_time: "any time",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    seasons: ["spring", "summer", "autumn", "winter"],
    day_unknown: "day unknown",
    about: |date| format!("about {date}"),
    perhaps: |date| format!("perhaps {date}"),
    decade: |year| format!("the {year}s"),
    century: |year| format!("between {year} and {}", year + 99),
    since: |date| format!("since {date}"),
    until: |date| format!("until {date}"),
    number,
    decimal_mark: '.',
    with: "with",
    remote: "by phone or video",
    as_of: "as of",
    no_date: "undated",
    status: |status| match status {
        Status::Held => "",
        Status::Announced => "Announced; nothing here says that it took place",
        Status::Cancelled => "Cancelled",
        Status::Withdrawn => "Record withdrawn by the publisher",
    },
    confidence: |confidence| match confidence {
        Confidence::High => "High confidence",
        Confidence::Medium => "Medium confidence",
        Confidence::Low => "Low confidence",
    },
    evidence: |n| if n == 0 { "Evidence".to_owned() } else { format!("Evidence: {}", plural(n, "source", "sources")) },
    evidence_label: "Evidence",
    no_evidence: "No source is given for this record.",
    published: "published",
    retrieved: "read",
    archived: "archived copy",
    source_language: "in",
    note: "Note",
    participants: "Who took part",
    name: "Name",
    role: "Role",
    side: "Side",
    sides: |side| match side {
        Side::Host => "host",
        Side::Guest => "guest",
        Side::Other(word) => word,
    },
    points: "What was said",
    outcomes: "What came of it",
    topics: "Topics",
    when: "When",
    place: "Where",
    kind: "Kind",
    related: "Related records",
    other_values: "Other values of this claim",
    values_differ: |n| format!("{n} values"),
    report_record: "Report a mistake in this record",
    entity: |kind| match kind {
        EntityKind::Organisation => "Organisation",
        EntityKind::Person => "Person",
        EntityKind::Topic => "Topic",
        EntityKind::Place => "Place",
    },
    also_known_as: "Also known as",
    names: "In other languages",
    country: "Country",
    part_of: "Part of",
    has_parts: "Has as parts",
    website: "Website",
    identifiers: "Identifiers",
    unlisted: "Named in records; the dataset has no entry of its own for it.",
    facts: "Facts",
    value: "Value",
    meetings: "Meetings",
    no_meetings: "No meeting in this dataset. That need not mean that there was none.",
    meets_most: "Meets most",
    people: "People",
    organisations: "Organisations",
    in_records: records,
    all_in_explore: |n| format!("All {} in the explorer", records(n)),
    back_to_results: |n| format!("Back to {}", records(n)),
    joint: |a, b| format!("{a} and {b}"),
    never_met: "No meeting in this dataset has both.",
    compared: "Side by side",
    about_data: "About this data",
    publisher: "Publisher",
    licence: "Licence",
    last_change: "Last change",
    coverage: "What it covers",
    contents: "What it holds",
    report: "Report a mistake",
    report_hint: "Write to the publisher:",
    download: "The whole dataset as JSON",
    left_out: |n| format!("Left out because of mistakes in the data: {}", number(n as u64)),
    kept_but: |n| format!("Kept, but worth a look: {}", number(n as u64)),
    nothing_left_out: "Everything in the dataset could be read.",
    partly_read: |n| {
        let part = if n == 1 {
            "1 thing in this dataset".to_owned()
        } else {
            format!("{} things in this dataset", number(n as u64))
        };
        format!("{part} could not be read and {} left out.", if n == 1 { "is" } else { "are" })
    },
    see_what: "See what and why",
    line: |line, column| format!("line {line}, column {column}"),
    not_stated: "not stated",
    loading: "Loading the records",
    loading_bytes: |got, all| match all {
        Some(all) => format!("{got} of {all} fetched"),
        None => format!("{got} fetched"),
    },
    reading: |done, all| format!("Reading: {} of {}", number(done as u64), records(all)),
    indexing: |done, all| format!("Indexing: {} of {}", number(done as u64), records(all)),
    nothing_found: "No record matches all of this.",
    drop_a_filter: "Take one away and there are more:",
    not_in_data: |kind, id| format!("This dataset has no {} “{id}”.", kind.word()),
    no_such_record: |id| format!("This dataset has no record “{id}”."),
    unknown_value: |facet, id| {
        format!(
            "The link asks for the {} “{id}”, which this dataset does not have. It is left aside.",
            facet_word(facet).0
        )
    },
    bad_link: |key, value| format!("The link says {key}={value}, which means nothing here. It is left aside."),
    dismiss: "Dismiss",
    try_again: "Try again",
    failure,
    help: "Keyboard and search help",
    help_lines: [
        ("/", "go to the search box"),
        ("Esc", "clear the search box, close what is open"),
        ("?", "this help"),
        ("one two", "records with both words; the last one may be the beginning of a word"),
        (
            "meetings",
            "also other forms of a word, names in other scripts, similar spellings; “Exact words only” turns that off",
        ),
        ("\"one two\"", "the words one after the other"),
        ("-word", "records without the word"),
        ("COVID-19", "words joined without a blank are found as they stand"),
    ],
};

fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n as u64), if n == 1 { one } else { many })
}

fn records(n: usize) -> String {
    plural(n, "record", "records")
}

fn facet_word(facet: Facet) -> (&'static str, &'static str) {
    match facet {
        Facet::Kind => ("kind", "kinds"),
        Facet::Organisation => ("organisation", "organisations"),
        Facet::Person => ("person", "people"),
        Facet::Topic => ("topic", "topics"),
        Facet::Place => ("place", "places"),
        Facet::Country => ("country", "countries"),
        Facet::Language => ("language", "languages"),
        Facet::Source => ("source", "sources"),
        Facet::Year => ("year", "years"),
    }
}

fn cite(citation: &Citation) -> String {
    let Citation { title, publisher, updated, count, link } = citation;
    let mut text = if publisher.is_empty() { String::new() } else { format!("{publisher}. ") };
    text += &format!("{title}.");
    if let Some((count, total)) = count {
        text += &format!(" {} of {}.", number(*count as u64), records(*total));
    }
    if !updated.is_empty() {
        text += &format!(" Dataset of {updated}.");
    }
    text + " " + link
}

fn failure(failure: &Failure) -> (String, String) {
    let (what, way) = match failure {
        Failure::Missing => (
            "The dataset is missing",
            "The server has no file data/dataset.json beside this page. If you publish the page, put it there.",
        ),
        Failure::Refused(status) => {
            return (
                "The server did not give out the dataset".to_owned(),
                format!("It answered with status {status}. That may pass; try again in a while."),
            );
        }
        Failure::Offline => ("You are offline", "The dataset has not been fetched yet. Connect and try again."),
        Failure::Unreachable => ("The server cannot be reached", "Check the connection and try again."),
        Failure::Stalled => ("The server stopped answering", "Nothing came for half a minute. Try again."),
        Failure::CutOff => (
            "The dataset is cut off",
            "The file ends before it is complete. Try again; if it stays so, the publisher has to upload it anew.",
        ),
        Failure::Html => (
            "There is a web page where the dataset should be",
            "The server answered with HTML. Often a missing file is answered with the front page: check that data/dataset.json was uploaded.",
        ),
        Failure::NotJson(place) => {
            return ("The dataset is not valid JSON".to_owned(), format!("The publisher has to mend it: {place}"));
        }
        Failure::OtherFormat(detail) => {
            return (
                "The dataset is of a format that this page does not read".to_owned(),
                format!("{detail} If the page was changed a moment ago, load it again; else it has to be updated."),
            );
        }
    };
    (what.to_owned(), way.to_owned())
}
