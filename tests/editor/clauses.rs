//! The texts of a section: wordings to choose from, texts of one's own beside the form's, and what is left out.

use super::bench::*;
use clausewright::editor::App;
use egui::Key;
use egui::accesskit::{Role, Toggled};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const KEY: &str = "credits-claimed-credits";

fn editing() -> Harness<'static, App> {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("clauses.{KEY}").as_str().into());
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Text");
    window
}

fn says(window: &Harness<'_, App>, words: &str) -> bool {
    window.query_all_by(|n| n.label().is_some_and(|l| l.contains(words))).count() > 0
        || window.query_all_by(|n| n.value().is_some_and(|v| v.contains(words))).count() > 0
}

#[test]
fn a_text_of_ones_own_is_marked_compared_and_restored_in_one_step() {
    let mut window = editing();
    assert!(says(&window, "still the template's text") && !says(&window, "Differs from the template"));
    press(&mut window, Key::End);
    ctrl(&mut window, Key::End);
    type_text(&mut window, " Zanzibar applies.");
    assert!(says(&window, "Differs from the template") && says(&window, "1 differs from the template"));
    let row = window.get_by_role_and_label(Role::TreeItem, "Service Credits and bonus");
    let told = row.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(told.contains("1 clause not from the template"), "{told}");
    click(&mut window, Role::DisclosureTriangle, "Compare with the form's text");
    let compared = window
        .query_all_by(|n| {
            n.data().description().is_some_and(|d| d.contains("Only in yours: Zanzibar applies"))
        })
        .count();
    assert_eq!(compared, 1);
    let mine = text(&window, &format!("clauses.{KEY}.text"));
    click(&mut window, Role::Button, "Restore the form's text");
    assert_eq!(text(&window, &format!("clauses.{KEY}.text")), "");
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, &format!("clauses.{KEY}.text")), mine);
}

#[test]
fn below_a_text_with_placeholders_stands_how_it_reads() {
    let mut window = editing();
    overtype(&mut window, "Claims go to the desk.");
    assert!(!says(&window, "Reads now"), "nothing is to be filled in");
    overtype(&mut window, "{{customer.short_name}} claims under {{ref:credits}}, {{customer.nam}}. ");
    assert!(says(&window, "Reads now"));
    assert!(says(&window, "Tarnwick claims under section 9, {{customer.nam}}."));
    assert!(says(&window, "Leads nowhere: {{customer.nam}}"));
}

#[test]
fn wordings_are_chosen_among_cards_with_the_arrows_and_the_mouse() {
    let fs = disk_with_example("managed-it-support");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let form = clausewright::template::find("managed-it-support").unwrap();
    let with_others = form.template().sections.iter().find_map(|s| {
        let clause = s.clauses.iter().find(|c| !c.alternatives.is_empty() && c.when.is_none())?;
        Some((s.clause_key(clause), clause))
    });
    let (key, clause) = with_others.expect("the form has a clause with wordings");
    let path = format!("choices.{key}.alternative");
    let chosen = |window: &Harness<'_, App>| {
        let mut found = window.query_all_by_role(Role::RadioButton).filter(|n| {
            let node = n.accesskit_node();
            node.is_selected() == Some(true) && node.toggled() == Some(Toggled::True)
        });
        let first = found.next().and_then(|n| n.accesskit_node().label()).unwrap_or_default();
        (first, found.count())
    };
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("clauses.{key}").as_str().into());
    window.run();
    let other = &clause.alternatives[0];
    let before = text(&window, &path);
    let now = if before.is_empty() { "The form's own wording" } else { "" };
    if !now.is_empty() {
        assert!(window.query_all_by_role_and_label(Role::RadioButton, now).count() > 0);
    }
    let card = window.query_all_by_role_and_label(Role::RadioButton, &other.label).next().expect("a card");
    let full = card.accesskit_node().data().description().unwrap_or_default().to_owned();
    assert!(full.len() > 20 && !full.contains("{{"), "the text as it would print: {full}");
    card.click();
    window.run();
    assert_eq!(text(&window, &path), other.id.as_str());
    assert!(!chosen(&window).0.is_empty());
    press(&mut window, Key::ArrowUp);
    assert_eq!(text(&window, &path), "");
    assert_eq!(focused(&window), "The form's own wording");
    press(&mut window, Key::ArrowDown);
    assert_eq!(text(&window, &path), other.id.as_str());
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, &path), "", "each choice is one step");
}

