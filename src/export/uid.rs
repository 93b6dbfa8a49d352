//! What calendars know events by: the same for a record in every export of its publisher, whatever the
//! record says by then, and another for every other record and every other publisher.
//!
//! RFC 7986, section 5.3, wants no host, user or domain in it, and recommends a UUID. This one is of version 8
//! (RFC 9562) and made from the first 128 bits of `SHA-256(SHA-256(who publishes) id)`, where who publishes is the
//! address for reports, else that of the publisher, else the title in the language of the dataset. Of the digest,
//! six bits say which version and variant it is.

use sha2::{Digest, Sha256};

use crate::model::{About, SafeUrl};

/// The UIDs of a publisher.
pub(super) struct Uids {
    publisher: Sha256,
}

impl Uids {
    /// Of whoever publishes this.
    pub(super) fn of(about: &About) -> Self {
        let publisher = || about.publisher.as_ref()?.url.as_ref();
        let address = about.report.as_ref().or_else(publisher).map(SafeUrl::as_str);
        let who = address.unwrap_or_else(|| about.title.pick(about.language).1);
        Self { publisher: Sha256::new().chain_update(Sha256::digest(who)) }
    }

    /// That of a record.
    pub(super) fn uid(&self, id: &str) -> String {
        let digest = self.publisher.clone().chain_update(id).finalize();
        let mut uid = String::with_capacity(36);
        for (at, byte) in digest.iter().take(16).enumerate() {
            let byte = match at {
                6 => byte & 0x0f | 0x80,
                8 => byte & 0x3f | 0x80,
                _ => *byte,
            };
            if matches!(at, 4 | 6 | 8 | 10) {
                uid.push('-');
            }
            uid.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
        }
        uid
    }
}
