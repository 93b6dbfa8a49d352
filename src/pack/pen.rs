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
//! Reading trusts nothing: whatever the bytes are, it gives a value or `None`, and takes no more memory than a
//! small multiple of their length.

/// Bytes that are being read.
#[derive(Clone, Debug)]
pub struct Eye<'a> {
    rest: &'a [u8],
}

impl<'a> Eye<'a> {
    /// From the beginning.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// True if all is read.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
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
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.take(len)?).ok()
    }
}

/// Writes a number.
pub(super) fn put(mut number: u64, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_text(text: &str, bytes: &mut Vec<u8>) {
    put(text.len() as u64, bytes);
    bytes.extend_from_slice(text.as_bytes());
}

/// What can be written and read.
pub trait Packs: Sized {
    /// Writes it.
    fn pack(&self, bytes: &mut Vec<u8>);
    /// Reads it; `None` if the bytes are nothing that was written.
    fn unpack(eye: &mut Eye) -> Option<Self>;
}

/// A value as bytes.
pub fn packed(value: &impl Packs) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.pack(&mut bytes);
    bytes
}

/// The value that some bytes are, all of them.
#[must_use]
pub fn unpacked<T: Packs>(bytes: &[u8]) -> Option<T> {
    let mut eye = Eye::new(bytes);
    T::unpack(&mut eye).filter(|_| eye.is_done())
}

impl Packs for bool {
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
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
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.push(*self);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.byte()
    }
}

impl Packs for u32 {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put(u64::from(*self), bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.number()?.try_into().ok()
    }
}

impl Packs for usize {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put(*self as u64, bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.number()?.try_into().ok()
    }
}

impl Packs for i32 {
    // a negative number is odd (zigzag)
    fn pack(&self, bytes: &mut Vec<u8>) {
        put(u64::from((self << 1 ^ self >> 31).cast_unsigned()), bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        let number: u32 = eye.number()?.try_into().ok()?;
        Some((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }
}

impl Packs for f64 {
    fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.to_le_bytes());
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        eye.array().map(Self::from_le_bytes)
    }
}

impl Packs for Box<str> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put_text(self, bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Some(eye.text()?.into())
    }
}

impl Packs for String {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put_text(self, bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Some(eye.text()?.into())
    }
}

impl<T: Packs> Packs for Option<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.is_some().pack(bytes);
        if let Some(value) = self {
            value.pack(bytes);
        }
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        if bool::unpack(eye)? { T::unpack(eye).map(Some) } else { Some(None) }
    }
}

impl<T: Packs> Packs for Box<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        (**self).pack(bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        T::unpack(eye).map(Box::new)
    }
}

impl<T: Packs> Packs for Vec<T> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put(self.len() as u64, bytes);
        self.iter().for_each(|value| value.pack(bytes));
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        let len = usize::try_from(eye.number()?).ok()?;
        // every value takes a byte at least
        let mut values = Self::with_capacity(len.min(eye.rest.len()).min(1 << 10));
        for _ in 0..len {
            values.push(T::unpack(eye)?);
        }
        Some(values)
    }
}

impl<T: Packs> Packs for Box<[T]> {
    fn pack(&self, bytes: &mut Vec<u8>) {
        put(self.len() as u64, bytes);
        self.iter().for_each(|value| value.pack(bytes));
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Vec::unpack(eye).map(Vec::into_boxed_slice)
    }
}

impl<A: Packs, B: Packs> Packs for (A, B) {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.0.pack(bytes);
        self.1.pack(bytes);
    }
    fn unpack(eye: &mut Eye) -> Option<Self> {
        Some((A::unpack(eye)?, B::unpack(eye)?))
    }
}

/// Both twins of a struct, from its fields in the order of the bytes.
macro_rules! packs {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::pack::pen::Packs for $name {
            fn pack(&self, bytes: &mut Vec<u8>) {
                $($crate::pack::pen::Packs::pack(&self.$field, bytes);)*
            }
            fn unpack(eye: &mut $crate::pack::pen::Eye) -> Option<Self> {
                Some(Self { $($field: $crate::pack::pen::Packs::unpack(eye)?),* })
            }
        }
    )*};
}

/// Both twins of an enum without fields, from its values in the order of their numbers.
macro_rules! packs_choice {
    ($($name:ident { $($value:ident),* $(,)? })*) => {$(
        impl $crate::pack::pen::Packs for $name {
            fn pack(&self, bytes: &mut Vec<u8>) {
                bytes.push(*self as u8);
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
