//! Days as feeds write them: RFC 822 in RSS, RFC 3339 in Atom and JSON Feed.

use whomet::model::PartialDate;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day, month or year of a date with or without a time; the day is the one that is written, in
/// whatever zone.
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let date = rfc_3339(text).or_else(|| rfc_822(text))?;
    PartialDate::parse(&date).ok().map(|_| date)
}

/// True for a date with more than its day: a time, a zone.
pub fn has_time(text: &str) -> bool {
    let text = text.trim();
    rfc_3339(text).map_or_else(|| text.contains(':'), |date| date.len() < text.len())
}

/// `2020-08-20T10:00:00+08:00`, `2020-08-20`, `2020-08`, `2020`.
fn rfc_3339(text: &str) -> Option<String> {
    let date = text.split(['T', 't', ' ']).next()?;
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = date.split('-').collect();
    let good = match &parts[..] {
        [year] => digits(year, 4) && date.len() == text.len(),
        [year, month] => digits(year, 4) && digits(month, 2) && date.len() == text.len(),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    };
    good.then(|| date.to_owned())
}

/// `Thu, 20 Aug 2020 10:00:00 GMT`; the year may have two digits, as RFC 822 has it.
fn rfc_822(text: &str) -> Option<String> {
    let date = text.split_once(',').map_or(text, |(_, date)| date);
    let mut parts = date.split([' ', '-']).filter(|part| !part.is_empty());
    let day: u32 = parts.next()?.parse().ok()?;
    let month = parts.next()?.get(..3)?.to_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year = parts.next()?;
    let number: u32 = year.parse().ok()?;
    let number = match year.len() {
        4 => number,
        2 if number < 70 => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    Some(format!("{number:04}-{month:02}-{day:02}"))
}
