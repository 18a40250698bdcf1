//! A new draft with the terms of the one in front.

use super::bench::*;
use clausewright::agreement::Role as Part;
use egui_kittest::kittest::Queryable;

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
