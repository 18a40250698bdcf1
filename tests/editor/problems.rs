//! The list of problems: counted, grouped, filtered, walked by keyboard, fixed one by one and all of a kind.

use super::bench::*;
use clausewright::check::Summary;
use clausewright::draft::Edit;
use clausewright::editor::{App, Command};
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Window = Harness<'static, App>;

fn summary(window: &Window) -> Summary {
    Summary::of(session(window).derived().findings.iter())
}

fn new_draft() -> Window {
    let mut window = window(&FakeFs::new(), &[]);
    begin(&mut window, "Cloud hosting agreement");
    settle(&mut window);
    window
}

/// The example with the same mistake, for which there is a fix, in the overview and in the description of a service.
fn with_mistakes() -> Window {
    let form = clausewright::template::find("cloud-hosting").expect("the form is built in");
    let mut draft = form.example().clone();
    for path in places() {
        let text = format!("{} Up to the the end.", draft.text(&path.as_str().into()));
        Edit::set(path.as_str(), text).apply(&mut draft).expect("it is a text");
    }
    let fs = FakeFs::new();
    let text = clausewright::draft::to_ron(&draft).expect("it can be written");
    fs.put("/drafts/example.ron", text.as_bytes());
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "overview");
    window
}

fn places() -> [String; 2] {
    let form = clausewright::template::find("cloud-hosting").expect("the form is built in");
    let service = form.example().agreement.services.first().expect("it has a service").id.to_string();
    ["overview".to_owned(), format!("services.{service}.description")]
}

fn mistakes(window: &Window) -> Vec<bool> {
    places().iter().map(|path| text(window, path).contains("the the")).collect()
}

fn is_there(window: &Window, label: &str) -> bool {
    window.query_all_by_label(label).count() > 0
}

#[test]
fn what_is_still_to_fill_in_is_counted_apart_from_what_is_wrong() {
    let mut window = new_draft();
    let sum = summary(&window);
    assert!(sum.missing > 10 && sum.wrong() < sum.missing, "{sum:?}");
    let chip = format!("{} still to fill in", sum.missing);
    let chips = |window: &Window| window.query_all_by_role_and_label(Role::Button, &chip).count();
    assert_eq!(chips(&window), 1, "the list counts, and the status bar only without it");
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, Command::ToggleProblems);
    window.run();
    assert_eq!(chips(&window), 1, "the status bar counts");
    window.state_mut().run(&ctx, Command::ToggleProblems);
    window.run();
    let list = |window: &Window| window.query_all_by_role(Role::ListItem).count();
    let before = list(&window);
    focus_id(&mut window, "problem filter text");
    type_text(&mut window, "zzzz");
    assert!(is_there(&window, "No problem fits this filter."));
    click(&mut window, Role::Button, "Show all problems");
    assert!(list(&window) >= before.min(1));
}

#[test]
fn the_list_takes_a_quarter_of_the_window_and_its_rows_are_low() {
    let form = clausewright::template::find("cloud-hosting").expect("the form is built in");
    let fs = FakeFs::new();
    let text = clausewright::draft::to_ron(form.start()).expect("it can be written");
    fs.put("/drafts/new.ron", text.as_bytes());
    for (size, least, most) in
        [([1280.0, 800.0], 5, 0.30), ([1280.0, 1080.0], 7, 0.28), ([900.0, 600.0], 2, 0.30)]
    {
        let window = sized(&fs, &["/drafts/new.ron"], size);
        let rows: Vec<egui::Rect> = window
            .query_all_by_role(Role::ListItem)
            .map(|n| n.rect())
            .filter(|r| r.width() > 300.0)
            .collect();
        let panel = window.get_by_role_and_label(Role::Region, "Problems").rect();
        assert!(panel.height() < size[1] * most, "{size:?}: {panel:?}");
        let seen = rows.iter().filter(|r| r.bottom() <= panel.bottom()).count();
        assert!(seen + 1 >= least, "{size:?}: {rows:?}");
        let pairs = rows.windows(2).filter(|pair| (0.0..6.0).contains(&(pair[1].top() - pair[0].bottom())));
        for pair in pairs {
            let pitch = pair[1].top() - pair[0].top();
            assert!((24.0..=28.5).contains(&pitch), "{pitch}");
        }
    }
}

fn focus_id(window: &mut Window, id: &str) {
    window.ctx.memory_mut(|m| m.request_focus(egui::Id::unique(id)));
    window.run();
}

#[test]
fn groups_fold_and_arrows_walk_the_list() {
    let mut window = new_draft();
    let first = session(&window).derived().findings.first().expect("a new draft has problems").clone();
    window
        .ctx
        .memory_mut(|m| m.request_focus(egui::Id::unique(("problem group", Some(first.section.as_str())))));
    window.run();
    let name = focused(&window);
    assert!(name.starts_with(&first.section) && name.contains("problem"), "{name}");
    press(&mut window, Key::ArrowDown);
    assert!(focused(&window).contains(&first.message), "{}", focused(&window));
    press(&mut window, Key::ArrowDown);
    let second = focused(&window);
    press(&mut window, Key::End);
    assert_ne!(focused(&window), second, "the end of the list comes into view");
    press(&mut window, Key::Home);
    assert_eq!(focused(&window), name);
    press(&mut window, Key::ArrowLeft);
    assert!(
        !window
            .query_all_by_role(Role::ListItem)
            .any(|n| { n.accesskit_node().label().is_some_and(|l| l.contains(&first.message)) })
    );
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert!(!focused(&window).contains(&first.message), "Enter leads to the field");
}

