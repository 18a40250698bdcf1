//! A disk that can only be read, as a medium that is locked or has failed.

use super::namespace::disk;
use super::{entries, saved_session, write_overview};
use clausewright::session::Session;
use clausewright::store::{Folders, RealFs, load_settings, save_settings, write_export};
use std::path::Path;
use std::process::Command;

#[test]
fn a_disk_that_can_only_be_read_is_named_and_the_draft_goes_elsewhere() {
    let test = "read_only::a_disk_that_can_only_be_read_is_named_and_the_draft_goes_elsewhere";
    let Some(disk) = disk(test, "size=1m") else { return };
    let path = disk.join("draft.ron");
    let folders = Folders::under(&disk);
    let mut session = saved_session(&path);
    let (settings, _) = load_settings(&RealFs, &folders);
    save_settings(&RealFs, &folders, &settings).unwrap();
    let before = std::fs::read(&path).unwrap();
    let locked = Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&disk).status().unwrap();
    assert!(locked.success());

    write_overview(&mut session, "changed", 100);
    let says = |message: String, path: &Path| {
        assert!(message.contains("the disk can only be read. Save to another folder."), "{message}");
        assert!(message.contains(path.to_str().unwrap()), "{message}");
    };
    says(session.save(&RealFs).unwrap_err().to_string(), &path);
    assert!(session.is_dirty());
    let new = disk.join("new.ron");
    says(session.save_as(&RealFs, &new, false).unwrap_err().to_string(), &new);
    let pdf = disk.join("draft.pdf");
    says(write_export(&RealFs, &pdf, b"%PDF").unwrap_err().to_string(), &pdf);
    let kept = folders.config().join("settings.ron");
    says(save_settings(&RealFs, &folders, &settings).unwrap_err().to_string(), &kept);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(entries(&disk), [Path::new("config"), Path::new("draft.ron")]);

    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("draft.ron");
    session.save_as(&RealFs, &copy, false).unwrap();
    assert!(!session.is_dirty());
    assert_eq!(Session::open(&RealFs, &copy).unwrap().draft(), session.draft());
}
