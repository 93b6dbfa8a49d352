//! What the page needs of the browser. Nothing outside this folder names `web_sys`, `js_sys`,
//! `gloo_net` or `wasm_bindgen`.

pub mod address;
pub mod clipboard;
pub mod dom;
pub mod intl;
pub mod net;
pub mod time;
