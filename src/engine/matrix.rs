//! A table of meetings: organisations by people, or by years. Each cell is as many records as the query finds
//! when these two values are chosen in it.

use super::answer::WantValues;
use super::column::number;
use super::facets::pick;
use super::plan::{Chosen, Plan};
use super::{Engine, ValueCount, Values};
use crate::order;
use crate::query::{Facet, Query};

/// Organisations by the values of another facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The organisations, the most frequent first, each with all its meetings.
    pub rows: Vec<ValueCount>,
    /// The people, the most frequent first, or the years in order, with those between that have no meeting.
    pub columns: Vec<ValueCount>,
    /// For each row how many meetings it has in each column. A meeting that may lie in several years is in
    /// each of them.
    pub cells: Vec<Vec<u32>>,
    /// How many rows and columns did not find room.
    pub more: (usize, usize),
    /// How many meetings the query finds.
    pub meetings: usize,
}

impl Engine {
    /// The table for the meetings that a query finds, of at most so many rows and columns. Where the query
    /// chooses organisations, people or years, these are the rows and the columns.
    #[must_use]
    pub fn matrix(&self, query: &Query, by: Facet, most: (usize, usize)) -> Matrix {
        let meetings = self.meetings_found(query);
        let plan = Plan::new(query, &self.values);
        let (rows, more_rows) = self.lines(&meetings, &plan, Facet::Organisation, most.0);
        let (columns, more_columns) = self.lines(&meetings, &plan, by, most.1);
        let row_of = self.places(Facet::Organisation, &rows);
        let column_of = self.places(by, &columns);
        let mut cells = vec![vec![0; columns.len()]; rows.len()];
        let organisations = &self.filings[Facet::Organisation].values;
        let mut there: Vec<usize> = Vec::new();
        for meeting in &meetings {
            there.clear();
            let mut add = |value: u32| there.extend(column_of.get(value as usize).copied().flatten());
            match by {
                Facet::Year => self.dates.years_of(*meeting, &self.values, &plan).for_each(&mut add),
                _ => self.filings[by].values.get(*meeting as usize).for_each(&mut add),
            }
            for organisation in organisations.get(*meeting as usize) {
                let row = row_of.get(organisation as usize).copied().flatten();
                if let Some(row) = row.and_then(|row| cells.get_mut(row)) {
                    there.iter().for_each(|column| row[*column] += 1);
                }
            }
        }
        Matrix { rows, columns, cells, more: (more_rows, more_columns), meetings: meetings.len() }
    }

    /// The values of a facet that are chosen, or else the most frequent ones; and how many more there are.
    fn lines(&self, meetings: &[u32], plan: &Plan, facet: Facet, most: usize) -> (Vec<ValueCount>, usize) {
        let mut tally = self.room.take();
        self.tally(facet, Some(meetings), plan, &mut tally);
        let include = plan.chosen[facet].include.clone();
        let asked_for = !include.is_empty();
        let (top, chosen) = match facet {
            _ if asked_for => (0, Chosen { include, exclude: Vec::new() }),
            Facet::Year => (usize::MAX, Chosen::default()),
            _ => (most, Chosen::default()),
        };
        let found = pick(&mut tally, &WantValues::top(top), &chosen, None);
        self.room.leave(tally);
        let all = if asked_for { found.values.len() } else { found.distinct };
        let mut lines = found.values;
        if facet == Facet::Year {
            order::by_key(&mut lines, |line| line.value);
            lines.drain(..lines.len().saturating_sub(most));
        }
        lines.truncate(most);
        if facet == Facet::Year && !asked_for {
            lines = in_a_row(&lines, most);
        }
        let more = all - lines.iter().filter(|line| asked_for || line.count > 0).count();
        (lines, more)
    }

    /// For each value of a facet in which line it is.
    fn places(&self, facet: Facet, lines: &[ValueCount]) -> Vec<Option<usize>> {
        let mut places = vec![None; self.values.len(facet)];
        for (place, line) in lines.iter().enumerate() {
            if let Some(known) = places.get_mut(line.value as usize) {
                *known = Some(place);
            }
        }
        places
    }
}

/// Years with those between them, so that a year without a meeting is seen to have none; the last of them.
fn in_a_row(years: &[ValueCount], most: usize) -> Vec<ValueCount> {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Vec::new() };
    let start = first.value.max((last.value + 1).saturating_sub(number(most)));
    let mut years = years.iter().skip_while(|year| year.value < start).peekable();
    let year = |value| match years.next_if(|year| year.value == value) {
        Some(year) => *year,
        None => ValueCount { value, count: 0 },
    };
    (start..=last.value).map(year).collect()
}

impl super::dates::Dates {
    /// The years in which a record lies as a plan asks for it.
    fn years_of(&self, record: u32, values: &Values, plan: &Plan) -> impl Iterator<Item = u32> {
        let date = (record < number(self.dated())).then(|| self.of.items.get(record as usize) as usize);
        let may = date.map_or(0..0, |date| self.years[0].get(date)..self.years[1].get(date));
        let bounds = date.map(|date| self.bounds(date));
        may.filter(move |year| bounds.is_some_and(|bounds| plan.touches(&bounds, values.days_of_year(*year))))
    }
}
