//! A file is one idea: most are short, a long one says why.

const MEDIAN: usize = 200;
const LONGEST: usize = 600;
const EXCUSE: &str = "Long because";

/// What is wrong with these files, given as (name, text).
pub fn violations(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, text) in files {
        let lines = text.lines().count();
        let excused = text.lines().take(20).any(|l| l.starts_with("//!") && l.contains(EXCUSE));
        if lines > LONGEST && !excused {
            found.push(format!(
                "{file}:{lines}: over {LONGEST} lines: split it, or give the reason in its header (`//! {EXCUSE} ...`)"
            ));
        }
    }
    let median = median(files);
    if median >= MEDIAN {
        found.push(format!(
            "the median file has {median} lines, {MEDIAN} is the limit: split the longest ideas"
        ));
    }
    found
}

fn median(files: &[(String, String)]) -> usize {
    let mut lengths: Vec<usize> = files.iter().map(|(_, text)| text.lines().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

mod tests {
    use super::*;
    use crate::source::sources;

    fn file(name: &str, lines: usize) -> (String, String) {
        (name.to_owned(), "x\n".repeat(lines))
    }

    #[test]
    fn files_are_short() {
        for folder in ["src/", "tests/", "benches/"] {
            let files: Vec<_> = sources(folder).into_iter().map(|s| (s.file, s.text)).collect();
            let found = violations(&files);
            assert!(found.is_empty(), "{folder}\n{}", found.join("\n"));
        }
    }

    #[test]
    fn long_files_are_caught() {
        assert_eq!(violations(&[file("a.rs", 601), file("b.rs", 1), file("c.rs", 1)]).len(), 1);
        assert_eq!(violations(&[file("a.rs", 200), file("b.rs", 200), file("c.rs", 1)]).len(), 1);
        assert!(violations(&[file("a.rs", 600), file("b.rs", 199), file("c.rs", 1)]).is_empty());
        let reason =
            ("a.rs".to_owned(), format!("//! Tables.\n//! {EXCUSE} it is one table.\n{}", "x\n".repeat(700)));
        assert!(violations(&[reason, file("b.rs", 1), file("c.rs", 1)]).is_empty());
    }
}
