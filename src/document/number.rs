//! Numbers, anchors, and where references lead.

use super::labels;
use super::select::{Chosen, ChosenClause};
use crate::template::Template;
use std::collections::{HashMap, HashSet};

/// Number and anchor of a section or clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub number: String,
    pub anchor: String,
    /// "clause 7.2", "section 7", "Annex A".
    pub named: String,
}

/// The marks of all sections and clauses, in their order.
pub(super) struct Numbering {
    pub sections: Vec<(Mark, Vec<Mark>)>,
    /// By "section" and "section.clause".
    targets: HashMap<String, Mark>,
    /// What the template has, printed or not.
    known: HashSet<String>,
}

pub(super) enum Target<'n> {
    Found(&'n Mark),
    LeftOut,
    Unknown,
}

impl Numbering {
    pub fn new(chosen: &[Chosen<'_>], template: &Template) -> Self {
        let mut out = Self { sections: Vec::new(), targets: HashMap::new(), known: known(template) };
        let mut taken = HashSet::new();
        let (mut numbered, mut annexes) = (0, 0);
        for section in chosen {
            let (prefix, named) = if section.annex {
                annexes += 1;
                let letter = labels::letters(annexes);
                (letter.clone(), format!("Annex {letter}"))
            } else {
                numbered += 1;
                (numbered.to_string(), format!("section {numbered}"))
            };
            let number = if section.annex { named.clone() } else { prefix.clone() };
            let mark = Mark { number, anchor: anchor(section.id, "section", &mut taken), named };
            out.targets.insert(section.id.to_owned(), mark.clone());
            let clauses = clauses(&section.clauses, &mark, &prefix, &mut taken);
            for (clause, mark) in section.clauses.iter().zip(&clauses) {
                // The first of two clauses with one id stays the target.
                out.targets.entry(format!("{}.{}", section.id, clause.id)).or_insert_with(|| mark.clone());
            }
            out.sections.push((mark, clauses));
        }
        out
    }

    pub fn target(&self, section: &str, clause: Option<&str>) -> Target<'_> {
        let key = clause.map_or_else(|| section.to_owned(), |c| format!("{section}.{c}"));
        match self.targets.get(&key) {
            Some(mark) => Target::Found(mark),
            None if self.known.contains(&key) => Target::LeftOut,
            None => Target::Unknown,
        }
    }
}

fn clauses(
    clauses: &[ChosenClause<'_>],
    section: &Mark,
    prefix: &str,
    taken: &mut HashSet<String>,
) -> Vec<Mark> {
    let mut count = 0;
    clauses
        .iter()
        .map(|clause| {
            let anchor = anchor(&clause.key, "clause", taken);
            if clause.unnumbered {
                return Mark { number: String::new(), anchor, named: section.named.clone() };
            }
            count += 1;
            let number = format!("{prefix}.{count}");
            let named = format!("clause {number}");
            Mark { number, anchor, named }
        })
        .collect()
}

fn known(template: &Template) -> HashSet<String> {
    let clauses =
        template.sections.iter().flat_map(|s| s.clauses.iter().map(move |c| format!("{}.{}", s.id, c.id)));
    template.sections.iter().map(|s| s.id.to_string()).chain(clauses).collect()
}

/// The wished anchor, or the first of `wish-2`, `wish-3`, ... that is free. Anchors that begin like those of defined
/// terms get a prefix.
fn anchor(wish: &str, prefix: &str, taken: &mut HashSet<String>) -> String {
    let wish = match wish {
        "" => prefix.to_owned(),
        wish if wish.starts_with("term-") => format!("{prefix}-{wish}"),
        wish => wish.to_owned(),
    };
    let mut candidate = wish.clone();
    let mut n = 1usize;
    while !taken.insert(candidate.clone()) {
        n += 1;
        candidate = format!("{wish}-{n}");
    }
    candidate
}
