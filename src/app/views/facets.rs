//! The facets: values with live counts, to include or exclude, and a search inside the long ones.

use leptos::prelude::*;
use whomet::engine::{ValueCount, WantValues};
use whomet::order;
use whomet::query::{Act, Choice, Facet};

use super::chips::value_name;
use super::parts::{button, figure, quiet};
use crate::app::el::{El, el, of};
use crate::app::state::{FEW_VALUES, Loaded, MANY_VALUES, Page, few_values};

/// The facets in the order in which they are shown.
static SHOWN: [Facet; Facet::COUNT] = [
    Facet::Kind,
    Facet::Organisation,
    Facet::Topic,
    Facet::Person,
    Facet::Year,
    Facet::Place,
    Facet::Country,
    Facet::Language,
    Facet::Source,
];

/// All facets; on a small screen behind a button.
pub fn facets(page: Page) -> El {
    let words = page.words();
    let open = page.filters_open;
    let on = move || {
        let chips = page.filter.read().chips().len();
        (chips > 0).then(|| el("B").with((words.filters_on)(chips)))
    };
    let toggle = button("filters", words.filters, move || open.update(|open| *open = !*open))
        .attr("id", "filters-button")
        .attr("aria-controls", "facets")
        .attr_live("aria-expanded", move || Some(open.get().to_string()))
        .with(el("SPAN").live(on));
    let class = move || Some(if open.get() { "facets open" } else { "facets" }.to_owned());
    let (first, second) = SHOWN.split_at(3);
    let groups = el("DIV").attr("id", "facets").attr_live("class", class);
    let groups = groups.with((in_stage(page, 3, first), in_stage(page, 4, second)));
    el("ASIDE").attr("aria-label", words.filters).with((toggle, groups))
}

/// Some facets, once the page has come to a stage.
fn in_stage(page: Page, stage: usize, facets: &'static [Facet]) -> El {
    let reached = page.reached(stage);
    let groups = move || facets.iter().map(|facet| group(page, *facet)).collect::<Vec<_>>();
    el("DIV").live(move || reached.get().then(groups))
}

/// What a facet shows now.
#[derive(Clone, PartialEq)]
struct Shown {
    values: Vec<ValueCount>,
    distinct: usize,
    choice: Choice,
    count: usize,
}

fn group(page: Page, facet: Facet) -> El {
    let shown = Memo::new(move |_| {
        let answer = page.answer.read();
        let answer = answer.as_ref()?;
        let counts = &answer.facets[facet];
        let mut values = counts.values.clone();
        if facet == Facet::Year {
            order::by_key(&mut values, |value| std::cmp::Reverse(value.value));
        }
        let choice = page.filter.read().chosen[facet].clone();
        Some(Shown { values, distinct: counts.distinct, choice, count: answer.count })
    });
    let expanded = Memo::new(move |_| page.wanted.read()[facet].top > FEW_VALUES);
    let inside = move || expanded.get().then(|| search_inside(page, facet));
    let values = move || shown.get().map(|shown| values(page, facet, &shown));
    let more = move || shown.get().map(|shown| more(page, facet, &shown, expanded.get()));
    of("FIELDSET", "facet").with((
        el("LEGEND").with((page.words().facet)(facet)),
        el("DIV").live(inside),
        of("DIV", "values").live(values),
        el("DIV").live(more),
    ))
}

/// The values. They keep their places while one ticks them: a facet's counts ignore its own ticks.
fn values(page: Page, facet: Facet, shown: &Shown) -> Vec<El> {
    let loaded = page.loaded();
    if shown.values.is_empty() {
        let searched = !page.wanted.with_untracked(|wanted| wanted[facet].inside.trim().is_empty());
        return vec![quiet(if searched { page.words().no_value } else { page.words().no_values })];
    }
    shown.values.iter().map(|value| value_row(page, &loaded, facet, *value, shown)).collect()
}

/// One value: a checkbox to include it, a button to exclude it. Pale if ticking it changes nothing.
fn value_row(page: Page, loaded: &Loaded, facet: Facet, value: ValueCount, shown: &Shown) -> El {
    let words = page.words();
    let id = loaded.engine.values().id(facet, value.value).to_owned();
    let name = value_name(page, loaded, facet, &id);
    let included = shown.choice.include.contains(&id);
    let excluded = shown.choice.exclude.contains(&id);
    let same = value.count as usize == shown.count && !included;
    let class = match (excluded, same || value.count == 0) {
        (true, _) => "value excluded",
        (false, true) => "value pale",
        (false, false) => "value",
    };
    let (toggled, denied) = (id.clone(), id);
    let toggle = move |_| page.act(Act::ReaderToggled(facet, toggled.clone()));
    let tick = el("INPUT").attr("type", "checkbox").flag("checked", included).on("change", toggle);
    let spoken = (words.exclude)(&name);
    let count = figure("count", (words.number)(u64::from(value.count)));
    let label = el("LABEL").with((tick, of("SPAN", "name").attr("dir", "auto").with(name), count));
    let deny = move || page.act(Act::ReaderExcluded(facet, denied.clone()));
    let not = button("not", el("SPAN").attr("aria-hidden", "true").with("−"), deny)
        .attr("aria-label", spoken.clone())
        .attr("title", spoken)
        .attr("aria-pressed", excluded.to_string());
    of("DIV", class).with((label, not))
}

/// The field that searches inside an opened facet.
fn search_inside(page: Page, facet: Facet) -> El {
    let label = (page.words().search_in)(facet);
    of("INPUT", "inside")
        .attr("type", "text")
        .attr("id", format!("inside-{}", facet.key()))
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .attr("aria-label", label.clone())
        .attr("placeholder", label)
        .prop_live("value", move || page.wanted.read()[facet].inside.clone())
        .on("input", move |event| page.wanted.update(|wanted| wanted[facet].inside = event.value()))
}

/// Opens a long facet, shows more of it, or closes it.
fn more(page: Page, facet: Facet, shown: &Shown, expanded: bool) -> Vec<El> {
    let words = page.words();
    let set = move |want: WantValues| page.wanted.update(|wanted| wanted[facet] = want);
    if !expanded {
        let open = move || {
            set(WantValues::top(MANY_VALUES));
            page.focus_inside(facet);
        };
        let long = shown.distinct > FEW_VALUES;
        let label = (words.search_values)(facet, shown.distinct);
        return long.then(|| button("plain", label, open)).into_iter().collect();
    }
    let full = page.wanted.with_untracked(|wanted| shown.values.len() >= wanted[facet].top);
    let further = move || page.wanted.update(|wanted| wanted[facet].top += MANY_VALUES);
    let further = full.then(|| button("plain", words.more_values, further));
    let fewer = button("plain", words.fewer_values, move || set(few_values()));
    further.into_iter().chain([fewer]).collect()
}
