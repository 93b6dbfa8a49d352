//! Numbers in plain digits.

/// Writes a number with at most six decimals and no exponent, or from 10^18 with three digits and an
/// exponent. The standard library's way, which writes any number so that it reads back the same,
/// costs 20 kB of the page in tables.
#[must_use]
pub fn plain_number(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let size = number.abs();
    if !size.is_finite() {
        return String::new();
    }
    if size >= 1e18 {
        let (mut digits, mut exponent) = (size, 2);
        while digits >= 1000.0 {
            (digits, exponent) = (digits / 10.0, exponent + 1);
        }
        let digits = digits as u64;
        return format!("{sign}{}.{:02}e{exponent}", digits / 100, digits % 100);
    }
    let (mut whole, mut millionths) = (size.trunc() as u64, millionths(size) as u64);
    if millionths == 1_000_000 {
        (whole, millionths) = (whole + 1, 0);
    }
    let decimals = format!("{millionths:06}");
    let sign = if (whole, millionths) == (0, 0) { "" } else { sign };
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

/// True if [`plain_number`] writes the shortest number that agrees with this one in fifteen digits. A double holds
/// that many of any number; what is behind them may come of arithmetic (0.30000000000000004).
#[must_use]
pub fn is_plain(number: f64) -> bool {
    let size = number.abs();
    let mut power = 1.0;
    if size >= 1e15 && size.fract() > 0.0 {
        return false;
    }
    while size < 1e18 && power <= 1e6 {
        let scaled = size.fract() * power;
        let digits = scaled.round();
        if (scaled - digits).abs() <= size * power * (2.0 * f64::EPSILON) {
            return digits * (1e6 / power) == millionths(size);
        }
        power *= 10.0;
    }
    false
}

/// The decimals that are written, as a whole number: of fifteen digits, behind which a double holds others.
fn millionths(size: f64) -> f64 {
    let (mut unit, mut end) = (1.0, 1e9);
    while size >= end && unit < 1e6 {
        (unit, end) = (unit * 10.0, end * 10.0);
    }
    (size.fract() * (1e6 / unit)).round() * unit
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain_number};

    #[test]
    fn numbers_are_written_in_plain_digits() {
        for (number, text) in [
            (0.0, "0"),
            (1600.0, "1600"),
            (-2.5, "-2.5"),
            (-0.000_000_1, "0"),
            (0.1, "0.1"),
            (1.0 / 3.0, "0.333333"),
            (150_000_000_000.0, "150000000000"),
            (0.999_999_9, "1"),
            (15_000_000_000.55, "15000000000.55"),
            (999_999_999_999.999, "999999999999.999"),
            (1_234_567.123_456_7, "1234567.123457"),
            (1e18, "1.00e18"),
            (2.5e21, "2.50e21"),
            (f64::MAX, "1.79e308"),
        ] {
            assert_eq!(plain_number(number), text);
        }
    }

    #[test]
    fn what_is_written_is_the_number_or_not() {
        for number in [0.0, 1600.0, -2.5, 0.1, 0.1 + 0.2, 0.333_333, 1e-6, 123_456_789.123_456, 15_000_000_000.55, 1e17]
        {
            assert!(is_plain(number), "{number}");
        }
        for number in
            [4e-7, 1.0 / 3.0, 0.999_999_9, 1_234_567.000_000_1, 2.300_000_000_000_000_5e15, 1e18, -1e21, f64::NAN]
        {
            assert!(!is_plain(number), "{number}");
        }
    }
}
