//! The timeline: bars that can be chosen, and what lies outside of them.
//!
//! All bars are one stop for the Tab key; arrow keys go from bar to bar, with Shift they extend the period.

use whomet::engine::{Bar, Scale, Timeline};
use whomet::model::Day;
use whomet::query::{Act, Dates, Facet, Moment, Query, shortest};

use super::brush::{Days, brushed, days_of, handles, period_of_bars};
use super::parts::button;
use super::periods::{controls, fields};
use super::states::{part_id, uncounted};
use super::timetable::twin;
use crate::app::asking::TIME;
use crate::app::brush::Brush;
use crate::app::el::{El, Heard, el, of};
use crate::app::i18n::{Catalogue, moment, period};
use crate::app::state::Page;

/// The timeline with its fields.
pub fn timeline(page: Page) -> El {
    let words = page.words();
    page.tab_stop.set(usize::MAX);
    let head = of("DIV", "head").with((el("SPAN").with(words.timeline_hint()), fields(page)));
    let picture = el("DIV").live(move || {
        let query = page.filter.get();
        let parts = |timeline: &Timeline| {
            let (chart, outside) = (chart(page, timeline, &query), outside(page, timeline, &query));
            (chart, outside, controls(page, timeline, &query), twin(page))
        };
        (page.timeline.read().as_ref().map(|timeline| parts(timeline)), uncounted(page, TIME))
    });
    let picture = picture.attr("id", part_id(TIME)).attr("tabindex", "-1");
    of("DIV", "time").attr("role", "group").attr("aria-label", words.timeline()).with((head, picture))
}

/// The bars with their axis, and beside them what has no date.
fn chart(page: Page, timeline: &Timeline, query: &Query) -> El {
    let days = days_of(timeline);
    let plot = of("DIV", "plot").with(bars(page, timeline, query, &days));
    let plot = brushed(page, plot, &days);
    let plot = plot.with((el("DIV").with(handles(page, query, &days)), axis(page.words(), timeline)));
    of("DIV", "chart").with((plot, undated(page, timeline, query)))
}

/// The bars between the first and the last year of the meetings, or of what is zoomed to.
fn bars(page: Page, timeline: &Timeline, query: &Query, days: &Days) -> El {
    let most = highest(timeline);
    let last = timeline.bars.len().saturating_sub(1);
    let draw = |(at, bar): (usize, &Bar)| {
        let tab = move || Some(if at == page.tab_stop.get().min(last) { "0" } else { "-1" }.to_owned());
        let days = days.clone();
        let bar = bar_button(page, timeline.scale, *bar, is_chosen(query, bar), most);
        bar.attr("id", format!("bar-{at}")).attr_live("tabindex", tab).on("keydown", move |event| {
            take_key(page, &event, at, &days);
        })
    };
    of("DIV", "bars").with(timeline.bars.iter().enumerate().map(draw).collect::<Vec<_>>())
}

fn highest(timeline: &Timeline) -> u32 {
    timeline.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1)
}

/// Goes from bar to bar, and extends the period if Shift is held.
fn take_key(page: Page, event: &Heard, at: usize, days: &Days) {
    let last = days.len().saturating_sub(1);
    let Some(next) = step(&event.key(), page.words().is_right_to_left(), at, last) else { return };
    event.prevent();
    page.tab_stop.set(next);
    if event.is("shiftKey") {
        let anchor = Brush.anchor(at);
        let (from, to) = period_of_bars(days, anchor.min(next), anchor.max(next));
        page.act(Act::ReaderMovedPeriod(Some(from), Some(to)));
    } else {
        Brush.let_go();
    }
    page.focus_bar(next);
}

/// One bar; its heights are whole hundredths of the highest, set by class.
fn bar_button(page: Page, scale: Scale, bar: Bar, chosen: bool, most: u32) -> El {
    let words = page.words();
    let class = match (chosen, bar.count) {
        (true, _) => "bar on",
        (false, 0) => "bar none",
        (false, _) => "bar",
    };
    let name = bar_name(words, scale, &bar);
    let label = match bar.count - bar.exact {
        0 => words.bar(&name, bar.count),
        vague => words.bar_vague(&name, bar.count, vague),
    };
    let part =
        |class: &'static str, count: u32| (count > 0).then(|| of("I", class).style("block-size", height(count, most)));
    let parts = (part("vague", bar.count - bar.exact), part("exact", bar.exact));
    let choose = move || {
        if !Brush.is_done() {
            choose(page, &bar);
        }
    };
    button(class, parts, choose)
        .attr("aria-label", label.clone())
        .attr("title", label)
        .attr("aria-pressed", if chosen { "true" } else { "false" })
}

