//! What somebody may do to a draft in the window. Each is one deed, and one step of undo, or comes to nothing.
//! Long because the table of deeds and what it names belong together.

use super::bench::*;
use super::hand::{CTRL, Hand};
use clausewright::draft::Draft;
use clausewright::value::{FieldPath, LeafKind, Shape};
use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};

/// Something a user does to the draft at hand.
pub type Deed = fn(&mut Hand);

pub const DEEDS: &[(&str, Deed)] = &[
    ("write a line", write_a_line),
    ("write paragraphs", write_paragraphs),
    ("type a number", type_a_number),
    ("paste a date", paste_a_date),
    ("pick a day", pick_a_day),
    ("type an amount", type_an_amount),
    ("type a duration", type_a_duration),
    ("name a currency or a zone", complete),
    ("choose from a list", choose_from_a_list),
    ("tick a box", tick),
    ("type with an input method", compose),
    ("clear a field", clear),
    ("add an item", add_an_item),
    ("duplicate an item", duplicate_an_item),
    ("move an item", move_an_item),
    ("delete an item", delete_an_item),
    ("drag an item", drag_an_item),
    ("use the menu of a row", use_the_menu),
    ("use the keys of a row", use_the_keys),
    ("press any button", press_any_button),
    ("define a term", define_a_term),
    ("bring an earlier save back", restore_a_save),
    ("edit a clause", edit_a_clause),
    ("write on in a clause", write_on_in_a_clause),
    ("restore a clause", restore_a_clause),
    ("choose a wording", choose_a_wording),
    ("leave a clause out or put it in", include_a_clause),
    ("leave any clause out or put it back", leave_a_clause_out),
    ("leave a section out or put it back", leave_a_section_out),
    ("change a heading", change_a_heading),
    ("add a clause", add_a_clause),
    ("insert a clause", insert_a_clause),
    ("move a clause", move_a_clause),
    ("duplicate a clause", duplicate_a_clause),
    ("delete a clause", delete_a_clause),
    ("fix a problem", fix_a_problem),
    ("fix all of a kind", fix_a_kind),
    ("accept a problem", accept_a_problem),
    ("replace one", replace_one),
    ("replace all", replace_all),
    ("answer first questions", answer_questions),
    ("say that a part does not apply", set_a_part_aside),
    ("save", save),
];

/// All places of the form where such a value is entered.
fn places(hand: &Hand, wanted: impl Fn(LeafKind) -> bool) -> Vec<String> {
    let session = session(&hand.window);
    let mut found = Vec::new();
    for section in &session.template().sections {
        for entry in &section.form {
            leaves(session.draft(), &FieldPath::new(entry.as_str()), &wanted, &mut found);
        }
    }
    found
}

fn leaves(draft: &Draft, path: &FieldPath, wanted: &impl Fn(LeafKind) -> bool, found: &mut Vec<String>) {
    let Some(node) = draft.node(path) else { return };
    match node.shape() {
        Shape::Leaf(kind) if path.last() != "id" && wanted(kind) => found.push(path.to_string()),
        Shape::Leaf(_) => {}
        Shape::Record(spec) => {
            spec.fields.iter().for_each(|field| leaves(draft, &path.join(field.name), wanted, found));
        }
        Shape::List(_) => {
            let ids = node.as_list().expect("it is a list").ids();
            ids.iter().for_each(|id| leaves(draft, &path.join(id), wanted, found));
        }
    }
}

/// Goes to one of the places where such a value is entered; false if there is none.
fn arrive(hand: &mut Hand, wanted: impl Fn(LeafKind) -> bool) -> bool {
    let all = places(hand, wanted);
    let Some(path) = hand.random.of(&all) else { return false };
    hand.go_to(&path);
    true
}

fn enter(hand: &mut Hand, text: &str) {
    match hand.random.below(3) {
        0 => {
            ctrl(&mut hand.window, Key::A);
            hand.window.event(Event::Paste(text.to_owned()));
            hand.window.run();
        }
        1 => {
            ctrl(&mut hand.window, Key::A);
            for letter in text.chars() {
                type_text(&mut hand.window, &letter.to_string());
            }
        }
        _ => overtype(&mut hand.window, text),
    }
}

fn entry(hand: &mut Hand, wanted: impl Fn(LeafKind) -> bool, texts: &[&str]) {
    if arrive(hand, wanted) {
        let text = hand.random.of(texts).expect("there are texts");
        enter(hand, text);
    }
}

