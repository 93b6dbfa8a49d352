//! The dataset's file as it came, kept beside wasm's memory until its digest is asked for. The parts are
//! those that the browser made: nothing is copied, which for a large file would be a long task.

use std::cell::RefCell;

use js_sys::Uint8Array;

use super::net::Part;

thread_local! {
    static KEPT: RefCell<Vec<Uint8Array>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a part behind those before.
pub fn keep(part: Part<'_>) {
    KEPT.with(|kept| kept.borrow_mut().push(part.0.clone()));
}

/// Keeps none of them any longer.
pub fn forget() {
    KEPT.with(RefCell::take);
}

/// One of the parts that are kept.
pub fn part(at: usize) -> Option<Vec<u8>> {
    KEPT.with(|kept| kept.borrow().get(at).map(Uint8Array::to_vec))
}
