//! Numbers in as few bytes as each needs: lists of distances, which are small.

/// Writes a number in as few bytes as it needs, seven bits each, the lowest first (LEB128).
pub(super) fn write(mut n: u32, bytes: &mut Vec<u8>) {
    while n > 0x7f {
        bytes.push(n as u8 | 0x80);
        n >>= 7;
    }
    bytes.push(n as u8);
}

/// Reads what [`write`] wrote; 0 where the bytes end.
#[derive(Clone, Debug)]
pub(super) struct Packed<'a> {
    rest: &'a [u8],
}

/// The highest bit of each of four bytes: it says that another byte follows.
const FOLLOWED: u32 = 0x8080_8080;

impl<'a> Packed<'a> {
    /// The numbers in these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next number, unless nothing is left.
    #[inline(always)]
    pub fn read(&mut self) -> Option<u32> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        let mut byte = *first;
        let mut number = u32::from(byte & 0x7f);
        let mut shift = 7;
        while byte > 0x7f && shift < 32 {
            byte = match self.rest.split_first() {
                Some((next, rest)) => {
                    self.rest = rest;
                    *next
                }
                None => 0,
            };
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
        Some(number)
    }

    /// The same without a branch, for who reads two lists at once: how many bytes a number has cannot be guessed, and
    /// to find out takes long, but one number need not wait for that of the other list. `None` also if the number is
    /// too near the end, or too large.
    #[inline(always)]
    pub fn read_evenly(&mut self) -> Option<u32> {
        let four = u32::from_le_bytes(*self.rest.first_chunk::<4>()?);
        let ends = !four & FOLLOWED;
        if ends == 0 {
            return None;
        }
        let end = ends.trailing_zeros();
        let own = four & u32::MAX >> (31 - end);
        self.rest = self.rest.get(end as usize / 8 + 1..).unwrap_or_default();
        Some(own & 0x7f | own >> 1 & 0x7f << 7 | own >> 2 & 0x7f << 14 | own >> 3 & 0x7f << 21)
    }
}

/// The bytes of packed numbers by lanes: the first byte of each number, then the second of those that have one, and
/// so on; last what of a number is cut off at the end. To compress it is worth a tenth, because what is alike stands
/// together.
pub(super) fn by_lanes(bytes: &[u8]) -> Vec<u8> {
    let mut lanes: Vec<Vec<u8>> = Vec::new();
    let ends = bytes.iter().rposition(|byte| *byte < 0x80).map_or(0, |last| last + 1);
    let (numbers, rest) = bytes.split_at(ends);
    let mut lane = 0;
    for byte in numbers {
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push(*byte);
        lane = if *byte < 0x80 { 0 } else { lane + 1 };
    }
    lanes.push(rest.to_vec());
    lanes.concat()
}

/// The bytes that [`by_lanes`] gave, in their order; of others as many as make numbers.
pub(super) fn in_order(lanes: &[u8]) -> Vec<u8> {
    let followed = |bytes: &[u8]| bytes.iter().filter(|byte| **byte >= 0x80).count();
    // every number has one byte that none follows
    let numbers = lanes.len() - followed(lanes);
    let (mut next, mut at, mut len) = (Vec::new(), 0usize, numbers);
    while len > 0 {
        next.push(at);
        let end = at.saturating_add(len).min(lanes.len());
        len = followed(lanes.get(at..end).unwrap_or_default());
        at = end;
    }
    let mut bytes = Vec::with_capacity(lanes.len());
    for _ in 0..numbers {
        for next in &mut next {
            let Some(byte) = lanes.get(*next) else { return bytes };
            *next += 1;
            bytes.push(*byte);
            if *byte < 0x80 {
                break;
            }
        }
    }
    bytes.extend(lanes.get(at..).unwrap_or_default());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back_from_their_lanes(bytes in vec(any::<u8>(), 0..200)) {
            let lanes = by_lanes(&bytes);
            prop_assert_eq!(lanes.len(), bytes.len());
            prop_assert_eq!(in_order(&lanes), bytes);
        }

        #[test]
        fn any_lanes_are_read(lanes in vec(any::<u8>(), 0..200)) {
            prop_assert!(in_order(&lanes).len() <= lanes.len());
        }
    }

    #[test]
    fn bytes_of_one_kind_stand_together() {
        let mut bytes = Vec::new();
        [1, 300, 2, 70_000].into_iter().for_each(|n| write(n, &mut bytes));
        bytes.push(0x85);
        assert_eq!(bytes, [1, 0xac, 2, 2, 0xf0, 0xa2, 4, 0x85]);
        assert_eq!(by_lanes(&bytes), [1, 0xac, 2, 0xf0, 2, 0xa2, 4, 0x85]);
    }

    #[test]
    fn packed_numbers_come_back() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|n| write(*n, &mut bytes));
        let mut packed = Packed::new(&bytes);
        assert_eq!(numbers.map(|_| packed.read()), numbers.map(Some));
        assert_eq!(packed.read(), None);
        assert_eq!((Packed::new(&[0x80]).read(), Packed::new(&[0xff; 9]).read()), (Some(0), Some(u32::MAX)));
    }

    #[test]
    fn numbers_that_are_read_evenly_are_the_same() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, (1 << 21) - 1, 1 << 21, (1 << 28) - 1, 5, 1 << 28, 5];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|n| write(*n, &mut bytes));
        let mut packed = Packed::new(&bytes);
        let found: Vec<u32> = std::iter::from_fn(|| packed.read_evenly()).collect();
        assert_eq!(found, numbers[..10], "as far as four bytes say it");
        assert_eq!([packed.read(), packed.read(), packed.read()], [Some(1 << 28), Some(5), None]);
        for end in 0..4 {
            assert_eq!(Packed::new(&[5; 4][..end]).read_evenly(), None, "too near the end");
        }
        assert_eq!(Packed::new(&[0xff; 9]).read_evenly(), None);
    }
}
