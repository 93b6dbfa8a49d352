//! The timeline: bars that can be chosen, and the two fields that say the same in words.
//!
//! All bars are one stop for the Tab key; arrow keys go from bar to bar.

use whomet::engine::{Bar, Scale, Timeline};
use whomet::model::{Day, Point};
use whomet::query::{Act, Facet, Moment, Query};

use super::parts::{button, quiet};
use crate::app::el::{El, el, of};
use crate::app::i18n::{Catalogue, moment};
use crate::app::state::Page;

/// The timeline with its fields.
pub fn timeline(page: Page) -> El {
    let words = page.words();
    page.tab_stop.set(usize::MAX);
    let range = of("SPAN", "range").with((field(page, words.from, true), field(page, words.to, false)));
    let head = of("DIV", "head").with((el("SPAN").with(words.timeline_hint), range));
    let picture = el("DIV").live(move || {
        let query = page.filter.get();
        let parts = |timeline: &Timeline| {
            (bars(page, timeline, &query), axis(words, timeline), outside(page, timeline, &query))
        };
        page.answer.read().as_ref().map(|answer| parts(&answer.timeline))
    });
    of("DIV", "time").attr("role", "group").attr("aria-label", words.timeline).with((head, picture))
}

/// The bars between the first and the last year of the meetings.
fn bars(page: Page, timeline: &Timeline, query: &Query) -> El {
    let most = timeline.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let last = timeline.bars.len().saturating_sub(1);
    let draw = |(at, bar): (usize, &Bar)| {
        let tab = move || Some(if at == page.tab_stop.get().min(last) { "0" } else { "-1" }.to_owned());
        let step = move |key: String| {
            let next = step(&key, at, last);
            if let Some(next) = next {
                page.tab_stop.set(next);
                page.focus_bar(next);
            }
            next.is_some()
        };
        let bar = bar_button(page, timeline.scale, *bar, is_chosen(query, bar), most);
        bar.attr("id", format!("bar-{at}")).attr_live("tabindex", tab).on("keydown", move |event| {
            if step(event.key()) {
                event.prevent();
            }
        })
    };
    of("DIV", "bars").with(timeline.bars.iter().enumerate().map(draw).collect::<Vec<_>>())
}

/// One bar; its heights are whole hundredths of the highest, set by class.
fn bar_button(page: Page, scale: Scale, bar: Bar, chosen: bool, most: u32) -> El {
    let words = page.words();
    let class = match (chosen, bar.count) {
        (true, _) => "bar on",
        (false, 0) => "bar none",
        (false, _) => "bar",
    };
    let label = (words.bar)(&bar_name(words, scale, &bar), bar.count, bar.exact);
    let part = |class: &'static str, count: u32| {
        let tenths = u64::from(count) * 1000 / u64::from(most);
        let height = format!("{}.{}%", tenths / 10, tenths % 10);
        (count > 0).then(|| of("I", class).style("block-size", height))
    };
    let parts = (part("vague", bar.count - bar.exact), part("exact", bar.exact));
    button(class, parts, move || choose(page, &bar))
        .attr("aria-label", label.clone())
        .attr("title", label)
        .attr("aria-pressed", if chosen { "true" } else { "false" })
}

/// Where an arrow key leads.
fn step(key: &str, at: usize, last: usize) -> Option<usize> {
    match key {
        "ArrowLeft" => Some(at.saturating_sub(1)),
        "ArrowRight" => Some((at + 1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The years below the bars.
fn axis(words: &Catalogue, timeline: &Timeline) -> El {
    let per_label = match timeline.scale {
        Scale::Month => 12,
        Scale::Year | Scale::Decade => timeline.bars.len().div_ceil(12).max(1),
    };
    let label = |bars: &[Bar]| {
        let year = bars.first().map(|bar| bar.from.year());
        let decade = timeline.scale == Scale::Decade;
        let name = year.map(|year| if decade { (words.decade)(year) } else { year.to_string() });
        el("SPAN").style("flex-grow", bars.len().to_string()).with(name)
    };
    let labels: Vec<El> = timeline.bars.chunks(per_label).map(label).collect();
    of("DIV", "axis").attr("aria-hidden", "true").with(labels)
}

/// What lies before and after the axis, and what has no date.
fn outside(page: Page, timeline: &Timeline, query: &Query) -> El {
    let words = page.words();
    let first = timeline.bars.first().map(|bar| bar.from);
    let last = timeline.bars.last().map(|bar| bar.to);
    let item = |bar: Bar, name: String| {
        let chosen = is_chosen(query, &bar);
        let label = format!("{name}: {}", (words.number)(u64::from(bar.count)));
        let item = button(if chosen { "plain on" } else { "plain" }, label, move || choose(page, &bar));
        (bar.count > 0).then(|| item.attr("aria-pressed", if chosen { "true" } else { "false" }))
    };
    let before = first.and_then(|day| item(timeline.before, (words.before)(&day.year().to_string())));
    let after = last.and_then(|day| item(timeline.after, (words.after)(&day.year().to_string())));
    let undated = (timeline.undated > 0).then(|| quiet((words.undated_count)(timeline.undated)));
    of("DIV", "outside").with((before, undated, after))
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
    page.act(if same { Act::ReaderChosePeriod(None, None) } else { Act::ReaderChosePeriod(ends.0, ends.1) });
}

/// The period that the visitor chose.
fn chosen_period(page: Page) -> (Option<Moment>, Option<Moment>) {
    let query = page.query.peek();
    (query.from, query.to)
}

/// The shortest way to write a bar's first and last day.
fn period_of(bar: &Bar) -> (Option<Moment>, Option<Moment>) {
    let (year, month, day) = bar.from.civil();
    let (last_year, last_month, last_day) = bar.to.civil();
    let write = |at: Day, whole_year: bool, whole_month: bool| {
        let (year, month, day) = at.civil();
        let point = match (whole_year, whole_month) {
            (true, _) => Point::year(year),
            (false, true) => Point::month(year, month),
            (false, false) => Point::day(year, month, day),
        };
        Moment::new(point)
    };
    let one_month = (year, month) == (last_year, last_month);
    let from = (bar.from != Day::MIN).then(|| write(bar.from, (month, day) == (1, 1) && !one_month, day == 1));
    let to = (bar.to != Day::MAX).then(|| write(bar.to, (last_month, last_day) == (12, 31) && !one_month, one_month));
    (from.flatten(), to.flatten())
}

fn bar_name(words: &Catalogue, scale: Scale, bar: &Bar) -> String {
    match (scale, period_of(bar)) {
        (Scale::Decade, _) => (words.decade)(bar.from.year()),
        (_, (Some(from), _)) => moment(words, from),
        _ => String::new(),
    }
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
            let (from, to) = chosen_period(page);
            page.act(if is_from { Act::ReaderChosePeriod(moment, to) } else { Act::ReaderChosePeriod(from, moment) });
        }
    };
    let input = el("INPUT")
        .attr("type", "text")
        .attr("id", id)
        .attr("maxlength", "10")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("placeholder", words.any_time)
        .prop_live("value", value)
        .attr_live("aria-invalid", move || page.wrong[end].get().then(|| "true".to_owned()))
        .attr_live("aria-describedby", move || page.wrong[end].get().then(|| help.to_owned()))
        .on("change", move |event| changed(event.value()));
    let explain =
        move || page.wrong[end].get().then(|| of("SPAN", "wrong").attr("role", "alert").with(words.moment_help));
    el("SPAN").with((el("LABEL").with((label, " ", input)), el("SPAN").attr("id", help).live(explain)))
}
