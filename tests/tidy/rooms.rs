//! Data flows one way: a room imports only from rooms below it.

use crate::source::{Named, Source, Violation};

/// Every room with its floor. A room may import from lower floors and from itself, not from its neighbours.
pub const ROOMS: &[(&str, u8)] = &[
    ("value", 0),
    ("agreement", 1),
    ("draft", 2),
    ("template", 3),
    ("settlement", 3),
    ("document", 4),
    ("check", 5),
    ("export", 6),
    ("redline", 6),
    ("store", 6),
    ("session", 7),
    ("editor", 8),
    ("cli", 8),
];

pub fn floor(room: &str) -> Option<u8> {
    ROOMS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// Imports in `source` that go up or sideways, and names that bypass the rooms.
pub fn violations(source: &Source) -> Vec<Violation> {
    let Some(here) = source.room() else { return Vec::new() };
    let Some(own) = floor(here) else {
        return vec![
            source
                .violation(0, format!("room `{here}` has no floor: add it to ROOMS in tests/tidy/rooms.rs")),
        ];
    };
    let mut found = Vec::new();
    for path in source.paths() {
        let Some(target) = room_of(&path, source.depth()) else { continue };
        match floor(target) {
            _ if target == here => {}
            Some(floor) if floor < own => {}
            Some(_) => found.push(source.violation(
                path.line,
                format!("`{here}` imports `{target}`, which is not below it: move the code down, or hand the value in as an argument"),
            )),
            None => found.push(source.violation(
                path.line,
                format!("`crate::{target}` is no room: name the room it comes from"),
            )),
        }
    }
    found
}

/// The first segment below the crate's root, if the path leads there.
fn room_of(path: &Named, depth: usize) -> Option<&str> {
    let segments: Vec<&str> = path.segments.iter().map(String::as_str).skip_while(|s| *s == "self").collect();
    let below_root = match segments.first()? {
        &"crate" | &"clausewright" => 1,
        &"super" => {
            let ups = segments.iter().take_while(|s| **s == "super").count();
            if ups < depth + path.nesting {
                return None;
            }
            ups
        }
        _ => return None,
    };
    segments.get(below_root).copied().filter(|s| !matches!(*s, "self" | "*"))
}

mod tests {
    use super::*;
    use crate::source::{assert_clean, root, sources};

    fn lines(file: &str, text: &str) -> Vec<usize> {
        violations(&Source::new(file, text)).iter().map(|v| v.line).collect()
    }

    #[test]
    fn rooms_import_only_from_rooms_below() {
        let found: Vec<Violation> = sources("src/").iter().flat_map(violations).collect();
        assert_clean(&found);
    }

    #[test]
    fn the_crate_declares_rooms_and_nothing_else() {
        let lib = Source::new("src/lib.rs", &crate::source::text("src/lib.rs").unwrap());
        for (at, token) in lib.code.iter().enumerate().filter(|(_, t)| t.text == "mod") {
            let name = lib.word(at + 1);
            assert!(floor(name).is_some(), "src/lib.rs:{}: `{name}` has no floor in ROOMS", token.line);
            let place = root().join("src").join(name);
            assert!(place.join("mod.rs").is_file(), "src/{name}/mod.rs is missing");
        }
        let words = ["pub", "mod", ";"];
        let stray = lib.code.iter().find(|t| !words.contains(&t.text.as_str()) && floor(&t.text).is_none());
        assert_eq!(stray, None, "src/lib.rs only declares rooms");
    }

    #[test]
    fn an_import_upwards_or_sideways_is_caught() {
        assert_eq!(lines("src/value/x.rs", "\nuse crate::{agreement::Party, value::Money};"), [2]);
        assert_eq!(lines("src/value/x.rs", "use crate::{value, document::{self, tree}};"), [1, 1]);
        assert_eq!(lines("src/draft/x.rs", "fn f() { crate::check::run(); }"), [1]);
        assert_eq!(lines("src/export/x.rs", "use crate::store::save;"), [1]);
        assert_eq!(lines("src/template/x.rs", "use clausewright::settlement::tier;"), [1]);
        assert_eq!(lines("src/value/mod.rs", "use super::check::run;"), [1]);
        assert_eq!(lines("src/value/x.rs", "mod tests { use super::super::super::check::run; }"), [1]);
        assert_eq!(lines("src/value/x.rs", "use crate::Money;"), [1]);
        assert_eq!(lines("src/attic/x.rs", ""), [0]);
    }

    #[test]
    fn an_import_downwards_or_within_is_allowed() {
        let text =
            "use crate::{value::Money, draft::Draft, check::Finding}; use super::tier; use crate::check;";
        assert!(lines("src/check/x.rs", text).is_empty());
        assert!(
            lines("src/check/rules/x.rs", "mod tests { use super::super::super::run; use super::*; }")
                .is_empty()
        );
        assert!(lines("src/main.rs", "use clausewright::cli;").is_empty());
    }
}
