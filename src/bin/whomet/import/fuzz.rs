//! Any bytes through each importer: it gives a dataset that can be read, or says why not. The fuzzer calls this
//! (`tests/fuzz`), and what it found is gone through by the tests.

use whomet::source::Severity;

use super::mapping::Mapping;
use super::table::Table;
use super::{Done, Kind, guess, merge, records, rows};
use crate::aliases::Aliases;
use crate::check;

/// The importers by what their corpora are called.
pub const IMPORTERS: [&str; 4] = ["csv", "feed", "popolo", "followthemoney"];

/// Imports bytes; says what is wrong with what comes of them.
pub fn try_importer(name: &str, bytes: &[u8]) -> Result<(), String> {
    let Some((_, kind)) = Kind::ALL.iter().find(|(other, _)| *other == name) else { return Ok(()) };
    let done = match kind {
        Kind::Csv => {
            let Ok(table) = Table::guessed(bytes.to_vec()) else { return Ok(()) };
            let mapping = guess::mapping("rows.csv", &table);
            // what is proposed can be used
            Mapping::parse(&mapping).map_err(|why| format!("a mapping that was guessed: {why}"))?;
            rows("rows.csv", bytes.to_vec(), "map.toml", &mapping)
        }
        kind => records::of_bytes(*kind, "file", None, bytes.to_vec()),
    };
    done.map_or(Ok(()), |done| is_read(done.json))
}

/// Bytes as a mapping, and as a merge file: what can be read of either can be used.
pub fn try_toml(bytes: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let table =
        b"Ref;Date;Until;Purpose;Venue;Minister;Organisations\n1;3 May 2021;05/05/2021;Water;Bern;Ana;Fern | FERN\n";
    let done = rows("rows.csv", table.to_vec(), "map.toml", &text);
    done.map_or(Ok(()), |done| is_read(done.json))?;
    let Ok(aliases) = Aliases::parse(&text) else { return Ok(()) };
    let dataset = include_bytes!("../../../../tests/data/full.json");
    let mut done = Done { json: String::from_utf8_lossy(dataset).into_owned(), report: String::new(), is_clean: true };
    merge(&mut done, &aliases);
    is_read(done.json)
}

/// Whether what was written is a dataset.
fn is_read(json: String) -> Result<(), String> {
    let (_, problems) = check::read_bytes(json.into_bytes());
    match problems.iter().find(|problem| problem.severity() == Severity::Fatal) {
        Some(fatal) => Err(format!("{} {}", fatal.code(), fatal.detail)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Trial = Box<dyn Fn(&[u8]) -> Result<(), String>>;

    #[test]
    fn whatever_the_fuzzer_found_is_imported_or_refused() {
        let importers = IMPORTERS.map(|name| (name, Box::new(move |bytes: &[u8]| try_importer(name, bytes)) as Trial));
        for (name, trial) in importers.into_iter().chain([("toml", Box::new(try_toml) as Trial)]) {
            let folder = format!("{}/tests/data/fuzz/{name}", env!("CARGO_MANIFEST_DIR"));
            let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
            assert!(files.len() > 5, "{name}: {} files", files.len());
            for path in files {
                let bytes = std::fs::read(&path).unwrap();
                assert_eq!(trial(&bytes), Ok(()), "{}", path.display());
                // and cut anywhere
                for end in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
                    assert_eq!(trial(&bytes[..end]), Ok(()), "{} cut at {end}", path.display());
                }
            }
        }
    }
}
