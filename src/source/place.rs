//! From the way to a value to its JSON pointer, line and column: one pass over the text for all
//! problems together, however many there are.

use std::ops::Range;

use super::log::Finding;
use super::problem::shorten;
use super::scan::{Scan, eight, holds};
use super::{Loss, Problem, Records, Rule};

/// Finds the place of each problem. They come sorted by their ways, a key before its value, which is
/// the order of the text. Of some lists of records it is known where each record is.
pub(super) fn place(text: &str, findings: &[Finding], lists: &[&Records]) -> Vec<Problem> {
    let (scan, cursor) = (Scan { text, at: 0 }, Cursor::new(text));
    let mut walk = Walk { scan, cursor, lists, pointer: String::new(), left: findings.len(), placed: Vec::new() };
    walk.value(0, findings);
    walk.placed
}

/// A fatal problem at a byte of the text.
pub(super) fn fatal(rule: Rule, text: &str, at: usize, found: &str, detail: String) -> Problem {
    let mut cursor = Cursor::new(text);
    cursor.go(at);
    let (line, column) = (cursor.line, cursor.column);
    let (pointer, found) = (String::new(), shorten(found));
    Problem { rule, pointer, record: None, line, column, found, detail, loses: Loss::Everything }
}

/// The byte at a line and a column in bytes, both counted from 1, as `serde_json` tells them.
pub(super) fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(breaks).take(line.max(1)).last().unwrap_or(0);
    text.floor_char_boundary(start + column.saturating_sub(1))
}

struct Walk<'t> {
    scan: Scan<'t>,
    cursor: Cursor<'t>,
    lists: &'t [&'t Records],
    pointer: String,
    left: usize,
    placed: Vec<Problem>,
}

impl<'t> Walk<'t> {
    /// Goes through a value that these findings are in.
    fn value(&mut self, depth: usize, findings: &[Finding]) {
        self.scan.space();
        let here = self.scan.at;
        let (at_value, inside) = findings.split_at(findings.iter().take_while(|f| f.path.len() <= depth).count());
        at_value.iter().for_each(|finding| self.put(finding, here));
        match self.scan.peek() {
            Some(open @ (b'{' | b'[')) if !inside.is_empty() => self.inside(depth, open == b'{', inside),
            _ => {
                inside.iter().for_each(|finding| self.put(finding, here));
                self.skip();
            }
        }
    }

    /// Goes through the members of an object or the elements of a list.
    fn inside(&mut self, depth: usize, is_object: bool, mut findings: &[Finding]) {
        let (open, stem) = (self.scan.at, self.pointer.len());
        self.scan.at += 1;
        let records = findings.first().map_or(&[][..], |finding| self.records(depth, finding));
        let mut next = 0u32;
        loop {
            if let Some([_, wanted, ..]) = findings.first().map(|finding| &*finding.path)
                && let Some(record) = records.get(*wanted as usize)
            {
                (next, self.scan.at) = (*wanted, record.start);
            }
            let index = next;
            next += 1;
            self.scan.space();
            let key_at = self.scan.at;
            let go_on = !findings.is_empty() && !matches!(self.scan.peek(), None | Some(b'}' | b']'));
            if !go_on {
                break;
            }
            if is_object {
                self.scan.skip();
                self.scan.pass(b':');
            }
            let (mine, rest) =
                findings.split_at(findings.iter().take_while(|f| f.path.get(depth) == Some(&index)).count());
            findings = rest;
            if mine.is_empty() {
                self.skip();
            } else {
                let key = if is_object { self.scan.quote(key_at) } else { index.to_string() };
                self.pointer += &format!("/{}", key.replace('~', "~0").replace('/', "~1"));
                let is_key = |f: &&Finding| f.at_key && f.path.len() == depth + 1;
                let (at_key, at_value) = mine.split_at(mine.iter().take_while(is_key).count());
                at_key.iter().for_each(|finding| self.put(finding, key_at));
                if at_value.is_empty() {
                    self.skip()
                } else {
                    self.value(depth + 1, at_value)
                }
                self.pointer.truncate(stem);
            }
            self.scan.pass(b',');
        }
        findings.iter().for_each(|finding| self.put(finding, open));
        self.scan.at = records.last().map_or(self.scan.at, |last| last.end);
        if self.left > 0 {
            self.scan.close();
        }
    }

    /// Where the records are, if it is among their list that a finding is looked for.
    fn records(&self, depth: usize, finding: &Finding) -> &'t [Range<usize>] {
        let list = self.lists.iter().find(|list| depth == 1 && finding.path.first() == Some(&list.section));
        list.map_or(&[], |list| &list.ranges)
    }

    fn skip(&mut self) {
        if self.left > 0 {
            self.scan.skip();
        }
    }

    fn put(&mut self, finding: &Finding, at: usize) {
        self.cursor.go(at);
        self.left = self.left.saturating_sub(1);
        self.placed.push(Problem {
            rule: finding.rule,
            pointer: self.pointer.clone(),
            record: None,
            line: self.cursor.line,
            column: self.cursor.column,
            found: shorten(&finding.found.as_ref().map_or_else(|| self.scan.quote(at), ToString::to_string)),
            detail: finding.detail.clone(),
            loses: finding.loses,
        });
    }
}

