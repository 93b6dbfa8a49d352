//! What a publisher writes: the dataset as JSON, read into records and problems.
//!
//! Reading cannot fail. The outline of the file is found first, so that one bad record costs
//! nothing but itself; then each record is read by its shape, and what is left out or odd becomes a
//! [`Problem`] with a rule, a place and a mend. Problems carry the way to the value as positions;
//! one pass over the text at the end turns them all into pointers, lines and columns.
//!
//! In the order of reading: `outline` (where things are), `node` (a record as JSON), `shape` (which
//! fields there are), `fields` and `values` (checked by shape), `names` (references), `head`,
//! `tables`, `records`, then `whole` (checks over everything), `log` and `place` (where the problems
//! are). `schema` writes the shapes as a JSON Schema; `rules` is the table of rules.

mod desk;
mod fatal;
mod fields;
mod head;
mod log;
mod names;
mod near;
mod node;
mod outline;
mod place;
mod problem;
mod records;
mod rules;
#[cfg(test)]
mod sample;
mod scan;
mod schema;
mod shape;
mod tables;
mod values;
mod whole;

pub use problem::{Loss, Problem, Severity};
pub use rules::Rule;
pub use schema::json_schema;

use std::ops::Range;

use crate::model::{Dataset, EntityKind};
use desk::Desk;
use log::position;
use node::Node;
use outline::Member;
use records::Section;
use shape::Want;

/// Reads a whole dataset. It never fails: bad records are left out and reported.
#[must_use]
pub fn read(bytes: &[u8]) -> (Dataset, Vec<Problem>) {
    Reader::new(bytes.to_vec()).finish()
}

/// How far a [`Reader`] has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// So many meetings and facts are read.
    pub done: usize,
    /// So many there are in the file.
    pub total: usize,
}

/// Reads a dataset in slices that leave a page responsive.
#[derive(Debug)]
pub struct Reader {
    text: String,
    desk: Desk,
    /// Where the meetings and the facts are.
    meetings: Records,
    facts: Records,
    /// The reason why nothing can be read.
    fatal: Option<Problem>,
}

/// A list of records: its position in the dataset, where its records are, and how many are read.
#[derive(Debug, Default)]
struct Records {
    section: u32,
    ranges: Vec<Range<usize>>,
    done: usize,
}

impl Reader {
    /// Finds the outline, and reads everything but the meetings and facts.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        let (text, fatal) = match fatal::decode(bytes) {
            Ok(text) => (text, None),
            Err(problem) => (String::new(), Some(problem)),
        };
        let (meetings, facts) = (Records::default(), Records::default());
        let mut reader = Self { text, desk: Desk::new(), meetings, facts, fatal };
        if reader.fatal.is_none() {
            match fatal::outline(&reader.text) {
                Ok(members) => reader.begin(&members),
                Err(problem) => reader.fatal = Some(problem),
            }
        }
        reader
    }

    /// Reads so many further meetings and facts.
    pub fn step(&mut self, records: usize) -> Progress {
        let mut left = records;
        for section in [Section::Meetings, Section::Facts] {
            let total = self.list(section).ranges.len();
            while left > 0 && self.list(section).done < total {
                self.read_next(section);
                left -= 1;
            }
        }
        Progress {
            done: self.meetings.done + self.facts.done,
            total: self.meetings.ranges.len() + self.facts.ranges.len(),
        }
    }

    /// Reads what is left, and checks the whole. The problems come in the order of the file.
    #[must_use]
    pub fn finish(mut self) -> (Dataset, Vec<Problem>) {
        if let Some(problem) = self.fatal {
            return (desk::empty(), vec![problem]);
        }
        self.step(usize::MAX);
        self.desk.check_whole();
        let Desk { log, dataset, .. } = self.desk;
        (dataset, place::place(&self.text, &log.finish()))
    }

    /// Reads what the dataset says about itself and its tables, and finds its records.
    fn begin(&mut self, members: &[Member]) {
        let Self { text, desk, .. } = self;
        let nodes: Vec<(u32, &str, Node<'_>)> = members
            .iter()
            .enumerate()
            .filter_map(|(at, member)| {
                desk.log.go(&[position(at)]);
                let node = top_level(desk, text, member)?;
                Some((position(at), member.key.as_deref().unwrap_or("\u{fffd}"), node))
            })
            .collect();
        desk.log.go(&[]);
        let by_name = nodes.iter().map(|(at, key, node)| (*at, *key, node));
        let (fields, _) = desk.gather(by_name, &shape::DATASET);
        desk.head(&fields);
        let section = |name: &str| {
            let (_, at, _) = fields.get(name)?;
            Some((at, members.get(at as usize)?.value.clone()))
        };
        if let Some(sources) = section("sources") {
            desk.sources(text, sources);
        }
        let mut parents = Vec::new();
        for kind in EntityKind::ALL {
            if let Some(entities) = section(names::table_name(kind)) {
                parents.extend(desk.entities(text, entities, kind));
            }
        }
        desk.parents(&parents);
        let records = |name: &str| {
            let (section, range) = section(name)?;
            Some(Records { section, ranges: outline::of_list(text, range), done: 0 })
        };
        let (meetings, facts) = (records("meetings"), records("facts"));
        self.meetings = meetings.unwrap_or_default();
        self.facts = facts.unwrap_or_default();
    }

    fn list(&mut self, section: Section) -> &mut Records {
        match section {
            Section::Meetings => &mut self.meetings,
            Section::Facts => &mut self.facts,
        }
    }

    fn read_next(&mut self, section: Section) {
        let list = self.list(section);
        let path = [list.section, position(list.done)];
        let Some(range) = list.ranges.get(list.done).cloned() else { return };
        list.done += 1;
        let Self { text, desk, .. } = self;
        desk.log.go(&path);
        let mark = desk.log.mark();
        let node = desk.parse(text, range, section.word());
        let read = match section {
            Section::Meetings => node.and_then(|node| desk.meeting(&node)).map(|meeting| {
                desk.meeting_ids.insert(meeting.id.clone(), path[1]);
                desk.meeting_paths.push(path);
                desk.dataset.meetings.push(meeting);
            }),
            Section::Facts => node.and_then(|node| desk.fact(&node)).map(|fact| {
                desk.fact_ids.insert(fact.id.clone(), path[1]);
                desk.dataset.facts.push(fact);
            }),
        };
        if read.is_none() {
            desk.log.lose_record(mark, section.word());
        }
    }
}

/// A member of the dataset; of a table or a list of records only whether it is one.
fn top_level<'t>(desk: &mut Desk, text: &'t str, member: &Member) -> Option<Node<'t>> {
    let field = shape::DATASET.fields.iter().find(|field| Some(field.name) == member.key.as_deref());
    let is_section = field.is_some_and(|field| matches!(field.want, Want::Table(_) | Want::Records(_)));
    match text.get(member.value.clone()).unwrap_or_default().as_bytes().first() {
        Some(b'{') if is_section => Some(Node::Map(Vec::new())),
        Some(b'[') if is_section => Some(Node::List(Vec::new())),
        _ => desk.parse(text, member.value.clone(), "field"),
    }
}
