//! What the fuzzer found, gone through again; `./x fuzz` finds more. The importers' part stands beside them.

#[path = "fuzz/trials.rs"]
mod trials;

/// Goes through a corpus: each file, and the file cut in many places.
fn replay(name: &str, trial: fn(&[u8])) {
    let folder = format!("{}/tests/data/fuzz/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 5, "{name}: {} files", files.len());
    for path in files {
        let bytes = std::fs::read(path).unwrap();
        trial(&bytes);
        (0..bytes.len()).step_by(bytes.len() / 40 + 1).for_each(|end| trial(&bytes[..end]));
    }
}

#[test]
fn whatever_the_fuzzer_found_is_read() {
    replay("source", trials::source);
}

#[test]
fn whatever_the_fuzzer_found_is_a_link() {
    replay("link", trials::link);
}

#[test]
fn whatever_the_fuzzer_found_opens_or_does_not() {
    replay("pieces", trials::pieces);
}
