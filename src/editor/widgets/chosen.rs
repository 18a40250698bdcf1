//! Several items of a list at once: chosen with Ctrl or Shift and a click on their rows, or with Shift and the arrows, to
//! be removed in one step.

use super::context::Form;
use super::items::ids_of;
use crate::draft::Draft;
use crate::editor::view::{Jump, View};
use crate::value::FieldPath;
use egui::{Key, Modifiers, Ui};

/// The items that are chosen; all of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    list: FieldPath,
    ids: Vec<String>,
    /// Where a range begins.
    from: String,
}

impl Chosen {
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// From one item to another, as they stand in their list.
    fn range(list: &FieldPath, all: &[String], from: &str, to: &str) -> Option<Self> {
        let at = |id: &str| all.iter().position(|one| one == id);
        let (one, other) = (at(from)?, at(to)?);
        let ids = all.get(one.min(other)..=one.max(other))?.to_vec();
        Some(Self { list: list.clone(), ids, from: from.to_owned() })
    }

    fn toggle(&mut self, id: &str) {
        match self.ids.iter().position(|one| one == id) {
            Some(at) => drop(self.ids.remove(at)),
            None => self.ids.push(id.to_owned()),
        }
        self.from = id.to_owned();
    }
}

/// The items of a list that are chosen, in its order.
pub fn chosen_in(draft: &Draft, view: &View, list: &FieldPath) -> Vec<String> {
    let Some(chosen) = view.chosen.as_ref().filter(|chosen| chosen.list == *list) else { return Vec::new() };
    ids_of(draft, list).into_iter().filter(|id| chosen.ids.contains(id)).collect()
}

/// How many items are chosen, if this is one of them.
pub fn chosen_with(draft: &Draft, view: &View, item: &FieldPath) -> usize {
    let Some(list) = item.parent() else { return 0 };
    let all = chosen_in(draft, view, &list);
    if all.iter().any(|id| id == item.last()) { all.len() } else { 0 }
}

/// Takes a click on the row of an item that means to choose it; any other click chooses nothing any more.
pub fn take_click(ui: &Ui, form: &mut Form<'_>, item: &FieldPath) -> bool {
    let held = ui.input(|i| i.modifiers);
    let Some(list) = item.parent().filter(|_| !form.read_only) else { return false };
    let before = form.view.chosen.take().filter(|chosen| chosen.list == list);
    if held.shift {
        // From the row that was at hand, if none was chosen.
        let at_hand = form.view.focused.as_ref().filter(|at| at.parent().as_ref() == Some(&list));
        let at_hand = at_hand.map(|at| at.last().to_owned());
        let from = before.map(|chosen| chosen.from).or(at_hand).unwrap_or_else(|| item.last().to_owned());
        let all = ids_of(form.draft, &list);
        form.view.chosen = Chosen::range(&list, &all, &from, item.last());
        return true;
    }
    if held.command {
        let none = || Chosen { list, ids: Vec::new(), from: String::new() };
        let mut chosen = before.unwrap_or_else(none);
        chosen.toggle(item.last());
        form.view.chosen = Some(chosen).filter(|chosen| !chosen.ids.is_empty());
        return true;
    }
    false
}

/// Keys of a row that has the keyboard: Shift and the arrows choose on, with Ctrl and A all are chosen, Escape lets go.
pub fn take_keys(ui: &Ui, form: &mut Form<'_>, item: &FieldPath) {
    let Some(list) = item.parent().filter(|_| !form.read_only) else { return };
    let pressed = |held: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(held, key));
    let back = pressed(Modifiers::SHIFT, Key::ArrowUp);
    let on = pressed(Modifiers::SHIFT, Key::ArrowDown);
    let all = pressed(Modifiers::COMMAND, Key::A);
    if !(back || on || all) {
        return;
    }
    let ids = ids_of(form.draft, &list);
    if all {
        let ends = ids.first().zip(ids.last());
        form.view.chosen = ends.and_then(|(first, last)| Chosen::range(&list, &ids, first, last));
        return;
    }
    let Some(here) = ids.iter().position(|id| id == item.last()) else { return };
    let next = if on { here + 1 } else { here.saturating_sub(1) };
    let Some(to) = ids.get(next) else { return };
    let before = form.view.chosen.take().filter(|chosen| chosen.list == list);
    let from = before.map_or_else(|| item.last().to_owned(), |chosen| chosen.from);
    form.view.chosen = Chosen::range(&list, &ids, &from, to);
    form.view.jump = Some(Jump::to_row(list.join(to)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_both_ways_and_single_items_come_and_go() {
        let all: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let list = FieldPath::new("metrics");
        let range = |from, to| Chosen::range(&list, &all, from, to).map(|chosen| chosen.ids);
        assert_eq!(range("b", "d"), Some(all[1..].to_vec()));
        assert_eq!(range("c", "a"), Some(all[..3].to_vec()));
        assert_eq!(range("a", "x"), None);
        let mut chosen = Chosen::range(&list, &all, "b", "c").unwrap();
        chosen.toggle("b");
        chosen.toggle("d");
        assert_eq!((chosen.ids, chosen.from.as_str()), (vec!["c".to_owned(), "d".to_owned()], "d"));
    }
}
