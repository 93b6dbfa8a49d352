//! Whether the pieces of a pack are what they should be: each by itself, and that they refer to what is there.

use super::answers::Kept;
use super::batch::Batch;
use super::front::{Front, Rows, Unfit, kind_of};
use super::layout::{Entry, Kind, NAMED, Shape, Sizes, bucket, hash_of_id};
use super::pen::unpacked;
use super::stock::Flaw;
use crate::engine::{Calendar, Cuts, Engine};
use crate::model::{Entity, EntityId, EntityKind, Evidence, RecordId};
use crate::query::{Facet, PerFacet};

/// What the front piece says that there is.
#[derive(Debug)]
pub struct Outline {
    rows: Rows,
    sizes: Sizes,
    shape: Shape,
    /// Where the directories are.
    pub directories: Vec<Entry>,
    index: Cuts,
    /// How many values each facet has.
    values: PerFacet<usize>,
}

/// What a piece has that another must have as well.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Records, by the hash of their id.
    pub records: Vec<(u32, RecordId)>,
    /// The same, as they are looked up.
    pub listed: Vec<(u32, RecordId)>,
}

impl Outline {
    /// What the front piece says, and whether it is right in itself.
    ///
    /// # Errors
    /// In words, if it is not.
    pub fn of(front: &[u8]) -> Result<Self, String> {
        let (front, mut engine) = Front::open(front).map_err(|unfit| match unfit {
            Unfit::Other => "is no front piece, or one of another version: pack the dataset again".to_owned(),
            Unfit::Sizes => "has pieces of a size that nobody writes".to_owned(),
            Unfit::Index(error) => format!("{error:?}"),
            Unfit::Directories(named, wanted) => format!("names {named} directories instead of {wanted}"),
            Unfit::Pieces(kind, named, wanted) => format!("names {named} pieces of {kind:?} instead of {wanted}"),
        })?;
        let outline = Self {
            rows: front.rows,
            sizes: front.sizes,
            shape: front.shape,
            directories: front.directories,
            index: engine.cuts(front.sizes.block),
            values: PerFacet::from_fn(|facet| engine.values().len(facet)),
        };
        outline.check_index(&engine)?;
        outline.check_kept(&front.kept)?;
        outline.check_batch(&front.batch)?;
        Ok(outline)
    }

    /// The index numbers the rows that there are.
    fn check_index(&self, engine: &Engine) -> Result<(), String> {
        let Rows { meetings, facts, sources, .. } = self.rows;
        let same = |what: &str, indexed: usize, rows: usize| {
            if indexed == rows { Ok(()) } else { Err(format!("its index has {indexed} {what} instead of {rows}")) }
        };
        let indexed = engine.records_and_meetings();
        same("records", indexed.0, meetings.saturating_add(facts))?;
        same("meetings", indexed.1, meetings)?;
        same("sources", self.values[Facet::Source], sources)?;
        let tables = Facet::ALL.iter().filter_map(|facet| Some((*facet, facet.entity_kind()?)));
        tables.into_iter().try_for_each(|(facet, kind)| same(facet.key(), self.values[facet], self.table(kind)))
    }

