//! What is worked out of records to be drawn or told side by side: when two met and how long they did not,
//! how a figure changed, who names whom, what several have in common, and where to put the nodes of a picture.
//!
//! Nothing here asks the index, and nothing depends on the machine: the same records are told and drawn the
//! same everywhere.

mod compare;
mod labels;
mod layout;
mod mention;
mod spell;
mod steps;

pub use compare::{Common, aligned, common};
pub use labels::{Side, labels};
pub use layout::{Link, Room, layout};
pub use mention::mentions;
pub use spell::{Gap, Hold, Outer, Spell, spell};
pub use steps::{Step, Steps, steps};
