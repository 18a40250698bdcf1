//! Two documents laid over each other: sections and clauses by their ids first, then by their words.

use super::align::{Match, Shown, layout};
use super::blocks::{alone, blocks, pairs, standing, standing_of, text_of};
use super::inlines::{Context, Flat, compare};
use super::parts::{self, Origin};
use super::sketch::{Sketch, pair_up};
use super::tree::*;
use super::words::Run;
use crate::document::{Block, Clause, Document, Inline, Meta, PartyLine, Section, walk};
use std::collections::HashMap;

/// Likeness in per cent from which clauses that go by other ids are the same, in other words,
const ALIKE: usize = 55;
/// and sections.
const ALIKE_SECTIONS: usize = 40;
/// A clause of fewer words may be like any other.
const LEAST_GRAMS: usize = 9;

/// What differs between two documents.
pub fn documents(old: &Document, new: &Document) -> TextChanges {
    let pairing = Pairing::of(old, new);
    let context = context(old, new, &pairing);
    let origins = parts::find(old, new, &pairing.clauses);
    let laid = Laid { old, new, pairing: &pairing, context: &context, origins: &origins };
    TextChanges { front: front(&old.meta, &new.meta, &context), sections: laid.sections() }
}

/// A clause by its section's place and its own.
pub(super) type Place = (usize, usize);

/// Which sections and which clauses belong together.
struct Pairing {
    sections: Vec<(usize, usize)>,
    clauses: Vec<(Place, Place)>,
}

/// All clauses with their places.
pub(super) fn clauses(document: &Document) -> impl Iterator<Item = (Place, &Section, &Clause)> {
    document.sections.iter().enumerate().flat_map(|(s, section)| {
        section.clauses.iter().enumerate().map(move |(c, clause)| ((s, c), section, &**clause))
    })
}

impl Pairing {
    fn of(old: &Document, new: &Document) -> Self {
        let mut clauses = by_name(old, new, |section, clause| format!("{}/{}", section.id, clause.id));
        let mut rest = Rest::of(old, new, &clauses);
        // An id that no other clause has left goes with its clause to another section.
        let moved = rest.by_id();
        clauses.extend(&moved);
        rest.forget(&moved);
        let alike = rest.by_words();
        clauses.extend(&alike);
        let sections = Self::sections(old, new, &clauses);
        Self { sections, clauses }
    }

