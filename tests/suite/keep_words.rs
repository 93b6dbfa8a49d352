//! The words for saved selections in the three languages: all there, and none left in English.

use crate::languages::catalogue;

#[test]
fn the_words_are_there_in_each_language() {
    for tag in ["en", "ru", "zh"] {
        let it = catalogue(tag).keep();
        let plain = [
            it.title,
            it.name,
            it.save,
            it.saving,
            it.none,
            it.rename,
            it.remove,
            it.mark_seen,
            it.forget,
            it.forgotten,
            it.no_changes,
            it.added,
            it.changed,
            it.removed,
            it.which,
            it.look,
            it.looking,
            it.unreachable,
            it.forbidden,
            it.no_room,
            it.other_version,
            it.damaged,
            it.newer,
            it.reload,
        ];
        let made = [
            (it.about)(20),
            (it.full_list)(20),
            (it.seen)(20, "2026"),
            (it.too_large)(20),
            (it.rename_what)("20"),
            (it.remove_what)("20"),
            (it.changes)(20, 3, 4),
            (it.counts)(20, 3),
            (it.since)("2026", "20", "3"),
            (it.data_changed)("20"),
            (it.offline)("20"),
        ];
        assert!(made.iter().all(|text| text.contains("20")), "{tag}: {made:?}");
        for text in plain.into_iter().chain(made.iter().map(String::as_str)) {
            assert!(!text.trim().is_empty());
            assert_eq!(text.contains(|c: char| c.is_ascii_alphabetic()), tag == "en", "{tag}: {text}");
        }
    }
    let said = (catalogue("ru").keep().since)("1 мая", "новых: 2", "ШОС");
    assert_eq!(said, "С 1 мая в выборке «ШОС» — новых: 2.");
}
