//! The pages in the whole window.

use super::focus_id;
use crate::editor::App;
use crate::editor::commands::Command;
use crate::editor::testing::{example_window, wait};
use egui::{Key, Modifiers, MouseWheelUnit, Pos2, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::time::{Duration, Instant};

fn window(density: f32) -> Harness<'static, App> {
    let mut window = example_window(density, 60, |_, _| {});
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    window
}

fn run(window: &mut Harness<'_, App>, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().run(&ctx, command);
    window.run();
}

fn page(window: &Harness<'_, App>) -> usize {
    window.state().reader().page()
}

#[test]
fn settled_pictures_have_exactly_the_pixels_of_the_screen() {
    for density in [1.0, 1.5, 2.0] {
        let mut window = window(density);
        for percent in [55.0, 100.0, 150.0, 300.0] {
            window.state_mut().zoom_pages_to(percent);
            window.run();
            let shown = page(&window);
            wait(&mut window, "the picture", |w| w.state().preview().picture_sizes(shown).is_some());
            let (whole, tiles) = window.state().preview().picture_sizes(shown).unwrap();
            let rect = window.state().reader().stack.rects[shown];
            let pixels = rect.size() * density;
            assert_eq!(whole, (pixels.x.round() as u32, pixels.y.round() as u32));
            assert!((pixels.x - 595.28 * 96.0 / 72.0 * percent / 100.0 * density).abs() < 1.0);
            assert!(!tiles.is_empty() && tiles.iter().flatten().all(|side| *side <= 1280));
            assert!(window.state().preview().picture_bytes() < 100 << 20);
        }
    }
}

#[test]
fn turning_the_wheel_with_ctrl_enlarges_the_pages_around_the_pointer_and_nothing_else() {
    let mut window = window(1.0);
    window.state_mut().zoom_pages_to(140.0);
    window.run();
    run(&mut window, Command::PagesLarger);
    let before = window.state().reader().percent();
    let reader = |w: &Harness<'_, App>| {
        let reader = w.state().reader();
        (reader.offset, reader.stack.clone())
    };
    let pages = window.get_by_label_contains("Pages of the agreement, ").rect();
    let pointer = pos2(1000.0, 420.0);
    assert!(pages.contains(pointer));
    let corner = {
        let (offset, _) = reader(&window);
        pages.min.to_vec2() + offset
    };
    let under = |w: &Harness<'_, App>| {
        let (offset, stack) = reader(w);
        stack.place((offset + (pointer.to_vec2() - corner)).to_pos2()).unwrap()
    };
    let place = under(&window);
    window.event(egui::Event::PointerMoved(pointer));
    window.run();
    window.event(egui::Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, 3.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND | Modifiers::CTRL,
    });
    window.run();
    window.run();
    assert!(window.state().reader().percent() > before + 5.0);
    assert!((window.ctx.zoom_factor() - 1.0).abs() < f32::EPSILON, "the text of the window stays as it is");
    let now = under(&window);
    let moved: Vec2 = now.1 - place.1;
    assert!(now.0 == place.0 && moved.length() < 0.02, "{place:?} {now:?}");
}

/// Ctrl and the wheel, and then frame by frame until nothing moves: the page and place on it under the pointer, and
/// where the page stands, in each.
fn turn(window: &mut Harness<'_, App>, pointer: Pos2, lines: f32) -> Vec<((usize, Vec2), egui::Rect)> {
    window.event(egui::Event::PointerMoved(pointer));
    window.event(egui::Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, lines),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND | Modifiers::CTRL,
    });
    (0..24)
        .map(|_| {
            window.step();
            let origin = window.get_by_label_contains("Pages of the agreement, ").rect().min.to_vec2();
            let stack = &window.state().reader().stack;
            let place = stack.place(pointer - origin).unwrap();
            (place, stack.rects[place.0].translate(origin))
        })
        .collect()
}

