//! What the page needs of the browser. Nothing outside this folder names `web_sys`, `js_sys`,
//! `gloo_net` or `wasm_bindgen`.

pub mod address;
pub mod clipboard;
pub mod digest;
pub mod dom;
pub mod file;
pub mod gunzip;
pub mod intl;
pub mod net;
pub mod paper;
pub mod picture;
pub mod rest;
pub mod storage;
pub mod time;
pub mod worker;
