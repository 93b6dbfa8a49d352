//! What goes with the timeline: the two fields, periods that the data suggest, the zoom, and the switch
//! for certain dates.

use whomet::engine::Timeline;
use whomet::model::{Day, End, EntityId, EntityKind, Fact, FactId, PartialDate};
use whomet::query::{Act, Dates, Facet, Moment, Query, Zoom, shortest};

use super::parts::{button, quiet};
use super::states::when_there;
use crate::app::el::{El, el, of};
use crate::app::i18n::{moment, period};
use crate::app::state::{Loaded, Page};

/// How many terms of office are offered.
const TERMS: usize = 4;

/// The two fields.
pub fn fields(page: Page) -> El {
    let words = page.words();
    of("SPAN", "range").with((field(page, words.from(), true), field(page, words.to(), false)))
}

/// Periods that the data suggest, the switch, and the zoom.
pub fn controls(page: Page, timeline: &Timeline, query: &Query) -> El {
    of("DIV", "periods").with((presets(page, query), switch(page, query), zooms(page, timeline, query)))
}

/// The last year and the last twelve months of the data, and terms of office of who is chosen. The
/// visitor's clock has no part in it.
fn presets(page: Page, query: &Query) -> El {
    let words = page.words();
    let loaded = page.loaded();
    let mut items = Vec::new();
    if let Some((_, newest)) = loaded.span() {
        let (year, month, _) = newest.civil();
        let (from, to) = shortest(Day::of(year, 1, 1), Day::of(year, 12, 31));
        items.push(preset(page, words.preset_year(&moment(words, from)), (Some(from), Some(to))));
        // twelve months, of which the last is that of the newest meeting
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let (from, to) = shortest(Day::of(next.0 - 1, next.1, 1), Day(Day::of(next.0, next.1, 1).0 - 1));
        if month != 12 && year > 0 {
            let name = words.preset_months(&period(words, Some(from), Some(to)));
            items.push(preset(page, name, (Some(from), Some(to))));
        }
    }
    let people = query.chosen[Facet::Person].include.clone();
    let terms = (!people.is_empty()).then(|| {
        el("SPAN").live(move || {
            page.answer.track();
            when_there(page, || terms(page, &people))
        })
    });
    of("DIV", "presets").attr("role", "group").attr("aria-label", words.presets()).with((items, terms))
}

/// A period that can be chosen; a second time, it is let go.
fn preset(page: Page, name: String, period: (Option<Moment>, Option<Moment>)) -> El {
    let query = page.query.peek();
    let chosen = (query.from, query.to) == period;
    let (from, to) = if chosen { (None, None) } else { period };
    let item =
        button(if chosen { "plain on" } else { "plain" }, name, move || page.act(Act::ReaderChosePeriod(from, to)));
    item.attr("aria-pressed", if chosen { "true" } else { "false" })
}

/// Terms of office of some people. An end that is not known stays open.
fn terms(page: Page, people: &[String]) -> Vec<El> {
    let loaded = page.loaded();
    let people = people.iter().filter_map(|id| loaded.find_entity(EntityKind::Person, id));
    let terms = people.flat_map(|person| terms_of(loaded, person)).take(TERMS);
    let item = |id: FactId| {
        let fact = loaded.fact(id);
        let ends = term(fact)?;
        let what = fact.value.pick(page.lang()).1;
        Some(preset(page, page.words().preset_term(what, &period(page.words(), ends.0, ends.1)), ends))
    };
    terms.filter_map(item).collect()
}

/// The facts about a person that say from when to when something held: an office, as a rule.
fn terms_of(loaded: &Loaded, person: EntityId) -> Vec<FactId> {
    let facts = loaded.claims(person).into_iter().flat_map(|claim| claim.facts);
    facts.filter(|id| term(loaded.fact(*id)).is_some()).collect()
}