#[test]
fn zooming_keeps_what_is_under_the_pointer_and_a_narrow_page_in_the_middle() {
    for density in [1.0, 1.5] {
        let mut window = window(density);
        let ctx = window.ctx.clone();
        window.state_mut().go_to(&ctx, &"term.effective".into());
        window.run();
        run(&mut window, Command::PagesFit);
        let fitting = window.state().reader().percent();
        let viewport = window.state().reader().viewport.unwrap();
        for across in [0.2, 0.5, 0.85] {
            run(&mut window, Command::PagesFit);
            let origin = window.get_by_label_contains("Pages of the agreement, ").rect().min;
            let offset = window.state().reader().viewport.unwrap().min.to_vec2();
            let view = egui::Rect::from_min_size(origin + offset, viewport.size());
            let pointer = pos2(view.left() + view.width() * across, view.center().y);
            let ((page, place), _) = turn(&mut window, pointer, 0.0)[0];
            for lines in [2.0, 1.0, 3.0, -1.0, 2.0] {
                for ((now_page, now), rect) in turn(&mut window, pointer, lines) {
                    // Half a pixel of the screen is all that whole pixels may take.
                    let off = (now - place) * rect.size();
                    assert!(
                        now_page == page && off.abs().max_elem() < 1.6,
                        "{across}, {lines}: {off:?} points off at {} %",
                        window.state().reader().percent()
                    );
                }
            }
            assert!(window.state().reader().percent() > fitting * 1.3);
            for _ in 0..8 {
                for (_, rect) in turn(&mut window, pointer, -3.0) {
                    let middle = rect.center().x - view.center().x;
                    assert!(rect.width() > view.width() || middle.abs() < 1.0, "{middle} off the middle");
                }
            }
            assert!(window.state().reader().percent() < fitting * 0.7);
        }
    }
}

#[test]
fn the_pages_are_turned_by_number_and_by_keys() {
    let mut window = window(1.0);
    run(&mut window, Command::GoToPage);
    window.event(egui::Event::Text("12".to_owned()));
    window.key_press(Key::Enter);
    window.run();
    window.run();
    assert_eq!(page(&window), 11);
    window.ctx.memory_mut(|m| m.request_focus(focus_id()));
    window.run();
    window.key_press(Key::Home);
    window.run();
    window.run();
    assert_eq!(page(&window), 0);
    window.key_press(Key::PageDown);
    wait(&mut window, "the next page", |w| page(w) > 0);
    window.key_press(Key::End);
    window.run();
    window.run();
    let count = window.state().preview().pages().unwrap().count();
    assert_eq!(page(&window), count - 1);
    assert!(window.ctx.memory(|m| m.has_focus(focus_id())));
}

#[test]
fn a_typed_zoom_is_taken_and_a_whole_page_fits() {
    let mut window = window(1.0);
    window.get_by_label("Zoom in per cent").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("80 %".to_owned()));
    window.key_press(Key::Enter);
    window.run();
    window.run();
    assert!((window.state().reader().percent() - 80.0).abs() < 0.2);
    run(&mut window, Command::PagesWhole);
    let reader = window.state().reader();
    assert!(reader.stack.rects[0].height() <= reader.viewport.unwrap().height());
}

#[test]
fn the_pages_follow_the_section_until_somebody_scrolls() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    for (path, from) in [("term.effective", 10), ("policies", 1), ("services.platform.name", 2)] {
        window.state_mut().go_to(&ctx, &path.into());
        let start = Instant::now();
        window.run();
        while page(&window) < from {
            assert!(start.elapsed() < Duration::from_secs(60), "{path} leads to page {}", page(&window));
            window.run();
        }
    }
}