/// A share of the height, in tenths of a hundredth, and never more than all of it.
fn height(count: u32, most: u32) -> String {
    let tenths = (u64::from(count) * 1000 / u64::from(most)).min(1000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Where an arrow key leads; the bars stand in the direction of writing.
fn step(key: &str, mirrored: bool, at: usize, last: usize) -> Option<usize> {
    let back = if mirrored { "ArrowRight" } else { "ArrowLeft" };
    match key {
        "ArrowLeft" | "ArrowRight" if key == back => Some(at.saturating_sub(1)),
        "ArrowLeft" | "ArrowRight" => Some((at + 1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// What stands below the bars: a label for each stretch of bars.
fn axis(words: &Catalogue, timeline: &Timeline) -> El {
    let bars = &timeline.bars[..];
    let mut labels: Vec<(String, usize)> = Vec::new();
    let few = bars.len() <= 16;
    let every = bars.len().div_ceil(12).max(1);
    for (at, bar) in bars.iter().enumerate() {
        let (year, month, day) = bar.from.civil();
        let (year_name, in_month) = (year.to_string(), || shortest(bar.from, month_end(bar.from)).0);
        let (begins, label) = match timeline.scale {
            Scale::Day if few => (true, day.to_string()),
            Scale::Day if bars.len() <= 45 => (at % 5 == 0, day.to_string()),
            Scale::Day => (day == 1, moment(words, in_month())),
            Scale::Month if few && month > 1 => (true, words.months_short_alone(usize::from(month) - 1).to_owned()),
            Scale::Month if few => (true, year_name),
            Scale::Month => (month == 1, year_name),
            Scale::Year | Scale::Century => (at % every == 0, year_name),
            Scale::Decade => (at % every == 0, words.decade_alone(&year_name)),
        };
        match labels.last_mut() {
            Some((_, span)) if !begins => *span += 1,
            _ => labels.push((label, 1)),
        }
    }
    let label = |(name, span): (String, usize)| el("SPAN").style("flex-grow", span.to_string()).with(name);
    of("DIV", "axis").attr("aria-hidden", "true").with(labels.into_iter().map(label).collect::<Vec<_>>())
}

fn month_end(day: Day) -> Day {
    let (year, month, _) = day.civil();
    Day(if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) }.0 - 1)
}

/// A bar of its own for what has no date. It is as high as its count, but no higher than the others.
fn undated(page: Page, timeline: &Timeline, query: &Query) -> Option<El> {
    let words = page.words();
    let (count, chosen) = (timeline.undated, query.dates == Dates::Missing);
    let choose = move || page.act(Act::ReaderChoseDates(if chosen { Dates::Possible } else { Dates::Missing }));
    let bar = of("I", "vague").style("block-size", height(count, highest(timeline)));
    let label = words.undated_count(count);
    let bar = button(if chosen { "bar on" } else { "bar" }, bar, choose)
        .attr("id", "undated")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .attr("aria-pressed", if chosen { "true" } else { "false" });
    let below = of("SPAN", "axis").attr("aria-hidden", "true").with(words.no_date_bar());
    (count > 0 || chosen).then(|| of("DIV", "no-date").with((of("DIV", "bars").with(bar), below)))
}

/// What lies before and after the axis.
fn outside(page: Page, timeline: &Timeline, query: &Query) -> El {
    let words = page.words();
    let item = |bar: Bar, name: String| {
        let chosen = is_chosen(query, &bar);
        let label = words.colon(&name, &words.number(u64::from(bar.count)));
        let item = button(if chosen { "plain on" } else { "plain" }, label, move || choose(page, &bar));
        (bar.count > 0).then(|| item.attr("aria-pressed", if chosen { "true" } else { "false" }))
    };
    let (before, after) = (timeline.before, timeline.after);
    let [first, last] = outer_names(words, timeline);
    let (before, after) = (first.and_then(|name| item(before, name)), last.and_then(|name| item(after, name)));
    of("DIV", "outside").with((el("SPAN").with(before), el("SPAN").with(after)))
}

/// What is before the axis and what is after it: whole years are called by their number, other ends by their day.
pub fn outer_names(words: &Catalogue, timeline: &Timeline) -> [Option<String>; 2] {
    let name = |bar: Bar| {
        let (from, to) = period_of(&bar);
        period(words, from, to)
    };
    let first = timeline.bars.first().map(|bar| match bar.from.civil() {
        (year, 1, 1) => words.before(&year.to_string()),
        _ => name(timeline.before),
    });
    let last = timeline.bars.last().map(|bar| match bar.to.civil() {
        (year, 12, 31) => words.after(&year.to_string()),
        _ => name(timeline.after),
    });
    [first, last]
}

/// True if the query's period or years take the bar in.
fn is_chosen(query: &Query, bar: &Bar) -> bool {
    let in_period = query.period().is_some_and(|(from, to)| bar.to >= from && bar.from <= to);
    let years = &query.chosen[Facet::Year].include;
    let in_year = years.iter().filter_map(|year| Moment::parse(year)).any(|year| {
        let (from, to) = year.days();
        bar.to >= from && bar.from <= to
    });
    in_period || in_year
}

/// Takes a bar as the period; a second time, lets it go.
fn choose(page: Page, bar: &Bar) {
    let ends = period_of(bar);
    let same = chosen_period(page) == ends;
    page.act(if same { Act::ReaderBrushed(None, None) } else { Act::ReaderBrushed(ends.0, ends.1) });
}

/// The period that the visitor chose.
fn chosen_period(page: Page) -> (Option<Moment>, Option<Moment>) {
    let query = page.query.peek();
    (query.from, query.to)
}

/// The shortest way to write a bar's first and last day; the bars outside the axis have one of them.
pub fn period_of(bar: &Bar) -> (Option<Moment>, Option<Moment>) {
    let (from, to) = match (bar.from, bar.to) {
        (Day::MIN, to) => return (None, (to != Day::MAX).then(|| shortest(Day::of(to.year(), 1, 1), to).1)),
        (from, Day::MAX) => return (Some(shortest(from, Day::of(from.year(), 12, 31)).0), None),
        (from, to) => shortest(from, to),
    };
    (Some(from), Some(to))
}

/// What a bar is called.
pub fn bar_name(words: &Catalogue, scale: Scale, bar: &Bar) -> String {
    match (scale, period_of(bar)) {
        (Scale::Decade, _) => words.decade_alone(&bar.from.year().to_string()),
        (Scale::Century, _) => words.century(&bar.from.year().to_string(), &bar.to.year().to_string()),
        (_, (Some(from), _)) => moment(words, from),
        _ => String::new(),
    }
}
