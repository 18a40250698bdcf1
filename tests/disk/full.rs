//! A disk of 64 KiB.

use super::namespace::disk;
use super::{entries, saved_session, write_overview};
use clausewright::session::{FileError, Session};
use clausewright::store::{Folders, RealFs, SaveError, Settings, Theme};
use clausewright::store::{load_settings, save_settings, write_export};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Takes all the room that is left.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    loop {
        match file.write(&[0; 1024]) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::StorageFull => return,
            Err(error) => panic!("{error}"),
        }
    }
}

fn says_full(error: &dyn std::error::Error, path: &Path) {
    let message = error.to_string();
    assert!(message.contains("the disk is full. Free some space or save to another folder."), "{message}");
    assert!(message.contains(path.to_str().unwrap()), "{message}");
}

#[test]
fn a_full_disk_keeps_the_old_draft_and_takes_the_new_one_once_there_is_room() {
    let test = "full::a_full_disk_keeps_the_old_draft_and_takes_the_new_one_once_there_is_room";
    let Some(disk) = disk(test, "size=64k") else { return };
    let (path, filler) = (disk.join("draft.ron"), disk.join("filler"));
    let mut session = saved_session(&path);
    let old = fs::read(&path).unwrap();
    fill(&filler);
    write_overview(&mut session, "changed", 100);
    for _ in 0..3 {
        let error = session.save(&RealFs).unwrap_err();
        says_full(&error, &path);
        assert!(session.is_dirty());
        assert_eq!((fs::read(&path).unwrap(), entries(&disk).len()), (old.clone(), 2));
    }
    let copy = disk.join("copy.ron");
    says_full(&session.save_as(&RealFs, &copy, false).unwrap_err(), &copy);
    assert_eq!(entries(&disk), [Path::new("draft.ron"), Path::new("filler")]);

    fs::remove_file(&filler).unwrap();
    session.save(&RealFs).unwrap();
    assert_eq!(Session::open(&RealFs, &path).unwrap().draft(), session.draft());
}

#[test]
fn a_draft_that_outgrows_the_disk_stays_as_it_was_saved_last() {
    let test = "full::a_draft_that_outgrows_the_disk_stays_as_it_was_saved_last";
    let Some(disk) = disk(test, "size=64k") else { return };
    let path = disk.join("draft.ron");
    let mut session = saved_session(&path);
    let mut refused = 0;
    for n in 1..=30 {
        write_overview(&mut session, &format!("round{n}"), n * 2_500);
        match session.save(&RealFs) {
            Ok(()) => assert_eq!(refused, 0, "round {n} is larger than one that did not fit"),
            Err(error) => {
                refused += 1;
                says_full(&error, &path);
                assert!(matches!(error, FileError::Save(SaveError::Failed { leftover: None, .. })));
                assert!(session.is_dirty());
            }
        }
        let there = Session::open(&RealFs, &path).unwrap();
        assert_eq!(there.draft() == session.draft(), refused == 0, "round {n}");
        assert_eq!(entries(&disk), [Path::new("draft.ron")]);
    }
    assert!(refused > 5 && refused < 25, "{refused} of 30");
}

#[test]
fn exports_and_settings_meet_a_full_disk_like_drafts() {
    let Some(disk) = disk("full::exports_and_settings_meet_a_full_disk_like_drafts", "size=64k") else {
        return;
    };
    let folders = Folders::under(&disk);
    let light = Settings::default();
    save_settings(&RealFs, &folders, &light).unwrap();
    let pdf = disk.join("draft.pdf");
    write_export(&RealFs, &pdf, b"%PDF of last week").unwrap();
    says_full(&write_export(&RealFs, &pdf, &[b'%'; 80_000]).unwrap_err(), &pdf);
    assert_eq!(fs::read(&pdf).unwrap(), b"%PDF of last week");

    fill(&disk.join("filler"));
    let dark = Settings { theme: Theme::Dark, ..light.clone() };
    says_full(&save_settings(&RealFs, &folders, &dark).unwrap_err(), &folders.config().join("settings.ron"));
    assert_eq!(load_settings(&RealFs, &folders), (light, None));
    assert_eq!(entries(folders.config()), [Path::new("settings.ron")]);
    assert_eq!(entries(&disk), [Path::new("config"), Path::new("draft.pdf"), Path::new("filler")]);
}
