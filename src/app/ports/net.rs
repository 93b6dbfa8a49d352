//! Fetching a file with progress, a limit on waiting, and an error that says what happened.

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache};

use super::time;

/// How long parts are taken one after the other before the browser may do something else, in milliseconds.
const LONGEST: f64 = 8.0;

/// Why a file could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// The server answered with this status.
    Status(u16),
    /// No connection: the browser itself says that it is offline.
    Offline,
    /// No answer at all.
    Unreachable,
    /// Nothing came for too long.
    Stalled,
    /// The answer broke off.
    CutOff,
}

/// What to do with a copy that the browser has kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The server is asked whether it is still good.
    Checked,
    /// It is used.
    Used,
    /// It is passed over.
    Passed,
}

/// Is told each part that comes, how many bytes that makes and, if the server says so, of how many.
pub type Hear<'a> = dyn FnMut(Part<'_>, usize, Option<usize>) + 'a;

/// Some of the bytes of a file, where the browser has them.
#[derive(Clone, Copy)]
pub struct Part<'a>(pub(super) &'a Uint8Array);

/// Fetches a file that lies beside the page; it may stand still for `patience` milliseconds. `hear` is
/// told what has come.
pub async fn fetch(path: &str, kept: Kept, patience: i32, hear: &mut Hear<'_>) -> Result<Vec<u8>, NetError> {
    let abort = AbortController::new().map_err(|_| NetError::Unreachable)?;
    let cache = match kept {
        Kept::Checked => RequestCache::NoCache,
        Kept::Used => RequestCache::Default,
        Kept::Passed => RequestCache::Reload,
    };
    let request = Request::get(path).cache(cache).abort_signal(Some(&abort.signal())).send();
    let response = patiently(request, patience, &abort).await?.map_err(|_| unreachable_now())?;
    if !response.ok() {
        return Err(NetError::Status(response.status()));
    }
    let expected = expected_bytes(&response);
    let reader: ReadableStreamDefaultReader =
        (response.body()).and_then(|body| body.get_reader().dyn_into().ok()).ok_or(NetError::CutOff)?;
    let mut bytes = Vec::with_capacity(expected.unwrap_or(0).min(256 << 20));
    let mut breathed = time::now();
    loop {
        let chunk = patiently(JsFuture::from(reader.read()), patience, &abort).await?.map_err(|_| NetError::CutOff)?;
        let get = |key: &str| Reflect::get(&chunk, &JsValue::from_str(key)).ok();
        if get("done").is_none_or(|done| done.is_truthy()) {
            break;
        }
        let part: Uint8Array = get("value").ok_or(NetError::CutOff)?.unchecked_into();
        let start = bytes.len();
        bytes.resize(start + part.length() as usize, 0);
        part.copy_to(bytes.get_mut(start..).unwrap_or_default());
        hear(Part(&part), bytes.len(), expected);
        // what has already come is handed over without a pause, however much it is
        if time::now() - breathed > LONGEST {
            time::breathe().await;
            breathed = time::now();
        }
    }
    // where the length was not known, there is room for more than came
    bytes.shrink_to_fit();
    if expected.is_some_and(|expected| bytes.len() < expected) { Err(NetError::CutOff) } else { Ok(bytes) }
}

/// The length that the server states, unless it is that of a compressed form.
fn expected_bytes(response: &Response) -> Option<usize> {
    let encoded = response.headers().get("content-encoding").is_some_and(|e| e != "identity");
    let length = response.headers().get("content-length")?.parse().ok()?;
    (!encoded).then_some(length)
}

fn unreachable_now() -> NetError {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if online { NetError::Unreachable } else { NetError::Offline }
}

/// Waits for a step of a fetch, but not for ever; a step given up aborts the fetch.
async fn patiently<T>(step: impl Future<Output = T>, patience: i32, abort: &AbortController) -> Result<T, NetError> {
    let mut step = std::pin::pin!(step);
    let mut limit = std::pin::pin!(time::sleep(patience));
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(done) = step.as_mut().poll(context) {
            return std::task::Poll::Ready(Ok(done));
        }
        limit.as_mut().poll(context).map(|()| Err(NetError::Stalled))
    })
    .await
    .inspect_err(|_| abort.abort())
}
