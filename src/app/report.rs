//! Which problems of the data the visitor looks at.

use std::ops::Deref;

use super::live::Live;
use super::ports::dom;

/// The style of the report and of the calendar.
const STYLE: &str = "rest-data.css";

/// What narrows the list of problems.
pub struct Reporting {
    /// Those that left something out (`true`), those that did not, or all.
    pub left_out: Live<Option<bool>>,
    /// The code of a rule; blank for all.
    pub code: Live<String>,
    /// What must stand in a problem, somewhere.
    pub text: Live<String>,
    /// How many are listed.
    pub listed: Live<usize>,
}

thread_local! {
    static REPORTING: &'static Reporting = Box::leak(Box::new(Reporting {
        left_out: Live::new(None),
        code: Live::new(String::new()),
        text: Live::new(String::new()),
        listed: Live::new(0),
    }));
}

/// A name for the window's one [`Reporting`], as `Page` is for its state.
#[derive(Clone, Copy)]
pub struct Report;

impl Deref for Report {
    type Target = Reporting;

    fn deref(&self) -> &Reporting {
        REPORTING.with(|reporting| *reporting)
    }
}

impl Report {
    /// Sees to it that the style is there, or will be.
    pub fn need_style(self) {
        leptos::task::spawn_local(dom::need_style(STYLE));
    }
}
