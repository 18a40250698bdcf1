//! Numbers and lists as messages say them.

use crate::value::quoted;
use rust_decimal::Decimal;

/// "1 window", "3 windows".
pub(super) fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// "99.9 %", "200 ms", "12".
pub(super) fn with_unit(value: Decimal, unit: &str) -> String {
    let value = value.normalize();
    let unit = unit.trim();
    if unit.is_empty() { value.to_string() } else { format!("{value} {unit}") }
}

/// A thing by its name, or by what it is where it has none: “Uptime”, or "the metric".
pub(super) fn named(name: &str, noun: &str) -> String {
    let name = name.trim();
    if name.is_empty() { format!("the {noun}") } else { quoted(name) }
}

/// The first letter in upper case: for the start of a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// "a, b and c".
pub(super) fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_read_well() {
        assert_eq!(count(1, "window"), "1 window");
        assert_eq!(with_unit("99.90".parse().unwrap(), "%"), "99.9 %");
        assert_eq!(named(" ", "metric"), "the metric");
        assert_eq!(sentence("the metric"), "The metric");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