#[test]
fn what_is_left_out_says_so_and_is_put_in_again() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let form = clausewright::template::find("cloud-hosting").unwrap();
    let optional = form.template().sections.iter().find_map(|s| {
        let clause = s.clauses.iter().find(|c| c.optional == Some(true) && c.when.is_none())?;
        Some((s.clause_key(clause), clause.title.clone()))
    });
    let (key, title) = optional.expect("the form has an optional clause");
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &format!("clauses.{key}").as_str().into());
    window.run();
    let left_out =
        |window: &Harness<'_, App>| window.query_all_by_label("Left out of this agreement.").count();
    let already = left_out(&window);
    click(&mut window, Role::CheckBox, &title);
    assert_eq!(text(&window, &format!("choices.{key}.include")), "no");
    assert_eq!(left_out(&window), already + 1);
    assert!(says(&window, "left out"));
    let mut buttons = window.query_all_by(|n| {
        let puts = n.data().description().is_some_and(|d| d.starts_with("Puts ") && d.contains(&title));
        n.role() == Role::Button && puts
    });
    buttons.next().expect("the way back").click();
    drop(buttons);
    window.run();
    assert_eq!(text(&window, &format!("choices.{key}.include")), "", "as in the form");
    assert_eq!(left_out(&window), already);
}

#[test]
fn the_table_of_terms_leads_to_clauses_and_defines_what_is_missing() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "add a clause");
    let own = session(&window).draft().extra_clauses[0].id.to_string();
    focus_field(&mut window, &format!("extra_clauses.{own}.text"));
    type_text(&mut window, "Nothing is owed during the Trial Period of the customer.");
    let row = window
        .query_all_by_role(Role::TreeItem)
        .find(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("Definitions")));
    row.expect("the form has definitions").click();
    window.run();
    let fold = window
        .query_all_by_role(Role::DisclosureTriangle)
        .find(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("Where terms are used")));
    let fold = fold.expect("the table is offered");
    assert!(fold.accesskit_node().label().is_some_and(|l| l.contains("1 not defined")));
    fold.click();
    window.run();
    assert!(says(&window, "Used "));
    window.get_by(|n| n.data().description() == Some("Define Trial Period")).click();
    window.run();
    let draft = session(&window).draft();
    let made = draft.agreement.definitions.iter().find(|d| d.term.as_str() == "Trial Period");
    assert!(made.is_some());
    assert_eq!(focused(&window), "Meaning");
    ctrl(&mut window, Key::Z);
    assert!(session(&window).draft().agreement.definitions.iter().all(|d| d.term.as_str() != "Trial Period"));
    let link = window
        .query_all_by_role(Role::Link)
        .find(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("Clause ")));
    link.expect("clauses are named").click();
    window.run();
    assert!(window.query_all_by_label_contains("Clauses of this section").count() > 0);
}

/// Own clauses of a section by their headings, those of the form as dots, as they are printed.
fn order(window: &Harness<'_, App>, section: &str) -> String {
    let document = &session(window).derived().document;
    let section = document.sections.iter().find(|s| s.id == section).expect("it is printed");
    let name = |c: &clausewright::document::Clause| match c.path.as_str().starts_with("extra_clauses") {
        true => c.title.clone().unwrap_or_default(),
        false => ".".to_owned(),
    };
    section.clauses.iter().map(|c| name(c)).collect::<Vec<_>>().join(" ")
}

fn at_clause(window: &mut Harness<'_, App>, path: &str) {
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.into());
    window.run();
}

#[test]
fn clauses_are_inserted_between_those_of_the_form_and_moved_by_keys_menu_and_mouse() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let first = session(&window).snapshot();
    let section = session(&window).template().sections.iter().find(|s| s.id.as_str() == "credits").unwrap();
    let keys: Vec<String> = section.clauses.iter().map(|c| section.clause_key(c)).collect();
    let title = section.clauses[1].title.clone();
    // By command, with the keyboard anywhere in the clause.
    at_clause(&mut window, &format!("clauses.{}", keys[1]));
    go_to_field(&mut window, "insert clause before");
    window.run();
    assert_eq!(focused(&window), "Heading");
    type_text(&mut window, "A");
    assert!(order(&window, "credits").starts_with(". A . "), "{}", order(&window, "credits"));
    // By the menu of a clause, with the mouse.
    let menu = format!("Actions for clause {title}");
    window.get_by_role_and_label(Role::Button, &menu).scroll_to_me();
    window.run();
    click(&mut window, Role::Button, &menu);
    click(&mut window, Role::Button, "Insert clause after");
    window.run();
    assert_eq!(focused(&window), "Heading");
    type_text(&mut window, "B");
    assert!(order(&window, "credits").starts_with(". A . B . "), "{}", order(&window, "credits"));
    // With the keys of its own button.
    window.get_by_role_and_label(Role::Button, "Actions for clause B").focus();
    window.run();
    for _ in 0..2 {
        window.key_press_modifiers(egui::Modifiers::ALT, Key::ArrowUp);
        window.run();
        window.run();
        assert_eq!(focused(&window), "Actions for clause B", "the keyboard goes along");
    }
    assert!(order(&window, "credits").starts_with(". B A . . "), "{}", order(&window, "credits"));
    // By command from a field.
    focus_field(&mut window, "extra_clauses.credits-own.title");
    go_to_field(&mut window, "move item up");
    window.run();
    assert!(order(&window, "credits").starts_with(". A B . . "), "{}", order(&window, "credits"));
    ctrl(&mut window, Key::Z);
    assert!(order(&window, "credits").starts_with(". B A . . "), "one step of undo");
    assert_eq!(focused(&window), "Actions for clause A", "which leads to the clause");
    while session(&window).undo_name().is_some() {
        ctrl(&mut window, Key::Z);
    }
    assert_eq!(*session(&window).snapshot(), *first);
}

