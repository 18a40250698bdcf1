//! The keeper over a disk in memory: what a crash, a kill and a clean end leave, and what the next start makes of it.

use super::super::{Session, SessionId, new_draft};
use super::desk::{Desk, Task};
use super::*;
use crate::draft::Edit;
use crate::store::Folders;
use crate::store::testing::{FakeFs, Fault, Operation};
use crate::template::find;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

fn folders() -> Folders {
    Folders::under(Path::new("/home"))
}

fn quick() -> Delays {
    let soon = Duration::from_millis(1);
    Delays { quiet: soon, latest: soon, retry: Duration::from_millis(20) }
}

fn keeper(fs: &FakeFs) -> Keeper {
    Keeper::start(Arc::new(fs.clone()), folders(), quick(), Box::new(|| {})).unwrap()
}

fn titled(title: &str) -> Session {
    let form = find("cloud-hosting").unwrap();
    let mut session = Session::new(new_draft(&form), form);
    entitle(&mut session, title);
    session
}

fn entitle(session: &mut Session, title: &str) {
    session.apply(&[Edit::set("title", title)], "Edit title", None).unwrap();
}

fn unsaved(session: &Session) -> Unsaved {
    Unsaved {
        draft: session.snapshot(),
        title: session.title(),
        base: session.base().cloned(),
        section: "metrics".to_owned(),
    }
}

fn tab(session: &Session) -> OpenTab {
    OpenTab { session: session.id(), path: session.file().map(Path::to_owned), section: "metrics".to_owned() }
}

fn until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn kept(keeper: &Keeper, session: &Session) {
    keeper.keep(session.id(), unsaved(session));
    until("it is written", || keeper.is_current());
}

fn found(fs: &FakeFs) -> Leftovers {
    leftovers(fs, &folders(), unix_now())
}

fn title(offer: &Offer) -> &str {
    offer.content.as_ref().unwrap().draft.agreement.title.as_str()
}

fn recovered(reopened: &Reopened) -> &Offer {
    match reopened {
        Reopened::Recovered(offer) => offer,
        Reopened::Clean { session, .. } => panic!("{:?} is clean", session.file()),
    }
}

fn journals(fs: &FakeFs) -> Vec<PathBuf> {
    fs.files().into_iter().filter(|file| file.extension().is_some_and(|e| e == "journal")).collect()
}

#[test]
fn a_killed_program_leaves_its_drafts_to_the_next() {
    let fs = FakeFs::new();
    let (first, mut second) = (titled("One"), titled("Two"));
    let keeper = keeper(&fs);
    kept(&keeper, &first);
    kept(&keeper, &second);
    entitle(&mut second, "Two, changed");
    kept(&keeper, &second);
    assert!(found(&fs).offers.is_empty(), "it still runs");
    drop(keeper);
    let left = found(&fs);
    let mut titles: Vec<&str> = left.offers.iter().map(title).collect();
    titles.sort();
    assert_eq!(titles, ["One", "Two, changed"]);
    assert!(left.reopened.is_empty() && left.told.is_empty());
    let session = left.offers[0].content.as_ref().unwrap().open();
    assert!(session.is_dirty() && session.has_work() && session.file().is_none());
}

#[test]
fn what_is_saved_or_closed_leaves_no_offer_and_no_file() {
    let fs = FakeFs::new();
    let (saved, closed) = (titled("Saved"), titled("Closed"));
    let keeper = keeper(&fs);
    kept(&keeper, &saved);
    kept(&keeper, &closed);
    keeper.end(saved.id(), Fate::Remove);
    keeper.end(closed.id(), Fate::Discard);
    until("both are gone", || keeper.is_current());
    assert!(keeper.close(PATIENCE).is_ok());
    drop(keeper);
    let left = found(&fs);
    assert!(left.offers.is_empty() && left.reopened.is_empty());
    assert_eq!((left.discarded, fs.files().len()), (1, 1), "{:?}", fs.files());
    let back = bring_back(&fs, &journals(&fs)[0]).unwrap();
    assert_eq!(title(&back), "Closed");
}

#[test]
fn what_is_closed_before_it_was_written_can_be_brought_back_too() {
    let fs = FakeFs::new();
    let session = titled("Closed at once");
    let delays = Delays { quiet: PATIENCE, ..Delays::default() };
    let keeper = Keeper::start(Arc::new(fs.clone()), folders(), delays, Box::new(|| {})).unwrap();
    keeper.keep(session.id(), unsaved(&session));
    keeper.end(session.id(), Fate::Discard);
    until("it is discarded", || journals(&fs).len() == 1);
    assert_eq!(title(&bring_back(&fs, &journals(&fs)[0]).unwrap()), "Closed at once");
}

