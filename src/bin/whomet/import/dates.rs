//! Dates as registers write them, by formats that the mapping names.

use std::borrow::Cow;

use whomet::model::{DateError, PartialDate};

/// Month names unless the mapping names others.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A piece of a format and the shortest and longest run of digits that it takes.
const PIECES: [(&str, usize, usize); 9] = [
    ("YYYY", 4, 4),
    ("MM", 2, 2),
    ("DD", 2, 2),
    ("M", 1, 2),
    ("D", 1, 2),
    ("hh", 2, 2),
    ("h", 1, 2),
    ("mm", 2, 2),
    ("ss", 2, 2),
];

/// Says so if a format has no year, or a day without a month.
pub fn check(format: &str) -> Result<(), String> {
    let (mut year, mut month, mut day, mut rest) = (false, false, false, format);
    while !rest.is_empty() {
        let (piece, after) = first_piece(rest);
        year |= piece == "YYYY";
        month |= ["MM", "M", "MONTH"].contains(&piece);
        day |= ["DD", "D"].contains(&piece);
        rest = after;
    }
    match (year, month, day) {
        (false, ..) => Err(format!("the format {format:?} has no YYYY")),
        (_, false, true) => Err(format!("the format {format:?} has a day without a month (M, MM or MONTH)")),
        _ => Ok(()),
    }
}

/// The piece that a format begins with, and what comes after it.
fn first_piece(format: &str) -> (&str, &str) {
    let words = ["MONTH"].into_iter().chain(PIECES.iter().map(|(piece, ..)| *piece));
    for piece in words {
        if format.starts_with(piece) {
            return format.split_at(piece.len());
        }
    }
    format.split_at(format.chars().next().map_or(0, char::len_utf8))
}

/// Reads a date by the first of the formats that fits, or as it stands in a dataset if none is named.
/// Otherwise says why it cannot be read.
pub fn read<'a>(text: &'a str, formats: &[String], months: &[String]) -> Result<Cow<'a, str>, &'static str> {
    if formats.is_empty() {
        return match PartialDate::parse(text) {
            Ok(_) => Ok(Cow::Borrowed(text)),
            Err(DateError::Shape) => Err("not a date such as 2020-08-20, and the mapping names no format"),
            Err(DateError::Time) => Err("has a time, and the mapping names no format with one"),
            Err(DateError::Impossible) => Err("there is no such day"),
            Err(DateError::Reversed) => Err("ends before it begins"),
        };
    }
    let date = formats.iter().find_map(|format| by_format(text, format, months));
    let date = date.ok_or("not in a format that the mapping names")?;
    match PartialDate::parse(&date) {
        Ok(_) => Ok(Cow::Owned(date)),
        Err(_) => Err("there is no such day"),
    }
}

/// A date in the form of the dataset, if the text is in a format; `*` stands for any rest.
fn by_format(text: &str, format: &str, months: &[String]) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let (mut format, mut text) = (format, text);
    while !format.is_empty() {
        let (piece, after) = first_piece(format);
        format = after;
        if piece == "*" && after.is_empty() {
            text = "";
        } else if piece == "MONTH" {
            let (number, rest) = month_name(text, months)?;
            (month, text) = (Some(number), rest);
        } else if let Some((_, least, most)) = PIECES.iter().find(|(known, ..)| *known == piece) {
            let digits = text.bytes().take(*most).take_while(u8::is_ascii_digit).count();
            let (number, rest) = text.split_at_checked(digits).filter(|_| digits >= *least)?;
            text = rest;
            let number: u32 = number.parse().ok()?;
            match piece {
                "YYYY" => year = Some(number),
                "MM" | "M" => month = Some(number),
                "DD" | "D" => day = Some(number),
                _ => {}
            }
        } else {
            text = text.strip_prefix(piece)?;
        }
    }
    if !text.is_empty() {
        return None;
    }
    Some(match (year?, month, day) {
        (year, None, _) => format!("{year:04}"),
        (year, Some(month), None) => format!("{year:04}-{month:02}"),
        (year, Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// The month whose name a text begins with (or, in English, the first three letters of it).
fn month_name<'t>(text: &'t str, months: &[String]) -> Option<(u32, &'t str)> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let lower = word.to_lowercase();
    let short = |name: &str| name == lower || lower.len() == 3 && name.starts_with(&lower);
    let at = if months.is_empty() {
        MONTHS.iter().position(|name| short(name))?
    } else {
        months.iter().position(|name| name.to_lowercase() == lower)?
    };
    // "Sept." and its like end with a dot, which is no piece of a format
    Some((u32::try_from(at).ok()? + 1, rest.strip_prefix('.').unwrap_or(rest)))
}
