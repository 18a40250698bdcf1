//! Values as an English contract prints them.

use super::{Date, DayOff, Duration, Leaf, LeafKind, Money, Number, Weekdays};

/// Holds a number and its unit together on one line.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// The canonical text of a single value as it stands in the text of a contract: "4 hours", "EUR 1,250.00",
/// "1 January 2026", "99.95 %", "Monday to Friday", a choice by its label. Text that is not such a value, and kinds
/// that are text already, come back unchanged; ids of other items do too, their names are for the agreement to say.
pub fn printed(kind: LeafKind, canonical: &str) -> String {
    let shown = match kind {
        LeafKind::Duration => <Duration as Leaf>::parse(canonical).ok().map(|d| glued(&d.long())),
        LeafKind::Date => <Date as Leaf>::parse(canonical).ok().map(|d| glued(&d.long())),
        LeafKind::DayOff => <DayOff as Leaf>::parse(canonical).ok().map(|d| glued(&d.long())),
        LeafKind::Money => <Money as Leaf>::parse(canonical).ok().map(|m| glued(&m.long())),
        LeafKind::Weekdays => <Weekdays as Leaf>::parse(canonical).ok().map(Weekdays::long),
        LeafKind::Percent => <Number as Leaf>::parse(canonical).ok().map(|n| {
            let number = grouped(&n.to_string());
            format!("{number}{NO_BREAK_SPACE}%")
        }),
        LeafKind::Whole | LeafKind::Number => {
            <Number as Leaf>::parse(canonical).ok().map(|n| grouped(&n.to_string()))
        }
        LeafKind::Choice(variants) => {
            variants.iter().find(|v| v.name == canonical).map(|v| v.label.to_owned())
        }
        _ => None,
    };
    shown.unwrap_or_else(|| canonical.to_owned())
}

/// Digits in groups of three before the decimal point: "1,234,567.5".
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// "a, b and c".
pub fn listed<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// `text` with its first space made unbreakable.
pub(super) fn glued(text: &str) -> String {
    text.replacen(' ', "\u{a0}", 1)
}

#[cfg(test)]
mod tests {
    use super::super::{Currency, Percent};
    use super::*;
    use crate::value::Variant;

    #[test]
    fn lists_end_with_and() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b"]), "a and b");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn values_read_as_in_a_contract() {
        const CHOICE: LeafKind = LeafKind::Choice(&[Variant { name: "Net", label: "net of tax" }]);
        let same =
            |leaf: &dyn crate::value::Node, kind| assert_eq!(leaf.printed(), printed(kind, &leaf.text()));
        same(&"5bd".parse::<Duration>().unwrap(), LeafKind::Duration);
        same(&"1250000.00 EUR".parse::<Money>().unwrap(), LeafKind::Money);
        same(&"2026-01-01".parse::<Date>().unwrap(), LeafKind::Date);
        same(&"-1234567.125".parse::<Number>().unwrap(), LeafKind::Number);
        same(&"99.95".parse::<Percent>().unwrap(), LeafKind::Percent);
        same(&"1000 {{x}}".parse::<crate::value::Prose>().unwrap(), LeafKind::Prose);
        for (kind, canonical, shown) in [
            (LeafKind::Duration, "4h", "4\u{a0}hours"),
            (LeafKind::Duration, "5bd", "5\u{a0}business days"),
            (LeafKind::Money, "1250000.00 EUR", "EUR\u{a0}1,250,000.00"),
            (LeafKind::Date, "2026-01-01", "1\u{a0}January 2026"),
            (LeafKind::DayOff, "last Monday of May", "the\u{a0}last Monday of May"),
            (LeafKind::Percent, "99.95", "99.95\u{a0}%"),
            (LeafKind::Number, "-1234567.125", "-1,234,567.125"),
            (LeafKind::Whole, "999", "999"),
            (LeafKind::Weekdays, "Mon-Wed, Sat", "Monday to Wednesday and Saturday"),
            (LeafKind::Weekdays, "Mon-Sun", "Every day"),
            (CHOICE, "Net", "net of tax"),
            (<Currency as Leaf>::KIND, "EUR", "EUR"),
            (<Percent as Leaf>::KIND, "not yet", "not yet"),
            (LeafKind::Prose, "1000 {{x}}", "1000 {{x}}"),
        ] {
            assert_eq!(printed(kind, canonical), shown);
        }
    }
}
