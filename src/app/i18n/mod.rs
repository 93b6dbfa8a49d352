//! Every word of the interface.
//!
//! A [`Catalogue`] has all that a language has to say. English is written in `en.rs`, as a struct; every
//! other language is a file of `public/lang`, fetched if it is wanted. What is missing in one of them, or
//! has other parts than in English, does not compile (`check.rs`). Plurals, numbers and the order of
//! names are the browser's business. The entries below are those that a first view may need; `later.rs` has
//! the others, which stand behind them in the same file, and `rules.rs` those for problems of the data.

#[macro_use]
mod table;

mod check;
mod cite;
mod dates;
mod en;
mod languages;
mod later;
mod later_en;
mod phrase;
mod readable;
mod rules;
mod says;

#[cfg(test)]
pub use check::wrong_with;
pub use cite::Citation;
pub use dates::{card_date, long_date, moment, period, short_date};
pub use en::EN;
#[cfg(test)]
pub use languages::{ALL_KEYS, english_file};
pub use languages::{LANGUAGES, choose, name_of};
pub use says::Says;

use phrase::Part;
use whomet::engine::{Covered, How};
use whomet::model::{Confidence, EntityKind, Lang, Side, Status};
use whomet::query::{Facet, Sort, View};

/// The interface in one language.
pub struct Catalogue {
    /// Its tag.
    pub lang: Lang,
    entries: &'static [&'static str; COUNT],
    /// What stands behind them in a file; nothing in English, see `later.rs`.
    further: &'static [&'static str],
    tools: &'static Tools,
}

/// What the browser knows of languages. Each asks for a tag first.
pub struct Tools {
    /// A number in digits.
    pub number: fn(&str, f64) -> String,
    /// The case of a number: `one`, `few`, `many`, `other` and so on.
    pub plural: fn(&str, f64) -> String,
}

/// Why there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    Missing,
    Refused,
    Offline,
    Unreachable,
    Stalled,
    CutOff,
    Html,
    NotJson,
    OtherFormat,
    Broken,
}

