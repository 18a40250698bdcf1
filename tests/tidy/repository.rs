//! What the repository holds besides Rust: no path of one machine, a known top level, licences.

use crate::source::{Violation, files, text};

/// Traces of the machine something was made on, or of the place its packages came from. Each is joined from
/// two halves, so that this file does not break its own rule.
const TRACES: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tm", "p/"),
    concat!("C:\\", "Users\\"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("npmjs", ".org"),
    concat!("debian", ".org"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
];

/// What may stand at the top; hidden files may too.
const TOP: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "benches",
    "fuzz",
    "src",
    "templates",
    "tests",
];

/// Traces in one text file.
pub fn traces(file: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for trace in TRACES.iter().filter(|trace| line.contains(**trace)) {
            let message =
                format!("`{trace}` belongs to one machine: use a relative path, a variable or a plain name");
            found.push(Violation { file: file.to_owned(), line: index + 1, message });
        }
    }
    found
}

/// Files whose first path segment is not part of the agreed top level.
pub fn strangers(files: &[String]) -> Vec<&String> {
    let known = |file: &&String| {
        let first = file.split('/').next().unwrap_or_default();
        first.starts_with('.') || TOP.contains(&first)
    };
    files.iter().filter(|file| !known(file)).collect()
}

/// Folders below `assets/` with a font in them and no licence text beside it or above it.
pub fn unlicensed(files: &[String]) -> Vec<&String> {
    let is_font =
        |f: &&String| f.starts_with("assets/") && [".ttf", ".otf", ".ttc"].iter().any(|e| f.ends_with(e));
    let is_licence = |f: &&String| {
        let name = f.rsplit('/').next().unwrap_or_default().to_uppercase();
        ["LICENSE", "LICENCE", "OFL", "COPYING"].iter().any(|word| name.contains(word))
    };
    let folder = |f: &str| f.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let licensed: Vec<String> = files.iter().filter(is_licence).map(|f| folder(f)).collect();
    let covered = |font: &&String| licensed.iter().any(|l| l != "assets/" && font.starts_with(l.as_str()));
    files.iter().filter(is_font).filter(|font| !covered(font)).collect()
}

mod tests {
    use super::*;
    use crate::source::assert_clean;

    #[test]
    fn no_text_names_one_machine() {
        let mut found = Vec::new();
        for file in files() {
            if let Some(text) = text(&file) {
                found.extend(traces(&file, &text));
            }
        }
        assert_clean(&found);
    }

    #[test]
    fn the_top_level_is_as_agreed() {
        let files = files();
        assert!(strangers(&files).is_empty(), "not part of the agreed top level: {:?}", strangers(&files));
        for needed in ["Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", ".gitignore", ".ci/run"] {
            assert!(files.iter().any(|f| f == needed), "{needed} is missing");
        }
    }

    #[test]
    fn every_bundled_font_has_its_licence() {
        let files = files();
        assert!(unlicensed(&files).is_empty(), "fonts without a licence text: {:?}", unlicensed(&files));
    }

    #[test]
    fn traces_are_caught() {
        for trace in TRACES {
            assert_eq!(traces("a.md", &format!("fine\nsee {trace}x")).len(), 1, "{trace}");
        }
        assert!(traces("a.md", "see target/release and ./work and a crates.io package").is_empty());
    }

    #[test]
    fn strangers_and_bare_fonts_are_caught() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            strangers(&list(&["src/a.rs", ".ci/run", "notes.txt", "docs/a.md"])),
            ["notes.txt", "docs/a.md"]
        );
        assert_eq!(unlicensed(&list(&["assets/fonts/a.ttf", "assets/LICENSE"])), ["assets/fonts/a.ttf"]);
        assert!(unlicensed(&list(&["assets/fonts/x/a.otf", "assets/fonts/x/OFL.txt"])).is_empty());
    }
}