fn write_a_line(hand: &mut Hand) {
    if arrive(hand, |kind| kind == LeafKind::Text) {
        let words = hand.words();
        enter(hand, &words);
    }
}

fn write_paragraphs(hand: &mut Hand) {
    if arrive(hand, |kind| matches!(kind, LeafKind::Prose | LeafKind::Lines)) {
        let words = hand.words();
        hand.keys(CTRL, Key::End);
        press(&mut hand.window, Key::Enter);
        type_text(&mut hand.window, &words);
        press(&mut hand.window, Key::Backspace);
    }
}

fn type_a_number(hand: &mut Hand) {
    let numbers = ["99.5", "99,95", "12", "0.5", "1.250", "99.", "about two", "7 %"];
    entry(hand, |k| matches!(k, LeafKind::Whole | LeafKind::Number | LeafKind::Percent), &numbers);
}

fn paste_a_date(hand: &mut Hand) {
    let dates = ["2027-03-01", "1 March 2027", "03/04/2026", "+30d", "today", "soon", "31.12.2026"];
    entry(hand, |kind| kind == LeafKind::Date, &dates);
}

fn pick_a_day(hand: &mut Hand) {
    if arrive(hand, |kind| kind == LeafKind::Date) {
        hand.keys(Modifiers::ALT, Key::ArrowDown);
        for _ in 0..hand.random.below(4) {
            press(&mut hand.window, Key::ArrowRight);
        }
        press(&mut hand.window, Key::Enter);
    }
}

fn type_an_amount(hand: &mut Hand) {
    let amounts = ["€1,250.00", "1.250,00 €", "99", "1.250 EUR", "USD 12", "much"];
    entry(hand, |kind| kind == LeafKind::Money, &amounts);
}

fn type_a_duration(hand: &mut Hand) {
    let times = ["4h", "30 min", "2 business days", "08:30", "3 months", "a while"];
    entry(hand, |kind| matches!(kind, LeafKind::Duration | LeafKind::Time), &times);
}

fn complete(hand: &mut Hand) {
    entry(hand, |kind| matches!(kind, LeafKind::Currency | LeafKind::Zone), &["US", "Paris", "GBP", "Fra"]);
    press(&mut hand.window, Key::ArrowDown);
    press(&mut hand.window, Key::Enter);
}

fn choose_from_a_list(hand: &mut Hand) {
    if !arrive(hand, |kind| matches!(kind, LeafKind::Choice(_) | LeafKind::Ref)) {
        return;
    }
    press(&mut hand.window, Key::Enter);
    for _ in 0..1 + hand.random.below(4) {
        press(&mut hand.window, Key::Tab);
    }
    press(&mut hand.window, Key::Space);
    press(&mut hand.window, Key::Escape);
}

fn tick(hand: &mut Hand) {
    if !arrive(hand, |kind| matches!(kind, LeafKind::YesNo | LeafKind::Refs | LeafKind::Weekdays)) {
        return;
    }
    for _ in 0..hand.random.below(2) {
        press(&mut hand.window, Key::Tab);
    }
    press(&mut hand.window, Key::Space);
}

fn compose(hand: &mut Hand) {
    if arrive(hand, |kind| matches!(kind, LeafKind::Text | LeafKind::Prose)) {
        for text in ["b", "be"] {
            hand.window
                .event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
            hand.window.run();
        }
        hand.window.event(Event::Ime(ImeEvent::Commit("bé".to_owned())));
        hand.window.run();
    }
}

fn clear(hand: &mut Hand) {
    let choice =
        |kind| matches!(kind, LeafKind::Choice(_) | LeafKind::Ref | LeafKind::Refs | LeafKind::YesNo);
    if arrive(hand, |kind| !choice(kind) && kind != LeafKind::Weekdays) {
        ctrl(&mut hand.window, Key::A);
        press(&mut hand.window, Key::Delete);
    }
}

/// All items of all lists that the form shows.
fn items(hand: &Hand) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let draft = session(&hand.window).draft();
    for leaf in places(hand, |_| true) {
        let mut at = FieldPath::new(leaf.as_str()).parent();
        while let Some(path) = at.filter(|p| !p.is_root()) {
            at = path.parent();
            let in_list =
                at.as_ref().and_then(|list| draft.node(list)).is_some_and(|n| n.as_list().is_some());
            if in_list && !found.contains(&path.to_string()) {
                found.push(path.to_string());
            }
        }
    }
    found
}

