//! From the bytes of a file to text: byte order marks, UTF-8, UTF-16, Windows-1252.

use serde::Deserialize;

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// What the web and most programs write.
    #[serde(rename = "utf-8")]
    Utf8,
    /// What a spreadsheet calls Unicode text. Only ever known by its mark.
    #[serde(rename = "utf-16")]
    Utf16,
    /// What spreadsheets of Western Europe wrote for long.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// The characters of the bytes 0x80 to 0x9f in Windows-1252; five of them have none.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A file as text.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// Why it was not read as UTF-8, for the report.
    pub why: Option<String>,
    /// What of it is UTF-8 all the same, and so reads as what it is not.
    pub garbled: Option<String>,
}

/// Decodes a file in the encoding that is named, or in the one that it seems to be in. What is said
/// of a file that cannot be decoded begins with the line.
pub fn decode(bytes: Vec<u8>, named: Option<Encoding>) -> Result<Decoded, String> {
    let big_end = bytes.starts_with(&[0xfe, 0xff]);
    let decoded = match named {
        Some(Encoding::Utf16) => utf16(&bytes, big_end)?,
        None if big_end || bytes.starts_with(&[0xff, 0xfe]) => utf16(&bytes, big_end)?,
        Some(Encoding::Windows1252) => windows_1252(&bytes, None)?,
        Some(Encoding::Utf8) | None => match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding: Encoding::Utf8, why: None, garbled: None },
            Err(error) => {
                let (at, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
                let byte = bytes.get(at).copied().unwrap_or_default();
                let why = format!("the byte 0x{byte:02x} in line {} is not UTF-8", line(&bytes, at));
                if named.is_some() {
                    return Err(format!("{}: {why}", line(&bytes, at)));
                }
                match (windows_1252(&bytes, Some(why)), garbled(&bytes)) {
                    (Ok(decoded), garbled) => Decoded { garbled, ..decoded },
                    (Err(why), Some(garbled)) => return Err(format!("{why}; {garbled}")),
                    (Err(why), None) => return Err(why),
                }
            }
        },
    };
    if let Some(at) = decoded.text.find('\0') {
        let line = line(decoded.text.as_bytes(), at);
        return Err(format!("{line}: there is a byte of zero here; this is not a file of text"));
    }
    let mut decoded = decoded;
    if decoded.text.starts_with('\u{feff}') {
        decoded.text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(decoded)
}

/// The line in which a byte is, counted from 1.
fn line(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// Says so if lines are UTF-8 in a file that as a whole is not: one stray byte makes `CafÃ©` of all others.
fn garbled(bytes: &[u8]) -> Option<String> {
    let lines = || bytes.split(|byte| *byte == b'\n').zip(1..).filter(|(line, _)| !line.is_ascii());
    let utf8 = || lines().filter(|(line, _)| str::from_utf8(line).is_ok());
    let (_, first) = utf8().next()?;
    let (count, others) = (utf8().count(), lines().count() - utf8().count());
    Some(format!(
        "{count} {} UTF-8 with letters beyond ASCII, line {first} the first, and as Windows-1252 they look garbled (`Ã©` \
         for `é`); if the file is meant to be UTF-8, mend {others} {} not, or save it as UTF-8 where it comes from",
        if count == 1 { "line is" } else { "lines are" },
        if others == 1 { "line that is" } else { "lines that are" },
    ))
}

fn windows_1252(bytes: &[u8], why: Option<String>) -> Result<Decoded, String> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let character = match byte {
            0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\0'),
            _ => char::from(*byte),
        };
        if character == '\0' && *byte != 0 {
            let line = line(bytes, at);
            let also = why.as_ref().map_or_else(String::new, |why| format!(", and {why}"));
            return Err(format!("{line}: the byte 0x{byte:02x} is no character of Windows-1252{also}"));
        }
        text.push(character);
    }
    Ok(Decoded { text, encoding: Encoding::Windows1252, why, garbled: None })
}

fn utf16(bytes: &[u8], big_end: bool) -> Result<Decoded, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| if big_end { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let mut text = String::with_capacity(bytes.len());
    for unit in char::decode_utf16(units) {
        let line = || text.matches('\n').count() + 1;
        text.push(unit.map_err(|_| format!("{}: there is half a character of UTF-16 here", line()))?);
    }
    if rest.is_empty() {
        return Ok(Decoded { text, encoding: Encoding::Utf16, why: None, garbled: None });
    }
    Err(format!("{}: the file ends in the middle of a character of UTF-16", text.matches('\n').count() + 1))
}

/// A text without the space around it, and one blank for each space within.
pub fn squashed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
