//! Other names of a file, its owner and group, and what killed saves leave behind.

use super::super::fs::{Owner, Timestamp};
use super::super::testing::{FakeFs, Fault, Operation};
use super::*;
use std::io::ErrorKind;

const PATH: &str = "/drafts/hosting.ron";
const OLD: &[u8] = b"(title: \"Old\")";
const NEW: &[u8] = b"(title: \"New\")";
const DAY: i64 = 24 * 60 * 60;

fn disk() -> FakeFs {
    let fs = FakeFs::new();
    fs.put(PATH, OLD);
    fs
}

fn save_to(fs: &FakeFs, terms: impl Into<Terms>) -> Result<Saved, SaveError> {
    save(fs, Path::new(PATH), NEW, terms, &|_| Ok(()))
}

fn loaded() -> Expected {
    Expected::Hash(ContentHash::of(OLD))
}

#[test]
fn other_names_of_a_file_are_announced_before_they_are_left_behind() {
    for expected in [loaded(), Expected::Overwrite] {
        let fs = disk();
        fs.put_hard_link("/archive/copy.ron", PATH);
        let error = save_to(&fs, expected).unwrap_err();
        assert!(matches!(error, SaveError::HardLinked { names: 2, .. }), "{error}");
        let message = error.to_string();
        assert!(
            message.contains(PATH) && message.contains("the file has another name (hard links)"),
            "{message}"
        );
        assert_eq!(fs.content(PATH).unwrap(), OLD);

        save_to(&fs, expected.and_part_links()).unwrap();
        assert_eq!(
            (fs.content(PATH).unwrap(), fs.content("/archive/copy.ron").unwrap()),
            (NEW.into(), OLD.into())
        );
        save_to(&fs, Expected::Hash(ContentHash::of(NEW))).unwrap();
    }
    let fs = disk();
    fs.put_hard_link("/archive/one.ron", PATH);
    fs.put_hard_link("/archive/two.ron", PATH);
    assert!(save_to(&fs, loaded()).unwrap_err().to_string().contains("2 other names"));
}

#[test]
fn what_changed_outside_is_told_before_other_names_are() {
    let fs = disk();
    fs.put_hard_link("/archive/copy.ron", PATH);
    let error = save_to(&fs, Expected::Hash(ContentHash::of(b"before"))).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOutside { .. }), "{error}");
}

#[test]
fn an_export_says_how_many_names_keep_the_earlier_one() {
    let fs = disk();
    assert_eq!(write_export(&fs, Path::new(PATH), NEW).unwrap().other_names, 0);
    fs.put_hard_link("/archive/copy.ron", PATH);
    assert_eq!(write_export(&fs, Path::new(PATH), b"%PDF").unwrap().other_names, 1);
    assert_eq!(fs.content("/archive/copy.ron").unwrap(), NEW);
    assert_eq!(write_export(&fs, Path::new("/drafts/new.pdf"), NEW).unwrap().other_names, 0);
}

#[test]
fn a_file_stays_with_its_group_or_opens_to_no_other() {
    let colleagues = Owner { user: 1000, group: 50 };
    let owner = |fs: &FakeFs| fs.metadata(Path::new(PATH)).unwrap().owner.unwrap();
    let fs = disk();
    fs.set_owner(PATH, colleagues);
    fs.set_mode(PATH, 0o660);
    save_to(&fs, loaded()).unwrap();
    assert_eq!((owner(&fs), fs.mode(PATH)), (colleagues, Some(0o660)));

    // Somebody else's file: it cannot be given back to them, but it stays with the group.
    fs.put(PATH, OLD);
    fs.set_owner(PATH, Owner { user: 7, group: 50 });
    fs.set_mode(PATH, 0o664);
    save_to(&fs, loaded()).unwrap();
    assert_eq!((owner(&fs), fs.mode(PATH)), (colleagues, Some(0o664)));

    // A group that the file cannot be given to: another must not get in by it.
    for (before, after) in [(0o660, 0o600), (0o664, 0o644), (0o640, 0o600), (0o606, 0o606)] {
        let fs = disk();
        fs.set_owner(PATH, colleagues);
        fs.set_mode(PATH, before);
        fs.fail(Fault::every(Operation::SetOwner, ErrorKind::PermissionDenied));
        save_to(&fs, loaded()).unwrap();
        assert_eq!((owner(&fs).group, fs.mode(PATH)), (1000, Some(after)), "{before:o}");
    }
}