fn at_an_item(hand: &mut Hand) -> bool {
    let all = items(hand);
    let Some(item) = hand.random.of(&all) else { return false };
    hand.go_to(&item);
    true
}

fn add_an_item(hand: &mut Hand) {
    if at_an_item(hand) {
        if hand.random.one_in(2) {
            hand.command("add an item below this one");
        } else {
            hand.click_some(Role::Button, |name| name.starts_with("Add ") && !name.contains("clause"));
        }
    }
}

fn duplicate_an_item(hand: &mut Hand) {
    if at_an_item(hand) {
        hand.command("duplicate item");
    }
}

fn move_an_item(hand: &mut Hand) {
    if at_an_item(hand) {
        let up = hand.random.one_in(2);
        hand.command(if up { "move item up" } else { "move item down" });
    }
}

fn delete_an_item(hand: &mut Hand) {
    if at_an_item(hand) {
        hand.command("delete item");
    }
}

fn pointer(hand: &mut Hand, pos: Pos2) {
    hand.window.event(Event::PointerMoved(pos));
    hand.window.step();
}

fn button(hand: &mut Hand, pos: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    hand.window.event(Event::PointerButton { pos, button, pressed, modifiers });
    hand.window.step();
}

fn drag_an_item(hand: &mut Hand) {
    if !at_an_item(hand) {
        return;
    }
    let rows: Vec<Pos2> = {
        let form = hand.window.get_by_role(Role::Form);
        let all = form.query_all_by_role(Role::DisclosureTriangle).map(|n| n.rect());
        let seen = hand.window.ctx.content_rect().shrink(100.0);
        all.map(|r| r.center()).filter(|p| seen.contains(*p)).collect()
    };
    let (Some(from), Some(to)) = (hand.random.of(&rows), hand.random.of(&rows)) else { return };
    pointer(hand, from);
    button(hand, from, true);
    pointer(hand, from + egui::vec2(0.0, 9.0));
    pointer(hand, to + egui::vec2(0.0, 9.0));
    button(hand, to + egui::vec2(0.0, 9.0), false);
    hand.window.run();
}

fn use_the_menu(hand: &mut Hand) {
    if at_an_item(hand) && hand.click_some(Role::Button, |name| name.starts_with("Actions for ")) {
        let done = ["Duplicate", "Move up", "Move down", "Remove this "];
        let name = hand.random.of(&done).expect("there are entries");
        let label = |n: &egui_kittest::Node<'_>| n.accesskit_node().label().unwrap_or_default();
        let fits =
            |n: &egui_kittest::Node<'_>| label(n).starts_with(name) && !n.accesskit_node().is_disabled();
        let entry = hand.window.query_all_by_role(Role::Button).rfind(fits);
        match entry {
            Some(entry) => entry.click(),
            None => hand.window.key_press(Key::Escape),
        }
        hand.window.run();
    }
}

fn use_the_keys(hand: &mut Hand) {
    if !at_an_item(hand) {
        return;
    }
    // From the first field of the item back to its row.
    for _ in 0..3 {
        hand.keys(Modifiers::SHIFT, Key::Tab);
        let row = hand.window.query_all_by_role(Role::DisclosureTriangle).any(|n| n.is_focused());
        if row {
            let ways = [
                (Modifiers::ALT, Key::ArrowUp),
                (Modifiers::ALT, Key::ArrowDown),
                (CTRL, Key::D),
                (Modifiers::NONE, Key::Delete),
            ];
            let (held, key) = hand.random.of(&ways).expect("there are keys");
            hand.keys(held, key);
            return;
        }
    }
}

fn press_any_button(hand: &mut Hand) {
    if at_an_item(hand) {
        hand.click_some(Role::Button, |_| true);
        press(&mut hand.window, Key::Escape);
    }
}

fn define_a_term(hand: &mut Hand) {
    let definitions =
        session(&hand.window).template().sections.iter().find(|s| s.form.iter().any(|f| f == "definitions"));
    let Some(id) = definitions.map(|s| s.id.to_string()) else { return };
    hand.go_to(&format!("clauses.{id}"));
    hand.click_some(Role::DisclosureTriangle, |name| name.starts_with("Where terms are used"));
    hand.click_some(Role::Button, |name| name == "Define it");
}

fn restore_a_save(hand: &mut Hand) {
    open_or_close_saves(hand);
    for _ in 0..hand.random.below(3) {
        press(&mut hand.window, Key::ArrowDown);
        look(hand);
    }
    click_if_there(hand, "Restore");
    look(hand);
    open_or_close_saves(hand);
}

