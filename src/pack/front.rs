//! The first piece of a pack, and whether its numbers go together.

use super::answers::Kept;
use super::batch::Batch;
use super::layout::{Entry, Kind, NAMED, Shape, Sizes};
use super::pen::{packs, unpacked};
use crate::engine::{Engine, OpenError};
use crate::model::{About, Day, EntityKind};
use crate::query::Facet;

/// How many rows each table has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub meetings: usize,
    pub facts: usize,
    pub entities: Vec<usize>,
    pub sources: usize,
    /// Problems, and how many of them left something out.
    pub flaws: (usize, usize),
}

/// The first piece: all that a first view shows, and where everything else is.
#[derive(Debug)]
pub(super) struct Front {
    pub about: About,
    pub rows: Rows,
    pub span: Option<(Day, Day)>,
    pub sizes: Sizes,
    pub shape: Shape,
    pub directories: Vec<Entry>,
    /// See [`Engine::write_blocks`].
    pub head: Vec<u8>,
    pub kept: Kept,
    /// The ids of the values in it that are no entities and no sources.
    pub names: Vec<((Facet, u32), String)>,
    pub batch: Batch,
}

packs! {
    Rows { meetings, facts, entities, sources, flaws }
    Front { about, rows, span, sizes, shape, directories, head, kept, names, batch }
}

/// Why a front piece is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// The bytes are something else.
    Other,
    /// Pieces of a size that nobody writes.
    Sizes,
    /// Why its index does not open.
    Index(OpenError),
    /// So many directories are named, instead of so many.
    Directories(usize, usize),
    /// So many pieces of a kind are named, instead of so many.
    Pieces(Kind, usize, usize),
}

impl Front {
    /// Reads it, with the index of which nothing is there yet. What it says that there is, is no more than what the
    /// pieces that it names can have, so that a table made for it is bounded by its own length.
    pub fn open(bytes: &[u8]) -> Result<(Self, Engine), Unfit> {
        let front: Self = unpacked(bytes).ok_or(Unfit::Other)?;
        if !front.sizes.are_usual() {
            return Err(Unfit::Sizes);
        }
        let pieces = front.shape.pieces().filter(|_| front.rows.entities.len() == EntityKind::ALL.len());
        let directories = pieces.ok_or(Unfit::Other)?.div_ceil(NAMED);
        if front.directories.len() != directories {
            return Err(Unfit::Directories(front.directories.len(), directories));
        }
        let blocks = front.shape.count(Kind::Index);
        let engine = Engine::lacking_all(&front.head, front.sizes.block, blocks).map_err(Unfit::Index)?;
        for (kind, wanted) in front.wanted(&engine) {
            let named = front.shape.count(kind);
            if named != wanted {
                return Err(Unfit::Pieces(kind, named, wanted));
            }
        }
        Ok((front, engine))
    }

    /// How many pieces of each kind but the index there must be.
    fn wanted(&self, engine: &Engine) -> [(Kind, usize); Kind::COUNT - 1] {
        let Rows { meetings, facts, entities, sources, flaws } = &self.rows;
        let table = |kind: EntityKind| {
            let rows = entities.get(kind as usize).copied().unwrap_or(0);
            (kind_of(kind), rows.div_ceil(self.sizes.entities))
        };
        let answers = Facet::ALL.iter().map(|facet| engine.values().len(*facet).div_ceil(self.sizes.answers)).sum();
        [
            (Kind::Meetings, meetings.div_ceil(self.sizes.records)),
            (Kind::Facts, facts.div_ceil(self.sizes.records)),
            table(EntityKind::Organisation),
            table(EntityKind::Person),
            table(EntityKind::Topic),
            table(EntityKind::Place),
            (Kind::Sources, sources.div_ceil(self.sizes.entities)),
            (Kind::Ids, meetings.saturating_add(*facts).div_ceil(self.sizes.ids)),
            (Kind::Answers, answers),
            (Kind::Problems, flaws.0.div_ceil(self.sizes.entities)),
            (Kind::Calendar, 1),
        ]
    }
}

