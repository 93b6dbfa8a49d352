//! Ids as small numbers. They index the tables of one [`Dataset`](super::Dataset) and mean nothing
//! outside it; what is stable and goes into links is the text id that each record and entity holds.

use super::EntityKind;

macro_rules! table_id {
    ($(#[doc = $doc:literal] $name:ident)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

table_id! {
    /// A position in `Dataset::meetings`.
    MeetingId
    /// A position in `Dataset::facts`.
    FactId
    /// A position in `Dataset::sources`.
    SourceId
}

/// A meeting or a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordId {
    /// One of the meetings.
    Meeting(MeetingId),
    /// One of the facts.
    Fact(FactId),
}

/// An organisation, a person, a topic or a place: which table, and the position in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId {
    /// The table.
    pub kind: EntityKind,
    /// The position in it.
    pub at: u32,
}

impl EntityId {
    /// The position in its table.
    #[must_use]
    pub fn index(self) -> usize {
        self.at as usize
    }
}
