//! What the dataset says it covers and what it holds, month by month, so that "no meetings" and "nothing
//! published" look different.

use whomet::engine::{Calendar, Covered, Held, covered};
use whomet::model::{Coverage, Day, End, PartialDate};
use whomet::query::{Choice, Facet, Moment, Query, shortest};

use super::parts::{figure, link, quiet, section, text};
use crate::app::el::{El, el, of};
use crate::app::i18n::{long_date, moment, period};
use crate::app::report::Report;
use crate::app::state::Page;

/// How many years the calendar has beside an empty result.
const FEW_YEARS: usize = 3;

/// What is covered, with the notes of the publisher.
pub fn declared(page: Page, all: &[Coverage]) -> El {
    let item = |part: &Coverage| {
        let whole = PartialDate::From(end(part.from, |(from, _)| from), end(part.to, |(_, to)| to));
        let said = el("B").with(long_date(page.words(), &whole));
        el("LI").with((said, " ", part.note.as_ref().map(|note| text(page, note))))
    };
    el("UL").with(all.iter().map(item).collect::<Vec<_>>())
}

/// One end of what is covered; of an interval, one of its ends.
fn end(date: Option<PartialDate>, of: impl Fn((End, End)) -> End) -> End {
    match date {
        None => End::Open,
        Some(PartialDate::At(at)) => End::At(at),
        Some(PartialDate::From(from, to)) => of((from, to)),
    }
}

/// The section of the page about the data.
pub fn coverage(page: Page) -> Option<El> {
    let words = page.words();
    let all = &page.loaded().about().coverage[..];
    let calendar = page.loaded().calendar();
    let table = (!calendar.months.is_empty()).then(|| (legend(page), whole_calendar(page, &calendar, all)));
    let undated = (calendar.undated > 0).then(|| el("P").with(quiet(words.meetings_undated(calendar.undated))));
    let cut = calendar.is_cut.then(|| el("P").with(quiet(words.calendar_cut())));
    let list = (!all.is_empty()).then(|| declared(page, all));
    let nothing = all.is_empty() && table.is_none() && undated.is_none();
    (!nothing).then(|| section(words.coverage(), (list, table, cut, undated)))
}

/// Why nothing is found in the period, or in all that is covered if none is asked for: nothing is published,
/// or there is no such record.
pub fn why_empty(page: Page, query: &Query) -> Option<El> {
    let words = page.words();
    let loaded = page.loaded();
    let all = &loaded.about().coverage[..];
    let calendar = loaded.calendar();
    let days = calendar.days();
    let (from, to) = asked(query).or_else(|| whole(all, &days))?;
    Report.need_style();
    let (first, last) = (query.from, query.to);
    let when = if query.period().is_some() {
        period(words, first, last)
    } else {
        let (first, last) = shortest(from, to);
        period(words, Some(first), Some(last))
    };
    // open ends go as far as the data
    let touches = |(_, (first, last)): &(&Held, &(Day, Day))| *first <= to && *last >= from;
    let years = calendar.months.iter().zip(&days).filter(touches).map(|(_, (first, _))| first.year());
    let mut years: Vec<i32> = years.collect();
    years.dedup();
    let few = !years.is_empty() && years.len() <= FEW_YEARS;
    let rows: Vec<El> = years.iter().map(|year| year_row(page, &calendar, all, *year)).collect();
    let table = few.then(|| (legend(page), table(page, rows)));
    let parts: Vec<Coverage> = all.iter().filter(|part| is_touched(part, from, to)).cloned().collect();
    let parts = (!parts.is_empty()).then(|| declared(page, &parts));
    let said = el("P").with(words.empty_because(covered(all, from, to), &when));
    Some(of("DIV", "why-empty").with((said, parts, table)))
}

fn is_touched(part: &Coverage, from: Day, to: Day) -> bool {
    covered(std::slice::from_ref(part), from, to) != Covered::Not
}

/// The stretch of time that a query asks for.
fn asked(query: &Query) -> Option<(Day, Day)> {
    let years = query.chosen[Facet::Year].include.iter().filter_map(|year| Moment::parse(year)).map(Moment::days);
    let years = years.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)));
    match (query.period(), years) {
        (Some((from, to)), Some((first, last))) if first <= to && last >= from => Some((from.max(first), to.min(last))),
        (Some(period), _) => Some(period),
        (None, years) => years,
    }
}

/// From the first day that is covered to the last; if nothing is said of that, the years of the data.
fn whole(all: &[Coverage], days: &[(Day, Day)]) -> Option<(Day, Day)> {
    let (first, last) = (days.first()?.0, days.last()?.1);
    let from = all.iter().map(|part| part.from.as_ref().map_or(first, |from| from.bounds().start.0)).min();
    let to = all.iter().map(|part| part.to.as_ref().map_or(last, |to| to.bounds().end.1)).max();
    Some((from.unwrap_or(first), to.unwrap_or(last)))
}

