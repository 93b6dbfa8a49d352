//! What is asked of any bytes; the fuzz targets and `tests/suite/fuzz.rs` share it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::OnceLock;

use whomet::engine::{Engine, OpenError, Want, slow};
use whomet::model::{EntityId, EntityKind, FactId, MeetingId, RecordId};
use whomet::pack::{Entry, Input, Manifest, Outline, Sink, Sizes, Stock, hash, in_order};
use whomet::query::{Facet, Query};

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

/// Bytes as an index, as the head of one that comes in blocks, as the front of a pack, as the manifest; as a directory
/// or a piece in the place of one of a sound pack: they are taken or not, and what is asked then is answered.
pub fn pieces(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let query = Query { words: "a \"b c\" -d".to_owned(), ..Query::default() };
    match kind % 8 {
        0 => {
            let read = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default().to_vec();
            if let Ok(engine) = Engine::open(bytes.len(), read) {
                let _ = (
                    engine.answer(&query, &Want::default()),
                    engine.suggest(&Query { words: "a".to_owned(), ..query.clone() }, 5),
                );
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
            let outline = Outline::of(bytes);
            let stock = Stock::open(bytes);
            assert!(outline.is_err() || stock.is_some(), "what verify calls sound opens");
            stock.iter().for_each(|stock| drop((stock.answer(&Query::default(), &Want::default()), stock.needs())));
        }
        3 => drop(Manifest::read(bytes)),
        kind => in_a_sound_pack(kind, bytes),
    }
}

/// Bytes in the place of one piece of a sound pack, the number of which they begin with.
fn in_a_sound_pack(kind: u8, bytes: &[u8]) {
    static PACK: OnceLock<Pack> = OnceLock::new();
    let Some((number, bytes)) = bytes.split_first() else { return };
    let (pack, number) = (PACK.get_or_init(Pack::small), usize::from(*number));
    let outline = Outline::of(&pack.front).unwrap();
    match kind {
        4 => drop(outline.directory(number, bytes)),
        5 => drop(outline.check(number, bytes)),
        _ => {
            let stock = Stock::open(&pack.front).unwrap();
            let words = Query { words: "a talks \"steel of \"".to_owned(), ..Query::default() };
            let mut taken = 0;
            for _ in 0..pack.pieces.len() {
                pack.look(&stock, &words);
                let needs = stock.needs();
                if needs.is_empty() {
                    break;
                }
                for need in needs {
                    let sound = &pack.pieces[&need.entry.path()];
                    taken += 1;
                    let _ = taken == number && stock.take(&need, bytes);
                    let _ = stock.take(&need, sound);
                }
            }
        }
    }
}

/// A pack of few records.
struct Pack {
    front: Vec<u8>,
    pieces: BTreeMap<String, Vec<u8>>,
    stored: Vec<Entry>,
}

impl Pack {
    fn small() -> Self {
        let (dataset, _) = whomet::source::read(include_bytes!("../../data/full.json"));
        let dataset = in_order(dataset);
        let mut pack = Self { front: Vec::new(), pieces: BTreeMap::new(), stored: Vec::new() };
        let sizes = Sizes { block: 1 << 10, records: 2, entities: 4, ids: 3, answers: 8 };
        let input = Input { dataset: &dataset, flaws: &[], sizes };
        let Ok(packed) = whomet::pack::write(&input, Engine::build(&dataset), &mut pack);
        pack.front = pack.pieces[&packed.manifest.front.path()].clone();
        pack
    }

    /// Asks for something of all that a page shows.
    fn look(&self, stock: &Stock, words: &Query) {
        let _ = (stock.answer(words, &Want::default()), stock.calendar(), stock.find_meeting("m1"), stock.flaw(0));
        for kind in EntityKind::ALL {
            let id = EntityId { kind, at: 0 };
            let _ = (stock.entity(id), stock.parts_of(id), stock.frequency(id), stock.claims(id));
        }
        let records = [RecordId::Meeting(MeetingId(0)), RecordId::Fact(FactId(0))];
        records.iter().for_each(|id| drop((stock.record(*id).evidence().len(), stock.related(*id, 5))));
        for facet in Facet::ALL {
            let mut one = Query::default();
            one.chosen[facet].include.push(stock.value_id(facet, 0));
            let _ = stock.answer(&one, &Want::default());
        }
    }
}

impl Sink for Pack {
    type Error = Infallible;

    fn store(&mut self, bytes: Vec<u8>) -> Result<(), Infallible> {
        let entry = Entry { hash: hash(&bytes), stored: bytes.len(), raw: bytes.len() };
        self.pieces.insert(entry.path(), bytes);
        self.stored.push(entry);
        Ok(())
    }

    fn stored(&mut self) -> Result<Vec<Entry>, Infallible> {
        Ok(std::mem::take(&mut self.stored))
    }
}
