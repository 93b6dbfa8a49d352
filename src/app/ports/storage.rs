//! What the visitor asks the page to keep on this device: one text, and why it cannot be kept.

use wasm_bindgen::prelude::*;
use web_sys::Storage;

/// Why nothing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The browser does not let the page keep anything.
    Forbidden,
    /// There is no room for it.
    Full,
}

/// Where it lies: pages of one origin in other folders have their own. `rest-worker.js` has the same.
fn key() -> String {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("whomet {folder}/")
}

fn storage() -> Result<Storage, Refused> {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    storage.ok_or(Refused::Forbidden)
}

/// The text that is kept, if there is one.
pub fn read() -> Result<Option<String>, Refused> {
    storage()?.get_item(&key()).map_err(|_| Refused::Forbidden)
}

/// Keeps a text in the place of the one before.
pub fn write(text: &str) -> Result<(), Refused> {
    storage()?.set_item(&key(), text).map_err(|error| {
        let name = js_sys::Reflect::get(&error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
        if name.is_some_and(|name| name.contains("Quota")) { Refused::Full } else { Refused::Forbidden }
    })
}

/// Keeps nothing any longer.
pub fn remove() -> Result<(), Refused> {
    storage()?.remove_item(&key()).map_err(|_| Refused::Forbidden)
}
