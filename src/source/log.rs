//! Problems as they are found: each with the way that leads to it, as positions in lists and
//! objects. The pointer, the line and the column are worked out at the end, see `place`.

use std::fmt;

use super::{Loss, Rule, Severity};

/// So many problems of one rule are listed; of the others only the number is told. It keeps a
/// hostile file from filling the memory.
const MOST_OF_A_RULE: usize = 100_000;

/// A position in a list or an object; no dataset has more.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The position of a record: its section in the dataset, its place in the section.
pub(super) type RecordPath = [u32; 2];

/// A problem that has no line yet.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) rule: Rule,
    /// At each level the position in the list or object.
    pub(super) path: Box<[u32]>,
    /// True if the key is meant and not the value.
    pub(super) at_key: bool,
    /// The offending text, if it is not the value or key at the place.
    pub(super) found: Option<Box<str>>,
    pub(super) detail: String,
    pub(super) loses: Loss,
}

/// Where reading has got to, and what was found so far.
#[derive(Debug, Default)]
pub(super) struct Log {
    path: Vec<u32>,
    findings: Vec<Finding>,
    counts: Vec<usize>,
}

impl Log {
    /// Goes to a record.
    pub(super) fn go(&mut self, path: &[u32]) {
        self.path.clear();
        self.path.extend_from_slice(path);
    }

    /// Goes down to an element or a member.
    pub(super) fn enter(&mut self, at: u32) {
        self.path.push(at);
    }

    /// Comes back up.
    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Where it is.
    pub(super) fn path(&self) -> &[u32] {
        &self.path
    }

    /// Notes a problem with the value that is being read.
    pub(super) fn report(&mut self, rule: Rule, detail: fmt::Arguments<'_>) {
        self.note(rule, None, false, detail);
    }

    /// Notes a problem of which the offending text is only a part of the value.
    pub(super) fn report_text(&mut self, rule: Rule, found: &str, detail: fmt::Arguments<'_>) {
        self.note(rule, Some(found), false, detail);
    }

    /// Notes a problem with the key of the member that was entered.
    pub(super) fn report_key(&mut self, rule: Rule, detail: fmt::Arguments<'_>) {
        self.note(rule, None, true, detail);
    }

    /// How many problems there are so far: to be given to [`Log::lose_record`].
    pub(super) fn mark(&self) -> usize {
        self.findings.len()
    }

    /// The last error since the mark cost a whole record.
    pub(super) fn lose_record(&mut self, mark: usize, what: &str) {
        let since = self.findings.get_mut(mark..).unwrap_or_default();
        if let Some(last) = since.iter_mut().rev().find(|f| f.rule.severity() == Severity::Error) {
            last.loses = Loss::Record;
            last.detail += &format!(" The {what} is left out.");
        }
    }

    /// Everything that was found, in the order of the file.
    pub(super) fn finish(self) -> Vec<Finding> {
        let Self { mut findings, counts, .. } = self;
        crate::order::by(&mut findings, |a, b| (&a.path, !a.at_key, a.rule).cmp(&(&b.path, !b.at_key, b.rule)));
        for (rule, count) in Rule::ALL.iter().zip(counts) {
            let more = count.saturating_sub(MOST_OF_A_RULE);
            if more > 0
                && let Some(last) = findings.iter_mut().rev().find(|f| f.rule == *rule)
            {
                last.detail += &format!(" There are {more} more problems of this kind, which are not listed.");
            }
        }
        findings
    }

    fn note(&mut self, rule: Rule, found: Option<&str>, at_key: bool, detail: fmt::Arguments<'_>) {
        self.counts.resize(Rule::ALL.len(), 0);
        if let Some(count) = self.counts.get_mut(rule as usize) {
            *count += 1;
            if *count > MOST_OF_A_RULE {
                return;
            }
        }
        let loses = match rule.severity() {
            Severity::Warning if rule == Rule::RepeatedKey => Loss::Part,
            Severity::Warning => Loss::Nothing,
            Severity::Error => Loss::Part,
            Severity::Fatal => Loss::Everything,
        };
        let (path, found) = (self.path.as_slice().into(), found.map(Box::from));
        self.findings.push(Finding { rule, path, at_key, found, detail: detail.to_string(), loses });
    }
}
