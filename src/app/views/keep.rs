//! Saved selections: the dialog, and the notices of what is new, of a new version, and of kept data.
//!
//! What the first view calls is never inlined, so that it can come after it.

use whomet::keep::{Changes, Kept, MOST, Trace};
use whomet::model::PartialDate;
use whomet::query::{Open, Query};

use super::chips::chip_name;
use super::parts::{button, link, quiet};
use crate::app::el::{El, el, of};
use crate::app::i18n::{Between, long_date};
use crate::app::keep::{Keep, News, Trouble, is_of, most_records, reload, said, selection, typed};
use crate::app::state::Page;

/// How many selections with something new are told of at once.
const TOLD: usize = 3;
/// How many records of each sort are listed at once.
const LISTED: usize = 50;

/// The button among the tools of the results, and of the page of an entity.
pub fn open_button(page: Page) -> El {
    button("tool", page.words().saved(), || Keep.open_dialog())
}

// ---- notices ----

/// What there is to say, under the masthead.
#[inline(never)]
pub fn notices(page: Page) -> El {
    el("DIV").live(move || (kept_data(page), newer(page), told(page)))
}

fn kept_data(page: Page) -> Option<El> {
    let moment = said("kept")?;
    let day = day(page, moment.get(..10).unwrap_or_default());
    Some(of("P", "notice").attr("role", "status").with(page.words().later().offline(&day)))
}

fn newer(page: Page) -> Option<El> {
    said("newer")?;
    let words = page.words().later();
    let reload = button("plain", words.reload(), reload);
    Some(of("P", "notice").attr("role", "status").with((words.newer(), " ", reload)))
}

/// What is new in the selections.
fn told(page: Page) -> Option<El> {
    let words = page.words().later();
    if Keep.dismissed.get() {
        return None;
    }
    let all = Keep.all.read();
    let news = Keep.news.read();
    let new =
        all.iter().filter_map(|kept| Some((kept, news.iter().find(|it| is_of(it, kept) && it.is_some(&kept.look))?)));
    let line = |(kept, news): (&Kept, &News)| {
        let line = words.news_since(&day(page, &kept.look.day), &summed(page, kept, news), &kept.name);
        el("SPAN").attr("dir", "auto").with((line, " "))
    };
    let lines: Vec<El> = new.take(TOLD).map(line).collect();
    let dismiss = button("plain", page.words().dismiss(), move || {
        Keep.dismissed.set(true);
        page.catch_focus("#main");
    });
    if !lines.is_empty() {
        let see = button("plain", words.which(), || Keep.open_dialog());
        return Some(of("P", "notice").attr("role", "status").with((lines, see, dismiss)));
    }
    // of a pack, what is new is looked for when it is asked for
    let since = all.first().filter(|_| Keep.unseen.get() && !Keep.busy.get())?;
    let look = button("plain", words.look(), || Keep.look_now());
    let line = words.data_changed(&day(page, &since.look.day));
    Some(of("P", "notice").attr("role", "status").with((line, " ", look, dismiss)))
}

fn summed(page: Page, kept: &Kept, news: &News) -> String {
    let words = page.words().later();
    match &news.changes {
        Some(Changes { added, changed, removed }) => words.changes(added.len(), changed.len(), removed.len()),
        None => words.then_and_now(kept.look.count, news.now.count),
    }
}

fn day(page: Page, day: &str) -> String {
    PartialDate::parse(day).map_or(day.to_owned(), |date| long_date(page.words(), &date))
}

// ---- the dialog ----

/// Title and content.
pub fn content(page: Page) -> (String, El) {
    let words = page.words().later();
    let about = el("P").with(quiet(words.selections_about(MOST)));
    let list = of("DIV", "kept").live(move || list(page));
    (words.selections().to_owned(), el("DIV").with((about, trouble(page), save(page), list, foot(page))))
}

fn trouble(page: Page) -> El {
    el("DIV").live(move || {
        let words = page.words().later();
        let why = match (*Keep.trouble.read())? {
            Trouble::Forbidden => words.forbidden(),
            Trouble::Full => words.no_room(),
            Trouble::Other => words.other_version(),
            Trouble::Damaged => words.damaged(),
            Trouble::Unreachable => words.unreachable(),
        };
        Some(of("P", "notice").attr("role", "alert").with(why))
    })
}

/// Saves the selection: what the filters show, or what is filed under an entity.
fn save(page: Page) -> El {
    let words = page.words().later();
    let filters: Vec<String> =
        selection().chips().iter().map(|chip| chip_name(page, page.loaded(), chip).text).collect();
    let proposed = match &filters[..] {
        [] => page.loaded().about().title.pick(page.lang()).1.to_owned(),
        filters => filters.join(page.words().between(Between::Things)),
    };
    let count = count(page);
    let large = (count > most_records()).then(|| el("P").with(quiet(words.too_large(most_records()))));
    let form = of("DIV", "naming").live(move || {
        if matches!(*Keep.trouble.read(), Some(Trouble::Forbidden | Trouble::Other | Trouble::Damaged)) {
            return None;
        }
        if Keep.all.read().len() >= MOST {
            return Some((el("P").attr("id", "keep-name").attr("tabindex", "-1").with(words.full_list(MOST)), None));
        }
        let label = el("LABEL").attr("for", "keep-name").with(words.selection_name());
        let input = name_field(&proposed).attr("id", "keep-name").on("keydown", |event| {
            if event.key() == "Enter" {
                event.prevent();
                Keep.save(&event.value());
            }
        });
        let busy = Keep.busy.get();
        let make = button("tool", if busy { words.saving() } else { words.save_selection() }, || {
            Keep.save(&typed("keep-name"))
        });
        let make = make.attr_some("aria-disabled", busy.then(|| "true".to_owned()));
        Some((of("DIV", "field").with((label, input)), Some(make)))
    });
    el("DIV").with((large, form))
}

