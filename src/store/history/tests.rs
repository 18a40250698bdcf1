//! The history on a disk that can be damaged, filled up, locked and taken away.

use super::super::testing::{FakeFs, Fault, Operation};
use super::*;
use crate::draft::{Draft, SCHEMA, to_ron};
use std::collections::HashSet;
use std::io::ErrorKind;

const NOW: i64 = 1_800_000_000;
const PATH: &str = "/drafts/a.ron";
const HOUR: i64 = 3_600;

fn folders() -> Folders {
    Folders::under(Path::new("/home"))
}

fn place() -> Place {
    Place::of(&folders())
}

fn text(title: &str) -> Vec<u8> {
    let mut draft = Draft { schema: SCHEMA, id: "one".parse().unwrap(), ..Draft::default() };
    draft.agreement.title = title.parse().unwrap();
    to_ron(&draft).unwrap().into_bytes()
}

fn snapshot(bytes: &[u8]) -> Snapshot<'_> {
    Snapshot {
        bytes,
        kind: Kept::Saved,
        path: Some(Path::new(PATH)),
        draft: "one",
        title: "Hosting",
        base: None,
        changed: &[],
    }
}

fn save_at(fs: &FakeFs, title: &str, now: i64) -> Entry {
    keep(fs, &folders(), &snapshot(&text(title)), now).unwrap()
}

fn list(fs: &FakeFs) -> Listing {
    entries(fs, &folders(), "one", Some(Path::new(PATH))).unwrap()
}

fn objects(fs: &FakeFs) -> Vec<PathBuf> {
    fs.files().into_iter().filter(|file| file.starts_with("/home/state/history/objects")).collect()
}

/// Every entry of every list can be brought back.
fn nothing_is_missing(fs: &FakeFs, about: &str) {
    for key in prune::keys(fs, &place()).unwrap() {
        for entry in index::Index::load(fs, &place(), &key).unwrap().entries {
            let bytes = content(fs, &folders(), entry.hash);
            assert_eq!(bytes.map(|b| ContentHash::of(&b)).ok(), Some(entry.hash), "{about}: {entry:?}");
        }
    }
}

#[test]
fn what_was_kept_comes_back_with_everything_about_it() {
    let fs = FakeFs::new();
    let bytes = text("First");
    let names: Vec<String> = (0..20).map(|n| format!("Target {n} \u{2028}\n{}", "x".repeat(90))).collect();
    let base = ContentHash::of(b"before");
    let kept = keep(
        &fs,
        &folders(),
        &Snapshot { base: Some(base), changed: &names, title: &"Ä".repeat(500), ..snapshot(&bytes) },
        NOW,
    )
    .unwrap();
    assert_eq!((kept.changed.len(), kept.more), (12, 8));
    assert!(kept.changed.iter().all(|name| name.chars().count() <= 80 && !name.contains('\n')));
    assert_eq!((kept.time, kept.size, kept.base), (NOW, bytes.len() as u64, Some(base)));
    let listing = list(&fs);
    assert_eq!((listing.entries.as_slice(), listing.problems.len()), (&[kept.clone()][..], 0));
    assert_eq!(content(&fs, &folders(), kept.hash).unwrap(), bytes);
    assert!(kept.stored > 0 && objects(&fs).len() == 1);
    for file in fs.files() {
        assert_eq!(fs.mode(&file), Some(0o600), "{}", file.display());
    }
    assert_eq!(fs.mode("/home/state/history/objects"), Some(0o700));
}

#[test]
fn the_same_content_is_stored_once_and_listed_once_in_a_row() {
    let fs = FakeFs::new();
    save_at(&fs, "A", NOW);
    save_at(&fs, "A", NOW + 1);
    save_at(&fs, "B", NOW + 2);
    save_at(&fs, "A", NOW + 3);
    let titles: Vec<i64> = list(&fs).entries.iter().map(|e| e.time - NOW).collect();
    assert_eq!(titles, [3, 2, 0], "newest first");
    assert_eq!(objects(&fs).len(), 2);
    let same = text("A");
    let other = Snapshot { draft: "two", path: Some(Path::new("/drafts/b.ron")), ..snapshot(&same) };
    keep(&fs, &folders(), &other, NOW + 4).unwrap();
    assert_eq!((objects(&fs).len(), list(&fs).entries.len()), (2, 3));
}

