//! The manual: every rule on its page, as text, JSON or Markdown.

use super::rule::{Rule, Scope};
use super::rules;
use crate::template::Profile;
use serde::Serialize;

/// The rule with this code, in any case of letters.
pub fn explain(code: &str) -> Option<&'static Rule> {
    rules::all().iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
}

/// Pages in plain text.
pub fn explain_text(rules: &[Rule]) -> String {
    let page = |rule: &Rule| {
        let mut text = format!("{}  {}  ({})\n", rule.code, rule.title, rule.severity.name());
        for (label, body) in sections(rule) {
            text.push_str(&format!("  {label:<9}{body}\n"));
        }
        text
    };
    rules.iter().map(page).collect::<Vec<_>>().join("\n")
}

/// Pages in Markdown, one heading a rule.
pub fn explain_md(rules: &[Rule]) -> String {
    let page = |rule: &Rule| {
        let mut text =
            format!("## {} {}\n\nSeverity: {}\n", rule.code, escaped(rule.title), rule.severity.name());
        for (label, body) in sections(rule) {
            text.push_str(&format!("\n**{label}** {}\n", escaped(&body)));
        }
        text
    };
    rules.iter().map(page).collect::<Vec<_>>().join("\n")
}

/// Pages in JSON, as a list.
pub fn explain_json(rules: &[Rule]) -> String {
    #[derive(Serialize)]
    struct Page {
        code: &'static str,
        title: &'static str,
        severity: &'static str,
        detects: &'static str,
        why: &'static str,
        example: &'static str,
        mend: &'static str,
        applies: String,
        release_only: bool,
    }
    let page = |rule: &Rule| Page {
        code: rule.code,
        title: rule.title,
        severity: rule.severity.name(),
        detects: rule.detects,
        why: rule.why,
        example: rule.example,
        mend: rule.mend,
        applies: applies(rule),
        release_only: rule.release_only,
    };
    let pages: Vec<Page> = rules.iter().map(page).collect();
    super::report::json(&pages)
}

fn sections(rule: &Rule) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("Finds", rule.detects.to_owned()),
        ("Why", rule.why.to_owned()),
        ("Example", rule.example.to_owned()),
        ("Better", rule.mend.to_owned()),
    ];
    let applies = applies(rule);
    if applies != EVERYWHERE {
        all.push(("Applies", applies));
    }
    all
}

const EVERYWHERE: &str = "to every form of agreement";

fn applies(rule: &Rule) -> String {
    let names = |list: &[Profile]| list.iter().map(|p| p.label()).collect::<Vec<_>>().join(", ");
    let forms = match rule.scope {
        Scope::All => EVERYWHERE.to_owned(),
        Scope::Except(list) => format!("to every form of agreement but {}", names(list)),
        Scope::Only(list) => format!("to {}", names(list)),
    };
    if rule.release_only { format!("{forms}, when the draft is checked for release") } else { forms }
}

/// Backslashes before what Markdown would read as markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_in_every_form() {
        for rule in rules::all() {
            let found = explain(&rule.code.to_lowercase()).unwrap();
            assert_eq!(found.code, rule.code);
            let page = explain_text(std::slice::from_ref(rule));
            for part in [rule.code, rule.title, rule.detects, rule.why, rule.example, rule.mend] {
                assert!(!part.trim().is_empty() && page.contains(part), "{}: {part:?}", rule.code);
            }
        }
        assert!(explain("Z99").is_none());
        let json: serde_json::Value = serde_json::from_str(&explain_json(rules::all())).unwrap();
        assert_eq!(json.as_array().map(Vec::len), Some(rules::all().len()));
        assert_eq!(explain_md(rules::all()).matches("\n## ").count() + 1, rules::all().len());
    }
}
