//! Names for files, made from what an agreement is called, that every system takes.

use crate::export::Format;
use std::path::{Path, PathBuf};

/// Longest name without its ending, in characters and in bytes: some systems count these, some those.
const LONGEST: usize = 100;
const LONGEST_BYTES: usize = 200;

/// What Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path with the ending, if its name has none.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(ending) }
}

/// A file name made from a title: without characters that some system forbids.
pub fn file_name(title: &str, ending: &str) -> String {
    let stem = stem(title);
    format!("{}.{ending}", if stem.is_empty() { "agreement" } else { &stem })
}

/// The name to offer for a file of this draft.
pub fn beside(file: Option<&Path>, title: &str, ending: &str) -> String {
    match file.and_then(Path::file_stem) {
        Some(stem) => format!("{}.{ending}", stem.to_string_lossy()),
        None => file_name(title, ending),
    }
}

/// The name to offer for an export: reference, title and version, what language if that is not the form's own, and
/// whether it is a draft.
pub fn export_name(
    reference: &str,
    title: &str,
    version: &str,
    language: Option<&str>,
    marked: bool,
    format: Format,
) -> String {
    let version = if version.trim().is_empty() { String::new() } else { format!("v{}", version.trim()) };
    let end: Vec<&str> = [version.as_str(), language.unwrap_or(""), if marked { "DRAFT" } else { "" }]
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    let end = end.join(" ");
    // What tells one version from another stays, however long the title is.
    let room = LONGEST.saturating_sub(end.chars().count() + 1);
    let begin = stem(&format!("{} {}", reference.trim(), title.trim()));
    let begin: String = begin.chars().take(room).collect();
    file_name(&format!("{} {end}", begin.trim()), format.ending())
}

fn stem(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) || is_invisible(c) { ' ' } else { c })
        .collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = words.chars().take(LONGEST).collect();
    while short.len() > LONGEST_BYTES {
        short.pop();
    }
    let stem = short.trim_matches(['.', ' ']).trim_start_matches('-').trim();
    let first = stem.split('.').next().unwrap_or("").trim().to_lowercase();
    let numbered = (first.starts_with("com") || first.starts_with("lpt"))
        && first.len() == 4
        && first.ends_with(|c: char| c.is_ascii_digit());
    if numbered || DEVICES.contains(&first.as_str()) { format!("{stem}_") } else { stem.to_owned() }
}

/// Turns the reading direction or shows nothing: what is seen would not be what is there.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_from_titles() {
        assert_eq!(file_name("SLA: web/mail  2026?", "ron"), "SLA web mail 2026.ron");
        assert_eq!(file_name("...", "pdf"), "agreement.pdf");
        assert_eq!(with_ending("/a/b".into(), "ron"), Path::new("/a/b.ron"));
        assert_eq!(with_ending("/a/b.txt".into(), "ron"), Path::new("/a/b.txt"));
        assert_eq!(beside(Some(Path::new("/a/b.ron")), "T", "pdf"), "b.pdf");
    }

    #[test]
    fn what_some_system_does_not_take_is_avoided() {
        assert_eq!(file_name("CON", "pdf"), "CON_.pdf");
        assert_eq!(file_name("Lpt1.draft", "pdf"), "Lpt1.draft_.pdf");
        assert_eq!(file_name("-rf a\u{202e}b. ", "pdf"), "rf a b.pdf");
        let long = file_name(&"ü".repeat(300), "pdf");
        assert!(long.len() <= LONGEST_BYTES + 4 && long.ends_with(".pdf"));
    }

    #[test]
    fn an_export_is_named_by_reference_title_version_and_language() {
        let name = |language, marked| export_name("Q-1/26", "Hosting", "1.0", language, marked, Format::Pdf);
        assert_eq!(name(None, false), "Q-1 26 Hosting v1.0.pdf");
        assert_eq!(name(Some("de"), true), "Q-1 26 Hosting v1.0 de DRAFT.pdf");
        let long = export_name("R", &"word ".repeat(60), "2.1", None, true, Format::Markdown);
        assert!(long.ends_with(" v2.1 DRAFT.md") && long.chars().count() <= LONGEST + 3, "{long}");
        assert_eq!(export_name("", "", "", None, false, Format::Text), "agreement.txt");
    }
}