#[test]
fn a_draft_without_id_is_known_by_its_file() {
    let fs = FakeFs::new();
    for (path, id) in [("/a.ron", ""), ("/b.ron", ""), ("/a.ron", "../../etc"), ("/a.ron", "Ä")] {
        let one = Snapshot { draft: id, path: Some(Path::new(path)), ..snapshot(b"(schema: 1)") };
        keep(&fs, &folders(), &one, NOW).unwrap();
        let listing = entries(&fs, &folders(), id, Some(Path::new(path))).unwrap();
        assert_eq!(listing.entries.len(), 1, "{path} {id}");
    }
    assert!(fs.files().iter().all(|file| file.starts_with("/home/state/history")), "{:?}", fs.files());
}

#[test]
fn copies_of_a_file_are_told_from_what_they_were_copied_from() {
    let fs = FakeFs::new();
    let step = |title: &str, path: &str, base: Option<&str>, at: i64| {
        let bytes = text(title);
        let base = base.map(|title| ContentHash::of(&text(title)));
        let one = Snapshot { path: Some(Path::new(path)), base, ..snapshot(&bytes) };
        keep(&fs, &folders(), &one, NOW + at).unwrap();
    };
    step("1", "/a.ron", None, 1);
    step("2", "/a.ron", Some("1"), 2);
    // A copy of the file as it is now goes its own way; so does the original.
    step("2b", "/copy.ron", Some("2"), 3);
    step("3", "/a.ron", Some("2"), 4);
    step("3b", "/copy.ron", Some("2b"), 5);
    let line = |path: &str, now: &str| {
        let listing = list(&fs);
        let marks = listing.line(Some(Path::new(path)), Some(ContentHash::of(&text(now))));
        let marked = listing.entries.iter().zip(marks).filter(|(_, mark)| *mark);
        marked.map(|(entry, _)| entry.time - NOW).collect::<Vec<_>>()
    };
    assert_eq!(line("/a.ron", "3"), [4, 2, 1]);
    assert_eq!(line("/copy.ron", "3b"), [5, 3, 2, 1]);
    assert_eq!(line("/renamed.ron", "3"), [4, 2, 1], "a file that was renamed keeps its history");
    assert_eq!(list(&fs).line(None, None), [false; 5]);
}

#[test]
fn whatever_operation_fails_entries_never_lack_their_content() {
    let kinds =
        [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Interrupted, ErrorKind::Other];
    for kind in kinds {
        for fault in [Fault::once, Fault::from] {
            for number in 1.. {
                let fs = FakeFs::new();
                // Two of them will be thinned out by the save that follows, and cleared away.
                for (n, title) in ["A", "B", "C", "D"].into_iter().enumerate() {
                    save_at(&fs, title, NOW - 30 * 24 * HOUR + n as i64);
                }
                let before = list(&fs);
                fs.fail(fault(number, kind));
                let outcome = keep(&fs, &folders(), &snapshot(&text("E")), NOW);
                let hit = fs.has_failed();
                fs.heal();
                let about = format!("{kind:?} at {number}");
                nothing_is_missing(&fs, &about);
                let after = list(&fs);
                match &outcome {
                    Ok(_) => assert_eq!(after.entries[0].hash, ContentHash::of(&text("E")), "{about}"),
                    Err(error) => {
                        let said = format!("{error} {}", error.cause());
                        assert!(said.len() > 20, "{about}: {said}");
                        let known = |e: &Entry| before.entries.contains(e) || e.time == NOW;
                        assert!(after.entries.iter().all(known), "{about}");
                    }
                }
                // The next clean-up leaves exactly what is named.
                prune(&fs, &folders(), NOW).unwrap();
                let named: HashSet<_> = list(&fs).entries.iter().map(|e| e.hash).collect();
                assert_eq!(objects(&fs).len(), named.len(), "{about}");
                assert!(fs.files().iter().all(|f| !f.to_string_lossy().ends_with(".tmp")), "{about}");
                if !hit {
                    outcome.expect(&about);
                    assert!(number > 10, "{about}");
                    break;
                }
            }
        }
    }
}