catalogue! {
    Catalogue =>
    // the language: its name in itself, the tag by which the browser knows it, the direction of writing,
    // and the cases of a number (`Intl.PluralRules`) in the order in which forms of words stand in phrases
    name;
    locale;
    direction;
    plurals;
    language;
    language_missing(wanted: &str, shown: &str);
    // search and results
    search;
    search_hint;
    suggestions;
    word;
    exactly;
    how_stem;
    how_script;
    how_spelling;
    found_by_name;
    found_in_text;
    did_you_mean(words: &str);
    also_alike;
    results;
    skip_to_results;
    filters;
    filters_on(n: usize);
    active_filters;
    remove(what: &str);
    without(what: &str);
    clear_all;
    sort;
    sorts[Sort: newest oldest relevance];
    copy_link;
    link_copied;
    copy_by_hand;
    cite;
    export;
    close;
    count_of(count: usize, total: usize);
    counts(meetings: usize, facts: usize, organisations: usize);
    updated(date: &str);
    show_more(n: usize);
    next_page(n: usize);
    previous_page(n: usize);
    showing(first: usize, last: usize, count: usize);
    // facets
    facet[Facet: kind organisation person topic place country language source year];
    facet_word[Facet: kind organisation person topic place country language source year];
    search_values[Facet: kind organisation person topic place country language source year](n: usize);
    search_in[Facet: kind organisation person topic place country language source year];
    no_value;
    no_values;
    more_values;
    fewer_values;
    exclude(name: &str);
    excluded(name: &str);
    meeting;
    fact;
    // timeline
    timeline;
    timeline_hint;
    from;
    to;
    moment_help;
    bar(when: &str, n: u32);
    bar_vague(when: &str, n: u32, vague: u32);
    bar_records;
    bar_not_to_the_day;
    before(year: &str);
    after(year: &str);
    undated_count(n: u32);
    any_time;
    period_from;
    period_to;
    zoom_in;
    zoom_out;
    zoom_all;
    zoom_shows(when: &str);
    presets;
    preset_year(year: &str);
    preset_months(when: &str);
    preset_term(what: &str, when: &str);
    term_meetings;
    only_certain;
    certain_and_possible(certain: usize, possible: usize);
    no_date_bar;
    // dates: names of months and seasons as they stand beside a day or after `since` and `until`, and by
    // themselves; the parts of `day_of` are day, month and year
    months[usize: january february march april may june july august september october november december];
    months_alone[usize: january february march april may june july august september october november december];
    months_short[usize: january february march april may june july august september october november december];
    months_short_alone[usize: january february march april may june july august september october november december];
    seasons[usize: spring summer autumn winter];
    seasons_alone[usize: spring summer autumn winter];
    day_of(day: &str, month: &str, year: &str);
    days_of(first: &str, last: &str, month: &str, year: &str);
    days_of_months(first: &str, month: &str, last: &str, last_month: &str, year: &str);
    month_of(month: &str, year: &str);
    year_of(year: &str);
    decade(year: &str);
    decade_alone(year: &str);
    century(first: &str, last: &str);
    range(from: &str, to: &str);
    about(date: &str);
    perhaps(date: &str);
    perhaps_about(date: &str);
    since(date: &str);
    until(date: &str);
    card_day(day: &str);
    card_days(first: &str, last: &str);
    card_months(first: &str, last: &str, year: &str);
    card_month(year: &str);
    card_year(year: &str);
    // what stands between things, and between sentences
    comma(one: &str, other: &str);
    sentences(one: &str, other: &str);
    colon(one: &str, other: &str);
    brackets(before: &str, text: &str);
    kilobytes(n: &str);
    megabytes(n: &str);
    counting;
    count_for(size: &str);
    // records
    with;
    remote;
    no_date;
    status[Status: announced held cancelled withdrawn];
    confidence[Confidence: high medium low];
    evidence_count(n: usize);
    evidence_label;
    no_evidence;
    of_whole_record;
    unsaid_confidence;
    over_time;
    over_time_hint;
    as_table;
    published;
    published_label;
    retrieved;
    archived;
    source_language(language: &str);
    note;
    participants;
    role;
    side;
    side_host;
    side_guest;
    points;
    outcomes;
    topics;
    when;
    place;
    kind;
    related;
    other_values;
    values_differ(n: usize);
    report_record;
    // entities
    entity[EntityKind: organisation person topic place];
    person_name;
    also_known_as;
    names;
    country;
    part_of;
    has_parts;
    website;
    identifiers;
    unlisted;
    facts;
    value;
    meetings;
    no_meetings;
    meets_most;
    people;
    organisations;
    in_records(n: usize);
    all_in_explore(n: usize);
    back_to_results(n: usize);
    joint(one: &str, other: &str);
    never_met;
    pair_of(one: &str, other: &str);
    choose_pair;
    choose_hint;
    one_organisation;
    other_organisation;
    further_organisation;
    no_such_name;
    itself;
    joint_meetings(n: usize);
    not_held(n: usize);
    undated_meetings(n: usize);
    first_meeting;
    last_meeting;
    longest_gap;
    first_open;
    last_open;
    gap_exact(days: u32);
    gap_at_least(days: u32);
    gap_about(days: u32);
    gap_open;
    also_there;
    say_of_each_other;
    compare_these;
    take_out(name: &str);
    by_year;
    in_common;
    topics_in_common;
    none_in_common;
    no_facts;
    view;
    views[View: cards table network matrix years];
    whom_it_meets;
    without_picture;
    network_hint;
    network_scope;
    network_none;
    network_counts(meetings: usize);
    network_shown(organisations: usize, all: usize, pairs: usize, met: usize);
    node(name: &str, n: usize);
    edge(one: &str, other: &str, n: usize);
    joint_column;
    matrix_hint;
    matrix_none;
    matrix_more(rows: usize, columns: usize);
    years_cut(n: usize);
    and_more(n: usize);
    all_of_them;
    cell(row: &str, column: &str, n: u32);
    compared;
    // about the data
    about_data;
    publisher;
    licence;
    last_change;
    coverage;
    contents;
    report;
    report_hint;
    download;
    left_out(n: usize);
    kept_but(n: usize);
    nothing_left_out;
    partly_read(n: usize);
    see_what;
    line(line: u32, column: u32);
    not_stated;
    calendar;
    calendar_lead;
    covered[Covered: wholly partly not unsaid];
    month_holds(when: &str, certain: u32, possible: u32, covered: &str);
    years_hold_none(years: &str, covered: &str);
    calendar_cut;
    meetings_undated(n: u32);
    empty_because[Covered: wholly partly not unsaid](when: &str);
    quality;
    problems(n: usize, all: usize);
    search_problems;
    any_severity(n: usize);
    severity;
    rule;
    any_rule;
    open_record;
    problems_cut(n: usize);
    // states
    loading;
    fetched(got: &str);
    fetched_of(got: &str, all: &str);
    reading(done: usize, all: usize);
    indexing(done: usize, all: usize);
    preparing_search;
    search_waits;
    names_wait;
    nothing_found;
    drop_a_filter;
    not_in_data[EntityKind: organisation person topic place](id: &str);
    no_such_record(id: &str);
    unknown_value(facet: &str, id: &str);
    bad_link(key: &str, value: &str);
    dismiss;
    try_again;
    fetching;
    piece_broken(path: &str);
    crashed;
    load_again;
    failed[Failed: missing refused offline unreachable stalled cut_off html not_json other_format broken];
    way_on[Failed: missing refused offline unreachable stalled cut_off html not_json other_format broken](detail: &str);
    // help
    help;
    help_key[usize: search escape help words alike phrase without joined];
    help_text[usize: search escape help words alike phrase without joined];
    // saved selections
    saved;
}

