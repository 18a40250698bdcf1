//! Every operation of every kind of save fails once and for good, for every cause: the old content is intact, the draft
//! unsaved, nothing is left lying about unmentioned, and the message names the file and the cause.

use super::{FileError, SaveWay, Session};
use crate::draft::{Draft, Edit, SCHEMA};
use crate::store::testing::{FakeFs, Fault, Operation};
use crate::store::{
    Folders, Fs, RecentFile, SaveError, Settings, Theme, load_recent_files, load_settings, save_settings,
    update_recent_files, write_export,
};
use crate::template::find;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const PATH: &str = "/drafts/hosting.ron";
const OTHER: &str = "/drafts/other.ron";

/// A cause, the code of those that have no name, and the words for it.
const CAUSES: [(ErrorKind, Option<i32>, &str); 6] = [
    (ErrorKind::StorageFull, None, "the disk is full"),
    (ErrorKind::PermissionDenied, None, "writing there is not permitted"),
    (ErrorKind::Interrupted, None, "the operation was interrupted"),
    (ErrorKind::ReadOnlyFilesystem, None, "the disk can only be read"),
    (ErrorKind::QuotaExceeded, None, "your share of the disk is used up"),
    (ErrorKind::Other, Some(if cfg!(windows) { 1117 } else { 5 }), "the disk reports a fault of its own"),
];

/// Calls `check` for every fault with a fresh disk, until it says that the fault is no longer reached. `make` prepares a
/// disk.
fn with_every_fault<T>(
    make: impl Fn() -> (FakeFs, T),
    mut check: impl FnMut(&FakeFs, T, &str, &str) -> bool,
) {
    for (kind, code, words) in CAUSES {
        for fault in [Fault::once, Fault::from] {
            for number in 1.. {
                let (fs, made) = make();
                let plan = fault(number, kind);
                fs.limit_writes(1 << 9);
                fs.fail(code.map_or(plan, |code| plan.with_code(code)));
                let place = format!("{kind:?} at {number}, {plan:?}");
                if !check(&fs, made, words, &place) {
                    assert!(number > 8, "{place}");
                    break;
                }
            }
        }
    }
}

/// Files that nobody put there and the message does not mention.
fn unmentioned(fs: &FakeFs, known: &[&str], message: &str) -> Vec<PathBuf> {
    let is_known = |file: &PathBuf| known.iter().any(|known| file == Path::new(known));
    let mut files = fs.files();
    files.retain(|file| !is_known(file) && !message.contains(&*file.to_string_lossy()));
    files
}

fn edited_session(fs: &FakeFs) -> Session {
    fs.put_folder("/drafts");
    let form = find("cloud-hosting").unwrap();
    // A small one: it is saved some thousand times.
    let template = form.start().template.clone();
    let mut session = Session::new(Draft { schema: SCHEMA, template, ..Draft::default() }, form);
    session.save_as(fs, Path::new(PATH), false).unwrap();
    session.apply(&[Edit::set("title", "Changed")], "Edit title", None).unwrap();
    session
}

