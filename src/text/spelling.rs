//! Spelling: how many slips of the pen apart two words are.
//!
//! A slip is a letter too much, a letter missing, another letter, or two neighbours exchanged (optimal
//! string alignment). The table of distances is kept row by row, a row for each letter of the other
//! word, so that words which begin alike share the rows of their beginning.

/// The words that a misspelt word may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speller {
    word: Vec<char>,
    allowed: u8,
    prefix: bool,
    /// The letters of the other word so far.
    other: Vec<char>,
    /// A row of `word.len() + 1` distances for each beginning of the other word, the empty one first.
    rows: Vec<u8>,
}

/// What is known after a letter of the other word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// However the other word goes on, it is too far.
    Dead,
    /// It may come near.
    Open,
    /// It is near if the word is a prefix of what is meant, however it goes on.
    Begun,
}

impl Speller {
    /// For a folded word, the last one typed if `prefix`. `None` if no slip is allowed: in words of
    /// less than five letters, and in all that is not letters alone. One from five letters, two from
    /// nine.
    #[must_use]
    pub fn new(word: &str, prefix: bool) -> Option<Self> {
        super::Script::of(word)?;
        let word: Vec<char> = word.chars().collect();
        let allowed = match word.len() {
            0..5 => return None,
            5..9 => 1,
            _ => 2,
        };
        let rows = (0..=word.len()).map(|len| u8::try_from(len).unwrap_or(u8::MAX)).collect();
        Some(Self { word, allowed, prefix, other: Vec::new(), rows })
    }

    /// How many letters of the other word are read.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.other.len()
    }

    /// Goes back to the first letters of the other word.
    pub fn back_to(&mut self, depth: usize) {
        self.other.truncate(depth);
        self.rows.truncate((depth + 1) * self.width());
    }

    /// How many of the first letters of a word are read already.
    #[must_use]
    pub fn common(&self, other: &str) -> usize {
        self.other.iter().zip(other.chars()).take_while(|(a, b)| **a == *b).count()
    }

    /// Reads the next letter of the other word.
    pub fn read(&mut self, letter: char) -> Step {
        let width = self.width();
        let depth = self.other.len();
        let above = depth * width;
        self.rows.push(u8::try_from(depth + 1).unwrap_or(u8::MAX));
        for at in 0..self.word.len() {
            let cell = |row: usize, column: usize| self.rows[row + column];
            let differs = u8::from(self.word[at] != letter);
            let mut best = (cell(above, at) + differs).min(cell(above, at + 1).saturating_add(1));
            best = best.min(cell(above + width, at).saturating_add(1));
            let before = depth.checked_sub(1).map(|before| self.other[before]);
            if at > 0 && before == Some(self.word[at]) && self.word[at - 1] == letter {
                best = best.min(cell(above - width, at - 1) + 1);
            }
            self.rows.push(best.min(100));
        }
        self.other.push(letter);
        let least = |row: &[u8]| row.iter().copied().min().unwrap_or(0);
        // two letters may still be exchanged, which builds on the row before
        let near = least(&self.rows[above + width..]) <= self.allowed
            || least(&self.rows[above..above + width]) < self.allowed;
        match near {
            _ if self.prefix && self.distance() <= self.allowed => Step::Begun,
            true => Step::Open,
            false => Step::Dead,
        }
    }

    /// True if what is read so far is a whole word that is near.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.distance() <= self.allowed
    }

    /// True if a word is near, or begins with what is near if the last letters may be missing.
    pub fn accepts(&mut self, other: &str) -> bool {
        self.back_to(0);
        for letter in other.chars() {
            match self.read(letter) {
                Step::Dead => return false,
                Step::Begun => return true,
                Step::Open => {}
            }
        }
        self.is_near()
    }

    fn width(&self) -> usize {
        self.word.len() + 1
    }

    fn distance(&self) -> u8 {
        self.rows.last().copied().unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, as a recursion over the last letters.
    fn distance(a: &[char], b: &[char]) -> usize {
        let (Some((x, a1)), Some((y, b1))) = (a.split_last(), b.split_last()) else { return a.len().max(b.len()) };
        let mut best = (distance(a1, b) + 1).min(distance(a, b1) + 1).min(distance(a1, b1) + usize::from(x != y));
        if let (Some((x2, a2)), Some((y2, b2))) = (a1.split_last(), b1.split_last())
            && (x, x2) == (y2, y)
        {
            best = best.min(distance(a2, b2) + 1);
        }
        best
    }

    #[test]
    fn slips_are_forgiven_in_long_words_only() {
        for (word, other, near) in [
            ("norvo", "norov", true),
            ("enviroment", "environment", true),
            ("enviromnet", "environment", true),
            ("trade", "grade", true),
            ("trad", "grad", false),
            ("norov", "narva", false),
            ("шанхйаская", "шанхайская", true),
            ("covid19", "covid18", false),
        ] {
            assert_eq!(Speller::new(word, false).is_some_and(|mut s| s.accepts(other)), near, "{word} {other}");
        }
        assert!(Speller::new("envirno", true).is_some_and(|mut s| s.accepts("environmental")));
        assert!(!Speller::new("envirno", false).is_some_and(|mut s| s.accepts("environmental")));
    }

    proptest! {
        #[test]
        fn rows_give_the_distance(word in "[ab]{5,7}|[abc]{9}", other in "[abc]{0,8}") {
            let letters: Vec<char> = word.chars().collect();
            let others: Vec<char> = other.chars().collect();
            let allowed = if letters.len() < 9 { 1 } else { 2 };
            let near = distance(&letters, &others) <= allowed;
            prop_assert_eq!(Speller::new(&word, false).unwrap().accepts(&other), near);
            let begun = (0..=others.len()).any(|len| distance(&letters, &others[..len]) <= allowed);
            prop_assert_eq!(Speller::new(&word, true).unwrap().accepts(&other), begun);
        }
    }
}
