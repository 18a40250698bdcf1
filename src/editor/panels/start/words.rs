//! What the start screen says.

use super::Asks;
use crate::agreement::AgreementKind;
use crate::value::{Date, listed};
use std::path::Path;

pub const NAME: &str = "Clausewright";
pub const ABOUT: &str =
    "Service level agreements whose numbers are exact. Everything stays on this computer.";
pub const OPEN: &str = "Open a draft…";
pub const OPEN_NOTE: &str = "or drop drafts, exported PDFs and Word files onto this window";
pub const RECENT: &str = "Recent drafts";
pub const ANOTHER: &str = "For another customer on the same terms, choose “New from this” beside a draft.";
pub const AGAIN: &str = "New from this";
pub const AGAIN_TIP: &str =
    "Begin a draft for another customer: the same terms, without the data of this one, which stays as it is";
pub const AGAIN_DAMAGED: &str = "This draft could not be read whole, so it was opened: see what is said above the form. If it will \
     do, choose “New from this draft” in the File menu.";
pub const MISSING: &str = "No longer there";
pub const MISSING_TIP: &str = "The file was moved, renamed or deleted, or its drive is not connected";
pub const REMOVED: &str = "Taken off the list. The file itself stays where it is.";
pub const UNTITLED: &str = "Untitled";
pub const FEWER: &str = "Show fewer";
pub const BEGIN_TITLE: &str = "Begin a new agreement";
pub const BEGIN_NOTE: &str = "Choose the form that is closest. Every clause can be changed later.";
pub const NO_FORMS: &str = "There are no forms of agreement in this Clausewright.";
pub const BEGIN: &str = "Begin";
pub const EXAMPLE: &str = "See example";
pub const EXAMPLE_TIP: &str = "Open a complete sample agreement of this form";
pub const COVER: &str = "First page of the example";
pub const DROP_TITLE: &str = "Drop to open";
pub const DROP_KINDS: &str = "Drafts (.ron), and PDFs and Word files that Clausewright exported";

/// What an exported document was opened as, by its ending.
pub fn from_exported(ending: &str) -> &'static str {
    match ending {
        "docx" => {
            "This is the draft inside the Word file, without what was changed in Word. It has no file of its own until you save it."
        }
        _ => "This is the draft inside the PDF. It has no file of its own until you save it.",
    }
}

pub fn back(open: usize) -> &'static str {
    if open == 1 { "Back to the open draft" } else { "Back to the open drafts" }
}

pub fn all(count: usize) -> String {
    format!("Show all {count}")
}

pub fn open(title: &str) -> String {
    format!("Open {title}")
}

pub fn again(title: &str) -> String {
    format!("New from {title}")
}

pub fn pin(title: &str, pinned: bool) -> String {
    if pinned { format!("Unpin {title}") } else { format!("Keep {title} at the top") }
}

pub fn remove(title: &str) -> String {
    format!("Remove {title} from the list")
}

/// Name of the file first: that is what tells two drafts apart where there is little room.
pub fn place(path: &Path, form: &str, opened: Date) -> String {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let folder = path.parent().map(|p| p.display().to_string()).unwrap_or_default();
    let parts = [name, form.to_owned(), opened.long(), folder];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
}

/// How an agreement is cut, in words that need no glossary.
pub fn kind(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::ServiceBased => "One service, the same for every customer",
        AgreementKind::CustomerBased => "One customer, all its services",
        AgreementKind::MultiLevel => "One group, with levels for all, for departments and for services",
    }
}

/// What a form asks of its drafter.
pub fn asks(asks: Asks) -> String {
    let Asks { answers, sections, minutes } = asks;
    format!("Asks for {answers} answers in {sections} sections, about {minutes} minutes")
}

/// The steps of the first questions.
pub fn begins(titles: &[&str]) -> String {
    let titles: Vec<String> = titles.iter().map(|title| title.to_lowercase()).collect();
    format!("The first questions are: {}. All others wait in the form.", listed(&titles))
}

/// What is being dragged over the window.
pub fn dragged(names: &[String]) -> String {
    match names {
        [] => DROP_TITLE.to_owned(),
        [one] => format!("{DROP_TITLE} {one}"),
        many => format!("{DROP_TITLE} {} files", many.len()),
    }
}

/// Below that: what can be opened, or why this one cannot.
pub fn drop_note(names: &[String]) -> String {
    let kind = match names {
        [one] => one.rsplit_once('.').and_then(|(_, ending)| kind_of(&ending.to_lowercase())),
        _ => None,
    };
    kind.map_or_else(|| DROP_KINDS.to_owned(), |kind| format!("This is {kind}, not a draft. {DROP_KINDS}"))
}

/// What a file is that can be no draft, by its ending.
pub fn kind_of(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "doc" | "odt" | "rtf" => "a word processor’s document",
        "xls" | "xlsx" | "ods" | "csv" => "a table",
        "ppt" | "pptx" | "odp" => "a presentation",
        "png" | "jpg" | "jpeg" | "gif" | "tif" | "tiff" | "bmp" | "webp" | "svg" => "a picture",
        "zip" | "7z" | "rar" | "tar" | "gz" => "an archive",
        "html" | "htm" | "md" | "txt" => "a text without the data of a draft",
        "json" | "yaml" | "yml" | "toml" | "xml" => "a data file of another kind",
        "eml" | "msg" => "an e-mail",
        "exe" | "msi" | "dll" | "so" | "app" => "a program",
        _ => return None,
    })
}

/// Why a file of another kind is not opened, and what could be.
pub fn not_a_draft(name: &str, kind: &str) -> String {
    format!(
        "“{name}” is {kind}, not a draft. Open a draft (.ron), or a PDF or Word file that Clausewright exported with its draft inside. \
         The file was not changed."
    )
}

pub const NOT_OPENED: &str = "The draft cannot be opened";
pub const OPENING_BROKEN: &str = "Reading it stopped because of a fault in Clausewright. The file was not changed. Try again; \
     if this message comes back, start Clausewright anew.";

/// "Opening hosting.ron… 3 s"
pub fn opening(name: &str, seconds: u64) -> String {
    format!("Opening {name}… {seconds} s")
}

pub fn not_opened(count: usize) -> String {
    format!("{count} files cannot be opened")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_draft_begins_with_its_name() {
        let day: Date = "2026-07-31".parse().unwrap();
        let path = Path::new("/a/very/long/way/shop.ron");
        let words = place(path, "Cloud hosting agreement", day);
        assert_eq!(words, "shop.ron  ·  Cloud hosting agreement  ·  31 July 2026  ·  /a/very/long/way");
    }

    #[test]
    fn what_is_dragged_is_named_and_told_what_it_is() {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(dragged(&names(&["a.ron"])), "Drop to open a.ron");
        assert_eq!(dragged(&names(&["a.ron", "b.ron"])), "Drop to open 2 files");
        assert_eq!(drop_note(&names(&["a.ron"])), DROP_KINDS);
        assert!(drop_note(&names(&["Letter.ODT"])).starts_with("This is a word processor’s document"));
    }

    #[test]
    fn a_form_says_what_it_asks() {
        let some = Asks { answers: 48, sections: 19, minutes: 35 };
        let words = asks(some);
        assert_eq!(words, "Asks for 48 answers in 19 sections, about 35 minutes");
        let words = begins(&["Who", "What", "From when"]);
        assert_eq!(words, "The first questions are: who, what and from when. All others wait in the form.");
    }
}
