//! The words for taking along in the three languages, each of them chosen by the language of the page.

use crate::languages::catalogue;

#[test]
fn the_words_are_there_in_each_language() {
    for words in ["en", "ru", "zh"].map(catalogue) {
        let it = words.take();
        let pairs = it.formats.iter().chain([&it.print, &it.embed]).flat_map(|(name, about)| [*name, *about]);
        let plain = [
            it.all,
            it.stop,
            it.save,
            it.failed,
            it.no_event,
            it.undated,
            it.no_day,
            it.withdrawn,
            it.citation,
            it.bibtex,
            it.digest,
            it.digesting,
            it.copied,
            it.by_hand,
            it.changed,
            it.calendar,
            it.whole,
            it.sources,
        ];
        assert!(pairs.chain(plain).all(|text| !text.trim().is_empty()));
        for (text, holds) in [
            ((it.title)(1_234), "234"),
            ((it.too_many)(1_000), "000"),
            ((it.making)(5, 21), "21"),
            ((it.made)("x.csv", 21, "3 kB"), "x.csv"),
            ((it.left_out)(2), "2"),
            ((it.facts)(2), "2"),
            ((it.copy)("BibTeX"), "BibTeX"),
            ((it.mistake)("m1"), "m1"),
            ((it.version)("2026"), "2026"),
            ((it.version_of)("2026"), "2026"),
            ((it.seen)("https://example.org/?q=a", "2026"), "https://example.org/?q=a "),
        ] {
            assert!(text.contains(holds), "{text}");
        }
    }
    let russian = |n| (catalogue("ru").take().title)(n);
    let said: Vec<String> = [1, 2, 5, 11, 21, 112].map(russian).into();
    assert!(said[0].ends_with("1 запись") && said[1].ends_with("2 записи") && said[2].ends_with("5 записей"));
    assert!(said[3].ends_with("11 записей") && said[4].ends_with("21 запись") && said[5].ends_with("112 записей"));
}
