//! The second module of the page, for who knows that it will be needed; see `src/app/build/README.md`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Of `src/app/build/rest.js`, beside which this stands in `page.js`. Where the page is in one piece,
    /// there is no such function, and nothing to wait for.
    #[wasm_bindgen(js_name = fetchRest, catch)]
    fn fetch_rest() -> Result<Promise, JsValue>;
}

/// Waits until it is there, or will not come.
pub async fn rest() {
    // declared as an async function, what is thrown where there is none would be awaited, and stop the page
    if let Ok(fetching) = fetch_rest() {
        let _ = JsFuture::from(fetching).await;
    }
}

/// Has it fetched ahead of its need, once, without waiting for it.
pub fn ahead() {
    let _ = fetch_rest();
}