    fn sections(old: &Document, new: &Document, clauses: &[(Place, Place)]) -> Vec<(usize, usize)> {
        let ids =
            |document: &Document| -> Vec<String> { document.sections.iter().map(|s| s.id.clone()).collect() };
        let (olds, news) = (ids(old), ids(new));
        let mut pairs =
            super::blocks::same_names(olds.iter().map(String::as_str), news.iter().map(String::as_str));
        // Then those that share most clauses, or are called alike.
        let left = |count: usize, taken: &dyn Fn(usize) -> bool| {
            (0..count).filter(|at| !taken(*at)).collect::<Vec<_>>()
        };
        let left_old = left(olds.len(), &|at| pairs.iter().any(|(o, _)| *o == at));
        let left_new = left(news.len(), &|at| pairs.iter().any(|(_, n)| *n == at));
        let mut candidates = Vec::new();
        for o in &left_old {
            for n in &left_new {
                let (Some(before), Some(after)) = (old.sections.get(*o), new.sections.get(*n)) else {
                    continue;
                };
                let shared = clauses.iter().filter(|((s, _), (t, _))| s == o && t == n).count();
                let most = before.clauses.len().max(after.clauses.len()).max(1);
                let titles = Sketch::of(&before.title, 0).likeness(&Sketch::of(&after.title, 0));
                let likeness = (100 * shared / most).max(titles);
                if likeness >= ALIKE_SECTIONS && before.annex == after.annex {
                    candidates.push((likeness, *o, *n));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, o, n) in candidates {
            if !pairs.iter().any(|(a, b)| *a == o || *b == n) {
                pairs.push((o, n));
            }
        }
        pairs.sort_by_key(|(_, n)| *n);
        pairs
    }
}

/// Clauses of one name, the first with the first.
fn by_name(
    old: &Document,
    new: &Document,
    name: impl Fn(&Section, &Clause) -> String,
) -> Vec<(Place, Place)> {
    let of = |document: &Document| -> (Vec<Place>, Vec<String>) {
        clauses(document).map(|(place, section, clause)| (place, name(section, clause))).unzip()
    };
    let ((old_at, olds), (new_at, news)) = (of(old), of(new));
    let pairs = super::blocks::same_names(olds.iter().map(String::as_str), news.iter().map(String::as_str));
    pairs.into_iter().filter_map(|(o, n)| Some((*old_at.get(o)?, *new_at.get(n)?))).collect()
}

/// The clauses that are not matched yet.
struct Rest<'a> {
    old: Vec<(Place, &'a Clause, Sketch)>,
    new: Vec<(Place, &'a Clause, Sketch)>,
}

impl<'a> Rest<'a> {
    fn of(old: &'a Document, new: &'a Document, matched: &[(Place, Place)]) -> Self {
        let olds: std::collections::HashSet<Place> = matched.iter().map(|(o, _)| *o).collect();
        let news: std::collections::HashSet<Place> = matched.iter().map(|(_, n)| *n).collect();
        let left = |document: &'a Document, taken: &std::collections::HashSet<Place>| {
            let free = clauses(document).filter(|(place, ..)| !taken.contains(place));
            free.map(|(place, _, clause)| (place, clause, sketch(clause))).collect()
        };
        Self { old: left(old, &olds), new: left(new, &news) }
    }

    fn forget(&mut self, matched: &[(Place, Place)]) {
        self.old.retain(|(place, ..)| !matched.iter().any(|(o, _)| o == place));
        self.new.retain(|(place, ..)| !matched.iter().any(|(_, n)| n == place));
    }

    fn by_id(&self) -> Vec<(Place, Place)> {
        let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, (_, clause, _)) in self.old.iter().enumerate() {
            places.entry(&clause.id).or_default().0.push(at);
        }
        for (at, (_, clause, _)) in self.new.iter().enumerate() {
            places.entry(&clause.id).or_default().1.push(at);
        }
        let mut found: Vec<(Place, Place)> = places
            .into_values()
            .filter_map(|(o, n)| match (o.as_slice(), n.as_slice()) {
                ([o], [n]) => Some((self.old.get(*o)?, self.new.get(*n)?)),
                _ => None,
            })
            .filter(|(o, n)| o.2.likeness(&n.2) >= ALIKE / 2)
            .map(|(o, n)| (o.0, n.0))
            .collect();
        found.sort_unstable();
        found
    }

    fn by_words(&'a self) -> Vec<(Place, Place)> {
        let (olds, news) = (&self.old, &self.new);
        let long = |all: &'a [(Place, &'a Clause, Sketch)]| -> Vec<(usize, &'a Sketch)> {
            all.iter()
                .enumerate()
                .map(|(at, (.., sketch))| (at, sketch))
                .filter(|(_, s)| s.len() >= LEAST_GRAMS)
                .collect()
        };
        let (before, after) = (long(olds), long(news));
        let pairs = pair_up(&before, &after, ALIKE);
        pairs.into_iter().filter_map(|(o, n)| Some((olds.get(o)?.0, news.get(n)?.0))).collect()
    }
}

fn sketch(clause: &Clause) -> Sketch {
    let mut text = clause.title.clone().unwrap_or_default();
    text.push('\n');
    clause.blocks.iter().for_each(|block| text_of(block, &mut text));
    Sketch::of(&text, 0)
}

/// The terms of both, and where the references of the old one lead in the new one.
fn context(old: &Document, new: &Document, pairing: &Pairing) -> Context {
    let mut context = Context::default();
    for document in [old, new] {
        walk(document, |_, inline| {
            if let Inline::TermRef { text, .. } | Inline::TermDef { text, .. } = inline {
                context.lexicon.add(text);
            }
        });
    }
    let mut led = |before: &str, after: &str| {
        if before != after {
            context.anchors.insert(before.to_owned(), after.to_owned());
        }
    };
    for (o, n) in &pairing.sections {
        if let (Some(old), Some(new)) = (old.sections.get(*o), new.sections.get(*n)) {
            led(&old.anchor, &new.anchor);
        }
    }
    for (o, n) in &pairing.clauses {
        if let (Some(old), Some(new)) = (clause(old, *o), clause(new, *n)) {
            led(&old.anchor, &new.anchor);
        }
    }
    context
}

