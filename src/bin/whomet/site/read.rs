//! What a page shows first, read from its `data/`: a dataset as it is, or a pack.

use std::path::Path;

use whomet::engine::{Answer, Engine, Want, WantValues};
use whomet::model::{EntityId, EntityKind, Record};
use whomet::pack::{Entry, Flaw, Manifest, ManifestError, Need, Stock};
use whomet::query::{Facet, PerFacet, Query};

use crate::check;
use crate::commands;
use crate::folder::{self, MANIFEST};
use crate::pack::flaw;

/// How many of the latest records are shown.
pub const RECORDS: usize = 30;
/// How many organisations are shown.
pub const ORGANISATIONS: usize = 200;

/// The dataset, and whether something in it was left out.
pub fn stock(data: &Path) -> Result<(Stock, bool), String> {
    let path = data.join(MANIFEST);
    let name = path.display().to_string();
    let bytes = commands::read(&name)?;
    match Manifest::read(&bytes) {
        Ok(manifest) => {
            let front = named(data, &manifest.front)?;
            let stock = Stock::open(&front).ok_or_else(|| format!("{name}: its front piece is of another version"))?;
            let flawed = stock.flaws().1 > 0;
            Ok((stock, flawed))
        }
        Err(ManifestError::Damaged) => Err(format!("{name}: is damaged, or of another version")),
        Err(ManifestError::Other) => {
            let (dataset, problems) = check::read_bytes(bytes);
            check::refuse(&name, &problems)?;
            let engine = Engine::build(&dataset);
            let flaws: Vec<Flaw> = problems.iter().map(flaw).collect();
            let flawed = flaws.iter().any(|flaw| flaw.left_out);
            Ok((Stock::whole(dataset, engine, flaws), flawed))
        }
    }
}

/// The answer to no filter, with all that is shown of it there.
pub fn front(stock: &Stock, fetch: &dyn Fn(&Need) -> Result<Vec<u8>, String>) -> Result<Answer, String> {
    let values =
        PerFacet::from_fn(|facet| WantValues::top(if facet == Facet::Organisation { ORGANISATIONS } else { 0 }));
    let want = Want { start: 0, len: RECORDS, values, timeline: false };
    loop {
        let answer = stock.answer(&Query::default(), &want);
        touch(stock, &answer);
        let needs = stock.needs();
        if needs.is_empty() {
            return Ok(answer);
        }
        for need in needs {
            let bytes = fetch(&need)?;
            if !stock.take(&need, &bytes) {
                return Err(format!("{}: is of another version", need.entry.path()));
            }
        }
    }
}

/// The unpacked bytes of what is needed.
pub fn piece(data: &Path, need: &Need) -> Result<Vec<u8>, String> {
    named(data, &need.entry)
}

/// Reads what is shown, so that what is not there is noted.
fn touch(stock: &Stock, answer: &Answer) {
    for id in &answer.page {
        let record = stock.record(*id);
        for evidence in record.evidence() {
            let _ = stock.source(evidence.source);
        }
        for id in EntityKind::ALL.into_iter().flat_map(|kind| record.filed_under(kind)) {
            let _ = stock.entity(id);
        }
        if let Record::Fact(fact) = record {
            let _ = stock.entity(fact.about);
        }
    }
    for value in &answer.facets[Facet::Organisation].values {
        let _ = stock.entity(EntityId { kind: EntityKind::Organisation, at: value.value });
    }
}

fn named(data: &Path, entry: &Entry) -> Result<Vec<u8>, String> {
    folder::piece(data, entry).map_err(|wrong| format!("{}: {wrong}; `whomet verify` says more", entry.path()))
}
