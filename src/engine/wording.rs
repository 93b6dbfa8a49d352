//! Reading the words of all records, when all else is built: in slices, which leave a page responsive
//! while it is used already.

use super::column::{Column, number};
use super::corpus::{self, Field, Shelves};
use super::index::Engine;
use super::inverter::{Copier, Inverter};
use super::lexicon::Lexicon;
use super::names::Names;
use crate::model::Dataset;
use crate::query::Facet;

/// The words as they are read. Every call takes the same engine, which lacks them, and the same records.
#[derive(Debug)]
pub struct Wording {
    /// How much is done, in the order of [`Work`].
    done: usize,
    /// How many names of values and how many records there are.
    values: usize,
    records: usize,
    /// How long the texts of all records are, in bytes.
    len: usize,
    inverter: Inverter,
    names: [Vec<u32>; 3],
    copier: Copier,
}

/// What is next to do.
enum Work {
    /// To look how long some records are, from one on.
    Measure(usize),
    /// The names of a value.
    Value(Facet, u32),
    Record(u32),
    Sort,
    Copy,
    Forms,
    Nothing,
}

/// How many records are measured in one piece of work.
const MEASURED: usize = 64;
/// How many pieces of work come after the records: to put the terms in order, to copy them, and their forms.
const TAIL: usize = 3;

/// All words, to be taken in by the engine.
#[derive(Debug)]
pub struct Words {
    names: Names,
    lexicon: Lexicon,
}

impl Wording {
    /// Makes ready.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let mut values = 0;
        for facet in &Facet::ALL {
            values += engine.values.len(*facet);
        }
        Self {
            done: 0,
            values,
            records: engine.total(),
            len: 0,
            inverter: Inverter::default(),
            names: [Vec::new(), Vec::new(), vec![0]],
            copier: Copier::default(),
        }
    }

    /// Does at most so many pieces of work more, a piece being a record, the names of a value or a share of
    /// what comes before and after; of the latter, which are larger, one at most. Says how many of how many
    /// are done.
    pub fn step(&mut self, engine: &Engine, shelves: &dyn Shelves, pieces: usize) -> (usize, usize) {
        for _ in 0..pieces {
            let work = self.next(engine);
            let is_small = matches!(work, Work::Record(_) | Work::Value(..));
            if let Work::Nothing = work {
                break;
            }
            self.done += usize::from(self.does(engine, shelves, work));
            if !is_small {
                break;
            }
        }
        (self.done, self.pieces() + TAIL)
    }

    /// How much of the work is done, in hundredths: to put the words in order takes a third of it.
    #[must_use]
    pub fn share(&self) -> usize {
        const READING: usize = 65;
        let (read, all) = (self.done.min(self.pieces()), self.pieces().max(1));
        read * READING / all + self.copier.share() * (100 - READING) / 100
    }

    /// Does what is left.
    #[must_use]
    pub fn finish(mut self, engine: &Engine, shelves: &dyn Shelves) -> Words {
        loop {
            let (done, total) = self.step(engine, shelves, 1 << 10);
            if done >= total {
                let [values, words, starts] = self.names;
                let [values, words, starts] = [values, words, starts].map(|column| Column::of(&column));
                return Words { names: Names { values, words, starts }, lexicon: self.copier.finish() };
            }
        }
    }

    /// How many pieces come before the terms are put in order.
    fn pieces(&self) -> usize {
        self.head() + self.values + self.records
    }

    /// How many pieces come before names and records.
    fn head(&self) -> usize {
        self.records.div_ceil(MEASURED)
    }

    fn next(&self, engine: &Engine) -> Work {
        let mut at = self.done;
        if at < self.head() {
            return Work::Measure(at * MEASURED);
        }
        at -= self.head();
        if at < self.values {
            for facet in &Facet::ALL {
                let count = engine.values.len(*facet);
                if at < count {
                    return Work::Value(*facet, number(at));
                }
                at -= count;
            }
        }
        at -= self.values;
        if at < self.records {
            return Work::Record(number(at));
        }
        match at - self.records {
            0 => Work::Sort,
            1 => Work::Copy,
            2 => Work::Forms,
            _ => Work::Nothing,
        }
    }

    /// Does a piece of work; false if there is more of it.
    fn does(&mut self, engine: &Engine, shelves: &dyn Shelves, work: Work) -> bool {
        match work {
            Work::Measure(from) => self.measure(engine, shelves, from),
            Work::Value(facet, value) => self.add_value(engine, shelves, facet, value),
            Work::Record(record) => self.add_record(engine, shelves, record),
            Work::Sort => {
                let [values, _, starts] = &mut self.names;
                starts.resize(Facet::COUNT + 1, number(values.len()));
                self.copier = std::mem::take(&mut self.inverter).sorted();
            }
            Work::Copy => return !self.copier.step(),
            Work::Forms => return !self.copier.sort_forms(),
            Work::Nothing => {}
        }
        true
    }

    /// Looks how long some records are.
    fn measure(&mut self, engine: &Engine, shelves: &dyn Shelves, from: usize) {
        let mut texts = Vec::new();
        for record in from..self.records.min(from + MEASURED) {
            corpus::append_texts(shelves.record(engine.id(number(record))), &mut texts);
            for (_, text) in &texts {
                self.len += text.len();
            }
            texts.clear();
        }
    }

    fn add_record(&mut self, engine: &Engine, shelves: &dyn Shelves, record: u32) {
        let mut len = 0;
        let mut texts = Vec::with_capacity(16);
        corpus::append_texts(shelves.record(engine.id(record)), &mut texts);
        for (field, text) in texts {
            self.inverter.add(field, text);
            len += text.len();
        }
        self.inverter.close(len, self.len / self.records.max(1));
    }

    /// Adds the names of a value, each as a number of its own.
    fn add_value(&mut self, engine: &Engine, shelves: &dyn Shelves, facet: Facet, value: u32) {
        let [values, words, starts] = &mut self.names;
        while starts.len() <= facet as usize {
            starts.push(number(values.len()));
        }
        for name in engine.values.names(shelves, facet, value) {
            self.inverter.add(Field::Name, name);
            words.push(number(self.inverter.close(1, 1)));
            values.push(value);
        }
    }
}

impl Engine {
    /// Takes in the words.
    pub fn take_words(&mut self, words: Words) {
        (self.names, self.lexicon) = (words.names, words.lexicon);
    }

    /// Indexes a dataset.
    #[must_use]
    pub fn build(dataset: &Dataset) -> Self {
        let mut engine = super::Builder::new(dataset).finish(dataset);
        let words = Wording::new(&engine).finish(&engine, dataset);
        engine.take_words(words);
        engine
    }
}
