//! Files that have records of their own: what is read, and what is said at the end.

use std::path::Path;

use serde::Deserialize;
use whomet::model::EntityKind;

use super::draft::{Draft, Source};
use super::output::{self, Dataset};
use super::{Done, Kind, Options, feed, ftm, popolo, toml};
use crate::commands;

/// What a publisher adds: the head of the dataset, and where the file was found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    dataset: Dataset,
    source: Option<output::Source>,
}

/// Imports a file.
pub fn import(kind: Kind, options: &Options) -> Result<Done, String> {
    let head = options.head.as_deref().map(head).transpose()?;
    of_bytes(kind, &options.file, head, commands::read(&options.file)?)
}

/// Imports the bytes of a file.
pub fn of_bytes(kind: Kind, file: &str, head: Option<Head>, bytes: Vec<u8>) -> Result<Done, String> {
    let at_line = |why: String| format!("{file}:{why}");
    let name = Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    let mut draft = match kind {
        Kind::Feed => {
            let feed = feed::read(bytes).map_err(at_line)?;
            let mut draft = begin(head, feed.title().unwrap_or(name), feed.link());
            draft.head = draft.head.or(feed.channel.language.clone(), feed.description());
            feed::fill(&mut draft, feed);
            draft
        }
        Kind::Popolo => {
            let mut draft = begin(head, name, None);
            popolo::fill(&mut draft, &bytes).map_err(at_line)?;
            draft
        }
        _ => {
            let mut draft = begin(head, name, None);
            ftm::fill(&mut draft, &bytes).map_err(at_line)?;
            draft
        }
    };
    draft.tidy();
    let made = [
        (draft.meetings.len(), "meetings"),
        (draft.count(EntityKind::Organisation), "organisations"),
        (draft.count(EntityKind::Person), "people"),
        (draft.count(EntityKind::Topic), "topics"),
        (draft.count(EntityKind::Place), "places"),
        (draft.facts.len(), "facts"),
    ];
    let report = format!("{file}:\n{}", draft.report.text(&made));
    Ok(Done { json: draft.write()?, report, is_clean: draft.report.is_clean() })
}

fn head(file: &str) -> Result<Head, String> {
    let in_file = |why: String| format!("{file}: {why}");
    let head: Head =
        ::toml::from_str(&toml(file)?).map_err(|error| in_file(error.to_string().trim_end().to_owned()))?;
    head.dataset.tidy().and_then(|()| head.source.iter().try_for_each(output::Source::tidy)).map_err(in_file)?;
    Ok(head)
}

/// An empty dataset, under the title that the publisher gives, or else the file.
fn begin(head: Option<Head>, title: String, url: Option<String>) -> Draft {
    let file = Source { url, title: Some(title.clone()), ..Source::default() };
    match head {
        None => Draft::new(Dataset::titled(title), file),
        Some(Head { dataset, source }) => Draft::new(dataset, source.map_or(file, Source::from)),
    }
}
