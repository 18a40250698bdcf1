//! The form under the hand: what Tab comes to is selected, what is clicked stays where it is, and no key and no click
//! goes to another place than the one that was meant.

use super::bench::*;
use clausewright::draft::Edit;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn example(form: &str) -> Harness<'static, App> {
    window(&disk_with_example(form), &["/drafts/example.ron"])
}

/// A window with the example of a form in which some fields say something else, at one of them.
fn at(form: &str, set: &[(&str, &str)], path: &str) -> Harness<'static, App> {
    let mut draft = clausewright::template::find(form).expect("the form is built in").example().clone();
    for (field, value) in set {
        Edit::set(*field, *value).apply(&mut draft).expect("it can be set");
    }
    let fs = FakeFs::new();
    fs.put("/drafts/draft.ron", clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
    let mut window = sized(&fs, &["/drafts/draft.ron"], [1280.0, 1700.0]);
    go_to(&mut window, path);
    window
}

fn go_to(window: &mut Harness<'_, App>, path: &str) {
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &path.into());
    // The pages may come in between.
    window.run_steps(16);
    window.run();
}

fn shift_tab(window: &mut Harness<'_, App>) {
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
}

fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// Where the input of a path is.
fn input(window: &Harness<'_, App>, path: &str) -> Rect {
    let wanted = |node: &egui_kittest::Node<'_>| node.accesskit_node().data().author_id() == Some(path);
    window.query_all_by(|_| true).find(wanted).unwrap_or_else(|| panic!("{path} is on the form")).rect()
}

/// The inputs of the form that are in sight as a whole, by their paths.
fn inputs(window: &Harness<'_, App>) -> Vec<(String, Rect)> {
    let form = window.get_by_role(Role::Form);
    let sight = form.rect();
    let place = |node: egui_kittest::Node<'_>| {
        let path = node.accesskit_node().data().author_id()?.to_owned();
        let text = matches!(node.accesskit_node().role(), Role::TextInput | Role::MultilineTextInput);
        (text && sight.contains_rect(node.rect())).then(|| (path, node.rect()))
    };
    form.query_all_by(|_| true).filter_map(place).collect()
}

fn button(window: &mut Harness<'_, App>, pos: Pos2, pressed: bool) {
    window.event(Event::PointerMoved(pos));
    window.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
}

/// Presses and lets go with frames in between, as on a busy machine.
fn slow_click(window: &mut Harness<'_, App>, pos: Pos2) {
    button(window, pos, true);
    window.run();
    button(window, pos, false);
    window.run();
    finish_writing(window);
}

#[test]
fn what_tab_comes_to_is_replaced_by_what_is_typed() {
    let mut window = example("cloud-hosting");
    focus_field(&mut window, "title");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Reference");
    let before = text(&window, "reference");
    assert!(!before.is_empty());
    type_text(&mut window, "SLA-9");
    assert_eq!(text(&window, "reference"), "SLA-9");
    type_text(&mut window, "0");
    assert_eq!(text(&window, "reference"), "SLA-90", "typing goes on behind it");
    shift_tab(&mut window);
    assert_eq!(focused(&window), "Title");
    let title = text(&window, "title");
    type_text(&mut window, "T");
    assert_eq!(text(&window, "title"), "T", "and so it is on the way back");
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "title"), title);
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "reference"), before, "one step each takes it back");
}

#[test]
fn quick_fingers_replace_as_well() {
    let mut window = example("cloud-hosting");
    focus_field(&mut window, "title");
    for event in [
        key(Key::Tab, Modifiers::NONE),
        Event::Text("R1".to_owned()),
        key(Key::Tab, Modifiers::NONE),
        Event::Text("7.1".to_owned()),
        key(Key::Tab, Modifiers::SHIFT),
        Event::Text("R2".to_owned()),
    ] {
        window.event(event);
    }
    window.run();
    finish_writing(&mut window);
    assert_eq!((text(&window, "reference"), text(&window, "version")), ("R2".to_owned(), "7.1".to_owned()));
}

