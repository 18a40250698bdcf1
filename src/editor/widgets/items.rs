//! What can be done to the items of a list: from their rows, from the menu and from the palette alike.

use super::chosen::chosen_in;
use super::removal::{removal, removal_of_several};
use super::spec::{Place, place};
use crate::draft::{Draft, Edit, taken};
use crate::editor::view::{Action, Jump, View};
use crate::value::{FieldPath, Id, Limit};

/// What is to be done to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Fold,
    Duplicate,
    MoveUp,
    MoveDown,
    /// To a position in the list without it.
    MoveTo(usize),
    Delete,
    /// All items of its list that are chosen.
    DeleteChosen,
    /// All items of its list.
    DeleteAll,
}

/// The innermost item of a list around a place, if the draft has it.
pub fn item_around(draft: &Draft, path: &FieldPath) -> Option<FieldPath> {
    let mut at = Some(path.clone());
    while let Some(here) = at {
        if matches!(place(&here), Some(Place::Item(_))) && draft.node(&here).is_some() {
            return Some(here);
        }
        at = here.parent().filter(|p| !p.is_root());
    }
    None
}

/// The ids of a list, in its order.
pub fn ids_of(draft: &Draft, list: &FieldPath) -> Vec<String> {
    draft.node(list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default()
}

/// Whether one more item may be added to a list.
pub fn has_room(draft: &Draft, list: &FieldPath) -> bool {
    taken(draft, list) < Limit::of_list(list.as_str()).most()
}

/// Does what is wished for an item, and leaves the keyboard where one would go on: on the row that was moved, on the
/// copy, or on the row that took the place of what is gone. False where it cannot be done.
pub fn grant(
    draft: &Draft,
    view: &mut View,
    actions: &mut Vec<Action>,
    item: &FieldPath,
    wish: Wish,
) -> bool {
    let (Some(list), Some(Place::Item(record))) = (item.parent(), place(item)) else { return false };
    let ids = ids_of(draft, &list);
    let id = item.last().to_owned();
    let Some(index) = ids.iter().position(|other| *other == id) else { return false };
    let noun = record.noun;
    let mut move_to = |to: usize| {
        if to == index || to >= ids.len() {
            return false;
        }
        view.jump = Some(Jump::to_row(item.clone()));
        let edit = Edit::Move { list: list.clone(), id: id.clone(), to };
        actions.push(Action::edit(edit, format!("Move {noun}")));
        true
    };
    match wish {
        Wish::Fold => {
            if !view.open.remove(item.as_str()) {
                view.open.insert(item.to_string());
            }
            true
        }
        Wish::MoveUp => index.checked_sub(1).is_some_and(&mut move_to),
        Wish::MoveDown => move_to(index + 1),
        Wish::MoveTo(to) => move_to(to),
        Wish::Duplicate if !has_room(draft, &list) => false,
        Wish::Duplicate => {
            let copy = Id::unique(&id, &ids).to_string();
            view.jump = Some(Jump::to_row(list.join(&copy)));
            actions.push(Action::edit(Edit::Duplicate { list, id, copy }, format!("Duplicate {noun}")));
            true
        }
        Wish::Delete => {
            let neighbour = ids.get(index + 1).or_else(|| index.checked_sub(1).and_then(|i| ids.get(i)));
            view.jump =
                Some(neighbour.map_or_else(|| Jump::to(list.clone()), |n| Jump::to_row(list.join(n))));
            view.open.retain(|open| !FieldPath::new(open.as_str()).is_within(item));
            let (edits, said) = removal(draft, item, record);
            actions.push(Action::EditAndSay { edits, name: format!("Remove {noun}"), said });
            true
        }
        Wish::DeleteChosen => {
            let chosen = chosen_in(draft, view, &list);
            remove_several(draft, view, actions, &list, &chosen)
        }
        Wish::DeleteAll => remove_several(draft, view, actions, &list, &ids),
    }
}

/// Removes some items of a list in one step; the keyboard goes to the row behind them.
fn remove_several(
    draft: &Draft,
    view: &mut View,
    actions: &mut Vec<Action>,
    list: &FieldPath,
    gone: &[String],
) -> bool {
    let left: Vec<String> = ids_of(draft, list);
    let behind = left.iter().rposition(|id| gone.contains(id)).map_or(0, |last| last + 1);
    let before = || left.iter().rev().find(|id| !gone.contains(id));
    let stays = left.get(behind).or_else(before);
    let (edits, said) = removal_of_several(draft, list, gone);
    if edits.is_empty() {
        return false;
    }
    view.chosen = None;
    view.jump = Some(stays.map_or_else(|| Jump::to(list.clone()), |id| Jump::to_row(list.join(id))));
    let within = |open: &FieldPath| gone.iter().any(|id| open.is_within(&list.join(id)));
    view.open.retain(|open| !within(&FieldPath::new(open.as_str())));
    actions.push(Action::EditAndSay { edits, name: words::remove_several(gone.len()), said });
    true
}

mod words {
    /// As the menu calls the step of undo.
    pub fn remove_several(count: usize) -> String {
        if count == 1 { "Remove 1 item".to_owned() } else { format!("Remove {count} items") }
    }
}

/// Adds a blank item to a list, at its end or behind one of its items, and gives its first field the keyboard.
pub fn add(
    draft: &Draft,
    view: &mut View,
    actions: &mut Vec<Action>,
    list: &FieldPath,
    after: Option<&str>,
) -> bool {
    let Some(Place::Field(spec)) = place(list) else { return false };
    let crate::value::Shape::List(record) = spec.shape() else { return false };
    if !has_room(draft, list) {
        return false;
    }
    let ids = ids_of(draft, list);
    let id = Id::unique(&Id::slug(record.noun), &ids).to_string();
    let item = list.join(&id);
    view.open.insert(item.to_string());
    view.jump = Some(Jump::to(item));
    let at = after.and_then(|a| ids.iter().position(|id| id == a)).map_or(usize::MAX, |at| at + 1);
    let before = if at == usize::MAX { ids.last() } else { at.checked_sub(1).and_then(|at| ids.get(at)) };
    let mut edits = vec![Edit::Insert { list: list.clone(), at, id: id.clone() }];
    edits.extend(before.and_then(|before| goes_on(draft, list, before, &id)));
    actions.push(Action::Edit { edits, name: format!("Add {}", record.noun), key: None });
    true
}

/// A duty that is added behind those of a party is another one of that party.
fn goes_on(draft: &Draft, list: &FieldPath, before: &str, id: &str) -> Option<Edit> {
    const OWNER: &str = "owner";
    (list.as_str() == "responsibilities").then(|| {
        let owner = draft.text(&list.join(before).join(OWNER));
        Edit::set(list.join(id).join(OWNER), owner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Draft {
        crate::template::find("cloud-hosting").unwrap().example().clone()
    }

    fn done(draft: &mut Draft, item: &str, wish: Wish) -> (bool, Option<Jump>) {
        let (mut view, mut actions) = (View::default(), Vec::new());
        let granted = grant(draft, &mut view, &mut actions, &item.into(), wish);
        for action in actions {
            let (Action::Edit { edits, .. } | Action::EditAndSay { edits, .. }) = action else { continue };
            for edit in edits {
                edit.apply(draft).unwrap();
            }
        }
        (granted, view.jump)
    }

    #[test]
    fn a_duty_behind_those_of_the_customer_is_the_customer_s() {
        let mut draft = example();
        let list = FieldPath::new("responsibilities");
        let of = |draft: &Draft, id: &str| draft.text(&list.join(id).join("owner"));
        let ids = ids_of(&draft, &list);
        let last = ids.iter().rfind(|id| of(&draft, id) == "Customer").unwrap().clone();
        let (mut view, mut actions) = (View::default(), Vec::new());
        assert!(add(&draft, &mut view, &mut actions, &list, Some(&last)));
        let Some(Action::Edit { edits, .. }) = actions.pop() else { panic!("an edit") };
        for edit in edits {
            edit.apply(&mut draft).unwrap();
        }
        let now = ids_of(&draft, &list);
        let added = now.iter().find(|id| !ids.contains(id)).unwrap();
        assert_eq!(of(&draft, added), "Customer");
    }

    #[test]
    fn the_keyboard_goes_where_one_would_go_on() {
        let mut draft = example();
        let list = FieldPath::new("exclusions");
        let ids = ids_of(&draft, &list);
        let first = list.join(&ids[0]);
        let (granted, jump) = done(&mut draft, first.as_str(), Wish::Delete);
        assert!(granted && jump == Some(Jump::to_row(list.join(&ids[1]))));
        let last = list.join(ids.last().unwrap());
        let (_, jump) = done(&mut draft, last.as_str(), Wish::Delete);
        assert_eq!(jump, Some(Jump::to_row(list.join(&ids[ids.len() - 2]))));
        let second = list.join(&ids[1]);
        let (_, jump) = done(&mut draft, second.as_str(), Wish::Duplicate);
        assert_eq!(jump.unwrap().path, list.join(&format!("{}-2", ids[1])));
        let (_, jump) = done(&mut draft, second.as_str(), Wish::MoveDown);
        assert_eq!(jump, Some(Jump::to_row(second.clone())));
        assert_eq!(ids_of(&draft, &list)[1], ids[1]);
    }

    #[test]
    fn nothing_moves_beyond_the_ends() {
        let mut draft = example();
        let list = FieldPath::new("exclusions");
        let ids = ids_of(&draft, &list);
        let (first, last) = (list.join(&ids[0]), list.join(ids.last().unwrap()));
        for (item, wish) in [
            (&first, Wish::MoveUp),
            (&first, Wish::MoveTo(0)),
            (&first, Wish::MoveTo(ids.len())),
            (&last, Wish::MoveDown),
        ] {
            assert_eq!(done(&mut draft, item.as_str(), wish), (false, None), "{wish:?}");
        }
        assert_eq!(ids_of(&draft, &list), ids);
    }

    #[test]
    fn the_item_around_a_field_is_the_innermost() {
        let draft = example();
        let party = &draft.agreement.parties[0];
        let contact = format!("parties.{}.contacts.{}", party.id, party.contacts[0].id);
        let found = item_around(&draft, &format!("{contact}.email").as_str().into());
        assert_eq!(found.unwrap().as_str(), contact);
        assert_eq!(item_around(&draft, &"term.notice".into()), None);
        assert_eq!(item_around(&draft, &"parties.nobody.role".into()), None);
    }
}