#[test]
fn the_pages_stay_in_the_section_and_turn_to_an_annex_when_asked() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    let annex = {
        let pages = window.state().preview().pages().unwrap();
        pages.find(&"sections.metric-cards".into()).unwrap().0
    };
    let come_to_rest = |window: &mut Harness<'static, App>| {
        for _ in 0..40 {
            window.run();
        }
        page(window)
    };
    window.state_mut().go_to(&ctx, &"metrics.facility.purpose".into());
    let here = come_to_rest(&mut window);
    assert!(here > 3 && here < annex, "page {here}, though the annex begins at {annex}");
    window.event(egui::Event::Text("x".to_owned()));
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    assert_eq!(come_to_rest(&mut window), here, "an edit does not lead to the annex either");
    window.state_mut().run(&ctx, Command::ShowOnPages);
    let told = window.state().notes();
    assert!(told.iter().any(|note| note.contains("the only place")), "{told:?}");
    let shown = come_to_rest(&mut window);
    assert!(shown >= annex, "page {shown}");
    window.event(egui::Event::Text("y".to_owned()));
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    assert_eq!(come_to_rest(&mut window), shown, "whoever asked for it stays there");

    // The date stands on the title page and in its section; asked again and again the pages go round.
    window.state_mut().go_to(&ctx, &"term.effective".into());
    let term = come_to_rest(&mut window);
    let mut seen = Vec::new();
    for _ in 0..4 {
        run(&mut window, Command::ShowOnPages);
        seen.push(come_to_rest(&mut window));
    }
    assert!(seen.contains(&0) && seen.contains(&term) && seen[0] != term, "{seen:?}");
}

#[test]
fn what_no_field_has_or_no_page_prints_is_told() {
    let mut window = window(1.0);
    run(&mut window, Command::ShowOnPages);
    assert!(window.state().notes().iter().any(|n| n.contains("Put the cursor into a field")));
}

/// Where a text stands on the screen, on the pages that are seen.
fn on_screen(window: &Harness<'_, App>, page: usize, text: &str) -> egui::Rect {
    let reader = window.state().reader();
    let pages = window.state().preview().pages().unwrap();
    let all = pages.text(page);
    let at = all.text().find(text).unwrap();
    let rect = all.rects(&(at..at + text.len()))[0];
    let origin = window.get_by_label_contains("Pages of the agreement, ").rect().min;
    let sheet = reader.stack.rects[page];
    let scale = reader.stack.scale();
    let min = origin + sheet.min.to_vec2() + vec2(rect.x, rect.y) * scale;
    egui::Rect::from_min_size(min, vec2(rect.width, rect.height) * scale)
}

fn copied(window: &Harness<'_, App>) -> Option<String> {
    window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn copy(window: &mut Harness<'_, App>) -> String {
    window.event(egui::Event::Copy);
    window.step();
    copied(window).unwrap_or_default()
}

#[test]
fn text_is_selected_with_the_mouse_and_copied() {
    let mut window = window(1.0);
    let from = on_screen(&window, 0, "Company number 791462");
    let to = on_screen(&window, 0, "14 Foundry Quay");
    let before = window.state().session().unwrap().revision();
    window.drag_at(from.left_center() + vec2(0.5, 0.0));
    window.run();
    window.hover_at(to.center());
    window.run();
    window.drop_at(to.right_center());
    window.run();
    let text = copy(&mut window);
    assert_eq!(text, "Company number 791462, Companies Registration Office, Ireland\n14 Foundry Quay");
    assert!(window.ctx.memory(|m| m.has_focus(focus_id())), "a drag edits nothing");
    assert_eq!(window.state().session().unwrap().revision(), before);
}

#[test]
fn a_click_on_a_sentence_leads_to_the_field_whose_value_it_says() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"liability.excluded".into());
    window.run();
    window.run();
    let words = "a party is liable for at most";
    let page = {
        let pages = window.state().preview().pages().unwrap();
        let says = |page: &usize| pages.text(*page).text().contains(words);
        (0..pages.count()).find(says).expect("the limit is printed")
    };
    let place = on_screen(&window, page, words).center();
    assert!(place.y > 150.0 && place.y < 760.0, "it is seen: {place:?}");
    window.event(egui::Event::PointerMoved(place));
    window.run();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
        window.step();
    }
    window.run();
    window.run();
    let mut focused = window.query_all_by(|n| n.is_focused() && n.role() != egui::accesskit::Role::Window);
    let label = focused.find_map(|n| n.accesskit_node().label()).unwrap_or_default();
    assert!(["Cap", "Or % of the year's fees"].iter().any(|l| label.starts_with(l)), "{label}");
}

