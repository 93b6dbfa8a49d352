//! What the columns of a file look like, for the guess.

use std::collections::HashSet;

use super::bytes::squashed;
use super::cells;
use super::dates;
use super::table::Table;
use whomet::text::fold;

/// So many rows are looked at.
const TRIED: usize = 5_000;
/// So many columns are looked at.
const MOST: usize = 200;
/// Formats of dates, the stricter first; the last two also fit numbers.
pub const FORMATS: [&str; 19] = [
    "YYYY-MM-DD",
    "DD-MM-YYYY",
    "DD/MM/YYYY",
    "DD.MM.YYYY",
    "MM/DD/YYYY",
    "MM-DD-YYYY",
    "YYYY/MM/DD",
    "D.M.YYYY",
    "D/M/YYYY",
    "M/D/YYYY",
    "D MONTH YYYY",
    "MONTH D, YYYY",
    "YYYY-MM-DD*",
    "DD/MM/YYYY*",
    "MM/DD/YYYY*",
    "DD.MM.YYYY*",
    "YYYY-MM",
    "YYYYMMDD",
    "YYYY",
];
/// Words that say that a meeting was remote.
pub const REMOTE: [&str; 17] = [
    "remote",
    "remotely",
    "online",
    "virtual",
    "zoom",
    "teams",
    "webex",
    "skype",
    "video",
    "videoconference",
    "videocall",
    "phone",
    "telephone",
    "web",
    "webinar",
    "distance",
    "hybrid",
];

/// A column.
pub struct Column<'t> {
    pub name: &'t str,
    /// Its name in folded words.
    words: Vec<String>,
    pub rows: usize,
    pub filled: usize,
    pub distinct: usize,
    /// The mean and the greatest length in characters.
    pub mean: usize,
    pub longest: usize,
    pub example: String,
    /// The format of dates that fits most cells, and how many it fits.
    pub date: Option<(&'static str, usize)>,
    /// Another that fits as many, where days and months can be taken for each other.
    pub other_date: Option<&'static str>,
    pub lists: usize,
    pub numbers: usize,
    pub remote: usize,
    /// What may separate values, and how many cells hold it.
    pub separators: Vec<(&'static str, usize)>,
}

/// Looks at the columns; of a very wide file at the first of them.
pub fn columns(table: &Table) -> Vec<Column<'_>> {
    table.header.iter().enumerate().take(MOST).map(|(at, name)| column(table, at, name)).collect()
}

fn column<'t>(table: &'t Table, at: usize, name: &'t str) -> Column<'t> {
    let rows = table.rows.len().min(TRIED);
    let cells: Vec<String> = table.rows.iter().take(TRIED).map(|row| squashed(row.cell(at))).collect();
    let filled: Vec<&str> = cells.iter().map(|cell| &**cell).filter(|cell| !cell.is_empty()).collect();
    let count = |test: &dyn Fn(&str) -> bool| filled.iter().filter(|cell| test(cell)).count();
    let fits = |format: &'static str| {
        let format = [format.to_owned()];
        count(&|cell| cell.len() < 60 && dates::read(cell, &format, &[]).is_ok())
    };
    let mut date: Option<(&'static str, usize)> = None;
    for format in FORMATS {
        let hits = fits(format);
        if hits > date.map_or(0, |(_, most)| most) {
            date = Some((format, hits));
        }
    }
    let other_date = date.and_then(|(format, hits)| {
        let other = format.replace("DD", "#").replace("MM", "DD").replace('#', "MM");
        let other = if other == format { format.replace('D', "#").replace('M', "D").replace('#', "M") } else { other };
        FORMATS.into_iter().find(|known| *known == other && *known != format && fits(known) == hits)
    });
    let raw = || table.rows.iter().take(TRIED).map(|row| row.cell(at).trim());
    let separators = [";", "|", " / ", ", ", "\n"].map(|sep| (sep, raw().filter(|cell| cell.contains(sep)).count()));
    let lengths: usize = filled.iter().map(|cell| cell.chars().count()).sum();
    let remote = mapping_words(&REMOTE);
    let folded = fold(name);
    Column {
        name,
        words: folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect(),
        rows,
        filled: filled.len(),
        distinct: filled.iter().collect::<HashSet<_>>().len(),
        mean: lengths / filled.len().max(1),
        longest: filled.iter().map(|cell| cell.chars().count()).max().unwrap_or(0),
        example: filled.first().map_or("", |cell| cell).chars().take(50).filter(|c| !c.is_control()).collect(),
        date,
        other_date,
        lists: count(&|cell| cells::list(cell).is_some()),
        numbers: count(&|cell| cell.bytes().all(|byte| byte.is_ascii_digit())),
        remote: count(&|cell| cells::remote(cell, &remote) == Some(true)),
        separators: separators.into_iter().filter(|(_, hits)| *hits > 0).collect(),
    }
}

/// A cell that is remote by these words.
fn mapping_words(words: &[&str]) -> super::spec::Cell {
    let mut cell = super::spec::Cell::default();
    cell.how.words.0 = words.iter().map(|word| (*word).to_owned()).collect();
    cell
}

impl Column<'_> {
    /// True if a word of its name is one of these, or begins with one of at least four letters.
    pub fn is_called(&self, hints: &[&str]) -> bool {
        let called = |word: &String| hints.iter().any(|hint| word == hint || hint.len() > 3 && word.starts_with(hint));
        self.words.iter().any(called)
    }

    /// True if so many of a hundred filled cells are these.
    pub fn mostly(&self, hits: usize) -> bool {
        self.filled > 0 && hits * 100 >= self.filled * 80
    }

    /// True if no two rows have the same in it, and none has nothing.
    pub fn is_unique(&self) -> bool {
        self.rows > 1 && self.filled == self.rows && self.distinct == self.rows
    }
}