pub(super) fn clause(document: &Document, (section, clause): Place) -> Option<&Clause> {
    document.sections.get(section)?.clauses.get(clause).map(|clause| &**clause)
}

struct Laid<'a> {
    old: &'a Document,
    new: &'a Document,
    pairing: &'a Pairing,
    context: &'a Context,
    origins: &'a parts::Parts,
}

impl Laid<'_> {
    fn sections(&self) -> Vec<SectionChange> {
        let matches: Vec<Match> =
            self.pairing.sections.iter().map(|(o, n)| Match { old: *o..o + 1, new: *n..n + 1 }).collect();
        let (olds, news) = (self.old.sections.len(), self.new.sections.len());
        let shown = layout(olds, news, &matches);
        shown.iter().filter_map(|shown| self.section(shown)).collect()
    }

    fn section(&self, shown: &Shown) -> Option<SectionChange> {
        let (o, n) = match shown {
            Shown::Kept(m) | Shown::Here(m) => (Some(m.old.start), Some(m.new.start)),
            Shown::Away(m) => (Some(m.old.start), None),
            Shown::Removed(at) => (Some(*at), None),
            Shown::Added(at) => (None, Some(*at)),
        };
        let old = o.and_then(|at| self.old.sections.get(at));
        let new = n.and_then(|at| self.new.sections.get(at));
        let clauses = match shown {
            // What moved with its section is shown there.
            Shown::Away(_) => old?.clauses.iter().map(|clause| one(clause, Run::Removed)).collect(),
            _ => self.clauses(o, n),
        };
        let flat = |section: Option<&Section>| Flat::plain(section.map_or("", |s| &s.title));
        let title = match (old, new) {
            (Some(_), Some(_)) => compare(&flat(old), &flat(new), self.context),
            (Some(_), None) => flat(old).whole(Run::Removed),
            _ => flat(new).whole(Run::Added),
        };
        let same = title.is_same() && clauses.iter().all(|clause| clause.standing.is_same());
        let standing = match shown {
            Shown::Kept(_) => standing(same),
            Shown::Removed(_) => Standing::Removed,
            Shown::Added(_) => Standing::Added,
            Shown::Here(m) => {
                let from = self.old.sections.get(m.old.start).map(section_name).unwrap_or_default();
                Standing::MovedHere { from }
            }
            Shown::Away(m) => {
                let to = self.new.sections.get(m.new.start).map(section_name).unwrap_or_default();
                Standing::MovedAway { to }
            }
        };
        let heading = |section: &Section| Heading {
            id: section.id.clone(),
            number: section.number.clone(),
            anchor: section.anchor.clone(),
            path: section.path.clone(),
        };
        let annex = new.or(old).is_some_and(|section| section.annex);
        Some(SectionChange { standing, old: old.map(heading), new: new.map(heading), title, annex, clauses })
    }

    /// The clauses of an old and a new section, either of which may be missing.
    fn clauses(&self, o: Option<usize>, n: Option<usize>) -> Vec<ClauseChange> {
        let within: Vec<Match> = {
            let both = self.pairing.clauses.iter().filter(|((s, _), (t, _))| Some(*s) == o && Some(*t) == n);
            let mut matches: Vec<Match> =
                both.map(|((_, c), (_, d))| Match { old: *c..c + 1, new: *d..d + 1 }).collect();
            matches.sort_by_key(|m| m.new.start);
            matches
        };
        let count = |document: &Document, at: Option<usize>| {
            at.and_then(|at| document.sections.get(at)).map_or(0, |section| section.clauses.len())
        };
        let place = |section: Option<usize>, at: usize| section.map(|section| (section, at));
        let shown = layout(count(self.old, o), count(self.new, n), &within);
        let mut out = Vec::new();
        for shown in shown {
            let made = match &shown {
                Shown::Kept(m) => self.both(place(o, m.old.start), place(n, m.new.start), false),
                Shown::Here(m) => self.both(place(o, m.old.start), place(n, m.new.start), true),
                Shown::Away(m) => self.away(place(o, m.old.start), place(n, m.new.start)),
                Shown::Removed(at) => self.only_old(place(o, *at)),
                Shown::Added(at) => self.only_new(place(n, *at)),
            };
            out.extend(made);
        }
        out
    }

    /// A clause that both have.
    fn both(&self, o: Option<Place>, n: Option<Place>, moved: bool) -> Option<ClauseChange> {
        let (o, n) = (o?, n?);
        let (old, new) = (clause(self.old, o)?, clause(self.new, n)?);
        let flat = |clause: &Clause| Flat::plain(clause.title.as_deref().unwrap_or(""));
        let title = compare(&flat(old), &flat(new), self.context);
        let blocks = blocks(&old.blocks, &new.blocks, self.context);
        let same = title.is_same() && blocks.iter().all(|block| block.standing.is_same());
        let parts = self.parts(o, n);
        let standing = match moved {
            true => Standing::MovedHere { from: self.old_name(o) },
            false => standing(same && parts.is_empty()),
        };
        Some(ClauseChange {
            standing,
            parts,
            old: Some(heading(old)),
            new: Some(heading(new)),
            title,
            blocks,
        })
    }

    fn parts(&self, o: Place, n: Place) -> Vec<Part> {
        let split = self.origins.split.iter().filter(|(_, origin)| origin.place == o);
        let merged = self.origins.merged.iter().filter(|(_, origin)| origin.place == n);
        let mut parts: Vec<Part> =
            split.map(|(place, _)| Part::SplitInto { to: self.new_name(*place) }).collect();
        parts.extend(merged.map(|(place, _)| Part::Absorbs { from: self.old_name(*place) }));
        parts
    }

    fn away(&self, o: Option<Place>, n: Option<Place>) -> Option<ClauseChange> {
        let mut change = one(clause(self.old, o?)?, Run::Removed);
        change.standing = Standing::MovedAway { to: self.new_name(n?) };
        Some(change)
    }

    /// A clause that only the old section has: removed, or moved to another section, or taken in by another clause.
    fn only_old(&self, o: Option<Place>) -> Option<ClauseChange> {
        let o = o?;
        let mut change = one(clause(self.old, o)?, Run::Removed);
        if let Some((_, n)) = self.pairing.clauses.iter().find(|(old, _)| *old == o) {
            change.standing = Standing::MovedAway { to: self.new_name(*n) };
        } else if let Some((_, origin)) = self.origins.merged.iter().find(|(place, _)| *place == o) {
            change.standing = Standing::MergedInto { to: self.new_name(origin.place) };
        }
        Some(change)
    }

    /// A clause that only the new section has: added, or moved from another section, or made of a part of another one.
    fn only_new(&self, n: Option<Place>) -> Option<ClauseChange> {
        let n = n?;
        if let Some((o, _)) = self.pairing.clauses.iter().find(|(_, new)| *new == n) {
            return self.both(Some(*o), Some(n), true);
        }
        let new = clause(self.new, n)?;
        let mut change = one(new, Run::Added);
        if let Some((_, origin)) = self.origins.split.iter().find(|(place, _)| *place == n) {
            change.standing = Standing::SplitOff { from: self.old_name(origin.place) };
            change.blocks = self.split_blocks(new, origin);
        }
        Some(change)
    }

    /// The blocks of a clause that was split off, laid over the part that they came from.
    fn split_blocks(&self, new: &Clause, origin: &Origin) -> Vec<BlockChange> {
        let Some(old) = clause(self.old, origin.place) else { return Vec::new() };
        let of = |block: &Block| parts::laid_over_part(&old.blocks, block, self.context);
        new.blocks.iter().map(|block| of(block).unwrap_or_else(|| alone(block, Run::Added))).collect()
    }

    fn old_name(&self, place: Place) -> String {
        name(self.old, place)
    }

    fn new_name(&self, place: Place) -> String {
        name(self.new, place)
    }
}

