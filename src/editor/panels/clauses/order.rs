//! Where the drafter's own clauses stand among those of the form: putting new ones between them, and moving them.

use super::words;
use crate::agreement::queries::label_of;
use crate::draft::{Draft, Edit, ExtraClause};
use crate::editor::view::{Action, Jump, View};
use crate::editor::widgets::{Wish, has_room};
use crate::template::{Section, Standing, Template, in_order};
use crate::value::{FieldPath, Id};

/// A side of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// The list of the drafter's own clauses.
pub(super) const LIST: &str = "extra_clauses";

/// The clauses of a section as they stand in the draft.
pub(super) fn standing<'a>(draft: &'a Draft, section: &'a Section) -> Vec<Standing<'a>> {
    in_order(section, draft.extra_clauses.iter().filter(|c| c.section.as_str() == section.id.as_str()))
}

/// Where decisions about a clause, or the clause itself, stand in the draft.
pub(super) fn path_of(section: &Section, standing: Standing<'_>) -> FieldPath {
    match standing {
        Standing::Form(clause) => FieldPath::new("clauses").join(&section.clause_key(clause)),
        Standing::Own(clause) => FieldPath::new(LIST).join(&clause.id),
    }
}

/// The section that a clause stands in, and its place there; `path` leads to the clause or something in it.
pub fn find<'a>(draft: &'a Draft, template: &'a Template, path: &FieldPath) -> Option<(&'a Section, usize)> {
    let mut segments = path.segments();
    let (list, id) = (segments.next()?, segments.next()?);
    let section = match list {
        "clauses" | "choices" => template.clause(id)?.0,
        LIST => {
            let clause = draft.extra_clauses.iter().find(|c| c.id.as_str() == id)?;
            template.sections.iter().find(|s| s.id.as_str() == clause.section.as_str())?
        }
        _ => return None,
    };
    let is_it = |standing: Standing<'_>| match standing {
        Standing::Form(clause) => list != LIST && section.clause_key(clause) == id,
        Standing::Own(clause) => list == LIST && clause.id.as_str() == id,
    };
    let at = standing(draft, section).into_iter().position(is_it)?;
    Some((section, at))
}

/// What puts a clause between others.
struct Gap {
    /// The form's clause that it stands before; empty is the end of the section.
    before: String,
    /// Its position in the list of own clauses, where that decides.
    at: Option<usize>,
}