fn open_or_close_saves(hand: &mut Hand) {
    hand.keys(CTRL.plus(Modifiers::SHIFT), Key::H);
    look(hand);
}

/// Waits until what was asked of the disk is there.
fn look(hand: &mut Hand) {
    hand.window.run();
    while hand.window.state().is_looking_up() {
        std::thread::sleep(std::time::Duration::from_millis(1));
        hand.window.run();
    }
}

/// Goes to one of the clauses that the form has.
fn at_a_clause(hand: &mut Hand) {
    let sections = &session(&hand.window).template().sections;
    let keys = sections.iter().flat_map(|s| s.clauses.iter().map(|c| s.clause_key(c)));
    let all: Vec<String> = keys.collect();
    let key = hand.random.of(&all).expect("the form has clauses");
    hand.go_to(&format!("clauses.{key}"));
}

fn edit_a_clause(hand: &mut Hand) {
    at_a_clause(hand);
    hand.click_some(Role::Button, |name| name == "Edit text");
}

fn write_on_in_a_clause(hand: &mut Hand) {
    let draft = session(&hand.window).draft();
    let own = draft.extra_clauses.iter().map(|c| format!("extra_clauses.{}.text", c.id));
    let all: Vec<String> =
        draft.clauses.iter().map(|c| format!("clauses.{}.text", c.id)).chain(own).collect();
    if let Some(path) = hand.random.of(&all) {
        hand.go_to(&path);
        let words = hand.words();
        hand.keys(CTRL, Key::End);
        type_text(&mut hand.window, &format!(" {words} {{{{term.no"));
        press(&mut hand.window, Key::Enter);
    }
}

fn restore_a_clause(hand: &mut Hand) {
    let draft = session(&hand.window).draft();
    let all: Vec<String> = draft.clauses.iter().map(|c| format!("clauses.{}", c.id)).collect();
    if let Some(path) = hand.random.of(&all) {
        hand.go_to(&path);
        hand.click_some(Role::Button, |name| name == "Restore the form's text");
    }
}

fn choose_a_wording(hand: &mut Hand) {
    let sections = &session(&hand.window).template().sections;
    let keys = sections
        .iter()
        .flat_map(|s| s.clauses.iter().filter(|c| !c.alternatives.is_empty()).map(|c| s.clause_key(c)));
    let all: Vec<String> = keys.collect();
    if let Some(key) = hand.random.of(&all) {
        hand.go_to(&format!("clauses.{key}"));
        hand.click_some(Role::RadioButton, |name| !name.contains(": "));
    }
}

fn include_a_clause(hand: &mut Hand) {
    at_a_clause(hand);
    hand.click_some(Role::CheckBox, |name| !name.contains(": "));
}

fn leave_a_clause_out(hand: &mut Hand) {
    at_a_clause(hand);
    let name = if hand.random.one_in(3) { "put clause back" } else { "leave out (remove) clause" };
    hand.command(name);
}

fn leave_a_section_out(hand: &mut Hand) {
    at_a_clause(hand);
    let name = if hand.random.one_in(2) { "put section back" } else { "leave out (remove) section" };
    hand.command(name);
}

fn change_a_heading(hand: &mut Hand) {
    at_a_clause(hand);
    let name = if hand.random.one_in(2) { "change heading of clause" } else { "change title of section" };
    hand.command(name);
}

fn add_a_clause(hand: &mut Hand) {
    at_a_clause(hand);
    hand.command("add a clause to this section");
}

fn at_own_clause(hand: &mut Hand) -> bool {
    let own = &session(&hand.window).draft().extra_clauses;
    let all: Vec<String> = own.iter().map(|c| format!("extra_clauses.{}.title", c.id)).collect();
    let Some(path) = hand.random.of(&all) else { return false };
    hand.go_to(&path);
    true
}

fn insert_a_clause(hand: &mut Hand) {
    at_a_clause(hand);
    let before = hand.random.one_in(2);
    hand.command(if before { "insert clause before" } else { "insert clause after" });
}

/// From the heading of one's own clause back to the button above it, and a key there.
fn press_on_own_clause(hand: &mut Hand, held: Modifiers, key: Key) {
    if at_own_clause(hand) {
        hand.keys(Modifiers::SHIFT, Key::Tab);
        hand.keys(held, key);
    }
}

fn move_a_clause(hand: &mut Hand) {
    let key = if hand.random.one_in(2) { Key::ArrowUp } else { Key::ArrowDown };
    press_on_own_clause(hand, Modifiers::ALT, key);
}

