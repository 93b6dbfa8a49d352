//! What data says, as a terminal may show it: a character that would steer the terminal, or turn the order in which
//! letters are read, is written out as in JSON.

use std::borrow::Cow;

/// A text on one line.
pub fn text(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let written = |c: char| match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if steers(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    Cow::Owned(text.chars().map(written).collect())
}

/// A message that may have several lines.
pub fn lines(message: &str) -> String {
    message.split('\n').map(text).collect::<Vec<_>>().join("\n")
}

/// True for control characters, breaks of lines, and what overrides, embeds or isolates a direction of writing.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        for (is, shown) in [
            ("Плов, 中国, שלום, e\u{301}", "Плов, 中国, שלום, e\u{301}"),
            ("\u{1b}[31mred\u{7}", "\\u001b[31mred\\u0007"),
            ("a\r\nb\tc\u{7f}\u{9b}2J", "a\\r\\nb\\tc\\u007f\\u009b2J"),
            ("\u{202e}txt.exe\u{202c}\u{2066}\u{2028}", "\\u202etxt.exe\\u202c\\u2066\\u2028"),
        ] {
            assert_eq!(text(is), shown);
        }
        assert_eq!(lines("a\nb\u{1b}"), "a\nb\\u001b");
    }
}
