//! Drafts and their files: read-only, damaged, changed from outside, claimed.

use super::*;
use crate::draft::{Edit, EditError, to_ron};
use crate::store::testing::{FakeFs, Fault, Operation};
use crate::store::{Claiming, ContentHash, Folders, Holder, Seen, claim, look};
use crate::template::find;
use std::io::ErrorKind;
use std::path::Path;

const PATH: &str = "/drafts/a.ron";

fn text() -> String {
    to_ron(find("cloud-hosting").unwrap().example()).unwrap()
}

fn disk(text: &str) -> FakeFs {
    let fs = FakeFs::new();
    fs.put(PATH, text.as_bytes());
    fs
}

fn open(fs: &FakeFs) -> Session {
    Session::open(fs, Path::new(PATH)).unwrap()
}

fn entitle(session: &mut Session, title: &str) -> Result<bool, EditError> {
    session.apply(&[Edit::set("title", title)], "Edit title", None)
}

fn claim_as(fs: &FakeFs, process: u32) -> Claiming {
    let me = Holder { process, host: String::new(), since: 0 };
    claim(fs, &Folders::under(Path::new("/home")), Path::new(PATH), &me)
}

/// Looks at the file as the window does.
fn watch(fs: &FakeFs, session: &mut Session) -> bool {
    let (path, hash, before) = session.to_watch().unwrap();
    let seen = look(fs, &path, hash, before);
    session.take_seen(hash, seen)
}

#[test]
fn a_newer_file_can_be_read_and_neither_changed_nor_saved_nor_copied() {
    let newer = text().replacen("schema: 1,", "schema: 5,\n    later: true,", 1);
    let fs = disk(&newer);
    let mut session = open(&fs);
    let Some(ReadOnly::Newer { schema: 5, losses }) = session.read_only().cloned() else { panic!() };
    assert_eq!(losses.len(), 1);
    assert!(!session.is_dirty());
    assert_eq!(entitle(&mut session, "Mine"), Err(EditError::ReadOnly));
    let finding = session.derived().findings.iter().find_map(|f| f.fix.clone());
    if let Some(fix) = finding {
        assert_eq!(session.fix(&fix), Err(EditError::ReadOnly));
    }
    assert!(session.undo().is_none() && session.redo().is_none());
    assert!(matches!(session.save(&fs), Err(FileError::Newer { schema: 5 })));
    let refused = session.save_as(&fs, Path::new("/drafts/b.ron"), false).unwrap_err();
    assert!(refused.to_string().contains("would lose what this version does not know"), "{refused}");
    assert!(!session.become_copy() && session.unclaimed().is_none());
    fs.take_away(PATH);
    assert!(watch(&fs, &mut session) && !session.is_dirty(), "there is nothing here to be saved");
    fs.put(PATH, newer.as_bytes());
    assert_eq!(fs.content(PATH).unwrap(), newer.as_bytes());
    assert_eq!(fs.files().len(), 1);
}

#[test]
fn a_damaged_file_becomes_an_unsaved_draft_and_stays_as_it_is() {
    let broken = text().replacen("    agreement: (", "    agreement: 8", 1);
    let fs = disk(&broken);
    let mut session = open(&fs);
    assert_eq!((session.file(), session.title().as_str()), (None, "a (recovered)"));
    assert!(session.is_dirty() && session.read_only().is_none());
    assert_eq!(session.damage().unwrap().path, Path::new(PATH));
    assert!(!session.damage().unwrap().losses.is_empty());
    assert_eq!(session.draft().agreement, find("cloud-hosting").unwrap().example().agreement);
    assert!(matches!(session.save(&fs), Err(FileError::NoName)));
    assert!(session.save_as(&fs, Path::new(PATH), false).unwrap_err().is_name_taken());
    session.save_as(&fs, Path::new("/drafts/b.ron"), false).unwrap();
    assert!(session.damage().is_none() && !session.is_dirty());
    assert_eq!(session.title(), "b");
    assert_eq!(fs.content(PATH).unwrap(), broken.as_bytes());
}

