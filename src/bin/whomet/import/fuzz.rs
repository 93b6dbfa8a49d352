//! Any bytes through each importer: it gives a dataset that can be read, or says why not. The fuzzer calls this
//! (`tests/fuzz`), and what it found is gone through by the tests.

use whomet::source::Severity;

use super::mapping::{File, Mapping};
use super::table::Table;
use super::{Kind, guess, records, rows};
use crate::check;

/// The importers by what their corpora are called.
pub const IMPORTERS: [&str; 4] = ["csv", "feed", "popolo", "followthemoney"];

/// Imports bytes; says what is wrong with what comes of them.
pub fn try_importer(name: &str, bytes: &[u8]) -> Result<(), String> {
    let Some((_, kind)) = Kind::ALL.iter().find(|(other, _)| *other == name) else { return Ok(()) };
    let done = match kind {
        Kind::Csv => {
            let Ok(table) = Table::read(bytes.to_vec(), &File::default()) else { return Ok(()) };
            let mapping = guess::mapping("rows.csv", &table);
            // what is proposed can be used
            Mapping::parse(&mapping).map_err(|why| format!("a mapping that was guessed: {why}"))?;
            rows("rows.csv", bytes.to_vec(), "map.toml", &mapping)
        }
        kind => records::of_bytes(*kind, "file", None, bytes.to_vec()),
    };
    let Ok(done) = done else { return Ok(()) };
    let (_, problems) = check::read_bytes(done.json.into_bytes());
    match problems.iter().find(|problem| problem.severity() == Severity::Fatal) {
        Some(fatal) => Err(format!("{} {}", fatal.code(), fatal.detail)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_fuzzer_found_is_imported_or_refused() {
        for name in IMPORTERS {
            let folder = format!("{}/tests/data/fuzz/{name}", env!("CARGO_MANIFEST_DIR"));
            let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            assert!(files.len() > 5, "{name}: {} files", files.len());
            for path in files {
                let bytes = std::fs::read(&path).unwrap();
                assert_eq!(try_importer(name, &bytes), Ok(()), "{}", path.display());
                // and cut anywhere
                for end in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
                    assert_eq!(try_importer(name, &bytes[..end]), Ok(()), "{} cut at {end}", path.display());
                }
            }
        }
    }
}
