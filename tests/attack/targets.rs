//! One function for each parser. They take any bytes and panic where a promise is broken.

use clausewright::agreement::Agreement;
use clausewright::document::{Document, assemble};
use clausewright::draft::{Draft, from_ron, read_any, to_ron};
use clausewright::export::docx::returned::returned;
use clausewright::export::extract::{from_pdf, from_word};
use clausewright::settlement::log::read_log;
use clausewright::settlement::measure::Stated;
use clausewright::settlement::{Exact, Period};
use clausewright::store::history;
use clausewright::store::journal::Journal;
use clausewright::store::testing::FakeFs;
use clausewright::store::{ContentHash, Folders, load_recent_files, load_settings};
use clausewright::template::{self, Compiled, Placeholder, read_template};
use clausewright::value::{
    Currency, Date, Duration, Id, Leaf, Lines, MOST_IN_FILE, Money, Number, Percent, Prose, Ref, Refs, Text,
    TimeOfDay, ValueError, Weekdays, Zone,
};
use std::path::Path;
use std::sync::OnceLock;

pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 12] = [
    ("draft", draft),
    ("template", template),
    ("clause_text", clause_text),
    ("incident_log", incident_log),
    ("measured_input", measured_input),
    ("pdf_extract", pdf_extract),
    ("word_file", word_file),
    ("settings", settings),
    ("recent_files", recent_files),
    ("journal", journal),
    ("history", history),
    ("values", values),
];

pub fn target(name: &str) -> Target {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target).expect("a known target")
}

/// Whatever can be opened can be saved, and says the same again.
fn keeps(draft: &Draft) {
    let text = to_ron(draft).expect("a draft can be written");
    assert!(text.len() <= MOST_IN_FILE, "a draft that was opened is too large to be saved");
    match from_ron(text.as_bytes()) {
        Ok(again) => assert!(again == *draft, "the saved file says something else"),
        Err(error) => panic!("the saved file cannot be opened: {error}"),
    }
}

/// Long enough for a sentence about what is wrong, and no copy of the file.
fn is_sentence(message: &str) {
    assert!(!message.is_empty() && message.len() < 8_000, "{} bytes of message", message.len());
}

pub fn draft(bytes: &[u8]) {
    match from_ron(bytes) {
        Ok(draft) => keeps(&draft),
        Err(error) => is_sentence(&error.to_string()),
    }
    if let Ok(reading) = read_any(bytes) {
        keeps(&reading.draft);
        reading.losses.iter().take(200).for_each(|loss| is_sentence(&loss.what));
    }
}

pub fn template(bytes: &[u8]) {
    match read_template(bytes) {
        Ok(template) => drop(Compiled::new(template)),
        Err(error) => is_sentence(&error.to_string()),
    }
}

pub fn clause_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(template::parse(&text).problems.len() <= 100);
    let _read = Placeholder::parse(&text).map(|p| assert!(!p.to_string().is_empty()));
}

fn agreement() -> Agreement {
    template::library().first().map(|form| form.example().agreement.clone()).unwrap_or_default()
}

pub fn incident_log(bytes: &[u8]) {
    match read_log("log.csv", bytes, &agreement()) {
        Ok((log, notes)) => {
            assert!(log.len() <= bytes.len());
            notes.iter().for_each(|note| is_sentence(&note.text));
        }
        Err(problems) => {
            assert!((1..=202).contains(&problems.len()), "{}", problems.len());
            problems.iter().for_each(|problem| is_sentence(&problem.to_string()));
        }
    }
}

pub fn measured_input(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for metric in &agreement().metrics {
        if let Err(error) = Stated::read(&text, metric) {
            is_sentence(&error.to_string());
        }
    }
}

pub fn pdf_extract(bytes: &[u8]) {
    match from_pdf(bytes) {
        Ok(draft) => assert!(draft.len() <= MOST_IN_FILE),
        Err(error) => is_sentence(&error.to_string()),
    }
}

/// The document that Word files are laid beside: short, as it is written for each of them.
pub fn sent() -> &'static Document {
    static SENT: OnceLock<Document> = OnceLock::new();
    SENT.get_or_init(|| {
        let form = &template::library()[0];
        let mut document = assemble(form.start(), form);
        document.sections.truncate(2);
        document
    })
}

