//! What was meant by words that were typed into an exact field.

use super::phrases::find_word;
use crate::draft::{Draft, PendingInput};
use crate::value::{Currency, FieldPath, LeafKind, Shape};

/// A meaning that a rule of its own explains better than "this is no value".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The target is said to stand in the very agreement: "given by SLA".
    Itself,
    /// An amount of money where a percentage belongs.
    Money,
}

/// What an entry that is no value means; `None` where nothing more is known.
pub(super) fn meant(draft: &Draft, entry: &PendingInput) -> Option<Meant> {
    let node = draft.node(&FieldPath::new(entry.path.as_str()))?;
    match node.shape() {
        Shape::Leaf(LeafKind::Percent) if is_money(&entry.text) => Some(Meant::Money),
        Shape::Leaf(
            LeafKind::Percent | LeafKind::Duration | LeafKind::Number | LeafKind::Whole | LeafKind::Money,
        ) if names_the_agreement(&entry.text) => Some(Meant::Itself),
        _ => None,
    }
}

/// Whether a short text without a number sends the reader to the agreement that holds it.
pub(super) fn names_the_agreement(text: &str) -> bool {
    const ITSELF: &[&str] = &[
        "sla",
        "slas",
        "this agreement",
        "the agreement",
        "agreement",
        "contract",
        "service level",
        "service levels",
        "agreed level",
        "agreed levels",
    ];
    let lower = text.to_lowercase();
    let short = lower.split_whitespace().count() <= 10;
    short && !lower.contains(|c: char| c.is_ascii_digit()) && find_word(&lower, ITSELF).is_some()
}

/// "2.0 GBP", "GBP 2" or "£2".
fn is_money(text: &str) -> bool {
    const SIGNS: &[&str] = &["€", "£", "$", "¥", "CHF", "Fr."];
    let rest: String =
        text.chars().filter(|c| !c.is_ascii_digit() && !" .,'’\u{a0}\u{202f}".contains(*c)).collect();
    let has_number = text.contains(|c: char| c.is_ascii_digit());
    let upper = rest.chars().all(|c| c.is_ascii_uppercase());
    has_number && (SIGNS.contains(&rest.as_str()) || (upper && rest.parse::<Currency>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_known_by_its_currency() {
        for money in ["2.0 GBP", "GBP 2", "£2", "1,250.00 EUR", "€ 5"] {
            assert!(is_money(money), "{money}");
        }
        for other in ["2.0", "GBP", "2 %", "2 abc", "two GBP"] {
            assert!(!is_money(other), "{other}");
        }
    }

    #[test]
    fn a_target_that_names_the_agreement_is_none() {
        for circular in
            ["Given by SLA", "as per the SLA", "according to this agreement", "see service levels"]
        {
            assert!(names_the_agreement(circular), "{circular}");
        }
        for other in ["4 h as per SLA", "Slack", "soon", ""] {
            assert!(!names_the_agreement(other), "{other}");
        }
    }
}
