//! The page. Only a browser runs it; built for anything else it says so.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is a web page: build it with `./x build`, or serve it with `./x run`.");
}