#[test]
fn numbers_and_days_are_replaced_and_long_texts_and_clicks_go_on_as_they_were() {
    let mut window = at("cloud-hosting", &[], "term.effective");
    let before = text(&window, "term.effective");
    press(&mut window, Key::Tab);
    shift_tab(&mut window);
    type_text(&mut window, "1 March 2027");
    assert_ne!(before, "2027-03-01");
    assert_eq!(text(&window, "term.effective"), "2027-03-01");
    go_to(&mut window, "credits.period_cap");
    shift_tab(&mut window);
    press(&mut window, Key::Tab);
    assert!(!text(&window, "credits.period_cap").is_empty());
    type_text(&mut window, "37.5");
    assert_eq!(text(&window, "credits.period_cap"), "37.5");

    go_to(&mut window, "overview");
    shift_tab(&mut window);
    press(&mut window, Key::Tab);
    let old = text(&window, "overview");
    type_text(&mut window, "Z");
    let new = text(&window, "overview");
    assert_eq!((new.len(), new.replace('Z', "").len()), (old.len() + 1, old.replace('Z', "").len()));

    go_to(&mut window, "title");
    press(&mut window, Key::Tab);
    let (old, place) = (text(&window, "reference"), input(&window, "reference"));
    slow_click(&mut window, place.left_center() + egui::vec2(4.0, 0.0));
    type_text(&mut window, "Q");
    assert_eq!(text(&window, "reference"), format!("Q{old}"), "a click puts the cursor where it points");
}

#[test]
fn a_composition_takes_the_place_of_what_was_selected() {
    let mut window = example("cloud-hosting");
    focus_field(&mut window, "title");
    press(&mut window, Key::Tab);
    let before = text(&window, "reference");
    for text in ["b", "be"] {
        window.event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
        window.run();
    }
    window.event(Event::Ime(ImeEvent::Commit("bé".to_owned())));
    window.run();
    assert_eq!(text(&window, "reference"), "bé");
    ctrl(&mut window, Key::Z);
    assert_eq!(text(&window, "reference"), before);
}

#[test]
fn a_click_into_a_field_in_sight_never_moves_the_form() {
    for (form, section) in [
        ("managed-it-support", ""),
        ("cloud-hosting", "Term, termination and exit"),
        ("business-services", ""),
    ] {
        let mut window = example(form);
        if !section.is_empty() {
            let title = |n: &egui_kittest::Node<'_>| {
                n.accesskit_node().label().is_some_and(|label| label.starts_with(section))
            };
            window.query_all_by_role(Role::TreeItem).find(title).expect("it is listed").click_accesskit();
            window.run();
        }
        for _ in 0..3 {
            let all = inputs(&window);
            assert!(all.len() > 1, "{form}, {section}");
            for (path, _) in &all {
                // It may have been moved by what was said about the one before, and stays there under the hand.
                let Some((_, before)) = inputs(&window).into_iter().find(|(p, _)| p == path) else {
                    continue;
                };
                slow_click(&mut window, before.left_center() + egui::vec2(6.0, 0.0));
                window.run_steps(8);
                let after = input(&window, path);
                assert!(
                    (after.top() - before.top()).abs() < 1.0,
                    "{form}: {path} from {before:?} to {after:?}"
                );
                type_text(&mut window, "7");
                let after = input(&window, path);
                assert!((after.top() - before.top()).abs() < 1.0, "{form}: {path} moved under a key");
            }
            let middle = window.get_by_role(Role::Form).rect().center();
            window.event(Event::PointerMoved(middle));
            window.event(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -400.0),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
            });
            window.run_steps(60);
        }
    }
}

#[test]
fn a_letter_that_sends_a_line_away_leaves_the_fields_below_where_they_are() {
    let mut window = at("cloud-hosting", &[], "term.notice");
    overtype(&mut window, "3m");
    press(&mut window, Key::Tab);
    shift_tab(&mut window);
    let before = inputs(&window);
    for typed in ["3", "3mo", "x", "90d"] {
        overtype(&mut window, typed);
        let moved: Vec<_> = inputs(&window)
            .into_iter()
            .zip(&before)
            .filter(|(now, before)| (now.1.top() - before.1.top()).abs() > 0.5)
            .collect();
        assert!(moved.is_empty(), "{typed}: {moved:?}");
    }
}

