//! The save path on the disk of the machine, for what a fake cannot prove.

use super::super::load::load;
use super::super::real::RealFs;
use super::*;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;

fn save_text(path: &Path, text: &str, expected: Expected) -> Result<Saved, SaveError> {
    save(&RealFs, path, text.as_bytes(), expected, &|_| Ok(()))
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_draft_is_saved_loaded_and_saved_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.ron");
    let first = save_text(&path, "one", Expected::New).unwrap();
    assert_eq!(mode(&path), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    assert_eq!(load(&RealFs, &path).unwrap().hash, first.hash);
    save_text(&path, "two", Expected::Hash(first.hash)).unwrap();
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), mode(&path)), ("two", 0o664));
    assert!(matches!(save_text(&path, "three", Expected::New), Err(SaveError::AlreadyExists { .. })));
    assert!(matches!(
        save_text(&path, "three", Expected::Hash(first.hash)),
        Err(SaveError::ChangedOutside { .. })
    ));
    assert_eq!(entries(folder.path()), 1);
}

#[test]
fn a_link_stays_a_link_and_its_file_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("real.ron"), folder.path().join("links/link.ron"));
    fs::create_dir(folder.path().join("links")).unwrap();
    symlink("../real.ron", &link).unwrap();
    let saved = save_text(&link, "one", Expected::New).unwrap();
    save_text(&link, "two", Expected::Hash(saved.hash)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(target).unwrap(), "two");
    assert_eq!(entries(&folder.path().join("links")), 1);
}

#[test]
fn the_longest_and_the_oddest_names_work() {
    let folder = tempfile::tempdir().unwrap();
    let longest = "n".repeat(255);
    for name in [longest.as_bytes(), b"caf\xe9 \xff.ron", b"-rf *", " \u{202e}\n".as_bytes()] {
        let path = folder.path().join(OsStr::from_bytes(name));
        let saved = save_text(&path, "one", Expected::New).unwrap();
        save_text(&path, "two", Expected::Hash(saved.hash)).unwrap();
        assert_eq!(load(&RealFs, &path).unwrap().bytes, b"two");
    }
    assert_eq!(entries(folder.path()), 4);
    let error = save_text(&folder.path().join("n".repeat(256)), "one", Expected::New).unwrap_err();
    assert!(error.to_string().contains("the disk does not accept this file name"), "{error}");
    assert_eq!(entries(folder.path()), 4);
}

#[test]
fn a_vanished_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/draft.ron");
    fs::create_dir(folder.path().join("a")).unwrap();
    let saved = save_text(&path, "one", Expected::New).unwrap();
    fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
    let error = save_text(&path, "two", Expected::Hash(saved.hash)).unwrap_err().to_string();
    assert!(error.contains("the folder is not there") && error.contains("a/draft.ron"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("b/draft.ron")).unwrap(), "one");
}

#[test]
fn special_files_and_folders_are_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    // Not a device of the machine: should the guard ever fail, a superuser's test run would replace it.
    let (socket, link) = (folder.path().join("socket"), folder.path().join("link"));
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    symlink("socket", &link).unwrap();
    for path in [&socket, &link] {
        assert!(matches!(write_export(&RealFs, path, b"x"), Err(SaveError::NotAFile { .. })));
    }
    assert!(fs::metadata(&socket).unwrap().file_type().is_socket());
    assert!(matches!(write_export(&RealFs, folder.path(), b"x"), Err(SaveError::IsFolder { .. })));
    let path = folder.path().join("draft.ron/");
    save_text(&folder.path().join("draft.ron"), "one", Expected::New).unwrap();
    let error = save_text(&path, "two", Expected::Overwrite).unwrap_err().to_string();
    assert!(error.contains("part of its path is a file"), "{error}");
}

#[test]
fn a_write_protected_file_is_refused_even_to_the_superuser() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signed.ron");
    save_text(&path, "one", Expected::New).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let error = save_text(&path, "two", Expected::Overwrite).unwrap_err().to_string();
    assert!(error.contains("writing there is not permitted"), "{error}");
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), entries(folder.path())), ("one", 1));
}

/// Mode bits do not bind the superuser, so a superuser runs this test again as nobody.
#[test]
fn what_may_not_be_written_is_left_alone() {
    const NAME: &str = "what_may_not_be_written_is_left_alone";
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    if folder.path().metadata().unwrap().uid() != 0 {
        return save_where_it_is_not_permitted(folder.path());
    }
    std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    let program = folder.path().join("tests");
    let this = std::env::current_exe().unwrap();
    fs::hard_link(&this, &program).or_else(|_| fs::copy(&this, &program).map(drop)).unwrap();
    let output = std::process::Command::new(program)
        .args([NAME, "--nocapture"])
        .env("TMPDIR", folder.path())
        .current_dir(folder.path())
        .uid(NOBODY)
        .gid(NOBODY)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn save_where_it_is_not_permitted(folder: &Path) {
    let inner = folder.join("protected");
    fs::create_dir(&inner).unwrap();
    let path = inner.join("draft.ron");
    let saved = save_text(&path, "one", Expected::New).unwrap();
    let attempts = || {
        for expected in [Expected::Hash(saved.hash), Expected::Overwrite] {
            let error = save_text(&path, "two", expected).unwrap_err().to_string();
            assert!(error.contains("draft.ron was not saved: writing there is not permitted"), "{error}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(entries(&inner), 1);
    };
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    attempts();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o555)).unwrap();
    attempts();
    // Writable but not listable: the folder cannot even be opened for syncing, and the save succeeds.
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o300)).unwrap();
    save_text(&path, "two", Expected::Hash(saved.hash)).unwrap();
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    assert!(load(&RealFs, &path).unwrap_err().to_string().contains("reading it is not permitted"));
}