#[test]
fn one_command_fixes_the_problem_of_the_field_and_another_all_of_a_kind() {
    let mut window = with_mistakes();
    let before = session(&window).snapshot();
    assert_eq!(mistakes(&window), [true, true]);
    // The keyboard is in the overview: its problem is the one that is meant.
    ctrl(&mut window, Key::Period);
    assert_eq!(mistakes(&window), [false, true]);
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before);
    go_to_field(&mut window, "fix all problems of this kind");
    assert_eq!(mistakes(&window), [false, false]);
    assert!(
        window.state().notes().iter().any(|n| n.starts_with("Mended 2 problems")),
        "{:?}",
        window.state().notes()
    );
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).snapshot(), *before, "one step of undo");
}

#[test]
fn delete_in_the_list_accepts_a_problem_for_a_reason() {
    let mut window = with_mistakes();
    click(&mut window, Role::Button, "2 hints");
    let findings = &session(&window).derived().findings;
    let index = findings.iter().position(|f| f.fix.is_some()).expect("there is one");
    window.ctx.memory_mut(|m| m.request_focus(egui::Id::unique(("problem", index))));
    window.run();
    press(&mut window, Key::Delete);
    assert!(is_there(&window, "Accept this problem?"));
    type_text(&mut window, "It is a name");
    click(&mut window, Role::Button, "Accept problem");
    assert_eq!(summary(&window).waived, 1);
    click(&mut window, Role::Button, "1 accepted");
    assert!(window.query_all_by_label_contains("Accepted: ").count() > 0);
    ctrl(&mut window, Key::Z);
    assert_eq!(summary(&window).waived, 0);
}

#[test]
fn the_list_goes_by_kind_if_that_is_wanted_and_remembers_it() {
    let mut window = with_mistakes();
    click(&mut window, Role::Button, "2 hints");
    click(&mut window, Role::ComboBox, "What the problems are grouped by");
    click(&mut window, Role::Button, "By kind");
    click(&mut window, Role::Button, "Fix all 2");
    assert_eq!(mistakes(&window), [false, false]);
    window.key_press_modifiers(Modifiers::SHIFT, Key::F8);
    window.run();
    assert!(window.state().notes().iter().any(|n| n == "There are no problems."));
}

fn rows(window: &Window) -> Vec<String> {
    let rows = window.query_all_by_role(Role::ListItem).filter_map(|n| n.accesskit_node().label());
    rows.filter(|name| name.starts_with("Still to fill in: ")).collect()
}

fn chosen(window: &Window) -> usize {
    let on = |n: &egui_kittest::Node<'_>| n.accesskit_node().is_selected() == Some(true);
    window.query_all_by_role(Role::ListItem).filter(on).count()
}

#[test]
fn several_problems_are_chosen_by_keyboard_and_accepted_for_one_reason() {
    let mut window = new_draft();
    let before = session(&window).snapshot();
    let first = rows(&window).first().expect("there is something to fill in").clone();
    window.get_by_role_and_label(Role::ListItem, &first).focus();
    window.run();
    press(&mut window, Key::Space);
    assert_eq!(focused(&window), first, "Space chooses and goes nowhere");
    assert!(is_there(&window, "1 chosen"));
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        window.run();
    }
    assert!(is_there(&window, "3 chosen"), "Shift with an arrow chooses on");
    press(&mut window, Key::Delete);
    assert!(is_there(&window, "Accept these 3 problems?"));
    type_text(&mut window, "The customer signs without them");
    click(&mut window, Role::Button, "Accept 3 problems");
    assert_eq!(session(&window).draft().waivers.len(), 3);
    assert_eq!(summary(&window).waived, 3);
    assert_eq!(chosen(&window), 0, "what is done is chosen no more");
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), *before, "that was one step");
}

#[test]
fn several_problems_are_chosen_by_mouse_and_fixed_together() {
    let mut window = with_mistakes();
    let before = session(&window).snapshot();
    let hints = window.query_all_by_role(Role::Button).filter_map(|n| n.accesskit_node().label());
    let hints = hints.into_iter().find(|name| name.contains(" hint")).expect("hints are counted");
    click(&mut window, Role::Button, &hints);
    let boxes = |window: &Window| {
        let boxes = window.query_all_by_role(Role::CheckBox).filter_map(|n| n.accesskit_node().label());
        boxes.filter(|name| name.starts_with("Choose: ") && name.contains("the")).collect::<Vec<_>>()
    };
    let name = boxes(&window).first().expect("each has a box").clone();
    let ctx = window.ctx.clone();
    window.query_all_by_role_and_label(Role::CheckBox, &name).next().expect("it is there").click();
    window.run();
    assert_eq!(chosen(&window), 1);
    window.state_mut().run(&ctx, Command::ChooseProblems);
    window.run();
    assert!(chosen(&window) > 1, "all of the list");
    assert!(is_there(&window, "Fix 2"), "{:?}", boxes(&window));
    click(&mut window, Role::Button, "Fix 2");
    assert_eq!(mistakes(&window), [false, false]);
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), *before);
    // What the command for the problem here mends is what was chosen.
    window.state_mut().run(&ctx, Command::ChooseProblems);
    window.run();
    ctrl(&mut window, Key::Period);
    assert_eq!(mistakes(&window), [false, false]);
}