#[test]
fn a_closed_window_opens_again_as_it_was() {
    let fs = FakeFs::new();
    fs.put_folder("/drafts");
    let mut clean = titled("Clean");
    clean.save_as(&fs, Path::new("/drafts/clean.ron"), false).unwrap();
    let mut changed = titled("Before");
    changed.save_as(&fs, Path::new("/drafts/changed.ron"), false).unwrap();
    entitle(&mut changed, "Changed");
    let new = titled("New");
    let keeper = keeper(&fs);
    keeper.arrange(vec![tab(&new), tab(&clean), tab(&changed)], 2);
    keeper.keep(changed.id(), unsaved(&changed));
    keeper.keep(new.id(), unsaved(&new));
    keeper.close(PATIENCE).unwrap();
    drop(keeper);
    let left = found(&fs);
    assert!(left.offers.is_empty() && left.told.is_empty(), "{left:?}");
    assert_eq!((left.front, left.reopened.len()), (Some(2), 3));
    assert_eq!(title(recovered(&left.reopened[0])), "New");
    assert!(matches!(&left.reopened[1], Reopened::Clean { session, section }
        if session.file() == Some(Path::new("/drafts/clean.ron")) && section == "metrics"));
    let again = recovered(&left.reopened[2]).content.as_ref().unwrap();
    assert_eq!(again.draft.agreement.title.as_str(), "Changed");
    let session = again.open();
    assert_eq!(session.file(), Some(Path::new("/drafts/changed.ron")));
    assert!(session.has_work());

    // The next run takes the tabs over; nothing of the earlier one stays.
    let next = self::keeper(&fs);
    next.keep(session.id(), unsaved(&session));
    next.replace(session.id(), recovered(&left.reopened[2]).journal.clone());
    let other = recovered(&left.reopened[0]).content.as_ref().unwrap().open();
    next.keep(other.id(), unsaved(&other));
    next.replace(other.id(), recovered(&left.reopened[0]).journal.clone());
    next.arrange(vec![tab(&other), tab(&session)], 0);
    next.retire(left.taken_over[0].folder().to_owned());
    until("it is taken over", || next.is_current());
    assert_eq!(journals(&fs).len(), 2);
    drop((next, left));
    assert_eq!(found(&fs).offers.len(), 2, "only the second run is left, and it crashed");
}

#[test]
fn a_stale_journal_never_beats_a_newer_file() {
    let fs = FakeFs::new();
    fs.put_folder("/drafts");
    let path = Path::new("/drafts/a.ron");
    let mut session = titled("Before");
    session.save_as(&fs, path, false).unwrap();
    entitle(&mut session, "Recovered");
    let keeper = keeper(&fs);
    kept(&keeper, &session);
    drop(keeper);
    assert!(matches!(found(&fs).offers[0].content.as_ref().unwrap().file, FileState::AsBefore(_)));

    let mut elsewhere = Session::open(&fs, path).unwrap();
    entitle(&mut elsewhere, "Newer");
    elsewhere.save(&fs).unwrap();
    let left = found(&fs);
    let content = left.offers[0].content.as_ref().unwrap();
    assert!(matches!(content.file, FileState::Changed(Some(_))));
    assert_eq!(
        (content.changes[0].before.as_str(), content.changes[0].after.as_str()),
        ("Newer", "Recovered")
    );
    let mut stale = content.open();
    assert!(stale.is_dirty());
    assert!(stale.save(&fs).unwrap_err().is_changed_outside());
    assert_eq!(Session::open(&fs, path).unwrap().draft().agreement.title.as_str(), "Newer");

    fs.take_away(path);
    assert_eq!(found_after(left, &fs).file, FileState::Missing);
}

fn found_after(left: Leftovers, fs: &FakeFs) -> Recovered {
    drop(left);
    *found(fs).offers.remove(0).content.unwrap()
}

#[test]
fn a_journal_of_what_the_file_holds_is_no_offer() {
    let fs = FakeFs::new();
    fs.put_folder("/drafts");
    let mut session = titled("Before");
    session.save_as(&fs, Path::new("/drafts/a.ron"), false).unwrap();
    entitle(&mut session, "Saved");
    let keeper = keeper(&fs);
    kept(&keeper, &session);
    session.save(&fs).unwrap();
    drop(keeper);
    assert!(found(&fs).offers.is_empty());
    assert_eq!(fs.files(), [Path::new("/drafts/a.ron")]);
}

#[test]
fn trouble_is_told_once_retried_and_forgotten() {
    let fs = FakeFs::new();
    let session = titled("Kept");
    let told = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&told);
    let wake = Box::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    let keeper = Keeper::start(Arc::new(fs.clone()), folders(), quick(), wake).unwrap();
    fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
    keeper.keep(session.id(), unsaved(&session));
    until("the trouble is noticed", || keeper.trouble().is_some());
    assert_eq!(keeper.trouble().as_deref(), Some("the disk is full"));
    fs.forget_operations();
    until("it is tried again", || fs.operations().contains(&Operation::Write));
    assert_eq!(keeper.close(PATIENCE), Err("the disk is full".to_owned()));
    assert_eq!(told.load(Ordering::SeqCst), 1);
    fs.heal();
    until("it works again", || keeper.trouble().is_none() && keeper.is_current());
    until("that is told too", || told.load(Ordering::SeqCst) == 2);
    drop(keeper);
    assert_eq!(title(&found(&fs).offers[0]), "Kept");
}

