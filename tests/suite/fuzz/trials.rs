//! What is asked of any bytes; the fuzz targets and `tests/suite/fuzz.rs` share it.

use whomet::engine::{Engine, OpenError, Want, slow};
use whomet::pack::{Manifest, Stock};
use whomet::query::Query;

/// Bytes as a dataset: reading never fails, twice is the same, and the index answers as the scan.
pub fn source(bytes: &[u8]) {
    let (dataset, problems) = whomet::source::read(bytes);
    let (again, same) = whomet::source::read(bytes);
    assert_eq!((&dataset, problems.len()), (&again, same.len()));
    let engine = Engine::build(&dataset);
    let title = dataset.meetings.first().map(|meeting| meeting.title.first().to_owned()).unwrap_or_default();
    let queries = [Query::default(), Query { words: title.chars().take(40).collect(), ..Query::default() }];
    for query in queries {
        assert_eq!(engine.answer(&query, &Want::default()), slow::answer(&dataset, &query, &Want::default()));
    }
}

/// Bytes as a link: what is understood of it makes a link that is understood in the same way.
pub fn link(bytes: &[u8]) {
    let (query, _) = Query::from_link(&String::from_utf8_lossy(bytes));
    let link = query.to_link();
    assert_eq!(Query::from_link(&link).0, query, "{link}");
    assert_eq!(Query::from_link(&link).0.to_link(), link);
}

/// Bytes as an index, as the head of one that comes in blocks, as the front of a pack: they open or do not, and
/// what opens answers something.
pub fn pieces(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let query = Query { words: "a \"b c\" -d".to_owned(), ..Query::default() };
    match kind % 4 {
        0 => {
            let read = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default().to_vec();
            if let Ok(engine) = Engine::open(bytes.len(), read) {
                let _ = (engine.answer(&query, &Want::default()), engine.suggest("a", 5));
            }
        }
        1 => {
            // an index of many gigabytes is none that a page asks for
            if let Err(OpenError::OtherBlocks(blocks)) = Engine::lacking_all(bytes, 1 << 10, 0)
                && blocks < 1 << 14
                && let Ok(mut engine) = Engine::lacking_all(bytes, 1 << 10, blocks)
            {
                let _ = engine.answer(&query, &Want::default());
                engine.lacking().into_iter().for_each(|block| engine.take_block(block, bytes));
                let _ = engine.answer(&query, &Want::default());
            }
        }
        2 => {
            if let Some(stock) = Stock::open(bytes) {
                let _ = (stock.answer(&Query::default(), &Want::default()), stock.needs());
            }
        }
        _ => drop(Manifest::read(bytes)),
    }
}
