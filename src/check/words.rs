//! Numbers and lists as messages say them.

use crate::settlement::allowed_downtime;
pub(super) use crate::value::capitalised as sentence;
use crate::value::{NO_BREAK_SPACE, quoted};
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

/// Two numbers with as many decimals as either needs: 99.89 and 99.90.
pub(super) fn alike(a: Decimal, b: Decimal) -> (String, String) {
    let (a, b) = (a.normalize(), b.normalize());
    let digits = a.scale().max(b.scale()) as usize;
    (format!("{a:.digits$}"), format!("{b:.digits$}"))
}

/// The downtime that an availability leaves in a window, in whole seconds: "4 min 19 s". `None` where the percentage is
/// none.
pub(super) fn downtime(percent: Decimal, window_seconds: u32) -> Option<String> {
    allowed_downtime(percent, window_seconds).map(|time| format!("{time:.0}").replace(NO_BREAK_SPACE, " "))
}

/// A thing by its name, or by what it is where it has none: “Uptime”, or "the metric".
pub(super) fn named(name: &str, noun: &str) -> String {
    let name = name.trim();
    if name.is_empty() { format!("the {noun}") } else { quoted(name) }
}

/// The first letter in lower case: for a phrase inside a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_read_well() {
        assert_eq!(count(1, "window"), "1 window");
        assert_eq!(with_unit("99.90".parse().unwrap(), "%"), "99.9 %");
        assert_eq!(
            alike("99.89".parse().unwrap(), "99.9".parse().unwrap()),
            ("99.89".into(), "99.90".into())
        );
        assert_eq!(named(" ", "metric"), "the metric");
        assert_eq!(downtime("99.99".parse().unwrap(), 2_592_000).as_deref(), Some("4 min 19 s"));
        assert_eq!(sentence("the metric"), "The metric");
    }
}
