//! Addresses that are written relative to others (RFC 3986, section 5).

/// The parts of an address; all but the path may be missing.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let (rest, fragment) = cut(address, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match rest.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }
}

/// What stands before a sign, and what after it.
fn cut(text: &str, sign: char) -> (&str, Option<&str>) {
    text.split_once(sign).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_scheme(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(sign)
}

/// What a reference means where `base` is the address. A base may itself be relative: then so is the outcome,
/// and can be resolved once more.
pub fn resolved(base: &str, reference: &str) -> String {
    let (base, own) = (Parts::of(base), Parts::of(reference));
    let Parts { fragment, .. } = own;
    if own.scheme.is_some() || own.authority.is_some() {
        let (scheme, path) = (own.scheme.or(base.scheme), without_dots(own.path));
        return whole(&Parts { scheme, path: &path, ..own });
    }
    let (path, query) = match own.path {
        "" => (base.path.to_owned(), own.query.or(base.query)),
        path if path.starts_with('/') => (without_dots(path), own.query),
        path if base.authority.is_some() && base.path.is_empty() => (without_dots(&format!("/{path}")), own.query),
        path => {
            let folder = base.path.get(..base.path.rfind('/').map_or(0, |at| at + 1)).unwrap_or_default();
            (without_dots(&format!("{folder}{path}")), own.query)
        }
    };
    whole(&Parts { path: &path, query, fragment, ..base })
}

/// A path without the segments `.` and `..`; a relative one keeps those that lead out of it.
fn without_dots(path: &str) -> String {
    let (root, rest) = path.strip_prefix('/').map_or(("", path), |rest| ("/", rest));
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = rest.split('/').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let leads_out = segment == ".." && kept.last().is_none_or(|last| *last == "..");
        match segment {
            "." => {}
            ".." if !leads_out => {
                kept.pop();
            }
            ".." if !root.is_empty() => {}
            _ => kept.push(segment),
        }
        // what ends with either is a folder
        if is_last && matches!(segment, "." | "..") && !kept.is_empty() {
            kept.push("");
        }
    }
    format!("{root}{}", kept.join("/"))
}

/// The parts as one text.
fn whole(parts: &Parts<'_>) -> String {
    let mut out = parts.scheme.map_or_else(String::new, |scheme| format!("{scheme}:"));
    out += &parts.authority.map_or_else(String::new, |authority| format!("//{authority}"));
    out += parts.path;
    for (sign, part) in [('?', parts.query), ('#', parts.fragment)] {
        out.extend(part.map(|part| format!("{sign}{part}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the standard, sections 5.4.1 and 5.4.2.
    #[test]
    fn the_examples_of_the_standard() {
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http:g"),
        ] {
            assert_eq!(resolved("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
    }

    #[test]
    fn bases_that_are_short_or_relative() {
        for (base, reference, expected) in [
            ("https://example.org", "a", "https://example.org/a"),
            ("https://example.org?x#y", "a", "https://example.org/a"),
            ("https://example.org", "?y", "https://example.org?y"),
            ("https://example.org/a//b/", "../c", "https://example.org/a//c"),
            ("https://example.org/", "a:1/b", "a:1/b"),
            ("https://example.org/", "./1:a", "https://example.org/1:a"),
            ("https://example.org/ж/", "б", "https://example.org/ж/б"),
            ("/news/", "1", "/news/1"),
            ("../news/", "../../1", "../../1"),
            ("", "../..", "../../"),
            ("", "", ""),
        ] {
            assert_eq!(resolved(base, reference), expected, "{base} {reference}");
        }
    }
}
