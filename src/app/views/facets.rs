//! The facets: values with live counts, to include or exclude, and a search inside the long ones.

use whomet::engine::{Clause, ValueCount, WantValues};
use whomet::order;
use whomet::query::{Act, Facet};

use super::chips::{Named, name_of};
use super::parts::{button, figure, in_some_lang, quiet};
use super::states::{part_id, uncounted};
use crate::app::asking::{Counted, is_named_by_the_browser};
use crate::app::el::{El, el, of};
use crate::app::state::{FEW_VALUES, Loaded, MANY_VALUES, Page, Shown, few_values};

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
    let on = move || {
        let chips = page.filter.read().chips().len();
        (chips > 0).then(|| el("B").with(words.filters_on(chips)))
    };
    let toggle = button("filters", words.filters(), move || {
        let open = page.filters_open.get();
        page.filters_open.set(!open);
    })
    .attr("id", "filters-button")
    .attr("aria-controls", "facets")
    .attr_live("aria-expanded", move || Some(page.filters_open.get().to_string()))
    .with(el("SPAN").live(on));
    let class = move || Some(if page.filters_open.get() { "facets open" } else { "facets" }.to_owned());
    let (first, second) = SHOWN.split_at(3);
    let groups = el("DIV").attr("id", "facets").attr_live("class", class);
    let groups = groups.with((in_stage(page, 3, first), in_stage(page, 4, second)));
    el("ASIDE").attr("aria-label", words.filters()).with((toggle, groups))
}

/// Some facets, once the page has come to a stage.
fn in_stage(page: Page, stage: usize, facets: &'static [Facet]) -> El {
    let groups = move || facets.iter().map(|facet| group(page, *facet)).collect::<Vec<_>>();
    el("DIV").live(move || page.reached[stage].get().then(groups))
}

fn group(page: Page, facet: Facet) -> El {
    let inside = move || page.opened[facet].get().then(|| search_inside(page, facet));
    let values = move || match &*page.facets[facet].read() {
        Some(shown) => values(page, facet, shown),
        None if page.waits_for_names(facet) => vec![quiet(page.words().names_wait())],
        None => uncounted(page, facet as usize).into_iter().collect(),
    };
    let more = move || page.facets[facet].read().as_ref().map(|shown| more(page, facet, shown));
    let coming = move || *page.counted[facet as usize].read() == Counted::Coming;
    let class = move || Some(if coming() { "facet stale" } else { "facet" }.to_owned());
    let busy = move || coming().then(|| "true".to_owned());
    let group = el("FIELDSET").attr_live("class", class).attr_live("aria-busy", busy);
    group.attr("id", part_id(facet as usize)).attr("tabindex", "-1").with((
        el("LEGEND").with(page.words().facet(facet)),
        el("DIV").live(inside),
        of("DIV", "values").live(values),
        el("DIV").live(more),
    ))
}

/// The values. They keep their places while one ticks them: a facet's counts ignore its own ticks.
fn values(page: Page, facet: Facet, shown: &Shown) -> Vec<El> {
    let mut rows = in_order(page, page.loaded(), facet, &shown.values);
    if is_named_by_the_browser(facet) {
        let sought = Clause::parse(&shown.inside, true);
        rows.retain(|(_, id, name)| sought.iter().all(|word| word.begins_in(&name.text) || word.begins_in(id)));
    }
    if rows.is_empty() {
        let searched = !shown.inside.trim().is_empty();
        return vec![quiet(if searched { page.words().no_value() } else { page.words().no_values() })];
    }
    rows.into_iter().map(|it| value_row(page, facet, it, shown)).collect()
}

/// The values with their ids and names; those with the same count in the order of their names.
fn in_order(page: Page, loaded: &Loaded, facet: Facet, values: &[ValueCount]) -> Vec<(ValueCount, String, Named)> {
    let named = |value: &ValueCount| {
        let id = loaded.value_id(facet, value.value);
        let name = name_of(page, loaded, facet, Some(value.value), &id);
        (*value, id, name)
    };
    let mut rows: Vec<_> = values.iter().map(named).collect();
    if facet != Facet::Year {
        order::by(&mut rows, |(one, _, name), (other, _, others)| {
            other.count.cmp(&one.count).then_with(|| page.compare(&name.text, &others.text))
        });
    }
    rows
}

/// One value: a checkbox to include it, a button to exclude it. Pale if ticking it changes nothing.
fn value_row(page: Page, facet: Facet, (value, id, name): (ValueCount, String, Named), shown: &Shown) -> El {
    let words = page.words();
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
    let spoken = words.exclude(&name.text);
    let count = figure("count", words.number(u64::from(value.count)));
    let label = el("LABEL").with((tick, in_some_lang(page, name.lang).attr("class", "name").with(name.text), count));
    let deny = move || page.act(Act::ReaderExcluded(facet, denied.clone()));
    let not = button("not", el("SPAN").attr("aria-hidden", "true").with("−"), deny)
        .attr("aria-label", spoken.clone())
        .attr("title", spoken)
        .attr("aria-pressed", excluded.to_string());
    of("DIV", class).with((label, not))
}

/// The field that searches inside an opened facet.
fn search_inside(page: Page, facet: Facet) -> El {
    let label = page.words().search_in(facet);
    of("INPUT", "inside")
        .attr("type", "text")
        .attr("id", format!("inside-{}", facet.key()))
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .attr("aria-label", label)
        .attr("placeholder", label)
        .prop_live("value", move || page.wanted(facet).inside)
        .on_typed(move |text| page.want(facet, |want| want.inside = text.clone()))
}

/// Opens a long facet, shows more of it, or closes it.
fn more(page: Page, facet: Facet, shown: &Shown) -> Vec<El> {
    let words = page.words();
    if !page.opened[facet].get() {
        let open = move || {
            page.want(facet, |want| *want = WantValues::top(MANY_VALUES));
            page.focus_inside(facet);
        };
        let long = shown.distinct > FEW_VALUES;
        let label = words.search_values(facet, shown.distinct);
        return long.then(|| button("plain", label, open)).into_iter().collect();
    }
    let all = is_named_by_the_browser(facet) && !shown.inside.trim().is_empty();
    let full = !all && shown.values.len() >= page.wanted(facet).top;
    let further = move || page.want(facet, |want| want.top += MANY_VALUES);
    let further = full.then(|| button("plain", words.more_values(), further));
    let fewer = button("plain", words.fewer_values(), move || page.want(facet, |want| *want = few_values()));
    further.into_iter().chain([fewer]).collect()
}
