//! The words that no first view needs: taking along, saved selections, new versions. Of English they are
//! apart from the others, so that the first view does not carry them; of any other language they stand in
//! the same file, behind the others.

use super::phrase::Part;
use super::{Catalogue, check, languages, later_en};

/// The words, in the language of a catalogue.
#[derive(Clone, Copy)]
pub struct Later<'c> {
    words: &'c Catalogue,
    entries: &'static [&'static str; COUNT],
}

catalogue! {
    Later<'_> =>
    // files, print and embedding
    take_along(n: usize);
    all_shown;
    format[usize: csv schema json calendar bibtex references counts dossier];
    format_about[usize: csv schema json calendar bibtex references counts dossier];
    print;
    print_about;
    too_many(most: usize);
    embed;
    embed_about;
    making(done: usize, all: usize);
    stop;
    made(file: &str, n: usize, size: &str);
    save_again;
    not_made;
    no_event;
    meetings_left_out(n: usize);
    facts_left_out(n: usize);
    undated;
    no_day;
    withdrawn;
    sources;
    as_of(date: &str);
    calendar_facts(n: usize);
    calendar_left_out(n: usize);
    calendar_more(n: usize);
    calendar_lacks;
    // citation and links
    citation;
    version(day: &str);
    version_of(day: &str);
    seen_on(link: &str, day: &str);
    bibtex;
    digest;
    digesting;
    copy(what: &str);
    copied;
    by_hand;
    whatever_became;
    replaced;
    other_data;
    add_to_calendar;
    mistake(id: &str);
    whole_page;
    // saved selections
    selections;
    selections_about(most: usize);
    selection_name;
    save_selection;
    saving;
    full_list(most: usize);
    none_saved;
    records_seen(n: usize, day: &str);
    too_large(most: usize);
    rename;
    rename_what(name: &str);
    remove_saved;
    remove_what(name: &str);
    mark_seen;
    forget;
    forgotten;
    changes(added: usize, changed: usize, removed: usize);
    no_changes;
    then_and_now(before: usize, now: usize);
    added;
    changed;
    removed;
    news_since(day: &str, what: &str, name: &str);
    which;
    data_changed(day: &str);
    look;
    looking;
    unreachable;
    forbidden;
    no_room;
    other_version;
    damaged;
    // pages of more than one
    is_part_of(one: &str, other: &str);
    semicolon(one: &str, other: &str);
    // the page itself
    newer;
    reload;
    offline(day: &str);
}

/// English, for the checks.
pub const ENGLISH: [&str; COUNT] = later_en::EN.in_order();

static LINES: [u8; languages::length(&ENGLISH)] = languages::lines(&ENGLISH);

thread_local! {
    static SPLIT: &'static [&'static str; COUNT] = {
        let mut entries = Box::new([""; COUNT]);
        languages::split(&LINES, &mut *entries);
        Box::leak(entries)
    };
}

impl Catalogue {
    /// The words that no first view needs. What looks for them is a function of its own and large enough to
    /// be moved out of the first view, with the English that only it reads.
    #[inline(always)]
    pub fn later(&self) -> Later<'_> {
        Later { words: self, entries: entries_of(self) }
    }
}

#[inline(never)]
fn entries_of(words: &Catalogue) -> &'static [&'static str; COUNT] {
    match words.further.first_chunk() {
        Some(own) => own,
        None => SPLIT.with(|english| *english),
    }
}

impl Later<'_> {
    fn say(&self, phrase: &str, parts: &[Part<'_>]) -> String {
        self.words.say(phrase, parts)
    }

    fn entry(&self, at: usize) -> &'static str {
        self.entries.get(at).copied().unwrap_or_default()
    }
}

/// Where an entry stands, or the first of several of that name.
const fn place(name: &str) -> usize {
    check::place(&KEYS, name)
}
