//! Nothing is left for later: no markers, no stubs, no test that is switched off.

use crate::source::{Source, Violation};

/// Written in two halves, so that this file does not break its own rule.
const MARKERS: &[&str] =
    &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

pub fn violations(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for comment in &source.comments {
        for (offset, line) in comment.text.lines().enumerate() {
            if let Some(marker) = marker(line) {
                let message =
                    format!("`{marker}` is left in a comment: finish it, or file it where work is tracked");
                found.push(source.violation(comment.line + offset, message));
            }
        }
    }
    for (at, token) in source.code.iter().enumerate() {
        let next = source.word(at + 1);
        let ignored =
            token.text == "ignore" && at > 0 && source.word(at - 1) == "[" && matches!(next, "]" | "=");
        let stub = matches!(token.text.as_str(), "todo" | "unimplemented") && next == "!";
        if ignored || stub {
            found.push(source.violation(token.line, format!("`{}` is left in the code", token.text)));
        }
    }
    found
}

/// A marker that opens the comment or is followed by `:` or `(`; elsewhere the word is only spoken of.
fn marker(line: &str) -> Option<&'static str> {
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || "/!*#".contains(c));
    let called = |m: &str| body.contains(&format!("{m}:")) || body.contains(&format!("{m}("));
    MARKERS.iter().find(|m| body.starts_with(**m) || called(m)).copied()
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources};

    #[test]
    fn nothing_is_left_unfinished() {
        let found: Vec<Violation> = ["src/", "tests/", "benches/"]
            .into_iter()
            .flat_map(sources)
            .flat_map(|s| violations(&s))
            .collect();
        assert_clean(&found);
    }

    #[test]
    fn leftovers_are_caught() {
        let count = |text: &str| violations(&Source::new("src/value/x.rs", text)).len();
        for marker in MARKERS {
            assert_eq!(count(&format!("// {marker} later")), 1, "{marker}");
            assert_eq!(count(&format!("/* a\n * {marker}(me) later */")), 1, "{marker}");
            assert_eq!(
                count(&format!("fn f() {{ \"{marker}\"; }} // the word {marker} in a draft")),
                0,
                "{marker}"
            );
        }
        assert_eq!(count("#[test] #[ignore] fn f() { todo!() }"), 2);
        assert_eq!(count("#[test] #[ignore = \"slow\"] fn f() { unimplemented!(\"x\") }"), 2);
    }
}