/// From when to when a fact about a person holds, if its date is an interval with at least one known end.
pub fn term(fact: &Fact) -> Option<(Option<Moment>, Option<Moment>)> {
    let Some(PartialDate::From(from, to)) = fact.date else { return None };
    if fact.about.kind != EntityKind::Person {
        return None;
    }
    let known = |end: End| match end {
        End::At(point) => Some(point.days()),
        End::Open | End::Unknown => None,
    };
    let from = known(from).map(|(first, last)| shortest(first, last).0);
    let to = known(to).map(|(first, last)| shortest(first, last).1);
    (from.is_some() || to.is_some()).then_some((from, to))
}

/// The switch for certain dates, where there is a period in which dates may or must lie.
fn switch(page: Page, query: &Query) -> Option<El> {
    let certain = query.dates == Dates::Certain;
    let tick = el("INPUT").attr("type", "checkbox").attr("id", "only-certain").flag("checked", certain);
    let next = if certain { Dates::Possible } else { Dates::Certain };
    let tick = tick.on("change", move |_| page.act(Act::ReaderChoseDates(next)));
    (query.is_timed() || certain).then(|| of("LABEL", "exactly").with((tick, page.words().only_certain())))
}

/// What the axis shows, and ways in and out.
fn zooms(page: Page, timeline: &Timeline, query: &Query) -> El {
    let words = page.words();
    let shown = query.zoom.map(|zoom| {
        let (from, to) = zoom.moments();
        quiet(words.zoom_shows(&period(words, Some(from), Some(to))))
    });
    // an open end is where the axis ends
    let ends = timeline.bars.first().zip(timeline.bars.last());
    let into = query.period().zip(ends).and_then(|((from, to), (first, last))| {
        let into = Zoom::of_days(from.max(first.from), to.min(last.to))?;
        let closer = into.days() != (first.from, last.to) && query.zoom != Some(into);
        closer.then_some(into)
    });
    let has_period = query.period().is_some();
    let go = |name: &'static str, id: &'static str, zoom: Option<Zoom>| {
        let go = move || {
            page.act(Act::ReaderZoomed(zoom));
            // this button may be gone
            page.focus(match zoom {
                Some(_) => "#zoom-all",
                None if has_period => "#zoom-in",
                None => "#from",
            });
        };
        button("plain", name, go).attr("id", id)
    };
    let wider = query.zoom.and_then(Zoom::wider);
    of("DIV", "zoom").with((
        shown,
        into.map(|zoom| go(words.zoom_in(), "zoom-in", Some(zoom))),
        wider.map(|zoom| go(words.zoom_out(), "zoom-out", Some(zoom))),
        query.zoom.map(|_| go(words.zoom_all(), "zoom-all", None)),
    ))
}

/// One end of the period: a year, a month or a day.
fn field(page: Page, label: &'static str, is_from: bool) -> El {
    let words = page.words();
    let end = usize::from(!is_from);
    page.wrong[end].set(false);
    let (id, help) = if is_from { ("from", "from-help") } else { ("to", "to-help") };
    let value = move || {
        let query = page.query.read();
        let end = if is_from { query.from } else { query.to };
        end.map(|moment| moment.point().to_string()).unwrap_or_default()
    };
    let changed = move |text: String| {
        let text = text.trim();
        let moment = Moment::parse(text);
        page.wrong[end].set(moment.is_none() && !text.is_empty());
        if !*page.wrong[end].peek() {
            let (from, to) = {
                let query = page.query.peek();
                (query.from, query.to)
            };
            page.act(if is_from { Act::ReaderChosePeriod(moment, to) } else { Act::ReaderChosePeriod(from, moment) });
        }
    };
    let input = el("INPUT")
        .attr("type", "text")
        .attr("id", id)
        .attr("maxlength", "10")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("placeholder", words.any_time())
        .prop_live("value", value)
        .attr_live("aria-invalid", move || page.wrong[end].get().then(|| "true".to_owned()))
        .attr_live("aria-describedby", move || page.wrong[end].get().then(|| help.to_owned()))
        .on("change", move |event| changed(event.value()));
    let explain =
        move || page.wrong[end].get().then(|| of("SPAN", "wrong").attr("role", "alert").with(words.moment_help()));
    el("SPAN").with((el("LABEL").with((label, " ", input)), el("SPAN").attr("id", help).live(explain)))
}