fn tiers_of_cloud_hosting() -> String {
    let draft = clausewright::template::find("cloud-hosting").expect("it is built in").example().clone();
    let schedule = draft.agreement.credits.schedules.iter().find(|s| s.tiers.len() > 1).expect("it has some");
    format!("credits.schedules.{}.tiers", schedule.id)
}

#[test]
fn the_line_below_tiers_stays_and_a_click_behind_an_entry_is_not_lost() {
    let list = tiers_of_cloud_hosting();
    let mut window = at("cloud-hosting", &[], &list);
    let add = |window: &Harness<'_, App>| window.get_by_role_and_label(Role::Button, "Add tier").rect();
    let place = add(&window);
    for _ in 0..7 {
        press(&mut window, Key::Tab);
        assert_eq!(add(&window), place, "at {}", focused(&window));
    }
    focus_field(&mut window, "credits.period_cap");
    assert_eq!(add(&window).height(), place.height());

    let count = |window: &Harness<'_, App>| {
        let schedules = &session(window).draft().agreement.credits.schedules;
        schedules.iter().find(|s| s.tiers.len() > 1).expect("it has some").tiers.len()
    };
    go_to(&mut window, &list);
    for (steps, wrong) in [(3, "a lot"), (0, "250")] {
        for _ in 0..steps {
            press(&mut window, Key::Tab);
        }
        overtype(&mut window, wrong);
        let (before, at) = (count(&window), add(&window).center());
        assert!(window.get_by_role(Role::Form).rect().contains(at), "it is in sight");
        slow_click(&mut window, at);
        assert_eq!(
            count(&window),
            before + 1,
            "the first click adds, whatever the field says when it is left"
        );
        ctrl(&mut window, Key::Z);
        go_to(&mut window, &list);
        for _ in 0..3 {
            press(&mut window, Key::Tab);
        }
    }
}

#[test]
fn after_the_last_field_of_a_step_tab_comes_to_the_way_on() {
    let mut window = window(&FakeFs::new(), &[]);
    begin_with_questions(&mut window, "Business services agreement");
    let mut walked = Vec::new();
    for _ in 0..60 {
        press(&mut window, Key::Tab);
        walked.push(focused(&window));
        if focused(&window) == "Skip to the form" {
            break;
        }
    }
    let on = walked.iter().position(|name| name.starts_with("Next: ")).expect("it is reached");
    assert!(walked[..on].iter().any(|name| name == "Legal name"), "{walked:?}");
    assert!(
        !walked[..on].iter().any(|name| name.contains("age number") || name.contains("pages")),
        "{walked:?}"
    );
    assert_eq!(walked[on + 1], "Skip to the form");
}

#[test]
fn a_slow_click_on_a_proposal_is_not_lost_when_the_field_above_is_left() {
    for (path, typed) in [
        ("governing_law", ""),
        ("governing_law", "Switzerland"),
        ("term.notice", "6 months"),
        ("term.notice", "soon"),
    ] {
        let mut window = window(&FakeFs::new(), &[]);
        begin_with_questions(&mut window, "Managed IT support agreement");
        click(&mut window, Role::Tab, "4  From when");
        window.run();
        focus_field(&mut window, path);
        if !typed.is_empty() {
            overtype(&mut window, typed);
        }
        // As far down as the proposals are, with the field still at hand.
        let form = window.get_by_role(Role::Form).rect();
        let end = window.get_by_role_and_label(Role::Button, "Back").rect().top();
        let sight = form.with_max_y(end).shrink(20.0);
        let found = |window: &Harness<'_, App>| {
            keeps(window).into_iter().find(|(_, rect)| sight.contains_rect(*rect))
        };
        window.event(Event::PointerMoved(form.center()));
        for _ in 0..40 {
            if found(&window).is_some() {
                break;
            }
            scroll(&mut window, -30.0);
        }
        let (name, rect) = found(&window).unwrap_or_else(|| panic!("{path}: no proposal comes into sight"));
        let all = keeps(&window);
        slow_click(&mut window, rect.center());
        let left = keeps(&window);
        assert_eq!(left.len() + 1, all.len(), "{path} {typed}: the click on “{name}” was lost");
        assert!(left.iter().all(|(other, _)| *other != name), "{path} {typed}: {name} was kept");
    }
}

