//! Comma-separated values (RFC 4180) that spreadsheets open as they are meant.

/// Tells programs that guess the encoding, Excel above all, that it is UTF-8.
pub(super) const MARK: &str = "\u{feff}";
/// Stands between several values in one cell.
const BETWEEN: &str = " | ";

/// A row as it grows.
pub(super) struct Row<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Row<'o> {
    /// Begins a row.
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out, first: true }
    }

    /// Adds a cell that holds what somebody wrote. A spreadsheet takes a cell that begins with `=`, `+`,
    /// `-` or `@` for a formula and runs it; with an apostrophe before it, it stays text.
    pub(super) fn text(&mut self, text: &str) {
        self.next();
        let apostrophe = if is_risky(text) { "'" } else { "" };
        if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
            *self.out += "\"";
            *self.out += apostrophe;
            *self.out += &text.replace('"', "\"\"");
            *self.out += "\"";
        } else {
            *self.out += apostrophe;
            *self.out += text;
        }
    }

    /// Adds a cell that holds what is written here: a number, a date.
    pub(super) fn plain(&mut self, text: &str) {
        self.next();
        *self.out += text;
    }

    /// Adds a cell with several values.
    pub(super) fn list<T: AsRef<str>>(&mut self, values: impl IntoIterator<Item = T>) {
        self.text(&joined(values));
    }

    /// Ends the row.
    pub(super) fn end(self) {
        *self.out += "\r\n";
    }

    fn next(&mut self) {
        if !self.first {
            *self.out += ",";
        }
        self.first = false;
    }
}

/// True for what a spreadsheet may take for a formula, and for what looks as if it had been one: so
/// taking one apostrophe away always gives what was written.
fn is_risky(text: &str) -> bool {
    let inside = text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace());
    // the wide forms become the narrow ones in some spreadsheets
    inside.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r'])
}

/// Several values in one; a stroke or a backslash inside a value has a backslash before it. An empty value
/// keeps its place, so that lists in the same order stay so.
fn joined<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    let mut all = String::new();
    let mut between = "";
    for value in values {
        let value = value.as_ref();
        all += std::mem::replace(&mut between, BETWEEN);
        if value.contains(['|', '\\']) {
            all += &value.replace('\\', "\\\\").replace('|', "\\|");
        } else {
            all += value;
        }
    }
    all
}
