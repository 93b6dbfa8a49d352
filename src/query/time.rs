//! What a query says of time beside its period: which dates count, and what the timeline shows.

use super::Moment;
use crate::model::{Day, Point};

/// Which records count by what is known of their date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// Those that may lie in the period and the years.
    #[default]
    Possible,
    /// Those that do whichever of their days it is.
    Certain,
    /// Those without a date.
    Missing,
}

/// The stretch of time that the timeline shows. It narrows no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zoom {
    from: Day,
    to: Day,
}

impl Zoom {
    /// From the first day of one moment to the last day of another; `None` if there is no such day.
    #[must_use]
    pub fn new(from: Moment, to: Moment) -> Option<Self> {
        Self::of_days(from.days().0, to.days().1)
    }

    /// From one day to another; `None` if that is backwards, or not within the years that can be written.
    #[must_use]
    pub fn of_days(from: Day, to: Day) -> Option<Self> {
        let years = 0..=9_999;
        let written = from <= to && years.contains(&from.year()) && years.contains(&to.year());
        written.then_some(Self { from, to })
    }

    /// Reads `2020`, `2020-03/2020-09` and their like.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Self::new(Moment::parse(from)?, Moment::parse(to)?)
    }

    /// The first and the last day.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        (self.from, self.to)
    }

    /// The first and the last day in the shortest way in which both can be written.
    #[must_use]
    pub fn moments(self) -> (Moment, Moment) {
        shortest(self.from, self.to)
    }

    /// A wider stretch around this one: the whole months, else the whole years, else the whole decades.
    /// `None` if there is none, so that only the whole timeline is wider.
    #[must_use]
    pub fn wider(self) -> Option<Self> {
        let ((year, month, _), (last_year, last_month, _)) = (self.from.civil(), self.to.civil());
        let of = |first: (i32, u8), next: (i32, u8)| {
            Self::of_days(Day::of(first.0, first.1, 1), Day(Day::of(next.0, next.1, 1).0 - 1))
        };
        let next = if last_month == 12 { (last_year + 1, 1) } else { (last_year, last_month + 1) };
        let decade = (year.div_euclid(10) * 10, (last_year.div_euclid(10) + 1) * 10);
        [of((year, month), next), of((year, 1), (last_year + 1, 1)), of((decade.0, 1), (decade.1, 1))]
            .into_iter()
            .flatten()
            .find(|wider| *wider != self)
    }
}

impl std::fmt::Display for Zoom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (from, to) = self.moments();
        f.write_str(&from.point().to_string())?;
        if from != to {
            f.write_str("/")?;
            f.write_str(&to.point().to_string())?;
        }
        Ok(())
    }
}

/// A first and a last day as years if both are ends of years, else as months, else as days.
#[must_use]
pub fn shortest(from: Day, to: Day) -> (Moment, Moment) {
    let ((year, month, day), (last_year, last_month, last_day)) = (from.civil(), to.civil());
    let ends_month = Day(to.0.saturating_add(1)).civil().2 == 1;
    let (first, last) = if (month, day, last_month, last_day) == (1, 1, 12, 31) {
        (Point::year(year), Point::year(last_year))
    } else if day == 1 && ends_month {
        (Point::month(year, month), Point::month(last_year, last_month))
    } else {
        (Point::day(year, month, day), Point::day(last_year, last_month, last_day))
    };
    (Moment(first), Moment(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_written_in_one_way() {
        for (text, written) in [
            ("2020", "2020"),
            ("2020/2020", "2020"),
            ("2020-01/2020-12", "2020"),
            ("2020-01-01/2021", "2020/2021"),
            ("2020-03/2020-09", "2020-03/2020-09"),
            ("2020-02-01/2020-02-29", "2020-02"),
            ("2020-02-02/2020-02", "2020-02-02/2020-02-29"),
            ("0000/9999", "0000/9999"),
        ] {
            assert_eq!(Zoom::parse(text).unwrap().to_string(), written, "{text}");
            assert_eq!(Zoom::parse(text), Zoom::parse(written), "{text}");
        }
        for odd in ["", "/", "2020/", "/2020", "2021/2020", "2020~", "2020/2021/2022", "2020-02-30", "201X"] {
            assert_eq!(Zoom::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn one_looks_wider_step_by_step() {
        let wider = |text: &str| Zoom::parse(text).unwrap().wider().map(|zoom| zoom.to_string());
        assert_eq!(wider("2020-02-03").as_deref(), Some("2020-02"));
        assert_eq!(wider("2020-02").as_deref(), Some("2020"));
        assert_eq!(wider("2019-12/2020-01").as_deref(), Some("2019/2020"));
        assert_eq!(wider("2019/2020").as_deref(), Some("2010/2029"));
        assert_eq!(wider("2010/2019"), None);
        assert_eq!(wider("0000-01-01").as_deref(), Some("0000-01"));
        assert_eq!(wider("9999-12-31").as_deref(), Some("9999-12"));
        assert_eq!(wider("9990/9999"), None);
    }
}