#[test]
fn every_flipped_byte_of_a_content_is_noticed() {
    let fs = FakeFs::new();
    let entry = save_at(&fs, "A", NOW);
    let path = place().object(entry.hash);
    let good = fs.content(&path).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 0x41;
        fs.put(&path, &bytes);
        match content(&fs, &folders(), entry.hash) {
            // The line about where it came from is not the content.
            Ok(bytes) => assert_eq!(ContentHash::of(&bytes), entry.hash),
            Err(error) => assert!(error.to_string().contains("is damaged"), "{error}"),
        }
        fs.put(&path, good.get(..at).unwrap());
        assert!(content(&fs, &folders(), entry.hash).is_err(), "cut at {at}");
    }
    fs.take_away(&path);
    assert!(matches!(content(&fs, &folders(), entry.hash), Err(HistoryError::Gone { .. })));
    // Saving the same again makes it whole.
    save_at(&fs, "A", NOW + 9);
    nothing_is_missing(&fs, "after saving again");
}

#[test]
fn a_content_that_unpacks_to_too_much_is_refused() {
    let fs = FakeFs::new();
    let entry = save_at(&fs, "A", NOW);
    let mut packed = b"clausewright snapshot 1\nx\n".to_vec();
    let mut encoder = flate2::write::ZlibEncoder::new(&mut packed, flate2::Compression::best());
    for _ in 0..64 {
        std::io::Write::write_all(&mut encoder, &vec![b' '; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap();
    fs.put(place().object(entry.hash), &packed);
    assert!(content(&fs, &folders(), entry.hash).unwrap_err().to_string().contains("altered"));
}

#[test]
fn a_damaged_list_is_made_again_from_the_contents() {
    let damages: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes[0] ^= 1,
        |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        },
        |bytes| bytes.extend(b"rubbish \xff\n"),
    ];
    for damage in damages {
        let fs = FakeFs::new();
        for n in 0..6 {
            save_at(&fs, &n.to_string(), NOW + n);
        }
        let before = list(&fs);
        let path = place().drafts().join("d-one.log");
        let mut bytes = fs.content(&path).unwrap();
        damage(&mut bytes);
        fs.put(&path, &bytes);
        let after = list(&fs);
        assert_eq!(after.entries.len(), 6);
        assert_eq!(
            after.entries.iter().map(|e| (e.time, e.hash)).collect::<Vec<_>>(),
            before.entries.iter().map(|e| (e.time, e.hash)).collect::<Vec<_>>()
        );
        assert!(after.problems[0].contains("/home/state/history/drafts/d-one.log was damaged"));
        assert_eq!(prune(&fs, &folders(), NOW).unwrap().files, 0, "nothing is lost by cleaning up");
        assert_eq!(list(&fs).problems, [""; 0], "cleaning up mends the list");
        assert_eq!(list(&fs).entries.len(), 6);
        fs.put(&path, &bytes);
        save_at(&fs, "next", NOW + 9);
        assert_eq!((list(&fs).entries.len(), list(&fs).problems.len()), (7, 0), "so does the next save");
    }
}

#[test]
fn a_list_that_cannot_be_read_now_is_neither_replaced_nor_cleared_away() {
    let fs = FakeFs::new();
    save_at(&fs, "A", NOW);
    fs.fail(Fault::every(Operation::Read, ErrorKind::TimedOut));
    assert!(keep(&fs, &folders(), &snapshot(&text("B")), NOW + 1).is_err());
    assert!(prune(&fs, &folders(), NOW).is_err());
    fs.heal();
    assert_eq!(list(&fs).entries.len(), 1);
    nothing_is_missing(&fs, "after a time-out");
    fs.put(place().drafts().join("d-two.log"), b"clausewright history 2\nfrom the future\n");
    fs.put(place().object(ContentHash::of(b"theirs")), b"clausewright snapshot 2\n");
    let error = prune(&fs, &folders(), NOW).unwrap_err().to_string();
    assert!(error.contains("newer Clausewright"), "{error}");
    assert_eq!(objects(&fs).len(), 2, "what a newer program names is not cleared away");
    save_at(&fs, "B", NOW + 2);
    assert!(newest_good(&fs, &folders(), Some(Path::new(PATH)), None).is_some());
}

#[test]
fn another_process_is_waited_for_and_then_the_save_goes_on_without_history() {
    let fs = FakeFs::new();
    save_at(&fs, "A", NOW);
    assert!(fs.lock_elsewhere(place().lock()));
    let before = objects(&fs);
    let error = keep(&fs, &folders(), &snapshot(&text("B")), NOW + 1).unwrap_err();
    assert!(matches!(error, HistoryError::Busy));
    assert!(matches!(prune(&fs, &folders(), NOW), Err(HistoryError::Busy)));
    assert_eq!((objects(&fs), list(&fs).entries.len()), (before, 1));
    fs.unlock_elsewhere(place().lock());
    save_at(&fs, "B", NOW + 2);
    assert_eq!(list(&fs).entries.len(), 2);
}

#[test]
fn without_locks_only_what_is_long_forgotten_is_cleared_away() {
    let fs = FakeFs::new();
    fs.set_clock(super::super::fs::Timestamp { seconds: NOW, nanoseconds: 0 });
    fs.fail(Fault::every(Operation::TryLock, ErrorKind::Unsupported));
    save_at(&fs, "A", NOW);
    let stray = place().object(ContentHash::of(b"about to be named by somebody else"));
    fs.put(&stray, b"x");
    prune(&fs, &folders(), NOW + 10).unwrap();
    assert!(fs.content(&stray).is_some());
    assert_eq!(prune(&fs, &folders(), NOW + 2 * HOUR).unwrap().files, 1);
    nothing_is_missing(&fs, "without locks");
}

#[test]
fn threads_that_save_and_clean_up_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::under(folder.path());
    let fs = super::super::RealFs;
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let folders = &folders;
            scope.spawn(move || {
                for n in 0..6 {
                    let bytes = text(&format!("{thread} {n}"));
                    // A slow disk makes the others wait for longer than a save may; they ask again.
                    while let Err(error) = keep(&fs, folders, &snapshot(&bytes), NOW + n) {
                        assert!(matches!(error, HistoryError::Busy), "{error}");
                    }
                    while let Err(error) = prune(&fs, folders, NOW) {
                        assert!(matches!(error, HistoryError::Busy), "{error}");
                    }
                }
            });
        }
    });
    let listing = entries(&fs, &folders, "one", None).unwrap();
    assert_eq!((listing.entries.len(), listing.problems.len()), (24, 0));
    for entry in &listing.entries {
        content(&fs, &folders, entry.hash).unwrap();
    }
}

