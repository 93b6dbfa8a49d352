//! Loading, failure, nothing found.

use whomet::query::{Act, Chip, update};

use super::chips::chip_name;
use super::coverage::why_empty;
use super::parts::{button, heading, in_phrase, link, quiet, readers_word};
use crate::app::asking::Counted;
use crate::app::boot;
use crate::app::el::{El, Parts, el, of};
use crate::app::i18n::{Catalogue, Failed};
use crate::app::keep::reload;
use crate::app::pieces::Why;
use crate::app::state::{Failure, Missing, Page, Progress};

/// The frame of the page with grey bars, before it is known in which language to say anything.
pub fn speechless() -> El {
    frame(el("MAIN").attr("aria-busy", "true").with((of("H1", "heard").with("Whomet"), ghosts())))
}

fn frame(main: El) -> El {
    let masthead = of("HEADER", "masthead").with((of("DIV", "ghost title"), of("DIV", "ghost")));
    of("DIV", "page skeleton").with((masthead, main))
}

fn ghosts() -> Vec<El> {
    (0..5).map(|_| of("DIV", "ghost card")).collect()
}

/// The frame of the page with grey bars, and what is being done.
pub fn loading(page: Page) -> El {
    let words = page.words();
    let what = move || match page.progress.get() {
        Progress::Fetched(0, _) => words.loading().to_owned(),
        Progress::Fetched(got, None) => words.fetched(&size(words, got)),
        Progress::Fetched(got, Some(all)) => words.fetched_of(&size(words, got), &size(words, all)),
        Progress::Read(done, all) => words.reading(done, all),
        Progress::Indexed(done, all) => words.indexing(done, all),
    };
    let bar = el("PROGRESS").attr("aria-label", words.loading()).attr("max", "100");
    let bar = bar.attr_live("value", move || share(page.progress.get()).map(|share| share.to_string()));
    let main = el("MAIN").attr("aria-busy", "true").with(of("H1", "heard").with("Whomet"));
    frame(main.with((el("P").attr("role", "status").live(what), bar, ghosts())))
}

/// How much of the way is done, in hundredths: half of it is fetching, most of the rest reading. `None` if that cannot be known.
fn share(progress: Progress) -> Option<usize> {
    match progress {
        Progress::Fetched(got, all) => all.map(|all| got * 50 / all.max(1)),
        Progress::Read(done, all) => Some(50 + done * 40 / all.max(1)),
        Progress::Indexed(done, all) => Some(90 + done * 10 / all.max(1)),
    }
}

/// What went wrong, and a way on.
pub fn failed(page: Page, failure: &Failure) -> El {
    let words = page.words();
    let (failed, detail) = reason(failure);
    let what = words.failed(failed);
    page.set_title(what);
    let way = match failed {
        Failed::NotJson | Failed::OtherFormat => {
            el("P").with(in_phrase(&words.way_on(failed, "{0}"), [readers_word(page, detail)]))
        }
        _ => el("P").with(words.way_on(failed, &detail)),
    };
    let alert = el("DIV").attr("role", "alert").with((heading(what), way));
    let again = button("strong", words.try_again(), move || boot::start(page));
    of("DIV", "page").with(of("MAIN", "failure").with((alert, el("P").with(again))))
}

/// Why there is nothing to show, and what else is known of it.
fn reason(failure: &Failure) -> (Failed, String) {
    let plain = match failure {
        Failure::Refused(status) => return (Failed::Refused, status.to_string()),
        Failure::NotJson(place) => return (Failed::NotJson, place.clone()),
        Failure::OtherFormat(detail) => return (Failed::OtherFormat, detail.clone()),
        Failure::Broken(path) => return (Failed::Broken, path.clone()),
        Failure::Missing => Failed::Missing,
        Failure::Offline => Failed::Offline,
        Failure::Unreachable => Failed::Unreachable,
        Failure::Stalled => Failed::Stalled,
        Failure::CutOff => Failed::CutOff,
        Failure::Html => Failed::Html,
    };
    (plain, String::new())
}

/// What is drawn, if all that it reads is there; else that it is being fetched, or that it cannot be.
pub fn when_there<P: Parts>(page: Page, draw: impl FnOnce() -> P) -> (Option<P>, Option<El>) {
    let parts = draw();
    match lacking(page, &page.missing()) {
        None => (Some(parts), None),
        waiting => (None, waiting),
    }
}