#[test]
fn a_double_click_decides_one_proposal_and_not_the_next_one_too() {
    let fs = FakeFs::new();
    let mut window = built(builder([1280.0, 1700.0]).with_step_dt(1.0 / 60.0).with_max_steps(60), &fs, &[]);
    begin_with_questions(&mut window, "Managed IT support agreement");
    click(&mut window, Role::Tab, "4  From when");
    window.run();
    let all = keeps(&window);
    let (first, rect) = all.first().expect("proposals are open").clone();
    for pressed in [true, false, true, false] {
        button(&mut window, rect.center(), pressed);
        window.run_steps(3);
    }
    finish_writing(&mut window);
    let left = keeps(&window);
    assert_eq!(left.len() + 1, all.len(), "{all:?}");
    assert!(left.iter().all(|(name, _)| *name != first));
    // Under the mouse is the next one now, and a click that is meant for it counts.
    window.run_steps(30);
    let (_, next) = left.first().expect("others are open").clone();
    assert!(next.contains(rect.center()), "{next} {rect}");
    slow_click(&mut window, rect.center());
    assert_eq!(keeps(&window).len() + 2, all.len());
}

/// The buttons that keep a proposal as it is.
fn keeps(window: &Harness<'_, App>) -> Vec<(String, Rect)> {
    let keep = |node: egui_kittest::Node<'_>| {
        let label = node.accesskit_node().label()?;
        label.starts_with("Keep: ").then(|| (label, node.rect()))
    };
    window.query_all_by_role(Role::Button).filter_map(keep).collect()
}

fn scroll(window: &mut Harness<'_, App>, points: f32) {
    window.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    });
    window.run_steps(20);
}

#[test]
fn tab_leaves_an_open_list_for_the_next_field_and_nothing_typed_is_lost() {
    let mut draft = clausewright::template::find("cloud-hosting").expect("built in").example().clone();
    let party = draft.agreement.parties[1].id.to_string();
    let insert =
        Edit::Insert { list: format!("parties.{party}.contacts").as_str().into(), at: 0, id: "new".into() };
    insert.apply(&mut draft).expect("there is room");
    let contact = format!("parties.{party}.contacts.new");
    let fs = FakeFs::new();
    fs.put("/drafts/draft.ron", clausewright::draft::to_ron(&draft).expect("it can be written").as_bytes());
    let mut window = window(&fs, &["/drafts/draft.ron"]);
    go_to(&mut window, &format!("{contact}.purpose"));
    let at = focused(&window);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    let chosen = focused(&window);
    assert_ne!(chosen, at, "the list is open");
    press(&mut window, Key::Tab);
    window.run();
    assert!(window.query_all_by_role(Role::ListBoxOption).count() == 0, "it is closed");
    let next = focused(&window);
    assert_ne!(next, at, "the keyboard went on");
    type_text(&mut window, "Saskia Bakker");
    assert_eq!(text(&window, &format!("{contact}.name")), "Saskia Bakker");
    shift_tab(&mut window);
    assert_eq!(focused(&window), at);
    let shown = window.get_by(|n| n.is_focused() && n.role() != Role::Window).value();
    assert_eq!(shown.as_deref(), Some(chosen.as_str()), "what was reached is taken");

    // All of it before the next frame: the list, the way on, and the name.
    for event in [
        key(Key::ArrowDown, Modifiers::NONE),
        key(Key::Tab, Modifiers::NONE),
        Event::Text("Jan".to_owned()),
        key(Key::Tab, Modifiers::NONE),
    ] {
        window.event(event);
    }
    window.run();
    window.run();
    assert_eq!(text(&window, &format!("{contact}.name")), "Jan");
    // A name may be the beginning of another one: Tab takes nothing that was not typed.
    assert_ne!(focused(&window), next);
    let email = focused(&window);
    shift_tab(&mut window);
    overtype(&mut window, &draft.agreement.parties[1].signatory.to_string()[..3]);
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), email);
    assert_eq!(text(&window, &format!("{contact}.name")).len(), 3);
}

