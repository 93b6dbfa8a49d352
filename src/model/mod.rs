//! What a record is: ids, partial dates, languages, entities, meetings, facts and their sources.
//!
//! Nothing here knows how a dataset is written or shown. Values that could be wrong cannot be built:
//! a [`PartialDate`] is a real date, a [`SafeUrl`] has a harmless scheme, a [`Fact`] has a source.

mod dataset;
mod date;
mod entity;
mod ids;
mod lang;
mod number;
mod record;
mod safe_url;

pub use dataset::{About, Coverage, Dataset, Party};
pub use date::{Bounds, DateError, Day, End, PartialDate, Point, Season, Span};
pub use entity::{Country, Entities, Entity, EntityKind, Ref};
pub use ids::{EntityId, FactId, MeetingId, RecordId, SourceId};
pub use lang::{Lang, Text};
pub use number::{is_plain, plain_number};
pub use record::{
    Confidence, Evidence, Fact, Meeting, Part, Participant, Record, Side, Source, Sources, Statement, Status,
};
pub use safe_url::SafeUrl;
