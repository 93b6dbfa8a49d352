//! Values as bytes, and back: writing and reading are twins, one pair for each type.
//!
//! ```text
//! number    LEB128: seven bits a byte, the lowest first
//! text      its length in bytes, and UTF-8
//! list      how many, and each
//! option    0, or 1 and the value
//! choice    its number, and what it holds
//! ```
//!
//! What stands in the same place of values of one type goes into one column: each field of a struct has its own, the
//! length of a list or a text another than what is in it. The columns stand one after the other, in the order in
//! which they are first needed, behind how many they are and how many bytes each has. So like stands beside like,
//! which gzip makes less of: a tenth of the records. (As the columns of Parquet, which are those of S. Melnik and
//! others, Dremel, 2010.)
//!
//! Reading trusts nothing: whatever the bytes are, it gives a value or `None`, and takes no more memory than a
//! small multiple of their length.

/// At most so many parts has a value each with a column of its own.
const PARTS: usize = 24;

/// Which columns there are, as they are needed: the first is that of the value itself.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The column that is written or read; whoever enters another comes back to it.
    pub(super) now: usize,
    /// For each column those of the parts of what stands in it; 0 where there is none yet.
    parts: Vec<[u16; PARTS]>,
}

impl Columns {
    fn new() -> Self {
        Self { now: 0, parts: vec![[0; PARTS]] }
    }

    /// Goes from a column to that of a part of what stands in it.
    pub(super) fn enter(&mut self, column: usize, part: usize) {
        let next = self.parts.len();
        let Some(place) = self.parts.get_mut(column).and_then(|parts| parts.get_mut(part)) else { return };
        if *place == 0 {
            *place = next as u16;
            self.now = next;
            self.parts.push([0; PARTS]);
        } else {
            self.now = usize::from(*place);
        }
    }
}

/// Bytes that are being written.
#[derive(Clone, Debug)]
pub struct Pen {
    pub(super) columns: Columns,
    bytes: Vec<Vec<u8>>,
}

impl Pen {
    /// Nothing is written yet.
    pub(super) fn new() -> Self {
        Self { columns: Columns::new(), bytes: Vec::new() }
    }

    /// Where bytes are added.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        let now = self.columns.now;
        if now >= self.bytes.len() {
            self.bytes.resize(now + 1, Vec::new());
        }
        &mut self.bytes[now]
    }

    /// Writes a number.
    pub(super) fn put(&mut self, mut number: u64) {
        let bytes = self.bytes();
        while number > 0x7f {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    }

    /// All that was written.
    pub(super) fn done(self) -> Vec<u8> {
        let mut head = Self::new();
        head.put(self.bytes.len() as u64);
        self.bytes.iter().for_each(|column| head.put(column.len() as u64));
        let mut bytes = std::mem::take(head.bytes());
        self.bytes.iter().for_each(|column| bytes.extend_from_slice(column));
        bytes
    }
}

/// Bytes that are being read.
#[derive(Clone, Debug)]
pub struct Eye<'a> {
    pub(super) columns: Columns,
    /// What of each column is not read yet.
    rest: Vec<&'a [u8]>,
}

impl<'a> Eye<'a> {
    /// From the beginning; `None` if that does not say how long the columns are.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut eye = Self { columns: Columns::new(), rest: vec![bytes] };
        let columns = eye.number()?;
        let mut lens = Vec::new();
        for _ in 0..columns {
            lens.push(usize::unpack(&mut eye)?);
        }
        let mut rest = eye.rest.pop()?;
        for len in lens {
            let (column, others) = rest.split_at_checked(len)?;
            eye.rest.push(column);
            rest = others;
        }
        rest.is_empty().then_some(eye)
    }

    /// True if all is read.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.rest.iter().all(|column| column.is_empty())
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        // the last columns are left out if nothing is in them
        let Some(column) = self.rest.get_mut(self.columns.now) else { return (len == 0).then_some(&[]) };
        let (taken, rest) = column.split_at_checked(len)?;
        *column = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        Some(*self.take(1)?.first()?)
    }

    /// A number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes of which the number is known.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = usize::unpack(self)?;
        let column = self.columns.now;
        self.columns.enter(column, 0);
        let text = self.take(len)?;
        self.columns.now = column;
        std::str::from_utf8(text).ok()
    }
}