#[test]
fn a_damaged_name_of_the_form_leads_to_the_nearest_form() {
    let fs = disk(&text().replacen("id: \"cloud-hosting\",", "id: \"clo5d-hosting\",\n            x", 1));
    let session = open(&fs);
    assert_eq!(session.template().id.as_str(), "cloud-hosting");
    assert!(session.damage().unwrap().losses[0].what.contains("is not known"));
    fs.put(PATH, b"%PDF-1.7");
    assert!(Session::open(&fs, Path::new(PATH)).is_err());
}

#[test]
fn the_second_window_reads_until_it_may_edit() {
    let fs = disk(&text());
    let first = claim_as(&fs, 1);
    let mut session = open(&fs);
    assert_eq!(session.unclaimed(), Some(Path::new(PATH)));
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::No);
    assert_eq!(session.unclaimed(), None);
    let Some(ReadOnly::InUse(Some(holder))) = session.read_only() else { panic!() };
    assert_eq!(holder.process, 1);
    assert_eq!(entitle(&mut session, "Mine"), Err(EditError::ReadOnly));
    assert!(matches!(session.save(&fs), Err(FileError::InUse)));
    // Still held, then free.
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::No);
    drop(first);
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::Now);
    assert_eq!(entitle(&mut session, "Mine"), Ok(true));
    assert!(matches!(claim_as(&fs, 3), Claiming::Taken(_)), "it is held here now");
    drop(session);
    assert!(matches!(claim_as(&fs, 3), Claiming::Granted(_)), "closing the draft lets it go");
}

#[test]
fn the_second_window_may_edit_anyway_or_a_copy_and_save_under_another_name() {
    let fs = disk(&text());
    let _first = claim_as(&fs, 1);
    let contested = || {
        let mut session = open(&fs);
        session.take_claim(claim_as(&fs, 2));
        session
    };
    let mut anyway = contested();
    anyway.edit_anyway();
    entitle(&mut anyway, "Mine").unwrap();
    anyway.save(&fs).unwrap();
    let mut copy = contested();
    assert!(copy.become_copy());
    assert_eq!((copy.file(), copy.title().as_str()), (None, "a (copy)"));
    assert_ne!(copy.draft().id, anyway.draft().id);
    entitle(&mut copy, "Mine too").unwrap();
    assert!(matches!(copy.save(&fs), Err(FileError::NoName)));
    let mut other = contested();
    other.save_as(&fs, Path::new("/drafts/b.ron"), false).unwrap();
    assert!(other.read_only().is_none());
    entitle(&mut other, "Mine as well").unwrap();
}

#[test]
fn what_was_saved_over_anothers_file_or_has_work_in_it_is_not_taken_away() {
    let fs = disk(&text());
    let _first = claim_as(&fs, 1);
    let mut session =
        Session::new(find("cloud-hosting").unwrap().example().clone(), find("cloud-hosting").unwrap());
    session.save_as(&fs, Path::new(PATH), true).unwrap();
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::Shared);
    assert!(session.read_only().is_none());
    let mut session = open(&fs);
    entitle(&mut session, "Mine").unwrap();
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::Shared);
    let fs = disk(&text());
    fs.fail(Fault::every(Operation::TryLock, ErrorKind::Unsupported));
    let mut session = open(&fs);
    assert_eq!(session.take_claim(claim_as(&fs, 2)), Granted::Yes);
    assert!(session.read_only().is_none());
}

