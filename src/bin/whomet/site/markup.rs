//! Markup in which whatever comes from the data is text.

/// Markup that grows.
#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// Adds markup that is written in the code.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0 += markup;
        self
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0 += "&amp;",
                '<' => self.0 += "&lt;",
                '>' => self.0 += "&gt;",
                '"' => self.0 += "&quot;",
                '\'' => self.0 += "&#39;",
                // a parser drops it
                '\0' => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self
    }

    /// Adds the value of an attribute, in its quotes.
    pub fn value(&mut self, value: &str) -> &mut Self {
        self.raw("\"").text(value).raw("\"")
    }

    /// Adds text of a direction of its own.
    pub fn apart(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// The whole.
    pub fn done(self) -> String {
        self.0
    }
}

/// A text cut to so many characters.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}
