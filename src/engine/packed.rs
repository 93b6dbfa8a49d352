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
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Packed<'a> {
    /// The numbers in these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes.iter() }
    }

    /// The next number, unless nothing is left.
    #[inline(always)]
    pub fn read(&mut self) -> Option<u32> {
        let mut byte = *self.rest.next()?;
        let mut number = u32::from(byte & 0x7f);
        let mut shift = 7;
        while byte > 0x7f && shift < 32 {
            byte = self.rest.next().copied().unwrap_or(0);
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