/// The kind of the pieces that have a table's entities.
pub(super) fn kind_of(kind: EntityKind) -> Kind {
    match kind {
        EntityKind::Organisation => Kind::Organisations,
        EntityKind::Person => Kind::People,
        EntityKind::Topic => Kind::Topics,
        EntityKind::Place => Kind::Places,
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::model::{Dataset, Entities, Entity, Evidence, Fact, Lang, Meeting, Source, SourceId, Sources, Text};
    use crate::pack::blank::Blank;
    use crate::pack::pen::packed;
    use crate::pack::verify::Outline;
    use crate::pack::{Input, Sink, Stock, hash, write};

    /// The pieces of a pack, as they come.
    #[derive(Default)]
    struct Pieces(Vec<Vec<u8>>, usize);

    impl Sink for Pieces {
        type Error = Infallible;
        fn store(&mut self, bytes: Vec<u8>) -> Result<(), Infallible> {
            self.0.push(bytes);
            Ok(())
        }
        fn stored(&mut self) -> Result<Vec<Entry>, Infallible> {
            let new = self.0.iter().skip(self.1);
            let new = new.map(|bytes| Entry { hash: hash(bytes), stored: bytes.len(), raw: bytes.len() }).collect();
            self.1 = self.0.len();
            Ok(new)
        }
    }

    /// Some rows of every kind.
    fn dataset() -> Dataset {
        let Blank { meeting, mut fact, entity, source } = Blank::new();
        let (title, language) = (Text::new(Lang::EN, "t"), Lang::EN);
        let (description, updated, publisher, licence, report, coverage) = Default::default();
        let about = About { title, description, language, updated, publisher, licence, report, coverage };
        let ids = || ["a", "b", "c"].into_iter();
        let mut entities = Entities::default();
        for kind in EntityKind::ALL {
            *entities.table_mut(kind) = ids().map(|id| Entity { id: id.into(), ..entity.clone() }).collect();
        }
        fact.about.at = 0;
        fact.sources = Sources::one(Evidence { source: SourceId(0), quote: None, place: None });
        Dataset {
            about,
            sources: ids().map(|id| Source { id: id.into(), ..source.clone() }).collect(),
            entities,
            meetings: ids().map(|id| Meeting { id: id.into(), ..meeting.clone() }).collect(),
            facts: ids().map(|id| Fact { id: id.into(), ..fact.clone() }).collect(),
        }
    }

    /// The bytes of the front of a small pack.
    fn bytes() -> Vec<u8> {
        let dataset = dataset();
        let mut pieces = Pieces::default();
        let sizes = Sizes { block: 1 << 10, records: 2, entities: 2, ids: 2, answers: 2 };
        let Ok(_) = write(&Input { dataset: &dataset, flaws: &[], sizes }, Engine::build(&dataset), &mut pieces);
        pieces.0.pop().unwrap_or_default()
    }

    /// The front as it is after something in it is changed.
    fn with(change: impl FnOnce(&mut Front)) -> Vec<u8> {
        let mut front: Front = unpacked(&bytes()).unwrap();
        change(&mut front);
        packed(&front)
    }

    /// Neither the page nor the command opens it.
    fn is_refused(what: &str, change: impl FnOnce(&mut Front)) {
        let front = with(change);
        assert!(Stock::open(&front).is_none(), "{what}");
        assert!(Outline::of(&front).is_err(), "{what}");
    }

    #[test]
    fn a_front_as_it_was_written_is_opened() {
        let front = with(|_| ());
        assert_eq!(front, bytes());
        assert!(Stock::open(&front).is_some());
        assert!(Outline::of(&front).is_ok());
    }

    #[test]
    fn rows_that_no_piece_has_are_refused() {
        for many in [usize::MAX, usize::MAX / 2, 1 << 40, 10_000] {
            is_refused("meetings", |front| front.rows.meetings = many);
            is_refused("facts", |front| front.rows.facts = many);
            is_refused("sources", |front| front.rows.sources = many);
            is_refused("problems", |front| front.rows.flaws.0 = many);
            for at in 0..4 {
                is_refused("entities", |front| front.rows.entities[at] = many);
            }
        }
        is_refused("no table", |front| front.rows.entities.truncate(3));
        is_refused("one more table", |front| front.rows.entities.push(0));
    }

    #[test]
    fn sizes_that_nobody_writes_are_refused() {
        for size in [0, 1 << 40, usize::MAX / 2, usize::MAX] {
            is_refused("block", |front| front.sizes.block = size);
            is_refused("records", |front| front.sizes.records = size);
            is_refused("entities", |front| front.sizes.entities = size);
            is_refused("ids", |front| front.sizes.ids = size);
            is_refused("answers", |front| front.sizes.answers = size);
            // rows in keeping with them
            is_refused("both", |front| {
                (front.sizes.entities, front.rows.flaws.0) = (size, size.saturating_mul(2));
                front.shape.counts[Kind::Problems as usize] = 2;
            });
        }
    }

    #[test]
    fn more_pieces_than_are_named_are_refused() {
        for kind in 0..Kind::COUNT {
            for count in [u32::MAX, u32::MAX / 2, 100, 9] {
                is_refused("count", |front| front.shape.counts[kind] = count);
            }
        }
        is_refused("all", |front| front.shape.counts = vec![u32::MAX; Kind::COUNT]);
        is_refused("one kind less", |front| front.shape.counts.truncate(Kind::COUNT - 1));
        is_refused("one kind more", |front| front.shape.counts.push(0));
        is_refused("no directory", |front| front.directories.clear());
    }

    #[test]
    fn an_index_larger_than_its_pieces_is_refused() {
        // the length of the first column is behind the numbers and the number of columns
        for len in [1 << 20, u32::MAX] {
            is_refused("column", |front| front.head[32..36].copy_from_slice(&len.to_le_bytes()));
            is_refused("bytes", |front| {
                front.head[32..36].copy_from_slice(&len.to_le_bytes());
                front.sizes.block = 1;
            });
        }
    }
}
