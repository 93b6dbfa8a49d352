//! What is wrong, for people: the problems of a file by their rules, the worst first, and a summary.

use std::collections::BTreeMap;

use whomet::source::Severity;

use crate::check::Said;
use crate::commands::noun;
use crate::publish::locate::Place;
use crate::visible;
use crate::width;

/// How much of a line is shown, in characters.
const SHOWN: usize = 100;

/// By what problems are grouped and ordered: those of the page come before those of publishers.
type Order = (Severity, bool, &'static str);

fn order(said: &Said) -> Order {
    (said.severity, said.code.starts_with('P'), said.code)
}

/// The problems of one rule.
struct Group<'s> {
    one: &'s Said,
    count: usize,
    shown: Vec<String>,
}

/// The problems of a file, which come in its order: for each rule what it is, at most so many places, and the mend.
pub fn file(file: &str, text: &str, all: &[Said], most: usize) -> String {
    let mut lines = Lines::new(text);
    let mut groups: BTreeMap<Order, Group<'_>> = BTreeMap::new();
    for said in all {
        let group = groups.entry(order(said)).or_insert(Group { one: said, count: 0, shown: Vec::new() });
        group.count += 1;
        if group.count <= most {
            group.shown.push(place(file, &mut lines, said));
        }
    }
    groups.values().map(|group| group.told(file)).collect()
}

impl Group<'_> {
    fn told(&self, file: &str) -> String {
        let Self { one: Said { severity, code, title, mend, .. }, count, shown } = self;
        let (file, places) = (visible::text(file), noun(*count, "places"));
        let mut out = format!("{file}: {} {code}: {title} ({count} {places})\n\n", severity.word());
        out.extend(shown.iter().map(|place| &**place));
        let more = count - shown.len();
        if more > 0 {
            out += &format!("{more} more {}: `whomet check --all` shows them.\n", noun(more, "places"));
        }
        out + &format!("Mend: {mend}\n\n")
    }
}

/// A place with its line, a caret under what offends, and what is wrong there.
fn place(file: &str, lines: &mut Lines<'_>, said: &Said) -> String {
    let Place { line, column, pointer } = &said.place;
    let mut out = visible::text(format!("{file}:{line}:{column}: {pointer}").trim_end()).into_owned() + "\n";
    let (shown, before) = lines.window(*line, *column);
    if !shown.trim().is_empty() {
        // what is found may go on in the next line: carets do not, and one stands under a line that ends early
        let before = before.min(shown.chars().count() - 1);
        let carets = said.found.chars().count().max(1);
        // in places of a terminal, of which Chinese characters take two, and those that are written out several
        let width = |c: char| visible::text(c.encode_utf8(&mut [0; 4])).chars().map(width::of).sum::<usize>();
        let mut widths = shown.chars().map(width);
        let indent: usize = widths.by_ref().take(before).sum();
        let carets = widths.take(carets).sum::<usize>().max(1);
        let shown = visible::text(&shown);
        out += &format!("{line:>6} | {shown}\n       | {}{}\n", " ".repeat(indent), "^".repeat(carets));
    }
    out + &format!("       {}\n\n", visible::text(&said.detail))
}

/// How many problems there are of each rule; nothing if there are none.
pub fn summary<'a>(all: impl Iterator<Item = &'a Said>) -> String {
    let mut rules = BTreeMap::new();
    for said in all {
        *rules.entry((order(said), said.title)).or_insert(0usize) += 1;
    }
    let mut out = String::new();
    for severity in [Severity::Fatal, Severity::Error, Severity::Warning] {
        let of: Vec<_> = rules.iter().filter(|(((of, ..), _), _)| *of == severity).collect();
        let sum: usize = of.iter().map(|(_, count)| **count).sum();
        if sum > 0 {
            let plural = if sum == 1 || severity == Severity::Fatal { "" } else { "s" };
            out += &format!("{sum} {}{plural}:\n", severity.word());
        }
        for (((_, _, code), title), count) in of {
            out += &format!("{count:>6}  {code}  {title}\n");
        }
    }
    out
}

/// The lines of a file, gone through once: a file may be one line of a hundred megabytes, and hold
/// thousands of problems.
struct Lines<'t> {
    text: &'t str,
    /// The line and column that was reached, counted from 1, and the byte there.
    line: u32,
    column: u32,
    at: usize,
    start: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, line: 1, column: 1, at: 0, start: 0 }
    }

    /// What is shown of a line with a column in it, and how many characters of that are before the column.
    /// Asked for in the order of the file.
    fn window(&mut self, line: u32, column: u32) -> (String, usize) {
        let rest = |at: usize| self.text.get(at..).unwrap_or_default();
        while self.line < line {
            let Some(end) = rest(self.at).find('\n') else { return (String::new(), 0) };
            self.at += end + 1;
            (self.line, self.column, self.start) = (self.line + 1, 1, self.at);
        }
        for c in rest(self.at).chars().take_while(|c| *c != '\n').take(column.saturating_sub(self.column) as usize) {
            self.at += c.len_utf8();
            self.column += 1;
        }
        let wanted = if (column as usize) <= SHOWN * 3 / 4 { SHOWN } else { SHOWN / 3 };
        let line_before = self.text.get(self.start..self.at).unwrap_or_default();
        let before: Vec<char> = line_before.chars().rev().take(wanted).collect();
        let after = rest(self.at).chars().take_while(|c| *c != '\n').take(SHOWN - before.len());
        let plain = |c: char| if c == '\t' { ' ' } else { c };
        (before.iter().rev().copied().chain(after).map(plain).collect::<String>().trim_end().to_owned(), before.len())
    }
}
