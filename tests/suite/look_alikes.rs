//! Names that look like one: the rule is held to a list of pairs from a real register.

use std::collections::{HashMap, HashSet};

#[path = "../../src/bin/whomet/publish/alike/mod.rs"]
mod alike;

use alike::{Form, Whose, Why, pairs};

const LIST: &str = include_str!("../data/look_alikes.tsv");

/// Whether two names look like one, and why.
fn why(a: &str, b: &str, whose: Whose) -> Option<Why> {
    pairs(&[a, b], whose).first().map(|pair| pair.why)
}

/// What the register says: two names, and the verdict.
fn list() -> Vec<[&'static str; 3]> {
    let rows = LIST.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| line.split('\t').take(3).collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// The names of the list, each once, and the group of names that each is in by the rule.
fn groups() -> HashMap<&'static str, usize> {
    let mut seen = HashSet::new();
    let names: Vec<&str> = list().iter().flat_map(|[a, b, _]| [*a, *b]).filter(|name| seen.insert(*name)).collect();
    let mut group: Vec<usize> = (0..names.len()).collect();
    for pair in pairs(&names, Whose::Organisations) {
        let (from, to) = (group[pair.b], group[pair.a]);
        group.iter_mut().filter(|other| **other == from).for_each(|other| *other = to);
    }
    names.into_iter().zip(group).collect()
}

#[test]
fn of_what_the_rule_finds_nine_in_ten_are_one() {
    let groups = groups();
    let found =
        |verdict: &str| list().iter().filter(|[a, b, other]| *other == verdict && groups[a] == groups[b]).count();
    let (same, different) = (found("same"), found("different"));
    assert!(same + different >= 95, "{same} {different}");
    assert!(same * 10 >= (same + different) * 9, "{same} {different}");
}

#[test]
fn of_names_with_one_register_number_six_in_ten_are_found() {
    let groups = groups();
    let rows: Vec<_> = list().into_iter().filter(|[_, _, verdict]| *verdict == "number").collect();
    let mut by_number: HashMap<&str, Vec<&str>> = HashMap::new();
    for [first, other, _] in &rows {
        by_number.entry(first).or_insert_with(|| vec![first]).push(other);
    }
    let (mut found, mut all) = (0, 0);
    for names in by_number.values() {
        for name in names {
            all += 1;
            found += usize::from(names.iter().any(|other| other != name && groups[other] == groups[name]));
        }
    }
    assert!(all > 450 && found * 10 >= all * 6, "{found} of {all}");
}

#[test]
fn each_reason_is_told_from_chance() {
    for (a, b, expected) in [
        ("Complant", "COMPLANT", Some(Why::Signs)),
        ("Business Europe", "BUSINESSEUROPE", Some(Why::Signs)),
        ("Société Générale S.A.", "Societe Generale", Some(Why::Words)),
        ("The Bank of China", "Bank China Ltd", Some(Why::Words)),
        ("German Trade Union", "Trade Union, German", Some(Why::Words)),
        ("European Trade Union Confederation (ETUC)", "ETUC", Some(Why::Acronym)),
        ("ETUC - European Trade Union Confederation", "ETUC", Some(Why::Acronym)),
        ("Centre for Policy Studies", "Center for Policy Studies", Some(Why::Words)),
        ("Amnesty International", "Amnesy International", Some(Why::Spelling)),
        ("Acme 123456789012-34", "Acme Steel (123456789012-34)", Some(Why::Number)),
        ("Ana Li of Acme Steel 123456789012-34", "Acme Steel (123456789012-34)", None),
        ("Ana Li from Acme 123456789012-34", "Acme (123456789012-34)", None),
        ("Acme 123456789012-34", "Acme 123456789012-35", Some(Why::Words)),
        ("EUNIC", "EURIC", None),
        ("University of Bergen", "University of Bremen", None),
        ("Acme", "Acme Germany", None),
        ("Transparency International (Slovenia)", "Transparency International", None),
        ("European Trade Union Confederation (ETUC)", "ETUI", None),
        ("Co Ltd", "AG", None),
        ("", "", None),
        ("中成股份", "中成股份", Some(Why::Signs)),
    ] {
        assert_eq!(why(a, b, Whose::Organisations), expected, "{a} | {b}");
    }
    for (a, b, expected) in [
        ("Vladimir Norov", "NOROV, Vladimir", Some(Why::Words)),
        ("Dr. Ana Meier", "Ana Meier", Some(Why::Words)),
        ("Vladimir Norow", "Vladimir Norov", None),
        ("Aleksandr Petrovsky", "Aleksandr Petrovski", Some(Why::Spelling)),
        ("Ana Meier", "Jan Meier", None),
    ] {
        assert_eq!(why(a, b, Whose::People), expected, "{a} | {b}");
    }
}

/// A word that stands in many names is a word, and not a slip of the pen in another.
#[test]
fn words_of_their_own_are_no_slips() {
    let names = [
        "Bank of Austria",
        "Wood of Austria",
        "Steel of Austria",
        "Bank of Austrie",
        "Coal of Austrie",
        "Oil of Austrie",
    ];
    assert_eq!(pairs(&names, Whose::Organisations), []);
    assert_eq!(pairs(&names[..4], Whose::Organisations).len(), 1);
}

/// Two bodies may have one acronym; then it is that of most names, or of none.
#[test]
fn an_acronym_of_two_is_told_of_neither() {
    let names = ["Centre for European Reform (CER)", "Community of European Railways (CER)", "CER"];
    assert_eq!(pairs(&names, Whose::Organisations), []);
    assert_eq!(Form::of(names[0], Whose::Organisations).acronyms, ["cer"]);
}

/// Each reason is in words that end a sentence.
#[test]
fn reasons_have_words() {
    for why in [Why::Signs, Why::Words, Why::Acronym, Why::Spelling, Why::Number] {
        assert!(why.words().len() > 10 && !why.words().ends_with('.'));
        assert_eq!(why.is_sure(), why < Why::Acronym);
    }
}
