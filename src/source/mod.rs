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
pub use whole::{LEGAL_FORMS, folded};

use std::ops::Range;

use crate::model::{Dataset, EntityKind};
use desk::{Desk, hash_of};
use log::position;
use node::Node;
use outline::{Broken, Member, Outline};
use records::Section;
use shape::Want;
use tables::Table;

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
    /// So many are known to be in the file.
    pub total: usize,
    /// True if there is anything left to do: to find, to read or to check.
    pub more: bool,
}

/// Reads a dataset in slices that leave a page responsive.
#[derive(Debug)]
pub struct Reader {
    text: String,
    desk: Desk,
    phase: Phase,
    outline: Outline,
    /// The tables, the next to be read last.
    tables: Vec<Table>,
    /// Where the meetings and the facts are.
    meetings: Records,
    facts: Records,
    /// The reason why nothing can be read.
    fatal: Option<Problem>,
}

/// What is next to do.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Outline,
    Tables,
    Records(Section),
    /// To check the whole; so many pieces are done.
    Check(usize),
    Nothing,
}

/// A list of records: its position in the dataset, where its records are, and how many are read.
#[derive(Debug, Default)]
struct Records {
    section: u32,
    ranges: Vec<Range<usize>>,
    done: usize,
}

impl Reader {
    /// Makes ready to read.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        let (text, fatal) = match fatal::decode(bytes) {
            Ok(text) => {
                let fatal = fatal::beginning(&text);
                (text, fatal)
            }
            Err(problem) => (String::new(), Some(problem)),
        };
        Self {
            outline: Outline::new(0..text.len(), &RECORDS),
            text,
            desk: Desk::new(),
            phase: if fatal.is_none() { Phase::Outline } else { Phase::Nothing },
            tables: Vec::new(),
            meetings: Records::default(),
            facts: Records::default(),
            fatal,
        }
    }

    /// Does so many further pieces of work: a meeting or a fact is one to find, one to read, and one to
    /// check; so is an entry of a table.
    pub fn step(&mut self, pieces: usize) -> Progress {
        make_room();
        for _ in 0..pieces {
            self.piece();
            if let Phase::Nothing = self.phase {
                break;
            }
        }
        Progress {
            done: self.meetings.done + self.facts.done,
            total: self.outline.found + self.meetings.ranges.len() + self.facts.ranges.len(),
            more: !matches!(self.phase, Phase::Nothing),
        }
    }

    /// Does what is left. The problems come in the order of the file.
    #[must_use]
    pub fn finish(mut self) -> (Dataset, Vec<Problem>) {
        while self.step(1 << 10).more {}
        if let Some(problem) = self.fatal {
            return (desk::empty(), vec![problem]);
        }
        let Desk { log, dataset, meeting_paths, fact_places, .. } = self.desk;
        let mut problems = place::place(&self.text, &log.finish(), &[&self.meetings, &self.facts]);
        for problem in &mut problems {
            let in_list = |list: &str| -> Option<u32> {
                let rest = problem.pointer.strip_prefix('/')?.strip_prefix(list)?.strip_prefix('/')?;
                rest.split('/').next()?.parse().ok()
            };
            let [meetings, facts] = RECORDS;
            let meeting =
                in_list(meetings).and_then(|place| meeting_paths.binary_search_by_key(&place, |it| it[1]).ok());
            let fact = in_list(facts).and_then(|place| fact_places.binary_search(&place).ok());
            let meeting = meeting.and_then(|at| dataset.meetings.get(at)).map(|meeting| meeting.id.clone());
            problem.record = meeting.or_else(|| Some(dataset.facts.get(fact?)?.id.clone()));
        }
        (dataset, problems)
    }

    fn piece(&mut self) {
        match self.phase {
            Phase::Outline => match self.outline.next(&self.text) {
                Ok(true) => {}
                Ok(false) => self.begin(),
                Err(Broken) => self.desk.broken = true,
            },
            Phase::Tables => match self.tables.last_mut() {
                Some(table) => {
                    if !self.desk.entry(&self.text, table) {
                        self.tables.pop();
                    }
                }
                None => {
                    self.desk.look_parents_up();
                    self.phase = Phase::Records(Section::Meetings);
                }
            },
            Phase::Records(section) => {
                if !self.read_next(section) {
                    self.phase = match section {
                        Section::Meetings => Phase::Records(Section::Facts),
                        Section::Facts => {
                            // the checks need the room
                            (self.desk.meeting_ids, self.desk.fact_ids) = Default::default();
                            Phase::Check(0)
                        }
                    };
                }
            }
            Phase::Check(at) => self.phase = if self.desk.check(at) { Phase::Check(at + 1) } else { Phase::Nothing },
            Phase::Nothing => {}
        }
        if self.desk.broken {
            self.give_up(fatal::no_json(&self.text));
        }
    }

    fn give_up(&mut self, problem: Problem) {
        self.fatal = Some(problem);
        self.phase = Phase::Nothing;
        self.desk.broken = false;
        self.outline.found = 0;
        (self.meetings, self.facts) = Default::default();
    }

    /// Reads what the dataset says about itself, and finds its tables.
    fn begin(&mut self) {
        let mut members = std::mem::take(&mut self.outline.members);
        if let Some(problem) = fatal::format(&self.text, &members) {
            return self.give_up(problem);
        }
        self.outline.found = 0;
        self.phase = Phase::Tables;
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
        let section = |name: &str| fields.get(name).map(|(_, at, _)| at);
        let lists = RECORDS.map(section);
        let kinds = EntityKind::ALL.map(|kind| (names::table_name(kind), Some(kind)));
        let mut used = Vec::from(lists);
        for (name, kind) in [("sources", None)].into_iter().chain(kinds) {
            let at = section(name);
            used.push(at);
            let Some((section, member)) = at.and_then(|at| Some((at, members.get(at as usize)?))) else { continue };
            match outline::of_object(text, member.value.clone()) {
                Ok(entries) => self.tables.insert(0, Table { section, kind, entries, done: 0 }),
                Err(Broken) => desk.broken = true,
            }
        }
        drop(nodes);
        // what is of the wrong kind or repeated is not read, but the whole is JSON only if it is
        for (at, member) in (0..).zip(&members) {
            if is_section(member) && !used.contains(&Some(at)) {
                desk.pass_over(text.get(member.value.clone()).unwrap_or_default());
            }
        }
        [self.meetings, self.facts] = lists.map(|section| {
            let ranges =
                section.and_then(|at| members.get_mut(at as usize)).map(|member| std::mem::take(&mut member.records));
            Records { section: section.unwrap_or(0), ranges: ranges.unwrap_or_default(), done: 0 }
        });
        // a record takes more room than the shortest way to write one
        let meetings = self.meetings.ranges.len().min(self.text.len() / SHORT_RECORD);
        self.desk.dataset.meetings.reserve_exact(meetings);
        self.desk.meeting_paths.reserve_exact(meetings);
    }

    fn list(&mut self, section: Section) -> &mut Records {
        match section {
            Section::Meetings => &mut self.meetings,
            Section::Facts => &mut self.facts,
        }
    }

    /// Reads the next of some records; false when there is none.
    fn read_next(&mut self, section: Section) -> bool {
        let list = self.list(section);
        let path = [list.section, position(list.done)];
        let Some(range) = list.ranges.get(list.done).cloned() else { return false };
        list.done += 1;
        let Self { text, desk, .. } = self;
        desk.log.go(&path);
        let mark = desk.log.mark();
        let node = desk.parse(text, range, section.word());
        let read = match section {
            Section::Meetings => node.and_then(|node| desk.meeting(&node)).map(|meeting| {
                desk.meeting_ids.insert(hash_of(&meeting.id), desk.dataset.meetings.len());
                desk.meeting_paths.push(path);
                desk.dataset.meetings.push(meeting);
            }),
            Section::Facts => node.and_then(|node| desk.fact(&node)).map(|fact| {
                desk.fact_ids.insert(hash_of(&fact.id), desk.dataset.facts.len());
                desk.fact_places.push(path[1]);
                desk.dataset.facts.push(fact);
            }),
        };
        if read.is_none() {
            desk.log.lose_record(mark, section.word());
        }
        true
    }
}

/// The lists of records.
const RECORDS: [&str; 2] = ["meetings", "facts"];
/// Few records are shorter, in bytes.
const SHORT_RECORD: usize = 256;

/// Makes the allocator ask for memory in large pieces. Left to itself it asks for every page, and in a
/// browser that takes a quarter of the time.
fn make_room() {
    const ROOM: usize = 1 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(ROOM)));
}

/// A member of the dataset; of a table or a list of records only whether it is one.
fn top_level<'t>(desk: &mut Desk, text: &'t str, member: &Member) -> Option<Node<'t>> {
    let text = text.get(member.value.clone()).unwrap_or_default();
    match text.as_bytes().first() {
        Some(b'{') if is_section(member) => Some(Node::Map(Vec::new())),
        Some(b'[') if is_section(member) => Some(Node::List(Vec::new())),
        _ => desk.parse(text, 0..text.len(), "field"),
    }
}

/// True for a member that is or ought to be a table or a list of records.
fn is_section(member: &Member) -> bool {
    let field = shape::DATASET.fields.iter().find(|field| Some(field.name) == member.key.as_deref());
    field.is_some_and(|field| matches!(field.want, Want::Table(_) | Want::Records(_)))
}
