//! A form of agreement is three files in a folder of `templates/`, and all three are built into the program.

use std::collections::BTreeSet;

/// The template itself, what a new draft starts with, and a complete sample.
const PARTS: &[&str] = &["template.ron", "start.ron", "example.ron"];

/// What is missing, given every file of the repository and the literals of the source that bundles them.
///
/// A part is built in when its path is a literal, or is put together from the form's name and the part's.
pub fn violations(files: &[String], literals: &[String]) -> Vec<String> {
    let literals: Vec<&str> = literals.iter().map(|literal| literal.trim_matches('"')).collect();
    let inside: Vec<&str> = files.iter().filter_map(|f| f.strip_prefix("templates/")).collect();
    let forms: BTreeSet<&str> =
        inside.iter().map(|f| f.split_once('/').map_or(*f, |(form, _)| form)).collect();
    let mut found = Vec::new();
    for form in forms {
        for part in PARTS {
            let path = format!("templates/{form}/{part}");
            let whole = literals.iter().any(|literal| literal.ends_with(&path));
            let joined = literals.contains(&form) && literals.contains(&format!("/{part}").as_str());
            if !files.contains(&path) {
                found
                    .push(format!("{path}:0: is missing: every form has a template, a start and an example"));
            } else if !whole && !joined {
                found.push(format!("{path}:0: is not built in: name the form in src/template"));
            }
        }
    }
    found
}

mod tests {
    use super::*;
    use crate::lexer::Kind;
    use crate::source::{files, sources};

    #[test]
    fn every_form_is_complete_and_built_in() {
        let code = sources("src/template/").into_iter().flat_map(|s| s.code);
        let literals: Vec<String> = code.filter(|t| t.kind == Kind::Literal).map(|t| t.text).collect();
        let found = violations(&files(), &literals);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn a_form_without_example_or_not_built_in_is_caught() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let whole = list(&["templates/a/template.ron", "templates/a/start.ron", "templates/a/example.ron"]);
        let bundled: Vec<String> = whole.iter().map(|f| format!("\"../../{f}\"")).collect();
        assert!(violations(&whole, &bundled).is_empty());
        let joined = list(&["\"a\"", "\"/template.ron\"", "\"/start.ron\"", "\"/example.ron\""]);
        assert!(violations(&whole, &joined).is_empty());
        assert_eq!(violations(&whole, &joined[1..]).len(), 3, "no such form");
        assert_eq!(violations(&whole[..2], &bundled).len(), 1, "no example");
        assert_eq!(violations(&whole, &bundled[1..]).len(), 1, "not built in");
        assert_eq!(violations(&list(&["templates/loose.ron"]), &[]).len(), 3, "no folder");
    }
}