/// How the months look, in words.
fn legend(page: Page) -> (El, El) {
    let words = page.words();
    let item = |covered: Covered| {
        of("LI", class_of(covered)).with((of("SPAN", "sample").attr("aria-hidden", "true"), words.covered(covered)))
    };
    let unsaid = page.loaded().about().coverage.is_empty();
    let kinds: &[Covered] = if unsaid { &[Covered::Unsaid] } else { &[Covered::Wholly, Covered::Partly, Covered::Not] };
    let list = of("UL", "legend").with(kinds.iter().map(|kind| item(*kind)).collect::<Vec<_>>());
    let lead = (quiet(words.calendar_lead()), " ", quiet(words.later().whatever_became()));
    (el("P").with(lead), list)
}

const fn class_of(covered: Covered) -> &'static str {
    match covered {
        Covered::Wholly => "wholly",
        Covered::Partly => "partly",
        Covered::Not => "not",
        Covered::Unsaid => "unsaid",
    }
}

/// All years, the latest first; years in a row that hold nothing and are covered alike are one row.
fn whole_calendar(page: Page, calendar: &Calendar, all: &[Coverage]) -> El {
    let words = page.words();
    let mut rows: Vec<El> = Vec::new();
    // what is seen of years without meetings: how they are covered, and from which to which
    let mut empty: Option<(Covered, i32, i32)> = None;
    let close = |empty: &mut Option<(Covered, i32, i32)>, rows: &mut Vec<El>| {
        if let Some((covered, first, last)) = empty.take() {
            let ends = shortest(Day::of(first, 1, 1), Day::of(last, 12, 31));
            let name = period(words, Some(ends.0), Some(ends.1));
            let says = words.years_hold_none(&name, words.covered(covered));
            let cell = el("TD").attr("colspan", "12").attr("class", class_of(covered)).with(says);
            rows.push(el("TR").with((el("TH").attr("scope", "row").with(name), cell)));
        }
    };
    let years = i32::try_from(calendar.months.len() / 12).unwrap_or(0);
    for year in (calendar.first..calendar.first + years).rev() {
        let (first, last) = (Day::of(year, 1, 1), Day::of(year, 12, 31));
        let covered = covered(all, first, last);
        let holds = months_of(calendar, year).iter().any(|month| month.possible > 0);
        match &mut empty {
            _ if holds || covered == Covered::Partly => {
                close(&mut empty, &mut rows);
                rows.push(year_row(page, calendar, all, year));
            }
            Some((same, earliest, _)) if *same == covered => *earliest = year,
            _ => {
                close(&mut empty, &mut rows);
                empty = Some((covered, year, year));
            }
        }
    }
    close(&mut empty, &mut rows);
    table(page, rows)
}

fn months_of(calendar: &Calendar, year: i32) -> &[Held] {
    let at = usize::try_from(year - calendar.first).unwrap_or(usize::MAX).saturating_mul(12);
    calendar.months.get(at..at.saturating_add(12)).unwrap_or_default()
}

/// A table that may be wider than a phone, and then scrolls by itself.
fn table(page: Page, rows: Vec<El>) -> El {
    let words = page.words();
    let month = |at: usize| el("TH").attr("scope", "col").with(words.months_short_alone(at));
    let head = el("TR").with((of("TD", "corner"), (0..12).map(month).collect::<Vec<_>>()));
    let table = of("TABLE", "months").with((
        of("CAPTION", "heard").with(words.calendar()),
        el("THEAD").with(head),
        el("TBODY").with(rows),
    ));
    of("DIV", "wide").attr("tabindex", "0").attr("role", "region").attr("aria-label", words.calendar()).with(table)
}

fn year_row(page: Page, calendar: &Calendar, all: &[Coverage], year: i32) -> El {
    let months = (1..).zip(months_of(calendar, year));
    let cells: Vec<El> = months.map(|(month, held)| cell(page, all, year, month, *held)).collect();
    el("TR").with((el("TH").attr("scope", "row").with(year.to_string()), cells))
}

/// A month: how many meetings it holds, as a link to them; a word for whoever hears it.
fn cell(page: Page, all: &[Coverage], year: i32, month: u8, held: Held) -> El {
    let words = page.words();
    let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
    let (from, to) = (Day::of(year, month, 1), Day(next.0 - 1));
    let covered = covered(all, from, to);
    let (first, last) = shortest(from, to);
    let says = words.month_holds(
        &moment(words, first),
        held.certain,
        held.possible.saturating_sub(held.certain),
        words.covered(covered),
    );
    let more = (held.possible > held.certain).then(|| {
        of("SPAN", "more-possible").with(format!("+{}", words.number(u64::from(held.possible - held.certain))))
    });
    let count = words.number(u64::from(held.certain));
    let shown = if held.possible > 0 {
        let mut query = Query { from: Some(first), to: Some(last), ..Query::default() };
        query.chosen[Facet::Kind] = Choice { include: vec!["meeting".to_owned()], exclude: Vec::new() };
        link(page.href_list(query), (figure("", count), more)).attr("aria-label", says.clone())
    } else {
        let sign = match covered {
            Covered::Wholly => "0",
            Covered::Partly => "(0)",
            Covered::Not | Covered::Unsaid => "–",
        };
        let heard = of("SPAN", "heard").with(says.clone());
        el("SPAN").with((el("SPAN").attr("aria-hidden", "true").with(sign), heard))
    };
    el("TD").attr("class", class_of(covered)).attr("title", says).with(shown)
}
