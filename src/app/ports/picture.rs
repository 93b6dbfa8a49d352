//! Pictures: SVG, built element by element.
//!
//! They are drawn anew as a whole when what they show changes, so Leptos need not know their elements: each
//! kind of SVG element would be a type of its own there.

use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of a picture.
pub struct Shape {
    tag: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Shape>,
    text: String,
}

impl Shape {
    /// Begins an element.
    pub fn new(tag: &'static str) -> Self {
        Self { tag, attributes: Vec::new(), children: Vec::new(), text: String::new() }
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Sets an attribute to a number, with one decimal.
    #[inline(never)]
    pub fn at(self, name: &'static str, value: f32) -> Self {
        let tenths = (value * 10.0).round() as i32;
        let sign = if tenths < 0 { "-" } else { "" };
        self.attr(name, format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10))
    }

    /// Sets the text in it.
    pub fn text(mut self, text: String) -> Self {
        self.text = text;
        self
    }

    /// Adds elements in it.
    pub fn with(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }
}

/// Draws a picture into an element, in the place of the one before.
pub fn draw(into: &Element, picture: &Shape) {
    if let Ok(Some(before)) = into.query_selector("svg") {
        before.remove();
    }
    if let Some(drawn) = into.owner_document().and_then(|document| built(&document, picture)) {
        let _ = into.append_child(&drawn);
    }
}

fn built(document: &Document, shape: &Shape) -> Option<Element> {
    let element = document.create_element_ns(Some(SVG), shape.tag).ok()?;
    for (name, value) in &shape.attributes {
        let _ = element.set_attribute(name, value);
    }
    if !shape.text.is_empty() {
        let _ = element.append_with_str_1(&shape.text);
    }
    for child in shape.children.iter().filter_map(|child| built(document, child)) {
        let _ = element.append_child(&child);
    }
    Some(element)
}
