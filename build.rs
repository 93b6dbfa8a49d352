//! Lists the languages of the page: English, which is part of it, and each file of `public/lang`. So a
//! further language is one file; `src/app/i18n` checks what is in it while it compiles.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is"));
    let folder = root.join("public/lang");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=public/lang");
    let files = fs::read_dir(&folder).expect("public/lang can be read");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("its files can be listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let row = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tag = file.file_stem().and_then(|stem| stem.to_str()).expect("a file is named after its language");
        let name = text.lines().find_map(|line| line.strip_prefix("name = "));
        let name = name.unwrap_or_else(|| panic!("{}: no line begins with `name = `", file.display()));
        format!(
            "File {{ tag: {tag:?}, name: {name:?}, whole: const {{ check::file({tag:?}, include_str!({file:?})) }} }},\n"
        )
    };
    let rows: String = files.iter().map(row).collect();
    let tags = files.iter().filter_map(|file| file.file_stem()?.to_str());
    let tags: Vec<&str> = ["en"].into_iter().chain(tags).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    fs::write(out.join("languages.rs"), format!("[{rows}]")).expect("the list can be written");
    fs::write(out.join("tags.rs"), format!("&{tags:?}")).expect("the list can be written");
}
