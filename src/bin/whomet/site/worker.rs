//! The list of the files that make up a version of the page, which the service worker keeps and checks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use whomet::pack::hex;

/// The service worker.
pub const WORKER: &str = "sw.js";
/// The kinds of files that belong to the page.
const KINDS: [&str; 6] = [".js", ".wasm", ".css", ".svg", ".webmanifest", ".txt"];

/// The worker of a folder with the list, and a name for the version, in it. The page is one that is to be written.
pub fn listed(folder: &Path, index: &str) -> Result<String, String> {
    let path = folder.join(WORKER);
    let said = |error: std::io::Error| format!("{}: {error}", path.display());
    let worker = fs::read_to_string(&path).map_err(said)?;
    let files = files(folder, index)?;
    let mut whole = Sha256::new();
    whole.update(index);
    let mut lines = String::new();
    for (name, bytes) in files {
        let line = format!("  {name:?}: \"sha256-{}\",\n", base64(&Sha256::digest(&bytes)));
        whole.update(&line);
        lines += &line;
    }
    let version = hex(&whole.finalize());
    let version = version.get(..16).unwrap_or_default();
    replaced(&worker, "const VERSION = ", &format!("{version:?}"))
        .and_then(|worker| replaced(&worker, "const FILES = ", &format!("{{\n{lines}}}")))
        .ok_or_else(|| format!("{}: is no worker of Whomet", path.display()))
}

/// What is set at the beginning of a line, up to the semicolon that ends one.
fn replaced(worker: &str, begin: &str, value: &str) -> Option<String> {
    let from = worker.find(&format!("\n{begin}"))? + 1 + begin.len();
    let to = from + worker.get(from..)?.find(";\n")?;
    Some(format!("{}{value}{}", worker.get(..from)?, worker.get(to..)?))
}

/// The files of the version. Of those that carry a hash only what the page names: others are of versions
/// before, left there for pages that are open.
fn files(folder: &Path, index: &str) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    let mut hashed = Vec::new();
    for name in names(folder)? {
        if has_hash(&name) {
            hashed.push(name);
        } else {
            files.insert(name.clone(), read(folder, &name)?);
        }
    }
    let mut open = vec![index.as_bytes().to_vec()];
    while let Some(bytes) = open.pop() {
        let text = String::from_utf8_lossy(&bytes);
        for name in hashed.iter().filter(|name| text.contains(&***name)) {
            if !files.contains_key(name) {
                let bytes = read(folder, name)?;
                files.insert(name.clone(), bytes.clone());
                if name.ends_with(".js") {
                    open.push(bytes);
                }
            }
        }
    }
    Ok(files)
}

/// The names of the files that may belong to a page.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for (below, kinds) in [("", &KINDS[..5]), ("lang/", &KINDS[5..])] {
        let path = folder.join(below);
        let entries = fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| format!("{}: {error}", path.display()))?;
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if name != WORKER && kinds.iter().any(|kind| name.ends_with(kind)) {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

/// True for `page-0123456789abcdef_bg.wasm` and the like.
fn has_hash(name: &str) -> bool {
    let digits = name.split_once('-').map_or("", |(_, rest)| rest);
    digits.chars().take_while(char::is_ascii_hexdigit).count() >= 15
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))
}

/// Bytes as the attribute `integrity` has them.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}
