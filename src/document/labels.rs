//! Numbers and letters of sections, annexes and list items.

/// A, B, ... Z, AA, AB, ...; `n` counts from 1.
pub(super) fn letters(n: usize) -> String {
    let mut rest = n;
    let mut out = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        out.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

/// i, ii, iii, iv, ...; `n` counts from 1.
fn roman(n: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    // A list of thousands of items would make labels of thousands of letters.
    if n >= 4000 {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// The label of the `n`th item of an ordered list: (a), within it (i), within that (A).
pub(super) fn item(depth: usize, n: usize) -> String {
    match depth {
        0 => format!("({})", letters(n).to_lowercase()),
        1 => format!("({})", roman(n)),
        _ => format!("({})", letters(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_on_behind_z() {
        assert_eq!([1, 26, 27, 52, 53, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
        assert_eq!([1, 4, 9, 14, 48].map(roman), ["i", "iv", "ix", "xiv", "xlviii"]);
        assert_eq!([item(0, 2), item(1, 2), item(2, 2)], ["(b)", "(ii)", "(B)"]);
    }
}
