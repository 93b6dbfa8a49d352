//! Datasets as JSON Lines: the first line is the dataset without its records, each line after it one record,
//! `{"meeting": {..}}` or `{"fact": {..}}`, in any order.
//!
//! They are read line by line into the JSON that they stand for, so there is no second copy. Each record keeps a
//! line of its own and its column there, so that a problem is told with its place in the file. A list of records that
//! the first line has itself is followed by the lines.

use std::fs::File;
use std::io::{BufRead, BufReader};

use serde::de::IgnoredAny;

use crate::publish::locate::Members;

/// A dataset as JSON, however it was written.
pub struct Intake {
    /// The JSON.
    pub bytes: Vec<u8>,
    /// For each line of it the line in the file; nothing if it is the file.
    lines: Vec<u32>,
}

impl Intake {
    /// Reads a file.
    pub fn read(file: &str) -> Result<Self, String> {
        let said = |error: std::io::Error| format!("{file}: {error}");
        let mut reader = BufReader::new(File::open(file).map_err(said)?);
        Self::of(&mut reader).map_err(said)
    }

    fn of(reader: &mut impl BufRead) -> std::io::Result<Self> {
        let mut first = Vec::new();
        reader.read_until(b'\n', &mut first)?;
        let is_whole = serde_json::from_slice::<IgnoredAny>(without_mark(&first)).is_ok();
        let mut second = Vec::new();
        if is_whole {
            // what only blank lines follow is a dataset in one line
            while second.trim_ascii().is_empty() && reader.read_until(b'\n', &mut second)? > 0 {}
        }
        let Some(head) = first.trim_ascii_end().strip_suffix(b"}").filter(|_| !second.trim_ascii().is_empty()) else {
            first.append(&mut second);
            reader.read_to_end(&mut first)?;
            return Ok(Self { bytes: first, lines: Vec::new() });
        };
        let number = 2 + second.iter().filter(|byte| **byte == b'\n').count() as u32;
        let before = second.len() - second.trim_ascii_start().len();
        let number = number - second[before..].iter().filter(|byte| **byte == b'\n').count() as u32;
        Joined::new(head).all(second.split_off(before), number, reader)
    }

    /// In which line of the file a line of the JSON stands.
    pub fn line(&self, line: u32) -> u32 {
        let at = (line as usize).checked_sub(1).and_then(|at| self.lines.get(at));
        at.copied().unwrap_or_else(|| self.lines.last().copied().unwrap_or(line))
    }

    /// True if it was written as JSON Lines.
    pub fn is_lines(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// A line that only closes a list counts to the last line that there is.
const CLOSES: u32 = 0;

/// The JSON as it grows: the head with one list, and the other list, which comes behind it.
struct Joined {
    first: List,
    second: List,
    /// What of the head stands behind both lists, and in which lines.
    rest: Vec<u8>,
    rest_lines: Vec<u32>,
}

/// A list of records as it grows. If the head has one of its own, the lines follow what is in it.
struct List {
    section: Section,
    json: Vec<u8>,
    /// For each line of that the line in the file.
    lines: Vec<u32>,
    has_records: bool,
}

impl Joined {
    fn new(head: &[u8]) -> Self {
        let [first, second] = gaps(head);
        let has_members = without_mark(head).trim_ascii() != b"{";
        let mut json = head.get(..first.at).unwrap_or_default().to_vec();
        json.extend_from_slice(&first.open(has_members));
        let one = List { section: first.section, json, lines: vec![1], has_records: first.has_records };
        let (mut json, mut lines) = (first.close(), vec![CLOSES]);
        if go_on(&mut json, head, first.behind()..second.at) {
            lines.push(1);
        }
        json.extend_from_slice(&second.open(true));
        let other = List { section: second.section, json, lines, has_records: second.has_records };
        let (mut rest, mut rest_lines) = (second.close(), vec![CLOSES]);
        if go_on(&mut rest, head, second.behind()..head.len()) {
            rest_lines.push(1);
        }
        rest.extend_from_slice(b"}\n");
        Self { first: one, second: other, rest, rest_lines }
    }

    fn all(mut self, mut line: Vec<u8>, mut number: u32, reader: &mut impl BufRead) -> std::io::Result<Intake> {
        loop {
            self.add(line.trim_ascii_end(), number);
            line.clear();
            if reader.read_until(b'\n', &mut line)? == 0 {
                return Ok(self.finish());
            }
            number = number.saturating_add(1);
        }
    }

    fn add(&mut self, line: &[u8], number: u32) {
        let (section, record) = match (wrapped(line, "meeting"), wrapped(line, "fact")) {
            (_, Some(fact)) => (Section::Facts, fact),
            (Some(meeting), None) => (Section::Meetings, meeting),
            // whoever reads it says what is wrong with it
            (None, None) => (Section::Meetings, 0..line.len()),
        };
        let record = record.start..record.end.max(record.start);
        let Some(bytes) = line.get(record.clone()).filter(|bytes| !bytes.trim_ascii().is_empty()) else { return };
        let list = if self.first.section == section { &mut self.first } else { &mut self.second };
        list.add(bytes, record.start, number);
    }

    fn finish(self) -> Intake {
        let Self { first: List { json: mut bytes, mut lines, .. }, second, rest, rest_lines } = self;
        let last = second.lines.iter().chain(&lines).copied().max().unwrap_or(1);
        let behind = second.lines.into_iter().chain(rest_lines);
        lines.extend(behind.map(|line| if line == CLOSES { last } else { line }));
        bytes.extend(second.json);
        bytes.extend(rest);
        Intake { bytes, lines }
    }
}

impl List {
    fn add(&mut self, bytes: &[u8], column: usize, number: u32) {
        if self.has_records {
            // the comma stands behind the record before, so that columns stay as they are
            self.json.pop();
            self.json.extend_from_slice(b",\n");
        }
        self.has_records = true;
        self.json.resize(self.json.len() + column, b' ');
        self.json.extend_from_slice(bytes);
        self.json.push(b'\n');
        self.lines.push(number);
    }
}

/// The two lists of a dataset.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Meetings,
    Facts,
}

/// Where in the head the records of the lines go.
struct Gap {
    section: Section,
    at: usize,
    /// True in a list that the head has, before its closing bracket.
    is_inside: bool,
    /// True if there are records in that.
    has_records: bool,
    /// True before all members: what the head has is no list. It stays behind, and is told to be there twice.
    is_before: bool,
}

impl Gap {
    /// What stands before the records.
    fn open(&self, is_behind_members: bool) -> Vec<u8> {
        let name = match self.section {
            Section::Meetings => "\"meetings\":[",
            Section::Facts => "\"facts\":[",
        };
        let comma = if is_behind_members && !self.is_before { "," } else { "" };
        if self.is_inside { b"\n".to_vec() } else { format!("{comma}{name}\n").into_bytes() }
    }

