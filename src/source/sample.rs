//! Small datasets for the tests of this module.

use super::{Problem, read};
use crate::model::Dataset;

/// A dataset that is good but for what is given.
pub(super) fn dataset(rest: &str) -> String {
    let rest = if rest.is_empty() { String::new() } else { format!(", {rest}") };
    format!(
        r#"{{"format": "whomet/1", "title": "Example", "licence": {{"name": "CC0"}}, "report": "https://example.org/",
            "sources": {{"s1": {{"url": "https://example.org/news"}}}}{rest}}}"#
    )
}

/// A dataset with these tables, and one meeting that is good but for what is given.
pub(super) fn meeting(tables: &str, rest: &str) -> String {
    let tables = if tables.is_empty() { String::new() } else { format!("{tables}, ") };
    dataset(&format!(r#"{tables}"meetings": [{{"id": "m1", "title": "Talks", "sources": ["s1"], {rest}}}]"#))
}

/// What is read, and each problem in a line.
pub(super) fn read_told(json: &str) -> (Dataset, String) {
    let (dataset, problems) = read(json.as_bytes());
    let line = |p: &Problem| format!("{} {}: {}", p.code(), p.pointer, p.detail);
    (dataset, problems.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Each problem in a line.
pub(super) fn told(json: &str) -> String {
    read_told(json).1
}
