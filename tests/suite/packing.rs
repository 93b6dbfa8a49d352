//! `whomet pack` and `whomet verify`, as they are run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;
use whomet::engine::Want;
use whomet::model::EntityKind;
use whomet::pack::{Entry, Manifest, Outline, Stock, in_order};
use whomet::query::Query;

use crate::packs::Files;

const DATASET: &str = "tests/data/full.json";

/// A folder of its own for one test, which goes with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("whomet-pack-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn pack(&self, dataset: &str, more: &[&str]) -> (Option<i32>, String) {
        run(&[&["pack", dataset, "-o", self.0.to_str().unwrap()], more].concat())
    }

    fn verify(&self) -> (Option<i32>, String) {
        run(&["verify", self.0.to_str().unwrap()])
    }

    /// What a page has of it.
    fn stock(&self) -> Fetching<'_> {
        let manifest = Manifest::read(&fs::read(self.0.join("dataset.json")).unwrap()).unwrap();
        Fetching(Stock::open(&unpacked(&self.0, &manifest.front)).unwrap(), self)
    }

    /// Every file with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let all = [self.0.clone(), self.0.join("pieces")];
        let all = all.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
        all.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }
}

/// A pack of which pieces are fetched as they are needed.
struct Fetching<'s>(Stock, &'s Scratch);

impl Fetching<'_> {
    fn ask<T>(&self, question: impl Fn(&Stock) -> T) -> T {
        loop {
            let answer = question(&self.0);
            let needs = self.0.needs();
            if needs.is_empty() {
                return answer;
            }
            needs.iter().for_each(|need| assert!(self.0.take(need, &unpacked(&self.1.0, &need.entry))));
        }
    }
}

impl std::ops::Deref for Fetching<'_> {
    type Target = Stock;

    fn deref(&self) -> &Stock {
        &self.0
    }
}

fn unpacked(folder: &Path, entry: &Entry) -> Vec<u8> {
    let stored = fs::read(folder.join(entry.path())).unwrap();
    if entry.raw == entry.stored {
        return stored;
    }
    let mut raw = Vec::new();
    flate2::read::GzDecoder::new(&stored[..]).read_to_end(&mut raw).unwrap();
    raw
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let whomet =
        Command::new(env!("CARGO_BIN_EXE_whomet")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let whomet = whomet.unwrap();
    (whomet.status.code(), String::from_utf8(whomet.stdout).unwrap() + &String::from_utf8(whomet.stderr).unwrap())
}

fn is_piece(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "bin")
}

#[test]
fn a_pack_is_sound_and_the_same_every_time() {
    let (one, other) = (Scratch::new("one"), Scratch::new("other"));
    assert_eq!(one.pack(DATASET, &[]).0, Some(0));
    assert_eq!(other.pack(DATASET, &[]).0, Some(0));
    assert_eq!(one.verify(), (Some(0), String::new()));
    let contents = |scratch: &Scratch| scratch.files().into_values().collect::<Vec<_>>();
    assert_eq!(contents(&one), contents(&other));
    // packed again into the same folder, nothing is written anew
    let before = one.files();
    let (status, said) = one.pack(DATASET, &[]);
    assert_eq!((status, before), (Some(0), one.files()));
    assert!(said.contains("0 pieces are new, 0 old ones were removed"), "{said}");
}

