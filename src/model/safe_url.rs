//! Addresses that are safe to put into a link.

/// An address whose scheme is `http`, `https` or `mailto`: nothing that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeUrl(Box<str>);

impl SafeUrl {
    /// Accepts an address with a harmless scheme and no space or control character in it.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once(':')?;
        let known = ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        let shaped = if known { rest.starts_with("//") && rest.len() > 2 } else { rest.contains('@') };
        let harmless = known || scheme.eq_ignore_ascii_case("mailto");
        let plain = !address.chars().any(|c| c.is_control() || c.is_whitespace());
        (harmless && shaped && plain).then(|| Self(address.into()))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without a leading `www.`; for `mailto` the whole mailbox.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once(':').map_or("", |(_, rest)| rest);
        let authority = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
        authority.strip_prefix("www.").unwrap_or(authority)
    }
}
