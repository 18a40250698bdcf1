//! Journals on a disk that fails, and runs that end in every way.

use super::super::testing::{FakeFs, Fault, Operation};
use super::super::{ContentHash, Folders, Fs};
use super::*;
use crate::draft::{Draft, SCHEMA};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

fn folders() -> Folders {
    Folders::under(Path::new("/home"))
}

fn journal(title: &str) -> Journal {
    let mut draft = Draft { schema: SCHEMA, ..Draft::default() };
    draft.agreement.title = title.parse().unwrap();
    let base = Base { path: "/drafts/a.ron".into(), hash: ContentHash::of(b"old") };
    let head = JournalHead {
        draft: "draft-1".into(),
        title: title.into(),
        base: Some(base),
        written: 1_785_000_000,
        section: "metrics".into(),
    };
    Journal::of(head, &draft).unwrap()
}

fn titles(run: &GoneRun) -> Vec<String> {
    run.journals.iter().map(|found| found.journal.as_ref().unwrap().head.title.clone()).collect()
}

fn gone(fs: &FakeFs) -> Vec<GoneRun> {
    let (runs, told) = gone_runs(fs, &folders()).unwrap();
    assert_eq!(told, [""; 0]);
    runs
}

#[test]
fn a_run_is_gone_only_when_its_process_is() {
    let fs = FakeFs::new();
    assert!(gone(&fs).is_empty());
    let run = Run::begin(&fs, &folders()).unwrap();
    run.write(&fs, 1, &journal("Hosting")).unwrap();
    assert!(gone(&fs).is_empty(), "it is still running");
    let folder = run.folder().to_owned();
    assert_eq!((fs.mode(&folder), fs.mode(run.journal(1))), (Some(0o700), Some(0o600)));
    drop(run);
    let first = gone(&fs);
    assert_eq!(titles(&first[0]), ["Hosting"]);
    assert!(gone(&fs).is_empty(), "another window is offering it");
    drop(first);
    assert_eq!(gone(&fs).len(), 1, "nobody wanted it yet");
}

#[test]
fn the_order_is_that_of_the_tabs() {
    let fs = FakeFs::new();
    let run = Run::begin(&fs, &folders()).unwrap();
    for number in [1, 2, 3] {
        run.write(&fs, number, &journal(&number.to_string())).unwrap();
    }
    let tab = |journal| Tab { journal, ..Tab::default() };
    let window = Window { tabs: vec![tab(Some(3)), tab(None), tab(Some(1))], front: 1, ..Window::default() };
    run.write_window(&fs, &window).unwrap();
    drop(run);
    let runs = gone(&fs);
    assert_eq!(titles(&runs[0]), ["3", "1", "2"]);
    assert_eq!(runs[0].window, window);
}

#[test]
fn what_a_run_leaves_goes_with_its_last_journal() {
    let fs = FakeFs::new();
    let run = Run::begin(&fs, &folders()).unwrap();
    run.write(&fs, 1, &journal("Hosting")).unwrap();
    run.write_window(&fs, &Window::default()).unwrap();
    fs.put(run.folder().join(".cw-1-1.tmp"), b"killed");
    run.remove_if_empty(&fs);
    drop(run);
    let runs = gone(&fs);
    fs.remove_file(&runs[0].journals[0].file).unwrap();
    runs[0].remove_if_empty(&fs);
    assert!(fs.files().is_empty(), "{:?}", fs.files());
    assert!(fs.list(&recovery_folder(&folders())).unwrap().is_empty());
}

#[test]
fn a_run_without_work_leaves_nothing() {
    let fs = FakeFs::new();
    let run = Run::begin(&fs, &folders()).unwrap();
    run.write_window(&fs, &Window { tabs: vec![Tab::default()], ..Window::default() }).unwrap();
    drop(run);
    assert!(gone(&fs).is_empty());
    assert!(fs.files().is_empty(), "{:?}", fs.files());
    let run = Run::begin(&fs, &folders()).unwrap();
    let tabs = vec![Tab { path: Some("/drafts/a.ron".into()), ..Tab::default() }];
    let window = Window { closed: true, tabs, ..Window::default() };
    run.write_window(&fs, &window).unwrap();
    drop(run);
    assert_eq!(gone(&fs)[0].window, window, "its tabs are to be opened again");
}

#[test]
fn damaged_and_newer_journals_are_named_and_kept() {
    let fs = FakeFs::new();
    let run = Run::begin(&fs, &folders()).unwrap();
    let newer = run.journal(2);
    fs.put(run.journal(1), b"Clausewright recovery journal 1\nsha256 ");
    fs.put(&newer, b"Clausewright recovery journal 2\n");
    run.write(&fs, 3, &journal("Sound")).unwrap();
    fs.put(run.folder().join("window.ron"), b"(tabs: [(");
    let files = fs.files().len();
    drop(run);
    let (runs, told) = gone_runs(&fs, &folders()).unwrap();
    assert!(told[0].contains("window.ron is damaged"), "{told:?}");
    let problems: Vec<&String> = runs[0].journals.iter().filter_map(|f| f.journal.as_ref().err()).collect();
    assert!(problems[0].contains("1.journal cannot be used: it is damaged"), "{problems:?}");
    assert!(problems[1].contains("newer Clausewright (journal version 2"), "{problems:?}");
    assert_eq!(runs[0].journals[2].journal.as_ref().unwrap().head.title, "Sound");
    runs[0].remove_if_empty(&fs);
    assert_eq!(fs.files().len(), files);
}