pub fn word_file(bytes: &[u8]) {
    match from_word(bytes) {
        Ok(draft) => assert!(draft.len() <= MOST_IN_FILE),
        Err(error) => is_sentence(&error.to_string()),
    }
    match returned(bytes, sent()) {
        Ok(found) => {
            for value in found.clauses.iter().flat_map(|c| c.values.iter().map(|v| (&c.text.theirs, v))) {
                let (theirs, kept) = value;
                assert!(kept.at.clone().is_none_or(|at| theirs.get(at).is_some()));
            }
        }
        Err(error) => is_sentence(&error.to_string()),
    }
}

fn home(file: &str, bytes: &[u8]) -> (FakeFs, Folders) {
    let fs = FakeFs::new();
    fs.put(format!("/home/{file}"), bytes);
    (fs, Folders::under(Path::new("/home")))
}

pub fn settings(bytes: &[u8]) {
    let (fs, folders) = home("config/settings.ron", bytes);
    let (settings, message) = load_settings(&fs, &folders);
    assert!((50..=300).contains(&settings.interface_zoom));
    message.iter().for_each(|message| is_sentence(message));
}

pub fn recent_files(bytes: &[u8]) {
    let (fs, folders) = home("state/recent.ron", bytes);
    let (list, message) = load_recent_files(&fs, &folders);
    assert!(list.files().len() <= 20 && list.files().iter().all(|file| file.title.chars().count() <= 200));
    message.iter().for_each(|message| is_sentence(message));
}

pub fn journal(bytes: &[u8]) {
    match Journal::from_bytes(bytes) {
        Ok(journal) => {
            let again = journal.to_bytes().expect("a journal can be written");
            assert!(Journal::from_bytes(&again).is_ok_and(|again| again == journal));
            if let Ok(draft) = journal.draft() {
                keeps(&draft);
            }
        }
        Err(error) => is_sentence(&error.to_string()),
    }
}

/// The list of a draft's history, and a content in it.
pub fn history(bytes: &[u8]) {
    let (fs, folders) = home("state/history/drafts/d-sample.log", bytes);
    match history::entries(&fs, &folders, "sample", None) {
        Ok(listing) => assert!(listing.entries.len() <= bytes.len()),
        Err(error) => is_sentence(&error.to_string()),
    }
    let hash = ContentHash::of(b"(schema: 1)");
    let (fs, folders) = home(&format!("state/history/objects/{hash}"), bytes);
    match history::content(&fs, &folders, hash) {
        Ok(content) => assert_eq!(ContentHash::of(&content), hash),
        Err(error) => is_sentence(&error.to_string()),
    }
}

/// A value that was read writes itself in a form that is read as the same.
fn value<T: Leaf>(text: &str) {
    match T::parse(text) {
        Ok(value) => {
            let canonical = value.text();
            let again = T::parse(&canonical);
            assert!(again.is_ok_and(|again| again == value && again.text() == canonical), "{canonical:?}");
        }
        Err(error) => said(&error),
    }
}

fn said(error: &ValueError) {
    is_sentence(&error.to_string());
}

pub fn values(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    value::<Text>(text);
    value::<Prose>(text);
    value::<Lines>(text);
    value::<Id>(text);
    value::<Ref>(text);
    value::<Refs>(text);
    value::<u32>(text);
    value::<bool>(text);
    value::<Number>(text);
    value::<Percent>(text);
    value::<Money>(text);
    value::<Currency>(text);
    value::<Duration>(text);
    value::<Date>(text);
    value::<TimeOfDay>(text);
    value::<Weekdays>(text);
    value::<Zone>(text);
    if let Ok(today) = "2026-01-31".parse() {
        let _day = Date::parse_relative(text, today).map_err(|error| said(&error));
    }
    let _exact = text.parse::<Exact>().map_err(|error| said(&error));
    if let Ok(period) = text.parse::<Period>() {
        assert_eq!(period.name.parse::<Period>().map_err(|e| e.to_string()), Ok(period));
    }
}
