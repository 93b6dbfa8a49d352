//! From text to rows: which character stands between cells, what the columns are called.

use std::collections::{HashMap, HashSet};

use csv::{ReaderBuilder, StringRecord};

use super::bytes::{Decoded, Encoding, decode, squashed};
use super::mapping::File;

/// Characters that may stand between cells, the likelier first.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows are looked at to find which it is.
const TRIED: usize = 100;
/// How much of the text is looked at.
const TRIED_BYTES: usize = 1 << 20;
/// A record of its own at the end: what is put before it has no quotation mark left open.
const END: &str = "\u{e000}end\u{e000}";

/// A file in rows.
#[derive(Debug)]
pub struct Table {
    pub delimiter: u8,
    pub encoding: Encoding,
    pub why: Option<String>,
    pub garbled: Option<String>,
    /// True if the first line says what stands between cells.
    pub said: bool,
    /// So many lines stand before the names of the columns, with that one.
    pub skipped: u64,
    /// The names of the columns, each once.
    pub header: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Counted from 1, without the header.
    pub number: usize,
    /// Where it begins in the file.
    pub line: u64,
    pub cells: StringRecord,
}

impl Row {
    /// A cell; nothing if the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// True if nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Table {
    /// Reads a file. What is said of one that cannot be read begins with the line.
    pub fn read(bytes: Vec<u8>, file: &File) -> Result<Self, String> {
        Self::of(decode(bytes, file.encoding)?, file)
    }

    /// Reads a file of which nothing is known, so that lines before the names of the columns are found.
    pub fn guessed(bytes: Vec<u8>) -> Result<Self, String> {
        let decoded = decode(bytes, None)?;
        let start = decoded.text.trim_start();
        let is_tag = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
        if start.strip_prefix('<').is_some_and(|rest| rest.starts_with(is_tag)) {
            let before = decoded.text.get(..decoded.text.len() - start.len()).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let tag: String = start.chars().take_while(|c| c.is_ascii_graphic() && *c != '>').take(20).collect();
            return Err(format!(
                "{line}: this begins with `{tag}`: it looks like HTML or XML, not like rows; open it in a spreadsheet \
                 and save it as CSV, or, if it is a feed, write `import feed`"
            ));
        }
        let file = File { skip: Some(lead(&decoded.text)), ..File::default() };
        Self::of(decoded, &file)
    }

    fn of(decoded: Decoded, file: &File) -> Result<Self, String> {
        let Decoded { mut text, encoding, why, garbled } = decoded;
        let quotes = file.quotes.unwrap_or(true);
        let said = said_delimiter(&text);
        let skip = file.skip.unwrap_or(0).max(u64::from(said.is_some()));
        text.drain(..length_of(&text, skip));
        let delimiter = match (&file.delimiter, said) {
            (Some(named), _) => one_byte(named)?,
            (None, Some(said)) => said,
            (None, None) => likely_delimiter(&text, quotes),
        };
        text.push('\n');
        text.push_str(END);
        let mut records = records(&text, skip, delimiter, quotes)?;
        let last = records.pop();
        if last.as_ref().is_none_or(|last| last.cells.len() != 1 || last.cells.get(0) != Some(END)) {
            let line = last.map_or(1, |last| last.line);
            return Err(format!(
                "{line}: in the row that begins here a quotation mark is opened and never closed; if quotation marks \
                 mean nothing in this file, write `quotes = false` under [file]"
            ));
        }
        let mut rows = records.into_iter();
        let header = rows.next().filter(|row| !row.is_empty()).ok_or("1: there is no row with the names of columns")?;
        let rows = rows.zip(1..).map(|(row, number)| Row { number, ..row }).collect();
        Ok(Self {
            delimiter,
            encoding,
            why,
            garbled,
            said: said.is_some(),
            skipped: skip,
            header: names(&header.cells),
            rows,
        })
    }

    /// What stands between cells, in a word.
    pub fn delimiter_name(&self) -> String {
        match self.delimiter {
            b',' => "comma".to_owned(),
            b';' => "semicolon".to_owned(),
            b'\t' => "tab".to_owned(),
            other => format!("`{}`", char::from(other)),
        }
    }
}

/// How long the first lines of a text are, together.
fn length_of(text: &str, lines: u64) -> usize {
    let mut rest = text;
    for _ in 0..lines {
        let Some((_, after)) = rest.split_once('\n') else { return text.len() };
        rest = after;
    }
    text.len() - rest.len()
}

fn one_byte(named: &str) -> Result<u8, String> {
    match named.as_bytes() {
        [byte] if byte.is_ascii() && !b"\"\r\n".contains(byte) => Ok(*byte),
        _ => Err(format!("1: `delimiter = {named:?}`: it is one character, such as \",\" \";\" or \"\\t\"")),
    }
}