#[test]
fn the_oldest_make_room_and_the_newest_of_each_draft_go_last() {
    let fs = FakeFs::new();
    for n in 0..10 {
        save_at(&fs, &format!("one {n}"), NOW + n);
        let bytes = text(&format!("two {n}"));
        let two = Snapshot { draft: "two", ..snapshot(&bytes) };
        keep(&fs, &folders(), &two, NOW - 1_000 + n).unwrap();
    }
    let turn = keep::take_turn(&fs, &place()).unwrap();
    let stored: u64 = list(&fs).entries.iter().map(|e| e.stored).sum();
    let done = prune::clean_up_to(&fs, &place(), &turn, NOW, stored).unwrap();
    assert!(done.entries >= 9 && done.files == done.entries, "{done:?}");
    let two = entries(&fs, &folders(), "two", None).unwrap();
    assert_eq!(two.entries.iter().map(|e| e.time).collect::<Vec<_>>(), [NOW - 1_000 + 9]);
    assert!(list(&fs).entries.len() >= 8);
    nothing_is_missing(&fs, "after making room");
    prune::clean_up_to(&fs, &place(), &turn, NOW, 0).unwrap();
    assert!(objects(&fs).is_empty() && list(&fs).entries.is_empty());
    assert!(prune::keys(&fs, &place()).unwrap().is_empty(), "empty lists go too");
}

#[test]
fn the_newest_good_save_of_a_damaged_file_is_found() {
    let fs = FakeFs::new();
    let path = Some(Path::new(PATH));
    assert!(newest_good(&fs, &folders(), path, Some("one")).is_none());
    save_at(&fs, "A", NOW);
    let newest = save_at(&fs, "B", NOW + 1);
    let half = Snapshot { draft: "", kind: Kept::Overwritten, ..snapshot(b"(schema: 1, agre") };
    keep(&fs, &folders(), &half, NOW + 2).unwrap();
    let good = newest_good(&fs, &folders(), path, None).unwrap();
    assert_eq!((good.entry.hash, good.draft.agreement.title.as_str()), (newest.hash, "B"));
    assert_eq!(good.bytes, text("B"));
    fs.put(place().object(newest.hash), b"damaged");
    let good = newest_good(&fs, &folders(), path, None).unwrap();
    assert_eq!(good.draft.agreement.title.as_str(), "A");
    let moved = newest_good(&fs, &folders(), Some(Path::new("/moved.ron")), Some("one")).unwrap();
    assert_eq!(moved.entry.hash, good.entry.hash);
    assert!(newest_good(&fs, &folders(), Some(Path::new("/moved.ron")), Some("")).is_none());
}
