//! Dates in words, never more exact than they are known.

use super::Catalogue;
use whomet::model::{End, PartialDate, Point, Season, Span, plain_number};
use whomet::query::Moment;

/// A whole date in words: `20 August 2020`, `about August 2020`, `20 to 22 August 2020`.
pub fn long_date(words: &Catalogue, date: &PartialDate) -> String {
    match *date {
        PartialDate::At(at) => point(words, at, &words.months),
        PartialDate::From(End::At(a), End::At(b)) => {
            format!("{} – {}", point(words, a, &words.months), point(words, b, &words.months))
        }
        PartialDate::From(End::At(a), _) => (words.since)(&point(words, a, &words.months)),
        PartialDate::From(_, End::At(b)) => (words.until)(&point(words, b, &words.months)),
        PartialDate::From(..) => String::new(),
    }
}

/// A date for the margin of a card: what is large, and what is small below it.
pub fn card_date(words: &Catalogue, date: &PartialDate) -> (String, String) {
    let short = |at: Point| point(words, at, &words.months_short);
    match *date {
        PartialDate::At(at) if at.is_exact() => {
            let Span::Day(month, day) = at.span else { return (at.year.to_string(), String::new()) };
            (day.to_string(), format!("{} {}", month_of(&words.months_short, month), at.year))
        }
        PartialDate::At(at) => match at.span {
            Span::Month(month) if !at.approximate && !at.uncertain => {
                (month_of(&words.months_short, month).to_owned(), format!("{}, {}", at.year, words.day_unknown))
            }
            Span::Year if !at.approximate && !at.uncertain => (at.year.to_string(), String::new()),
            _ => (at.year.to_string(), short(at)),
        },
        PartialDate::From(End::At(a), End::At(b)) => match (a.span, b.span) {
            (Span::Day(m, d), Span::Day(n, e)) if (a.year, m) == (b.year, n) => {
                (format!("{d}–{e}"), format!("{} {}", month_of(&words.months_short, m), a.year))
            }
            (Span::Day(m, d), Span::Day(n, e)) if a.year == b.year => {
                let months = &words.months_short;
                (format!("{d}–{e}"), format!("{}–{} {}", month_of(months, m), month_of(months, n), a.year))
            }
            _ => (a.year.to_string(), format!("{} – {}", short(a), short(b))),
        },
        PartialDate::From(End::At(a), _) => (a.year.to_string(), (words.since)(&short(a))),
        PartialDate::From(_, End::At(b)) => (b.year.to_string(), (words.until)(&short(b))),
        PartialDate::From(..) => (String::new(), String::new()),
    }
}

/// A year, a month or a day of a query in words.
pub fn moment(words: &Catalogue, moment: Moment) -> String {
    point(words, moment.point(), &words.months_short)
}

/// A number with its thousands apart and no more decimals than it has.
pub fn decimal(words: &Catalogue, number: f64) -> String {
    let sign = if number < 0.0 { "−" } else { "" };
    let plain = plain_number(number.abs());
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    match whole.parse() {
        Ok(whole) if decimals.is_empty() => format!("{sign}{}", (words.number)(whole)),
        Ok(whole) if !plain.contains('e') => format!("{sign}{}{}{decimals}", (words.number)(whole), words.decimal_mark),
        _ => format!("{sign}{plain}"),
    }
}

fn point(words: &Catalogue, at: Point, months: &[&'static str; 12]) -> String {
    let year = at.year;
    let plain = match at.span {
        Span::Century => (words.century)(year),
        Span::Decade => (words.decade)(year),
        Span::Year => year.to_string(),
        Span::Season(season) => {
            let at = match season {
                Season::Spring => 0,
                Season::Summer => 1,
                Season::Autumn => 2,
                Season::Winter => 3,
            };
            format!("{} {year}", words.seasons[at])
        }
        Span::Month(month) => format!("{} {year}", month_of(months, month)),
        Span::Day(month, day) => format!("{day} {} {year}", month_of(months, month)),
    };
    let plain = if at.approximate { (words.about)(&plain) } else { plain };
    if at.uncertain { (words.perhaps)(&plain) } else { plain }
}

fn month_of(months: &[&'static str; 12], month: u8) -> &'static str {
    months.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}