/// The gap before the `to`th of the other clauses of a section. `own` are all own clauses of the draft without the one
/// that goes there.
fn gap(section: &Section, others: &[Standing<'_>], own: &[&ExtraClause], to: usize) -> Gap {
    let to = to.min(others.len());
    let (above, below) = others.split_at_checked(to).unwrap_or_default();
    let next = below.iter().find_map(|s| match s {
        Standing::Form(clause) => Some(section.clause_key(clause)),
        Standing::Own(_) => None,
    });
    let position = |clause: &ExtraClause| own.iter().position(|c| c.id == clause.id);
    let at = match (above.last(), below.first()) {
        (Some(Standing::Own(clause)), _) => position(clause).map(|at| at + 1),
        (_, Some(Standing::Own(clause))) => position(clause),
        _ => None,
    };
    Gap { before: next.unwrap_or_default(), at }
}

/// Puts a new clause before the `to`th clause of a section, or at its end, and gives its heading the keyboard. False if
/// no more clauses fit into the draft.
pub fn insert(
    draft: &Draft,
    section: &Section,
    to: usize,
    view: &mut View,
    actions: &mut Vec<Action>,
) -> bool {
    let list = FieldPath::new(LIST);
    if !has_room(draft, &list) {
        return false;
    }
    let own: Vec<&ExtraClause> = draft.extra_clauses.iter().collect();
    let Gap { before, at } = gap(section, &standing(draft, section), &own, to);
    let taken: Vec<String> = own.iter().map(|c| c.id.to_string()).collect();
    let id = Id::unique(&format!("{}-own", section.id), &taken).to_string();
    let path = list.join(&id);
    let mut edits = vec![
        Edit::Insert { list, at: at.unwrap_or(usize::MAX), id },
        Edit::set(path.join("section"), section.id.as_str()),
    ];
    if !before.is_empty() {
        edits.push(Edit::set(path.join("before"), before));
    }
    actions.push(Action::Edit { edits, name: words::ADD_STEP.to_owned(), key: None });
    view.go_to(&path.join("title"), true);
    true
}

/// Does what is wished for one of the drafter's own clauses, and leaves the keyboard where one would go on. False where
/// it cannot be done.
pub fn grant(
    draft: &Draft,
    template: &Template,
    view: &mut View,
    actions: &mut Vec<Action>,
    item: &FieldPath,
    wish: Wish,
) -> bool {
    let Some((section, index)) = find(draft, template, item) else { return false };
    let all = standing(draft, section);
    let Some(Standing::Own(clause)) = all.get(index).copied() else { return false };
    let name = label_of(clause).unwrap_or_else(|| words::UNTITLED_OWN.to_owned());
    let (list, id) = (FieldPath::new(LIST), clause.id.to_string());
    match wish {
        Wish::Fold | Wish::DeleteChosen | Wish::DeleteAll => false,
        Wish::MoveUp => {
            index.checked_sub(1).is_some_and(|to| move_to(draft, section, clause, to, view, actions))
        }
        Wish::MoveDown => move_to(draft, section, clause, index + 1, view, actions),
        Wish::MoveTo(to) => move_to(draft, section, clause, to, view, actions),
        Wish::Duplicate if !has_room(draft, &list) => false,
        Wish::Duplicate => {
            let taken: Vec<String> = draft.extra_clauses.iter().map(|c| c.id.to_string()).collect();
            let copy = Id::unique(&id, &taken).to_string();
            view.jump = Some(Jump::to_row(list.join(&copy)));
            actions.push(Action::edit(Edit::Duplicate { list, id, copy }, words::duplicate_step(&name)));
            true
        }
        Wish::Delete => {
            let neighbour = all.get(index + 1).or_else(|| index.checked_sub(1).and_then(|i| all.get(i)));
            view.jump = neighbour.map(|n| Jump::to_row(path_of(section, *n)));
            actions.push(Action::edit(Edit::Remove { list, id }, words::delete_step(&name)));
            true
        }
    }
}

/// Moves a clause so that it becomes the `to`th of its section.
fn move_to(
    draft: &Draft,
    section: &Section,
    clause: &ExtraClause,
    to: usize,
    view: &mut View,
    actions: &mut Vec<Action>,
) -> bool {
    let is_it = |standing: &Standing<'_>| matches!(standing, Standing::Own(own) if own.id == clause.id);
    let mut others = standing(draft, section);
    let from = others.iter().position(is_it);
    others.retain(|s| !is_it(s));
    if from == Some(to) || to > others.len() {
        return false;
    }
    let own: Vec<&ExtraClause> = draft.extra_clauses.iter().filter(|c| c.id != clause.id).collect();
    let Gap { before, at } = gap(section, &others, &own, to);
    let path = FieldPath::new(LIST).join(&clause.id);
    let mut edits = Vec::new();
    if let Some(to) = at {
        edits.push(Edit::Move { list: LIST.into(), id: clause.id.to_string(), to });
    }
    edits.push(Edit::set(path.join("before"), before));
    view.jump = Some(Jump::to_row(path));
    let name = label_of(clause).unwrap_or_else(|| words::UNTITLED_OWN.to_owned());
    actions.push(Action::Edit { edits, name: words::move_step(&name), key: None });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{Form, find as form_of};
    use std::sync::Arc;

    const SECTION: &str = "credits";

    struct Table {
        draft: Draft,
        form: Arc<Form>,
    }

    impl Table {
        fn new() -> Self {
            let form = form_of("cloud-hosting").unwrap();
            Self { draft: form.example().clone(), form }
        }

        fn section(&self) -> &Section {
            self.form.template().sections.iter().find(|s| s.id.as_str() == SECTION).unwrap()
        }

        fn does(&mut self, deed: impl FnOnce(&Self, &mut View, &mut Vec<Action>) -> bool) -> bool {
            let (mut view, mut actions) = (View::default(), Vec::new());
            let done = deed(self, &mut view, &mut actions);
            for action in actions {
                let Action::Edit { edits, .. } = action else { panic!("only edits") };
                edits.iter().for_each(|edit| {
                    edit.apply_strict(&mut self.draft).unwrap();
                });
            }
            done
        }

        fn insert(&mut self, to: usize) -> bool {
            self.does(|t, view, actions| insert(&t.draft, t.section(), to, view, actions))
        }

        fn wish(&mut self, id: &str, wish: Wish) -> bool {
            let item = FieldPath::new(LIST).join(id);
            self.does(|t, view, actions| grant(&t.draft, t.form.template(), view, actions, &item, wish))
        }

        /// Own clauses by their ids, those of the form as dots.
        fn order(&self) -> String {
            let name = |s: Standing<'_>| match s {
                Standing::Form(_) => ".".to_owned(),
                Standing::Own(clause) => clause.id.replace("credits-own", "o"),
            };
            standing(&self.draft, self.section()).into_iter().map(name).collect::<Vec<_>>().join(" ")
        }
    }

    #[test]
    fn clauses_are_put_in_anywhere_and_walk_through_the_section() {
        let mut table = Table::new();
        let forms = table.section().clauses.len();
        let dots = |n: usize| vec!["."; n].join(" ");
        assert!(table.insert(1));
        assert_eq!(table.order(), format!(". o {}", dots(forms - 1)));
        assert!(table.insert(1) && table.insert(3));
        assert_eq!(table.order(), format!(". o-2 o o-3 {}", dots(forms - 1)));
        assert!(table.insert(usize::MAX) && table.insert(0));
        assert_eq!(table.order(), format!("o-5 . o-2 o o-3 {} o-4", dots(forms - 1)));
        assert!(!table.wish("credits-own-5", Wish::MoveUp));
        assert!(!table.wish("credits-own-4", Wish::MoveDown));
        assert!(table.wish("credits-own-5", Wish::MoveDown));
        assert!(table.order().starts_with(". o-5 o-2 o o-3 ."));
        for _ in 0..2 {
            assert!(table.wish("credits-own-5", Wish::MoveDown));
        }
        assert!(table.order().starts_with(". o-2 o o-5 o-3 ."));
        assert!(table.wish("credits-own-2", Wish::MoveUp));
        assert!(table.order().starts_with("o-2 . o o-5 o-3 ."));
        assert!(table.wish("credits-own-3", Wish::MoveTo(0)));
        assert!(table.order().starts_with("o-3 o-2 . o o-5 ."));
        assert!(table.wish("credits-own", Wish::Duplicate));
        assert!(table.order().starts_with("o-3 o-2 . o o-6 o-5 ."));
        assert!(table.wish("credits-own-6", Wish::Delete));
        assert!(table.order().starts_with("o-3 o-2 . o o-5 ."));
        assert!(!table.wish("credits-own-3", Wish::MoveTo(0)), "it is there already");
    }

    #[test]
    fn every_way_between_any_two_places_is_one_move() {
        for from in 0..8 {
            for to in 0..8 {
                let mut table = Table::new();
                for at in [2, 2, 0, usize::MAX, usize::MAX] {
                    table.insert(at);
                }
                let before: Vec<String> = table.order().split(' ').map(str::to_owned).collect();
                let Some(id) = before.get(from).filter(|id| *id != ".") else { continue };
                table.wish(&id.replace('o', "credits-own"), Wish::MoveTo(to));
                let mut wanted = before.clone();
                let moved = wanted.remove(from);
                wanted.insert(to, moved);
                assert_eq!(table.order(), wanted.join(" "), "{from} to {to}");
            }
        }
    }

    #[test]
    fn a_clause_is_found_by_its_path() {
        let mut table = Table::new();
        table.insert(1);
        let key = table.section().clause_key(&table.section().clauses[1]);
        let at = |path: &str| find(&table.draft, table.form.template(), &path.into()).map(|(_, at)| at);
        assert_eq!(at("extra_clauses.credits-own.text"), Some(1));
        assert_eq!(at(&format!("clauses.{key}")), Some(2));
        assert_eq!(at(&format!("choices.{key}.alternative")), Some(2));
        assert_eq!(at("clauses.credits"), None);
        assert_eq!(at("extra_clauses.none"), None);
        assert_eq!(at("metrics.uptime"), None);
    }
}
