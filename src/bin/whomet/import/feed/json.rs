//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};

use super::super::tree;
use super::{Channel, Feed, Item, Link, Text};

/// Reads a feed.
pub fn read(bytes: &[u8]) -> Result<Feed, String> {
    let Value::Object(mut top) = tree::parse(bytes)? else { return Err(none("a list")) };
    let version = top.remove("version").as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    if !version.contains("jsonfeed.org/version/") {
        return Err(none("an object without its `version`"));
    }
    let Some(Value::Array(items)) = top.remove("items") else {
        return Err("1: a JSON Feed has a list `items`; there is none".to_owned());
    };
    let mut text = |name: &str| top.remove(name).as_ref().and_then(tree::text);
    let channel = Channel {
        title: text("title"),
        link: text("home_page_url"),
        language: text("language"),
        description: text("description"),
    };
    let rest = top.iter().map(|(name, value)| (name.clone(), 1, tree::short(value))).collect();
    let mut feed = Feed { channel, rest, ..Feed::default() };
    for (item, at) in items.into_iter().zip(0..) {
        let place = format!("items/{at}");
        feed.items.push(match item {
            Value::Object(item) => one(item, place),
            other => Item { place, rest: vec![("(not an object)".to_owned(), tree::short(&other))], ..Item::default() },
        });
    }
    Ok(feed)
}

fn none(what: &str) -> String {
    format!("1: this is JSON, but {what}; a JSON Feed is an object with `version`, `title` and `items`")
}

fn one(mut fields: Map<String, Value>, place: String) -> Item {
    let mut item = Item { place, ..Item::default() };
    let mut text = |name: &str| {
        let value = fields.get(name).and_then(tree::text)?;
        fields.remove(name);
        Some(value)
    };
    item.id = text("id");
    item.title = text("title").map(Text::Plain);
    (item.published, item.updated) = (text("date_published"), text("date_modified"));
    let links = [text("url"), text("external_url")].into_iter().flatten();
    item.links.extend(links.map(|text| Link { text, base: None }));
    item.summary = text("summary").map(Text::Plain);
    item.content = match (text("content_text"), text("content_html")) {
        (plain, Some(html)) => {
            item.rest.extend(plain.map(|plain| ("content_text".to_owned(), plain)));
            Some(Text::Html(html))
        }
        (plain, None) => plain.map(Text::Plain),
    };
    if let Some(Value::Array(tags)) = fields.get("tags")
        && tags.iter().all(Value::is_string)
    {
        item.topics.extend(tags.iter().filter_map(tree::text));
        fields.remove("tags");
    }
    let nothing = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    item.rest.extend(fields.iter().filter(|(_, v)| !nothing(v)).map(|(name, v)| (name.clone(), tree::short(v))));
    item
}
