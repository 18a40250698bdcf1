//! Names and folders of unusual kinds, from the open draft to the disk and back.

use super::{entries, saved_session, write_overview};
use clausewright::session::Session;
use clausewright::store::RealFs;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

#[test]
fn a_draft_keeps_any_name_the_disk_takes() {
    let folder = tempfile::tempdir().unwrap();
    let longest = format!("{}.ron", "n".repeat(251));
    for name in [longest.as_bytes(), b"caf\xe9 \xff.ron", b"-rf *.ron", " \u{202e}\n.ron".as_bytes()] {
        let path = folder.path().join(OsStr::from_bytes(name));
        let mut session = saved_session(&path);
        write_overview(&mut session, "changed", 50);
        session.save(&RealFs).unwrap();
        let again = Session::open(&RealFs, &path).unwrap();
        assert_eq!(again.draft(), session.draft());
        assert!(!again.is_dirty() && again.file() == Some(&path));
    }
    assert_eq!(entries(folder.path()).len(), 4);
    let too_long = folder.path().join(format!("{}.ron", "n".repeat(252)));
    let mut session = saved_session(&folder.path().join("short.ron"));
    let error = session.save_as(&RealFs, &too_long, false).unwrap_err().to_string();
    assert!(error.contains("the disk does not accept this file name. Choose a shorter name"), "{error}");
    session.save(&RealFs).unwrap();
}

#[test]
fn a_folder_that_is_renamed_under_an_open_draft_is_missed_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (folder.path().join("before"), folder.path().join("after"));
    fs::create_dir(&before).unwrap();
    let path = before.join("draft.ron");
    let mut session = saved_session(&path);
    write_overview(&mut session, "changed", 50);
    fs::rename(&before, &after).unwrap();
    let error = session.save(&RealFs).unwrap_err().to_string();
    assert!(error.contains("the folder is not there. Connect its drive, create the folder again"), "{error}");
    assert!(error.contains(path.to_str().unwrap()) && session.is_dirty());
    assert_eq!(entries(folder.path()).len(), 1, "no folder was made behind the user's back");

    fs::rename(&after, &before).unwrap();
    session.save(&RealFs).unwrap();
    fs::rename(&before, &after).unwrap();
    write_overview(&mut session, "moved", 50);
    session.save_as(&RealFs, &after.join("draft.ron"), true).unwrap();
    assert_eq!(Session::open(&RealFs, &after.join("draft.ron")).unwrap().draft(), session.draft());
    assert_eq!(entries(&after).len(), 1);
}

#[test]
fn links_lead_to_the_file_that_changes() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("real")).unwrap();
    fs::create_dir(at("links")).unwrap();
    symlink("../real/draft.ron", at("links/draft.ron")).unwrap();
    symlink("links/draft.ron", at("chain.ron")).unwrap();
    // The link dangles at first: a new draft goes where it points.
    let mut session = saved_session(&at("chain.ron"));
    write_overview(&mut session, "changed", 50);
    session.save(&RealFs).unwrap();
    assert!(fs::symlink_metadata(at("chain.ron")).unwrap().is_symlink());
    assert!(fs::symlink_metadata(at("links/draft.ron")).unwrap().is_symlink());
    assert!(fs::symlink_metadata(at("real/draft.ron")).unwrap().is_file());
    assert_eq!(Session::open(&RealFs, &at("real/draft.ron")).unwrap().draft(), session.draft());
    assert_eq!((entries(&at("links")).len(), entries(&at("real")).len()), (1, 1));

    // A link into a folder that is gone, and one that leads in a circle.
    symlink("nowhere/draft.ron", at("lost.ron")).unwrap();
    let error = session.save_as(&RealFs, &at("lost.ron"), false).unwrap_err().to_string();
    assert!(error.contains("lost.ron") && error.contains("the folder is not there"), "{error}");
    symlink("round.ron", at("round.ron")).unwrap();
    let error = session.save_as(&RealFs, &at("round.ron"), true).unwrap_err().to_string();
    assert!(error.contains("its links lead in a circle"), "{error}");
}

#[test]
fn other_names_of_a_file_are_announced_first() {
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("draft.ron"), folder.path().join("other.ron"));
    let mut session = saved_session(&path);
    let before = fs::read(&path).unwrap();
    fs::hard_link(&path, &other).unwrap();
    write_overview(&mut session, "changed", 50);
    let error = session.save(&RealFs).unwrap_err().to_string();
    assert!(error.contains("the file has another name (hard links)"), "{error}");
    assert!(session.is_dirty() && fs::read(&path).unwrap() == before);
    session.agree_to_part_links();
    session.save(&RealFs).unwrap();
    assert_eq!(fs::read(&other).unwrap(), before);
    assert_eq!(Session::open(&RealFs, &path).unwrap().draft(), session.draft());
    // The consent was for that file and that save.
    fs::hard_link(&path, folder.path().join("third.ron")).unwrap();
    assert!(session.save(&RealFs).is_err());
}
