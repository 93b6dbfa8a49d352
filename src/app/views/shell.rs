//! The frame: masthead, notices, what is open, footer, help.

use whomet::model::EntityKind;
use whomet::query::{Act, Open, Query};

use super::parts::{button, heading, link, text};
use super::{data, entity, explore, fact, meeting, pair, states};
use crate::app::el::{El, el, of};
use crate::app::i18n::long_date;
use crate::app::state::{Boot, Page};

/// The whole page.
pub fn root(page: Page) -> El {
    el("DIV").live(move || match page.boot.get() {
        Boot::Loading => states::loading(page),
        Boot::Failed(failure) => states::failed(page, &failure),
        Boot::Ready => ready(page),
    })
}

fn ready(page: Page) -> El {
    let main = el("MAIN").attr("id", "main").attr("tabindex", "-1").live(move || match &*page.open.read() {
        None => explore::explore(page),
        Some(open) => opened(page, open),
    });
    el("DIV").with((
        of("DIV", "page").with((masthead(page), notices(page), main, footer(page))),
        of("DIV", "toast").attr("role", "status").live(move || page.toast.get()),
        help(page),
    ))
}

/// The page that a link opens.
fn opened(page: Page, open: &Open) -> El {
    match open {
        Open::Meeting(id) => meeting::meeting_page(page, id),
        Open::Fact(id) => fact::fact_page(page, id),
        Open::Entity(kind, id) => entity::entity_page(page, *kind, id),
        Open::Pair(a, b) => pair::pair_page(page, a, b),
        Open::Compare(ids) => pair::compare_page(page, ids),
        Open::Data => data::data_page(page),
    }
}

/// Title and counts; on a page of its own, the way back.
fn masthead(page: Page) -> El {
    let words = page.words();
    let about = &page.loaded().dataset.about;
    let line = summary_line(page);
    let help = button("plain", "?", move || page.open_help()).attr("aria-label", words.help);
    let skip = link("#main", words.skip_to_results).attr("class", "skip");
    let nav = el("NAV").attr("aria-label", words.about_data).with((about_link(page), help));
    let title = el("DIV").live(move || {
        if page.open.read().is_none() {
            let lead = about.description.as_ref().map(|lead| of("P", "lead").with(text(page, lead)));
            (Some(heading(text(page, &about.title))), lead)
        } else {
            let home = link(page.href_list(Query::default()), text(page, &about.title));
            (None, Some(of("P", "home").with(home)))
        }
    });
    of("HEADER", "masthead").with((skip, of("DIV", "line").with((el("SPAN").with(line), nav)), title))
}

fn about_link(page: Page) -> El {
    let href = move || {
        page.query.track();
        Some(page.href_to(Open::Data))
    };
    el("A").attr_live("href", href).with(page.words().about_data)
}

/// What the dataset holds, in one line; every number is counted.
fn summary_line(page: Page) -> String {
    let words = page.words();
    let loaded = page.loaded();
    let dataset = &loaded.dataset;
    let organisations = dataset.entities.table(EntityKind::Organisation);
    let mut line = vec![(words.counts)(dataset.meetings.len(), dataset.facts.len(), organisations.len())];
    let days = dataset.meetings.iter().filter_map(|meeting| meeting.date.map(|date| date.order()));
    if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
        let (first, last) = (first.year(), last.year());
        line.push(if first == last { first.to_string() } else { format!("{first}–{last}") });
    }
    line.extend(dataset.about.updated.as_ref().map(|date| (words.updated)(&long_date(words, date))));
    line.join(" · ")
}

/// What in the link or in the data deserves a word.
fn notices(page: Page) -> El {
    let words = page.words();
    let left_out = page.loaded().troubles.iter().filter(|trouble| trouble.left_out).count();
    let lines = move || {
        let problems = page.link_problems.read();
        let mut lines: Vec<String> = problems.iter().map(|it| (words.bad_link)(&it.key, &it.value)).collect();
        if page.stage.get() > 0
            && let Some(answer) = &*page.answer.read()
        {
            lines.extend(answer.unknown.iter().map(|(facet, id)| (words.unknown_value)(*facet, id)));
        }
        lines
    };
    el("DIV").live(move || {
        let from_link = lines().into_iter().map(|line| of("P", "notice").attr("role", "alert").with(line));
        let from_data = (left_out > 0 && !page.dismissed.get()).then(|| {
            page.query.track();
            let see = link(page.href_to(Open::Data), words.see_what);
            let dismiss = button("plain", words.dismiss, move || {
                page.dismissed.set(true);
                page.catch_focus("#main");
            });
            of("P", "notice").attr("role", "status").with(((words.partly_read)(left_out), " ", see, dismiss))
        });
        (from_link.collect::<Vec<_>>(), from_data)
    })
}

fn footer(page: Page) -> El {
    let loaded = page.loaded();
    let about = &loaded.dataset.about;
    let publisher = about.publisher.as_ref().map(|party| el("SPAN").with(text(page, &party.name)));
    let licence = about.licence.as_ref().map(|party| match &party.url {
        Some(url) => link(url.as_str().to_owned(), text(page, &party.name)).attr("rel", "license noopener"),
        None => text(page, &party.name),
    });
    of("FOOTER", "colophon").with((publisher, licence, about_link(page)))
}

/// Keys and search operators.
fn help(page: Page) -> El {
    let words = page.words();
    let lines = words.help_lines.iter().map(|(key, what)| (el("DT").with(el("KBD").with(*key)), el("DD").with(*what)));
    el("DIALOG")
        .attr("id", "help")
        .attr("class", "help")
        .attr("aria-labelledby", "help-title")
        .on("close", move |_| page.help_is_closed())
        .with((
            el("H2").attr("id", "help-title").with(words.help),
            el("DL").with(lines.collect::<Vec<_>>()),
            el("FORM").attr("method", "dialog").with(el("BUTTON").with(words.close)),
        ))
}

/// The way back to the list, on a page of its own.
pub fn back(page: Page) -> El {
    let words = page.words();
    let label = move || {
        let count = page.answer.read().as_ref().map_or(0, |answer| answer.count);
        format!("← {}", (words.back_to_results)(count))
    };
    of("P", "back").with(el("A").attr("href", page.href(Act::ReaderClosed)).live(label))
}
