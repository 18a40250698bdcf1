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
        n.role() == Role::Button && n.data().description().is_some_and(|d| d.contains(&title))
    });
    buttons.next().expect("the way back").click();
    drop(buttons);
    window.run();
    assert_eq!(text(&window, &format!("choices.{key}.include")), "yes");
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
