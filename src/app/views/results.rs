//! The state line and the cards.

use whomet::query::{Act, Sort};

use super::cards::found_card;
use super::chips::chips;
use super::parts::{button, quiet};
use super::states::nothing_found;
use crate::app::el::{El, el, of};
use crate::app::i18n::{Citation, long_date};
use crate::app::state::{MOST_CARDS, PAGE, Page, Window};

/// Everything in the region "Results".
pub fn results(page: Page) -> (El, El, El, El, El) {
    page.by_hand.set(String::new());
    let state = of("DIV", "state").with((count_line(page), chips(page), tools(page), copied_by_hand(page)));
    let count = move || page.answer.read().as_ref().map_or(0, |answer| answer.count);
    (
        of("H2", "heard").with(page.words().results),
        state,
        el("DIV").live(move || earlier(page, page.window.get())),
        cards(page),
        el("DIV").live(move || later(page, page.window.get(), count())),
    )
}

/// "14 of 278 records", spoken when it changes; and how many of them are certain.
fn count_line(page: Page) -> El {
    let words = page.words();
    let counts = move || page.answer.read().as_ref().map(|a| (a.count, a.total, a.certain));
    let line = move || counts().map(|(count, total, _)| (words.count_of)(count, total));
    let doubt = move || {
        let doubtful = counts().filter(|(count, _, certain)| certain < count);
        doubtful.map(|(count, _, certain)| quiet((words.uncertain)(count - certain)))
    };
    let line = el("STRONG").attr("role", "status").live(line);
    of("DIV", "count").attr("translate", "no").with((line, el("SPAN").live(doubt)))
}

/// Order, link, citation.
fn tools(page: Page) -> El {
    let words = page.words();
    let sorts = [Sort::Newest, Sort::Oldest, Sort::Relevance];
    let options = move || {
        let chosen = page.query.read().sort;
        let option = |(at, sort): (usize, Sort)| {
            el("OPTION").attr("value", at.to_string()).flag("selected", sort == chosen).with((words.sorts)(sort))
        };
        sorts.into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let sort = move |at: String| {
        let at: usize = at.parse().unwrap_or(0);
        page.act(Act::ReaderSorted(sorts.get(at).copied().unwrap_or_default()));
    };
    let select =
        el("SELECT").attr("aria-label", words.sort).live(options).on("change", move |event| sort(event.value()));
    let copy = move || page.copy(page.permalink(), words.link_copied);
    let cite = move || page.copy(citation(page), words.copied);
    of("DIV", "tools").with((
        exactly(page),
        select,
        button("tool", words.copy_link, copy),
        button("tool", words.cite, cite),
    ))
}

/// Whether words match only as they are typed; there while there are words.
fn exactly(page: Page) -> El {
    el("SPAN").live(move || {
        let query = page.query.read();
        let exact = query.exact;
        let tick = el("INPUT").attr("type", "checkbox").flag("checked", exact);
        let tick = tick.on("change", move |_| page.act(Act::ReaderChoseExact(!exact)));
        (!query.words.trim().is_empty()).then(|| of("LABEL", "exactly").with((tick, page.words().exactly)))
    })
}

/// The text to copy, where the browser does not let the page do it.
fn copied_by_hand(page: Page) -> El {
    let words = page.words();
    of("DIV", "by-hand").live(move || {
        let text = page.by_hand.get();
        (!text.is_empty()).then(|| {
            let label = el("LABEL").attr("for", "by-hand").with(words.copy_by_hand);
            let input = el("INPUT").attr("id", "by-hand").attr("type", "text").attr("readonly", "").attr("value", text);
            let close = move || {
                page.by_hand.set(String::new());
                page.catch_focus(".tools button");
            };
            (label, input, button("plain", words.close, close))
        })
    })
}

/// The selection as a citation.
fn citation(page: Page) -> String {
    let words = page.words();
    let loaded = page.loaded();
    let about = &loaded.dataset.about;
    let count = page.answer.peek().as_ref().map(|answer| (answer.count, answer.total));
    (words.cite_text)(&Citation {
        title: about.title.pick(page.lang()).1.to_owned(),
        publisher: about.publisher.as_ref().map(|p| p.name.pick(page.lang()).1.to_owned()).unwrap_or_default(),
        updated: about.updated.as_ref().map(|date| long_date(words, date)).unwrap_or_default(),
        count,
        link: page.permalink(),
    })
}

/// The cards of the window. At most [`MOST_CARDS`] stand at once.
fn cards(page: Page) -> El {
    of("DIV", "cards").live(move || {
        let answer = page.answer.get()?;
        page.query.track();
        if answer.count == 0 {
            return Some(vec![nothing_found(page)]);
        }
        let loaded = page.loaded();
        let marker = page.marker();
        let found = answer.page.iter().zip(&answer.how).take(page.cards_by_now());
        Some(found.map(|(id, how)| found_card(page, loaded, *id, *how, &marker)).collect())
    })
}

fn earlier(page: Page, window: Window) -> Option<El> {
    let back = MOST_CARDS.min(window.start);
    let show = move || {
        page.show(Window { start: window.start - back, len: MOST_CARDS });
        page.begin_at(".results");
    };
    (back > 0).then(|| of("P", "more").with(button("tool", (page.words().previous_page)(back), show)))
}

/// More cards when the end comes near, as long as there is room; then the next ones in their place.
fn later(page: Page, window: Window, count: usize) -> El {
    let words = page.words();
    let shown = (window.start + window.len).min(count);
    let left = count - shown;
    let showing = (count > PAGE).then(|| quiet((words.showing)(window.start + 1, shown, count)));
    let full = window.len + PAGE > MOST_CARDS;
    let grow = move || page.show(Window { start: window.start, len: window.len + PAGE });
    let turn = move || {
        page.show(Window { start: window.start + window.len, len: PAGE });
        page.begin_at(".results");
    };
    let more = match (left, full) {
        (0, _) => None,
        (_, true) => Some(button("tool", (words.next_page)(left.min(MOST_CARDS)), turn)),
        (_, false) => {
            if page.is_drawn() {
                page.when_seen("more", grow);
            }
            Some(button("tool", (words.show_more)(left.min(PAGE)), grow))
        }
    };
    of("P", "more").attr("id", "more").with((more, showing))
}