#[test]
fn a_clause_of_ones_own_is_dragged_over_a_clause_of_the_form() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = sized(&fs, &["/drafts/example.ron"], [1280.0, 1600.0]);
    let section = session(&window).template().sections.iter().find(|s| s.id.as_str() == "credits").unwrap();
    let keys: Vec<String> = section.clauses.iter().map(|c| section.clause_key(c)).collect();
    let titles: Vec<String> = section.clauses.iter().map(|c| c.title.clone()).collect();
    at_clause(&mut window, &format!("clauses.{}", keys[1]));
    go_to_field(&mut window, "insert clause before");
    window.run();
    type_text(&mut window, "Mine");
    let before = session(&window).snapshot();
    let button = |window: &Harness<'_, App>, name: &str| {
        window.get_by_role_and_label(Role::Button, &format!("Actions for clause {name}")).rect()
    };
    let from = button(&window, "Mine").left_center() - egui::vec2(120.0, 0.0);
    let to = button(&window, &titles[2]).left_center() - egui::vec2(120.0, 8.0);
    let at = |window: &mut Harness<'_, App>, pos: egui::Pos2, pressed: Option<bool>| {
        window.event(match pressed {
            None => egui::Event::PointerMoved(pos),
            Some(pressed) => egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            },
        });
        window.step();
    };
    at(&mut window, from, None);
    at(&mut window, from, Some(true));
    at(&mut window, from + egui::vec2(0.0, 10.0), None);
    at(&mut window, to, None);
    assert_eq!(*session(&window).snapshot(), *before, "nothing moves before the button is let go");
    at(&mut window, to, Some(false));
    window.run();
    assert!(order(&window, "credits").starts_with(". . Mine . "), "{}", order(&window, "credits"));
    assert_eq!(focused(&window), "Actions for clause Mine");
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before);
}

#[test]
fn commands_about_clauses_are_offered_where_they_make_sense() {
    use clausewright::editor::Command;
    let mut window = editing();
    let can = |window: &Harness<'_, App>| {
        [Command::InsertClauseAfter, Command::RestoreClause, Command::CompareClause]
            .map(|command| window.state().can(command))
    };
    assert_eq!(can(&window), [true, true, false], "the text is still the template's");
    ctrl(&mut window, Key::End);
    type_text(&mut window, " Zanzibar applies.");
    assert_eq!(can(&window), [true, true, true]);
    assert!(!says(&window, "Struck through: only in the form."));
    go_to_field(&mut window, "compare with template");
    window.run();
    assert!(says(&window, "Struck through: only in the form."));
    let mine = text(&window, &format!("clauses.{KEY}.text"));
    go_to_field(&mut window, "restore template wording");
    window.run();
    assert_eq!(text(&window, &format!("clauses.{KEY}.text")), "");
    assert_eq!(can(&window), [true, false, false]);
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, &format!("clauses.{KEY}.text")), mine);
    go_to_field(&mut window, "notice period");
    assert_eq!(can(&window), [false, false, false]);
    assert!(window.state().can(Command::TermsUsed));
    go_to_field(&mut window, "where terms are used");
    window.run();
    assert!(focused(&window).starts_with("Where terms are used ("), "{}", focused(&window));
    assert!(says(&window, "Used "));
}

#[test]
fn no_command_of_lists_spoils_the_text_of_a_clause() {
    let mut window = editing();
    let before = session(&window).snapshot();
    for command in ["duplicate item", "move item down"] {
        go_to_field(&mut window, command);
        window.run();
        assert_eq!(*session(&window).snapshot(), *before, "{command}");
    }
    assert!(window.state().notes().iter().any(|n| n.starts_with("Clauses of the form stay")));
    // Taken away, a clause of the form is left out; its words stay.
    go_to_field(&mut window, "delete item");
    window.run();
    let left_out = |window: &Harness<'_, App>| {
        session(window).draft().choices.iter().any(|choice| choice.include == Some(false))
    };
    assert!(left_out(&window) && session(&window).draft().clauses == before.clauses);
    assert!(window.state().notes().iter().any(|n| n.starts_with("Left out “")));
    ctrl(&mut window, Key::Z);
    window.run();
    assert_eq!(*session(&window).snapshot(), *before);
    go_to_field(&mut window, "add an item below this one");
    window.run();
    assert_eq!(focused(&window), "Heading", "a clause behind this one");
    let own = &session(&window).draft().extra_clauses[0];
    assert!(!own.before.is_empty() || order(&window, "credits").ends_with(' '));
}
