//! What is printed: drawn into the document beside the page, which the style sheet hides meanwhile.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

/// The id of the element that is printed.
const PAPER: &str = "paper";

/// A sheet that is drawn on, element by element.
pub struct Paper {
    document: Document,
    open: Vec<Element>,
}

impl Paper {
    /// A new sheet in the place of the last one.
    pub fn new() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        clear(&document);
        let paper = document.create_element("div").ok()?;
        paper.set_id(PAPER);
        document.body()?.append_child(&paper).ok()?;
        Some(Self { document, open: vec![paper] })
    }

    /// Begins an element.
    pub fn open(&mut self, tag: &str, attributes: &[(&'static str, &str)]) {
        let Ok(element) = self.document.create_element(tag) else { return };
        for (name, value) in attributes {
            let _ = element.set_attribute(name, value);
        }
        if let Some(parent) = self.open.last() {
            let _ = parent.append_child(&element);
        }
        self.open.push(element);
    }

    /// Adds a text node.
    pub fn text(&mut self, text: &str) {
        if let Some(parent) = self.open.last() {
            let _ = parent.append_with_str_1(text);
        }
    }

    /// Ends the last element.
    pub fn close(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Prints the sheet; it goes when that is done.
    pub fn print(self) {
        let Some(window) = web_sys::window() else { return };
        let document = self.document;
        let done = Closure::once_into_js(move || clear(&document));
        let once = web_sys::AddEventListenerOptions::new();
        once.set_once(true);
        let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
            "afterprint",
            done.unchecked_ref(),
            &once,
        );
        let _ = window.print();
    }
}

fn clear(document: &Document) {
    if let Some(old) = document.get_element_by_id(PAPER) {
        old.remove();
    }
}
