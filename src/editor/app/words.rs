//! Words that several parts of the window use.

use std::path::Path;

/// "● hosting.ron – Clausewright".
pub fn window_title(file: Option<&Path>, title: &str, dirty: bool) -> String {
    let name =
        file.and_then(Path::file_name).map_or_else(|| title.to_owned(), |n| n.to_string_lossy().into_owned());
    let mark = if dirty { "● " } else { "" };
    format!("{mark}{name} – Clausewright")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_names_the_file_and_marks_unsaved_changes() {
        assert_eq!(window_title(Some(Path::new("/a/b.ron")), "B", true), "● b.ron – Clausewright");
        assert_eq!(window_title(None, "New draft", false), "New draft – Clausewright");
    }
}
