//! Dates as far as they are known: EDTF (ISO 8601-2:2019) level 0, and what of level 1 says how
//! exact a date is.
//!
//! | written | means |
//! | --- | --- |
//! | `2020`, `2020-08`, `2020-08-20` | some day in it; that day |
//! | `201X`, `20XX`, `2020-XX`, `2020-08-XX` | some day in the decade, century, year, month |
//! | `2020-21` .. `2020-24` | spring, summer, autumn, winter of either hemisphere: some day in the year, or for winter up to the next February |
//! | `2020-08-20/2020-08-22` | every day from the first to the last |
//! | `../2020`, `2020/..` | without beginning, without end |
//! | `/2020`, `2020/` | beginning or end not known |
//! | `2020-08~`, `2020?`, `2020%` | about; perhaps; both |
//!
//! Years run from 0000 to 9999. A day is counted from 1970-01-01 in the proleptic Gregorian calendar.

use std::fmt;

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before every date that can be written.
    pub const MIN: Self = Self(i32::MIN);
    /// After every date that can be written.
    pub const MAX: Self = Self(i32::MAX);

    /// The day of a calendar date. Howard Hinnant, "chrono-compatible low-level date algorithms",
    /// `days_from_civil`.
    #[must_use]
    pub fn of(year: i32, month: u8, day: u8) -> Self {
        let (month, day) = (i32::from(month), i32::from(day));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day. The same source, `civil_from_days`.
    #[must_use]
    pub fn civil(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (i32::try_from(year).unwrap_or(i32::MAX), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
    }

    /// The year it lies in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.civil().0
    }
}

/// How many days a month has.
fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A season, as EDTF numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Span {
    Century,
    Decade,
    Year,
    Season(Season),
    Month(u8),
    Day(u8, u8),
}

/// One date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year; the first of it for a decade or a century.
    pub year: i32,
    /// What is known beyond the year, or short of it.
    pub span: Span,
    /// Written with `~` or `%`.
    pub approximate: bool,
    /// Written with `?` or `%`.
    pub uncertain: bool,
}

impl Point {
    /// A day in the calendar.
    #[must_use]
    pub fn day(year: i32, month: u8, day: u8) -> Self {
        Self { year, span: Span::Day(month, day), approximate: false, uncertain: false }
    }

    /// A whole year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self { year, span: Span::Year, approximate: false, uncertain: false }
    }

    /// A whole month.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Self {
        Self { year, span: Span::Month(month), approximate: false, uncertain: false }
    }

    /// The first and the last day that it may be.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        let y = self.year;
        match self.span {
            Span::Century => (Day::of(y, 1, 1), Day::of(y + 99, 12, 31)),
            Span::Decade => (Day::of(y, 1, 1), Day::of(y + 9, 12, 31)),
            Span::Season(Season::Winter) => (Day::of(y, 1, 1), Day::of(y + 1, 2, days_in(y + 1, 2))),
            Span::Year | Span::Season(_) => (Day::of(y, 1, 1), Day::of(y, 12, 31)),
            Span::Month(m) => (Day::of(y, m, 1), Day::of(y, m, days_in(y, m))),
            Span::Day(m, d) => (Day::of(y, m, d), Day::of(y, m, d)),
        }
    }

    /// True if the day is known and nothing says that it might be another.
    #[must_use]
    pub fn is_exact(self) -> bool {
        matches!(self.span, Span::Day(..)) && !self.approximate && !self.uncertain
    }
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It begins or ends then.
    At(Point),
    /// It has no beginning or no end: `..`.
    Open,
    /// Nobody knows: nothing is written.
    Unknown,
}

/// A date or an interval, as far as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// One day, as far as known.
    At(Point),
    /// Every day from one to the other.
    From(End, End),
}

/// Why something is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not of any of the forms above.
    Shape,
    /// There is no such month, season or day.
    Impossible,
    /// The interval ends before it begins.
    Reversed,
    /// The date is followed by a time of day, which is not kept.
    Time,
}

/// What a date may and must overlap: the first and last day on which it may begin, and may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The earliest and the latest beginning.
    pub start: (Day, Day),
    /// The earliest and the latest end.
    pub end: (Day, Day),
    /// True if even these bounds are not certain (`~`, `?`).
    pub doubtful: bool,
}

impl Bounds {
    /// True if the date may touch the range.
    #[must_use]
    pub fn may(&self, from: Day, to: Day) -> bool {
        self.start.0 <= to && self.end.1 >= from
    }

    /// True if the date touches the range whichever of its days it is.
    #[must_use]
    pub fn certainly(&self, from: Day, to: Day) -> bool {
        !self.doubtful && self.start.1 <= to && self.end.0 >= from
    }
}

