//! What a page has of a dataset: all of it, or what has been fetched of a pack so far.
//!
//! Whatever is asked for and not there is answered with a blank, and noted: [`Stock::needs`] says which
//! pieces to fetch before asking again. So whoever draws need not know what has to be there.

use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;

use super::answers::{Kept, kept_for};
use super::batch::Batch;
use super::blank::Blank;
use super::front::{Front, Rows, kind_of};
use super::layout::{Entry, Kind, NAMED, Shape, Sizes, bucket, hash_of_id};
use super::pen::{packs, unpacked};
use super::table::Table;
use crate::engine::{Answer, Calendar, Claim, Engine, Want, Wording};
use crate::model::{
    About, Dataset, Day, Entity, EntityId, EntityKind, Fact, FactId, Meeting, MeetingId, Record, RecordId, Source,
    SourceId,
};
use crate::order;
use crate::query::{Facet, Query};

/// Something that was wrong with the dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; as in `source::Problem`")]
pub struct Flaw {
    pub code: String,
    pub left_out: bool,
    pub pointer: String,
    /// The id of the meeting or the fact in which it is, if that is kept.
    pub record: String,
    pub line: u32,
    pub column: u32,
    pub found: String,
    pub detail: String,
}

packs! {
    Flaw { code, left_out, pointer, record, line, column, found, detail }
}

/// A dataset as far as it is there.
#[derive(Debug)]
pub struct Stock {
    about: About,
    rows: Rows,
    span: Option<(Day, Day)>,
    pub(super) engine: RefCell<Engine>,
    /// The words as they are read, until they are there.
    pub(super) wording: RefCell<Option<Wording>>,
    meetings: Table<Meeting>,
    facts: Table<Fact>,
    entities: [Table<Entity>; 4],
    sources: Table<Source>,
    flaws: Table<Flaw>,
    /// What there is only while pieces are fetched.
    pack: Option<Pack>,
    blank: Blank,
}

#[derive(Debug)]
struct Pack {
    sizes: Sizes,
    shape: Shape,
    directories: Vec<Entry>,
    kept: Kept,
    names: BTreeMap<(Facet, u32), String>,
    frequencies: RefCell<BTreeMap<EntityId, usize>>,
    /// The directories that are there.
    named: RefCell<BTreeMap<usize, Vec<Entry>>>,
    /// By piece.
    ids: RefCell<BTreeMap<usize, Vec<(u32, RecordId)>>>,
    answers: RefCell<BTreeMap<usize, Vec<Kept>>>,
    parts: RefCell<BTreeMap<EntityId, Vec<u32>>>,
    calendar: RefCell<Calendar>,
    came: RefCell<Vec<bool>>,
    missed: RefCell<Vec<u32>>,
}

/// Something to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where it is.
    pub entry: Entry,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Directory(usize),
    Piece(u32),
}

impl Stock {
    /// All of a dataset; the engine may lack the words, see [`Self::read_words`].
    #[must_use]
    pub fn whole(dataset: Dataset, engine: Engine, mut flaws: Vec<Flaw>) -> Self {
        order::by_key(&mut flaws, |flaw| !flaw.left_out);
        let Dataset { about, sources, mut entities, meetings, facts } = dataset;
        let tables = EntityKind::ALL.map(|kind| std::mem::take(entities.table_mut(kind)));
        let rows = Rows {
            meetings: meetings.len(),
            facts: facts.len(),
            entities: tables.iter().map(Vec::len).collect(),
            sources: sources.len(),
            flaws: (flaws.len(), flaws.iter().filter(|flaw| flaw.left_out).count()),
        };
        Self {
            span: span(&meetings),
            about,
            rows,
            wording: RefCell::new((!engine.has_words()).then(|| Wording::new(&engine))),
            engine: RefCell::new(engine),
            meetings: Table::Whole(meetings),
            facts: Table::Whole(facts),
            entities: tables.map(Table::Whole),
            sources: Table::Whole(sources),
            flaws: Table::Whole(flaws),
            pack: None,
            blank: Blank::new(),
        }
    }