    /// What stands behind them.
    fn close(&self) -> Vec<u8> {
        if self.is_before { b"],".to_vec() } else { b"]".to_vec() }
    }

    /// Where the head goes on.
    fn behind(&self) -> usize {
        self.at + usize::from(self.is_inside)
    }
}

/// Where the records of each section go, in the order of the head; where it has no such list, at its end.
fn gaps(head: &[u8]) -> [Gap; 2] {
    let at_end = |section| Gap { section, at: head.len(), is_inside: false, has_records: false, is_before: false };
    let mut gaps = [at_end(Section::Meetings), at_end(Section::Facts)];
    let text = std::str::from_utf8(head).unwrap_or_default();
    let mut members = Members::new(text);
    if !members.open(b'{') {
        return gaps;
    }
    let front = members.at;
    let mut seen = [false; 2];
    while let Some((name, at)) = members.member() {
        members.skip();
        let Some(number) = ["meetings", "facts"].iter().position(|known| *known == name) else { continue };
        let (Some(gap), Some(seen)) = (gaps.get_mut(number), seen.get_mut(number)) else { continue };
        // of two the first counts, as whoever reads them says
        if std::mem::replace(seen, true) {
            continue;
        }
        let list = text.get(at..members.at).and_then(|list| list.strip_prefix('[')?.strip_suffix(']'));
        (gap.at, gap.is_inside, gap.is_before) = match list {
            Some(_) => (members.at - 1, true, false),
            None => (front, false, true),
        };
        gap.has_records = list.is_some_and(|list| !list.trim().is_empty());
    }
    if let [meetings, facts] = &mut gaps
        && facts.at < meetings.at
    {
        std::mem::swap(meetings, facts);
    }
    gaps
}

/// Lets a part of the head follow in a line of its own, each character in its column, if there is any.
fn go_on(json: &mut Vec<u8>, head: &[u8], part: std::ops::Range<usize>) -> bool {
    let Some(bytes) = head.get(part.clone()).filter(|bytes| !bytes.is_empty()) else { return false };
    let before = without_mark(head.get(..part.start).unwrap_or_default());
    json.push(b'\n');
    json.resize(json.len() + String::from_utf8_lossy(before).chars().count(), b' ');
    json.extend_from_slice(bytes);
    true
}

/// Where the value stands in an object of one member of this name.
fn wrapped(line: &[u8], name: &str) -> Option<std::ops::Range<usize>> {
    let rest = line.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"")?.strip_prefix(name.as_bytes())?.strip_prefix(b"\"")?;
    let value = rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
    let start = line.len() - value.len();
    Some(start..line.trim_ascii_end().strip_suffix(b"}")?.len())
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> (String, Vec<u32>) {
        let intake = Intake::of(&mut text.as_bytes()).unwrap();
        (String::from_utf8(intake.bytes).unwrap(), intake.lines)
    }

