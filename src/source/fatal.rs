//! What keeps a dataset from being read at all: each case has advice of its own, so they are told
//! apart with care.

use super::log::Log;
use super::outline::{self, Member};
use super::rules::Rule;
use super::scan::cut;
use super::shape::FORMAT;
use super::{Problem, place};

/// The bytes as text, without a byte order mark.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bad = error.as_bytes().get(at).copied().unwrap_or_default();
        let text = String::from_utf8_lossy(error.as_bytes());
        if is_web_page(&text) {
            return web_page(&text);
        }
        let detail = match utf16 {
            true => "The file is UTF-16, but it has to be saved as UTF-8.".to_owned(),
            false => format!("The file is not UTF-8: the byte {bad:#04X} cannot stand here."),
        };
        // up to the bad byte the text is the same, byte for byte
        place::fatal(Rule::NotJson, &text, at, line_from(&text, at), detail)
    })
}

/// What keeps a text from being read, seen from its beginning.
pub(super) fn beginning(text: &str) -> Option<Problem> {
    is_web_page(text).then(|| web_page(text))
}

/// What keeps a dataset with these members from being read.
pub(super) fn format(text: &str, members: &[Member]) -> Option<Problem> {
    let format = format_of(text, members);
    if format.as_ref().is_some_and(|(_, format)| format == FORMAT) {
        return None;
    }
    if let Err(error) = outline::check(text) {
        return Some(broken(text, &error));
    }
    Some(match format {
        Some((at, format)) => other_format(text, at, &format),
        None => {
            let detail = "There is no `format` that says how to read it.".to_owned();
            place::fatal(Rule::NotADataset, text, start_of(text), text.trim_start(), detail)
        }
    })
}

/// What is wrong with a text that is not JSON.
pub(super) fn no_json(text: &str) -> Problem {
    match outline::check(text) {
        Err(error) => broken(text, &error),
        Ok(()) => place::fatal(Rule::NotJson, text, 0, line_from(text, 0), "It cannot be read.".to_owned()),
    }
}

/// The field `format` and its position.
fn format_of(text: &str, members: &[Member]) -> Option<(usize, String)> {
    let (at, member) = members.iter().enumerate().find(|(_, member)| member.key.as_deref() == Some("format"))?;
    Some((at, super::node::text_of(text.get(member.value.clone())?)?))
}

fn other_format(text: &str, at: usize, format: &str) -> Problem {
    let short = super::fields::Short(format);
    let detail = match format {
        _ if format.starts_with("whomet-pack/") => {
            format!("This is a packed dataset (`{short}`); here the dataset itself is wanted, `{FORMAT}`.")
        }
        _ if format.starts_with("whomet/") => format!("It is written for `{short}`, and `{FORMAT}` is read here."),
        _ => format!("It is `{short}`, and `{FORMAT}` is read here."),
    };
    let mut log = Log::default();
    log.enter(super::log::position(at));
    log.report(Rule::OtherFormat, format_args!("{detail}"));
    let placed = place::place(text, &log.finish(), &[]).pop();
    placed.unwrap_or_else(|| place::fatal(Rule::OtherFormat, text, 0, format, detail))
}

/// What serde_json could not read.
fn broken(text: &str, error: &serde_json::Error) -> Problem {
    if text.trim().is_empty() {
        return place::fatal(Rule::EndsEarly, text, text.len(), "", "The file is empty.".to_owned());
    }
    if error.is_data() {
        let detail = format!("It is JSON, but not an object with `\"format\": \"{FORMAT}\"`.");
        return place::fatal(Rule::NotADataset, text, start_of(text), text.trim_start(), detail);
    }
    let at = place::byte_at(text, error.line(), error.column());
    if error.is_eof() || at + 1 >= text.len() && ends_in_a_number(text) {
        let last_line = text.trim_end().lines().next_back().unwrap_or_default();
        let from = last_line.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let found = last_line.get(from..).unwrap_or_default();
        let detail = "The file ends in the middle of the dataset.".to_owned();
        return place::fatal(Rule::EndsEarly, text, text.len(), found, detail);
    }
    let message = error.to_string();
    let why = cut(&message, " at line ").map_or(&*message, |(why, _)| why);
    place::fatal(Rule::NotJson, text, at, line_from(text, at), format!("Here it stops being JSON: {why}."))
}