/// What stands between cells, if the first line says just that, as it does for spreadsheets: `sep=;`.
fn said_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_end_matches('\r').trim_matches('"');
    let (sep, named) = line.split_at_checked("sep=".len())?;
    if sep.eq_ignore_ascii_case("sep=") { one_byte(named).ok() } else { None }
}

/// How many lines stand before the names of the columns: a title, a date and the like, which have far fewer
/// cells than the rows.
fn lead(text: &str) -> u64 {
    let said = said_delimiter(text);
    let before = u64::from(said.is_some());
    let start = text.get(length_of(text, before)..text.floor_char_boundary(TRIED_BYTES)).unwrap_or_default();
    let delimiters = said.map_or_else(|| DELIMITERS.to_vec(), |said| vec![said]);
    let found = delimiters.into_iter().filter_map(|delimiter| lead_by(start, before, delimiter));
    found.max_by_key(|(count, width, _)| (*count, *width)).map_or(before, |(.., lead)| lead)
}

/// The same for a character between cells, with how many rows have the commonest number of cells, and which it
/// is; nothing if the rows are too narrow or too different to say.
fn lead_by(text: &str, before: u64, delimiter: u8) -> Option<(usize, usize, u64)> {
    let mut rows = records(text, before, delimiter, true).ok()?;
    rows.truncate(TRIED);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    rows.iter().for_each(|row| *counts.entry(row.cells.len()).or_default() += 1);
    let (count, width) = counts.into_iter().map(|(width, count)| (count, width)).max()?;
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let last =
        |row: &Row| row.cells.iter().zip(1..).filter(|(cell, _)| !cell.trim().is_empty()).map(|(_, at)| at).last();
    // rows may end in empty cells that the names of the columns lack
    let used = rows.iter().filter(|row| row.cells.len() == width).filter_map(last).max()?;
    // a comma also stands between a family name and the others
    if used < if delimiter == b',' { 3 } else { 2 } || count * 2 <= rows.len() {
        return None;
    }
    let header = rows.iter().find(|row| row.cells.len() * 2 > used && (filled(row) > 1 || used == 2))?;
    Some((count, width, header.line.saturating_sub(1)))
}

/// All records, numbered from 0, of a text before which so many lines stood.
fn records(text: &str, skip: u64, delimiter: u8, quotes: bool) -> Result<Vec<Row>, String> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter).quoting(quotes);
    let mut reader = reader.from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut record = StringRecord::new();
    loop {
        let at = rows.last().map_or(skip.saturating_add(1), |row| row.line);
        if !reader.read_record(&mut record).map_err(|error| format!("{at}: {error}"))? {
            return Ok(rows);
        }
        // the reader begins a record where the one before ends, which may be at empty lines
        let (byte, line) = record.position().map_or((0, 1), |position| (position.byte(), position.line()));
        let start = text.get(usize::try_from(byte).unwrap_or(usize::MAX)..).unwrap_or_default();
        let skipped = start.bytes().take_while(|byte| b"\r\n".contains(byte)).filter(|byte| *byte == b'\n').count();
        // a copy, because the reader keeps room for the longest record in each
        rows.push(Row {
            number: rows.len(),
            line: skip.saturating_add(line).saturating_add(skipped as u64),
            cells: record.iter().collect(),
        });
    }
}

/// The character that cuts the first rows into equally many cells most often, and into more than one.
fn likely_delimiter(text: &str, quotes: bool) -> u8 {
    let start = text.get(..text.floor_char_boundary(TRIED_BYTES)).unwrap_or(text);
    let score = |delimiter: u8| {
        let mut reader = ReaderBuilder::new();
        reader.has_headers(false).flexible(true).delimiter(delimiter).quoting(quotes);
        let mut reader = reader.from_reader(start.as_bytes());
        let widths: Vec<usize> = reader.records().take(TRIED).flatten().map(|record| record.len()).collect();
        let first = widths.first().copied().unwrap_or(0);
        let same = widths.iter().filter(|width| **width == first).count();
        if first < 2 { 0 } else { same * 1000 / widths.len().max(1) * 100 + first.min(99) }
    };
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// The names of the columns: one without a name is `column 3`, the second `name` is `name (2)`.
fn names(header: &StringRecord) -> Vec<String> {
    let mut used = HashSet::new();
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut names = Vec::with_capacity(header.len());
    for (cell, at) in header.iter().zip(1..) {
        let name = squashed(cell);
        let name = if name.is_empty() { format!("column {at}") } else { name };
        let mut unique = name.clone();
        while !used.insert(unique.clone()) {
            let number = next.entry(name.clone()).or_insert(1);
            *number += 1;
            unique = format!("{name} ({number})");
        }
        names.push(unique);
    }
    names
}