/// A card, if all that it shows is there.
pub fn card_or_waiting(page: Page, card: El) -> El {
    if page.loaded().is_whole() {
        return card;
    }
    match page.missing() {
        Missing::Nothing => card,
        Missing::Waiting | Missing::Words => ghost(),
        broken => lacking(page, &broken).unwrap_or(card),
    }
}

/// What stands in the place of a card.
pub fn ghost() -> El {
    of("DIV", "ghost card waiting")
}

/// True if something that was read is being fetched.
pub fn is_coming(page: Page) -> bool {
    !page.loaded().is_whole() && page.missing() == Missing::Waiting
}

/// A word that something is being fetched, or cannot be, with a way on; nothing if nothing is missing.
pub fn lacking(page: Page, missing: &Missing) -> Option<El> {
    let words = page.words();
    match missing {
        Missing::Nothing => None,
        Missing::Waiting => Some(of("P", "waiting").attr("role", "status").with(words.fetching())),
        Missing::Words => Some(of("P", "waiting").attr("role", "status").with(words.search_waits())),
        Missing::Broken(path) => {
            let again = || button("plain", words.try_again(), move || page.try_again());
            let (what, way) = match page.queue.why.get() {
                Why::Damaged => (words.piece_broken(path).to_owned(), again()),
                Why::Unreachable => (words.failed(Failed::Unreachable).to_owned(), again()),
                Why::Replaced => (words.later().replaced().to_owned(), button("plain", words.later().reload(), reload)),
            };
            Some(of("P", "notice").attr("role", "alert").with((what, " ", way)))
        }
    }
}

/// The name by which the focus finds the place of a part of the answer that is counted by itself.
pub fn part_id(part: usize) -> String {
    Page::id_of_part(part)
}

/// Why a part of the answer is not shown, and a way on; nothing if it is.
pub fn uncounted(page: Page, part: usize) -> Option<El> {
    let words = page.words();
    match &*page.counted[part].read() {
        Counted::Here => None,
        Counted::Coming => Some(quiet(words.counting())),
        Counted::Offered(bytes) => {
            Some(button("plain", words.count_for(&size(words, *bytes)), move || page.count_anyway(part)))
        }
        Counted::Broken(path) => lacking(page, &Missing::Broken(path.clone())),
    }
}

/// Nothing matches: which filter to drop, and what that would bring.
pub fn nothing_found(page: Page) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let query = page.filter.peek().clone();
    let way = |chip: Chip| {
        let count = page.count(&update(&query, Act::ReaderRemoved(chip.clone())));
        let name = chip_name(page, loaded, &chip).text;
        let href = page.href(Act::ReaderRemoved(chip));
        (count > 0).then(|| el("LI").with((link(href, words.without(&name)), " ", quiet(words.in_records(count)))))
    };
    let instead = |label: &dyn Fn(&str) -> String, act: Act| {
        let next = update(&query, act.clone());
        let count = page.count(&next);
        let line = link(page.href(act), label(&next.words));
        (count > 0).then(|| el("LI").with((line, " ", quiet(words.in_records(count)))))
    };
    let meant = loaded.engine().did_you_mean(&query);
    let meant = meant.and_then(|typed| instead(&|meant| words.did_you_mean(meant), Act::ReaderTyped(typed)));
    let alike =
        query.exact.then(|| instead(&|_| words.also_alike().to_owned(), Act::ReaderChoseExact(false))).flatten();
    let ways = query.chips().into_iter().filter_map(way);
    let ways: Vec<El> = meant.into_iter().chain(alike).chain(ways).collect();
    let ways = (!ways.is_empty()).then(|| (el("P").with(words.drop_a_filter()), el("UL").with(ways)));
    // who asks for a period wants to know whether it is covered; who does not, what to ask instead
    let why = why_empty(page, &query);
    let (before, after) = if query.is_timed() { (why, None) } else { (None, why) };
    of("DIV", "nothing").with((
        el("H2").with(words.nothing_found()),
        before,
        ways,
        after,
        el("P").with(button("strong", words.clear_all(), move || page.act(Act::ReaderCleared))),
    ))
}

pub fn size(words: &Catalogue, bytes: usize) -> String {
    match bytes {
        0..1_000_000 => words.kilobytes(&words.number((bytes as u64 / 1_000).max(1))),
        _ => words.megabytes(&words.decimal((bytes / 100_000) as f64 / 10.0)),
    }
}