#[test]
fn packing_again_mends_damaged_pieces() {
    let scratch = Scratch::new("mend");
    scratch.pack(DATASET, &[]);
    let sound = scratch.files();
    let pieces: Vec<&PathBuf> = sound.keys().filter(|path| is_piece(path)).collect();
    for (at, path) in pieces.iter().enumerate() {
        let bytes = &sound[*path];
        let mut harmed = bytes.clone();
        // of the same length, shorter, and longer
        match at % 3 {
            0 => harmed[bytes.len() / 2] ^= 1,
            1 => harmed.truncate(bytes.len() - 1),
            _ => harmed.push(0),
        }
        fs::write(path, harmed).unwrap();
    }
    assert_ne!(scratch.verify().0, Some(0));
    let (status, said) = scratch.pack(DATASET, &[]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains(&format!("; {} pieces are new", pieces.len())), "{said}");
    assert_eq!(scratch.files(), sound);
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

/// A dataset as JSON Lines: its records one after the other, of each kind in order.
fn as_lines(mut head: serde_json::Value) -> String {
    let mut take = |section: &str| head.as_object_mut().unwrap().remove(section).unwrap().as_array().unwrap().clone();
    let (mut meetings, mut facts) = (take("meetings").into_iter(), take("facts").into_iter());
    let mut lines = vec![head.to_string()];
    loop {
        let [meeting, fact] = [meetings.next(), facts.next()];
        if meeting.is_none() && fact.is_none() {
            return lines.join("\n") + "\n";
        }
        lines.extend(fact.map(|fact| serde_json::json!({ "fact": fact }).to_string()));
        lines.extend(meeting.map(|meeting| serde_json::json!({ "meeting": meeting }).to_string()));
    }
}

#[test]
fn json_lines_are_packed_to_the_same_bytes() {
    let (whole, lines) = (Scratch::new("whole"), Scratch::new("lines"));
    let files = Scratch::new("files");
    let [json, file] = ["dataset.json", "dataset.jsonl"].map(|name| files.0.join(name));
    let dataset = Path::new(env!("CARGO_MANIFEST_DIR")).join(DATASET);
    let dataset: serde_json::Value = serde_json::from_str(&fs::read_to_string(dataset).unwrap()).unwrap();
    // the tables are in the order of their keys in both
    fs::write(&json, dataset.to_string()).unwrap();
    fs::write(&file, as_lines(dataset)).unwrap();
    assert_eq!(whole.pack(json.to_str().unwrap(), &[]).0, Some(0));
    assert_eq!(lines.pack(file.to_str().unwrap(), &[]).0, Some(0));
    let contents = |scratch: &Scratch| scratch.files().into_values().collect::<Vec<_>>();
    assert!(contents(&whole) == contents(&lines), "other bytes");

    // a problem is told with its place in the file
    let text = fs::read_to_string(&file).unwrap()
        + "{\"meeting\": {\"id\": \"late\", \"title\": \"t\", \"date\": \"2020-02-30\"}}\n";
    fs::write(&file, &text).unwrap();
    let (status, said) = run(&["check", file.to_str().unwrap()]);
    let (line, column) = (text.lines().count(), text.lines().last().unwrap().find("\"2020-02-30").unwrap() + 1);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains(&format!(":{line}:{column}: ")) && said.contains("2020-02-30"), "{said}");
}

/// A program that writes lines may write the head as it writes a dataset: with lists, empty or not.
#[test]
fn lists_in_the_first_of_json_lines_cost_no_records() {
    let files = Scratch::new("lists");
    let name = files.0.join("dataset.jsonl");
    let name = name.to_str().unwrap();
    let meeting = |id: &str, date: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"t\", \"date\": \"{date}\", \"sources\": [\"https://example.org\"]}}")
    };
    let (first, late) = (meeting("a", "2020-02-31"), meeting("b", "2020-02-30"));
    let licence = "\"licence\": {\"name\": \"CC0\", \"url\": \"https://example.org\"}";
    let head = format!(
        "{{\"format\": \"whomet/1\", \"facts\": [], \"title\": \"t\", \"meetings\": [{first}], {licence}, \"odd\": 1}}"
    );
    fs::write(name, format!("{head}\n\n{{\"meeting\": {late}}}\n")).unwrap();
    let (_, said) = run(&["check", name]);
    let at = |line: &str, what: &str| line.find(what).unwrap() + 1;
    for place in [
        format!(":1:{}: ", at(&head, "\"2020-02-31")),
        format!(":1:{}: ", at(&head, "\"odd\"")),
        format!(":3:{}: ", at(&late, "\"2020-02-30") + "{\"meeting\": ".len()),
    ] {
        assert!(said.contains(&place), "{place} {said}");
    }
    assert!(!said.contains("W003"), "{said}");
    let (_, said) = run(&["stats", name]);
    assert!(said.contains("        2  meetings\n"), "{said}");
    let (_, said) = files.pack(name, &[]);
    assert!(said.contains("dataset.json: 2 records"), "{said}");
}