#[test]
fn a_change_from_outside_is_told_once_and_reloading_can_be_undone() {
    let fs = disk(&text());
    let mut session = open(&fs);
    assert!(!watch(&fs, &mut session));
    entitle(&mut session, "Mine").unwrap();
    let theirs = text().replacen(
        "    agreement: (",
        "    notes: [(id: \"n\", text: \"Theirs\")],\n    agreement: (",
        1,
    );
    fs.put(PATH, theirs.as_bytes());
    assert!(watch(&fs, &mut session));
    assert!(matches!(session.outside(), Some(Outside::Changed(_))));
    assert!(!watch(&fs, &mut session), "one notice for one change");
    session.put_off();
    assert!(session.outside().is_none() && session.theirs().is_some());
    assert!(!watch(&fs, &mut session));
    fs.put(PATH, format!("{theirs}\n").as_bytes());
    assert!(watch(&fs, &mut session), "another change is another notice");
    let loaded = session.theirs().unwrap().clone();
    assert_eq!(parse_draft(&loaded.bytes, Path::new(PATH)).unwrap().0.notes.len(), 1);
    session.take_theirs(read_draft(&fs, Path::new(PATH)).unwrap());
    assert!(!session.is_dirty() && session.outside().is_none());
    assert_eq!(session.draft().notes.len(), 1);
    assert_eq!(session.undo_name(), Some("Reload the file"));
    session.undo();
    assert_eq!(session.draft().agreement.title.as_str(), "Mine");
    assert!(session.is_dirty());
    session.save(&fs).unwrap();
}

#[test]
fn a_change_that_was_taken_back_outside_is_forgotten() {
    let fs = disk(&text());
    let mut session = open(&fs);
    fs.put(PATH, b"something else");
    assert!(watch(&fs, &mut session));
    fs.put(PATH, text().as_bytes());
    assert!(!watch(&fs, &mut session));
    assert!(session.outside().is_none());
    let stale = ContentHash::of(b"older");
    assert!(!session.take_seen(stale, Seen::Gone { folder: false }), "it was about another content");
    assert!(session.outside().is_none());
}

#[test]
fn a_file_that_is_gone_leaves_the_draft_unsaved() {
    let fs = disk(&text());
    let mut session = open(&fs);
    fs.take_away("/drafts");
    assert!(watch(&fs, &mut session));
    assert!(matches!(session.outside(), Some(Outside::Gone { folder: true })));
    assert!(session.is_dirty() && !watch(&fs, &mut session));
    fs.put_folder("/drafts");
    assert!(session.save(&fs).unwrap_err().is_changed_outside());
    let job = session.save_job(SaveWay::Over).unwrap();
    session.take_saved(job.run(&fs, None)).unwrap();
    assert!(!session.is_dirty() && session.outside().is_none());
    fs.take_away(PATH);
    watch(&fs, &mut session);
    fs.put(PATH, to_ron(session.draft()).unwrap().as_bytes());
    assert!(!watch(&fs, &mut session));
    assert!(!session.is_dirty(), "it came back as it was");
}

#[test]
fn the_original_of_an_older_file_is_kept_before_the_first_save() {
    let fs = disk(&text());
    let mut session = open(&fs);
    session.tie.older = Some(1);
    entitle(&mut session, "Mine").unwrap();
    fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
    assert!(session.save(&fs).is_err());
    assert_eq!(fs.content(PATH).unwrap(), text().as_bytes());
    fs.heal();
    session.save(&fs).unwrap();
    assert_eq!(fs.content("/drafts/a.v1-original.ron").unwrap(), text().as_bytes());
    assert_eq!(session.older(), None);
}

#[test]
fn one_file_is_open_once_whatever_leads_to_it() {
    let fs = disk(&text());
    fs.put_link("/desk/link.ron", PATH);
    let mut workspace = Workspace::default();
    workspace.add(open(&fs));
    workspace
        .add(Session::new(find("cloud-hosting").unwrap().example().clone(), find("cloud-hosting").unwrap()));
    for path in ["/desk/link.ron", "/drafts/../drafts/a.ron", PATH] {
        workspace.activate(1);
        assert!(workspace.activate_file(&fs, Path::new(path)), "{path}");
        assert_eq!(workspace.active_index(), 0);
    }
    assert!(!workspace.activate_file(&fs, Path::new("/drafts/b.ron")));
}
