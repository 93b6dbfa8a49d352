//! What a page says of itself to those who do not run it: title and description, link previews, and a
//! description for machines (JSON-LD, schema.org `Dataset`).

use serde_json::{Value, json};
use whomet::model::{EntityKind, Text};
use whomet::pack::Stock;

use super::markup::{Markup, cut};

/// How many characters of the title and of the description are given.
const TITLE: usize = 200;
const DESCRIPTION: usize = 300;

/// What stands in the head of the page. `address` is where it is published, or empty.
pub fn head(stock: &Stock, address: &str) -> String {
    let title = cut(pick(stock, &stock.about().title), TITLE);
    let description = cut(&description(stock), DESCRIPTION);
    let mut out = Markup::default();
    out.raw("<title>").text(&title).raw("</title>\n<meta name=\"description\" content=").value(&description);
    out.raw(">\n<meta property=\"og:type\" content=\"website\">\n<meta property=\"og:title\" content=").value(&title);
    out.raw(">\n<meta property=\"og:description\" content=").value(&description).raw(">\n");
    if !address.is_empty() {
        out.raw("<meta property=\"og:url\" content=").value(address);
        out.raw(">\n<link rel=\"canonical\" href=").value(address).raw(">\n");
    }
    let data = in_script(&json_ld(stock, address));
    out.done() + "<script type=\"application/ld+json\">" + &data + "</script>\n"
}

fn pick<'t>(stock: &Stock, text: &'t Text) -> &'t str {
    text.pick(stock.about().language).1
}

fn description(stock: &Stock) -> String {
    let given = stock.about().description.as_ref().map(|text| pick(stock, text).to_owned());
    given.unwrap_or_else(|| "Who met whom, when, about what, and how do we know?".to_owned())
}

fn json_ld(stock: &Stock, address: &str) -> Value {
    let about = stock.about();
    let counted = |name: &str, value: usize| json!({ "@type": "PropertyValue", "name": name, "value": value });
    let mut out = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": pick(stock, &about.title),
        "description": description(stock),
        "inLanguage": about.language.as_str(),
        "isAccessibleForFree": true,
        "variableMeasured": [
            counted("meetings", stock.meetings()),
            counted("facts", stock.facts()),
            counted("organisations", stock.entities(EntityKind::Organisation)),
        ],
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": format!("{address}data/dataset.json"),
        },
    });
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out[key] = value;
        }
    };
    put("url", (!address.is_empty()).then(|| json!(address)));
    put("dateModified", about.updated.as_ref().map(|date| json!(date.to_string())));
    put("temporalCoverage", stock.span().map(|(first, last)| json!(format!("{:04}/{:04}", first.year(), last.year()))));
    put(
        "license",
        about.licence.as_ref().map(|it| match &it.url {
            Some(url) => json!(url.as_str()),
            None => json!(pick(stock, &it.name)),
        }),
    );
    put(
        "creator",
        about.publisher.as_ref().map(|it| {
            let mut publisher = json!({ "@type": "Organization", "name": pick(stock, &it.name) });
            if let Some(url) = &it.url {
                publisher["url"] = json!(url.as_str());
            }
            publisher
        }),
    );
    out
}

/// JSON that cannot end the script element that it stands in, nor begin a comment there: the characters that
/// could are only ever in strings, where they may be written by number.
fn in_script(json: &Value) -> String {
    let mut out = String::new();
    for c in json.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
