//! Dates in words, never more exact than they are known.

use super::Catalogue;
use whomet::model::{End, PartialDate, Point, Season, Span};
use whomet::query::Moment;

/// How the name of a month is written.
#[derive(Clone, Copy)]
struct Style {
    short: bool,
    /// False after a word such as `since`, which in some languages changes the form of the month.
    alone: bool,
}

const LONG: Style = Style { short: false, alone: true };
const SHORT: Style = Style { short: true, alone: true };

/// A whole date in words: `20 August 2020`, `about August 2020`, `20–22 August 2020`.
pub fn long_date(words: &Catalogue, date: &PartialDate) -> String {
    match *date {
        PartialDate::At(at) => point(words, at, LONG),
        PartialDate::From(from, to) => interval(words, from, to, LONG),
    }
}

/// A date in words, with the months in short.
pub fn short_date(words: &Catalogue, date: &PartialDate) -> String {
    match *date {
        PartialDate::At(at) => point(words, at, SHORT),
        PartialDate::From(from, to) => interval(words, from, to, SHORT),
    }
}

/// A date for the margin of a card: what is large, and what is small below it.
pub fn card_date(words: &Catalogue, date: &PartialDate) -> (String, String) {
    let large = |year: i32| words.card_year(&year.to_string());
    let in_month = |month: u8, year: i32| month_in(words, month, year, Style { alone: false, ..SHORT });
    let of = |month: u8| month_name(words, month, Style { alone: false, ..SHORT });
    match *date {
        PartialDate::At(at) if at.approximate || at.uncertain => (large(at.year), point(words, at, SHORT)),
        PartialDate::At(at) => match at.span {
            Span::Day(month, day) => (words.card_day(&day.to_string()), in_month(month, at.year)),
            Span::Month(month) => (month_name(words, month, SHORT).to_owned(), words.card_month(&at.year.to_string())),
            Span::Year => (large(at.year), String::new()),
            _ => (large(at.year), point(words, at, SHORT)),
        },
        PartialDate::From(End::At(a), End::At(b)) => match (plain_day(a), plain_day(b)) {
            (Some((month, day)), Some((last_month, last))) if a.year == b.year => {
                let days = words.card_days(&day.to_string(), &last.to_string());
                let below = match month == last_month {
                    true => in_month(month, a.year),
                    false => words.card_months(of(month), of(last_month), &a.year.to_string()),
                };
                (days, below)
            }
            _ => (large(a.year), interval(words, End::At(a), End::At(b), SHORT)),
        },
        PartialDate::From(from, to) => match (from, to) {
            (End::At(at), _) | (_, End::At(at)) => (large(at.year), interval(words, from, to, SHORT)),
            _ => (String::new(), String::new()),
        },
    }
}

/// A year, a month or a day of a query in words.
pub fn moment(words: &Catalogue, moment: Moment) -> String {
    point(words, moment.point(), SHORT)
}

/// A beginning, an end or both of a query in words; nothing if there is neither.
pub fn period(words: &Catalogue, from: Option<Moment>, to: Option<Moment>) -> String {
    let end = |moment: Option<Moment>| moment.map_or(End::Open, |moment| End::At(moment.point()));
    match (from, to) {
        (Some(from), Some(to)) if from == to => moment(words, from),
        _ => interval(words, end(from), end(to), SHORT),
    }
}

fn interval(words: &Catalogue, from: End, to: End, style: Style) -> String {
    let after_word = Style { alone: false, ..style };
    match (from, to) {
        (End::At(a), End::At(b)) => between(words, a, b, style),
        (End::At(a), _) => words.since(&point(words, a, after_word)),
        (_, End::At(b)) => words.until(&point(words, b, after_word)),
        _ => String::new(),
    }
}

/// Two days share the month and the year if they have them in common.
fn between(words: &Catalogue, a: Point, b: Point, style: Style) -> String {
    let of = |month: u8| month_name(words, month, Style { alone: false, ..style });
    let year = &a.year.to_string();
    match (plain_day(a), plain_day(b)) {
        (Some((month, day)), Some((last_month, last))) if a.year == b.year => {
            let (day, last) = (&day.to_string(), &last.to_string());
            match month == last_month {
                true => words.days_of(day, last, of(month), year),
                false => words.days_of_months(day, of(month), last, of(last_month), year),
            }
        }
        _ => words.range(&point(words, a, style), &point(words, b, style)),
    }
}

/// Month and day, if they are known and nothing says that they might be others.
fn plain_day(at: Point) -> Option<(u8, u8)> {
    match at.span {
        Span::Day(month, day) if at.is_exact() => Some((month, day)),
        _ => None,
    }
}

fn point(words: &Catalogue, at: Point, style: Style) -> String {
    let year = &at.year.to_string();
    let plain = match at.span {
        Span::Century => words.century(year, &(at.year + 99).to_string()),
        Span::Decade if style.alone => words.decade_alone(year),
        Span::Decade => words.decade(year),
        Span::Year => words.year_of(year),
        Span::Season(season) => words.month_of(season_name(words, season, style), year),
        Span::Month(month) => month_in(words, month, at.year, style),
        Span::Day(month, day) => {
            let month = month_name(words, month, Style { alone: false, ..style });
            words.day_of(&day.to_string(), month, year)
        }
    };
    match (at.approximate, at.uncertain) {
        (true, true) => words.perhaps_about(&plain),
        (true, false) => words.about(&plain),
        (false, true) => words.perhaps(&plain),
        (false, false) => plain,
    }
}

fn month_in(words: &Catalogue, month: u8, year: i32, style: Style) -> String {
    words.month_of(month_name(words, month, style), &year.to_string())
}

fn month_name(words: &Catalogue, month: u8, style: Style) -> &'static str {
    let at = usize::from(month).clamp(1, 12) - 1;
    match (style.short, style.alone) {
        (false, false) => words.months(at),
        (false, true) => words.months_alone(at),
        (true, false) => words.months_short(at),
        (true, true) => words.months_short_alone(at),
    }
}

fn season_name(words: &Catalogue, season: Season, style: Style) -> &'static str {
    let at = match season {
        Season::Spring => 0,
        Season::Summer => 1,
        Season::Autumn => 2,
        Season::Winter => 3,
    };
    if style.alone { words.seasons_alone(at) } else { words.seasons(at) }
}