    /// What the front piece of a pack has; `None` if the bytes are none.
    #[must_use]
    pub fn open(front: &[u8]) -> Option<Self> {
        let (front, engine) = Front::open(front).ok()?;
        let Front { about, rows, span, sizes, shape, directories, head: _, kept, names, batch } = front;
        let table = |at: usize| rows.entities.get(at).copied().unwrap_or(0);
        let pack = Pack {
            came: RefCell::new(vec![false; shape.pieces().unwrap_or(0)]),
            sizes,
            shape,
            directories,
            kept,
            names: names.into_iter().collect(),
            frequencies: RefCell::default(),
            named: RefCell::default(),
            ids: RefCell::default(),
            answers: RefCell::default(),
            parts: RefCell::default(),
            calendar: RefCell::default(),
            missed: RefCell::default(),
        };
        let stock = Self {
            about,
            span,
            engine: RefCell::new(engine),
            wording: RefCell::default(),
            meetings: Table::lacking(rows.meetings),
            facts: Table::lacking(rows.facts),
            entities: [0, 1, 2, 3].map(|at| Table::lacking(table(at))),
            sources: Table::lacking(rows.sources),
            flaws: Table::lacking(rows.flaws.0),
            rows,
            pack: Some(pack),
            blank: Blank::new(),
        };
        stock.take_batch(batch);
        Some(stock)
    }

