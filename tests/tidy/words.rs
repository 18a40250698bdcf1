//! What a user reads stands in one place a panel, ready for translation: in a `mod words` or a `words.rs`. Older panels
//! still name some of it where it is drawn; how much is counted here, and may only shrink.

use crate::lexer::Kind;
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
];

/// Files with words among their code, and how many there are.
const OLDER: &[(&str, usize)] = &[
    ("src/editor/app/parting.rs", 2),
    ("src/editor/dialogs/aside.rs", 7),
    ("src/editor/dialogs/ask.rs", 16),
    ("src/editor/dialogs/compare.rs", 7),
    ("src/editor/dialogs/losses.rs", 3),
    ("src/editor/dialogs/mod.rs", 2),
    ("src/editor/dialogs/path.rs", 4),
    ("src/editor/dialogs/recovered.rs", 2),
    ("src/editor/dialogs/sheet.rs", 7),
    ("src/editor/dialogs/waive.rs", 5),
    ("src/editor/panels/changes.rs", 1),
    ("src/editor/panels/clauses.rs", 8),
    ("src/editor/panels/coverage.rs", 6),
    ("src/editor/panels/earlier/list.rs", 1),
    ("src/editor/panels/earlier/mod.rs", 9),
    ("src/editor/panels/form.rs", 2),
    ("src/editor/panels/problems/head.rs", 1),
    ("src/editor/panels/recovered.rs", 14),
    ("src/editor/panels/status.rs", 1),
    ("src/editor/panels/toolbar.rs", 1),
    ("src/editor/widgets/field.rs", 1),
    ("src/editor/widgets/list.rs", 1),
    ("src/editor/widgets/read_only.rs", 1),
    ("src/editor/widgets/refs.rs", 2),
];

/// Words that are given to a speaking call where it stands, with their lines.
fn spoken_in_place(source: &Source) -> Vec<(usize, String)> {
    if source.file.ends_with("words.rs") {
        return Vec::new();
    }
    let code: Vec<_> =
        source.code.iter().zip(&source.test).filter(|(_, test)| !**test).map(|(t, _)| t).collect();
    let mut found = Vec::new();
    for (at, token) in code.iter().enumerate() {
        let speaks = token.kind == Kind::Ident && SPEAKING.contains(&token.text.as_str());
        if !speaks || code.get(at + 1).is_none_or(|next| next.text != "(") {
            continue;
        }
        // `small(ui, "…")`, `label(&format!("…"))`.
        let passed = ["ui", ",", "&", "format", "!", "("];
        let first =
            code.get(at + 2..).unwrap_or_default().iter().find(|t| !passed.contains(&t.text.as_str()));
        if let Some(text) = first.filter(|t| t.kind == Kind::Literal && is_worded(&t.text)) {
            found.push((text.line, text.text.clone()));
        }
    }
    found
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
    let allowed = OLDER.iter().find(|(file, _)| *file == source.file).map_or(0, |(_, count)| *count);
    if found.len() <= allowed {
        return Vec::new();
    }
    let list = found.iter().map(|(line, text)| format!("  {line}: {text}")).collect::<Vec<_>>().join("\n");
    let what = "move the new ones into `mod words`";
    vec![
        source
            .violation(0, format!("{} words among the code, {allowed} counted; {what}\n{list}", found.len())),
    ]
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
        ] {
            assert_eq!(spoken_in_place(&Source::new("src/editor/panels/x.rs", text)).len(), 1, "{text}");
        }
        let fine = "fn a_ui(ui: &mut Ui) { ui.label(words::TITLE); ui.label(format!(\"{count} %\")); }";
        assert!(spoken_in_place(&Source::new("src/editor/panels/x.rs", fine)).is_empty());
        let there = "pub const A: &str = \"Some words\"; fn f() { label(\"Words\"); }";
        assert!(spoken_in_place(&Source::new("src/editor/panels/words.rs", there)).is_empty());
    }
}