    /// How many pieces there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shape.pieces().unwrap_or(0)
    }

    /// True if there is no piece.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of the first piece that a directory names.
    #[must_use]
    pub fn first_of(&self, directory: usize) -> usize {
        directory.saturating_mul(NAMED)
    }

    /// The pieces that a directory names.
    ///
    /// # Errors
    /// In words, if the bytes are none or name more or fewer than they should.
    pub fn directory(&self, at: usize, bytes: &[u8]) -> Result<Vec<Entry>, String> {
        self.shape.directory(at, bytes).ok_or_else(|| "is not the directory that it should be".to_owned())
    }

    /// Checks the unpacked bytes of a piece.
    ///
    /// # Errors
    /// In words, if they are not what they should be.
    pub fn check(&self, piece: usize, bytes: &[u8]) -> Result<Found, String> {
        let (kind, at) = self.shape.kind_of(piece as u32).ok_or("is no piece of this pack")?;
        let mut found = Found::default();
        let unread = || format!("is no piece of {kind:?}");
        match kind {
            Kind::Index => {
                let wanted = self.index.len_of(at);
                if bytes.len() != wanted {
                    return Err(format!("has {} bytes of the index, not {wanted}", bytes.len()));
                }
            }
            Kind::Ids => {
                found.listed = unpacked(bytes).ok_or_else(unread)?;
                let pieces = self.shape.count(Kind::Ids);
                if found.listed.iter().any(|(hash, _)| bucket(*hash, pieces) != at) {
                    return Err("has ids that are looked up in another piece".to_owned());
                }
                found.listed.iter().try_for_each(|(_, record)| self.check_record(*record))?;
            }
            Kind::Answers => {
                let answers: Vec<Kept> = unpacked(bytes).ok_or_else(unread)?;
                let wanted = self.answers_in(at);
                if answers.len() != wanted {
                    return Err(format!("has {} answers, not {wanted}", answers.len()));
                }
                answers.iter().try_for_each(|answer| self.check_kept(answer))?;
            }
            Kind::Problems => {
                let flaws: Vec<Flaw> = unpacked(bytes).ok_or_else(unread)?;
                let start = at.saturating_mul(self.sizes.entities);
                self.runs((start..).take(flaws.len()), at, self.rows.flaws.0, kind)?;
            }
            Kind::Calendar => {
                let calendar: Calendar = unpacked(bytes).ok_or_else(unread)?;
                if !calendar.months.len().is_multiple_of(12) {
                    return Err(format!("has {} months, which are no years", calendar.months.len()));
                }
            }
            _ => {
                let batch: Batch = unpacked(bytes).ok_or_else(unread)?;
                self.check_batch(&batch)?;
                self.check_rows(&batch, kind, at)?;
                let meetings = batch.meetings.iter();
                found.records.extend(meetings.map(|(at, row)| (hash_of_id(false, &row.id), meeting(*at))));
                let facts = batch.facts.iter();
                found.records.extend(facts.map(|(at, row)| (hash_of_id(true, &row.id), fact(*at))));
            }
        }
        Ok(found)
    }

    /// How many answers a piece of them has: those of a facet begin a piece.
    fn answers_in(&self, mut at: usize) -> usize {
        let size = self.sizes.answers.max(1);
        for (_, len) in self.values.iter() {
            let pieces = len.div_ceil(size);
            if at < pieces {
                return len.saturating_sub(at.saturating_mul(size)).min(size);
            }
            at -= pieces;
        }
        0
    }

    /// The records and the values of an answer exist.
    fn check_kept(&self, answer: &Kept) -> Result<(), String> {
        answer.page().iter().try_for_each(|record| self.check_record(*record))?;
        match answer.values().find(|(facet, value)| *value as usize >= self.values[*facet]) {
            Some((facet, value)) => Err(format!("refers to {} {value}, which does not exist", facet.key())),
            None => Ok(()),
        }
    }

    fn check_record(&self, record: RecordId) -> Result<(), String> {
        let (what, at, all) = match record {
            RecordId::Meeting(id) => ("meeting", id.index(), self.rows.meetings),
            RecordId::Fact(id) => ("fact", id.index(), self.rows.facts),
        };
        if at < all { Ok(()) } else { Err(format!("refers to {what} {at}, which does not exist")) }
    }

    fn table(&self, kind: EntityKind) -> usize {
        self.rows.entities.get(kind as usize).copied().unwrap_or(0)
    }

    /// A piece has just the rows that it should.
    fn check_rows(&self, batch: &Batch, kind: Kind, at: usize) -> Result<(), String> {
        let entities = |of: EntityKind| batch.entities.iter().filter(move |(id, _)| id.kind == of);
        let entities = move |of: EntityKind| entities(of).map(|(id, _)| id.index());
        match kind {
            Kind::Meetings => {
                self.runs(batch.meetings.iter().map(|(at, _)| *at as usize), at, self.rows.meetings, kind)
            }
            Kind::Facts => self.runs(batch.facts.iter().map(|(at, _)| *at as usize), at, self.rows.facts, kind),
            Kind::Sources => self.runs(batch.sources.iter().map(|(at, _)| *at as usize), at, self.rows.sources, kind),
            _ => {
                let of = EntityKind::ALL.into_iter().find(|of| kind_of(*of) as usize == kind as usize);
                of.map_or(Ok(()), |of| self.runs(entities(of), at, self.table(of), kind))
            }
        }
    }

    fn runs(&self, rows: impl Iterator<Item = usize>, at: usize, all: usize, kind: Kind) -> Result<(), String> {
        let size = if matches!(kind, Kind::Meetings | Kind::Facts) { self.sizes.records } else { self.sizes.entities };
        let start = at.saturating_mul(size);
        if rows.eq(start..all.min(start.saturating_add(size))) {
            Ok(())
        } else {
            Err(format!("has other rows of {kind:?} than it should"))
        }
    }

    /// Everything that the rows of a batch refer to exists.
    fn check_batch(&self, batch: &Batch) -> Result<(), String> {
        let entity = |id: &EntityId| {
            let there = id.index() < self.table(id.kind);
            if there { Ok(()) } else { Err(format!("refers to {} {}, which does not exist", id.kind.word(), id.at)) }
        };
        let evidence = |all: &[Evidence]| {
            let wrong = all.iter().find(|evidence| evidence.source.index() >= self.rows.sources);
            wrong.map_or(Ok(()), |wrong| Err(format!("refers to source {}, which does not exist", wrong.source.0)))
        };
        for (_, row) in &batch.meetings {
            row.places.iter().chain(&row.topics).try_for_each(entity)?;
            let participants = row.participants.iter().flat_map(|p| p.person.iter().chain(&p.organisation));
            participants.chain(row.points.iter().filter_map(|point| point.by.as_ref())).try_for_each(entity)?;
            evidence(&row.evidence)?;
        }
        for (_, row) in &batch.facts {
            entity(&row.about)?;
            evidence(row.sources.all())?;
        }
        let wholes = |(id, (_, row)): &(EntityId, (usize, Entity))| {
            let mut wholes = row.part_of.iter().map(|at| EntityId { kind: id.kind, at: *at });
            entity(id).and_then(|()| wholes.try_for_each(|whole| entity(&whole)))
        };
        batch.entities.iter().try_for_each(wholes)?;
        let parts =
            batch.parts.iter().flat_map(|(id, parts)| parts.iter().map(|at| EntityId { kind: id.kind, at: *at }));
        parts.into_iter().try_for_each(|part| entity(&part))
    }
}

fn meeting(at: u32) -> RecordId {
    RecordId::Meeting(crate::model::MeetingId(at))
}

fn fact(at: u32) -> RecordId {
    RecordId::Fact(crate::model::FactId(at))
}
