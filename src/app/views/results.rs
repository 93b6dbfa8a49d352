//! The state line and the cards.

use whomet::engine::How;
use whomet::model::RecordId;
use whomet::query::{Act, Facet, Sort, View};

use super::cards::found_card;
use super::chips::chips;
use super::keep;
use super::matrix::matrix;
use super::network::network;
use super::parts::{button, link, quiet};
use super::states::{card_or_waiting, ghost, is_coming, lacking, nothing_found, when_there};
use crate::app::el::{El, el, of};
use crate::app::state::{FEW, MOST_CARDS, Missing, PAGE, Page, Window};
use crate::app::take::{Dialog, Take};

/// Everything in the region "Results".
pub fn results(page: Page) -> (El, El, El, El, El) {
    page.by_hand.set(String::new());
    let state =
        of("DIV", "state").with((count_line(page), chips(page), tools(page), copied_by_hand(page), views(page)));
    let window = move || (as_cards(page) && *page.missing.read() == Missing::Nothing).then(|| page.window.get());
    let count = move || page.answer.read().as_ref().map_or(0, |answer| answer.count);
    (
        of("H2", "heard").with(page.words().results()),
        state,
        el("DIV").live(move || window().and_then(|window| earlier(page, window))),
        el("DIV").live(move || if as_cards(page) { cards(page) } else { whom(page) }),
        el("DIV").live(move || window().map(|window| later(page, window, count()))),
    )
}

/// In which ways the results can be seen.
const VIEWS: [View; 4] = [View::Cards, View::Network, View::Matrix, View::Years];

fn views(page: Page) -> El {
    let words = page.words();
    of("NAV", "views").attr("aria-label", words.view()).live(move || {
        let shown = page.query.read().view;
        let way = |view: View| {
            let is = view == shown || view == View::Cards && as_cards(page);
            let current = is.then(|| "true".to_owned());
            link(page.href(Act::ReaderChoseView(view)), words.views(view)).attr_some("aria-current", current)
        };
        VIEWS.map(way).into_iter().collect::<Vec<_>>()
    })
}

/// True if the results are seen as cards.
fn as_cards(page: Page) -> bool {
    !matches!(*page.view.read(), View::Network | View::Matrix | View::Years)
}

/// Who meets whom among the results.
fn whom(page: Page) -> El {
    el("DIV").live(move || {
        let query = page.filter.get();
        page.answer.track();
        // links keep what else the address says
        page.query.track();
        when_there(page, || match *page.view.read() {
            View::Matrix => matrix(page, page.loaded(), &query, Facet::Person),
            View::Years => matrix(page, page.loaded(), &query, Facet::Year),
            _ => network(page, page.loaded(), &query),
        })
    })
}

/// "14 of 278 records", spoken when it changes; and how many of them are certain.
fn count_line(page: Page) -> El {
    let words = page.words();
    // while something is fetched, the last answer is none to this question
    let there = move || *page.missing.read() == Missing::Nothing;
    let counts = move || page.answer.read().as_ref().filter(|_| there()).map(|a| (a.count, a.total, a.certain));
    let line = move || match *page.missing.read() {
        Missing::Waiting => Some(words.fetching().to_owned()),
        Missing::Words => Some(words.search_waits().to_owned()),
        _ => counts().map(|(count, total, _)| words.count_of(count, total)),
    };
    let doubt = move || {
        let timed = page.filter.read().is_timed();
        let counts = counts().filter(|(count, ..)| timed && *count > 0);
        counts.map(|(count, _, certain)| quiet(words.certain_and_possible(certain, count - certain)))
    };
    let line = el("STRONG").attr("role", "status").live(line);
    of("DIV", "count").attr("translate", "no").with((line, el("SPAN").live(doubt)))
}

