//! Meetings as a table: organisations by people or by years, each number a link to the records.

use whomet::engine::{Matrix, ValueCount};
use whomet::model::{EntityId, EntityKind};
use whomet::query::{Facet, Query};

use super::chips::name_of;
use super::parts::{entity_link, in_some_lang, link, quiet};
use crate::app::el::{El, el, of};
use crate::app::state::{Loaded, Page};

/// How many organisations, and how many people or years.
const MOST: (usize, usize) = (30, 15);

/// What a table shows.
pub struct Table<'a> {
    /// What is counted; links add to it.
    pub query: &'a Query,
    /// What the columns are.
    pub by: Facet,
    /// The counts.
    pub matrix: &'a Matrix,
    /// True if each number has a bar, on one scale for all.
    pub bars: bool,
}

/// The table for what is selected.
pub fn matrix(page: Page, loaded: &Loaded, query: &Query, by: Facet) -> El {
    let words = page.words();
    let matrix = loaded.engine().matrix(query, by, MOST);
    // what else would be read of a table that is not whole yet
    if loaded.engine().is_lacking() {
        return el("DIV");
    }
    let (rows, columns) = matrix.more;
    let more = (rows + columns > 0).then(|| el("P").with(quiet(words.matrix_more(rows, columns))));
    let hint = el("P").with((quiet(words.matrix_hint()), " ", quiet(words.later().whatever_became())));
    of("DIV", "matrix").with((hint, table(page, loaded, &Table { query, by, matrix: &matrix, bars: false }), more))
}

/// The table itself, or a word that it is empty.
pub fn table(page: Page, loaded: &Loaded, it: &Table) -> El {
    let words = page.words();
    let some = it.matrix.cells.iter().flatten().any(|cell| *cell > 0);
    let Some(query) = it.query.meetings().filter(|_| some) else {
        return el("P").with(quiet(words.matrix_none()));
    };
    let most = it.matrix.cells.iter().flatten().copied().max().unwrap_or(0);
    let value = |facet: Facet, line: &ValueCount| {
        let id = loaded.value_id(facet, line.value);
        let name = name_of(page, loaded, facet, Some(line.value), &id);
        (id, name.text)
    };
    let columns: Vec<(String, String)> = it.matrix.columns.iter().map(|line| value(it.by, line)).collect();
    let cell = |query: &Query, row: &str, column: &str, count: u32, bar: bool| {
        let label = words.cell(row, column, count);
        let link = |class: &'static str| {
            let shown = of("SPAN", "n").attr("translate", "no").with(words.number(u64::from(count)));
            let height = format!("{}%", u64::from(count) * 100 / u64::from(most.max(1)));
            let bar =
                bar.then(|| of("SPAN", "rod").attr("aria-hidden", "true").with(el("I").style("block-size", height)));
            link(page.href_list(query.clone()), (bar, shown))
                .attr("class", class)
                .attr("aria-label", label.clone())
                .attr("title", label)
        };
        match count {
            0 => of("TD", "zero"),
            _ => el("TD").with(link(shade(count, most))),
        }
    };
    let row = |(line, cells): (&ValueCount, &Vec<u32>)| {
        let (id, name) = value(Facet::Organisation, line);
        let of_row = query.with_one(Facet::Organisation, &id);
        let counts = columns
            .iter()
            .zip(cells)
            .map(|((id, column), count)| cell(&of_row.with_one(it.by, id), &name, column, *count, it.bars));
        let counts: Vec<El> = counts.collect();
        let all = cell(&of_row, &name, words.all_of_them(), line.count, false).attr("class", "sum");
        let entity = EntityId { kind: EntityKind::Organisation, at: line.value };
        let named = el("TH").attr("scope", "row").with(entity_link(page, loaded, entity, &Default::default()));
        el("TR").with((named, all, counts))
    };
    let rows: Vec<El> = it.matrix.rows.iter().zip(&it.matrix.cells).map(row).collect();
    let head = head(page, loaded, it, &columns);
    let table = of("TABLE", "grid").with((head, el("TBODY").with(rows)));
    of("DIV", "wide").attr("tabindex", "0").attr("role", "region").attr("aria-label", words.meetings()).with(table)
}

fn head(page: Page, loaded: &Loaded, it: &Table, columns: &[(String, String)]) -> El {
    let named = it.matrix.columns.iter().zip(columns).map(|(line, (_, name))| {
        let name = match it.by.entity_kind() {
            Some(kind) => entity_link(page, loaded, EntityId { kind, at: line.value }, &Default::default()),
            None => in_some_lang(page, None).with(name.clone()),
        };
        el("TH").attr("scope", "col").with(name)
    });
    let all = el("TH").attr("scope", "col").with(page.words().all_of_them());
    of("THEAD", if it.by == Facet::Person { "people" } else { "years" }).with(el("TR").with((
        el("TD"),
        all,
        named.collect::<Vec<_>>(),
    )))
}

/// How dark a cell is: in quarters of the greatest.
fn shade(count: u32, most: u32) -> &'static str {
    match u64::from(count) * 4 / u64::from(most.max(1)) {
        0 => "n1",
        1 => "n2",
        2 => "n3",
        _ => "n4",
    }
}