/// Counts lines and characters; forwards it costs one pass in all.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    fn go(&mut self, to: usize) {
        if to < self.at {
            *self = Self::new(self.text);
        }
        let bytes = self.text.as_bytes().get(..to).unwrap_or_default();
        while let Some(byte) = bytes.get(self.at) {
            if let Some(eight) = eight(bytes, self.at)
                && eight & (0x80 * 0x0101_0101_0101_0101) == 0
                && !holds(eight, b'\n')
            {
                self.column = self.column.saturating_add(8);
                self.at += 8;
                continue;
            }
            match byte {
                b'\n' => (self.line, self.column) = (self.line.saturating_add(1), 1),
                // the later bytes of a character
                0x80..=0xBF => {}
                _ => self.column = self.column.saturating_add(1),
            }
            self.at += 1;
        }
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &[u32], at_key: bool) -> Finding {
        let (rule, loses) = (Rule::UnknownField, Loss::Nothing);
        Finding { rule, path: path.into(), at_key, found: None, detail: String::new(), loses }
    }

    #[test]
    fn keys_values_and_elements_are_found_in_one_pass() {
        let text = "{\"a\": 1,\n \"é/~\": [true, {\"ключ\": \"знач\\u0435ние\"},\n [ ] ], \"a\"\n: -5e3 }";
        let ways = [
            found(&[], false),
            found(&[1], true),
            found(&[1], false),
            found(&[1, 1, 0], true),
            found(&[1, 1, 0], false),
            found(&[1, 2], false),
            found(&[2], true),
            found(&[2], false),
        ];
        let places: Vec<_> =
            place(text, &ways, &[]).into_iter().map(|p| (p.pointer, p.line, p.column, p.found)).collect();
        let whole = "{\"a\": 1, \"é/~\": [true, {\"ключ\": \"знач\\u0435ние\"}, [ ] ], \"a\" : -5e3 }";
        let expected = [
            ("", 1, 1, whole),
            ("/é~1~0", 2, 2, "é/~"),
            ("/é~1~0", 2, 9, "[true, {\"ключ\": \"знач\\u0435ние\"}, [ ] ]"),
            ("/é~1~0/1/ключ", 2, 17, "ключ"),
            ("/é~1~0/1/ключ", 2, 25, "значение"),
            ("/é~1~0/2", 3, 2, "[ ]"),
            ("/a", 3, 9, "a"),
            ("/a", 4, 3, "-5e3"),
        ];
        let expected = expected.map(|(pointer, line, column, found)| (pointer.into(), line, column, found.into()));
        assert_eq!(places, expected);
    }

    #[test]
    fn known_records_are_gone_to_at_once() {
        let text = "{\"a\": [1, {\"b\":\n 2}, 3, [4]], \"c\": [[5], 6], \"d\": 7}";
        let ways = [
            found(&[0], false),
            found(&[0, 1], false),
            found(&[0, 1, 0], true),
            found(&[0, 3, 0], false),
            found(&[1, 0], false),
            found(&[1, 0, 0], false),
            found(&[2], true),
            found(&[2], false),
        ];
        let range = |piece: &str| text.find(piece).map_or(0..0, |at| at..at + piece.len());
        let list = |section, pieces: &[&str]| Records {
            section,
            ranges: pieces.iter().map(|piece| range(piece)).collect(),
            done: 0,
        };
        let lists = [list(0, &["1", "{\"b\":\n 2}", "3", "[4]"]), list(1, &["[5]", "6"])];
        assert_eq!(place(text, &ways, &[&lists[0], &lists[1]]), place(text, &ways, &[]));
    }

    #[test]
    fn a_way_that_leads_nowhere_ends_at_what_it_leads_through() {
        let places = place("{\"a\": [1]}", &[found(&[0, 3], false), found(&[0, 3, 1], false), found(&[7], false)], &[]);
        assert_eq!(places.iter().map(|p| (&*p.pointer, p.column)).collect::<Vec<_>>(), [("/a", 7), ("/a", 7), ("", 1)]);
        assert_eq!(place("", &[found(&[0], false)], &[]).len(), 1);
    }

    #[test]
    fn a_line_and_a_column_in_bytes_are_a_byte() {
        let text = "ab\nцd\n";
        assert_eq!([byte_at(text, 1, 2), byte_at(text, 2, 1), byte_at(text, 2, 2), byte_at(text, 2, 3)], [1, 3, 3, 5]);
        assert_eq!([byte_at(text, 3, 0), byte_at(text, 9, 9)], [7, 7]);
    }
}
