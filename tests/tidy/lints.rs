//! The lint policy stands in `Cargo.toml`, and nothing in `src` steps around it.

use crate::source::{Source, Violation};

const POLICY: &[(&str, &str, &str)] = &[
    ("lints.rust", "unsafe_code", "forbid"),
    ("lints.rust", "unused_must_use", "deny"),
    ("lints.clippy", "unwrap_used", "deny"),
    ("lints.clippy", "expect_used", "deny"),
    ("lints.clippy", "panic", "deny"),
    ("lints.clippy", "indexing_slicing", "deny"),
    ("lints.clippy", "dbg_macro", "deny"),
    ("lints.clippy", "todo", "deny"),
    ("lints.clippy", "unimplemented", "deny"),
];

/// Crates that were tried and rejected, or that break an invariant when named directly.
const REJECTED: &[&str] = &["comemo", "docx-rs", "egui_extras", "egui-file-dialog", "egui_dock", "arboard"];

/// Lints whose silencing hides unfinished or panicking code.
const NEVER_ALLOWED: &[&str] = &["dead_code", "unused", "warnings", "all"];

/// What is missing from this manifest.
pub fn manifest_violations(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (section, lint, level) in POLICY {
        if value(manifest, section, lint) != Some(level) {
            found.push(format!("Cargo.toml: [{section}] needs {lint} = \"{level}\""));
        }
    }
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for name in REJECTED.iter().filter(|name| value(manifest, section, name).is_some()) {
            found.push(format!("Cargo.toml: [{section}] names `{name}`, which was rejected: see the design"));
        }
    }
    found
}

fn value<'a>(manifest: &'a str, section: &str, key: &str) -> Option<&'a str> {
    let header = format!("[{section}]");
    let lines = manifest.lines().map(str::trim).skip_while(|line| *line != header).skip(1);
    let mut lines = lines.take_while(|line| !line.starts_with('['));
    lines.find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"'))
    })
}

/// Places outside tests that switch a lint of the policy off.
pub fn violations(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for at in 0..source.code.len() {
        let switch = matches!(source.word(at), "allow" | "expect" | "warn") && source.word(at + 1) == "(";
        let attribute = at > 0 && matches!(source.word(at - 1), "[" | ",");
        if !switch || !attribute || source.test.get(at) == Some(&true) {
            continue;
        }
        let names = source.code.iter().skip(at + 2).take_while(|t| t.text != ")" && t.text != "=");
        for token in names {
            let name = token.text.as_str();
            if NEVER_ALLOWED.contains(&name) || POLICY.iter().any(|(_, lint, _)| *lint == name) {
                let message = format!("lint `{name}` is switched off here: mend the code instead");
                found.push(source.violation(token.line, message));
            }
        }
    }
    found
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources, text};

    #[test]
    fn the_manifest_holds_the_lint_policy() {
        let found = manifest_violations(&text("Cargo.toml").unwrap());
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn no_source_switches_the_policy_off() {
        let found: Vec<Violation> = sources("src/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn a_weaker_manifest_is_caught() {
        let manifest = text("Cargo.toml").unwrap();
        assert_eq!(manifest_violations(&manifest.replace("panic = \"deny\"", "panic = \"warn\"")).len(), 1);
        assert_eq!(manifest_violations(&manifest.replace("[lints.rust]", "[lints.other]")).len(), 2);
        let with = manifest.replace("[dependencies]", "[dependencies]\ncomemo = \"0.5\"");
        assert_eq!(manifest_violations(&with).len(), 1);
    }

    #[test]
    fn a_silenced_lint_is_caught() {
        let count = |text: &str| violations(&Source::new("src/value/x.rs", text)).len();
        assert_eq!(count("#[allow(dead_code)] fn f() {}"), 1);
        assert_eq!(count("#![allow(clippy::unwrap_used, clippy::panic)]"), 2);
        assert_eq!(count("#[cfg_attr(x, expect(clippy::indexing_slicing, reason = \"y\"))] fn f() {}"), 1);
        assert_eq!(count("#[allow(clippy::too_many_arguments)] fn f(x: X) { x.expect(all); }"), 0);
        assert_eq!(count("#[cfg(test)] #[allow(clippy::unwrap_used)] mod tests {}"), 0);
    }
}