fn heading(clause: &Clause) -> Heading {
    Heading {
        id: clause.id.clone(),
        number: clause.number.clone(),
        anchor: clause.anchor.clone(),
        path: clause.path.clone(),
    }
}

/// "5.2", or else the title, or else that of the section.
fn name(document: &Document, place: Place) -> String {
    let section = document.sections.get(place.0);
    let title = clause(document, place).map(|clause| match clause.number.as_str() {
        "" => clause.title.as_ref().map(|title| format!("“{title}”")).unwrap_or_default(),
        number => format!("clause {number}"),
    });
    title.filter(|title| !title.is_empty()).or_else(|| section.map(section_name)).unwrap_or_default()
}

fn section_name(section: &Section) -> String {
    match section.number.as_str() {
        "" => format!("“{}”", section.title),
        number if section.annex => number.to_owned(),
        number => format!("section {number}"),
    }
}

/// A clause of one text.
fn one(clause: &Clause, run: Run) -> ClauseChange {
    let (old, new) = match run {
        Run::Removed => (Some(heading(clause)), None),
        Run::Added => (None, Some(heading(clause))),
        Run::Same => (Some(heading(clause)), Some(heading(clause))),
    };
    ClauseChange {
        standing: standing_of(run),
        parts: Vec::new(),
        old,
        new,
        title: Flat::plain(clause.title.as_deref().unwrap_or("")).whole(run),
        blocks: clause.blocks.iter().map(|block| alone(block, run)).collect(),
    }
}