/// How many records the selection has.
fn count(page: Page) -> usize {
    let loaded = page.loaded();
    match &*page.open.peek() {
        Some(Open::Entity(kind, id)) => {
            loaded.find_entity(*kind, id).map_or(0, |id| loaded.engine().records_under(id).len())
        }
        _ => page.answer.peek().as_ref().map_or(0, |answer| answer.count),
    }
}

fn name_field(value: &str) -> El {
    el("INPUT")
        .attr("type", "text")
        .attr("maxlength", "80")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("value", value.to_owned())
}

fn list(page: Page) -> El {
    let words = page.words().later();
    let all = Keep.all.read();
    if all.is_empty() {
        return el("P").with(quiet(words.none_saved()));
    }
    let renaming = Keep.renaming.get();
    let news = Keep.news.read();
    let item = |(at, kept): (usize, &Kept)| {
        let new = news.iter().find(|it| is_of(it, kept));
        el("LI").with((row(page, at, kept, renaming == Some(at)), new.map(|new| what_is_new(page, kept, new))))
    };
    el("UL").attr("aria-label", words.selections()).with(all.iter().enumerate().map(item).collect::<Vec<_>>())
}

fn row(page: Page, at: usize, kept: &Kept, renaming: bool) -> El {
    let words = page.words().later();
    let seen = words.records_seen(kept.look.count, &day(page, &kept.look.day));
    let close = |_| Page.taking.set(0);
    let open =
        link(page.href_list(Query::from_link(&kept.link).0), kept.name.clone()).attr("dir", "auto").on("click", close);
    let (one, other) = (kept.clone(), kept.clone());
    if renaming {
        let field = name_field(&kept.name).attr("id", "keep-other").attr("aria-label", words.selection_name());
        let save = button("tool", words.rename(), move || Keep.rename(&one, &typed("keep-other")));
        return of("DIV", "naming").with((field, save));
    }
    let rename = button("plain", words.rename(), move || {
        Keep.renaming.set(Some(at));
        page.focus("#keep-other");
    });
    let rename = rename.attr("aria-label", words.rename_what(&kept.name));
    let remove = button("plain", words.remove_saved(), move || Keep.remove(&other));
    let remove = remove.attr("aria-label", words.remove_what(&kept.name));
    of("DIV", "row").with((of("DIV", "what").with((open, quiet(seen))), rename, remove))
}

fn what_is_new(page: Page, kept: &Kept, news: &News) -> El {
    let words = page.words().later();
    if !news.is_some(&kept.look) {
        return el("P").with(quiet(words.no_changes()));
    }
    let line = el("P").with(el("B").with(summed(page, kept, news)));
    let lists = news.changes.as_ref().map(|Changes { added, changed, removed }| {
        (
            traces(page, words.added(), added, true),
            traces(page, words.changed(), changed, true),
            traces(page, words.removed(), removed, false),
        )
    });
    of("DIV", "new").with((line, lists.map(|(added, changed, removed)| el("DIV").with((added, changed, removed)))))
}

/// Records with a heading, as links if they are still there.
fn traces(page: Page, heading: &'static str, traces: &[Trace], there: bool) -> Option<El> {
    let item = |it: &Trace| {
        let open = if it.is_fact { Open::Fact(it.id.clone()) } else { Open::Meeting(it.id.clone()) };
        let title = if there {
            let query = Query { open: Some(open), ..Query::default() };
            link(page.href_list(query), it.title.clone()).on("click", |_| Page.taking.set(0))
        } else {
            el("SPAN").with(if it.title.is_empty() { it.id.clone() } else { it.title.clone() })
        };
        el("LI").with(title.attr("dir", "auto"))
    };
    let items: Vec<El> = traces.iter().take(LISTED).map(item).collect();
    let more = (traces.len() > LISTED)
        .then(|| el("LI").with(page.words().brackets("…", &page.words().number(traces.len() as u64))));
    (!traces.is_empty()).then(|| el("SECTION").with((el("H3").with(heading), el("UL").with((items, more)))))
}

/// What concerns all of them.
fn foot(page: Page) -> El {
    let words = page.words().later();
    let seen = move || {
        let new = !Keep.news.read().is_empty();
        new.then(|| button("tool", words.mark_seen(), || Keep.mark_seen()))
    };
    let look =
        move || (Keep.unseen.get() && !Keep.busy.get()).then(|| button("tool", words.look(), || Keep.look_now()));
    let busy = el("SPAN").attr("role", "status").live(move || Keep.busy.get().then_some(words.looking()));
    of("DIV", "all").with((
        el("SPAN").live(look),
        el("SPAN").live(seen),
        busy,
        button("tool", words.forget(), || Keep.forget()),
    ))
}
