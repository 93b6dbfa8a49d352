//! A mapping that is made up from what a file looks like: each line says why.

use std::fmt::Write as _;

use super::columns::{Column, REMOTE, columns};
use super::table::Table;

/// Words that say that there is nothing.
const EMPTY: [&str; 8] = ["N/A", "n/a", "-", "--", "NULL", "null", "None", "none"];

const DATE: &[&str] = &["date", "day", "datum", "fecha", "data", "dato", "pvm", "дата", "when", "start", "from"];
const END: &[&str] = &["end", "until", "ende", "fin"];
const ID: &[&str] = &["id", "uuid", "guid", "ref", "reference", "identifier", "nr", "number", "kennung"];
const TITLE: &[&str] = &["title", "subject", "purpose", "titre", "betreff", "objet", "asunto", "titel", "тема"];
const SUMMARY: &[&str] = &["summary", "description", "details", "minutes", "content", "comment", "resume"];
const PLACE: &[&str] = &["place", "location", "venue", "city", "ort", "lieu", "lugar", "место"];
const PERSON: &[&str] =
    &["mep", "minister", "person", "name", "member", "official", "politician", "representative", "commissioner"];
const ROLE: &[&str] = &["role", "function", "position", "capacity", "funktion"];
const GUEST: &[&str] = &[
    "lobbyist",
    "organisation",
    "organization",
    "company",
    "entity",
    "interest",
    "attendee",
    "participant",
    "with",
    "client",
    "visitor",
    "organismo",
    "firma",
    "org",
    "met",
];
const HOST: &[&str] = &["group", "party", "ministry", "department", "office", "authority", "institution", "body"];
const TOPIC: &[&str] = &["topic", "theme", "dossier", "policy", "committee", "category", "keyword", "sector", "tag"];

/// A mapping for a file.
pub fn mapping(file: &str, table: &Table) -> String {
    let mut guess = Guess { columns: columns(table), used: Vec::new(), out: String::new() };
    guess.head(file, table);
    guess.meeting();
    guess.participants();
    guess.rest();
    guess.out
}

struct Guess<'t> {
    columns: Vec<Column<'t>>,
    used: Vec<usize>,
    out: String,
}

