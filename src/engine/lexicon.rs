//! Terms, and where each stands: an inverted index in flat lists.
//!
//! Texts are gathered under numbers: the texts of one record, or one name. A hit is such a number
//! with the best field in which the term stands; each hit has its spots, which are places with their
//! fields. Both are one `u32`, the field in the two lowest bits. The places of a number's texts run
//! on, with one left out between two texts, so that words whose places follow each other stand next
//! to each other in one text, and have the same field.

use std::collections::HashMap;
use std::ops::Range;

use super::corpus::Field;
use super::flat::{Lists, Strings, number};
use crate::order;

/// How far apart the spots of neighbouring words are.
pub(super) const NEXT_PLACE: u32 = 4;

/// A number or a place, and a field.
pub(super) fn packed(number: u32, field: Field) -> u32 {
    number << 2 | field as u32
}

/// The number of a hit.
pub(super) fn number_of(hit: u32) -> u32 {
    hit >> 2
}

/// The field of a hit or a spot.
pub(super) fn field_of(hit: u32) -> Field {
    Field::ALL[hit as usize & 3]
}

/// Terms in order, with their hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lexicon {
    terms: Strings,
    /// For each term its hits, by number.
    hits: Lists,
    /// For each hit its spots, by place.
    spots: Lists,
}

impl Lexicon {
    /// The term, as a range that holds it or is empty.
    pub fn exactly(&self, term: &str) -> Range<usize> {
        let start = self.terms.partition_point(|other| other < term);
        let found = self.terms.get(start) == term && start < self.terms.len();
        start..start + usize::from(found)
    }

    /// The terms that begin like this.
    pub fn beginning(&self, prefix: &str) -> Range<usize> {
        let start = self.terms.partition_point(|other| other < prefix);
        start..self.terms.partition_point(|other| other < prefix || other.starts_with(prefix))
    }

    /// Where in [`Self::hits`] the hits of neighbouring terms stand.
    pub fn hits_of(&self, terms: Range<usize>) -> Range<usize> {
        self.hits.span(terms)
    }

    /// The hits of all terms.
    pub fn hits(&self) -> &[u32] {
        self.hits.items()
    }

    /// The spots of a hit.
    pub fn spots(&self, hit: usize) -> &[u32] {
        self.spots.get(hit)
    }
}

/// A lexicon as it grows, in the order of the texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Inverter {
    known: HashMap<Box<str>, u32>,
    /// Each occurrence: which term, by when it was first seen, and at which spot.
    terms: Vec<u32>,
    spots: Vec<u32>,
    /// For each number the end of its occurrences.
    ends: Vec<usize>,
}

impl Inverter {
    /// Adds a term at a spot of the number that [`Self::close`] will end.
    pub fn add(&mut self, term: &str, spot: u32) {
        let next = number(self.known.len());
        let term = match self.known.get(term) {
            Some(term) => *term,
            None => *self.known.entry(term.into()).or_insert(next),
        };
        self.terms.push(term);
        self.spots.push(spot);
    }

    /// Ends a number. The first is 0.
    pub fn close(&mut self) {
        self.ends.push(self.terms.len());
    }

    /// Sorts the terms, and gives each its hits.
    pub fn finish(self) -> Lexicon {
        let mut known: Vec<(Box<str>, u32)> = self.known.into_iter().collect();
        order::by(&mut known, |a, b| a.0.cmp(&b.0));
        let mut order = vec![0; known.len()];
        (0..).zip(&known).for_each(|(place, (_, seen))| order[*seen as usize] = place);
        let sorted = Self { known: HashMap::new(), ..self }.reordered(&order);
        let (hit_counts, spot_counts) = sorted.count(known.len());
        let (hits, spots) = sorted.scatter(&hit_counts, &spot_counts);
        Lexicon { terms: known.iter().map(|(term, _)| &**term).collect(), hits, spots }
    }

    fn reordered(mut self, order: &[u32]) -> Self {
        self.terms.iter_mut().for_each(|term| *term = order[*term as usize]);
        self
    }

    /// The occurrences with their numbers.
    fn occurrences(&self) -> impl Iterator<Item = (u32, usize, u32)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let numbers = (0..).zip(starts.zip(&self.ends));
        let of_number = |(number, (start, end)): (u32, (usize, &usize))| (start..*end).map(move |at| (number, at));
        numbers.flat_map(of_number).map(|(number, at)| (number, self.terms[at] as usize, self.spots[at]))
    }

    /// How many hits and how many spots each term has.
    fn count(&self, terms: usize) -> (Vec<u32>, Vec<u32>) {
        let (mut hits, mut spots) = (vec![0; terms], vec![0; terms]);
        let mut last = vec![u32::MAX; terms];
        for (number, term, _) in self.occurrences() {
            hits[term] += u32::from(last[term] != number);
            spots[term] += 1;
            last[term] = number;
        }
        (hits, spots)
    }

    /// Puts each occurrence into its place.
    fn scatter(&self, hit_counts: &[u32], spot_counts: &[u32]) -> (Lists, Lists) {
        let mut hits = Lists::of_lengths(hit_counts);
        let mut sorted = vec![0; self.spots.len()];
        let mut spots_of_hit = vec![0; hits.items().len()];
        let mut next_hit = starts(hit_counts);
        let mut next_spot = starts(spot_counts);
        let mut last = vec![u32::MAX; hit_counts.len()];
        for (number, term, spot) in self.occurrences() {
            let hit = packed(number, field_of(spot));
            if last[term] != number {
                hits.items_mut()[next_hit[term]] = hit;
                next_hit[term] += 1;
                last[term] = number;
            }
            let at = next_hit[term] - 1;
            // of two hits of one number the better field makes the greater
            hits.items_mut()[at] = hits.items()[at].max(hit);
            spots_of_hit[at] += 1;
            sorted[next_spot[term]] = spot;
            next_spot[term] += 1;
        }
        let mut spots = Lists::of_lengths(&spots_of_hit);
        spots.items_mut().copy_from_slice(&sorted);
        (hits, spots)
    }
}

/// Where lists of these lengths begin.
fn starts(lengths: &[u32]) -> Vec<usize> {
    let mut end = 0;
    let start = |len: &u32| {
        let start = end;
        end += *len as usize;
        start
    };
    lengths.iter().map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_has_its_hits_and_each_hit_its_spots() {
        let mut inverter = Inverter::default();
        let note = |place| packed(place, Field::Note);
        let title = |place| packed(place, Field::Title);
        inverter.add("b", title(0));
        inverter.add("a", title(1));
        inverter.add("b", note(3));
        inverter.close();
        inverter.close();
        inverter.add("ab", note(0));
        inverter.add("b", note(1));
        inverter.close();
        let lexicon = inverter.finish();
        assert_eq!([lexicon.exactly("a"), lexicon.exactly("b"), lexicon.exactly("c")], [0..1, 2..3, 3..3]);
        assert_eq!([lexicon.beginning("a"), lexicon.beginning(""), lexicon.beginning("c")], [0..2, 0..3, 3..3]);
        let hits = lexicon.hits_of(lexicon.exactly("b"));
        assert_eq!(&lexicon.hits()[hits.clone()], [title(0), note(2)]);
        let spots: Vec<&[u32]> = hits.map(|hit| lexicon.spots(hit)).collect();
        assert_eq!(spots, [&[title(0), note(3)][..], &[note(1)]]);
        assert_eq!(Inverter::default().finish(), Lexicon::default());
    }
}
