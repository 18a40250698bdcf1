//! The museum of old files: everything in `tests/drafts` opens for ever, is the same draft after it was saved, and
//! exports.

use super::drafts::derived;
use clausewright::draft::{SCHEMA, Standing, from_ron, read_any, to_ron};
use clausewright::export::{ExportOptions, Format, export};
use clausewright::template;
use std::path::{Path, PathBuf};

fn rooms() -> Vec<(u32, PathBuf)> {
    let museum = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts");
    let room = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let schema = path.file_name()?.to_str()?.strip_prefix('v')?.parse().ok()?;
        path.is_dir().then_some((schema, path))
    };
    let mut rooms: Vec<_> = std::fs::read_dir(museum).unwrap().filter_map(room).collect();
    rooms.sort();
    rooms
}

fn files(room: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(room).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "ron"));
    paths.sort();
    paths.iter().map(|p| (p.display().to_string(), std::fs::read(p).unwrap())).collect()
}

#[test]
fn every_schema_has_a_room_with_files() {
    let rooms = rooms();
    assert_eq!(rooms.iter().map(|(schema, _)| *schema).collect::<Vec<_>>(), (1..=SCHEMA).collect::<Vec<_>>());
    for (schema, room) in rooms {
        assert!(files(&room).len() >= 10, "v{schema}");
    }
}

#[test]
fn every_file_opens_and_is_the_same_draft_after_it_was_saved() {
    for (schema, room) in rooms() {
        for (name, bytes) in files(&room) {
            let reading = read_any(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
            let expected = if schema == SCHEMA { Standing::Sound } else { Standing::Older { schema } };
            assert_eq!(reading.standing, expected, "{name}");
            assert_eq!(reading.losses, [], "{name}");
            let saved = to_ron(&reading.draft).unwrap();
            let again = from_ron(saved.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(again == reading.draft, "{name}");
            assert_eq!(to_ron(&again).unwrap(), saved, "{name}");
        }
    }
}

#[test]
fn every_file_exports() {
    for (_, room) in rooms() {
        for (name, bytes) in files(&room) {
            let draft = from_ron(&bytes).unwrap();
            let form = template::find(&draft.template.id).unwrap_or_else(|| panic!("{name}"));
            let (document, findings) = derived(&draft, &form);
            let open = findings.iter().filter(|f| f.waived.is_none()).count();
            for format in [Format::Pdf, Format::Markdown] {
                let options = ExportOptions { open_problems: (open > 0).then_some(open), source: None };
                let made =
                    export(&draft, &document, format, &options).unwrap_or_else(|e| panic!("{name}: {e}"));
                assert!(made.len() > 200, "{name}");
            }
        }
    }
}
