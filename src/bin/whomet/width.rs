//! How wide text is on a terminal: most characters take one place, those of East Asia two, accents none.

/// Characters that take two places: those that are wide or full width in Unicode's table of East Asian widths, but
/// for single symbols; of the emoji whole blocks.
const WIDE: [(u32, u32); 19] = [
    (0x1100, 0x115f),
    (0x231a, 0x231b),
    (0x2e80, 0x303e),
    (0x3041, 0x4dbf),
    (0x4e00, 0xa4cf),
    (0xa960, 0xa97f),
    (0xac00, 0xd7a3),
    (0xf900, 0xfaff),
    (0xfe10, 0xfe19),
    (0xfe30, 0xfe6f),
    (0xff01, 0xff60),
    (0xffe0, 0xffe6),
    (0x1_6fe0, 0x1_8aff),
    (0x1_b000, 0x1_b2ff),
    (0x1_f200, 0x1_f265),
    (0x1_f300, 0x1_f64f),
    (0x1_f680, 0x1_f6ff),
    (0x1_f900, 0x1_faff),
    (0x2_0000, 0x3_fffd),
];
/// Characters that take no place: accents that stand on the one before, and marks that nobody sees.
const NONE: [(u32, u32); 7] = [
    (0x0300, 0x036f),
    (0x0483, 0x0489),
    (0x1ab0, 0x1aff),
    (0x200b, 0x200f),
    (0x20d0, 0x20ff),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
];

/// How many places a character takes.
pub fn of(c: char) -> usize {
    let code = u32::from(c);
    let is_in = |ranges: &[(u32, u32)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&code));
    if code < 0x300 || !is_in(&NONE) { 1 + usize::from(is_in(&WIDE)) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_take_as_many_places_as_on_a_terminal() {
        let width = |text: &str| text.chars().map(of).sum::<usize>();
        for (text, wanted) in [
            ("abc", 3),
            ("中国", 4),
            ("ひらカナ", 8),
            ("한국", 4),
            ("ｗ", 2),
            ("e\u{301}", 1),
            ("Абв “…”", 7),
            ("🤝", 2),
        ] {
            assert_eq!(width(text), wanted, "{text}");
        }
    }
}