fn text(fs: &FakeFs, path: &str) -> Option<String> {
    fs.content(path).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn has_changes(fs: &FakeFs, path: &str) -> bool {
    text(fs, path).is_some_and(|text| text.contains("\"Changed\""))
}

/// Saves in some way under every fault.
fn save_under_every_fault(way: &SaveWay, path: &str, other: Option<&[u8]>) {
    let make = || {
        let fs = FakeFs::new();
        let session = edited_session(&fs);
        other.iter().for_each(|bytes| fs.put(OTHER, bytes));
        (fs, session)
    };
    with_every_fault(make, |fs, mut session, words, place| {
        let before = (fs.content(PATH), fs.content(OTHER));
        let job = session.save_job(way.clone()).unwrap();
        let result = session.take_saved(job.run(fs, None));
        let (operations, was_hit) = (fs.operations(), fs.has_failed());
        let message = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert_eq!(unmentioned(fs, &[PATH, OTHER], &message), Vec::<PathBuf>::new(), "{place}");
        assert_eq!(session.draft().agreement.title.as_str(), "Changed", "{place}");
        match result {
            Ok(()) => assert!(has_changes(fs, path) && !session.is_dirty(), "{place}: {operations:?}"),
            Err(error) => {
                assert!(message.contains(path) && message.contains(words), "{place}: {message}");
                assert!(message.ends_with("Your draft is still open, with all its changes."), "{message}");
                assert!(session.is_dirty(), "{place}");
                if let FileError::Save(SaveError::Unconfirmed { .. }) = error {
                    assert!(has_changes(fs, path), "{place}");
                } else {
                    assert_eq!((fs.content(PATH), fs.content(OTHER)), before, "{place}: {operations:?}");
                    assert_eq!(session.file(), Some(Path::new(PATH)), "{place}");
                }
            }
        }
        // Whatever happened, the same save works once the disk does.
        fs.heal();
        let again = if way == &SaveWay::Again || session.file() == Some(Path::new(path)) {
            SaveWay::Again
        } else {
            way.clone()
        };
        let job = session.save_job(again).unwrap();
        session.take_saved(job.run(fs, None)).unwrap_or_else(|error| unreachable!("{place}: {error}"));
        assert!(has_changes(fs, path) && !session.is_dirty(), "{place}");
        was_hit
    });
}

#[test]
fn a_save_over_the_old_file() {
    save_under_every_fault(&SaveWay::Again, PATH, None);
    save_under_every_fault(&SaveWay::Over, PATH, None);
}

#[test]
fn a_save_under_a_new_name() {
    save_under_every_fault(&SaveWay::As { path: OTHER.into(), replace: false }, OTHER, None);
}

#[test]
fn a_save_in_place_of_another_file() {
    save_under_every_fault(&SaveWay::As { path: OTHER.into(), replace: true }, OTHER, Some(b"precious"));
}

/// What an export, the settings and the recent drafts have in common.
fn write_under_every_fault(
    path: &str,
    prepare: impl Fn(&FakeFs),
    write: impl Fn(&dyn Fs) -> Result<(), SaveError>,
    holds_new: impl Fn(&FakeFs) -> bool,
) {
    let make = || {
        let fs = FakeFs::new();
        prepare(&fs);
        (fs, ())
    };
    with_every_fault(make, |fs, (), words, place| {
        let before = fs.content(path);
        let result = write(fs);
        let message = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert_eq!(unmentioned(fs, &[path], &message), Vec::<PathBuf>::new(), "{place}");
        let (operations, was_hit) = (fs.operations(), fs.has_failed());
        fs.heal();
        match result {
            Ok(()) => assert!(holds_new(fs), "{place}"),
            Err(error) => {
                assert!(message.contains(path) && message.contains(words), "{place}: {message}");
                if !matches!(error, SaveError::Unconfirmed { .. }) {
                    assert_eq!(fs.content(path), before, "{place}: {operations:?}");
                }
            }
        }
        write(fs).unwrap_or_else(|error| unreachable!("{place}: {error}"));
        assert!(holds_new(fs), "{place}");
        was_hit
    });
}

#[test]
fn an_export() {
    let path = "/out/hosting.pdf";
    let pdf = b"%PDF-1.7 ".repeat(2_000);
    let write = |fs: &dyn Fs| write_export(fs, Path::new(path), &pdf).map(drop);
    let holds = |fs: &FakeFs| fs.content(path).is_some_and(|bytes| bytes == pdf);
    write_under_every_fault(path, |fs| fs.put_folder("/out"), write, holds);
    write_under_every_fault(path, |fs| fs.put(path, b"%PDF-1.7 of last week"), write, holds);
}

fn folders() -> Folders {
    Folders::under(Path::new("/home"))
}

#[test]
fn settings() {
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    let write = |fs: &dyn Fs| save_settings(fs, &folders(), &dark);
    let holds = |fs: &FakeFs| load_settings(fs, &folders()) == (dark.clone(), None);
    let path = "/home/config/settings.ron";
    write_under_every_fault(path, |fs| fs.put_folder("/home"), write, holds);
    let older = |fs: &FakeFs| save_settings(fs, &folders(), &Settings::default()).unwrap();
    write_under_every_fault(path, older, write, holds);
}

#[test]
fn recent_drafts() {
    let file = |path: &str| RecentFile {
        path: path.into(),
        title: "Hosting".into(),
        template: "cloud-hosting".into(),
        opened: "2026-07-31".parse().unwrap(),
        pinned: false,
    };
    let write =
        |fs: &dyn Fs| update_recent_files(fs, &folders(), |list| list.remember(file("/b.ron"))).map(drop);
    let known = |fs: &FakeFs| {
        let (list, message) = load_recent_files(fs, &folders());
        assert_eq!(message, None);
        list.files().iter().map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    let path = "/home/state/recent.ron";
    write_under_every_fault(
        path,
        |fs| fs.put_folder("/home"),
        write,
        |fs| known(fs) == [Path::new("/b.ron")],
    );
    let older = |fs: &FakeFs| {
        update_recent_files(fs, &folders(), |list| list.remember(file("/a.ron"))).map(drop).unwrap();
    };
    let both = |fs: &FakeFs| known(fs) == [Path::new("/b.ron"), Path::new("/a.ron")];
    write_under_every_fault(path, older, write, both);
}

#[test]
fn a_start_with_a_disk_that_refuses_everything() {
    let fs = FakeFs::new();
    save_settings(&fs, &folders(), &Settings { theme: Theme::Dark, ..Settings::default() }).unwrap();
    for operation in [Operation::Metadata, Operation::Read] {
        fs.fail(Fault::every(operation, ErrorKind::PermissionDenied));
        let (settings, message) = load_settings(&fs, &folders());
        assert_eq!(settings, Settings::default());
        assert!(message.unwrap().contains("/home/config/settings.ron"));
        assert_eq!(load_recent_files(&fs, &folders()).0.files().len(), 0);
    }
}