    #[test]
    fn lines_are_joined_and_keep_their_places() {
        let text = "{\"title\":\"t\"}\n\n{\"fact\": {\"id\":\"f\"}}\n{\"meeting\":{\"id\":\"a\"}}\n {\"meeting\":{\"id\":\"b\"} }\n";
        let (json, lines) = joined(text);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            value,
            serde_json::json!({"title": "t", "meetings": [{"id": "a"}, {"id": "b"}], "facts": [{"id": "f"}]})
        );
        assert_eq!(lines, [1, 4, 5, 5, 3, 5]);
        // a record stands in its column
        let (row, column) =
            json.lines().enumerate().find_map(|(row, line)| Some((row, line.find("{\"id\":\"f\"")?))).unwrap();
        assert_eq!((lines[row], column), (3, text.lines().nth(2).unwrap().find("{\"id\"").unwrap()));
    }

    #[test]
    fn whatever_is_no_json_lines_is_left_as_it_is() {
        for text in
            ["", "\n", "{}", "{}\n\n", "[1]\n[2]", "{\n\"title\": 1}", "{\"a\": 1\n}\n{}", "\u{feff}{}", "{} {}\n{}"]
        {
            assert_eq!(joined(text), (text.to_owned(), vec![]), "{text:?}");
        }
    }

    #[test]
    fn a_head_without_members_and_lines_without_records_are_no_reason_to_stop() {
        let (json, _) = joined("\u{feff}{ }\n{\"meeting\":{}}\n[]\n{\"fact\":\n");
        assert!(json.starts_with("\u{feff}{ \"meetings\":[") && json.contains("[]"), "{json}");
    }

    /// Whatever the head says of them, the records of the lines are there, each in its line and column.
    #[test]
    fn lists_of_the_head_are_followed_by_the_lines() {
        let lines = "\n{\"fact\":{\"id\":\"f9\"}}\n{\"meeting\":{\"id\":\"m9\"}}\n";
        for (head, meetings, facts) in [
            (r#"{"meetings":[],"facts":[],"title":"é"}"#, "m9", "f9"),
            (r#"{"title":"é","facts":[],"meetings":[]}"#, "m9", "f9"),
            (r#"{"title":"é","meetings": [ ] }"#, "m9", "f9"),
            (r#"{"facts":[{"id":"f1"}, {"id":"f2"} ],"title":"é"}"#, "m9", "f1 f2 f9"),
            (r#"{"title":"é","meetings":[{"id":"m1"}],"facts":[{"id":"f1"}]}"#, "m1 m9", "f1 f9"),
            (
                r#"{"title":"é","facts":[{"id":"f1"}],"a":{"meetings":[1]},"meetings":[{"id":"m1"}],"b":1}"#,
                "m1 m9",
                "f1 f9",
            ),
            (r#"{"title":"é","meet\u0069ngs":[],"z":1}"#, "m9", "f9"),
        ] {
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{head}{lines}");
                let (json, places) = joined(&text);
                let value: serde_json::Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).expect(&json);
                let ids = |section: &str| {
                    let all = value[section].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
                    all.collect::<Vec<_>>().join(" ")
                };
                assert_eq!((&*ids("meetings"), &*ids("facts")), (meetings, facts), "{json}");
                assert_eq!(places.len(), json.lines().count(), "{json}");
                // each character is where it is in the file, but for the brackets and commas between the lists
                for (row, line) in json.trim_start_matches('\u{feff}').lines().enumerate() {
                    let theirs = text.trim_start_matches('\u{feff}').lines().nth(places[row] as usize - 1).unwrap();
                    for what in
                        ["\"id\":\"m1\"", "\"id\":\"m9\"", "\"id\":\"f2\"", "\"id\":\"f9\"", "\"title\"", "\"b\""]
                    {
                        let column = |line: &str| line.find(what).map(|at| line[..at].chars().count());
                        assert!(column(line).is_none() || column(line) == column(theirs), "{what}: {json}");
                    }
                }
            }
        }
    }

    /// What is no list stays behind the records, and is told to be there twice.
    #[test]
    fn what_is_no_list_in_the_head_costs_no_records() {
        for head in ["{\"meetings\":null,\"facts\":{}}", "{\"title\":1,\"facts\":\"\"}", "{\"meetings\":{\"a\":1}}"] {
            let (json, _) =
                joined(&format!("{head}\n{{\"fact\":{{\"id\":\"f\"}}}}\n{{\"meeting\":{{\"id\":\"m\"}}}}\n"));
            assert!(serde_json::from_str::<IgnoredAny>(&json).is_ok(), "{json}");
            let (dataset, _) = whomet::source::read(json.replacen('{', "{\"format\":\"whomet/1\",", 1).as_bytes());
            assert_eq!(dataset.meetings.len() + dataset.facts.len(), 0, "records without a title: {json}");
            let first = |name: &str| json.find(&format!("\"{name}\":[")).unwrap();
            assert!(first("meetings") < json.find("null").unwrap_or(usize::MAX), "{json}");
            assert!(
                first("facts") < json.find("\"facts\":{").or(json.find("\"facts\":\"")).unwrap_or(usize::MAX),
                "{json}"
            );
        }
    }
}
