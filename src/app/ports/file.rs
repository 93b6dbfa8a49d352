//! Files that the visitor saves, made of pieces.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// A file as it grows, outside wasm's memory.
pub struct Pieces {
    parts: Array,
    bytes: usize,
}

impl Pieces {
    /// A file without anything in it.
    pub fn new() -> Self {
        Self { parts: Array::new(), bytes: 0 }
    }

    /// Adds text at the end.
    pub fn push(&mut self, text: &str) {
        self.bytes += text.len();
        self.parts.push(&Uint8Array::from(text.as_bytes()));
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// An address at which this page can fetch it until it is released; `None` if there is no room.
    pub fn address(&self, kind: &str) -> Option<String> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_u8_array_sequence_and_options(&self.parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok()
    }
}

/// Saves what lies at an address under a name, as a click on a link to it does.
pub fn save(address: &str, name: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(link) = document.create_element("a") else { return };
    let _ = link.set_attribute("href", address);
    let _ = link.set_attribute("download", name);
    link.unchecked_into::<HtmlElement>().click();
}

/// Lets go of what lies at an address.
pub fn release(address: &str) {
    let _ = Url::revoke_object_url(address);
}
