//! What somebody may have meant: the known word that is nearest to an unknown one.

/// Words longer than this are not compared.
const LONGEST: usize = 40;

/// Guesses what was meant, as long as guessing is cheap: a file full of unknown words must not cost
/// more than a good one.
#[derive(Debug)]
pub(super) struct Guesser {
    comparisons: usize,
}

impl Default for Guesser {
    fn default() -> Self {
        Self { comparisons: 500_000 }
    }
}

impl Guesser {
    /// The end of a sentence that suggests the nearest of so many known words.
    pub(super) fn suggest<'w>(&mut self, word: &str, count: usize, known: impl Iterator<Item = &'w str>) -> String {
        let Some(left) = self.comparisons.checked_sub(count) else { return String::new() };
        self.comparisons = left;
        nearest(word, known).map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"))
    }
}

/// The nearest of the known words, if it is near: one letter may differ, and one more for every
/// four. Two letters are too short to guess from.
fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let word = small(word.trim());
    if word.len() > LONGEST || word.len() < 3 {
        return None;
    }
    let most = 1 + word.len() / 4;
    known
        .filter(|other| other.len() <= 4 * LONGEST && other.len() + 4 * most >= word.len())
        .map(|other| (distance(&word, &small(other)), other))
        .filter(|(distance, other)| *distance <= most && *distance < other.chars().count())
        .min()
        .map(|(_, other)| other)
}

/// The beginning of a word in small letters.
fn small(word: &str) -> Vec<char> {
    word.chars().map(crate::text::lower).take(4 * LONGEST).collect()
}

/// The edit distance in which two neighbours that changed places count once (optimal string
/// alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["topics", "organisations", "licence", "participants", "title", "date", "id"];
        for (word, meant) in [
            ("topic", Some("topics")),
            ("organizations", Some("organisations")),
            ("license", Some("licence")),
            ("Participants", Some("participants")),
            ("tilte", Some("title")),
            ("dat", Some("date")),
            ("colour", None),
            ("x", None),
            ("s2", None),
            ("", None),
            ("committees", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), meant, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), known.into_iter()), None);
    }
}
