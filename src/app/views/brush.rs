//! The brush over the timeline: drawn with mouse, finger or pen, and two handles for its ends.
//!
//! A drag becomes a period when the pointer goes up; until then nothing is in the address. Escape, or a
//! finger that scrolls the page instead, drops it. What does not leave its bar is a click.

use whomet::engine::{Bar, Timeline};
use whomet::model::Day;
use whomet::query::{Act, Moment, Query, shortest};

use crate::app::brush::Brush;
use crate::app::el::{El, Heard, el, of};
use crate::app::i18n::{moment, period};
use crate::app::state::Page;

/// The bars of an axis, as the brush needs them: their first and last days.
pub type Days = std::sync::Arc<[(Day, Day)]>;

/// The days of each bar.
pub fn days_of(timeline: &Timeline) -> Days {
    timeline.bars.iter().map(|bar: &Bar| (bar.from, bar.to)).collect()
}

/// Makes an element that is as wide as the bars hear the pointer, and draws the brush over it.
pub fn brushed(page: Page, plot: El, days: &Days) -> El {
    let bars = days.len();
    let place = move |event: &Heard| {
        let place = event.place();
        let place = if page.words().is_right_to_left() { 1.0 - place } else { place };
        ((place * bars as f64).max(0.0) as usize).min(bars.saturating_sub(1))
    };
    let down = move |event: Heard| {
        if event.is("isPrimary") && event.number("button") == 0.0 {
            Brush.begin(place(&event));
        }
    };
    let moved = move |event: Heard| {
        // it may have gone up where nobody heard it
        if event.number("buttons") == 0.0 {
            Brush.cancel();
        } else if Brush.move_to(place(&event)) {
            event.capture();
        }
    };
    let up = {
        let days = days.clone();
        move |_| {
            if let Some((first, last)) = Brush.end() {
                let (from, to) = period_of_bars(&days, first, last);
                page.act(Act::ReaderBrushed(Some(from), Some(to)));
            }
        }
    };
    let drawn = {
        let days = days.clone();
        move || Brush.range.get().map(|(first, last)| band(page, &days, first, last))
    };
    plot.on("pointerdown", down)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", |_| {
            Brush.cancel();
        })
        .with(el("DIV").live(drawn))
}

/// From the first day of one bar to the last of another.
pub fn period_of_bars(days: &[(Day, Day)], first: usize, last: usize) -> (Moment, Moment) {
    let from = days.get(first).map_or(Day(0), |bar| bar.0);
    shortest(from, days.get(last).map_or(from, |bar| bar.1))
}

/// The stretch that is being drawn, with its name.
fn band(page: Page, days: &[(Day, Day)], first: usize, last: usize) -> El {
    let (from, to) = period_of_bars(days, first, last);
    let name = period(page.words(), Some(from), Some(to));
    of("DIV", "band")
        .attr("aria-hidden", "true")
        .style("inset-inline-start", share(first, days.len()))
        .style("inline-size", share(last + 1 - first, days.len()))
        .with(el("SPAN").with(name))
}

/// So many of so many as a share of the width.
fn share(part: usize, all: usize) -> String {
    let thousandths = part * 100_000 / all.max(1);
    format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
}

/// The bars that the period touches, first and last.
fn touched(query: &Query, days: &[(Day, Day)]) -> Option<(usize, usize)> {
    let (from, to) = query.period()?;
    let first = days.partition_point(|bar| bar.1 < from);
    let after = days.partition_point(|bar| bar.0 <= to);
    (first < after).then(|| (first, after - 1))
}

/// A line under the bars of the period, with a handle at each end; nothing without a period.
pub fn handles(page: Page, query: &Query, days: &Days) -> Option<El> {
    let (first, last) = touched(query, days)?;
    let line = of("DIV", "line")
        .style("inset-inline-start", share(first, days.len()))
        .style("inline-size", share(last + 1 - first, days.len()));
    let ends = (handle(page, query, days, (first, last), false), handle(page, query, days, (first, last), true));
    Some(of("DIV", "ends").with((line, ends)))
}

/// One end of the period as a slider.
fn handle(page: Page, query: &Query, days: &Days, (first, last): (usize, usize), is_end: bool) -> El {
    let words = page.words();
    let (at, other) = if is_end { (last, first) } else { (first, last) };
    let (from, to) = period_of_bars(days, first, last);
    let end = if is_end { query.to.unwrap_or(to) } else { query.from.unwrap_or(from) };
    let (least, most) = if is_end { (first, days.len().saturating_sub(1)) } else { (0, last) };
    let days_of_bars = days.clone();
    let keep = (query.from, query.to);
    let stepped = move |event: Heard| {
        let Some(next) = step(&event.key(), page.words().is_right_to_left(), at, (least, most)) else { return };
        event.prevent();
        let (from, to) = period_of_bars(&days_of_bars, next, next);
        let moved = if is_end { (keep.0, Some(to)) } else { (Some(from), keep.1) };
        page.act(Act::ReaderMovedPeriod(moved.0, moved.1));
    };
    of("SPAN", "handle")
        .attr("id", if is_end { "period-to" } else { "period-from" })
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("aria-label", if is_end { words.period_to() } else { words.period_from() })
        .attr("aria-valuemin", least.to_string())
        .attr("aria-valuemax", most.to_string())
        .attr("aria-valuenow", at.to_string())
        .attr("aria-valuetext", moment(words, end))
        .style("inset-inline-start", share(at + usize::from(is_end), days.len()))
        .on("pointerdown", move |_| Brush.hold(other))
        .on("keydown", stepped)
}

/// Where a key moves an end.
fn step(key: &str, mirrored: bool, at: usize, (least, most): (usize, usize)) -> Option<usize> {
    let (back, on) = if mirrored { ("ArrowRight", "ArrowLeft") } else { ("ArrowLeft", "ArrowRight") };
    let next = match key {
        "Home" => least,
        "End" => most,
        "PageDown" => at.saturating_sub(10),
        "PageUp" => at + 10,
        "ArrowDown" => at.saturating_sub(1),
        "ArrowUp" => at + 1,
        _ if key == back => at.saturating_sub(1),
        _ if key == on => at + 1,
        _ => return None,
    };
    Some(next.clamp(least, most))
}
