//! What `whomet site` writes into a built page: text that is text whatever the data are, counts that are right,
//! and the list of files of the service worker.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect;
use serde_json::{Value, json};

const INDEX: &str = "<html><head><!--about--><title>Whomet</title><!--/about-->\
    <script src=\"boot.js\" data-js=\"page-0123456789abcdef.js\"></script></head><body>\
    <!--nowasm--><!--/nowasm--><!--noscript--><!--/noscript--><!--plain--><!--/plain--></body></html>";

/// As much of a language as matters here.
const RUSSIAN: &str = "readable.to_read = Для чтения, без поиска.\nreadable.needs_script = Поиску нужен JavaScript.\n\
    readable.try_again = Повторить\n";

/// A folder with what `./x build` makes, as far as it matters here.
struct Built(PathBuf);

impl Built {
    fn new(name: &str, dataset: &Value) -> Self {
        let folder = std::env::temp_dir().join(format!("whomet-site-{name}-{}", std::process::id()));
        let built = Self(folder);
        for (file, text) in [
            ("index.html", INDEX),
            ("boot.js", "boot"),
            ("page-0123456789abcdef.js", "import \"rest-fedcba9876543210.wasm\""),
            ("page-0000000000000000.js", "of the version before"),
            ("rest-fedcba9876543210.wasm", "rest"),
            ("rest-0000000000000000.wasm", "of the version before"),
            ("lang/ru.txt", RUSSIAN),
            ("notes.md", "not of the page"),
            ("sw.js", include_str!("../../public/sw.js")),
            ("data/dataset.json", &dataset.to_string()),
        ] {
            built.write(file, text);
        }
        built
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn site(&self, options: &[&str]) -> (Option<i32>, String) {
        run(&[&["site", self.0.to_str().unwrap()], options].concat())
    }

    /// What stands between two marks.
    fn part(&self, mark: &str) -> String {
        let html = self.read("index.html");
        let (_, rest) = html.split_once(&format!("<!--{mark}-->\n")).unwrap();
        rest.split_once(&format!("<!--/{mark}-->")).unwrap().0.to_owned()
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_whomet")).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn small() -> Value {
    json!({
        "format": "whomet/1", "title": "Who met the Office", "language": "en", "updated": "2026-11",
        "licence": {"name": "CC0", "url": "https://example.org/cc0"}, "report": "mailto:desk@example.org",
        "sources": {"s1": {"url": "https://example.org/1?a=1&b=2", "publisher": "The Office"}, "s2": {"title": "A letter"}},
        "organisations": {"office": {"name": "The Office"}, "steel": {"name": "Acme Steel"}},
        "people": {"ann": {"name": "Ann O'Neil"}},
        "meetings": [
            {"id": "m1", "date": "2020-08-20~", "title": "Talks", "participants": [{"organisation": "office"}, {"organisation": "steel", "person": "ann"}],
             "sources": ["s1", "s2"]},
            {"id": "m2", "date": "2021-01/2021-02", "title": "A visit", "status": "cancelled", "participants": [{"organisation": "office"}]},
        ],
        "facts": [{"id": "f1", "about": "steel", "claim": "founded", "value": "in 1901", "date": "1901", "sources": ["s2"]}],
    })
}

#[test]
fn the_readable_page_is_this() {
    let built = Built::new("snapshot", &small());
    assert_eq!(built.site(&[]).0, Some(0));
    expect![[r#"
        <div role="main" lang="en">
        <h1 dir="auto">Who met the Office</h1>
        <p>Meetings: 2 · facts: 1 · organisations: 2 · 2020–2021 · last changed on 2026-11</p>
        <h2>The latest records: 3 of 3</h2>
        <ol class="records">
        <li><time>2021-01 – 2021-02</time><h3 dir="auto">A visit</h3><p><b>cancelled</b></p><p>With <bdi>The Office</bdi></p><p>no source is given</p></li>
        <li><time>about 2020-08-20</time><h3 dir="auto">Talks</h3><p>With <bdi>The Office</bdi>, <bdi>Acme Steel</bdi>, <bdi>Ann O&#39;Neil</bdi></p><p>Sources: <a rel="noopener" href="https://example.org/1?a=1&amp;b=2"><bdi>The Office</bdi></a>, <bdi>A letter</bdi></p></li>
        <li><time>1901</time><h3 dir="auto">Acme Steel: founded: in 1901</h3><p>Sources: <bdi>A letter</bdi></p></li>
        </ol>
        <h2>Organisations, by number of records</h2>
        <ul class="names">
        <li><bdi>The Office</bdi> <span>2</span></li>
        <li><bdi>Acme Steel</bdi> <span>2</span></li>
        </ul>
        <h2>How to get the data</h2>
        <p>All records are in one file of JSON, which programs can read: <a href="data/dataset.json">data/dataset.json</a></p>
        <p>Licence: <a rel="noopener" href="https://example.org/cc0"><bdi>CC0</bdi></a></p>
        <p>Report a mistake to <a rel="noopener" href="mailto:desk@example.org"><bdi>desk@example.org</bdi></a></p>
        </div>
    "#]]
    .assert_eq(&built.part("plain"));
}

#[test]
fn run_again_it_replaces_what_it_wrote() {
    let built = Built::new("again", &small());
    built.site(&[]);
    let (page, worker) = (built.read("index.html"), built.read("sw.js"));
    built.site(&[]);
    assert_eq!((built.read("index.html"), built.read("sw.js")), (page, worker));
    let mut other = small();
    other["title"] = "Another title".into();
    built.write("data/dataset.json", &other.to_string());
    let before = built.read("sw.js");
    built.site(&[]);
    assert!(built.part("plain").contains("Another title") && !built.read("index.html").contains("Who met the Office"));
    assert_ne!(built.read("sw.js"), before, "the page is another one, so the version is");
}

#[test]
fn the_head_says_what_it_is_about() {
    let built = Built::new("head", &small());
    built.site(&["--address", "https://example.org/meetings"]);
    let head = built.part("about");
    let (tags, rest) = head.split_once("<script type=\"application/ld+json\">").unwrap();
    expect![[r#"
        <title>Who met the Office</title>
        <meta name="description" content="Who met whom, when, about what, and how do we know?">
        <meta property="og:type" content="website">
        <meta property="og:title" content="Who met the Office">
        <meta property="og:description" content="Who met whom, when, about what, and how do we know?">
        <meta property="og:url" content="https://example.org/meetings/">
        <link rel="canonical" href="https://example.org/meetings/">
    "#]]
    .assert_eq(tags);
    let data: Value = serde_json::from_str(rest.strip_suffix("</script>\n").unwrap()).unwrap();
    assert_eq!(data["variableMeasured"][0], json!({"@type": "PropertyValue", "name": "meetings", "value": 2}));
    assert_eq!(data["variableMeasured"][1]["value"], 1);
    assert_eq!(data["distribution"]["contentUrl"], "https://example.org/meetings/data/dataset.json");
    assert_eq!((&data["dateModified"], &data["temporalCoverage"]), (&json!("2026-11"), &json!("2020/2021")));
}

#[test]
fn nothing_in_the_data_can_break_out() {
    let nasty = "</script><!--<script>--><!--/about--></title>\u{2028}\"'&<img src=x>";
    let mut hostile = small();
    for at in ["title", "description"] {
        hostile[at] = nasty.into();
    }
    hostile["publisher"] = json!({"name": nasty});
    hostile["meetings"][0]["title"] = nasty.into();
    hostile["organisations"]["office"]["name"] = nasty.into();
    hostile["sources"]["s1"] = json!({"url": "https://example.org/\"><script>", "publisher": nasty});
    let built = Built::new("hostile", &hostile);
    built.site(&[]);
    let html = built.read("index.html");
    assert!(!html.contains("<img") && !html.contains("</script><!--"));
    assert_eq!((html.matches("<script").count(), html.matches("</script>").count()), (2, 2));
    assert_eq!(html.matches("<!--").count(), 8, "the marks and no others");
    let (_, data) = html.split_once("ld+json\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(data["name"], nasty);
}

#[test]
fn long_things_are_cut_and_counted() {
    let mut large = small();
    let many =
        |n: usize| -> Vec<Value> { (0..n).map(|at| json!({"organisation": format!("Organisation {at}")})).collect() };
    large["meetings"] =
        json!([{"id": "m1", "date": "2020", "title": "x".repeat(1_639), "participants": many(146), "sources": ["s1"]}]);
    large["organisations"] =
        Value::Object((0..300).map(|at| (format!("o{at}"), json!({"name": format!("Body {at}")}))).collect());
    large["facts"] = (0..300).map(|at| json!({"id": format!("f{at}"), "about": format!("o{at}"), "claim": "c", "value": "v", "sources": ["s1"]})).collect();
    let built = Built::new("large", &large);
    built.site(&[]);
    let page = built.part("plain");
    assert!(page.contains(&format!("{}…<", "x".repeat(300))));
    assert!(page.contains("and 136 more") && page.contains("200 of 446 are listed."), "{page}");
    assert_eq!(page.matches("<li>").count(), 30 + 200);
}

#[test]
fn of_packed_data_it_is_the_same() {
    let built = Built::new("packed", &small());
    built.site(&[]);
    let plain = built.part("plain");
    let file = built.0.join("whole.json");
    fs::rename(built.0.join("data/dataset.json"), &file).unwrap();
    let data = built.0.join("data");
    assert_eq!(run(&["pack", file.to_str().unwrap(), "-o", data.to_str().unwrap()]).0, Some(0));
    assert_eq!(built.site(&[]), (Some(0), String::new()));
    let words = (
        "All records are in one file of JSON, which programs can read:",
        "The records are published in pieces, which this file names:",
    );
    assert_eq!(built.part("plain"), plain.replace(words.0, words.1));
}

#[test]
fn the_list_is_that_of_the_version() {
    let built = Built::new("list", &small());
    built.site(&[]);
    let worker = built.read("sw.js");
    let list = worker.split_once("const FILES = ").unwrap().1.split_once(";\n").unwrap().0;
    expect![[r#"
        {
          "boot.js": "sha256-RQm+sKtAHXH6SlzZSlXJp08TMyd2rkAZxb/EwgBRV/8=",
          "lang/ru.txt": "sha256-TMOP+oNa2/SfoC0rkvVZg4ldkdbd7zRBjGv0VVngr28=",
          "page-0123456789abcdef.js": "sha256-pyo3xUeUBqxpBeb36Kf0JSRlTYR5N6JPLJKwKqRBAyo=",
          "rest-fedcba9876543210.wasm": "sha256-LgnVIQ24QXdXsPh1wnbQy4d7IlFOmjWD0tjXRFNooCc=",
        }"#]]
    .assert_eq(list);
}

#[test]
fn what_cannot_be_done_is_said() {
    let built = Built::new("wrong", &small());
    let folder = built.0.to_str().unwrap();
    let fails = |arguments: &[&str], with: &str| {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(with), "{said}");
    };
    fails(&["site"], "no folder");
    fails(&["site", "/nonexistent-folder"], "dataset.json");
    fails(&["site", folder, "--address", "example.org"], "https://");
    built.write("data/dataset.json", "{");
    fails(&["site", folder], "dataset.json:1:2: F002");
    built.write("data/dataset.json", &small().to_string());
    built.write("index.html", "<p>another page");
    fails(&["site", folder], "no page that");
    built.write("index.html", INDEX);
    built.write("sw.js", "another worker");
    fails(&["site", folder], "no worker");
    assert!(Path::new(folder).is_dir());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_page_and_its_worker_as_they_were() {
    let built = Built::new("full-disk", &small());
    let folder = built.0.to_str().unwrap();
    let before = ["index.html", "sw.js"].map(|file| built.read(file));
    let files = || fs::read_dir(&built.0).unwrap().count();
    let there = files();
    let (status, said) = crate::packing::on_a_full_disk(&["site", folder]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("index.html: ") && said.contains("too large"), "{said}");
    assert_eq!((["index.html", "sw.js"].map(|file| built.read(file)), files()), (before.clone(), there));
    // a worker that cannot be read leaves the page as it was, too
    built.write("sw.js", "another worker");
    assert_eq!(built.site(&[]).0, Some(2));
    assert_eq!(built.read("index.html"), before[0]);
    built.write("sw.js", &before[1]);
    assert_eq!(built.site(&[]), (Some(0), String::new()));
    assert!(files() == there && built.read("index.html").contains("Acme Steel"));
}

#[cfg(unix)]
#[test]
fn what_is_written_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let built = Built::new("permissions", &small());
    let [page, elsewhere] = ["index.html", "elsewhere.html"].map(|file| built.0.join(file));
    fs::rename(&page, &elsewhere).unwrap();
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o664)).unwrap();
    symlink(&elsewhere, &page).unwrap();
    assert_eq!(built.site(&[]), (Some(0), String::new()));
    assert!(fs::symlink_metadata(&page).unwrap().is_symlink());
    assert!(built.read("elsewhere.html").contains("Acme Steel"));
    assert_eq!(fs::metadata(&elsewhere).unwrap().permissions().mode() & 0o777, 0o664);
}

#[test]
fn what_was_left_out_is_said() {
    let mut flawed = small();
    flawed["facts"][0]["sources"] = json!([]);
    let built = Built::new("flawed", &flawed);
    let (code, said) = built.site(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("left something out"), "{said}");
    assert!(built.part("plain").contains("facts: 0"));
}

#[test]
fn every_language_of_the_page_has_its_notice_and_its_words() {
    let mut dataset = small();
    dataset["language"] = "he".into();
    let built = Built::new("further", &dataset);
    let words = "direction = rtl\nreadable.counts = {2} < {1} < {0}\nreadable.to_read = <קריאה>\nreadable.needs_script = צריך\n";
    built.write("lang/he.txt", words);
    assert_eq!(built.site(&[]), (Some(0), String::new()));
    assert_eq!(
        built.part("noscript"),
        "<p lang=\"en\"><b>To be read, not searched.</b> Searching needs JavaScript.</p>\n\
         <p lang=\"he\" dir=\"rtl\"><b>&lt;קריאה&gt;</b> צריך</p>\n\
         <p lang=\"ru\"><b>Для чтения, без поиска.</b> Поиску нужен JavaScript.</p>\n"
    );
    let notice = built.part("nowasm");
    assert_eq!(notice.matches("<a href=\"\">").count(), 3, "{notice}");
    assert!(notice.contains("<a href=\"\">Повторить</a>"), "{notice}");
    let plain = built.part("plain");
    assert!(plain.contains("<p>2 &lt; 1 &lt; 2 · 2020–2021") && plain.contains(">How to get the data<"), "{plain}");
}
