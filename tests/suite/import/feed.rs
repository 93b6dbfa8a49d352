//! Feeds of all four kinds, and what is none.

use std::fs;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{Desk, good};

/// Imports a text as a file of a kind.
pub fn import(kind: &str, file: &[u8]) -> (Option<i32>, String, String) {
    let desk = Desk::new();
    fs::write(desk.0.join("file"), file).unwrap();
    desk.run(&["import", kind, "file"])
}

/// What is imported, from the sources on, and what is said of it.
pub fn makes(kind: &str, file: &str, status: i32, expected: Expect) {
    let (code, out, err) = import(kind, file.as_bytes());
    if code != Some(2) {
        good(&out);
    }
    let body: Vec<&str> = out.lines().skip_while(|line| !line.starts_with("\"sources\"")).collect();
    expected.assert_eq(&format!("{}\n{err}", body.join("\n")));
    assert_eq!(code, Some(status));
}

/// What is said of a file that is refused.
pub fn refuses(kind: &str, file: &[u8], message: &str) {
    let (code, out, err) = import(kind, file);
    assert_eq!((code, &*out, &*err), (Some(2), "", &*format!("whomet: import: {message}\n")));
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>News &amp; more</title><link>https://example.org/</link><ttl>60</ttl>
<item><title>Norov met &lt;b&gt;Complant&lt;/b&gt;</title><link>https://example.org/1</link><guid>https://example.org/1</guid>
<pubDate>Thu, 20 Aug 2020 23:30:00 -0800</pubDate><category>Trade</category><enclosure url="https://example.org/a.mp3"/>
<description><![CDATA[<p>They spoke.&nbsp;5 < 7 &amp; more</p><script>alert(1)</script><p>A <a title=">" href="javascript:x()">line</a></p>]]></description></item>
<item><description>Only text here &lol2; &#8211; ok</description><pubDate>yesterday</pubDate><link>javascript:alert(1)</link></item>
<item/>
</channel></rss>"#;

#[test]
fn items_of_rss_become_draft_meetings() {
    makes(
        "feed",
        RSS,
        1,
        expect![[r#"
        "sources":{
        "import":{"url":"https://example.org/","title":"News & more"},
        "source-588c58":{"url":"https://example.org/1","title":"Norov met Complant","publisher":"News & more","published":"2020-08-20"}},
        "organisations":{},
        "people":{},
        "topics":{
        "trade":{"name":"Trade"}},
        "places":{},
        "meetings":[
        {"id":"item-588c58","date":"2020-08-20?","published":"2020-08-20","title":"Norov met Complant","summary":"They spoke. 5 < 7 & more\nA line","topics":["trade"],"sources":[{"source":"source-588c58"}]},
        {"id":"item-11a131","title":"Only text here &lol2; – ok","summary":"Only text here &lol2; – ok","sources":[{"source":"import","where":"line 8"}]},
        {"id":"item-426a3c","title":"(no title)","sources":[{"source":"import","where":"line 9"}]}],
        "facts":[]
        }
        file:
               3  items read
               3  meetings
               1  topic

        not understood, and left out:
               1  date of publication: not a date
                  line 8: yesterday
               1  link: not an address of the web
                  line 8: javascript:alert(1)
               1  title: there is none, and no text; it is "(no title)"
                  line 9

        understood, and worth a look:
               1  (feed): an entity that is not known, and stays as it is written
                  line 8: lol2
               1  date: the day of publication, marked as uncertain (`?`), stands for that of the meeting
                  line 5
               1  title: markup is taken out
                  line 5: Norov met Complant
               1  title: there is none; the text begins so
                  line 8: Only text here &lol2; – ok

        not imported, as a dataset has no place for it:
               1  date of publication: the time of day, as in line 5: Thu, 20 Aug 2020 23:30:00 -0800
               1  feed: ttl, as in line 4: 60
               1  item: enclosure, as in line 5: url="https://example.org/a.mp3"
    "#]],
    );
}

/// A `guid` is an address unless it says that it is none (RSS 2.0).
#[test]
fn an_item_without_a_link_has_the_address_of_its_guid() {
    let items = [
        "<guid>https://example.org/story/9</guid>",
        "<guid isPermaLink=\"true\"> https://example.org/story/10 </guid><link>javascript:x()</link>",
        "<guid isPermaLink=\"false\">https://example.org/story/11</guid>",
        "<guid>12</guid>",
        "<guid>https://example.org/story/13</guid><link>https://example.org/13</link>",
    ];
    let items = items.map(|item| format!("<item><title>Talks</title>{item}</item>\n")).concat();
    makes(
        "feed",
        &format!("<rss version=\"2.0\"><channel>\n{items}</channel></rss>"),
        1,
        expect![[r#"
        "sources":{
        "import":{"title":"file"},
        "source-2aa490":{"url":"https://example.org/story/9","title":"Talks"},
        "source-3d8d54":{"url":"https://example.org/story/10","title":"Talks"},
        "source-3e201a":{"url":"https://example.org/13","title":"Talks"}},
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"item-2aa490","title":"Talks","sources":[{"source":"source-2aa490"}]},
        {"id":"item-3d8d54","title":"Talks","sources":[{"source":"source-3d8d54"}]},
        {"id":"item-3c8f1b","title":"Talks","sources":[{"source":"import","where":"line 4"}]},
        {"id":"12","title":"Talks","sources":[{"source":"import","where":"line 5"}]},
        {"id":"item-328b81","title":"Talks","sources":[{"source":"source-3e201a"}]}],
        "facts":[]
        }
        file:
               5  items read
               5  meetings

        not understood, and left out:
               1  link: not an address of the web
                  line 3: javascript:x()

        not imported, as a dataset has no place for it:
               2  item: id, of which another is made, as in line 4: https://example.org/story/11
    "#]],
    );
}

/// `xml:base` stands on any element, and is itself relative to the one around it.
#[test]
fn relative_addresses_are_those_of_their_base() {
    let entries = [
        "<entry><link href=\"/rel/1\"/>",
        "<entry><link href=\"2?a=b#c\"/>",
        "<entry xml:base=\"talks/\"><link href=\"../3\"/><link xml:base=\"/x/\" href=\"4\"/>",
        "<entry xml:base=\"//example.com/\"><link href=\"5\"/>",
        "<entry><content type=\"xhtml\"><div xml:base=\"https://example.net/\">a</div></content><link href=\"6\"/>",
        "<entry><link href=\"javascript:x()\"/><link href=\"https://example.com/7\"/>",
    ];
    let entries = entries.map(|entry| format!("{entry}<title>Talks</title></entry>\n")).concat();
    let feed =
        format!("<feed xml:base=\"https://example.org/a/b\"><link href=\"./\"/><title>News</title>\n{entries}</feed>");
    makes(
        "feed",
        &feed,
        1,
        expect![[r#"
        "sources":{
        "source-9eb252":{"url":"https://example.org/rel/1","title":"Talks","publisher":"News"},
        "source-b8fbda":{"url":"https://example.org/a/2?a=b#c","title":"Talks","publisher":"News"},
        "source-cef7cd":{"url":"https://example.org/a/3","title":"Talks","publisher":"News"},
        "source-8bf37f":{"url":"https://example.com/5","title":"Talks","publisher":"News"},
        "source-f3fc4e":{"url":"https://example.org/a/6","title":"Talks","publisher":"News"},
        "source-89f615":{"url":"https://example.com/7","title":"Talks","publisher":"News"}},
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"item-9eb252","title":"Talks","sources":[{"source":"source-9eb252"}]},
        {"id":"item-b8fbda","title":"Talks","sources":[{"source":"source-b8fbda"}]},
        {"id":"item-cef7cd","title":"Talks","sources":[{"source":"source-cef7cd"}]},
        {"id":"item-8bf37f","title":"Talks","sources":[{"source":"source-8bf37f"}]},
        {"id":"item-f3fc4e","title":"Talks","summary":"a","sources":[{"source":"source-f3fc4e"}]},
        {"id":"item-89f615","title":"Talks","sources":[{"source":"source-89f615"}]}],
        "facts":[]
        }
        file:
               6  items read
               6  meetings

        not understood, and left out:
               1  link: not an address of the web
                  line 7: javascript:x()

        not imported, as a dataset has no place for it:
               1  item: a further link, as in line 4: https://example.org/x/4
    "#]],
    );
}

