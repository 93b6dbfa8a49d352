//! The page: fetches the dataset, keeps what is shown in the address, and draws the answer.
//!
//! One way: event -> `Act` -> `query::update` -> the address -> `Query` -> engine -> `Answer` -> views.

mod attributes;
mod boot;
mod el;
mod i18n;
mod live;
mod ports;
mod state;
mod views;

use leptos::prelude::mount_to;

/// Mounts the page and starts loading.
pub fn start() {
    let root = ports::dom::empty_root();
    mount_to(root, || {
        let page = state::Page;
        page.start();
        boot::start(page);
        views::root(page).node()
    })
    .forget();
}
