//! A real program that edits and saves without end is killed at random moments, again and again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use clausewright::draft::Edit;
use clausewright::session::Session;
use clausewright::session::recovery::{
    Delays, Fate, Keeper, Leftovers, OpenTab, Unsaved, leftovers, unix_now,
};
use clausewright::store::journal::recovery_folder;
use clausewright::store::{Folders, Fs, RealFs};
use clausewright::template;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

const FOLDER: &str = "SURVIVAL_TEST_FOLDER";
const KILLS: usize = 500;
/// Programs at a time, each with a disk of its own.
const LANES: usize = 10;
/// How far behind the journal may be in this test, and what a busy computer may add to it.
const LATEST: Duration = Duration::from_millis(12);
const BUSY: Duration = Duration::from_secs(4);

fn delays() -> Delays {
    Delays { quiet: Duration::from_millis(3), latest: LATEST, retry: Duration::from_millis(20) }
}

fn draft_file(folder: &Path) -> PathBuf {
    folder.join("draft.ron")
}

fn folders(folder: &Path) -> Folders {
    Folders::under(&folder.join("home"))
}

fn generation(session: &Session) -> u64 {
    session.draft().agreement.version.as_str().parse().unwrap_or(0)
}

/// A number below `most`, without a pattern.
fn random(most: u64) -> u64 {
    RandomState::new().build_hasher().finish() % most
}

fn say(word: &str, generation: u64) {
    println!("{word} {generation}");
    std::io::stdout().flush().unwrap();
}

/// In the child: each edit counts the draft's version up; now and then it is saved.
fn edit_and_save(folder: &Path) {
    let path = draft_file(folder);
    let mut session = Session::open(&RealFs, &path).unwrap();
    let keeper = Keeper::start(Arc::new(RealFs), folders(folder), delays(), Box::new(|| {})).unwrap();
    let tab = OpenTab { session: session.id(), path: Some(path), section: String::new() };
    keeper.arrange(vec![tab], 0);
    while !keeper.is_current() {
        thread::sleep(Duration::from_millis(1));
    }
    let mut number = generation(&session);
    say("ready", number);
    loop {
        for _ in 0..=random(8) {
            number += 1;
            session.apply(&[Edit::set("version", number.to_string())], "Edit", None).unwrap();
            let (draft, base) = (session.snapshot(), session.base().cloned());
            keeper.keep(session.id(), Unsaved { draft, base, title: "Draft".into(), section: String::new() });
            say("edited", number);
            thread::sleep(Duration::from_micros(random(6_000)));
        }
        say("saving", number);
        session.save(&RealFs).unwrap();
        keeper.end(session.id(), Fate::Remove);
        say("saved", number);
    }
}

/// What the child said, and when it was heard.
struct Heard {
    word: String,
    number: u64,
    at: Instant,
}

/// Runs the child for a random while and kills it.
fn run_and_kill(folder: &Path) -> (Vec<Heard>, Instant) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["a_program_killed_five_hundred_times_loses_nothing", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (tell, told) = std::sync::mpsc::channel();
    let listener = thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let at = Instant::now();
            if let Some((word, number)) = line.split_once(' ')
                && let Ok(number) = number.parse()
                && tell.send(Heard { word: word.to_owned(), number, at }).is_err()
            {
                return;
            }
        }
    });
    let ready = told.recv_timeout(Duration::from_secs(60)).expect("the child begins");
    assert_eq!(ready.word, "ready");
    thread::sleep(Duration::from_micros(random(60_000)));
    let killed = Instant::now();
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap();
    (std::iter::once(ready).chain(told).collect(), killed)
}

/// Judges the disk after a kill: how far behind it was, and whether the journal had more than the file.
fn judge(folder: &Path, heard: &[Heard], killed: Instant) -> (Duration, bool) {
    let last = |word: &str| heard.iter().rev().find(|h| h.word == word).map_or(heard[0].number, |h| h.number);
    let file = generation(&Session::open(&RealFs, &draft_file(folder)).expect("the file is whole"));
    assert!([last("saved"), last("saving")].contains(&file), "{file}: neither the old nor the new");

    let found = leftovers(&RealFs, &folders(folder), unix_now());
    assert!(found.told.is_empty() && found.offers.len() <= 1, "{found:?}");
    let kept = found
        .offers
        .first()
        .map_or(0, |offer| generation(&offer.content.as_ref().expect("the journal is whole").open()));
    let best = file.max(kept);
    let lost = heard.iter().find(|h| h.word == "edited" && h.number > best);
    let behind = lost.map_or(Duration::ZERO, |h| killed.saturating_duration_since(h.at));
    assert!(behind <= LATEST + BUSY, "{} was edited {behind:?} before the end", best + 1);

    clear(&found);
    let names = RealFs.list(folder).unwrap();
    assert_eq!(names.len(), 2, "beside the draft and the state folder there is {names:?}");
    assert_eq!(RealFs.list(&recovery_folder(&folders(folder))).unwrap(), [""; 0], "nothing accumulates");
    (behind, kept > file)
}

/// The user wants none of it.
fn clear(found: &Leftovers) {
    for offer in &found.offers {
        RealFs.remove_file(&offer.journal).unwrap();
        clausewright::store::journal::remove_if_empty(&RealFs, offer.journal.parent().unwrap());
    }
}

fn lane(kills: usize) -> (Duration, usize) {
    let folder = tempfile::tempdir().unwrap();
    let form = template::find("cloud-hosting").unwrap();
    let mut session = Session::new(clausewright::session::new_draft(&form), form);
    session.save_as(&RealFs, &draft_file(folder.path()), false).unwrap();
    let (mut worst, mut recovered) = (Duration::ZERO, 0);
    for _ in 0..kills {
        let (heard, killed) = run_and_kill(folder.path());
        let (behind, ahead) = judge(folder.path(), &heard, killed);
        worst = worst.max(behind);
        recovered += usize::from(ahead);
    }
    (worst, recovered)
}

#[test]
fn a_program_killed_five_hundred_times_loses_nothing() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        edit_and_save(Path::new(&folder));
    }
    let lanes: Vec<_> = (0..LANES).map(|_| thread::spawn(|| lane(KILLS / LANES))).collect();
    let (worst, recovered): (Vec<_>, Vec<_>) = lanes.into_iter().map(|lane| lane.join().unwrap()).unzip();
    let (worst, recovered) = (worst.into_iter().max(), recovered.into_iter().sum::<usize>());
    println!(
        "{KILLS} kills; the disk was at most {worst:?} behind; {recovered} journals had more than the file"
    );
    assert!(recovered > KILLS / 10, "only {recovered} kills hit unsaved changes");
}
