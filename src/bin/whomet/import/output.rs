//! What is written: the dataset as JSON, a record a line, so that two imports can be compared.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use whomet::model::EntityKind;

use super::mapping::checked;
use super::meetings::Built;

/// The head of the dataset, as the mapping has it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<String>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Party {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Where the register was read.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    #[serde(default = "register", skip_serializing)]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

fn register() -> String {
    "register".to_owned()
}

impl Dataset {
    /// A head of which only the title is known.
    pub fn titled(title: String) -> Self {
        let (description, language, updated, publisher, licence, report) = Default::default();
        Self { title, description, language, updated, publisher, licence, report }
    }

    /// Says what is missing in it as far as another source knows it.
    pub fn or(mut self, language: Option<String>, description: Option<String>) -> Self {
        let language = language.filter(|language| checked("language", Some(language)).is_ok());
        self.language = self.language.or(language);
        self.description = self.description.or(description.filter(|text| !text.trim().is_empty()));
        self
    }

    /// Looks at what the reader of datasets would look at.
    pub fn tidy(&self) -> Result<(), String> {
        let Self { title, description, language, updated, publisher, licence, report } = self;
        checked("title", Some(title))?;
        checked("description", description.as_ref())?;
        checked("language", language.as_ref())?;
        checked("updated", updated.as_ref())?;
        checked("report", report.as_ref())?;
        for Party { name, url } in [publisher, licence].into_iter().flatten() {
            checked("name", Some(name))?;
            checked("url", url.as_ref())?;
        }
        Ok(())
    }
}

impl Source {
    /// Looks at what the reader of datasets would look at.
    pub fn tidy(&self) -> Result<(), String> {
        let Self { id, url, title, publisher, published, retrieved, archive, language } = self;
        if id.trim() != id || id.is_empty() || id.chars().any(char::is_control) || id.chars().count() > 200 {
            return Err(format!("`id = {id:?}` cannot be the id of a source"));
        }
        if url.is_none() && title.is_none() {
            return Err("[source] has neither `url` nor `title`".to_owned());
        }
        let fields = [("url", url), ("title", title), ("publisher", publisher), ("published", published)];
        let more = [("retrieved", retrieved), ("archive", archive), ("language", language)];
        fields.into_iter().chain(more).try_for_each(|(what, text)| checked(what, text.as_ref()))
    }
}

/// A participant.
#[derive(Debug, Default, Serialize)]
pub struct Participant<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'a str>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'a str>,
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

/// A text as JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// The dataset.
pub fn write(dataset: &Dataset, source: &Source, built: &Built) -> Result<String, String> {
    let head = json(dataset)?;
    let head = head.strip_prefix('{').and_then(|head| head.strip_suffix('}')).unwrap_or_default();
    let mut out = format!("{{\n\"format\":\"whomet/1\",\n{head}");
    let _ = write!(out, ",\n\"sources\":{{{}:{}}}", json(&source.id)?, json(source)?);
    let sections = [
        ("organisations", EntityKind::Organisation),
        ("people", EntityKind::Person),
        ("topics", EntityKind::Topic),
        ("places", EntityKind::Place),
    ];
    for (section, kind) in sections {
        let _ = write!(out, ",\n\"{section}\":{{");
        for ((id, name), at) in built.names.of(kind).iter().zip(0..) {
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\n{}:{}", json(id)?, json(&Name { name })?);
        }
        out.push('}');
    }
    for (section, records) in [("meetings", &built.meetings), ("facts", &built.facts)] {
        let _ = write!(out, ",\n\"{section}\":[");
        for (record, at) in records.iter().zip(0..) {
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\n{record}");
        }
        out.push(']');
    }
    out.push_str("\n}\n");
    Ok(out)
}
