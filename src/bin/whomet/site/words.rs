//! The words of the readable page, in the languages of a built page: its files in `lang/`, where a word may have
//! been changed since it was built.

use std::fs;
use std::path::Path;

use whomet::export::Readable;
use whomet::model::Lang;

/// The words in one language.
pub struct Words {
    /// Its tag.
    pub tag: String,
    /// True if it is written from right to left.
    pub mirrored: bool,
    words: Vec<String>,
}

impl Words {
    fn english() -> Self {
        let words = (0..Readable::COUNT).map(|at| Readable::english(at).to_owned());
        Self { tag: "en".to_owned(), mirrored: false, words: words.collect() }
    }

    /// Those of a file; a word that it has not is English.
    fn of_file(tag: &str, text: &str) -> Self {
        let mut words = Self { tag: tag.to_owned(), ..Self::english() };
        for (key, value) in text.lines().filter_map(|line| line.split_once(" = ")) {
            words.mirrored |= (key, value) == ("direction", "rtl");
            let at = |key: &str| (0..Readable::COUNT).find(|at| Readable::key(*at) == key);
            if let Some(at) = key.strip_prefix("readable.").and_then(at) {
                value.clone_into(&mut words.words[at]);
            }
        }
        words
    }

    /// Those of all languages of a built page, English first, then in the order of their tags.
    pub fn of_all(folder: &Path) -> Result<Vec<Self>, String> {
        let mut all = vec![Self::english()];
        let lang = folder.join("lang");
        if !lang.is_dir() {
            return Ok(all);
        }
        let told = |error: std::io::Error| format!("{}: {error}", lang.display());
        let files = fs::read_dir(&lang).map_err(told)?.map(|entry| Ok(entry.map_err(told)?.path()));
        let mut files = files.collect::<Result<Vec<_>, String>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "txt")) {
            let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            let tag = file.file_stem().and_then(|stem| stem.to_str()).and_then(Lang::parse);
            all.extend(tag.map(|tag| Self::of_file(tag.as_str(), &text)));
        }
        Ok(all)
    }

    /// Those of a language, or English.
    pub fn of(all: &[Self], lang: Lang) -> &Self {
        let of = |tag: &str| all.iter().find(|words| words.tag == tag);
        of(lang.as_str()).or_else(|| of(lang.primary())).unwrap_or(&all[0])
    }

    /// What a word says.
    pub fn say(&self, word: Readable) -> &str {
        &self.words[word as usize]
    }

    /// What a word says with these numbers.
    pub fn count(&self, word: Readable, numbers: &[usize]) -> String {
        let said = self.say(word).to_owned();
        numbers
            .iter()
            .enumerate()
            .fold(said, |said, (at, number)| said.replace(&format!("{{{at}}}"), &number.to_string()))
    }
}