/// How many lines the help has.
pub const HELP_LINES: usize = EN.help_key.len();

/// Where an entry stands, or the first of several of that name.
const fn place(name: &str) -> usize {
    check::place(&KEYS, name)
}

impl Catalogue {
    /// True if the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.direction() == "rtl"
    }

    /// A number in digits.
    pub fn number(&self, number: u64) -> String {
        self.decimal(number as f64)
    }

    /// A number in digits, with no more decimals than it has.
    pub fn decimal(&self, number: f64) -> String {
        (self.tools.number)(self.locale(), number)
    }

    /// Why a record matches, unless that is plain.
    pub fn how(&self, how: How) -> Option<&'static str> {
        match how {
            How::Exact | How::Prefix => None,
            How::Stem => Some(self.how_stem()),
            How::Script => Some(self.how_script()),
            How::Spelling => Some(self.how_spelling()),
        }
    }

    /// How much evidence there is.
    pub fn evidence(&self, n: usize) -> String {
        if n == 0 { self.evidence_label().to_owned() } else { self.evidence_count(n) }
    }

    /// On which side somebody was; a word of the publisher's own is no word of the interface.
    pub fn side_of(&self, side: &Side) -> Option<&'static str> {
        match side {
            Side::Host => Some(self.side_host()),
            Side::Guest => Some(self.side_guest()),
            Side::Other(_) => None,
        }
    }

    /// What stands between the two parts of a phrase that has nothing else.
    pub fn between(&self, phrase: Between) -> &'static str {
        let phrase = match phrase {
            Between::Things => self.entries[const { place("comma") }],
            Between::Sentences => self.entries[const { place("sentences") }],
            Between::NameAndMore => self.entries[const { place("colon") }],
        };
        phrase.get("{0}".len()..phrase.len() - "{1}".len()).unwrap_or_default()
    }

    fn entry(&self, at: usize) -> &'static str {
        self.entries.get(at).copied().unwrap_or_default()
    }
}

/// Two places where something has to stand between.
#[derive(Clone, Copy)]
pub enum Between {
    /// A comma with its space.
    Things,
    /// A full stop with its space.
    Sentences,
    /// A colon with its space.
    NameAndMore,
}
