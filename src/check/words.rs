//! Numbers and lists as messages say them.

use super::context::Cx;
use crate::settlement::allowed_downtime;
use crate::template::first_name_of;
pub(super) use crate::value::capitalised as sentence;
use crate::value::{NO_BREAK_SPACE, Node, listed, quoted};
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

/// Items that are named and not there: "“P2”, which is no longer among the priorities", or, where nobody knows their
/// names any more, "a priority that is no longer in the agreement".
pub(super) fn lost(cx: &Cx<'_>, list: &str, ids: &[&str]) -> String {
    let known = |id: &&str| first_name_of(&cx.draft.template.id, list, id).map(|name| quoted(&name));
    let names: Option<Vec<String>> = ids.iter().map(known).collect();
    let are = if ids.len() == 1 { "is" } else { "are" };
    let plural = plural(list);
    match (names, ids.len()) {
        (Some(names), _) => format!("{}, which {are} no longer among the {plural}", listed(&names)),
        (None, 1) => {
            let spec = Node::child(cx.a, list).and_then(|node| node.as_list()).map(|list| list.spec());
            let noun = spec.map_or_else(|| plural.trim_end_matches('s'), |spec| spec.noun);
            let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!("{article} {noun} that is no longer in the agreement")
        }
        (None, n) => format!("{n} {plural} that are no longer in the agreement"),
    }
}

/// The items of a list in words: "priorities", "insurance policies".
pub(super) fn plural(list: &str) -> String {
    match list {
        "insurance" => "insurance policies".to_owned(),
        list => list.replace('_', " "),
    }
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
