//! What a match is worth: BM25 with weights for fields, in whole numbers, so that every machine ranks
//! alike.
//!
//! S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with
//! k1 = 1.2 and b = 0.75. The frequency of a word in a record is the sum over its occurrences of the
//! weight of the field (BM25F without lengths of single fields); a record is as long as its texts are
//! in bytes. How much of the frequency is left after saturation is the *impact*, 1 to 15, which the
//! index holds for each record of a word. How rare the matches of a clause are (idf) is a logarithm
//! to base 2 in sixteenths.

use super::corpus::Field;
use crate::text::How;

/// The greatest impact.
pub(super) const MAX_IMPACT: u32 = 15;

/// The weight of an occurrence, in halves of one in a summary.
pub(super) const fn weight(field: Field) -> u32 {
    match field {
        Field::Note => 1,
        Field::Body => 2,
        Field::Name => 4,
        Field::Title => 6,
    }
}

/// What is left of a frequency, given in halves, in a record of a length when the average is another.
pub(super) fn impact(frequency: u32, len: usize, average: usize) -> u32 {
    // sixteenths: a quarter, and three quarters of how long the record is beside the average
    let norm = 4 + 12 * (len as u64).min(1 << 32) / average.max(1) as u64;
    // k1 in halves is 2.4, so 38 in sixteenths
    let k = 38 * norm / 16;
    let frequency = 16 * u64::from(frequency);
    let all = (frequency + k).max(1);
    1 + ((u64::from(MAX_IMPACT - 1) * frequency + all / 2) / all) as u32
}

/// The impact of one occurrence in a field, in a record of average length.
pub(super) fn impact_in(field: Field) -> u32 {
    impact(weight(field), 1, 1)
}

/// How rare it is that a clause matches, in sixteenths of a halving; at least one.
pub(super) fn rarity(total: usize, matching: usize) -> u32 {
    let ratio = ((2 * total as u64 + 2) << 16) / (2 * matching as u64 + 1);
    let whole = ratio.max(1).ilog2();
    let fraction = (ratio >> whole.saturating_sub(4)) & 15;
    (16 * whole.saturating_sub(16) + fraction as u32).max(1)
}

/// How well a clause matches a record, to be compared: the better kind first, then the impact. Never 0.
#[inline(always)]
pub(super) fn code(tier: u8, impact: u32) -> u8 {
    (4 - tier.min(4)) << 4 | impact.clamp(1, MAX_IMPACT) as u8
}

/// How well all clauses match a record, to be compared.
///
/// What is filed under the very name that was typed comes first, then what matches in the better
/// kind, then what has the greater sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(pub u32);

const NAMED: u32 = 1 << 31;
const KINDS: u32 = 28;

impl Rank {
    /// What matches no clause yet, and so none badly.
    pub const START: Self = Self(4 << KINDS);

    /// With the match of one more clause.
    #[inline(always)]
    pub fn with(self, code: u8, rarity: u32) -> Self {
        let kind = (self.0 >> KINDS & 7).min(u32::from(code >> 4));
        let sum = (self.0 & ((1 << KINDS) - 1)) + rarity * u32::from(code & 15);
        Self(self.0 & NAMED | kind << KINDS | sum)
    }

    /// Filed under the very name that was typed.
    pub fn named(self) -> Self {
        Self(self.0 | NAMED)
    }

    /// The worst way in which a clause matches, if that is worse than by the very words.
    pub fn how(self) -> Option<How> {
        let tier = 4u32.saturating_sub(self.0 >> KINDS & 7) as u8;
        How::ALL.into_iter().find(|how| how.tier() == tier).filter(|how| how.tier() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_and_higher_weighs_more() {
        let fields = Field::ALL.map(impact_in);
        assert!(fields.is_sorted() && fields[0] < fields[3], "{fields:?}");
        assert!(impact(4, 100, 100) > impact(2, 100, 100));
        assert!(impact(4, 50, 100) > impact(4, 400, 100));
        assert_eq!((impact(u32::MAX, 0, 0), impact(0, usize::MAX >> 8, 1)), (MAX_IMPACT, 1));
    }

    #[test]
    fn a_halving_is_sixteen() {
        for matching in [0, 1, 2, 7, 100, 511, 900, 1 << 10] {
            let exact = 16.0 * ((2.0 * 1024.0 + 2.0) / (2.0 * matching as f64 + 1.0)).log2();
            let given = f64::from(rarity(1 << 10, matching));
            assert!((given - exact).abs() < 2.5, "{matching}: {given} {exact}");
        }
        assert!(rarity(0, 0) > 0 && rarity(usize::MAX >> 20, 0) < 1_000);
    }

    #[test]
    fn the_worst_clause_says_how() {
        let rank = Rank::START.with(code(0, 15), 100);
        assert_eq!(rank.how(), None);
        assert_eq!(rank.with(code(1, 1), 1).how(), Some(How::Prefix));
        assert_eq!(rank.with(code(3, 1), 1).how(), Some(How::Script));
        assert!(rank.with(code(1, 15), 300) < rank.with(code(0, 1), 1));
        assert!(rank.named() > rank.with(code(0, 15), 300) && rank.named().with(code(4, 9), 9) > rank);
    }
}
