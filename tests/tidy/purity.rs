//! Pure rooms know no screen, disk, thread, clock or environment; each outside library has one home.

use crate::lexer::Kind;
use crate::source::{Named, Source, Violation};

const PURE: &[&str] =
    &["value", "agreement", "draft", "template", "settlement", "document", "check", "redline", "export"];

/// Rooms where every number decides something.
const EXACT: &[&str] = &["value", "agreement", "settlement"];

/// What a pure room may not name outside its tests, as neighbouring path segments, with the way out.
const IMPURE: &[(&[&str], &str)] = &[
    (&["std", "fs"], "reading and writing live in `store`, `cli` and `editor`"),
    (&["std", "net"], "nothing leaves the machine"),
    (&["std", "process"], "a pure room starts and ends nothing"),
    (&["std", "env"], "hand the setting in as an argument"),
    (&["std", "thread"], "work on threads lives in `editor`"),
    (&["SystemTime"], "hand the time in as an argument"),
    (&["Instant"], "hand the time in as an argument"),
    (&["Utc", "now"], "hand the time in as an argument"),
    (&["Local"], "hand the time in as an argument"),
    (&["tempfile"], "temporary files live in `store`"),
    (&["directories"], "the folders of this machine are known in `store`"),
    (&["tracing_subscriber"], "logging is set up by the program"),
];

/// Outside libraries that only certain rooms may name.
const HOMES: &[(&str, &[&str])] = &[
    ("egui", &["editor"]),
    ("eframe", &["editor"]),
    ("egui_kittest", &["editor"]),
    ("rfd", &["editor"]),
    ("clap", &["cli"]),
];

pub fn violations(source: &Source) -> Vec<Violation> {
    let Some(room) = source.room() else { return Vec::new() };
    let mut found = Vec::new();
    for path in source.paths() {
        if let Some(message) = homeless(&path, room).or_else(|| impure(&path, room)) {
            found.push(source.violation(path.line, message));
        }
    }
    if EXACT.contains(&room) {
        found.extend(floats(source, room));
    }
    found
}

fn homeless(path: &Named, room: &str) -> Option<String> {
    let first = path.segments.first()?;
    let (library, homes) = HOMES.iter().find(|(library, _)| library == first)?;
    let stranger = !homes.contains(&room);
    stranger.then(|| format!("`{library}` is used only in `{}`, not in `{room}`", homes.join("`, `")))
}

fn impure(path: &Named, room: &str) -> Option<String> {
    let disk = path.has(&["std", "fs"]);
    let bound = PURE.contains(&room) || (room == "session" && disk);
    if path.test || !bound {
        return None;
    }
    let (name, way_out) = IMPURE.iter().find(|(name, _)| path.has(name))?;
    Some(format!("`{}` in `{room}`: {way_out}", name.join("::")))
}

fn floats(source: &Source, room: &str) -> Vec<Violation> {
    let is_float = |kind: Kind, text: &str| match kind {
        Kind::Ident => ["f32", "f64"].iter().any(|f| text == *f || text.ends_with(&format!("_{f}"))),
        Kind::Number => {
            let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
            let exponent = after_digits.starts_with(['e', 'E']);
            let suffix = ["f32", "f64"].iter().any(|f| text.ends_with(f)) && !text.starts_with("0x");
            text.contains('.') || suffix || exponent
        }
        _ => false,
    };
    let tokens = source.code.iter().filter(|t| is_float(t.kind, &t.text));
    tokens
        .map(|t| source.violation(t.line, format!("`{}` in `{room}`: use an integer or a Decimal", t.text)))
        .collect()
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, sources};

    fn count(file: &str, text: &str) -> usize {
        violations(&Source::new(file, text)).len()
    }

    #[test]
    fn pure_rooms_are_pure_and_libraries_stay_at_home() {
        let found: Vec<Violation> = sources("src/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn an_impure_name_is_caught() {
        for text in [
            "use std::fs;",
            "use std::{fmt, fs::read};",
            "fn f() { ::std::thread::spawn(g); }",
            "use std::time::{Duration, SystemTime};",
            "fn f() { let now = chrono::Utc::now(); }",
            "fn f() { Local::now(); }",
            "fn f() { std::env::var(\"HOME\"); }",
        ] {
            assert_eq!(count("src/export/pdf.rs", text), 1, "{text}");
            assert_eq!(count("src/store/save.rs", text), 0, "{text}");
            assert_eq!(
                count("src/export/pdf.rs", &format!("#[cfg(test)] mod tests {{ {text} }}")),
                0,
                "{text}"
            );
        }
        assert_eq!(count("src/session/mod.rs", "use std::fs;"), 1);
        assert_eq!(count("src/export/pdf.rs", "// std::fs is not used\nuse chrono::{NaiveDate, Utc};"), 0);
    }

    #[test]
    fn a_library_outside_its_home_is_caught() {
        assert_eq!(count("src/session/mod.rs", "use egui::Ui;"), 1);
        assert_eq!(count("src/check/mod.rs", "#[cfg(test)] mod tests { use eframe::egui; }"), 1);
        assert_eq!(count("src/editor/app.rs", "use egui::Ui; #[derive(clap::Args)] struct A;"), 1);
        assert_eq!(count("src/cli/mod.rs", "use clap::Parser; use rfd::FileDialog;"), 1);
    }

    #[test]
    fn a_float_where_numbers_decide_is_caught() {
        assert_eq!(
            count("src/settlement/tier.rs", "fn f(a: f64) -> u8 { a.to_f32(); 1.5; 2e3; 0xef32; 7usize }"),
            4
        );
        assert_eq!(count("src/agreement/metric.rs", "struct A(pub u8); fn f(a: A) { a.0.1; 0..9; }"), 0);
        assert_eq!(count("src/export/pdf.rs", "fn f(a: f64) {}"), 0);
    }
}
