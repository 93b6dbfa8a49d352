//! Datasets as JSON Lines: the first line is the dataset without its records, each line after it one record,
//! `{"meeting": {..}}` or `{"fact": {..}}`, in any order.
//!
//! They are read line by line into the JSON that they stand for, so there is no second copy. Each record keeps a
//! line of its own and its column there, so that a problem is told with its place in the file.

use std::fs::File;
use std::io::{BufRead, BufReader};

use serde::de::IgnoredAny;

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

/// The JSON as it grows: the head with the meetings, and the facts, which come behind them.
struct Joined {
    json: Vec<u8>,
    lines: Vec<u32>,
    facts: Vec<u8>,
    fact_lines: Vec<u32>,
}

impl Joined {
    fn new(head: &[u8]) -> Self {
        let mut json = head.to_vec();
        let is_empty = without_mark(head).trim_ascii() == b"{";
        json.extend_from_slice(if is_empty { b"\"meetings\":[\n" } else { b",\"meetings\":[\n" });
        Self { json, lines: vec![1], facts: Vec::new(), fact_lines: Vec::new() }
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
        let (is_fact, record) = match (wrapped(line, "meeting"), wrapped(line, "fact")) {
            (_, Some(fact)) => (true, fact),
            (Some(meeting), None) => (false, meeting),
            // whoever reads it says what is wrong with it
            (None, None) => (false, 0..line.len()),
        };
        let record = record.start..record.end.max(record.start);
        let Some(bytes) = line.get(record.clone()).filter(|bytes| !bytes.trim_ascii().is_empty()) else { return };
        let (json, lines, begins) = match is_fact {
            true => (&mut self.facts, &mut self.fact_lines, 0),
            false => (&mut self.json, &mut self.lines, 1),
        };
        if lines.len() > begins {
            // the comma stands behind the record before, so that columns stay as they are
            json.pop();
            json.extend_from_slice(b",\n");
        }
        json.resize(json.len() + record.start, b' ');
        json.extend_from_slice(bytes);
        json.push(b'\n');
        lines.push(number);
    }

    fn finish(mut self) -> Intake {
        let last = self.fact_lines.iter().chain(&self.lines).copied().max().unwrap_or(1);
        self.json.extend_from_slice(b"],\"facts\":[\n");
        self.lines.push(last);
        self.json.append(&mut self.facts);
        self.lines.append(&mut self.fact_lines);
        self.json.extend_from_slice(b"]}\n");
        self.lines.push(last);
        Intake { bytes: self.json, lines: self.lines }
    }
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
}
