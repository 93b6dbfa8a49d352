//! The frame: masthead, notices, what is open, footer, help.

use whomet::model::{EntityKind, Lang};
use whomet::query::{Act, Open, Query};

use super::parts::{button, heading, link, text};
use super::{compare, data, entity, explore, fact, keep, meeting, pair, states, take};
use crate::app::el::{El, el, of};
use crate::app::i18n::{HELP_LINES, LANGUAGES, long_date, name_of};
use crate::app::state::{Boot, Missing, Page};

/// The whole page.
pub fn root(page: Page) -> El {
    el("DIV").live(move || match (page.language.get(), page.boot.get()) {
        (None, _) => states::speechless(),
        (_, Boot::Loading) => states::loading(page),
        (_, Boot::Failed(failure)) => states::failed(page, &failure),
        (_, Boot::Ready) => ready(page),
    })
}

fn ready(page: Page) -> El {
    let main = el("MAIN").attr("id", "main").attr("tabindex", "-1").live(move || match &*page.open.read() {
        None => explore::explore(page),
        Some(open) => {
            let (there, waiting) = states::when_there(page, || opened(page, open));
            el("DIV").with((there, waiting.map(|word| el("DIV").with((back(page), word)))))
        }
    });
    el("DIV").with((
        of("DIV", "page").with((header(page), notices(page), told(page), made_from(page), main, footer(page))),
        of("DIV", "toast").attr("role", "status").live(move || page.toast.get()),
        help(page),
        dialog(page),
    ))
}

/// The masthead; something quieter inside another page.
fn header(page: Page) -> El {
    if page.query.peek().embed { take::quiet_header(page) } else { masthead(page) }
}

/// A word if the link was made from other data, where it says from which.
fn made_from(page: Page) -> El {
    el("DIV").live(move || page.query.read().digest.is_some().then(|| take::changed(page)))
}

/// What there is to say of the worker and of what is kept.
fn told(page: Page) -> El {
    el("DIV").live(move || page.news.get().then(|| keep::notices(page)))
}

/// The dialog for taking along that is open.
fn dialog(page: Page) -> El {
    el("DIV").live(move || {
        let which = page.taking.get();
        (which > 0).then(|| take::dialog(page, which))
    })
}

/// The page that a link opens.
fn opened(page: Page, open: &Open) -> El {
    match open {
        Open::Meeting(id) => meeting::meeting_page(page, id),
        Open::Fact(id) => fact::fact_page(page, id),
        Open::Entity(kind, id) => entity::entity_page(page, *kind, id),
        Open::Pair(a, b) => pair::pair_page(page, a, b),
        Open::Choose(id) => pair::choose_page(page, id.as_deref()),
        Open::Compare(ids) => compare::compare_page(page, ids),
        Open::Data => data::data_page(page),
    }
}

/// Title and counts; on a page of its own, the way back.
fn masthead(page: Page) -> El {
    let words = page.words();
    let about = page.loaded().about();
    let line = summary_line(page);
    let help = button("plain", "?", move || page.open_help()).attr("aria-label", words.help());
    let skip = link("#main", words.skip_to_results()).attr("class", "skip");
    let nav = el("NAV").with((about_link(page), languages(page), help));
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
    el("A").attr_live("href", href).with(page.words().about_data())
}

/// The languages of the page, each named in itself.
fn languages(page: Page) -> El {
    let option = move |(tag, name): &(&'static str, &'static str)| {
        let chosen = *tag == page.lang().as_str();
        el("OPTION").attr("value", *tag).attr("lang", *tag).flag("selected", chosen).with(*name)
    };
    let options = move || {
        // one that did not come is not the chosen one
        page.language_missing.track();
        LANGUAGES.iter().map(option).collect::<Vec<_>>()
    };
    let choose = move |tag: String| {
        if let Some(lang) = Lang::parse(&tag) {
            page.act(Act::ReaderChoseLang(lang));
        }
    };
    let select = el("SELECT").attr("id", "language").attr("aria-label", page.words().language());
    select.live(options).on("change", move |event| choose(event.value()))
}

/// What the dataset holds, in one line; every number is counted.
fn summary_line(page: Page) -> String {
    let words = page.words();
    let loaded = page.loaded();
    let organisations = loaded.entities(EntityKind::Organisation);
    let mut line = vec![words.counts(loaded.meetings(), loaded.facts(), organisations)];
    if let Some((first, last)) = loaded.span() {
        let (first, last) = (first.year(), last.year());
        line.push(if first == last { first.to_string() } else { format!("{first}–{last}") });
    }
    line.extend(loaded.about().updated.as_ref().map(|date| words.updated(&long_date(words, date))));
    line.join(" · ")
}

/// What in the link or in the data deserves a word.
fn notices(page: Page) -> El {
    let words = page.words();
    let left_out = page.loaded().flaws().1;
    let lines = move || {
        let problems = page.link_problems.read();
        let mut lines: Vec<String> = problems.iter().map(|it| words.bad_link(&it.key, &it.value)).collect();
        if page.stage.get() > 0
            && let Some(answer) = &*page.answer.read()
        {
            lines.extend(answer.unknown.iter().map(|(facet, id)| words.unknown_value(words.facet_word(*facet), id)));
        }
        lines
    };
    el("DIV").live(move || {
        let from_link = lines().into_iter().map(|line| of("P", "notice").attr("role", "alert").with(line));
        let from_data = (left_out > 0 && !page.dismissed.get()).then(|| {
            page.query.track();
            let see = link(page.href_to(Open::Data), words.see_what());
            let dismiss = button("plain", words.dismiss(), move || {
                page.dismissed.set(true);
                page.catch_focus("#main");
            });
            of("P", "notice").attr("role", "status").with((words.partly_read(left_out), " ", see, dismiss))
        });
        (language_notice(page), from_link.collect::<Vec<_>>(), from_data)
    })
}

/// The language that is asked for could not be fetched.
fn language_notice(page: Page) -> Option<El> {
    let words = page.words();
    let missing = page.language_missing.get()?;
    let again = button("plain", words.try_again(), move || page.fetch_language_again());
    Some(of("P", "notice").attr("role", "alert").with((
        words.language_missing(name_of(missing), words.name()),
        " ",
        again,
    )))
}

fn footer(page: Page) -> El {
    let loaded = page.loaded();
    let about = loaded.about();
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
    let line = |at| (el("DT").with(el("KBD").with(words.help_key(at))), el("DD").with(words.help_text(at)));
    el("DIALOG")
        .attr("id", "help")
        .attr("class", "help")
        .attr("aria-labelledby", "help-title")
        .on("close", move |_| page.help_is_closed())
        .with((
            el("H2").attr("id", "help-title").with(words.help()),
            el("DL").with((0..HELP_LINES).map(line).collect::<Vec<_>>()),
            el("FORM").attr("method", "dialog").with(el("BUTTON").with(words.close())),
        ))
}

/// The way back to the list, on a page of its own.
pub fn back(page: Page) -> El {
    let words = page.words();
    let label = move || {
        // while words are read, the last answer is none to this query
        let known = *page.missing.read() != Missing::Words;
        let count = page.answer.read().as_ref().filter(|_| known).map(|answer| answer.count);
        count.map_or_else(|| format!("← {}", words.results()), |count| words.back_to_results(count))
    };
    of("P", "back").with(el("A").attr("href", page.href(Act::ReaderClosed)).live(label))
}
