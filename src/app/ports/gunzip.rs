//! Unpacking gzip, which every browser can.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableWritablePair, Response};

#[wasm_bindgen]
extern "C" {
    /// A pair of streams: what is written to one comes unpacked out of the other.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// The bytes that were packed; `None` if these are no gzip.
pub async fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let unpacker = DecompressionStream::new("gzip").ok()?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let unpacked = blob.stream().pipe_through(&unpacker);
    let response = Response::new_with_opt_readable_stream(Some(&unpacked)).ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
