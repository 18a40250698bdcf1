//! Sessions over the bundled forms and a file system that can refuse.

use super::*;
use crate::check::Severity;
use crate::draft::Edit;
use crate::store::RealFs;
use crate::template::find;

fn example() -> Session {
    let form = find("cloud-hosting").unwrap();
    Session::new(form.example().clone(), form)
}

#[test]
fn a_hundred_mixed_edits_undone_give_the_identical_draft() {
    let mut session = example();
    let first = session.snapshot();
    let metric = first.agreement.metrics[0].id.to_string();
    for n in 0..25 {
        let item = format!("extra-{n}");
        for edits in [
            vec![Edit::Insert { list: "definitions".into(), at: n, id: item.clone() }],
            vec![Edit::set(format!("definitions.{item}.term").as_str(), format!("Term {n}"))],
            vec![Edit::set(
                format!("metrics.{metric}.target").as_str(),
                if n % 2 == 0 { "99,9" } else { "99.5" },
            )],
            vec![Edit::Move { list: "definitions".into(), id: item, to: 0 }],
        ] {
            session.apply(&edits, "Edit", None).unwrap();
        }
    }
    let last = session.snapshot();
    let mut undone = 0;
    while session.undo().is_some() {
        undone += 1;
    }
    assert!(undone >= 75, "{undone}");
    assert_eq!(*session.snapshot(), *first);
    while session.redo().is_some() {}
    assert_eq!(*session.snapshot(), *last);
}

#[test]
fn nothing_changes_unless_something_changes() {
    let mut session = example();
    let title = session.draft().agreement.title.to_string();
    assert_eq!(session.apply(&[Edit::set("title", title)], "Edit title", None), Ok(false));
    assert_eq!(session.revision(), 0);
    assert!(session.undo_name().is_none());
    let half = [Edit::set("title", "Other"), Edit::set("no.such.field", "x")];
    assert!(session.apply(&half, "Edit", None).is_err());
    assert_ne!(session.draft().agreement.title.as_str(), "Other", "all edits or none");
}

#[test]
fn findings_follow_the_draft() {
    let mut session = example();
    assert_eq!(session.derived().count(Severity::Error), 0);
    session.apply(&[Edit::set("term.effective", "")], "Edit", None).unwrap();
    assert!(session.derived().count(Severity::Error) > 0);
    assert_eq!(session.derived().revision, session.revision());
    session.undo();
    assert_eq!(session.derived().count(Severity::Error), 0);
}

#[test]
fn the_unsaved_mark_tells_the_truth_across_save_undo_and_redo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let mut session = example();
    assert!(session.is_dirty());
    assert!(matches!(session.save(&RealFs), Err(FileError::NoName)));
    session.save_as(&RealFs, &path, false).unwrap();
    assert!(!session.is_dirty());
    session.apply(&[Edit::set("title", "Other")], "Edit title", None).unwrap();
    assert!(session.is_dirty());
    session.undo();
    assert!(!session.is_dirty());
    session.redo();
    session.save(&RealFs).unwrap();
    let back = Session::open(&RealFs, &path).unwrap();
    assert_eq!(back.draft(), session.draft());
    assert!(!back.is_dirty());
    assert_eq!(back.title(), "a");
}

#[test]
fn a_file_changed_outside_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let mut session = example();
    session.save_as(&RealFs, &path, false).unwrap();
    assert!(example().save_as(&RealFs, &path, false).is_err(), "another draft does not replace it unasked");
    std::fs::write(&path, "somebody else's").unwrap();
    session.apply(&[Edit::set("title", "Mine")], "Edit title", None).unwrap();
    let refused = session.save(&RealFs).unwrap_err();
    assert!(refused.is_changed_outside(), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody else's");
    assert!(session.is_dirty());
    let job = session.save_job(SaveWay::Over).unwrap();
    session.take_saved(job.run(&RealFs, None)).unwrap();
    assert!(!session.is_dirty());
}

#[test]
fn a_save_that_fails_leaves_the_draft_open_and_unsaved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/a.ron");
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    let mut session = example();
    session.save_as(&RealFs, &path, false).unwrap();
    session.apply(&[Edit::set("title", "Mine")], "Edit title", None).unwrap();
    std::fs::remove_dir_all(folder.path().join("deep")).unwrap();
    let refused = session.save(&RealFs).unwrap_err().to_string();
    assert!(refused.contains("a.ron"), "{refused}");
    assert!(session.is_dirty());
    assert_eq!(session.draft().agreement.title.as_str(), "Mine");
}

#[test]
fn a_workspace_keeps_its_front_draft_sensible() {
    let mut workspace = Workspace::default();
    for _ in 0..3 {
        workspace.add(example());
    }
    assert_eq!(workspace.active_index(), 2);
    workspace.close(2);
    assert_eq!(workspace.active_index(), 1);
    workspace.activate(9);
    workspace.close(0);
    assert_eq!(workspace.active_index(), 0);
    assert_eq!(workspace.dirty(), [0]);
    workspace.close(0);
    assert!(workspace.active().is_none() && workspace.is_empty());
}

#[test]
fn typing_on_after_a_look_at_another_draft_is_another_step() {
    let mut workspace = Workspace::default();
    workspace.add(example());
    workspace.add(example());
    let type_title = |workspace: &mut Workspace, text: &str| {
        let session = workspace.active_mut().unwrap();
        session.apply(&[Edit::set("title", text)], "Edit title", Some("title")).unwrap();
        session.steps()
    };
    assert_eq!(type_title(&mut workspace, "A"), 1);
    assert_eq!(type_title(&mut workspace, "Ab"), 1);
    workspace.activate(1);
    assert_eq!(type_title(&mut workspace, "Abc"), 1, "it is the one in front");
    workspace.activate(0);
    assert_eq!(type_title(&mut workspace, "B"), 1);
    workspace.activate(1);
    assert_eq!(type_title(&mut workspace, "Abcd"), 2);
}
