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
}

/// As a reference names a section, or a clause in it.
type Name<'a> = (&'a str, Option<&'a str>);

/// Of a section, or of a clause in it, in [`Numbering::sections`].
type Position = (usize, Option<usize>);

/// The marks of all sections and clauses, in their order.
pub(super) struct Numbering<'a> {
    pub sections: Vec<(Mark, Vec<Mark>)>,
    targets: HashMap<Name<'a>, Position>,
    template: &'a Template,
    annexes_from: usize,
}

/// Knows where references lead.
pub(super) trait Targets {
    fn target(&self, section: &str, clause: Option<&str>) -> Target<'_>;
}

pub(super) enum Target<'n> {
    /// What it is called in a sentence ("clause 7.2", "section 7", "Annex A"), and its anchor.
    Found(String, &'n str),
    /// What it would be called.
    LeftOut(&'n str),
    Unknown,
}

impl<'a> Numbering<'a> {
    pub fn new(chosen: &[Chosen<'a>], template: &'a Template) -> Self {
        let numbered = chosen.iter().take_while(|s| !s.annex).count();
        let mut out = Self {
            sections: Vec::with_capacity(chosen.len()),
            targets: HashMap::with_capacity(chosen.iter().map(|s| s.clauses.len() + 1).sum()),
            template,
            annexes_from: numbered,
        };
        let mut taken = HashSet::with_capacity(chosen.iter().map(|s| s.clauses.len() + 1).sum());
        for (at, section) in chosen.iter().enumerate() {
            let prefix =
                if section.annex { labels::letters(at + 1 - numbered) } else { (at + 1).to_string() };
            let number = if section.annex { format!("Annex {prefix}") } else { prefix.clone() };
            let mark = Mark { number, anchor: anchor(section.id, "section", &mut taken) };
            out.targets.insert((section.id, None), (at, None));
            // The first of two clauses with one id stays the target, and the form's rather than the drafter's own.
            for own in [false, true] {
                for (n, clause) in section.clauses.iter().enumerate().filter(|(_, c)| c.own == own) {
                    out.targets.entry((section.id, Some(clause.id))).or_insert((at, Some(n)));
                }
            }
            out.sections.push((mark, clauses(&section.clauses, &prefix, &mut taken)));
        }
        out
    }

    /// What references are made of: id, number and anchor of every section and clause, in their order. The numbers tell
    /// clauses from sections: "7.2", or none, from "7" and "Annex A".
    pub fn names<'n>(&'n self, chosen: &[Chosen<'n>]) -> Vec<&'n str> {
        let mut names = Vec::with_capacity(3 * self.targets.len());
        for (section, (mark, marks)) in chosen.iter().zip(&self.sections) {
            names.extend([section.id, &mark.number, &mark.anchor]);
            for (clause, mark) in section.clauses.iter().zip(marks) {
                names.extend([clause.id, &mark.number, &mark.anchor]);
            }
        }
        names
    }

    fn found(&self, (at, n): Position) -> Option<Target<'_>> {
        let (section, clauses) = self.sections.get(at)?;
        let clause = n.and_then(|n| clauses.get(n));
        let named = match clause.filter(|c| !c.number.is_empty()) {
            Some(clause) => format!("clause {}", clause.number),
            None if at < self.annexes_from => format!("section {}", section.number),
            None => section.number.clone(),
        };
        Some(Target::Found(named, clause.map_or(&section.anchor, |c| &c.anchor)))
    }
}

impl Targets for Numbering<'_> {
    fn target(&self, section: &str, clause: Option<&str>) -> Target<'_> {
        match self.targets.get(&(section, clause)) {
            Some(place) => self.found(*place).unwrap_or(Target::Unknown),
            None => named(self.template, section, clause).map_or(Target::Unknown, Target::LeftOut),
        }
    }
}

fn clauses(clauses: &[ChosenClause<'_>], prefix: &str, taken: &mut HashSet<String>) -> Vec<Mark> {
    let mut count = 0;
    clauses
        .iter()
        .map(|clause| {
            let anchor = anchor(&clause.key, "clause", taken);
            if clause.unnumbered {
                return Mark { number: String::new(), anchor };
            }
            count += 1;
            Mark { number: format!("{prefix}.{count}"), anchor }
        })
        .collect()
}

/// What the template calls the section, or the clause in it, printed or not.
pub(super) fn named<'a>(template: &'a Template, section: &str, clause: Option<&str>) -> Option<&'a str> {
    let section = template.sections.iter().find(|s| s.id.as_str() == section)?;
    let Some(clause) = clause else { return Some(&section.title) };
    let clause = section.clauses.iter().find(|c| c.id.as_str() == clause)?;
    Some(if clause.title.is_empty() { &section.title } else { &clause.title })
}

/// The wished anchor, or the first of `wish-2`, `wish-3`, ... that is free. Anchors that begin like those of defined
/// terms get a prefix.
fn anchor(wish: &str, prefix: &str, taken: &mut HashSet<String>) -> String {
    let wish = match wish {
        "" => prefix.to_owned(),
        wish if wish.starts_with("term-") => format!("{prefix}-{wish}"),
        wish => wish.to_owned(),
    };
    if taken.insert(wish.clone()) {
        return wish;
    }
    let mut n = 2usize;
    loop {
        let candidate = format!("{wish}-{n}");
        if taken.insert(candidate.clone()) {
            return candidate;
        }
        n += 1;
    }
}