#[test]
fn a_click_on_a_clause_without_values_leads_to_where_its_words_are_edited() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"clauses.definitions-interpretation".into());
    window.run();
    window.run();
    window.ctx.memory_mut(|m| m.request_focus(focus_id()));
    window.run();
    let (page, words) = {
        let pages = window.state().preview().pages().unwrap();
        let words = "introduces examples and does not limit";
        let says = |page: &usize| pages.text(*page).text().contains(words);
        ((0..pages.count()).find(says).expect("the clause is printed"), words)
    };
    let place = on_screen(&window, page, words).center();
    assert!(place.y > 150.0 && place.y < 760.0, "it is seen: {place:?}");
    window.event(egui::Event::PointerMoved(place));
    window.run();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: place, button, pressed, modifiers: Modifiers::NONE });
        window.step();
    }
    window.run();
    window.run();
    let focused = |window: &Harness<'_, App>| {
        let mut all = window.query_all_by(|n| n.is_focused() && n.role() != egui::accesskit::Role::Window);
        all.find_map(|n| n.accesskit_node().label()).unwrap_or_default()
    };
    assert_eq!(focused(&window), "Edit text");
    let before = window.state().session().unwrap().revision();
    window.key_press(Key::Enter);
    window.run();
    window.run();
    assert!(window.state().session().unwrap().revision() > before);
    assert_eq!(focused(&window), "Text", "Enter begins to edit");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    // As from the menu of the clause.
    window.state_mut().go_to(&ctx, &"clauses.definitions-interpretation".into());
    window.run();
    window.key_press(Key::Delete);
    window.run();
    let left_out =
        window.state().session().unwrap().draft().text(&"choices.definitions-interpretation.include".into());
    assert_eq!(left_out, "no");
}

#[test]
fn words_are_found_on_the_pages_and_walked_through() {
    let mut window = window(1.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.event(egui::Event::Text("business day".to_owned()));
    window.run();
    let count = |w: &Harness<'_, App>| w.state().reader().finder.as_ref().unwrap().count();
    let (first, all) = count(&window);
    assert!(first == 1 && all > 5, "{first} of {all}");
    let told = format!("1 of {all}");
    assert_eq!(window.query_all_by_label(&told).count(), 1);
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(count(&window), (2, all));
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run();
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run();
    assert_eq!(count(&window), (all, all), "round the end");
    window.get_by_label("Match case").click();
    window.run();
    assert_eq!(count(&window).1, 0, "the agreement writes it with capitals");
    window.get_by_label("Match case").click();
    window.run();
    window.get_by_label("Find in pages").focus();
    window.run();
    // Words on both sides of the end of a page.
    let over = {
        let pages = window.state().preview().pages().unwrap();
        let last: Vec<&str> = pages.text(4).text().split_whitespace().rev().take(2).collect();
        let first: Vec<&str> = pages.text(5).text().split_whitespace().take(2).collect();
        format!("{} {} {} {}", last[1], last[0], first[0], first[1])
    };
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(over.clone()));
    window.run();
    assert!(count(&window).1 >= 1, "{over}");
    window.get_by_label("Find in pages").focus();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert!(window.state().reader().finder.is_none());
    assert!(window.ctx.memory(|m| m.has_focus(focus_id())));
}

#[test]
fn problems_stand_in_the_margin_and_lead_to_their_fields() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"title".into());
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.key_press(Key::Delete);
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    let marks = |w: &Harness<'_, App>| {
        w.query_all_by_role(egui::accesskit::Role::Button)
            .filter(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("Page 1. ")))
            .count()
    };
    assert!(marks(&window) > 0, "a missing title is told on the title page");
    window.state_mut().zoom_pages_to(300.0);
    window.state_mut().reader_mut().turn_to(0);
    window.run();
    let beside = |n: &egui_kittest::Node<'_>| {
        n.accesskit_node().label().is_some_and(|l| l.starts_with("Page 1. ")) && n.rect().right() <= 1280.0
    };
    let buttons = window.query_all_by_role(egui::accesskit::Role::Button);
    assert!(buttons.filter(|n| beside(n)).count() > 0, "within the window, though the page is wider");
    run(&mut window, Command::PagesFit);
    run(&mut window, Command::TogglePageProblems);
    assert_eq!(marks(&window), 0);
    run(&mut window, Command::TogglePageProblems);
    run(&mut window, Command::ThemeDark);
    window.state_mut().go_to(&ctx, &"term.effective".into());
    window.run();
    window.state_mut().reader_mut().turn_to(0);
    window.run();
    window.run();
    let all: Vec<_> = window.query_all_by_role(egui::accesskit::Role::Button).collect();
    let first = all.iter().find(|n| n.accesskit_node().label().is_some_and(|l| l.starts_with("Page 1. ")));
    first.unwrap().click();
    drop(all);
    window.run();
    let focus = window.ctx.memory(|m| m.focused()).is_some();
    assert!(focus, "the field has the keyboard");
    assert!(window.query_all_by_label_contains("As it stands on the title page.").count() > 0);
}

