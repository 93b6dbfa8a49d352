//! The front page: search, timeline, facets, results.

use super::suggest::suggestions;
use super::{facets, results, timeline};
use crate::app::el::{El, Heard, el, of};
use crate::app::state::{Missing, Page};

/// The front page.
pub fn explore(page: Page) -> El {
    let words = page.words();
    page.set_title(page.loaded().about().title.pick(page.lang()).1);
    let results = of("SECTION", "results").attr("id", "results").attr("tabindex", "-1");
    let results = results.attr("aria-label", words.results());
    let results = results.live(move || page.reached[1].get().then(|| results::results(page)));
    let columns = of("DIV", "columns").with((facets::facets(page), results));
    let time = of("DIV", "time-room").live(move || page.reached[2].get().then(|| timeline::timeline(page)));
    // counts that are none to what is asked are not shown
    let stale = move || match *page.missing.read() {
        Missing::Nothing => None,
        Missing::Waiting => Some("coming".to_owned()),
        _ => Some("stale".to_owned()),
    };
    el("DIV").attr_live("class", stale).with((search(page), time, columns))
}

/// The search box. Half-typed words of an input method are not searched.
fn search(page: Page) -> El {
    let words = page.words();
    let input = el("INPUT")
        .attr("type", "search")
        .attr("id", "search")
        .attr("aria-label", words.search())
        .attr("placeholder", words.search_hint())
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .prop_live("value", move || page.query.read().words.clone())
        .on_typed(move |words| page.typed(words))
        .on("keydown", move |event| {
            if event.key() == "ArrowDown" && !page.suggested.peek().is_empty() {
                event.prevent();
                page.focus_suggestion(Some(0));
            }
        });
    let left = move |event: Heard| {
        if event.leaves() {
            page.suggested.follow(Vec::new());
        }
    };
    let form = of("FORM", "ask").attr("role", "search").on("submit", |event| event.prevent()).on("focusout", left);
    form.with((input, el("DIV").live(move || key(page)), suggestions(page)))
}

/// The key that leads to the search box; before that, how much of the words is read.
fn key(page: Page) -> El {
    let words = page.words();
    let Some(share) = page.words_read.get() else { return el("KBD").attr("aria-hidden", "true").with("/") };
    let bar =
        el("PROGRESS").attr("aria-label", words.preparing_search()).attr("max", "100").attr("value", share.to_string());
    of("DIV", "preparing").with((el("SPAN").attr("aria-hidden", "true").with(words.preparing_search()), bar))
}