impl PartialDate {
    /// Reads a date or an interval.
    ///
    /// # Errors
    /// If it is none of the supported forms, impossible, or reversed.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return point(text).map(Self::At);
        };
        let (start, end) = (interval_end(start)?, interval_end(end)?);
        if let (End::At(a), End::At(b)) = (start, end)
            && a.days().0 > b.days().1
        {
            return Err(DateError::Reversed);
        }
        match (start, end) {
            (End::Open | End::Unknown, End::Open | End::Unknown) => Err(DateError::Shape),
            _ => Ok(Self::From(start, end)),
        }
    }

    /// What it may and must overlap.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let doubt = |p: Point| p.approximate || p.uncertain;
        match *self {
            Self::At(p) => Bounds { start: p.days(), end: p.days(), doubtful: doubt(p) },
            Self::From(start, end) => {
                let known = |end| if let End::At(p) = end { Some(p) } else { None };
                let doubtful = known(start).is_some_and(doubt) || known(end).is_some_and(doubt);
                let start_days = match start {
                    End::At(p) => p.days(),
                    // it begins no later than it ends; nothing says that it is as old as time
                    End::Open | End::Unknown => (Day::MIN, known(end).map_or(Day::MAX, |p| p.days().1)),
                };
                let end_days = match end {
                    End::At(p) => p.days(),
                    End::Open => (Day::MAX, Day::MAX),
                    End::Unknown => (start_days.0, Day::MAX),
                };
                Bounds { start: start_days, end: end_days, doubtful }
            }
        }
    }

    /// True if the days are known and nothing says that they might be others.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match *self {
            Self::At(p) => p.is_exact(),
            Self::From(End::At(a), End::At(b)) => a.is_exact() && b.is_exact(),
            Self::From(..) => false,
        }
    }

    /// The day by which records are put in order: the earliest on which it may begin, or for an
    /// interval without a known beginning the earliest on which it may end.
    #[must_use]
    pub fn order(&self) -> Day {
        let bounds = self.bounds();
        if bounds.start.0 == Day::MIN { bounds.end.0 } else { bounds.start.0 }
    }
}

fn interval_end(text: &str) -> Result<End, DateError> {
    match text {
        "" => Ok(End::Unknown),
        ".." => Ok(End::Open),
        _ => point(text).map(End::At),
    }
}

fn point(text: &str) -> Result<Point, DateError> {
    let (text, approximate, uncertain) = match text.strip_suffix(['~', '?', '%']) {
        Some(rest) => (rest, !text.ends_with('?'), !text.ends_with('~')),
        None => (text, false, false),
    };
    if let Some((date, _)) = text.split_once('T')
        && point(date).is_ok()
    {
        return Err(DateError::Time);
    }
    let mut parts = text.split('-');
    let (year, span) = year(parts.next().unwrap_or_default())?;
    let span = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => span,
        (Some(_), ..) if span != Span::Year => return Err(DateError::Shape),
        (Some("XX"), None | Some("XX"), None) => Span::Year,
        (Some(month), None, None) => month_or_season(two(month)?)?,
        (Some(month), Some(day), None) => day_of(year, two(month)?, day)?,
        _ => return Err(DateError::Shape),
    };
    Ok(Point { year, span, approximate, uncertain })
}

fn year(text: &str) -> Result<(i32, Span), DateError> {
    let (digits, span) = match text.strip_suffix("XX") {
        Some(head) => (head, Span::Century),
        None => match text.strip_suffix('X') {
            Some(head) => (head, Span::Decade),
            None => (text, Span::Year),
        },
    };
    if text.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::Shape);
    }
    let scale = match span {
        Span::Century => 100,
        Span::Decade => 10,
        _ => 1,
    };
    let number: i32 = digits.parse().map_err(|_| DateError::Shape)?;
    Ok((number * scale, span))
}

fn two(text: &str) -> Result<u8, DateError> {
    let shaped = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if shaped { text.parse().map_err(|_| DateError::Shape) } else { Err(DateError::Shape) }
}

fn month_or_season(number: u8) -> Result<Span, DateError> {
    match number {
        1..=12 => Ok(Span::Month(number)),
        21 => Ok(Span::Season(Season::Spring)),
        22 => Ok(Span::Season(Season::Summer)),
        23 => Ok(Span::Season(Season::Autumn)),
        24 => Ok(Span::Season(Season::Winter)),
        _ => Err(DateError::Impossible),
    }
}

