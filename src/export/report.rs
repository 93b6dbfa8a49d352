//! Where to report a mistake in a record, with what is needed filled in.

use crate::model::SafeUrl;

/// The address for a report: of a mailbox with a subject and a text, of a page with the id and the link of
/// the record as parameters. What the address has of its own stays.
#[must_use]
pub fn report_address(address: &SafeUrl, subject: &str, id: &str, link: &str) -> String {
    let address = address.as_str();
    let mailbox = address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let more = if mailbox {
        let body = format!("{id}\r\n{link}\r\n\r\n");
        format!("subject={}&body={}", encoded(subject), encoded(&body))
    } else {
        format!("record={}&link={}", encoded(id), encoded(link))
    };
    let (front, fragment) = address.split_once('#').map_or((address, None), |(front, after)| (front, Some(after)));
    let joint = match front.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    let fragment = fragment.map(|after| format!("#{after}")).unwrap_or_default();
    format!("{front}{joint}{more}{fragment}")
}

/// Percent-encodes all but what no program changes.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}
