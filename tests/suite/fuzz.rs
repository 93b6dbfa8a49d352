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

/// What is of an earlier version is refused at its beginning, and so tries nothing behind it.
#[test]
fn what_the_fuzzer_begins_with_is_of_this_version() {
    use whomet::engine::{Engine, OpenError};
    let seed = |name: &str| {
        let bytes = std::fs::read(format!("{}/tests/data/fuzz/pieces/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        bytes[1..].to_vec()
    };
    for name in ["a", "f"] {
        let bytes = seed(name);
        let opened = Engine::open(bytes.len(), |range| bytes[range].to_vec());
        assert!(!matches!(opened, Err(OpenError::NotAnIndex | OpenError::OtherVersion(_))), "{name}: {opened:?}");
    }
    let head = Engine::lacking_all(&seed("b"), 1 << 10, 0);
    assert!(matches!(head, Err(OpenError::OtherBlocks(_))), "{head:?}");
    assert!(whomet::pack::Stock::open(&seed("front")).is_some());
}