/// Order, link, citation, files.
fn tools(page: Page) -> El {
    let words = page.words();
    let sorts = [Sort::Newest, Sort::Oldest, Sort::Relevance];
    let options = move || {
        let chosen = page.query.read().sort;
        let option = |(at, sort): (usize, Sort)| {
            el("OPTION").attr("value", at.to_string()).flag("selected", sort == chosen).with(words.sorts(sort))
        };
        sorts.into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let sort = move |at: String| {
        let at: usize = at.parse().unwrap_or(0);
        page.act(Act::ReaderSorted(sorts.get(at).copied().unwrap_or_default()));
    };
    let select =
        el("SELECT").attr("aria-label", words.sort()).live(options).on("change", move |event| sort(event.value()));
    let copy = move || page.copy(page.permalink(), words.link_copied());
    of("DIV", "tools").with((
        exactly(page),
        select,
        button("tool", words.copy_link(), copy),
        button("tool", words.cite(), move || take(page, Dialog::Cite)),
        button("tool", words.export(), move || take(page, Dialog::Export)),
        keep::open_button(page),
    ))
}

/// Opens a dialog that says how many records there are, if that is known.
fn take(page: Page, dialog: Dialog) {
    let words = page.words();
    match &*page.missing.peek() {
        Missing::Nothing => Take.open_dialog(dialog),
        Missing::Waiting => page.say(words.fetching().to_owned()),
        Missing::Words => page.say(words.search_waits().to_owned()),
        Missing::Broken(path) => page.say(words.piece_broken(path).to_owned()),
    }
}

/// Whether words match only as they are typed; there while there are words.
fn exactly(page: Page) -> El {
    el("SPAN").live(move || {
        let query = page.query.read();
        let exact = query.exact;
        let tick = el("INPUT").attr("type", "checkbox").flag("checked", exact);
        let tick = tick.on("change", move |_| page.act(Act::ReaderChoseExact(!exact)));
        (!query.words.trim().is_empty()).then(|| of("LABEL", "exactly").with((tick, page.words().exactly())))
    })
}

/// The text to copy, where the browser does not let the page do it.
fn copied_by_hand(page: Page) -> El {
    let words = page.words();
    of("DIV", "by-hand").live(move || {
        let text = page.by_hand.get();
        (!text.is_empty()).then(|| {
            let label = el("LABEL").attr("for", "by-hand").with(words.copy_by_hand());
            let input = el("INPUT").attr("id", "by-hand").attr("type", "text").attr("readonly", "").attr("value", text);
            let close = move || {
                page.by_hand.set(String::new());
                page.catch_focus(".tools button");
            };
            (label, input, button("plain", words.close(), close))
        })
    })
}

/// The cards of the window, the first by themselves: see [`Page::draw_anew`]. At most [`MOST_CARDS`] stand at once.
fn cards(page: Page) -> El {
    let others = move || matches!(*page.missing.read(), Missing::Nothing).then(|| some_cards(page, 1));
    of("DIV", "cards").live(move || first_cards(page)).live(others)
}

/// The cards that are seen at once, or what stands in the place of all.
fn first_cards(page: Page) -> Option<Vec<El>> {
    match &*page.missing.read() {
        Missing::Nothing => {}
        Missing::Waiting | Missing::Words => {
            return Some((0..3).map(|_| ghost()).collect());
        }
        broken => return lacking(page, broken).map(|word| vec![word]),
    }
    if page.answer.read().as_ref()?.count == 0 {
        // nothing may come after nothing, but what is offered instead is another
        page.query.track();
        let (found, waiting) = when_there(page, || nothing_found(page));
        return Some(found.into_iter().chain(waiting).collect());
    }
    some_cards(page, 0)
}

/// The first cards, or (1) the others, that may be drawn by now.
fn some_cards(page: Page, which: usize) -> Option<Vec<El>> {
    let before = if which == 0 { 0 } else { *page.cards[0].read() };
    let cards = page.cards[which].get();
    let answer = page.answer.get()?;
    page.query.track();
    let loaded = page.loaded();
    let marker = page.marker();
    let found = answer.page.iter().zip(&answer.how).skip(before).take(cards);
    // the others are fetched behind the first
    for id in answer.page.iter().take(before) {
        let _ = loaded.record(*id);
    }
    if before > 0 && is_coming(page) {
        return Some(found.map(|_| ghost()).collect());
    }
    let card = |(id, how): (&RecordId, &How)| card_or_waiting(page, found_card(page, loaded, *id, *how, &marker));
    Some(found.map(card).collect())
}

fn earlier(page: Page, window: Window) -> Option<El> {
    let back = MOST_CARDS.min(window.start);
    let len = if page.are_apart() { FEW } else { MOST_CARDS };
    let show = move || {
        page.show(Window { start: window.start - back, len });
        page.begin_at(".results");
    };
    (back > 0).then(|| of("P", "more").with(button("tool", page.words().previous_page(back), show)))
}

/// More cards when the end comes near, as long as there is room; then the next ones in their place.
fn later(page: Page, window: Window, count: usize) -> El {
    let words = page.words();
    let shown = (window.start + window.len).min(count);
    let left = count - shown;
    let showing = (count > PAGE || left > 0).then(|| quiet(words.showing(window.start + 1, shown, count)));
    let step = if page.are_apart() { FEW } else { PAGE };
    let full = window.len + step > MOST_CARDS;
    let grow = move || page.show(Window { start: window.start, len: window.len + step });
    let turn = move || {
        page.show(Window { start: window.start + window.len, len: step });
        page.begin_at(".results");
    };
    let more = match (left, full) {
        (0, _) => None,
        (_, true) => Some(button("tool", words.next_page(left.min(MOST_CARDS)), turn)),
        (_, false) => {
            page.when_end_is_seen("more", grow);
            Some(button("tool", words.show_more(left.min(step)), grow))
        }
    };
    of("P", "more").attr("id", "more").with((more, showing))
}
