//! A packed dataset as it was before it was packed: its rows, gathered from the pieces.

use super::batch::Batch;
use super::front::Front;
use super::layout::{Kind, Sizes};
use super::pen::unpacked;
use super::stock::Flaw;
use crate::model::{Dataset, Entities, EntityKind};

/// What is gathered so far.
#[derive(Debug)]
pub struct Gathering {
    front: Front,
    dataset: Dataset,
    flaws: Vec<Flaw>,
}

impl Gathering {
    /// Of the pack with this front piece. `None` if it is none.
    #[must_use]
    pub fn of(front: &[u8]) -> Option<Self> {
        let (front, _) = Front::open(front).ok()?;
        let dataset = Dataset {
            about: front.about.clone(),
            sources: Vec::new(),
            entities: Entities::default(),
            meetings: Vec::new(),
            facts: Vec::new(),
        };
        Some(Self { front, dataset, flaws: Vec::new() })
    }

    /// Takes the rows of a piece; those of a kind come in order. `None` if it is no such piece.
    pub fn take(&mut self, piece: usize, bytes: &[u8]) -> Option<()> {
        let (kind, _) = self.front.shape.kind_of(u32::try_from(piece).ok()?)?;
        match kind {
            // made of the rows
            Kind::Index | Kind::Ids | Kind::Answers | Kind::Calendar => return Some(()),
            Kind::Problems => {
                self.flaws.extend(unpacked::<Vec<Flaw>>(bytes)?);
                return Some(());
            }
            _ => {}
        }
        let Batch { meetings, facts, entities, sources, .. } = unpacked(bytes)?;
        let rows = entities.into_iter().map(|(_, (_, row))| row);
        let tables = &mut self.dataset.entities;
        match kind {
            Kind::Meetings => self.dataset.meetings.extend(meetings.into_iter().map(|(_, row)| row)),
            Kind::Facts => self.dataset.facts.extend(facts.into_iter().map(|(_, row)| row)),
            Kind::Sources => self.dataset.sources.extend(sources.into_iter().map(|(_, row)| row)),
            Kind::Organisations => tables.table_mut(EntityKind::Organisation).extend(rows),
            Kind::People => tables.table_mut(EntityKind::Person).extend(rows),
            Kind::Topics => tables.table_mut(EntityKind::Topic).extend(rows),
            Kind::Places => tables.table_mut(EntityKind::Place).extend(rows),
            Kind::Index | Kind::Ids | Kind::Answers | Kind::Problems | Kind::Calendar => {}
        }
        Some(())
    }

    /// The numbers of the pieces in the order in which [`super::write()`] writes them: what is made of the rows comes
    /// behind them.
    pub fn as_written(&self) -> impl Iterator<Item = usize> + use<> {
        let shape = &self.front.shape;
        let index = shape.count(Kind::Index);
        let behind = [Kind::Answers, Kind::Problems, Kind::Calendar].map(|kind| shape.count(kind)).iter().sum();
        let all = shape.pieces().unwrap_or(0);
        let rows_end = all.saturating_sub(behind);
        (index..rows_end).chain(0..index).chain(rows_end..all)
    }

    /// All of it: the dataset, what was wrong with it, and how large its pieces are.
    #[must_use]
    pub fn finish(self) -> (Dataset, Vec<Flaw>, Sizes) {
        (self.dataset, self.flaws, self.front.sizes)
    }
}