#[test]
fn what_an_edit_changed_is_marked_and_the_window_comes_to_rest() {
    let mut window = window(1.0);
    let ctx = window.ctx.clone();
    assert!(window.state().preview().changed().0.is_empty());
    window.state_mut().go_to(&ctx, &"title".into());
    window.run();
    window.event(egui::Event::Text(" renewed".to_owned()));
    wait(&mut window, "the pages", |w| w.state().pages_are_current());
    let (changed, _) = window.state().preview().changed();
    assert!(changed.iter().any(|(page, _)| *page == 0), "{changed:?}");
    assert!(changed.len() < 12, "{changed:?}");
    window.run_steps(300);
    let delay = window.output().viewport_output.values().map(|v| v.repaint_delay).min().unwrap();
    assert!(delay > Duration::from_secs(1), "the settled window repaints after {delay:?}");
}

#[test]
fn the_pages_tell_their_text_to_screen_readers() {
    let window = window(1.0);
    let page = window.get_by_label_contains("Page 1 of ");
    let text = page.accesskit_node().value().unwrap_or_default();
    assert!(text.contains("Effective from\t1 February 2026"), "{text}");
}

/// The hit of find and replace that is ringed on the pages: its page, and the text around it.
fn ringed(window: &Harness<'_, App>) -> Option<(usize, String)> {
    let reader = window.state().reader();
    let pages = window.state().preview().pages()?;
    let (page, rect) = reader.marks.hits.place(reader.marks.at?, pages)?;
    let text = pages.text(page);
    let at = text.nearest(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)?;
    Some((page, text.text()[text.sentence_at(at)].split_whitespace().collect::<Vec<_>>().join(" ")))
}

#[test]
fn hits_of_find_and_replace_are_marked_on_the_pages_and_the_chosen_one_is_followed() {
    let mut window = window(1.0);
    run(&mut window, Command::Find);
    window.event(egui::Event::Text("availability".to_owned()));
    window.run();
    assert!(window.state().reader().marks.hits.len() > 3, "every hit is marked");
    assert_eq!(window.state().reader().marks.at, None, "and none is at hand");
    let count = window.state().reader().marks.hits.len();
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::CTRL, Key::A);
    window.event(egui::Event::Text("the".to_owned()));
    window.run();
    assert!(window.state().reader().marks.hits.len() > count);
    // A clause far behind: its page is shown, and the very word in it ringed.
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::CTRL, Key::A);
    window.event(egui::Event::Text("deliberate deceit".to_owned()));
    window.run();
    assert_eq!(page(&window), 0);
    run(&mut window, Command::FindNext);
    let (at, sentence) = ringed(&window).expect("it is found on the pages");
    assert!(sentence.to_lowercase().contains("deliberate"), "{sentence}");
    assert!(at > 5, "{at}");
    assert_eq!(page(&window), at, "the pages follow");
    // Escape takes the panel and its marks away.
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().reader().marks.hits.len(), 0);
}

#[test]
fn each_hit_of_a_clause_is_ringed_in_its_own_sentence() {
    let mut window = window(1.0);
    run(&mut window, Command::Find);
    window.event(egui::Event::Text("Provider shall".to_owned()));
    window.run();
    let mut seen = Vec::new();
    for _ in 0..6 {
        run(&mut window, Command::FindNext);
        let (page, sentence) = ringed(&window).expect("what the form's clauses say is printed");
        assert!(sentence.contains("Provider shall"), "{sentence}");
        let at = window.state().reader().marks.at;
        assert!(!seen.contains(&at), "page {page}: {sentence}");
        seen.push(at);
    }
}