impl<'t> Guess<'t> {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
    }

    fn head(&mut self, file: &str, table: &Table) {
        let rows = table.rows.len();
        let file = plain(file);
        self.line(&format!("# A mapping for `whomet import csv {file} --map ..`, made up from the file: read it all."));
        self.line(&format!(
            "# {rows} rows; the first 5,000 were looked at. What is wrong here is wrong in the dataset."
        ));
        self.line("\n[file]");
        self.line(&format!(
            "# it looks like {} with a {} between cells; name them if that is wrong",
            table.encoding.name(),
            table.delimiter_name()
        ));
        if let Some(why) = &table.why {
            self.line(&format!("# {why}"));
        }
        if let Some(what) = &table.garbled {
            self.line(&format!("# CHECK: {what}"));
        }
        self.line("# encoding = \"utf-8\"");
        self.line(&format!("# delimiter = {}", quoted(&char::from(table.delimiter).to_string())));
        self.skip(table);
        self.line("# cells that say only that there is nothing: those of these words that occur");
        let found = |word: &&&str| table.rows.iter().any(|row| row.cells.iter().any(|cell| cell.trim() == **word));
        let empty: Vec<String> = EMPTY.iter().filter(found).map(|word| quoted(word)).collect();
        self.line(&format!("empty = [{}]", empty.join(", ")));
        self.line("\n[dataset]");
        self.line("# TO FILL IN: nothing in the file says it");
        self.line("title = \"Meetings\"\nlanguage = \"en\"");
        self.line("publisher = { name = \"Somebody\" }");
        self.line("licence = { name = \"CC BY 4.0\", url = \"https://creativecommons.org/licenses/by/4.0/\" }");
        self.line("report = \"mailto:data@example.org\"");
        self.line("\n[source]");
        self.line("# TO FILL IN: where the file comes from");
        let name = file.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or("register");
        self.line(&format!("title = {}", quoted(name)));
        self.line("# url = \"https://example.org/register\"");
    }

    /// What stands before the names of the columns.
    fn skip(&mut self, table: &Table) {
        if table.said {
            self.line("# the first line says what stands between cells, and is no row");
        }
        if table.skipped > u64::from(table.said) {
            let (skipped, columns) = (table.skipped, table.header.len());
            let lines = if skipped == 1 { "line 1 has".to_owned() } else { format!("lines 1 to {skipped} have") };
            self.line(&format!(
                "# CHECK: {lines} far fewer cells than the {columns} of line {}, which is taken for the names of the columns",
                skipped + 1
            ));
            self.line(&format!("skip = {skipped}"));
        }
    }

    /// The first column that is not used yet and passes a test.
    fn take(&mut self, test: impl Fn(&Column<'t>) -> bool) -> Option<usize> {
        let mut free = self.columns.iter().enumerate().filter(|(at, _)| !self.used.contains(at));
        let at = free.find(|(_, column)| column.filled > 0 && test(column))?.0;
        self.used.push(at);
        Some(at)
    }

    fn column(&self, at: usize) -> Option<&Column<'t>> {
        self.columns.get(at)
    }

    fn meeting(&mut self) {
        self.line("\n[meeting]");
        let counts = |column: &Column<'_>| column.name.starts_with("column ") && column.numbers == column.filled;
        match self.take(|column| column.is_unique() && (column.is_called(ID) || counts(column))) {
            Some(at) => {
                let (name, filled) = self.column(at).map_or((String::new(), 0), |c| (quoted(c.name), c.filled));
                self.line(&format!(
                    "# each of the {filled} values is there once; links stay right only if it never changes"
                ));
                self.line(&format!("id = {name}"));
            }
            None => {
                self.line("# no column has a name and values like ids: the ids are those of the rows\n# id = \"..\"")
            }
        }
        let is_date = |column: &Column<'_>| {
            column
                .date
                .is_some_and(|(format, hits)| column.mostly(hits) && (format.len() > 8 || column.is_called(DATE)))
        };
        let end = self.take(|column| is_date(column) && column.is_called(END));
        let date = self.take(|column| is_date(column) && column.is_called(DATE)).or_else(|| self.take(is_date));
        self.date("date", date);
        self.date("end", end.filter(|_| date.is_some()));
        let title = self.take(|column| column.is_called(TITLE));
        let title = title.or_else(|| self.take(|column| column.mean > 25 && column.mean < 200 && column.lists == 0));
        self.simple("title", title, "long text, or called so");
        self.line("no_title = \"(no title)\"");
        let summary = self.take(|column| column.is_called(SUMMARY) || column.mean >= 200);
        self.simple("summary", summary, "very long text, or called so");
        self.place();
        let mut topics = Vec::new();
        while let Some(at) = self.take(|column| column.is_called(TOPIC) || column.mostly(column.lists)) {
            topics.extend(self.several(at));
        }
        if !topics.is_empty() {
            self.line(&format!("topics = [\n  {}\n]", topics.join("\n  ")));
        }
    }

    fn date(&mut self, field: &str, at: Option<usize>) {
        let Some(column) = at.and_then(|at| self.column(at)) else { return };
        let Some((format, hits)) = column.date else { return };
        let mut lines =
            vec![format!("# {hits} of {} cells are {format}, such as {}", column.filled, plain(&column.example))];
        if let Some(other) = column.other_date {
            lines.push(format!(
                "# CHECK: as many are {other}; no day is above 12, so the file does not say which it is"
            ));
        }
        let format = match format {
            "YYYY-MM-DD" | "YYYY-MM" | "YYYY" => String::new(),
            format => format!(", format = {}", quoted(format)),
        };
        lines.push(format!("{field} = {{ column = {}{format} }}", quoted(column.name)));
        self.line(&lines.join("\n"));
    }

    fn simple(&mut self, field: &str, at: Option<usize>, why: &str) {
        let Some(column) = at.and_then(|at| self.column(at)) else { return };
        let (mean, longest) = (column.mean, column.longest);
        let line =
            format!("# {why}: {mean} characters on average, at most {longest}\n{field} = {}", quoted(column.name));
        self.line(&line);
    }

    fn place(&mut self) {
        let place = self.take(|column| column.is_called(PLACE));
        let place = place.or_else(|| self.take(|column| column.mean < 100 && column.remote * 5 > column.filled));
        let Some(column) = place.and_then(|at| self.column(at)) else { return };
        let (name, remote, filled, distinct) = (quoted(column.name), column.remote, column.filled, column.distinct);
        self.line(&format!("# {distinct} different places in {filled} cells"));
        if remote == 0 {
            return self.line(&format!("place = {name}"));
        }
        let words: Vec<String> = REMOTE.iter().map(|word| quoted(word)).collect();
        self.line(&format!(
            "# {remote} cells hold one of these words; such a meeting gets no place, and the cell is kept in `note`"
        ));
        self.line(&format!("remote = {{ column = {name}, words = [{}] }}", words.join(", ")));
        self.line(&format!("place = {{ column = {name}, unless_remote = true }}"));
    }

    /// A cell that may hold several values, as an element of a list: nothing is split unless the
    /// publisher says so.
    fn several(&self, at: usize) -> Vec<String> {
        let Some(column) = self.column(at) else { return Vec::new() };
        let name = quoted(column.name);
        if column.mostly(column.lists) {
            return vec![
                format!("# {} of {} cells are lists in square brackets", column.lists, column.filled),
                format!("{{ column = {name}, list = true }},"),
            ];
        }
        let mut lines = self.separators(at, "{ column = ", " },");
        lines.insert(0, format!("# {} different values in {} cells", column.distinct, column.filled));
        lines.push(format!("{name},"));
        lines
    }

    /// What may separate values, each as a line that can be used instead.
    fn separators(&self, at: usize, before: &str, after: &str) -> Vec<String> {
        let Some(column) = self.column(at) else { return Vec::new() };
        let mut lines = Vec::new();
        let found = column.separators.iter().filter(|(_, hits)| hits * 50 > column.filled);
        for (separator, hits) in found {
            lines.push(format!(
                "# {hits} of {} cells hold {}; if that stands between values: {before}{}, separator = {}{after}",
                column.filled,
                quoted(separator),
                quoted(column.name),
                quoted(separator)
            ));
        }
        lines
    }

    fn participants(&mut self) {
        let guests: Vec<usize> =
            std::iter::from_fn(|| self.take(|c| c.is_called(GUEST) && c.numbers < c.filled)).collect();
        let person = self.take(|column| column.is_called(PERSON) && column.numbers < column.filled);
        let role = person.and_then(|_| self.take(|column| column.is_called(ROLE)));
        let host = self.take(|column| column.is_called(HOST) && column.numbers < column.filled);
        if person.is_some() || host.is_some() {
            self.line("\n# who keeps the register, by the names of the columns\n[[participant]]");
            for (field, at) in [("person", person), ("as", role), ("organisation", host)] {
                if let Some(column) = at.and_then(|at| self.column(at)) {
                    let line = format!(
                        "# {} different in {} cells\n{field} = {}",
                        column.distinct,
                        column.filled,
                        quoted(column.name)
                    );
                    self.line(&line);
                }
            }
            self.line("side = { text = \"host\" }");
        }
        for at in guests {
            let Some(name) = self.column(at).map(|column| quoted(column.name)) else { continue };
            self.line("\n# whom they met, by the name of the column\n[[participant]]");
            let list = self.column(at).is_some_and(|column| column.mostly(column.lists));
            let mut lines = if list { Vec::new() } else { self.separators(at, "organisation = { column = ", " }") };
            lines.push(if list {
                format!("# lists in square brackets\norganisation = {{ column = {name}, list = true }}")
            } else {
                format!("organisation = {name}")
            });
            self.line(&lines.join("\n"));
            self.line("side = { text = \"guest\" }");
        }
    }

    /// What is left goes into the note, and into the right place of the mapping: a key of [meeting].
    fn rest(&mut self) {
        let rest = self.columns.iter().enumerate().filter(|(at, _)| !self.used.contains(at));
        let names: Vec<String> = rest.map(|(_, column)| quoted(column.name)).collect();
        let note = format!(
            "# nothing says what these are: they are kept in `note`\nnote = [{}]\n\
             # rows that are equal in these columns, and empty in none, are one meeting, with the participants of all\n# group = [\"..\", \"..\"]\n",
            names.join(", ")
        );
        let at = self.out.find("\n[meeting]\n").map_or(self.out.len(), |at| at + "\n[meeting]\n".len());
        let end = self.out.get(at..).and_then(|rest| rest.find("\n\n")).map_or(self.out.len(), |end| at + end + 1);
        self.out.insert_str(end, &note);
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// A text that can stand in a comment.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
