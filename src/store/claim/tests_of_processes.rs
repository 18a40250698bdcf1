//! Two real processes and one draft.

use super::super::RealFs;
use super::*;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

const NAME: &str =
    "store::claim::tests_of_processes::one_process_at_a_time_has_a_draft_and_a_killed_one_has_none";
const FOLDER: &str = "CLAIM_TEST_FOLDER";

fn claim_in(folder: &Path) -> Claiming {
    let folders = Folders::under(&folder.join("home"));
    claim(&RealFs, &folders, &folder.join("draft.ron"), &Holder::this(&RealFs, 1_795_000_000))
}

/// Another process that claims the draft and keeps it until it is killed.
fn other(folder: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let answer = said.by_ref().map(Result::unwrap).find(|line| line.contains("claim:")).unwrap();
    std::mem::forget(said);
    (child, answer)
}

#[test]
fn one_process_at_a_time_has_a_draft_and_a_killed_one_has_none() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let claiming = claim_in(Path::new(&folder));
        let answer = match &claiming {
            Claiming::Granted(_) => "granted".to_owned(),
            Claiming::Taken(holder) => format!("taken by {}", holder.as_ref().map_or(0, |h| h.process)),
            Claiming::Unknown => "unknown".to_owned(),
        };
        println!("claim: {answer}");
        std::io::stdout().flush().unwrap();
        std::thread::sleep(std::time::Duration::from_secs(60));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("draft.ron"), b"x").unwrap();
    let (mut first, answer) = other(folder.path());
    assert!(answer.ends_with("granted"), "{answer}");
    let Claiming::Taken(Some(holder)) = claim_in(folder.path()) else { panic!("it is held") };
    assert_eq!(holder.process, first.id());
    let (mut second, answer) = other(folder.path());
    assert!(answer.ends_with(&format!("taken by {}", first.id())), "{answer}");
    second.kill().unwrap();
    second.wait().unwrap();
    assert!(matches!(claim_in(folder.path()), Claiming::Taken(_)), "the death of another changes nothing");
    // SIGKILL: the holder has no chance to let go.
    first.kill().unwrap();
    first.wait().unwrap();
    let Claiming::Granted(held) = claim_in(folder.path()) else { panic!("the lock went with the process") };
    let (mut third, answer) = other(folder.path());
    assert!(answer.ends_with(&format!("taken by {}", std::process::id())), "{answer}");
    drop(held);
    third.kill().unwrap();
    third.wait().unwrap();
}
