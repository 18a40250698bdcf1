//! What is printed nowhere because the drafter left its clauses out.

use crate::document::Document;
use crate::draft::Draft;
use crate::template::Template;
use crate::value::FieldPath;
use rustc_hash::FxHashSet;

/// The clauses of the form that a draft goes without, and what only they would print.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Keys of the clauses.
    keys: FxHashSet<String>,
    /// What the blocks of those print that the form does not leave to choice, whoever else prints it too.
    lost: Vec<&'static str>,
    /// What no block prints any more.
    silent: Vec<&'static str>,
}

impl LeftOut {
    pub(super) fn of(draft: &Draft, template: &Template, document: &Document) -> Self {
        let clauses = template.left_out(draft);
        if clauses.is_empty() {
            return Self::default();
        }
        let printed: FxHashSet<&str> = document
            .sections
            .iter()
            .flat_map(|s| &s.clauses)
            .filter_map(|c| c.path.as_str().strip_prefix("clauses."))
            .collect();
        let shown: FxHashSet<&str> = template
            .sections
            .iter()
            .flat_map(|s| s.clauses.iter().filter(|c| printed.contains(s.clause_key(c).as_str())))
            .flat_map(|c| c.blocks.iter().flat_map(|block| block.prints()).copied())
            .collect();
        let mut lost: Vec<&'static str> = Vec::new();
        let mut silent = Vec::new();
        for (clause, block) in clauses.iter().flat_map(|(_, c)| c.blocks.iter().map(move |block| (c, block)))
        {
            for part in block.prints().iter().copied() {
                // What goes with a clause that may be left out is told as any other entry that is not printed.
                if clause.optional.is_none() && !lost.contains(&part) {
                    lost.push(part);
                }
                if !shown.contains(part) && !silent.contains(&part) {
                    silent.push(part);
                }
            }
        }
        let keys = clauses.iter().map(|(section, clause)| section.clause_key(clause)).collect();
        Self { keys, lost, silent }
    }

    /// Whether the path leads to the text of such a clause, or to a decision about it.
    pub(super) fn is_of_clause(&self, path: &FieldPath) -> bool {
        let mut segments = path.segments();
        !self.keys.is_empty()
            && matches!(segments.next(), Some("clauses" | "choices"))
            && segments.next().is_some_and(|key| self.keys.contains(key))
    }

    /// Whether a block that was left out would print what stands at the path.
    pub(super) fn is_lost(&self, path: &FieldPath) -> bool {
        self.lost.iter().any(|part| head(part, path).is_some())
    }

    /// What of the path's way no block prints any more.
    pub(super) fn silent<'p>(&self, path: &'p FieldPath) -> impl Iterator<Item = &'p str> {
        self.silent.iter().filter_map(|part| head(part, path))
    }
}

/// The beginning of a path that fits a pattern, where `*` stands for any one segment.
fn head<'p>(pattern: &str, path: &'p FieldPath) -> Option<&'p str> {
    let mut rest = path.as_str();
    let mut end = 0;
    for (n, wanted) in pattern.split('.').enumerate() {
        let segment = rest.split('.').next().filter(|s| !s.is_empty())?;
        if wanted != "*" && wanted != segment {
            return None;
        }
        end += segment.len() + usize::from(n > 0);
        rest = rest.get(segment.len()..)?.trim_start_matches('.');
    }
    path.as_str().get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_the_beginning_of_a_path() {
        let path = FieldPath::new("services.hosting.dependencies.power.availability");
        assert_eq!(head("services.*.dependencies", &path), Some("services.hosting.dependencies"));
        assert_eq!(head("services", &path), Some("services"));
        assert_eq!(head("services.*.locations", &path), None);
        assert_eq!(head("services.*.dependencies", &"services.hosting".into()), None);
        assert_eq!(head("services", &FieldPath::root()), None);
    }
}