fn put_text(text: &str, pen: &mut Pen) {
    pen.put(text.len() as u64);
    let column = pen.columns.now;
    pen.columns.enter(column, 0);
    pen.bytes().extend_from_slice(text.as_bytes());
    pen.columns.now = column;
}

pub(super) fn put_list<T: Packs>(list: &[T], pen: &mut Pen) {
    pen.put(list.len() as u64);
    let column = pen.columns.now;
    pen.columns.enter(column, 0);
    list.iter().for_each(|value| value.pack(pen));
    pen.columns.now = column;
}

/// What can be written and read. Both leave the column in which they began.
pub trait Packs {
    /// Writes it.
    fn pack(&self, pen: &mut Pen);
    /// Reads it; `None` if the bytes are nothing that was written.
    fn unpack(eye: &mut Eye) -> Option<Self>
    where
        Self: Sized;
}

/// A value as bytes.
pub fn packed(value: &impl Packs) -> Vec<u8> {
    let mut pen = Pen::new();
    value.pack(&mut pen);
    pen.done()
}

/// The value that some bytes are, all of them.
#[must_use]
pub fn unpacked<T: Packs>(bytes: &[u8]) -> Option<T> {
    let mut eye = Eye::new(bytes)?;
    T::unpack(&mut eye).filter(|_| eye.is_done())
}

impl Packs for bool {
    fn pack(&self, pen: &mut Pen) {
        pen.bytes().push(u8::from(*self));
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        match eye.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packs for u8 {
    fn pack(&self, pen: &mut Pen) {
        pen.bytes().push(*self);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.byte()
    }
}

impl Packs for u32 {
    fn pack(&self, pen: &mut Pen) {
        pen.put(u64::from(*self));
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.number()?.try_into().ok()
    }
}

impl Packs for usize {
    fn pack(&self, pen: &mut Pen) {
        pen.put(*self as u64);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.number()?.try_into().ok()
    }
}

impl Packs for i32 {
    // a negative number is odd (zigzag)
    fn pack(&self, pen: &mut Pen) {
        pen.put(u64::from((self << 1 ^ self >> 31).cast_unsigned()));
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        let number: u32 = eye.number()?.try_into().ok()?;
        Some((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }
}

impl Packs for f64 {
    fn pack(&self, pen: &mut Pen) {
        pen.bytes().extend(self.to_le_bytes());
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.array().map(Self::from_le_bytes)
    }
}

impl Packs for Box<str> {
    fn pack(&self, pen: &mut Pen) {
        put_text(self, pen);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Some(eye.text()?.into())
    }
}

impl Packs for String {
    fn pack(&self, pen: &mut Pen) {
        put_text(self, pen);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Some(eye.text()?.into())
    }
}

impl<T: Packs> Packs for Option<T> {
    fn pack(&self, pen: &mut Pen) {
        self.is_some().pack(pen);
        if let Some(value) = self {
            let column = pen.columns.now;
            pen.columns.enter(column, 0);
            value.pack(pen);
            pen.columns.now = column;
        }
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        if !bool::unpack(eye)? {
            return Some(None);
        }
        let column = eye.columns.now;
        eye.columns.enter(column, 0);
        let value = T::unpack(eye)?;
        eye.columns.now = column;
        Some(Some(value))
    }
}

impl<T: Packs> Packs for Box<T> {
    fn pack(&self, pen: &mut Pen) {
        (**self).pack(pen);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        T::unpack(eye).map(Box::new)
    }
}

impl<T: Packs> Packs for Vec<T> {
    fn pack(&self, pen: &mut Pen) {
        put_list(self, pen);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        let len = usize::unpack(eye)?;
        let column = eye.columns.now;
        eye.columns.enter(column, 0);
        // not made as long as it is said to be, because every value takes a byte at least
        let mut values = Self::with_capacity(len.min(1 << 6));
        for _ in 0..len {
            values.push(T::unpack(eye)?);
        }
        eye.columns.now = column;
        Some(values)
    }
}

impl<T: Packs> Packs for Box<[T]> {
    fn pack(&self, pen: &mut Pen) {
        put_list(self, pen);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Vec::unpack(eye).map(Vec::into_boxed_slice)
    }
}

impl<A: Packs, B: Packs> Packs for (A, B) {
    fn pack(&self, pen: &mut Pen) {
        let column = pen.columns.now;
        pen.columns.enter(column, 0);
        self.0.pack(pen);
        pen.columns.enter(column, 1);
        self.1.pack(pen);
        pen.columns.now = column;
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        let column = eye.columns.now;
        eye.columns.enter(column, 0);
        let first = A::unpack(eye)?;
        eye.columns.enter(column, 1);
        let second = B::unpack(eye)?;
        eye.columns.now = column;
        Some((first, second))
    }
}

/// Both twins of a struct, from its fields in the order of the bytes.
macro_rules! packs {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::pack::pen::Packs for $name {
            fn pack(&self, pen: &mut $crate::pack::pen::Pen) {
                let column = pen.columns.now;
                let mut parts = 0..;
                $(
                    pen.columns.enter(column, parts.next().unwrap_or(0));
                    $crate::pack::pen::Packs::pack(&self.$field, pen);
                )*
                pen.columns.now = column;
            }
            fn unpack(eye: &mut $crate::pack::pen::Eye) -> Option<Self> {
                let column = eye.columns.now;
                let mut parts = 0..;
                $(
                    eye.columns.enter(column, parts.next().unwrap_or(0));
                    let $field = $crate::pack::pen::Packs::unpack(eye)?;
                )*
                eye.columns.now = column;
                Some(Self { $($field),* })
            }
        }
    )*};
}

/// Both twins of an enum without fields, from its values in the order of their numbers.
macro_rules! packs_choice {
    ($($name:ident { $($value:ident),* $(,)? })*) => {$(
        impl $crate::pack::pen::Packs for $name {
            fn pack(&self, pen: &mut $crate::pack::pen::Pen) {
                pen.bytes().push(*self as u8);
            }
            fn unpack(eye: &mut $crate::pack::pen::Eye) -> Option<Self> {
                let number = u32::unpack(eye)?;
                [$(Self::$value),*].into_iter().find(|value| *value as u32 == number)
            }
        }
    )*};
}

pub(super) use {packs, packs_choice};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_back(a in any::<u32>(), b in any::<i32>(), c in any::<f64>(), d in any::<Option<String>>()) {
            prop_assert_eq!(unpacked::<u32>(&packed(&a)), Some(a));
            prop_assert_eq!(unpacked::<i32>(&packed(&b)), Some(b));
            prop_assert_eq!(unpacked::<f64>(&packed(&c)).map(f64::to_bits), Some(c.to_bits()));
            prop_assert_eq!(unpacked::<Option<String>>(&packed(&d)), Some(d));
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpacked::<Vec<Option<(String, u32)>>>(&bytes);
        }
    }

