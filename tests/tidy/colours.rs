//! Colours live in one file of tokens, so that light and dark stay complete.

use crate::lexer::Kind;
use crate::source::{Source, Violation};

const TOKENS: &str = "src/editor/tokens";

/// Colours that are no choice of ours.
const NEUTRAL: &[&str] = &["TRANSPARENT", "PLACEHOLDER"];

pub fn violations(source: &Source) -> Vec<Violation> {
    if source.file.starts_with(TOKENS) {
        return Vec::new();
    }
    let tokens = source.code.iter().zip(&source.test).filter(|(_, test)| !**test).map(|(token, _)| token);
    let hex = tokens.filter(|t| t.kind == Kind::Literal && is_hex(&t.text)).map(|t| (t.line, t.text.clone()));
    let named = source.paths().into_iter().filter(|p| !p.test && is_colour(&p.segments));
    let named = named.map(|p| (p.line, p.segments.join("::")));
    hex.chain(named)
        .map(|(line, what)| {
            source.violation(line, format!("colour `{what}`: add a token to {TOKENS}.rs and use it"))
        })
        .collect()
}

/// `Color32::from_rgb`, `Rgba::from_gray`, `Color32::RED`, `hex_color!`.
fn is_colour(segments: &[String]) -> bool {
    let made = segments.windows(2).any(|pair| match pair {
        [kind, maker] if kind == "Color32" || kind == "Rgba" || kind == "Hsva" => {
            let constant = maker.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let literal = maker.starts_with("from_") || maker == "new";
            literal || (constant && maker != "*" && !NEUTRAL.contains(&maker.as_str()))
        }
        _ => false,
    });
    made || segments.last().is_some_and(|s| s == "hex_color")
}

/// A string such as `"#1a2b3c"`.
fn is_hex(literal: &str) -> bool {
    let inner = literal.trim_matches('"');
    let digits = inner.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources};

    #[test]
    fn colours_stand_only_in_the_token_file() {
        let found: Vec<Violation> = sources("src/editor/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn a_colour_elsewhere_is_caught() {
        for text in [
            "fn f() { Color32::from_rgb(1, 2, 3); }",
            "fn f() { egui::Color32::from_rgba_unmultiplied(1, 2, 3, 4); }",
            "fn f() { egui::Color32::RED; }",
            "const A: &str = \"#1a2B3c\";",
            "fn f() { egui::hex_color!(\"red\"); }",
        ] {
            assert_eq!(violations(&Source::new("src/editor/app.rs", text)).len(), 1, "{text}");
            assert!(violations(&Source::new("src/editor/tokens.rs", text)).is_empty(), "{text}");
        }
        let fine =
            "fn f(c: Color32) { Color32::TRANSPARENT; tokens::ink(c); \"#12\"; ColorImage::from_rgba(1); }";
        assert!(violations(&Source::new("src/editor/app.rs", fine)).is_empty());
    }
}
