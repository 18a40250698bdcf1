//! A new draft with the terms of the one in front.

use super::bench::*;
use clausewright::agreement::Role as Part;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

#[test]
fn the_terms_go_along_and_the_customer_does_not() {
    let fs = disk_with_example("managed-it-support");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let old = session(&window).draft().clone();
    go_to_field(&mut window, "new from this draft");
    settle(&mut window);
    let says = |words: &str| window.query_all_by_label_contains(words).count() > 0;
    assert!(says("A new draft with the same terms"));
    assert!(says("Cleared: names, registration, address and signatory of the customer"));
    assert!(says("Kept: the provider with its contacts"));
    let new = session(&window).draft();
    assert_ne!(new.id, old.id);
    assert!(session(&window).file().is_none(), "it is not the file of the first one");
    assert_eq!(new.agreement.metrics, old.agreement.metrics);
    assert_eq!(new.agreement.party(Part::Provider), old.agreement.party(Part::Provider));
    let customer = new.agreement.party(Part::Customer).expect("there is one");
    assert!(customer.legal_name.is_empty() && customer.contacts.iter().all(|c| c.email.is_empty()));
    assert!(new.agreement.term.effective.is_none() && new.milestones.is_empty());
}

#[test]
fn a_recent_draft_lends_its_terms_without_being_opened() {
    let fs = disk_with_example("managed-it-support");
    let (old, title) = {
        let mut first = window(&fs, &["/drafts/example.ron"]);
        finish_writing(&mut first);
        (session(&first).draft().clone(), text(&first, "title"))
    };
    for size in [[1280.0, 800.0], [900.0, 600.0]] {
        let mut window = sized(&fs, &[], size);
        assert_eq!(focused(&window), format!("Open {title}"));
        press(&mut window, Key::Tab);
        assert_eq!(focused(&window), format!("New from {title}"));
        let rect = window.get_by_label(&format!("New from {title}")).rect();
        assert!(rect.right() < size[0] - 60.0, "the row has room for all of its buttons: {rect:?}");
        press(&mut window, Key::Enter);
        settle(&mut window);
        let says = |words: &str| window.query_all_by_label_contains(words).count() > 0;
        assert!(says("A new draft with the same terms"));
        assert!(says("The first draft is as it was, in its file."));
        let new = session(&window).draft();
        assert!(new.id != old.id && new.agreement.metrics == old.agreement.metrics);
        assert!(session(&window).file().is_none());
        assert_eq!(window.query_all_by_label("Open drafts").count(), 0, "the first one stays closed");
    }
    // As it is in its tab, where it is open.
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"governing_law".into());
    window.run();
    overtype(&mut window, "Law of the tab");
    go_to_field(&mut window, "start screen");
    settle(&mut window);
    click(&mut window, Role::Button, &format!("New from {title}"));
    settle(&mut window);
    assert_eq!(text(&window, "governing_law"), "Law of the tab");
    fs.take_away("/drafts/example.ron");
    let gone = sized(&fs, &[], [1280.0, 800.0]);
    let name = format!("New from {title}");
    let button = gone.get_by_label(&name);
    assert!(button.accesskit_node().is_disabled());
}
