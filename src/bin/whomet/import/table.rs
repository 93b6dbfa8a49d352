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
        let Decoded { mut text, encoding, why, garbled } = decode(bytes, file.encoding)?;
        let quotes = file.quotes.unwrap_or(true);
        let skip = file.skip.unwrap_or(0);
        text.drain(..length_of(&text, skip));
        let delimiter = match &file.delimiter {
            Some(named) => one_byte(named)?,
            None => likely_delimiter(&text, quotes),
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
        Ok(Self { delimiter, encoding, why, garbled, header: names(&header.cells), rows })
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
