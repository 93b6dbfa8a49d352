//! The manifest: the only file of a pack that has a fixed name, and the only one that is JSON.
//!
//! It is flat and written in one way only, so that it can be checked: `check` is the SHA-256 of all that
//! comes behind its line.

use super::layout::{Entry, hash, hex};

const BEGINNING: &str = "{\"format\":\"whomet-pack/1\",\n\"check\":\"";
/// How it begins in whatever version, whoever wrote its blanks.
const FORMAT: &[u8] = b"{\"format\":\"whomet-pack/";

/// The manifest of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The title, for people who look at the file.
    pub title: String,
    /// How many records there are.
    pub records: usize,
    /// Where the front piece is.
    pub front: Entry,
}

/// Why a file is not a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// It is something else: perhaps a dataset.
    Other,
    /// It is the manifest of a later version, or was changed after it was written.
    Damaged,
}

impl Manifest {
    /// The file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Entry { stored, raw, .. } = self.front;
        let rest = format!(
            "\"title\":\"{}\",\n\"records\":{},\n\"front\":\"{}\",\n\"stored\":{stored},\n\"raw\":{raw}}}\n",
            escaped(&self.title),
            self.records,
            self.front.path(),
        );
        format!("{BEGINNING}{}\",\n{rest}", hex(&hash(rest.as_bytes())))
    }

    /// True if the file says that it is a manifest, of whatever version.
    #[must_use]
    pub fn is_one(bytes: &[u8]) -> bool {
        let mut letters = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        FORMAT.iter().all(|letter| letters.next() == Some(letter))
    }

    /// Reads the file.
    ///
    /// # Errors
    /// If it is not a manifest, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        if !Self::is_one(bytes) {
            return Err(ManifestError::Other);
        }
        Self::read_whole(bytes).ok_or(ManifestError::Damaged)
    }

    fn read_whole(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_prefix(BEGINNING)?;
        let (check, rest) = text.split_once("\",\n")?;
        if check != hex(&hash(rest.as_bytes())) {
            return None;
        }
        // the check says that the rest is as we wrote it
        let mut lines = rest.trim_end_matches("}\n").split(",\n");
        let mut value = |key: &str| lines.next()?.strip_prefix('"')?.strip_prefix(key)?.strip_prefix("\":");
        let title = value("title")?.trim_matches('"').to_owned();
        let records = value("records")?.parse().ok()?;
        let path = value("front")?.strip_prefix("\"pieces/")?.strip_suffix(".bin\"")?;
        let hash = from_hex(path)?;
        let front = Entry { hash, stored: value("stored")?.parse().ok()?, raw: value("raw")?.parse().ok()? };
        Some(Self { title, records, front })
    }
}

/// A text as it may stand in JSON: in ASCII without anything that would need an escape but letters beyond it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\' => {
                escaped.push(char::from(byte))
            }
            _ => escaped.push_str(&format!("\\u{unit:04x}")),
        }
    }
    escaped
}

fn from_hex(text: &str) -> Option<[u8; 16]> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect();
    (digits.len() == 32).then(|| bytes.try_into().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let front = Entry { hash: hash(b"x"), stored: 12, raw: 40 };
        Manifest { title: "a \"b\" ,\n\\ 诺 {}".to_owned(), records: 7, front }
    }

    #[test]
    fn a_manifest_comes_back_and_is_json() {
        let json = manifest().to_json();
        let read = Manifest::read(json.as_bytes()).unwrap();
        assert_eq!((read.records, read.front), (7, manifest().front));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["title"], manifest().title);
        assert_eq!(value["format"], "whomet-pack/1");
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let json = manifest().to_json().into_bytes();
        for at in 0..json.len() {
            for flip in [1, 2, 32, 128] {
                let mut bytes = json.clone();
                bytes[at] ^= flip;
                assert!(Manifest::read(&bytes).is_err(), "{at} {flip}");
            }
            assert!(Manifest::read(&json[..at]).is_err(), "{at}");
        }
        assert_eq!(Manifest::read(b"{\"format\":\"whomet/1\"}"), Err(ManifestError::Other));
        assert_eq!(Manifest::read(b"<!doctype html>"), Err(ManifestError::Other));
        assert_eq!(Manifest::read(b"{\"format\":\"whomet-pack/2\"}"), Err(ManifestError::Damaged));
    }
}
