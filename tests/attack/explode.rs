//! The files made to be bad, each read within a second.

use super::bombs::bombs;
use super::clock::within_a_second;
use super::targets::target;

fn explode(targets: &[&str]) {
    for bomb in bombs().iter().filter(|bomb| targets.contains(&bomb.target)) {
        let what = format!("{}: {}", bomb.target, bomb.name);
        let took = within_a_second(&what, || target(bomb.target)(&bomb.bytes));
        println!("{what}: {} KiB, {} ms", bomb.bytes.len() >> 10, took.as_millis());
    }
}

#[test]
fn drafts_made_to_be_bad_are_answered_within_a_second() {
    explode(&["draft"]);
}

#[test]
fn templates_made_to_be_bad_are_answered_within_a_second() {
    explode(&["template"]);
}

#[test]
fn texts_made_to_be_bad_are_answered_within_a_second() {
    explode(&["clause_text"]);
}

#[test]
fn logs_made_to_be_bad_are_answered_within_a_second() {
    explode(&["incident_log", "measured_input", "values"]);
}

#[test]
fn pdfs_made_to_be_bad_are_answered_within_a_second() {
    explode(&["pdf_extract"]);
}

#[test]
fn files_of_the_program_made_to_be_bad_are_answered_within_a_second() {
    explode(&["settings", "recent_files", "journal", "history"]);
}
