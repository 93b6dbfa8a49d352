//! Files that the visitor saves, made of pieces.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How many bytes are handed to the browser at once. It copies them while the page waits.
const HANDFUL: usize = 2 << 20;

/// A file as it grows, outside wasm's memory: what the browser has already, and what is still to be handed over.
pub struct Pieces {
    kind: &'static str,
    handed: Array,
    parts: Array,
    waiting: usize,
    bytes: usize,
}

impl Pieces {
    /// A file of that media type without anything in it.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, handed: Array::new(), parts: Array::new(), waiting: 0, bytes: 0 }
    }

    /// Adds text at the end.
    pub fn push(&mut self, text: &str) {
        self.bytes += text.len();
        self.waiting += text.len();
        self.parts.push(&Uint8Array::from(text.as_bytes()));
        if self.waiting >= HANDFUL
            && let Ok(blob) = Blob::new_with_u8_array_sequence(&self.parts)
        {
            self.handed.push(&blob);
            self.parts = Array::new();
            self.waiting = 0;
        }
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// An address at which this page can fetch it until it is released; `None` if there is no room.
    pub fn address(&self) -> Option<String> {
        let options = BlobPropertyBag::new();
        options.set_type(self.kind);
        let all = self.handed.concat(&self.parts);
        let blob = Blob::new_with_blob_sequence_and_options(&all, &options).ok()?;
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