fn day_of(year: i32, month: u8, day: &str) -> Result<Span, DateError> {
    if !(1..=12).contains(&month) {
        return Err(DateError::Impossible);
    }
    if day == "XX" {
        return Ok(Span::Month(month));
    }
    let day = two(day)?;
    let exists = (1..=days_in(year, month)).contains(&day);
    if exists { Ok(Span::Day(month, day)) } else { Err(DateError::Impossible) }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            Span::Century => write!(f, "{:02}XX", self.year / 100)?,
            Span::Decade => write!(f, "{:03}X", self.year / 10)?,
            Span::Year => write!(f, "{:04}", self.year)?,
            Span::Season(season) => write!(f, "{:04}-{}", self.year, 21 + season as u8)?,
            Span::Month(month) => write!(f, "{:04}-{month:02}", self.year)?,
            Span::Day(month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year)?,
        }
        match (self.approximate, self.uncertain) {
            (true, true) => f.write_str("%"),
            (true, false) => f.write_str("~"),
            (false, true) => f.write_str("?"),
            (false, false) => Ok(()),
        }
    }
}

/// Writes EDTF that reads back as the same date.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, end| match end {
            End::At(point) => write!(f, "{point}"),
            End::Open => f.write_str(".."),
            End::Unknown => Ok(()),
        };
        match *self {
            Self::At(point) => write!(f, "{point}"),
            Self::From(a, b) => {
                end(f, a)?;
                f.write_str("/")?;
                end(f, b)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"))
    }

    #[test]
    fn every_supported_form_reads_back_as_written() {
        for text in [
            "2020",
            "2020-08",
            "2020-08-20",
            "2020-08-20/2020-08-22",
            "2020-08~",
            "2020?",
            "2020%",
            "../2020",
            "2020/..",
            "2020-01/",
            "/2020-01-02",
            "201X",
            "19XX",
            "2020-21",
            "2020-24",
            "0000-01-01",
            "9999-12-31",
            "2020-08~/2020-09?",
            "2020-02-29",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date("2020-XX"), date("2020"));
        assert_eq!(date("2020-XX-XX"), date("2020"));
        assert_eq!(date("2020-08-XX"), date("2020-08"));
    }

    #[test]
    fn what_is_not_a_date_says_why() {
        use DateError::{Impossible, Reversed, Shape, Time};
        for (text, error) in [
            ("", Shape),
            ("20", Shape),
            ("2020-8", Shape),
            ("2020/08/20", Shape),
            ("20-08-2020", Shape),
            ("2020-08-20 ", Shape),
            ("../..", Shape),
            ("/", Shape),
            ("X020", Shape),
            ("２０２０", Shape),
            ("2020-13", Impossible),
            ("2020-00", Impossible),
            ("2021-02-29", Impossible),
            ("2020-04-31", Impossible),
            ("2020-08-00", Impossible),
            ("2020-20", Impossible),
            ("2020-21-01", Impossible),
            ("2021/2020", Reversed),
            ("2020-08-22/2020-08-20", Reversed),
            ("2020-08-20T10:00:00Z", Time),
        ] {
            assert_eq!(PartialDate::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_coarse_date_may_lie_in_a_range_without_certainly_doing_so() {
        let (from, to) = (Day::of(2020, 8, 10), Day::of(2020, 8, 20));
        for (text, may, certainly) in [
            ("2020-08-10", true, true),
            ("2020-08-20", true, true),
            ("2020-08-21", false, false),
            ("2020-08", true, false),
            ("2020", true, false),
            ("2020-09", false, false),
            ("2020-08-19/2020-08-25", true, true),
            ("2020-08-20~", true, false),
            ("2020-08-12?", true, false),
            ("2020-08/2020-09", true, false),
            ("2020-01/2020-12", true, true),
            ("../2020-08-09", false, false),
            ("../2020-08-10", true, true),
            ("../2020-08-25", true, false),
            ("2019/..", true, true),
            ("2020-08-11/", true, true),
            ("2020-08-01/", true, false),
            ("/2020-08-09", false, false),
            ("/2020-09", true, false),
            ("201X", false, false),
            ("20XX", true, false),
        ] {
            let bounds = date(text).bounds();
            assert_eq!((bounds.may(from, to), bounds.certainly(from, to)), (may, certainly), "{text}");
        }
    }

    proptest! {
        #[test]
        fn days_and_calendar_dates_are_two_ways_of_writing_the_same(n in -719_528i32..2_932_897) {
            let (year, month, day) = Day(n).civil();
            prop_assert_eq!(Day::of(year, month, day), Day(n));
            prop_assert!((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day));
        }

        #[test]
        fn any_text_reads_or_is_refused(text in "[0-9X/.~?%T-]{0,24}") {
            if let Ok(date) = PartialDate::parse(&text) {
                let bounds = date.bounds();
                prop_assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
                prop_assert!(bounds.start.0 <= bounds.start.1 && bounds.end.0 <= bounds.end.1);
            }
        }
    }
}