fn duplicate_a_clause(hand: &mut Hand) {
    press_on_own_clause(hand, CTRL, Key::D);
}

fn delete_a_clause(hand: &mut Hand) {
    press_on_own_clause(hand, Modifiers::NONE, Key::Delete);
}

fn fix_a_problem(hand: &mut Hand) {
    let findings = &session(&hand.window).derived().findings;
    let all: Vec<String> = findings.iter().filter(|f| f.fix.is_some()).map(|f| f.path.to_string()).collect();
    if let Some(path) = hand.random.of(&all) {
        hand.go_to(&path);
        ctrl(&mut hand.window, Key::Period);
    }
}

fn fix_a_kind(hand: &mut Hand) {
    for _ in 0..1 + hand.random.below(3) {
        press(&mut hand.window, Key::F8);
    }
    hand.command("fix all problems of this kind");
}

fn accept_a_problem(hand: &mut Hand) {
    for _ in 0..1 + hand.random.below(3) {
        press(&mut hand.window, Key::F8);
    }
    if session(&hand.window).derived().findings.iter().any(|f| f.waived.is_none()) {
        hand.command("accept the problem");
        type_text(&mut hand.window, "It is meant so");
        if hand.window.query_by_role_and_label(Role::Button, "Accept problem").is_some() {
            click(&mut hand.window, Role::Button, "Accept problem");
        }
    }
}

/// Looks for something that stands in the draft.
fn find(hand: &mut Hand) {
    ctrl(&mut hand.window, Key::H);
    let words = ["the hand", "Service", "Entry 1", "customer", "shall", "99"];
    let wanted = hand.random.of(&words).expect("there are words");
    focus_id(hand, "find text");
    overtype(&mut hand.window, wanted);
    focus_id(hand, "replacement text");
    overtype(&mut hand.window, "Sample");
}

fn focus_id(hand: &mut Hand, id: &str) {
    hand.window.ctx.memory_mut(|m| m.request_focus(egui::Id::unique(id)));
    hand.window.run();
}

fn close_find(hand: &mut Hand) {
    click(&mut hand.window, Role::Button, "Close find and replace");
}

fn replace_one(hand: &mut Hand) {
    find(hand);
    press(&mut hand.window, Key::F3);
    click_if_there(hand, "Replace");
    close_find(hand);
}

fn replace_all(hand: &mut Hand) {
    find(hand);
    let buttons = hand.window.query_all_by_role(Role::Button);
    let names = buttons.filter_map(|n| n.accesskit_node().label());
    let all: Vec<String> = names.filter(|l| l.starts_with("Replace all")).collect();
    if let Some(name) = all.first() {
        click_if_there(hand, name);
    }
    close_find(hand);
}

fn click_if_there(hand: &mut Hand, name: &str) {
    let node = hand.window.query_by_role_and_label(Role::Button, name);
    if let Some(node) = node.filter(|n| !n.accesskit_node().is_disabled()) {
        node.click();
    }
    hand.window.run();
}

fn answer_questions(hand: &mut Hand) {
    hand.command("first questions");
    let words = hand.words();
    overtype(&mut hand.window, &words);
    for _ in 0..hand.random.below(3) {
        ctrl(&mut hand.window, Key::PageDown);
        if hand.random.one_in(2) {
            overtype(&mut hand.window, "2027-01-01");
        }
    }
    if hand.random.one_in(3) {
        hand.undo();
    }
    click_if_there(hand, "Skip to the form");
    while hand.window.query_by_role_and_label(Role::Button, "Back").is_some() {
        ctrl(&mut hand.window, Key::PageDown);
    }
}

fn set_a_part_aside(hand: &mut Hand) {
    press(&mut hand.window, Key::F7);
    let buttons = hand.window.query_all_by_role(Role::Button);
    let names = buttons.filter_map(|n| n.accesskit_node().label());
    let all: Vec<String> = names.filter(|l| l.starts_with("Not applicable: ")).collect();
    if let Some(name) = hand.random.of(&all) {
        hand.window.get_by_role_and_label(Role::Button, &name).click_accesskit();
        hand.window.run();
        type_text(&mut hand.window, "it is agreed elsewhere");
        click_if_there(hand, "Does not apply");
    }
    press(&mut hand.window, Key::F7);
}

fn save(hand: &mut Hand) {
    ctrl(&mut hand.window, Key::S);
}