    #[test]
    fn each_place_has_a_column() {
        let values: Vec<(u32, String)> = [(1, "a"), (2, "bc")].map(|(number, text)| (number, text.to_owned())).into();
        let (lens, columns) = ([1, 0, 2, 2, 3], [&[2][..], &[1, 2], &[1, 2], b"abc"]);
        assert_eq!(packed(&values), [&[5], &lens[..], &columns.concat()].concat());
        // what ends in columns without bytes is read as well
        let values = vec![(1u32, String::new())];
        assert_eq!(unpacked(&packed(&values)), Some(values));
    }

    #[test]
    fn columns_longer_than_the_bytes_are_nothing() {
        for bytes in [&[][..], &[1], &[1, 2, 0], &[0xff; 12], &[2, 1, 0xff, 0xff, 3, 1], &[1, 1, 1, 1]] {
            assert!(Eye::new(bytes).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_cut_or_too_long_is_nothing() {
        let bytes = packed(&vec![Some("ab".to_owned()), None]);
        for len in 0..bytes.len() {
            assert_eq!(unpacked::<Vec<Option<String>>>(&bytes[..len]), None, "{len}");
        }
        assert_eq!(unpacked::<Vec<Option<String>>>(&[&bytes[..], &[0]].concat()), None);
        assert_eq!(unpacked::<u32>(&[0xff; 12]), None);
        assert_eq!(unpacked::<Vec<bool>>(&packed(&u32::MAX)), None);
    }
}