/// True if the text is cut within a number: with one more digit it would not be wrong, only too short.
fn ends_in_a_number(text: &str) -> bool {
    outline::check(&format!("{text}0")).is_err_and(|error| error.is_eof())
}

fn is_web_page(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

fn web_page(text: &str) -> Problem {
    let detail = "It begins with `<`, as web pages do, and not with `{`.".to_owned();
    place::fatal(Rule::WebPage, text, start_of(text), text.trim_start(), detail)
}

/// Where the first character is that is not space.
fn start_of(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The rest of a line.
fn line_from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default().lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::source::read;

    #[test]
    fn each_reason_has_its_own_rule_and_place() {
        let cases: [&[u8]; 21] = [
            b"",
            b" \n ",
            b"\xEF\xBB\xBF",
            b"<html>",
            b"\n <!DOCTYPE html>\xFF",
            b"{\"format\": \"whomet/1\",\n \"title\"",
            b"{\"format\": \"whomet/1\"} x",
            b"[1, 2]",
            b"[1, 2",
            b"12",
            b"whomet",
            b"{\"format\": 1}",
            b"{\"format\": \"whomet-pack/1\"}",
            b"{\"a\": 1,\n\"format\": \"csv\"}",
            b"{\"title\": \"\xE9t\xE9\"}",
            b"\xFF\xFE{\0",
            "{\"ж\": \"ж\"; 1}".as_bytes(),
            b"{\"a\": \"one\ntwo\"}",
            b"{\"number\": -",
            b"{\"number\": 1.5e+",
            b"{\"number\": 01",
        ];
        let mut lines = String::new();
        for case in cases {
            let (dataset, problems) = read(case);
            assert!(dataset.is_empty() && dataset.about.title.first().is_empty());
            let [problem] = &problems[..] else { panic!("{problems:?}") };
            let (code, line, column) = (problem.code(), problem.line, problem.column);
            lines += &format!("{code} {line}:{column} {}[{}] {}\n", problem.pointer, problem.found, problem.detail);
        }
        expect_test::expect![[r#"
            F002 1:1 [] The file is empty.
            F002 2:2 [] The file is empty.
            F002 1:1 [] The file is empty.
            F003 1:1 [<html>] It begins with `<`, as web pages do, and not with `{`.
            F003 2:2 [<!DOCTYPE html>�] It begins with `<`, as web pages do, and not with `{`.
            F002 2:9 [ "title"] The file ends in the middle of the dataset.
            F001 1:24 [x] Here it stops being JSON: trailing characters.
            F004 1:1 [[1, 2]] It is JSON, but not an object with `"format": "whomet/1"`.
            F002 1:6 [[1, 2] The file ends in the middle of the dataset.
            F004 1:1 [12] It is JSON, but not an object with `"format": "whomet/1"`.
            F001 1:1 [whomet] Here it stops being JSON: expected value.
            F004 1:1 [{"format": 1}] There is no `format` that says how to read it.
            F005 1:12 /format[whomet-pack/1] This is a packed dataset (`whomet-pack/1`); here the dataset itself is wanted, `whomet/1`.
            F005 2:11 /format[csv] It is `csv`, and `whomet/1` is read here.
            F001 1:12 [�t�"}] The file is not UTF-8: the byte 0xE9 cannot stand here.
            F001 1:1 [��{ ] The file is UTF-16, but it has to be saved as UTF-8.
            F001 1:10 [; 1}] Here it stops being JSON: expected `,` or `}`.
            F001 1:10 [e] Here it stops being JSON: control character (\u0000-\u001F) found while parsing a string.
            F002 1:13 [{"number": -] The file ends in the middle of the dataset.
            F002 1:17 [{"number": 1.5e+] The file ends in the middle of the dataset.
            F001 1:13 [1] Here it stops being JSON: invalid number.
        "#]].assert_eq(&lines);
    }

    #[test]
    fn a_byte_order_mark_is_nothing() {
        let text = super::super::sample::dataset("");
        let (dataset, problems) = read(format!("\u{feff}{text}").as_bytes());
        assert_eq!((dataset.about.title.first(), problems.len()), ("Example", 0));
    }
}