/// The page of the feed says on which site it is, but not where there.
#[test]
fn relative_addresses_without_a_base_are_of_the_site_of_the_feed() {
    let items = ["/1", "//example.com/2", "3", "www.example.org/4", "https://example.org/5"];
    let items = items.map(|link| format!("<item><title>Talks</title><link>{link}</link></item>\n")).concat();
    let rss =
        |base: &str| format!("<rss{base}><channel>\n{items}<link>https://example.org/news</link></channel></rss>");
    makes(
        "feed",
        &rss(""),
        1,
        expect![[r#"
        "sources":{
        "import":{"url":"https://example.org/news","title":"file"},
        "source-588c58":{"url":"https://example.org/1","title":"Talks"},
        "source-84fbfe":{"url":"https://example.com/2","title":"Talks"},
        "source-5c8b84":{"url":"https://example.org/5","title":"Talks"}},
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{},
        "meetings":[
        {"id":"item-588c58","title":"Talks","sources":[{"source":"source-588c58"}]},
        {"id":"item-84fbfe","title":"Talks","sources":[{"source":"source-84fbfe"}]},
        {"id":"item-fa768b","title":"Talks","sources":[{"source":"import","where":"line 4"}]},
        {"id":"item-fa768b-2","title":"Talks","sources":[{"source":"import","where":"line 5"}]},
        {"id":"item-5c8b84","title":"Talks","sources":[{"source":"source-5c8b84"}]}],
        "facts":[]
        }
        file:
               5  items read
               5  meetings

        not understood, and left out:
               2  link: not an address of the web
                  line 4: 3
                  line 5: www.example.org/4

        understood, and worth a look:
               2  link: relative, and taken for one of the site of the feed's page
                  line 2: https://example.org/1
                  line 3: https://example.com/2
    "#]],
    );
    let long = format!(" xml:base=\"https://example.org/{}/\"", "x".repeat(1_000));
    let (_, out, err) = import("feed", rss(&long).as_bytes());
    assert!(!out.contains("xxx") && err.contains("an `xml:base` that is very long, and is not used\n"), "{err}");
}

#[test]
fn atom_says_what_is_html_and_rdf_may_know_the_day() {
    let atom = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>News</a:title>
        <a:entry><a:title>A &lt;b&gt; of text</a:title><a:id>urn:x:1</a:id><a:updated>2021-03-04T00:10:00+08:00</a:updated>
        <a:link href="https://example.org/a"/><a:link rel="enclosure" href="https://example.org/b"/>
        <a:category term="Water"/><a:category term="t-7" label="Steel &amp;amp; iron"/><a:category label="Only a label"/><a:summary type="html">&lt;i&gt;Short&lt;/i&gt;</a:summary>
        <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p><p>text</p></div></a:content></a:entry></a:feed>"#;
    makes(
        "feed",
        atom,
        0,
        expect![[r#"
        "sources":{
        "source-097228":{"url":"https://example.org/a","title":"A <b> of text","publisher":"News","published":"2021-03-04"}},
        "organisations":{},
        "people":{},
        "topics":{
        "water":{"name":"Water"},
        "steel-iron":{"name":"Steel & iron"},
        "only-a-label":{"name":"Only a label"}},
        "places":{},
        "meetings":[
        {"id":"item-623b2b","date":"2021-03-04?","published":"2021-03-04","title":"A <b> of text","summary":"Short","topics":["water","steel-iron","only-a-label"],"sources":[{"source":"source-097228"}]}],
        "facts":[]
        }
        file:
               1  items read
               1  meeting
               3  topics

        understood, and worth a look:
               1  date: the day of publication, marked as uncertain (`?`), stands for that of the meeting
                  line 2

        not imported, as a dataset has no place for it:
               1  date of publication: the time of day, as in line 2: 2021-03-04T00:10:00+08:00
               1  item: category, term, as in line 2: t-7
               1  item: id, of which another is made, as in line 2: urn:x:1
               1  item: link, enclosure, as in line 2: https://example.org/b
               1  item: the whole text, where there is a summary, as in line 2: Long text
    "#]],
    );
    let rdf = r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <channel><title>Diary</title><items><rdf:Seq/></items></channel><item rdf:about="x"><title>Talks</title>
        <link>https://example.org/t</link><dc:date>2020-08-01</dc:date><ev:startdate>2020-08-20T10:00</ev:startdate>
        <ev:enddate>2020-08-21</ev:enddate><ev:location>Beijing</ev:location></item></rdf:RDF>"#;
    makes(
        "feed",
        rdf,
        0,
        expect![[r#"
        "sources":{
        "source-1c6437":{"url":"https://example.org/t","title":"Talks","publisher":"Diary","published":"2020-08-01"}},
        "organisations":{},
        "people":{},
        "topics":{},
        "places":{
        "beijing":{"name":"Beijing"}},
        "meetings":[
        {"id":"item-1c6437","date":"2020-08-20/2020-08-21","published":"2020-08-01","title":"Talks","place":["beijing"],"sources":[{"source":"source-1c6437"}],"note":"ev:startdate: 2020-08-20T10:00"}],
        "facts":[]
        }
        file:
               1  items read
               1  meeting
               1  place
    "#]],
    );
}

#[test]
fn json_feed_is_read_too() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://example.org",
        "items": [{"id": "one", "url": "https://example.org/1", "title": "Talks <b>", "content_html": "<p>a</p><p>b", "tags": ["Trade"],
        "date_published": "2020-08-20T10:00:00Z", "authors": [{"name": "A"}]}, {"id": "one", "content_text": "Later", "x": null}, 7]}"#;
    makes(
        "feed",
        feed,
        1,
        expect![[r#"
        "sources":{
        "import":{"url":"https://example.org","title":"News"},
        "source-588c58":{"url":"https://example.org/1","title":"Talks <b>","publisher":"News","published":"2020-08-20"}},
        "organisations":{},
        "people":{},
        "topics":{
        "trade":{"name":"Trade"}},
        "places":{},
        "meetings":[
        {"id":"one","date":"2020-08-20?","published":"2020-08-20","title":"Talks <b>","summary":"a\nb","topics":["trade"],"sources":[{"source":"source-588c58"}]},
        {"id":"one-2","title":"Later","summary":"Later","sources":[{"source":"import","where":"items/1"}]},
        {"id":"item-426a3c","title":"(no title)","sources":[{"source":"import","where":"items/2"}]}],
        "facts":[]
        }
        file:
               3  items read
               3  meetings
               1  topic

        not understood, and left out:
               1  title: there is none, and no text; it is "(no title)"
                  items/2

        understood, and worth a look:
               1  date: the day of publication, marked as uncertain (`?`), stands for that of the meeting
                  items/0
               1  id: that of an item before, so it has another
                  items/1: one
               1  title: there is none; the text begins so
                  items/1: Later

        not imported, as a dataset has no place for it:
               1  date of publication: the time of day, as in items/0: 2020-08-20T10:00:00Z
               1  item: (not an object), as in items/2: 7
               1  item: authors, as in items/0: [{"name":"A"}]
    "#]],
    );
}

#[test]
fn the_publisher_may_give_the_head() {
    let desk = Desk::new();
    fs::write(desk.0.join("feed.xml"), RSS).unwrap();
    fs::write(
        desk.0.join("head.toml"),
        "[dataset]\ntitle = \"Ours\"\nlicence = { name = \"CC0\" }\nreport = \"mailto:a@example.org\"\n\
         [source]\ntitle = \"The feed\"\narchive = \"https://archive.example.org/\"\n",
    )
    .unwrap();
    let (code, out, _) = desk.run(&["import", "feed", "feed.xml", "--head", "head.toml"]);
    assert_eq!(code, Some(1));
    let dataset = good(&out);
    assert_eq!(dataset.about.title.first(), "Ours");
    assert!(dataset.about.report.is_some() && dataset.sources[0].archive.is_some());
    fs::write(desk.0.join("head.toml"), "[dataset]\ntitle = \"Ours\"\nlicense = \"CC0\"\n").unwrap();
    let (code, _, err) = desk.run(&["import", "feed", "feed.xml", "--head", "head.toml"]);
    assert!(code == Some(2) && err.starts_with("whomet: import: head.toml: ") && err.contains("`license`"), "{err}");
}

#[test]
fn what_is_no_feed_is_refused_with_a_line() {
    for (file, message) in [
        ("", "file:1: the file is empty; it should be RSS, Atom or JSON Feed"),
        ("\n<html>", "file:2: this begins with <html>; a feed begins with <rss>, <rdf:RDF> or <feed>, or is JSON Feed"),
        ("date,title\n1,2\n", "file:1: there is text outside of all elements; it should be RSS, Atom or JSON Feed"),
        ("<rss>\n<channel>\n<item>", "file:3: the file ends inside <item>; it was cut off"),
        ("<rss/><rss/>", "file:1: a second feed begins here; import them one by one"),
        ("{\n\"version\": 1,}", "file:2:14: this should be JSON: trailing comma"),
        (
            "{}",
            "file:1: this is JSON, but an object without its `version`; a JSON Feed is an object with `version`, `title` and `items`",
        ),
        (
            "<?xml version='1.0' encoding='koi8-r'?><rss/>",
            "file:1: the encoding `koi8-r` cannot be read; save the file as UTF-8, and let it say so",
        ),
    ] {
        refuses("feed", file.as_bytes(), message);
    }
    refuses("feed", b"<rss>\n\xff</rss>", "file:2: the byte 0xff in line 2 is not UTF-8");
    let deep = "<rss><channel><item>".to_owned() + &"<a>".repeat(300);
    refuses("feed", deep.as_bytes(), "file:1: <a> is inside of 200 other elements; no feed is so deep");
}

#[test]
fn other_encodings_are_read_if_they_are_named() {
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>";
    assert_eq!(good(&import("feed", latin).1).meetings[0].title.first(), "Café");
    let text = "\u{feff}<rss><channel><item><title>Ж</title></item></channel></rss>";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(good(&import("feed", &wide).1).meetings[0].title.first(), "Ж");
}

/// Half a megabyte of what never ends is gone through once, not once for each sign.
#[test]
fn markup_that_never_ends_takes_no_longer() {
    for piece in ["<a \"", "<a =\"", "<!--", "<script>", "&amp", "<a ='>", "</"] {
        let text = piece.repeat((1 << 19) / piece.len());
        let feed = format!("<rss><channel><item><description><![CDATA[{text}]]></description></item></channel></rss>");
        let start = std::time::Instant::now();
        assert_eq!(import("feed", feed.as_bytes()).0.map(|code| code < 2), Some(true));
        assert!(start.elapsed().as_secs() < 20, "{piece}");
    }
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => proptest::collection::vec(any::<u8>(), 0..4),
        9 => proptest::sample::select(&[
            "<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "<description>", "</description>", "<p>", "</p>",
            "<![CDATA[", "]]>", "&amp;", "&lt;", "&x;", "&#0;", "&#x110000;", "&", "<", ">", "\"", "<!--", "-->", "<br/>",
            "https://example.org/", "2020-01-02", "\n", " ", "<entry/>", "<guid>a</guid>", "<?x", "?>", "<link href='https://e.org'/>",
            "<pubDate>2020-02-30</pubDate>", "Ж", "<!DOCTYPE x [", "<category term=\"t\"/>", "&#60;script>",
            "<entry xml:base='../a'>", "</entry>", "<link href='../b?c#d'/>", "<link xml:base='//e.org/' href=''/>",
        ][..]).prop_map(|text: &str| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Any bytes are a feed, of which a good dataset is made without markup, or refused with a line.
    #[test]
    fn any_bytes_are_a_feed_or_refused(pieces in proptest::collection::vec(piece(), 0..30), whole in any::<bool>()) {
        let inside = pieces.concat();
        let file = if whole { [b"<rss><channel><item>", &*inside, b"</item></channel></rss>"].concat() } else { inside };
        let (code, out, err) = import("feed", &file);
        match code {
            Some(0 | 1) => drop(good(&out)),
            Some(2) => prop_assert!(err.starts_with("whomet: import: file:") && err.as_bytes()[21].is_ascii_digit(), "{}", err),
            _ => prop_assert!(false, "{:?} {}", code, err),
        }
    }
}