/// The window counts as closed only when everything is written; otherwise the drafts are there as after a crash.
#[test]
fn closing_with_any_fault_loses_nothing_that_was_written_and_tells() {
    for plan in [Fault::once, Fault::from] {
        for number in 1.. {
            let fs = FakeFs::new();
            let session = titled("Old");
            let keeper = keeper(&fs);
            keeper.arrange(vec![tab(&session)], 0);
            kept(&keeper, &session);
            let mut session = session;
            entitle(&mut session, "New");
            fs.fail(plan(number, ErrorKind::StorageFull));
            keeper.keep(session.id(), unsaved(&session));
            let closed = keeper.close(PATIENCE);
            let hit = fs.has_failed();
            drop(keeper);
            fs.heal();
            let left = found(&fs);
            let offers: Vec<&Offer> = left.offers.iter().chain(left.reopened.iter().map(recovered)).collect();
            assert_eq!(offers.len(), 1, "operation {number}");
            if closed.is_ok() {
                assert_eq!((title(offers[0]), left.reopened.len()), ("New", 1), "operation {number}");
            }
            if !hit {
                break;
            }
            assert!(number < 100, "the faults never end");
        }
    }
}

#[test]
fn last_words_write_what_is_not_written_and_nothing_comes_after() {
    let fs = FakeFs::new();
    let mut session = titled("Old");
    let delays = Delays { quiet: PATIENCE, ..Delays::default() };
    let keeper = Keeper::start(Arc::new(fs.clone()), folders(), delays, Box::new(|| {})).unwrap();
    keeper.keep(session.id(), unsaved(&session));
    entitle(&mut session, "Last");
    keeper.keep(session.id(), unsaved(&session));
    let words = keeper.last_words();
    assert!(words.concern_this_thread());
    let other = words.clone();
    assert!(!std::thread::spawn(move || other.concern_this_thread()).join().unwrap());
    assert_eq!(words.write(), Ok((1, PathBuf::from("/home/state/recovery"))));
    entitle(&mut session, "After the end");
    keeper.keep(session.id(), unsaved(&session));
    drop(keeper);
    assert_eq!(title(&found(&fs).offers[0]), "Last");
    fs.fail(Fault::every(Operation::Sync, ErrorKind::StorageFull));
    let keeper = self::keeper(&fs);
    keeper.keep(session.id(), unsaved(&session));
    assert_eq!(keeper.last_words().write(), Err("the disk is full".to_owned()));
}

#[test]
fn a_state_folder_removed_by_hand_is_made_again_with_everything_in_it() {
    let fs = FakeFs::new();
    let (first, mut second) = (titled("One"), titled("Two"));
    let keeper = keeper(&fs);
    kept(&keeper, &first);
    kept(&keeper, &second);
    fs.take_away("/home/state");
    entitle(&mut second, "Two, changed");
    kept(&keeper, &second);
    until("everything is back", || journals(&fs).len() == 2 && keeper.is_current());
    drop(keeper);
    assert_eq!(found(&fs).offers.len(), 2);
}

#[test]
fn a_clock_that_goes_backwards_does_not_stop_the_journal() {
    let fs = FakeFs::new();
    let mut session = titled("One");
    let keeper = keeper(&fs);
    kept(&keeper, &session);
    fs.set_clock(crate::store::Timestamp { seconds: 5, nanoseconds: 0 });
    entitle(&mut session, "Two");
    kept(&keeper, &session);
    drop(keeper);
    assert_eq!(title(&found(&fs).offers[0]), "Two");
}

#[test]
fn the_desk_hands_out_drafts_before_the_window_and_the_newest_state_only() {
    let ms = Duration::from_millis;
    let mut desk = Desk::new(Delays::default());
    let (first, mut second) = (titled("One"), titled("Two"));
    let ids: Vec<SessionId> = vec![first.id(), second.id()];
    desk.arrange(vec![tab(&first), tab(&second)], 0, ms(0));
    desk.keep(ids[0], unsaved(&first), ms(0));
    desk.keep(ids[1], unsaved(&second), ms(0));
    entitle(&mut second, "Two, changed");
    desk.keep(ids[1], unsaved(&second), ms(500));
    assert_eq!(desk.next(), Some(ms(1_000)));
    assert!(desk.take(ms(999)).is_none());
    let mut order = Vec::new();
    while let Some(task) = desk.take(ms(1_500)) {
        assert!(!desk.is_idle());
        order.push(match &task {
            Task::Write { unsaved, .. } => unsaved.title.clone(),
            Task::Window { window, .. } => {
                format!("{:?}", window.tabs.iter().map(|t| t.journal).collect::<Vec<_>>())
            }
            Task::End { .. } => "end".to_owned(),
        });
        desk.done(task, Ok(()), ms(1_500));
    }
    assert_eq!(order, ["One", "Two, changed", "[Some(1), Some(2)]"]);
    assert!(desk.is_idle() && desk.unwritten().is_empty());
}

#[test]
fn moments_are_told_in_words() {
    let now = unix_now();
    assert!(moment_words(now, now).starts_with("today, "));
    assert!(moment_words(now - 10 * 86_400, now).starts_with("20"));
    assert_eq!(moment_words(i64::MAX, now), "at an unknown time");
}
