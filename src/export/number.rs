//! Numbers that read back as they are.

/// Ten to these powers is exact in a float.
const MOST: i32 = 22;

/// Writes a number in plain digits, so that dividing the digits by a power of ten, which is what readers
/// of JSON do, gives the same number. That can be done for all numbers of up to 15 digits, and nearly all
/// others between 10^-22 and 10^37; what is beyond is written with 15 digits.
#[must_use]
pub fn exact_number(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let size = number.abs();
    if !size.is_finite() {
        return String::new();
    }
    for places in 0..=MOST {
        let power = power_of_ten(places);
        if let Some(digits) = digits(size * power, |digits| digits / power == size) {
            return format!("{sign}{}", with_point(digits, places as usize));
        }
        if let Some(digits) = digits(size / power, |digits| digits * power == size) {
            return format!("{sign}{digits}{}", "0".repeat(places as usize));
        }
    }
    rounded(sign, size)
}

fn power_of_ten(power: i32) -> f64 {
    (0..power).fold(1.0, |product, _| product * 10.0)
}

/// A whole number near this one that fits.
fn digits(near: f64, fits: impl Fn(f64) -> bool) -> Option<u64> {
    // above 2^63 not every neighbour is a whole number of 64 bits
    if near >= 9e18 {
        return None;
    }
    let middle = near.round() as u64;
    let mut candidates = [0_i64, -1, 1, -2, 2].into_iter().filter_map(|step| middle.checked_add_signed(step));
    candidates.find(|digits| fits(*digits as f64))
}

fn with_point(digits: u64, places: usize) -> String {
    if places == 0 {
        return digits.to_string();
    }
    let digits = digits.to_string();
    let digits = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
    let (whole, decimals) = digits.split_at(digits.len() - places);
    format!("{whole}.{decimals}")
}

/// With 15 digits and an exponent.
fn rounded(sign: &str, size: f64) -> String {
    let (mut digits, mut exponent) = (size, 0);
    while digits >= 1e15 {
        (digits, exponent) = (digits / 10.0, exponent + 1);
    }
    while digits < 1e14 && digits > 0.0 {
        (digits, exponent) = (digits * 10.0, exponent - 1);
    }
    format!("{sign}{}e{exponent}", digits.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::exact_number;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_a_person_would() {
        for (number, text) in [
            (0.0, "0"),
            (1600.0, "1600"),
            (-2.5, "-2.5"),
            (0.1, "0.1"),
            (0.000_001, "0.000001"),
            (1.0 / 3.0, "0.3333333333333333"),
            (150_000_000_000.0, "150000000000"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (1e22, "10000000000000000000000"),
            (1e300, "100000000000000e286"),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(exact_number(number), text);
        }
    }

    proptest! {
        #[test]
        fn what_a_person_writes_reads_back(digits in -999_999_999_999_999i64..1_000_000_000_000_000, places in 0i32..12) {
            let number = digits as f64 / 10f64.powi(places);
            let written = exact_number(number);
            prop_assert_eq!(written.parse::<f64>().unwrap(), number, "{}", written);
        }

        #[test]
        fn no_number_goes_astray(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            let read: f64 = exact_number(number).parse().unwrap();
            prop_assert!((read - number).abs() <= number.abs() * 1e-11, "{} {}", read, number);
        }
    }
}
