//! The lines of the list: a heading for each section, which folds, and the hits in it.

use super::{Finder, Hit, words};
use crate::draft::Draft;
use crate::editor::panels::clauses::{self, words_of};
use crate::editor::sections;
use crate::session::Session;
use crate::session::search::{Place, Source};
use crate::value::FieldPath;
use egui::Id;
use std::ops::Range;

/// The hits in one section of the form.
pub(super) struct Group {
    /// The id of the section; empty for what no section shows.
    pub key: String,
    /// "5  Service Levels"
    pub title: String,
    /// Among all hits.
    pub hits: Range<usize>,
}

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// The heading of a section, by its position.
    Head(usize),
    /// A hit, by its position among all.
    Hit(usize),
}

pub fn row_id(index: usize) -> Id {
    Id::unique(("hit", index))
}

fn head_id(key: &str) -> Id {
    Id::unique(("hits of section", key))
}

/// Puts places in the order of the sections that show them; which section each stands in, the last for none.
pub(super) fn in_sections(session: &Session, places: Vec<Place>) -> Vec<(usize, Place)> {
    let (draft, template) = (session.draft(), session.template());
    let own = |id: &str| {
        let clause = draft.extra_clauses.iter().find(|c| c.id.as_str() == id);
        clause.map(|c| c.section.to_string())
    };
    let position = |place: &Place| {
        let section = sections::of(template, &own, &place.path)?;
        template.sections.iter().position(|s| s.id == section.id)
    };
    let none = template.sections.len();
    let mut placed: Vec<(usize, Place)> =
        places.into_iter().map(|place| (position(&place).unwrap_or(none), place)).collect();
    placed.sort_by_key(|(section, _)| *section);
    placed
}

/// The sections with hits. `sections`: of each place.
pub(super) fn groups(session: &Session, sections: &[usize], hits: &[Hit]) -> Vec<Group> {
    let titles: Vec<(String, String)> = sections::numbered(session.template())
        .map(|(number, s)| (s.id.to_string(), format!("{number}  {}", s.named(session.draft()))))
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    for (index, hit) in hits.iter().enumerate() {
        let section = sections.get(hit.place).and_then(|s| titles.get(*s));
        let (key, title) =
            section.map_or(("", words::ELSEWHERE), |(key, title)| (key.as_str(), title.as_str()));
        match groups.last_mut().filter(|group| group.key == key) {
            Some(group) => group.hits.end = index + 1,
            None => {
                groups.push(Group { key: key.to_owned(), title: title.to_owned(), hits: index..index + 1 })
            }
        }
    }
    groups
}

impl Finder {
    /// The lines that are shown while these sections are folded.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.groups.len() + self.hits.len());
        for (index, group) in self.groups.iter().enumerate() {
            rows.push(Row::Head(index));
            if !self.folded.contains(&group.key) {
                rows.extend(group.hits.clone().map(Row::Hit));
            }
        }
        rows
    }

    pub(super) fn group_of(&self, hit: usize) -> Option<&Group> {
        self.groups.iter().find(|group| group.hits.contains(&hit))
    }

    pub(super) fn id_of(&self, row: Row) -> Id {
        match row {
            Row::Head(index) => head_id(self.groups.get(index).map_or("", |g| g.key.as_str())),
            Row::Hit(index) => row_id(index),
        }
    }

    /// Whether this is the id of a line of the list.
    pub(super) fn has_row(&self, id: Id) -> bool {
        (0..self.hits.len()).any(|index| row_id(index) == id)
            || self.groups.iter().any(|group| head_id(&group.key) == id)
    }

    /// What takes the keyboard for a hit: its line, or the heading that it is folded under.
    pub(super) fn stop_for(&self, hit: usize) -> Id {
        let folded = self.group_of(hit).filter(|group| self.folded.contains(&group.key));
        folded.map_or_else(|| row_id(hit), |group| head_id(&group.key))
    }

    /// Whether a line says where its hit stands: the first of several in one text does.
    pub(super) fn names_place(&self, hit: &Hit) -> bool {
        hit.nth == 0
    }
}

/// Where a text is, as people call it: a clause by its number and heading, an answer by its question.
pub(super) fn name_of(session: &Session, place: &Place) -> String {
    let draft = session.draft();
    let segments: Vec<&str> = place.path.segments().collect();
    match segments.as_slice() {
        ["clauses" | "extra_clauses", ..] => of_clause(session, place, &segments),
        ["answers", id, ..] => {
            let question = session.template().questions.iter().find(|q| q.id.as_str() == *id);
            question.map_or_else(|| by_labels(draft, &place.path), |q| q.label.clone())
        }
        _ => by_labels(draft, &place.path),
    }
}

fn by_labels(draft: &Draft, path: &FieldPath) -> String {
    match words_of(draft, path) {
        name if name.is_empty() => path.to_string(),
        name => name,
    }
}

fn of_clause(session: &Session, place: &Place, segments: &[&str]) -> String {
    let [list, key, field @ ..] = segments else { return by_labels(session.draft(), &place.path) };
    let item = FieldPath::new(*list).join(key);
    let document = &session.derived().document;
    let printed = document.sections.iter().flat_map(|s| &s.clauses).find(|c| c.path == item);
    let title = match (*list, printed.and_then(|c| c.title.clone())) {
        (_, Some(title)) => title,
        ("clauses", None) => {
            let clause =
                session.template().sections.iter().find_map(|section| {
                    section.clauses.iter().find(|clause| section.clause_key(clause) == *key)
                });
            let named = clause.map_or("", |clause| clause.named(session.draft().choice(key)));
            if named.is_empty() { clauses::words::UNTITLED } else { named }.to_owned()
        }
        _ => clauses::words::UNTITLED_OWN.to_owned(),
    };
    let number = printed.map_or("", |c| c.number.as_str());
    let name = if number.is_empty() { title } else { format!("{number} {title}") };
    if field == ["title"] && place.source == Source::Text { words::heading(&name) } else { name }
}
