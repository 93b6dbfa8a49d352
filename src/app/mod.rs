//! The page: fetches the dataset, keeps what is shown in the address, and draws the answer.
//!
//! One way: event -> `Act` -> `query::update` -> the address -> `Query` -> engine -> `Answer` -> views.

mod asking;
mod attributes;
mod boot;
mod brush;
mod el;
mod gather;
mod i18n;
mod keep;
mod language;
mod live;
mod pieces;
mod ports;
mod report;
mod stages;
mod standing;
mod state;
mod take;
mod views;
mod who;

use leptos::prelude::mount_to;

/// Mounts the page and starts loading.
pub fn start() {
    let root = ports::dom::empty_root();
    mount_to(root.clone(), move || {
        let page = state::Page;
        page.start();
        boot::start(page);
        standing::stand(views::root(page), &root);
    })
    .forget();
}