#[test]
fn tab_takes_the_time_zone_that_is_offered_and_goes_on() {
    let draft = clausewright::template::find("managed-it-support").expect("built in").example().clone();
    let zone = format!("calendars.{}.zone", draft.agreement.calendars[0].id);
    let mut window = at("managed-it-support", &[], &zone);
    let at = focused(&window);
    overtype(&mut window, "amsterd");
    window.run();
    let offered: Vec<_> = window.query_all_by_role(Role::ListBoxOption).map(|n| n.rect()).collect();
    assert_eq!(offered.len(), 1);
    assert!(offered[0].height() < 32.0, "it stands on one line: {:?}", offered[0]);
    press(&mut window, Key::Tab);
    window.run();
    assert_eq!(text(&window, &zone), "Europe/Amsterdam");
    assert_ne!(focused(&window), at);
}

#[test]
fn fields_of_another_method_of_credit_do_not_show_and_are_kept() {
    let draft = clausewright::template::find("cloud-hosting").expect("built in").example().clone();
    let tiers = draft.agreement.credits.schedules.iter().find(|s| s.tiers.len() > 1).expect("it has some");
    let path = format!("credits.schedules.{}", tiers.id);
    let at_path = |field: &str| format!("{path}.{field}");
    let (method, rate) = (at_path("method"), at_path("rate"));
    let mut window = at("cloud-hosting", &[(&method, "PerMiss"), (&rate, "2")], &method);
    let shown = |window: &Harness<'_, App>, field: &str| {
        let wanted = at_path(field);
        window.query_all_by(|_| true).any(|n| n.accesskit_node().data().author_id() == Some(wanted.as_str()))
    };
    assert!(shown(&window, "rate"));
    for f in session(&window).derived().findings.iter().filter(|f| f.path.as_str().starts_with(&path)) {
        eprintln!("{} {} {}", f.code, f.path, f.message);
    }
    assert_eq!(window.query_all_by_label("Add tier").count(), 0, "tiers belong to another method");
    let kept = |window: &Harness<'_, App>| {
        let mut told = window.query_all_by_label_contains("Kept from another method");
        told.next().and_then(|n| n.accesskit_node().value().or(n.accesskit_node().label()))
    };
    assert!(kept(&window).expect("it is said").contains(&format!("Tiers: {}", tiers.tiers.len())));
    let before = session(&window).draft().clone();
    window.get_by_role_and_label(Role::Button, "Remove them").click_accesskit();
    window.run();
    assert_eq!(kept(&window), None);
    assert_eq!(window.state().notes().len(), 1);
    ctrl(&mut window, Key::Z);
    assert_eq!(*session(&window).draft(), before, "one step brings them back");
    go_to(&mut window, &method);
    type_text(&mut window, "by tiers");
    window.run();
    assert_eq!(text(&window, &method), "Tiers");
    assert!(!shown(&window, "rate") && window.query_all_by_label("Add tier").count() > 0);
    assert!(kept(&window).expect("it is said").contains("Rate (%): 2"));
}

#[test]
fn a_click_beside_the_box_for_a_path_leaves_it_open() {
    let mut window = example("cloud-hosting");
    ctrl_shift(&mut window, Key::S);
    overtype(&mut window, "/drafts/mine");
    let shown = |window: &Harness<'_, App>| window.query_all_by_role(Role::Dialog).count() > 0;
    assert!(shown(&window));
    slow_click(&mut window, Pos2::new(8.0, 500.0));
    assert!(shown(&window), "what was typed is not thrown away");
    type_text(&mut window, "-copy");
    press(&mut window, Key::Enter);
    finish_writing(&mut window);
    assert!(!shown(&window));
    assert!(
        session(&window).file().is_some_and(|f| f.ends_with("mine-copy.ron")),
        "the keyboard came back to it"
    );
    ctrl_shift(&mut window, Key::S);
    press(&mut window, Key::Escape);
    assert!(!shown(&window));
}

