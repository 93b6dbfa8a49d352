//! Which piece holds what.

use super::pen::{Eye, Packs, Pen, packs, packs_choice, unpacked};
use crate::query::Facet;

/// How many pieces a directory names.
pub(super) const NAMED: usize = 512;

/// What the pieces are, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Index,
    Meetings,
    Facts,
    Organisations,
    People,
    Topics,
    Places,
    Sources,
    Ids,
    Answers,
    Problems,
    Calendar,
}

impl Kind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 12;
}

packs_choice! {
    Kind { Index, Meetings, Facts, Organisations, People, Topics, Places, Sources, Ids, Answers, Problems, Calendar }
    Facet { Kind, Organisation, Person, Topic, Place, Country, Language, Source, Year }
}

/// How large pieces are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Bytes of the index in a piece; fewer of terms and of lists by word, more of the places of words.
    pub block: usize,
    /// Records in a piece.
    pub records: usize,
    /// Entities, sources or problems in a piece.
    pub entities: usize,
    /// Ids in a piece, on average.
    pub ids: usize,
    /// Answers in a piece.
    pub answers: usize,
}

impl Sizes {
    /// No piece has more rows, however many records there are.
    const MOST: usize = 1 << 16;
    /// No piece has more bytes of the index.
    const MOST_BYTES: usize = 1 << 22;

    /// What fits so many records: fewer than 5,000 pieces for a million records, and small ones where there are
    /// few.
    #[must_use]
    pub fn for_records(records: usize) -> Self {
        Self {
            block: if records > 200_000 { 3 << 16 } else { 1 << 16 },
            records: records.div_ceil(2_500).clamp(50, Self::MOST),
            entities: if records > 200_000 { 512 } else { 256 },
            ids: if records > 200_000 { 16_384 } else { 2_048 },
            answers: if records > 200_000 { 512 } else { 128 },
        }
    }

    /// True if pieces of such sizes are written at all.
    pub(super) fn are_usual(&self) -> bool {
        let Self { block, records, entities, ids, answers } = *self;
        let rows = [records, entities, ids, answers];
        (1..=Self::MOST_BYTES).contains(&block) && rows.iter().all(|size| (1..=Self::MOST).contains(size))
    }
}

/// What a piece is named by.
type Hash = [u8; 16];

/// Where a piece is to be had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The first 16 bytes of the SHA-256 of the bytes as they are stored.
    pub hash: Hash,
    /// How many bytes are stored.
    pub stored: usize,
    /// How many bytes there are when they are unpacked; if as many as are stored, they are not packed.
    pub raw: usize,
}

impl Entry {
    /// The path of the piece, seen from the manifest.
    #[must_use]
    pub fn path(&self) -> String {
        "pieces/".to_owned() + &hex(&self.hash) + ".bin"
    }

    /// True if these are the stored bytes.
    #[must_use]
    pub fn is_of(&self, stored: &[u8]) -> bool {
        self.stored == stored.len() && self.hash == hash(stored)
    }
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        digits.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    digits
}

/// The first half of the SHA-256 of some bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 16] {
    use sha2::{Digest, Sha256};
    let mut hash = [0; 16];
    hash.copy_from_slice(&Sha256::digest(bytes)[..16]);
    hash
}

impl Packs for Hash {
    fn pack(&self, pen: &mut Pen) {
        pen.bytes().extend(self);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.array()
    }
}

packs! {
    Entry { hash, stored, raw }
    Sizes { block, records, entities, ids, answers }
}

/// How many pieces of each kind there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub counts: Vec<u32>,
}

packs! {
    Shape { counts }
}

impl Shape {
    /// The number of a piece of a kind.
    pub fn piece(&self, kind: Kind, at: usize) -> Option<u32> {
        let before = self.counts.iter().take(kind as usize).fold(0u32, |sum, count| sum.saturating_add(*count));
        let count = *self.counts.get(kind as usize)?;
        (at < count as usize).then(|| before.saturating_add(at as u32))
    }

    /// What a piece is.
    pub fn kind_of(&self, piece: u32) -> Option<(Kind, usize)> {
        const KINDS: [Kind; Kind::COUNT] = [
            Kind::Index,
            Kind::Meetings,
            Kind::Facts,
            Kind::Organisations,
            Kind::People,
            Kind::Topics,
            Kind::Places,
            Kind::Sources,
            Kind::Ids,
            Kind::Answers,
            Kind::Problems,
            Kind::Calendar,
        ];
        let mut at = piece;
        for (kind, count) in KINDS.into_iter().zip(&self.counts) {
            if at < *count {
                return Some((kind, at as usize));
            }
            at -= count;
        }
        None
    }

    /// How many pieces of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.counts.get(kind as usize).map_or(0, |count| *count as usize)
    }

    /// The pieces that a directory names; `None` if the bytes are none, or it names more or fewer than it should.
    pub fn directory(&self, at: usize, bytes: &[u8]) -> Option<Vec<Entry>> {
        let entries: Vec<Entry> = unpacked(bytes)?;
        let after = self.pieces()?.saturating_sub(at.saturating_mul(NAMED));
        (entries.len() == after.min(NAMED)).then_some(entries)
    }

    /// How many pieces there are; `None` if those of a kind are not counted, or more than can be numbered.
    pub fn pieces(&self) -> Option<usize> {
        let all = self.counts.iter().try_fold(0u32, |sum, count| sum.checked_add(*count))?;
        (self.counts.len() == Kind::COUNT).then_some(all as usize)
    }
}

/// A number that an id of a record is looked up by (FNV-1a, 32 bits).
pub(super) fn hash_of_id(is_fact: bool, id: &str) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    for byte in [u8::from(is_fact)].into_iter().chain(id.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// Which of so many pieces has a hash.
pub(super) fn bucket(hash: u32, pieces: usize) -> usize {
    ((u64::from(hash) * pieces as u64) >> 32) as usize
}