#[test]
fn every_damage_to_every_file_is_named() {
    let scratch = Scratch::new("damage");
    scratch.pack(DATASET, &[]);
    let files: Vec<(PathBuf, Vec<u8>)> =
        scratch.files().into_iter().filter(|(path, _)| is_piece(path) || path.ends_with("dataset.json")).collect();
    assert!(files.len() > 9);
    let other = |at: usize| files[(at + 1) % files.len()].1.clone();
    for (at, (path, bytes)) in files.iter().enumerate() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        let cut = bytes[..bytes.len() - 1].to_vec();
        let page = b"<!doctype html><title>Welcome</title>".to_vec();
        for harmed in [flipped, cut, [bytes, &b"x"[..]].concat(), Vec::new(), page, other(at)] {
            fs::write(path, &harmed).unwrap();
            let (status, said) = scratch.verify();
            assert_ne!(status, Some(0), "{name}");
            assert!(said.contains(name) && !said.contains("panicked"), "{name}: {said}");
        }
        fs::remove_file(path).unwrap();
        let (status, said) = scratch.verify();
        assert!(status != Some(0) && said.contains(name), "{name}: {said}");
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

#[cfg(unix)]
/// The manifest of a pack, written anew with its check.
fn rewrite(scratch: &Scratch, change: impl FnOnce(&mut Manifest)) {
    let path = scratch.0.join("dataset.json");
    let mut manifest = Manifest::read(&fs::read(&path).unwrap()).unwrap();
    change(&mut manifest);
    fs::write(&path, manifest.to_json()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_manifest_that_says_too_much_is_no_panic() {
    let scratch = Scratch::new("too-much");
    let page = scratch.0.join("page");
    scratch.pack(DATASET, &[]);
    fs::create_dir(&page).unwrap();
    std::os::unix::fs::symlink(&scratch.0, page.join("data")).unwrap();
    let sound = fs::read(scratch.0.join("dataset.json")).unwrap();
    let front = Manifest::read(&sound).unwrap().front;
    let harms: [(&str, Entry); 6] = [
        ("unpacks to", Entry { raw: usize::MAX, ..front }),
        ("unpacks to", Entry { raw: usize::MAX / 2, ..front }),
        ("unpacks to", Entry { raw: front.raw + 1, ..front }),
        ("unpacks to", Entry { raw: front.raw - 1, ..front }),
        ("unpacks to", Entry { raw: 0, ..front }),
        ("bytes, not", Entry { stored: usize::MAX, ..front }),
    ];
    for (with, front) in harms {
        rewrite(&scratch, |manifest| manifest.front = front);
        for said in [scratch.verify(), run(&["site", page.to_str().unwrap()])] {
            let (status, said) = said;
            assert!(matches!(status, Some(1 | 2)) && said.contains(with), "{front:?}: {said}");
            assert!(said.contains(&front.path()) && !said.contains("panicked"), "{front:?}: {said}");
        }
    }
    rewrite(&scratch, |manifest| (manifest.front, manifest.records) = (front, usize::MAX));
    let (status, said) = scratch.verify();
    assert_eq!(status, Some(1));
    assert!(said.contains("dataset.json: says 18446744073709551615 records"), "{said}");
}

#[test]
fn a_directory_that_is_damaged_costs_only_its_own_pieces() {
    let scratch = Scratch::new("directory");
    let files = Files::smallest("public/data/dataset.json", 1 << 12);
    fs::create_dir(scratch.0.join("pieces")).unwrap();
    fs::write(scratch.0.join("dataset.json"), files.manifest.to_json()).unwrap();
    files.pieces.iter().for_each(|(path, bytes)| fs::write(scratch.0.join(path), bytes).unwrap());
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    let front = Outline::of(&files.pieces[&files.manifest.front.path()]).unwrap();
    let directories: Vec<String> = front.directories.iter().map(Entry::path).collect();
    assert!(directories.len() > 1, "{directories:?}");
    for (at, directory) in directories.iter().enumerate() {
        let other = (at + 1) % directories.len();
        let pieces = front.directory(other, &files.pieces[&directories[other]]).unwrap();
        let (piece, gone) = (pieces[0].path(), pieces[pieces.len() - 1].path());
        let harmed = [directory, &piece, &gone];
        fs::write(scratch.0.join(directory), b"<!doctype html>").unwrap();
        fs::write(scratch.0.join(&piece), b"").unwrap();
        fs::remove_file(scratch.0.join(&gone)).unwrap();
        let (status, said) = scratch.verify();
        assert_eq!(status, Some(1), "{said}");
        for path in harmed {
            assert!(said.contains(&format!("{path}: ")), "{path}: {said}");
            fs::write(scratch.0.join(path), &files.pieces[path]).unwrap();
        }
        assert_eq!(said.lines().count(), harmed.len(), "{said}");
    }
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

#[test]
fn what_a_merge_file_says_is_one_is_packed_as_one() {
    let files = Scratch::new("merge");
    let [dataset, aliases] = ["dataset.json", "aliases.toml"].map(|name| files.0.join(name));
    let meeting = |id: &str, with: &str| {
        let participants = serde_json::json!([{"organisation": with}, {"organisation": "The Office"}]);
        serde_json::json!({"id": id, "date": "2020", "title": "Talks", "participants": participants, "sources": ["s"]})
    };
    let meetings = [meeting("a", "Fern"), meeting("b", "FERN"), meeting("c", "Fern, Brussels"), meeting("d", "Other")];
    let text = serde_json::json!({
        "format": "whomet/1", "title": "T", "licence": {"name": "CC0", "url": "https://example.org/cc0"},
        "report": "mailto:desk@example.org", "sources": {"s": {"url": "https://example.org/s"}}, "meetings": meetings,
    });
    fs::write(&dataset, text.to_string()).unwrap();
    let merge = "[[organisation]]\nname = \"Fern\"\nspellings = [\"FERN\", \"Fern, Brussels\", \"Fernn\"]\n";
    fs::write(&aliases, merge).unwrap();
    let [apart, merged] = [Scratch::new("apart"), Scratch::new("merged")];
    assert_eq!(apart.pack(dataset.to_str().unwrap(), &[]).0, Some(0));
    let (status, said) = merged.pack(dataset.to_str().unwrap(), &["--aliases", aliases.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("nothing is spelt \"Fernn\"") && said.contains(": 4 records in "), "{said}");
    let found = |scratch: &Scratch| {
        let stock = scratch.stock();
        let organisations = stock.entities(EntityKind::Organisation);
        let fern = stock.ask(|stock| stock.find_entity(EntityKind::Organisation, "Fern"));
        let frequency = stock.ask(|stock| fern.map(|fern| stock.frequency(fern)));
        let names = stock.ask(|stock| fern.map(|fern| stock.entity(fern).aliases.to_vec()));
        let searched = Query { words: "brussels".to_owned(), exact: true, ..Query::default() };
        let searched = stock.ask(|stock| stock.answer(&searched, &Want::default()).count);
        (organisations, frequency, names.unwrap_or_default(), searched)
    };
    assert_eq!(found(&apart), (5, Some(1), Vec::new(), 1));
    // who looks for one spelling finds all
    assert_eq!(found(&merged), (3, Some(3), vec!["FERN".into(), "Fern, Brussels".into()], 3));
    assert_eq!(merged.verify(), (Some(0), String::new()));
    fs::write(&aliases, "[[organisation]]\nname = 1").unwrap();
    let (status, said) = merged.pack(dataset.to_str().unwrap(), &["--aliases", aliases.to_str().unwrap()]);
    assert!(status == Some(2) && said.contains("aliases.toml: "), "{said}");
}

/// Without the hashes by which pieces are named.
fn nameless(said: &str) -> String {
    let name = |word: &str| match word.strip_prefix("pieces/").and_then(|rest| rest.split_once(".bin")) {
        Some((_, after)) => format!("pieces/HASH.bin{after}"),
        None => word.to_owned(),
    };
    said.split(' ').map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn packing_and_verifying_say_what_they_said() {
    let scratch = Scratch::new("said");
    let folder = scratch.0.to_str().unwrap().to_owned();
    let mut text = String::new();
    let mut says = |title: &str, (status, said): (Option<i32>, String)| {
        text += &format!("{title}\n{}status {}\n\n", nameless(&said.replace(&folder, "DIR")), status.unwrap());
    };
    says("$ whomet pack public/data/dataset.json -o DIR", scratch.pack("public/data/dataset.json", &[]));
    says("again", scratch.pack("public/data/dataset.json", &[]));
    says("of a dataset with problems", scratch.pack("tests/data/bad.json", &["--keep", "0"]));
    says("$ whomet verify DIR", scratch.verify());
    let pieces: Vec<PathBuf> = scratch.files().into_keys().filter(|path| is_piece(path)).collect();
    let [gone, cut, .., last] = &pieces[..] else { panic!("there are more pieces") };
    std::fs::remove_file(gone).unwrap();
    std::fs::write(cut, b"<!doctype html>").unwrap();
    let mut bytes = std::fs::read(last).unwrap();
    bytes[9] ^= 1;
    std::fs::write(last, bytes).unwrap();
    says("one piece gone, one replaced, one damaged", scratch.verify());
    expect_file!["../data/said/pack.txt"].assert_eq(&text);
}

#[test]
fn what_is_made_anew_of_the_records_is_what_is_there() {
    let scratch = Scratch::new("rebuilt");
    let folder = scratch.0.to_str().unwrap();
    for file in [DATASET, "public/data/dataset.json", "tests/data/bad.json", "tests/data/minimal.json"] {
        scratch.pack(file, &[]);
        assert_eq!(run(&["verify", folder, "--rebuild"]), (Some(0), String::new()), "{file}");
    }
}

/// It is found by words of the other, and counted by its year.
#[test]
fn an_index_of_other_records_is_found_out() {
    let text = fs::read_to_string(DATASET).unwrap();
    let read = |text: &str| in_order(whomet::source::read(text.as_bytes()).0);
    let dataset = read(&text);
    for (what, change) in [("a date", ["2021-03~", "2022-03~"]), ("a word", ["Talks on steel", "Talks on glass"])] {
        let scratch = Scratch::new("forged");
        let other = read(&text.replace(change[0], change[1]));
        assert_ne!(dataset, other, "{what}");
        let Files { manifest, pieces } = Files::forged(&dataset, &other);
        fs::create_dir_all(scratch.0.join("pieces")).unwrap();
        fs::write(scratch.0.join("dataset.json"), manifest.to_json()).unwrap();
        for (path, bytes) in &pieces {
            fs::write(scratch.0.join(path), bytes).unwrap();
        }
        assert_eq!(scratch.verify(), (Some(0), String::new()), "{what}");
        let (status, said) = run(&["verify", scratch.0.to_str().unwrap(), "--rebuild"]);
        assert_eq!(status, Some(1), "{what}: {said}");
        assert!(said.contains(".bin: is not what is made of the records"), "{what}: {said}");
    }
}

#[test]
fn pieces_of_earlier_packs_stay_as_long_as_they_are_asked_for() {
    let scratch = Scratch::new("keep");
    let foreign = scratch.0.join("pieces/notes.txt");
    scratch.pack("tests/data/minimal.json", &["--keep", "1"]);
    fs::write(&foreign, "mine").unwrap();
    let first: Vec<PathBuf> = scratch.files().into_keys().filter(|path| is_piece(path)).collect();
    scratch.pack(DATASET, &["--keep", "1"]);
    assert!(first.iter().all(|path| path.exists()));
    scratch.pack("public/data/dataset.json", &["--keep", "1"]);
    assert!(first.iter().any(|path| !path.exists()));
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "mine");
}

#[test]
fn pieces_of_earlier_packs_are_verified_too() {
    let scratch = Scratch::new("older");
    scratch.pack("tests/data/minimal.json", &[]);
    let older: Vec<PathBuf> = scratch.files().into_keys().filter(|path| is_piece(path)).collect();
    scratch.pack(DATASET, &[]);
    fs::write(scratch.0.join("pieces/notes.txt"), "mine").unwrap();
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    let sound = fs::read(&older[0]).unwrap();
    for harmed in [&sound[1..], b"", &[&sound[..], b"x"].concat()] {
        fs::write(&older[0], harmed).unwrap();
        let (status, said) = scratch.verify();
        let name = older[0].strip_prefix(&scratch.0).unwrap().display();
        let expected = format!("{}: {name}: of an older pack: is damaged: its hash is another\n", scratch.0.display());
        assert_eq!((status, said), (Some(1), expected));
    }
    fs::write(&older[0], sound).unwrap();
    let list = scratch.0.join("pieces/packs.txt");
    let sound = fs::read(&list).unwrap();
    let half = &sound[..sound.len() / 2 - 3];
    for harmed in [half, b"<!doctype html>\n", b"\xff\n", b"", &[&sound[..], b"../dataset.json\n"].concat()] {
        fs::write(&list, harmed).unwrap();
        let (status, said) = scratch.verify();
        assert!(status == Some(1) && said.contains(": pieces/packs.txt: is damaged"), "{said}");
    }
    // packing again writes it anew, and who copies a pack may leave it behind
    scratch.pack(DATASET, &[]);
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    fs::remove_file(&list).unwrap();
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

#[test]
fn what_is_not_a_pack_is_left_alone() {
    let scratch = Scratch::new("foreign");
    let manifest = scratch.0.join("dataset.json");
    fs::copy(DATASET, &manifest).unwrap();
    let (status, said) = scratch.pack(DATASET, &[]);
    assert_eq!(status, Some(2));
    assert!(said.contains("is no pack"), "{said}");
    assert_eq!(fs::read(&manifest).unwrap(), fs::read(DATASET).unwrap());
    assert_eq!(scratch.verify().0, Some(2));
    // what is said is what helps
    let command = said.split('`').nth(1).unwrap();
    assert!(Command::new("sh").args(["-c", command]).current_dir(&scratch.0).status().unwrap().success(), "{said}");
    assert_eq!(fs::read(scratch.0.join("dataset-before.json")).unwrap(), fs::read(DATASET).unwrap());
    assert_eq!(scratch.pack(DATASET, &[]).0, Some(0));
    assert_eq!(run(&["pack", DATASET]).0, Some(2));
    assert_eq!(run(&["pack", "no/such/file.json", "-o", "x"]).0, Some(2));
    assert_eq!(run(&["verify"]).0, Some(2));
}

/// What README says to type into a page that was just built.
#[test]
fn a_built_page_is_packed_as_readme_says() {
    let scratch = Scratch::new("readme");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let steps = readme.lines().skip_while(|line| !line.contains("With more, pack it")).skip(2);
    let steps: Vec<&str> = steps.take_while(|line| !line.is_empty()).filter(|line| !line.contains(" site ")).collect();
    fs::create_dir_all(scratch.0.join("dist/data")).unwrap();
    for file in ["meetings.json", "dist/data/dataset.json"] {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(DATASET), scratch.0.join(file)).unwrap();
    }
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &steps.join("\n").replace("whomet ", concat!(env!("CARGO_BIN_EXE_whomet"), " "))]);
    let run = shell.current_dir(&scratch.0).output().unwrap();
    assert!(steps.len() == 3 && run.status.success(), "{steps:?} {run:?}");
    assert!(scratch.0.join("dist/data/pieces/packs.txt").exists());
}

#[test]
fn a_crash_before_the_end_leaves_the_old_pack_as_it_was() {
    let scratch = Scratch::new("crash");
    scratch.pack("tests/data/minimal.json", &[]);
    let before = scratch.files();
    // a piece that cannot be put in its place stands for a full disk
    let other = Scratch::new("crash-other");
    other.pack(DATASET, &[]);
    let piece = other.files().into_keys().rfind(|path| is_piece(path)).unwrap();
    let blocked = scratch.0.join("pieces").join(piece.file_name().unwrap());
    fs::create_dir(&blocked).unwrap();
    let (status, said) = scratch.pack(DATASET, &[]);
    assert_eq!(status, Some(2), "{said}");
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    assert!(before.iter().all(|(path, bytes)| fs::read(path).unwrap() == *bytes));
    fs::remove_dir(&blocked).unwrap();
    assert_eq!(scratch.pack(DATASET, &[]).0, Some(0));
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

/// Runs the command where no file may grow beyond 512 bytes, as on a disk that is full: each write that does fails.
#[cfg(unix)]
pub fn on_a_full_disk(arguments: &[&str]) -> (Option<i32>, String) {
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_whomet")]).args(arguments);
    let whomet = shell.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    (whomet.status.code(), String::from_utf8(whomet.stdout).unwrap() + &String::from_utf8(whomet.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_pack_as_it_was() {
    let scratch = Scratch::new("full-disk");
    scratch.pack(DATASET, &[]);
    let mine = scratch.0.join("pieces/mine.txt");
    fs::write(&mine, "not of the pack").unwrap();
    let before = scratch.files();
    let other = "tests/data/minimal.json";
    let (status, said) = on_a_full_disk(&["pack", "public/data/dataset.json", "-o", scratch.0.to_str().unwrap()]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("pieces/") && said.contains("File too large"), "{said}");
    let after = scratch.files();
    before.iter().for_each(|(path, bytes)| assert!(after.get(path) == Some(bytes), "{}", path.display()));
    assert!(after.keys().all(|path| !path.to_str().unwrap().ends_with(".new")), "{after:?}");
    assert_eq!(scratch.verify(), (Some(0), String::new()));
    // with room again it goes on, and what it did not write stays however often it packs
    for dataset in [other, DATASET, other, DATASET] {
        assert_eq!(scratch.pack(dataset, &["--keep", "0"]).0, Some(0));
    }
    assert_eq!(fs::read_to_string(&mine).unwrap(), "not of the pack");
    assert_eq!(scratch.verify(), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_imported_before() {
    let scratch = Scratch::new("full-import");
    let [feed, out] = ["feed.json", "out.json"].map(|name| scratch.0.join(name));
    let item = |at: usize| format!("{{\"id\":\"{at}\",\"title\":\"Talks {at}\",\"url\":\"https://example.org/{at}\"}}");
    let items: Vec<String> = (0..40).map(item).collect();
    let text =
        format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{}]}}", items.join(","));
    fs::write(&feed, text).unwrap();
    fs::write(&out, "old").unwrap();
    let import = ["import", "feed", feed.to_str().unwrap(), "-o", out.to_str().unwrap(), "--force"];
    let (status, said) = on_a_full_disk(&import);
    assert_eq!((status, fs::read_to_string(&out).unwrap().as_str()), (Some(2), "old"), "{said}");
    let left = fs::read_dir(&scratch.0).unwrap().count();
    assert_eq!(left, 2, "the feed, and what was there");
    assert_ne!(run(&import).0, Some(2));
    assert!(fs::read_to_string(&out).unwrap().contains("Talks 39"));
}