fn front(old: &Meta, new: &Meta, context: &Context) -> Front {
    let text = |old: &str, new: &str| compare(&Flat::plain(old), &Flat::plain(new), context);
    let inlines = |old: &[Inline], new: &[Inline]| compare(&Flat::of(old), &Flat::of(new), context);
    Front {
        form: text(&old.form, &new.form),
        title: inlines(&old.title, &new.title),
        reference: inlines(&old.reference, &new.reference),
        version: text(&old.version, &new.version),
        status: text(&old.status, &new.status),
        parties: parties(&old.parties, &new.parties, context),
        facts: pairs(&old.facts, &new.facts, context),
        overview: blocks(&old.overview, &new.overview, context),
    }
}

fn parties(old: &[PartyLine], new: &[PartyLine], context: &Context) -> Vec<PartyChange> {
    let details = |party: &PartyLine| -> Vec<Block> {
        party.details.iter().map(|line| Block::Paragraph(line.clone())).collect()
    };
    let known = super::blocks::same_names(
        old.iter().map(|party| party.role.as_str()),
        new.iter().map(|party| party.role.as_str()),
    );
    let mut matches: Vec<Match> =
        known.into_iter().map(|(o, n)| Match { old: o..o + 1, new: n..n + 1 }).collect();
    matches.sort_by_key(|m| m.new.start);
    let alone = |party: &PartyLine, run: Run| PartyChange {
        standing: standing_of(run),
        role: Flat::plain(&party.role).whole(run),
        name: Flat::of(&party.name).whole(run),
        details: details(party).iter().map(|block| alone(block, run)).collect(),
        short_name: Flat::of(&party.short_name).whole(run),
    };
    super::blocks::lay_over(
        (old, new),
        &matches,
        |old, new| match (old, new) {
            ([old], [new]) => {
                let inlines =
                    |old: &[Inline], new: &[Inline]| compare(&Flat::of(old), &Flat::of(new), context);
                let role = compare(&Flat::plain(&old.role), &Flat::plain(&new.role), context);
                let name = inlines(&old.name, &new.name);
                let details = blocks(&details(old), &details(new), context);
                let short_name = inlines(&old.short_name, &new.short_name);
                let same = [&role, &name, &short_name].into_iter().all(Words::is_same)
                    && details.iter().all(|block| block.standing.is_same());
                PartyChange { standing: standing(same), role, name, details, short_name }
            }
            _ => PartyChange::default(),
        },
        |old, new, run| old.or(new).map(|party| alone(party, run)),
        |party, standing| party.standing = standing,
    )
}