    /// What the publisher says about the dataset.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// True if all of it is there, so that nothing is ever missed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.pack.is_none()
    }

    /// How many meetings there are.
    #[must_use]
    pub fn meetings(&self) -> usize {
        self.rows.meetings
    }

    /// How many facts there are.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.rows.facts
    }

    /// How many entities of a kind there are.
    #[must_use]
    pub fn entities(&self, kind: EntityKind) -> usize {
        self.entities[kind as usize].len()
    }

    /// How many sources there are.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.rows.sources
    }

    /// How many problems there are, and how many of them left something out.
    #[must_use]
    pub fn flaws(&self) -> (usize, usize) {
        self.rows.flaws
    }

    /// The first and the last day on which a meeting begins.
    #[must_use]
    pub fn span(&self) -> Option<(Day, Day)> {
        self.span
    }

    /// The index.
    #[must_use]
    pub fn engine(&self) -> Ref<'_, Engine> {
        self.engine.borrow()
    }

    /// A meeting.
    #[must_use]
    pub fn meeting(&self, id: MeetingId) -> &Meeting {
        self.meetings.get(id.index()).unwrap_or_else(|| {
            self.miss(Kind::Meetings, id.index(), |sizes| sizes.records);
            &self.blank.meeting
        })
    }

    /// A fact.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        self.facts.get(id.index()).unwrap_or_else(|| {
            self.miss(Kind::Facts, id.index(), |sizes| sizes.records);
            &self.blank.fact
        })
    }

    /// A meeting or a fact.
    #[must_use]
    pub fn record(&self, id: RecordId) -> Record<'_> {
        match id {
            RecordId::Meeting(id) => Record::Meeting(self.meeting(id)),
            RecordId::Fact(id) => Record::Fact(self.fact(id)),
        }
    }

    /// In how many pieces these records lie, as far as they are not there.
    #[must_use]
    pub fn pieces_without(&self, records: &[RecordId]) -> usize {
        let Some(pack) = &self.pack else { return 0 };
        let piece = |id: &RecordId| {
            let (kind, at, there) = match *id {
                RecordId::Meeting(id) => (Kind::Meetings, id.index(), self.meetings.get(id.index()).is_some()),
                RecordId::Fact(id) => (Kind::Facts, id.index(), self.facts.get(id.index()).is_some()),
            };
            if there { None } else { pack.shape.piece(kind, at / pack.sizes.records.max(1)) }
        };
        let mut pieces: Vec<u32> = records.iter().filter_map(piece).collect();
        order::distinct(&mut pieces);
        pieces.len()
    }

    /// An entity.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        self.entities[id.kind as usize].get(id.index()).unwrap_or_else(|| {
            self.miss(kind_of(id.kind), id.index(), |sizes| sizes.entities);
            &self.blank.entity
        })
    }

    /// How many records are filed under an entity.
    #[must_use]
    pub fn frequency(&self, id: EntityId) -> usize {
        let Some(pack) = &self.pack else { return self.engine().frequency(id) };
        let _ = self.entity(id);
        pack.frequencies.borrow().get(&id).copied().unwrap_or(0)
    }

    /// The id of a value of a facet, as links have it.
    #[must_use]
    pub fn value_id(&self, facet: Facet, value: u32) -> String {
        if let Some(kind) = facet.entity_kind() {
            return self.entity(EntityId { kind, at: value }).id.to_string();
        }
        let name = self.pack.as_ref().and_then(|pack| pack.names.get(&(facet, value)));
        match (facet, name) {
            (Facet::Source, _) => self.source(SourceId(value)).id.to_string(),
            (_, Some(name)) => name.clone(),
            _ => self.engine().values().id(facet, value).to_owned(),
        }
    }

    /// The records that have most in common with one; see [`Engine::related`].
    #[must_use]
    pub fn related(&self, id: RecordId, limit: usize) -> Vec<RecordId> {
        let record = self.record(id);
        let filed_under: Vec<EntityId> =
            EntityKind::ALL.into_iter().flat_map(|kind| record.filed_under(kind)).collect();
        self.engine().related(id, &filed_under, limit)
    }

    /// The facts about an entity, by claim; see [`Engine::claims`].
    #[must_use]
    pub fn claims(&self, id: EntityId) -> Vec<Claim> {
        self.engine().claims(id, &|id| self.fact(id))
    }

    /// A source.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        self.sources.get(id.index()).unwrap_or_else(|| {
            self.miss(Kind::Sources, id.index(), |sizes| sizes.entities);
            &self.blank.source
        })
    }

    /// A problem, if it is there. Those that left something out come first.
    #[must_use]
    pub fn flaw(&self, at: usize) -> Option<&Flaw> {
        let flaw = self.flaws.get(at);
        if flaw.is_none() && at < self.flaws.len() {
            self.miss(Kind::Problems, at, |sizes| sizes.entities);
        }
        flaw
    }

    /// How many meetings each month holds.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        match &self.pack {
            None => self.engine().calendar(Calendar::empty(self.span, &self.about.coverage)),
            Some(pack) if pack.has(Kind::Calendar, 0) => pack.calendar.borrow().clone(),
            Some(_) => Calendar::default(),
        }
    }

    /// The entity with an id.
    #[must_use]
    pub fn find_entity(&self, kind: EntityKind, id: &str) -> Option<EntityId> {
        self.engine().values().find(Facet::of_entities(kind), id).map(|at| EntityId { kind, at })
    }

    /// The meeting with an id.
    #[must_use]
    pub fn find_meeting(&self, id: &str) -> Option<MeetingId> {
        let found = match &self.meetings {
            Table::Whole(rows) => rows.iter().position(|meeting| *meeting.id == *id),
            Table::Parts(_) => self.find_record(false, id),
        };
        Some(MeetingId(found?.try_into().ok()?))
    }

    /// The fact with an id.
    #[must_use]
    pub fn find_fact(&self, id: &str) -> Option<FactId> {
        let found = match &self.facts {
            Table::Whole(rows) => rows.iter().position(|fact| *fact.id == *id),
            Table::Parts(_) => self.find_record(true, id),
        };
        Some(FactId(found?.try_into().ok()?))
    }

    /// What is part of an entity.
    #[must_use]
    pub fn parts_of(&self, id: EntityId) -> Vec<EntityId> {
        let entity = |at: u32| EntityId { kind: id.kind, at };
        match (&self.entities[id.kind as usize], &self.pack) {
            (Table::Whole(rows), _) => {
                let parts = (0..).zip(rows).filter(|(_, other)| other.part_of.contains(&id.at));
                parts.map(|(at, _)| entity(at)).collect()
            }
            (Table::Parts(_), Some(pack)) => {
                let at = id.index() / pack.sizes.entities.max(1);
                if pack.has(kind_of(id.kind), at) {
                    let parts = pack.parts.borrow();
                    return parts.get(&id).into_iter().flatten().map(|at| entity(*at)).collect();
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The answer to a query, which means something only if nothing is needed for it.
    #[must_use]
    pub fn answer(&self, query: &Query, want: &Want) -> Answer {
        if let (Some(pack), Some(chosen)) = (&self.pack, kept_for(query, want)) {
            let engine = self.engine();
            let Some((facet, id)) = chosen else { return pack.kept.answer(&engine, want, &pack.kept, None) };
            let found = engine.values().find(facet, id);
            if engine.is_lacking() {
                // to read on would only ask for what may not be needed
                return pack.kept.answer(&engine, want, &pack.kept, None);
            }
            // an id that does not exist is none that was kept
            if let Some(value) = found {
                let chosen = Some((facet, value));
                return match pack.kept(&engine, facet, value) {
                    Some(kept) => kept.answer(&engine, want, &pack.kept, chosen),
                    None => pack.kept.answer(&engine, want, &pack.kept, None),
                };
            }
        }
        self.engine().answer(query, want)
    }

    /// What was asked for since this was asked last, and is not there. If there is nothing, all that was
    /// answered is right.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let Some(pack) = &self.pack else { return Vec::new() };
        let mut missed = std::mem::take(&mut *pack.missed.borrow_mut());
        let blocks = self.engine().lacking().into_iter();
        missed.extend(blocks.filter_map(|block| pack.shape.piece(Kind::Index, block as usize)));
        order::distinct(&mut missed);
        let mut needs: Vec<Need> = Vec::new();
        let named = pack.named.borrow();
        for piece in missed {
            let (at, place) = (piece as usize / NAMED, piece as usize % NAMED);
            let need = match named.get(&at) {
                Some(entries) => entries.get(place).map(|entry| Need { entry: *entry, what: What::Piece(piece) }),
                None => pack.directories.get(at).map(|entry| Need { entry: *entry, what: What::Directory(at) }),
            };
            needs.extend(need.filter(|need| !needs.contains(need)));
        }
        needs
    }

    /// Takes in the unpacked bytes of what was needed; false if they are something else.
    #[must_use]
    pub fn take(&self, need: &Need, bytes: &[u8]) -> bool {
        let Some(pack) = &self.pack else { return false };
        let taken = match need.what {
            What::Directory(at) => {
                pack.shape.directory(at, bytes).map(|all| drop(pack.named.borrow_mut().insert(at, all)))
            }
            // a piece that holds the same may be needed later
            What::Piece(piece) => self.take_piece(pack, piece, bytes).inspect(|()| {
                for twin in pack.twins(&need.entry) {
                    let _ = self.take_piece(pack, twin, bytes);
                }
            }),
        };
        taken.is_some()
    }

    fn take_piece(&self, pack: &Pack, piece: u32, bytes: &[u8]) -> Option<()> {
        let (kind, at) = pack.shape.kind_of(piece)?;
        match kind {
            Kind::Index => self.engine.borrow_mut().take_block(at as u32, bytes),
            Kind::Ids => drop(pack.ids.borrow_mut().insert(at, unpacked(bytes)?)),
            Kind::Answers => drop(pack.answers.borrow_mut().insert(at, unpacked(bytes)?)),
            Kind::Problems => {
                let flaws: Vec<Flaw> = unpacked(bytes)?;
                for (place, flaw) in (at * pack.sizes.entities..).zip(flaws) {
                    self.flaws.set(place, flaw);
                }
            }
            Kind::Calendar => drop(pack.calendar.replace(unpacked(bytes)?)),
            _ => self.take_batch(unpacked(bytes)?),
        }
        if let Some(came) = pack.came.borrow_mut().get_mut(piece as usize) {
            *came = true;
        }
        Some(())
    }

    fn take_batch(&self, batch: Batch) {
        batch.meetings.into_iter().for_each(|(at, meeting)| self.meetings.set(at as usize, meeting));
        batch.facts.into_iter().for_each(|(at, fact)| self.facts.set(at as usize, fact));
        for (id, (frequency, entity)) in batch.entities {
            self.entities[id.kind as usize].set(id.index(), entity);
            if let Some(pack) = &self.pack {
                pack.frequencies.borrow_mut().insert(id, frequency);
            }
        }
        batch.sources.into_iter().for_each(|(at, source)| self.sources.set(at as usize, source));
        if let Some(pack) = &self.pack {
            pack.parts.borrow_mut().extend(batch.parts);
        }
    }

    fn miss(&self, kind: Kind, at: usize, size: fn(&Sizes) -> usize) {
        if let Some(pack) = &self.pack {
            pack.has(kind, at / size(&pack.sizes).max(1));
        }
    }

    fn find_record(&self, is_fact: bool, id: &str) -> Option<usize> {
        let pack = self.pack.as_ref()?;
        let hash = hash_of_id(is_fact, id);
        let at = bucket(hash, pack.shape.count(Kind::Ids));
        if !pack.has(Kind::Ids, at) {
            return None;
        }
        let ids = pack.ids.borrow();
        let found = ids.get(&at)?.iter().filter(|(other, _)| *other == hash);
        let mut found = found.filter_map(|(_, record)| match *record {
            RecordId::Meeting(at) if !is_fact && *self.meeting(at).id == *id => Some(at.index()),
            RecordId::Fact(at) if is_fact && *self.fact(at).id == *id => Some(at.index()),
            _ => None,
        });
        found.next()
    }
}

impl Pack {
    /// True if a piece is there; else it is noted.
    fn has(&self, kind: Kind, at: usize) -> bool {
        let Some(piece) = self.shape.piece(kind, at) else { return false };
        let came = self.came.borrow().get(piece as usize) == Some(&true);
        if !came {
            self.missed.borrow_mut().push(piece);
        }
        came
    }

    /// The pieces that are the same file and not there, as far as directories name them.
    fn twins(&self, entry: &Entry) -> Vec<u32> {
        let (named, came) = (self.named.borrow(), self.came.borrow());
        let pieces = named.iter().flat_map(|(at, entries)| (at * NAMED..).zip(entries));
        let twins = pieces.filter(|(piece, other)| *other == entry && came.get(*piece) == Some(&false));
        twins.map(|(piece, _)| piece as u32).collect()
    }

    /// What is kept of the answer to the query that chooses one value.
    fn kept(&self, engine: &Engine, facet: Facet, value: u32) -> Option<Kept> {
        let size = self.sizes.answers.max(1);
        let before = Facet::ALL.iter().take(facet as usize);
        let before: usize = before.map(|facet| engine.values().len(*facet).div_ceil(size)).sum();
        let at = before + value as usize / size;
        self.has(Kind::Answers, at).then(|| self.answers.borrow().get(&at)?.get(value as usize % size).cloned())?
    }
}

/// The first and the last day on which a meeting begins.
pub(super) fn span(meetings: &[Meeting]) -> Option<(Day, Day)> {
    let mut days = meetings.iter().filter_map(|meeting| meeting.date.map(|date| date.order()));
    let first = days.next()?;
    Some(days.fold((first, first), |(a, b), day| (a.min(day), b.max(day))))
}