fn ctrl_shift(window: &mut Harness<'_, App>, key: Key) {
    window.key_press_modifiers(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, key);
    window.run();
}

#[test]
fn a_long_menu_says_that_it_goes_on() {
    let mut window = sized(&disk_with_example("cloud-hosting"), &["/drafts/example.ron"], [900.0, 600.0]);
    window.key_press_modifiers(Modifiers::ALT, Key::E);
    window.run();
    let entries = window.query_all_by_role(Role::Button).filter(|n| n.rect().left() < 200.0);
    let lowest = entries.map(|n| n.rect().bottom()).fold(0.0, f32::max);
    assert!(lowest > 480.0, "the menu has the height of the window: {lowest}");
    assert_eq!(window.query_all_by_label("Scroll down for more").count(), 1);
    for _ in 0..80 {
        press(&mut window, Key::ArrowDown);
    }
    window.run();
    assert_eq!(window.query_all_by_label("Scroll up for more").count(), 1, "at {}", focused(&window));
    press(&mut window, Key::Escape);
    window.key_press_modifiers(Modifiers::ALT, Key::H);
    window.run();
    assert_eq!(window.query_all_by_label_contains("for more").count(), 0, "a short one is whole");
}

#[test]
fn the_tooltip_of_a_menu_entry_leaves_the_others_alone() {
    let mut window = example("cloud-hosting");
    window.key_press_modifiers(Modifiers::ALT, Key::F);
    window.run();
    let entry = |n: &egui_kittest::Node<'_>| {
        n.accesskit_node().label().is_some_and(|label| label.starts_with("Export…"))
    };
    let (place, menu) = {
        let all = || window.query_all_by_role(Role::Button);
        let place = all().filter(|n| n.rect().left() < 100.0).find(entry).expect("it is in the menu").rect();
        (place, place.right())
    };
    window.event(Event::PointerMoved(place.center()));
    window.run_steps(60);
    let tip = window.get_by_label_contains("Make a PDF or another file").rect();
    assert!(tip.left() >= menu - 1.0, "{tip:?} stands beside the menu, which ends at {menu}");
}

#[test]
fn messages_name_the_question_and_not_its_answer() {
    for form in clausewright::template::library() {
        let template = form.template();
        for question in &template.questions {
            let mut draft = form.start().clone();
            let list = Edit::Insert { list: "answers".into(), at: usize::MAX, id: question.id.to_string() };
            drop(list.apply(&mut draft));
            let path = format!("answers.{}.value", question.id);
            if Edit::set(path.as_str(), "within a reasonable time, usually 5 working days (TBD)")
                .apply(&mut draft)
                .is_err()
            {
                continue;
            }
            let session = clausewright::session::Session::new(draft, std::sync::Arc::clone(form));
            let here = session.derived().findings.iter().filter(|f| f.path.as_str().starts_with("answers."));
            for finding in here {
                assert!(!finding.message.contains("“Answer”"), "{}: {}", template.title, finding.message);
            }
        }
    }
}

#[test]
fn a_draft_for_another_customer_is_found_by_any_word_for_it() {
    let mut window = example("cloud-hosting");
    for words in ["customer", "copy", "another", "duplicate", "new"] {
        ctrl_shift(&mut window, Key::P);
        type_text(&mut window, &format!(">{words}"));
        let found = window.query_all_by_label_contains("New from this draft").count();
        assert!(found > 0, "{words}");
        press(&mut window, Key::Escape);
    }
    window.key_press_modifiers(Modifiers::ALT, Key::F);
    window.run();
    assert!(window.query_all_by_label_contains("New from this draft (another customer)").count() > 0);
}
