//! What a user reads stands in one place a panel, ready for translation: in a `mod words` or a `words.rs`.

use crate::lexer::{Kind, Token};
use crate::source::{Source, Violation};

/// Calls whose first text a user reads or hears.
const SPEAKING: &[&str] = &[
    "label",
    "button",
    "on_hover_text",
    "on_disabled_hover_text",
    "accessible_name",
    "hint_text",
    "checkbox",
    "radio",
    "selectable_label",
    "small",
    "soft",
    "strong",
    "heading",
    "section",
    "title",
    "primary_button_ui",
    "folding_ui",
    "say",
    "tell",
];

/// Files whose whole purpose is to name things: the commands.
const NAMING: &[&str] = &["src/editor/commands.rs"];

/// Words that are given to a speaking call where it stands, and sentences and phrases anywhere else outside of `mod
/// words`, with their lines.
fn spoken_in_place(source: &Source) -> Vec<(usize, String)> {
    if source.file.ends_with("words.rs") || NAMING.contains(&source.file.as_str()) {
        return Vec::new();
    }
    let code: Vec<_> =
        source.code.iter().zip(&source.test).filter(|(_, test)| !**test).map(|(t, _)| t).collect();
    let among_words = among_words(&code);
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
        if token.kind == Kind::Literal && is_phrase(&token.text) && among_words.get(at) == Some(&false) {
            found.push((token.line, token.text.clone()));
        }
        let speaks = token.kind == Kind::Ident && SPEAKING.contains(&token.text.as_str());
        if !speaks || code.get(at + 1).is_none_or(|next| next.text != "(") {
            continue;
        }
        // `small(ui, "…")`, `label(&format!("…"))`, `say(ctx, "…")`.
        let passed = ["ui", "ctx", ",", "&", "format", "!", "("];
        let first =
            code.get(at + 2..).unwrap_or_default().iter().find(|t| !passed.contains(&t.text.as_str()));
        if let Some(text) = first.filter(|t| t.kind == Kind::Literal && is_worded(&t.text)) {
            found.push((text.line, text.text.clone()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Which tokens stand in a `mod words`, or are arguments of a test's or a log's macro.
fn among_words(code: &[&Token]) -> Vec<bool> {
    let mut depth = 0_usize;
    let mut opened = None;
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|i| code.get(i)).map(|t| t.text.as_str());
        match token.text.as_str() {
            "{" => {
                depth += 1;
                if before(1) == Some("words") && before(2) == Some("mod") && opened.is_none() {
                    opened = Some(depth);
                }
            }
            "}" => {
                opened = opened.filter(|at| *at != depth);
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        found.push(opened.is_some());
    }
    found
}

/// Begins as a sentence does and goes on with another word.
fn is_phrase(literal: &str) -> bool {
    let text = literal.trim_start_matches(['r', '#']).trim_matches('"');
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.contains('{');
    first.starts_with(char::is_uppercase) && is_word(first) && words.next().is_some_and(is_word)
}

/// Three letters in a row outside of braces: more than a sign or a placeholder.
fn is_worded(literal: &str) -> bool {
    let mut depth = 0_i32;
    let mut letters = 0;
    literal.chars().any(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        letters = if depth == 0 && c.is_alphabetic() { letters + 1 } else { 0 };
        letters >= 3
    })
}

fn violations(source: &Source) -> Vec<Violation> {
    let found = spoken_in_place(source);
    found
        .into_iter()
        .map(|(line, text)| source.violation(line, format!("{text}: move it into `mod words`")))
        .collect()
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources};

    #[test]
    fn words_of_users_stand_in_words() {
        let found: Vec<Violation> = sources("src/editor/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn words_among_code_are_caught() {
        for text in [
            "fn a_ui(ui: &mut Ui) { ui.label(\"Some words\"); }",
            "fn a_ui(ui: &mut Ui) { ui.label(small(ui, format!(\"{n} words\"))); }",
            "fn a_ui(ui: &mut Ui) { ui.button(\"Go\").on_hover_text(\"There\"); }",
            "fn a(&mut self) { self.toasts.say(ctx, \"Saved.\"); }",
            "fn a() { let tip = \"Shows the pages\"; }",
            "mod words { pub const A: &str = \"Some words\"; } fn a() -> &'static str { \"Some words\" }",
        ] {
            assert_eq!(spoken_in_place(&Source::new("src/editor/panels/x.rs", text)).len(), 1, "{text}");
        }
        let fine = "fn a_ui(ui: &mut Ui) { ui.label(words::TITLE); ui.label(format!(\"{count} %\")); }";
        assert!(spoken_in_place(&Source::new("src/editor/panels/x.rs", fine)).is_empty());
        let inside =
            "mod words { pub fn a() -> String { if true { \"Some words\" } else { \"Other words\" } } }";
        assert!(spoken_in_place(&Source::new("src/editor/panels/x.rs", inside)).is_empty());
        let there = "pub const A: &str = \"Some words\"; fn f() { label(\"Words\"); }";
        assert!(spoken_in_place(&Source::new("src/editor/panels/words.rs", there)).is_empty());
    }
}