fn put_at(fs: &FakeFs, path: &str, seconds: i64) {
    fs.set_clock(Timestamp { seconds, nanoseconds: 0 });
    fs.put(path, b"half a draft");
}

#[test]
fn what_killed_saves_left_behind_goes_a_day_later_and_nothing_else() {
    const NOW: i64 = 1_790_000_000;
    let fs = disk();
    let long_ago = NOW - 30 * DAY;
    for name in [".cw-1a2b-0.tmp", ".cw-7-ff.tmp"] {
        put_at(&fs, &format!("/drafts/{name}"), long_ago);
    }
    let others = [
        ".cw-1A2B-0.tmp",
        ".cw-01-0.tmp",
        ".cw-1a2b.tmp",
        ".cw-1-2-3.tmp",
        ".cw--1-2.tmp",
        ".cw-1-2.tmp~",
        ".cw-+1-2.tmp",
        "cw-1-2.tmp",
        ".cw-1-2.ron",
        ".cw-123456789-0.tmp",
    ];
    for name in others {
        put_at(&fs, &format!("/drafts/{name}"), long_ago);
    }
    put_at(&fs, "/drafts/.cw-9-1.tmp", NOW - DAY + 1);
    put_at(&fs, "/drafts/.cw-9-2.tmp", NOW + 30 * DAY);
    put_at(&fs, "/drafts/.cw-9-3.tmp", long_ago);
    fs.put_hard_link("/drafts/keep", "/drafts/.cw-9-3.tmp");
    fs.put_link("/drafts/.cw-9-4.tmp", "/drafts/keep");
    fs.put_folder("/drafts/.cw-9-5.tmp");
    put_at(&fs, "/elsewhere/.cw-9-6.tmp", long_ago);
    let before = fs.files();

    fs.set_clock(Timestamp { seconds: NOW, nanoseconds: 0 });
    save_to(&fs, loaded()).unwrap();
    let gone: Vec<_> = before.into_iter().filter(|file| !fs.files().contains(file)).collect();
    assert_eq!(gone, [Path::new("/drafts/.cw-1a2b-0.tmp"), Path::new("/drafts/.cw-7-ff.tmp")]);
}

#[test]
fn a_clock_that_was_set_back_removes_nothing() {
    let fs = disk();
    put_at(&fs, "/drafts/.cw-1-2.tmp", 1_790_000_000);
    fs.set_clock(Timestamp { seconds: 10, nanoseconds: 0 });
    save_to(&fs, loaded()).unwrap();
    assert!(fs.content("/drafts/.cw-1-2.tmp").is_some());
    // And an hour later a file from the time before is still nobody's, but far from old.
    fs.set_clock(Timestamp { seconds: 3_610, nanoseconds: 0 });
    save_to(&fs, Expected::Overwrite).unwrap();
    assert!(fs.content("/drafts/.cw-1-2.tmp").is_some());
}

#[test]
fn a_save_succeeds_whether_or_not_it_can_clear_away() {
    for operation in [Operation::List, Operation::Remove] {
        let fs = disk();
        put_at(&fs, "/drafts/.cw-1-2.tmp", 1_000_000_000);
        fs.set_clock(Timestamp { seconds: 1_790_000_000, nanoseconds: 0 });
        fs.fail(Fault::every(operation, ErrorKind::PermissionDenied));
        save_to(&fs, loaded()).unwrap();
        assert!(fs.has_failed() && fs.content("/drafts/.cw-1-2.tmp").is_some());
    }
}
