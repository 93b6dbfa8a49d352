//! What only a publisher is told: rules about the whole dataset that cost time, or are often a matter of
//! opinion. The page does not carry them. They are explained, checked and tested like the others.

pub mod alike;
mod duplicates;
pub mod locate;
pub mod look_alikes;
mod rules;
pub mod same;
mod several;

use whomet::model::{Dataset, EntityId};

use crate::progress::Progress;

pub use rules::RULES;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// `P` and a number.
    pub code: &'static str,
    /// The rule in a few words.
    pub title: &'static str,
    /// Why it is a rule.
    pub why: &'static str,
    /// How to mend a breach.
    pub mend: &'static str,
    /// A dataset that breaks it once, and no other rule.
    pub bad: &'static str,
    /// What is changed in it so that it does not: text, and the text instead.
    pub good: (&'static str, &'static str),
    /// Finds the breaches.
    pub find: fn(&Dataset, &mut Vec<Finding>),
}

impl Rule {
    /// The rule with this code; letter case does not matter.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
    }

    /// The bad example, mended.
    pub fn good_example(&self) -> String {
        self.bad.replace(self.good.0, self.good.1)
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Entity(EntityId),
    /// By their places in the dataset.
    Meeting(usize),
    Fact(usize),
    Source(usize),
    /// A member of the dataset itself.
    Top(&'static str),
}

/// A breach.
#[derive(Debug)]
pub struct Finding {
    pub code: &'static str,
    pub subject: Subject,
    /// The offending text.
    pub found: String,
    /// The other name, if it is about two.
    pub other: Option<String>,
    pub detail: String,
}

impl Finding {
    /// The names that it is about.
    pub fn names(&self) -> Vec<&str> {
        [Some(&self.found), self.other.as_ref()].into_iter().flatten().map(|name| &**name).collect()
    }
}

/// All breaches, rule by rule. The rules do not wait for each other.
pub fn findings(dataset: &Dataset) -> Vec<Finding> {
    let find = |rule: &Rule| {
        let mut found = Vec::new();
        (rule.find)(dataset, &mut found);
        found
    };
    std::thread::scope(|scope| {
        let (first, rest) = RULES.split_at(1);
        let first: Vec<_> = first.iter().map(|rule| scope.spawn(move || find(rule))).collect();
        let mut progress = Progress::new("checking", RULES.len());
        let mut done = 0;
        let rest = rest.iter().flat_map(|rule| {
            let found = find(rule);
            done += 1;
            progress.at(done);
            found
        });
        let rest: Vec<Finding> = rest.collect();
        let done = |thread: std::thread::ScopedJoinHandle<'_, Vec<Finding>>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        first.into_iter().flat_map(done).chain(rest).collect()
    })
}

/// A name as a message quotes it: not too long, on one line.
pub fn short(name: &str) -> String {
    const LONGEST: usize = 80;
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let short: String = name.chars().take(LONGEST).map(plain).collect();
    if name.chars().nth(LONGEST).is_some() { short + "…" } else { short }
}