#[test]
fn temporary_files_of_a_gone_process_are_swept_and_no_others() {
    let fs = FakeFs::new();
    for name in [".cw-7b-0.tmp", ".cw-7b-1.tmp", ".cw-7b1-0.tmp", ".cw-7b-notes.ron", "a.ron"] {
        fs.put(format!("/drafts/{name}"), b"x");
    }
    let run = Run::begin(&fs, &folders()).unwrap();
    run.write(&fs, 1, &journal("Hosting")).unwrap();
    run.write_window(&fs, &Window { process: 0x7b, ..Window::default() }).unwrap();
    drop(run);
    let _runs = gone(&fs);
    let left: Vec<PathBuf> = fs.files().into_iter().filter(|f| f.starts_with("/drafts")).collect();
    assert_eq!(
        left,
        ["/drafts/.cw-7b-notes.ron", "/drafts/.cw-7b1-0.tmp", "/drafts/a.ron"].map(PathBuf::from)
    );
}

#[test]
fn a_discarded_journal_is_kept_for_thirty_days_and_a_wrong_clock_removes_nothing_early() {
    let fs = FakeFs::new();
    let run = Run::begin(&fs, &folders()).unwrap();
    let now = 1_785_000_000;
    for title in ["First", "Second"] {
        run.write(&fs, 1, &journal(title)).unwrap();
        discard(&fs, &folders(), &run.journal(1), now).unwrap();
    }
    let files = |now| discarded_files(&fs, &folders(), now);
    assert_eq!(files(now + DISCARDED_KEPT).len(), 2);
    assert_eq!(files(now - 365 * 86_400).len(), 2);
    let back = read_journal(&fs, files(now)[0].1.clone()).journal.unwrap();
    assert_eq!(back.draft().unwrap().agreement.title.as_str(), back.head.title);
    assert!(gone(&fs).is_empty());
    assert_eq!(files(now + DISCARDED_KEPT + 1), []);
    assert!(fs.list(&recovery_folder(&folders()).join("discarded")).unwrap().is_empty());
}

/// Runs `act` with operation 1, 2, 3, … failing, once and for good, until none is hit; then judges the disk.
fn with_every_fault(
    prepare: impl Fn() -> (FakeFs, Run),
    act: impl Fn(&FakeFs, &Run) -> bool,
    judge: impl Fn(&FakeFs, bool),
) {
    for kind in
        [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Interrupted, ErrorKind::Other]
    {
        for plan in [Fault::once, Fault::from] {
            for number in 1.. {
                let (fs, run) = prepare();
                fs.fail(plan(number, kind));
                let done = act(&fs, &run);
                let hit = fs.has_failed();
                fs.heal();
                drop(run);
                judge(&fs, done);
                if !hit {
                    break;
                }
                assert!(number < 100, "the faults never end");
            }
        }
    }
}

#[test]
fn a_write_that_fails_leaves_the_earlier_journal_and_success_means_the_new_one() {
    let prepare = || {
        let fs = FakeFs::new();
        let run = Run::begin(&fs, &folders()).unwrap();
        run.write(&fs, 1, &journal("Old")).unwrap();
        (fs, run)
    };
    let act = |fs: &FakeFs, run: &Run| run.write(fs, 1, &journal("New")).is_ok();
    with_every_fault(prepare, act, |fs, done| {
        let title = titles(&gone(fs)[0]).join(" ");
        assert!(title == "New" || (title == "Old" && !done), "{title}, {done}");
    });
}

#[test]
fn discarding_never_loses_the_journal() {
    let prepare = || {
        let fs = FakeFs::new();
        let run = Run::begin(&fs, &folders()).unwrap();
        run.write(&fs, 1, &journal("Old")).unwrap();
        (fs, run)
    };
    let act = |fs: &FakeFs, run: &Run| discard(fs, &folders(), &run.journal(1), 5).is_ok();
    with_every_fault(prepare, act, |fs, done| {
        let kept = discarded_files(fs, &folders(), 5).len();
        assert_eq!((kept, gone(fs).len()), if done { (1, 0) } else { (0, 1) });
    });
}

#[test]
fn a_disk_that_fails_while_looking_loses_nothing() {
    let prepare = || {
        let fs = FakeFs::new();
        let run = Run::begin(&fs, &folders()).unwrap();
        run.write(&fs, 1, &journal("Old")).unwrap();
        run.write_window(&fs, &Window::default()).unwrap();
        drop(run);
        let here = Run::begin(&fs, &folders()).unwrap();
        (fs, here)
    };
    let act = |fs: &FakeFs, _: &Run| gone_runs(fs, &folders()).is_ok();
    with_every_fault(prepare, act, |fs, _| {
        let (runs, _) = gone_runs(fs, &folders()).unwrap();
        assert_eq!(titles(&runs[0]), ["Old"]);
    });
}

#[test]
fn without_locks_nothing_is_lost() {
    let fs = FakeFs::new();
    fs.fail(Fault::every(Operation::TryLock, ErrorKind::Unsupported));
    let run = Run::begin(&fs, &folders()).unwrap();
    run.write(&fs, 1, &journal("Hosting")).unwrap();
    drop(run);
    assert_eq!(titles(&gone(&fs)[0]), ["Hosting"]);
}
