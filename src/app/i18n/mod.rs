//! Every word of the interface.
//!
//! A [`Catalogue`] is a struct, so a language that lacks a word does not compile. Sentences with a
//! number in them are functions: each language knows its own plurals.

mod dates;
mod en;

pub use dates::{card_date, decimal, long_date, moment};
pub use en::EN;

use crate::app::state::Failure;
use whomet::engine::How;
use whomet::model::{Confidence, EntityKind, Lang, Side, Status};
use whomet::query::{Facet, Sort};

/// The interface in one language.
pub struct Catalogue {
    /// Its tag.
    pub lang: Lang,
    // search and results
    pub search: &'static str,
    pub search_hint: &'static str,
    pub suggestions: &'static str,
    pub word: &'static str,
    pub exactly: &'static str,
    pub how: fn(How) -> Option<&'static str>,
    pub did_you_mean: fn(&str) -> String,
    pub also_alike: &'static str,
    pub results: &'static str,
    pub skip_to_results: &'static str,
    pub filters: &'static str,
    pub filters_on: fn(usize) -> String,
    pub active_filters: &'static str,
    pub remove: fn(&str) -> String,
    pub without: fn(&str) -> String,
    pub clear_all: &'static str,
    pub sort: &'static str,
    pub sorts: fn(Sort) -> &'static str,
    pub copy_link: &'static str,
    pub link_copied: &'static str,
    pub copy_by_hand: &'static str,
    pub cite: &'static str,
    pub cite_text: fn(&Citation) -> String,
    pub copied: &'static str,
    pub close: &'static str,
    pub count_of: fn(usize, usize) -> String,
    pub uncertain: fn(usize) -> String,
    pub counts: fn(usize, usize, usize) -> String,
    pub updated: fn(&str) -> String,
    pub show_more: fn(usize) -> String,
    pub next_page: fn(usize) -> String,
    pub previous_page: fn(usize) -> String,
    pub showing: fn(usize, usize, usize) -> String,
    // facets
    pub facet: fn(Facet) -> &'static str,
    pub search_values: fn(Facet, usize) -> String,
    pub search_in: fn(Facet) -> String,
    pub no_value: &'static str,
    pub no_values: &'static str,
    pub more_values: &'static str,
    pub fewer_values: &'static str,
    pub exclude: fn(&str) -> String,
    pub excluded: fn(&str) -> String,
    pub meeting: &'static str,
    pub fact: &'static str,
    // timeline
    pub timeline: &'static str,
    pub timeline_hint: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub moment_help: &'static str,
    pub bar: fn(&str, u32, u32) -> String,
    pub before: fn(&str) -> String,
    pub after: fn(&str) -> String,
    pub undated_count: fn(u32) -> String,
    pub any_time: &'static str,
    // dates
    pub months: [&'static str; 12],
    pub months_short: [&'static str; 12],
    pub seasons: [&'static str; 4],
    pub day_unknown: &'static str,
    pub about: fn(&str) -> String,
    pub perhaps: fn(&str) -> String,
    pub decade: fn(i32) -> String,
    pub century: fn(i32) -> String,
    pub since: fn(&str) -> String,
    pub until: fn(&str) -> String,
    pub number: fn(u64) -> String,
    pub decimal_mark: char,
    // records
    pub with: &'static str,
    pub remote: &'static str,
    pub as_of: &'static str,
    pub no_date: &'static str,
    pub status: fn(Status) -> &'static str,
    pub confidence: fn(Confidence) -> &'static str,
    pub evidence: fn(usize) -> String,
    pub evidence_label: &'static str,
    pub no_evidence: &'static str,
    pub published: &'static str,
    pub retrieved: &'static str,
    pub archived: &'static str,
    pub source_language: &'static str,
    pub note: &'static str,
    pub participants: &'static str,
    pub name: &'static str,
    pub role: &'static str,
    pub side: &'static str,
    pub sides: fn(&Side) -> &str,
    pub points: &'static str,
    pub outcomes: &'static str,
    pub topics: &'static str,
    pub when: &'static str,
    pub place: &'static str,
    pub kind: &'static str,
    pub related: &'static str,
    pub other_values: &'static str,
    pub values_differ: fn(usize) -> String,
    pub report_record: &'static str,
    // entities
    pub entity: fn(EntityKind) -> &'static str,
    pub also_known_as: &'static str,
    pub names: &'static str,
    pub country: &'static str,
    pub part_of: &'static str,
    pub has_parts: &'static str,
    pub website: &'static str,
    pub identifiers: &'static str,
    pub unlisted: &'static str,
    pub facts: &'static str,
    pub value: &'static str,
    pub meetings: &'static str,
    pub no_meetings: &'static str,
    pub meets_most: &'static str,
    pub people: &'static str,
    pub organisations: &'static str,
    pub in_records: fn(usize) -> String,
    pub all_in_explore: fn(usize) -> String,
    pub back_to_results: fn(usize) -> String,
    pub joint: fn(&str, &str) -> String,
    pub never_met: &'static str,
    pub compared: &'static str,
    // about the data
    pub about_data: &'static str,
    pub publisher: &'static str,
    pub licence: &'static str,
    pub last_change: &'static str,
    pub coverage: &'static str,
    pub contents: &'static str,
    pub report: &'static str,
    pub report_hint: &'static str,
    pub download: &'static str,
    pub left_out: fn(usize) -> String,
    pub kept_but: fn(usize) -> String,
    pub nothing_left_out: &'static str,
    pub partly_read: fn(usize) -> String,
    pub see_what: &'static str,
    pub line: fn(u32, u32) -> String,
    pub not_stated: &'static str,
    // states
    pub loading: &'static str,
    pub loading_bytes: fn(&str, Option<&str>) -> String,
    pub reading: fn(usize, usize) -> String,
    pub indexing: fn(usize, usize) -> String,
    pub nothing_found: &'static str,
    pub drop_a_filter: &'static str,
    pub not_in_data: fn(EntityKind, &str) -> String,
    pub no_such_record: fn(&str) -> String,
    pub unknown_value: fn(Facet, &str) -> String,
    pub bad_link: fn(&str, &str) -> String,
    pub dismiss: &'static str,
    pub try_again: &'static str,
    pub failure: fn(&Failure) -> (String, String),
    // help
    pub help: &'static str,
    pub help_lines: [(&'static str, &'static str); 8],
}

/// What a citation says.
pub struct Citation {
    /// The title of the dataset, or of the record.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// When the dataset was last changed.
    pub updated: String,
    /// How many records, if it is a selection.
    pub count: Option<(usize, usize)>,
    /// The link.
    pub link: String,
}
