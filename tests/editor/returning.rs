//! A Word file that came back: dropped or chosen, gone through, taken over or left, undone.

use super::bench::*;
use clausewright::document::assemble;
use clausewright::editor::App;
use clausewright::export::docx;
use clausewright::export::extract::package::Package;
use clausewright::store::testing::FakeFs;
use clausewright::template;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::Path;

type Window = Harness<'static, App>;

const BACK: &str = "/drafts/back.docx";

/// The parts of a Word file, packed anew without compression.
fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let offset = u32::try_from(out.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap();
        let length = u16::try_from(name.len()).unwrap();
        let mut fields = Vec::new();
        for number in [20u16, 0, 0, 0, 0x21] {
            fields.extend(number.to_le_bytes());
        }
        for number in [0u32, size, size] {
            fields.extend(number.to_le_bytes());
        }
        fields.extend(length.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(0u16.to_le_bytes());
        out.extend(name.as_bytes());
        out.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(20u16.to_le_bytes());
        directory.extend(&fields);
        directory.extend([0; 12]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (u32::try_from(out.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(parts.len()).unwrap();
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The example as a Word file whose text somebody edited.
fn edited(form: &str, with_source: bool, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let form = template::find(form).unwrap();
    let source = clausewright::draft::to_ron(form.example()).unwrap();
    let document = assemble(form.example(), &form);
    let file = docx::export(&document, None, with_source.then_some(source.as_bytes()));
    let package = Package::read(&file).unwrap();
    let part = |name: &str| {
        let text = package.text(name).unwrap().unwrap();
        (name.to_owned(), if name == "word/document.xml" { edit(&text) } else { text })
    };
    let parts: Vec<_> = package.names().map(part).collect();
    packed(&parts)
}

/// Four changes: a reworded clause with its author, a heading, the availability of a supplier, and a clause that is struck out.
fn theirs(body: &str) -> String {
    let body = body.replace("“in writing” includes e-mail;", "“in writing” excludes e-mail;");
    let body = body.replace(
        "<w:t xml:space=\"preserve\"> is made between:</w:t>",
        "<w:t> </w:t></w:r><w:ins w:id=\"9001\" w:author=\"Their Lawyer\"><w:r><w:t>was</w:t></w:r></w:ins><w:r>\
         <w:t xml:space=\"preserve\"> made between:</w:t>",
    );
    let at = body.find(">99.95\u{a0}%<").unwrap();
    let body = format!("{}>99.5\u{a0}%<{}", &body[..at], &body[at + ">99.95\u{a0}%<".len()..]);
    let start = body.find("<w:sdt><w:sdtPr><w:tag w:val=\"agreement.purpose\"").unwrap();
    let end = start + body[start..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
    format!("{}{}", &body[..start], &body[end..])
}

fn disk(edit: impl Fn(&str) -> String) -> FakeFs {
    let fs = disk_with_example("cloud-hosting");
    fs.put(BACK, &edited("cloud-hosting", true, edit));
    fs
}

fn drop_file(window: &mut Window, path: &str) {
    drop_files(window, &[path]);
    look(window);
}

fn shows(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).count() > 0
}

fn items(window: &Window) -> Vec<String> {
    let rows = window.query_all_by(|n| n.role() == Role::ListItem);
    rows.filter_map(|n| n.accesskit_node().label()).collect()
}

/// The example with what came back on screen.
fn compared(fs: &FakeFs) -> Window {
    let mut window = window(fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "returned Word file");
    overtype(&mut window, BACK);
    press(&mut window, Key::Enter);
    look(&mut window);
    window
}

fn wording(window: &Window, key: &str) -> String {
    text(window, &format!("clauses.{key}.text"))
}

#[test]
fn each_change_is_listed_with_its_place_its_author_and_what_it_sets() {
    let fs = disk(theirs);
    let window = compared(&fs);
    let listed = items(&window);
    assert!(listed.len() > 2, "{listed:?}");
    assert!(listed[0].contains("Parties. Changed. Undecided"), "{listed:?}");
    assert!(listed[1].contains("Struck out. Undecided"), "{listed:?}");
    assert!(shows(&window, "“back.docx” came back with 4 changes; 4 places are undecided."));
    assert!(shows(&window, "tracked changes by Their Lawyer"));
    let marked = window.query_all_by(|n| {
        n.description().is_some_and(|d| d.contains("removed: is.") && d.contains("added: was."))
    });
    assert_eq!(marked.count(), 1, "what is struck through and underlined is told");
    let tabs = window.query_all_by(|n| n.role() == Role::Tab && n.label().is_some_and(|l| l == "Fields"));
    assert_eq!(tabs.count(), 0);
}

#[test]
fn the_keyboard_takes_over_and_leaves_and_one_undo_takes_one_back() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    assert!(focused(&window).starts_with("Take over: 1.1"), "{}", focused(&window));
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(wording(&window, "agreement-parties").starts_with("This Agreement was made between:"));
    assert!(
        window.state().notes().iter().any(|note| note.contains("says what they wrote")),
        "{:?}",
        window.state().notes()
    );
    assert!(
        focused(&window).starts_with("Take over: 1.2"),
        "goes on to what is undecided: {}",
        focused(&window)
    );
    press(&mut window, Key::Tab);
    assert!(focused(&window).starts_with("Leave: 1.2"), "{}", focused(&window));
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(shows(&window, "2 places are undecided"));
    let listed = items(&window);
    assert!(listed[0].ends_with("Taken over") && listed[1].ends_with("Left"), "{listed:?}");
    assert!(focused(&window).starts_with("Take over: "), "{}", focused(&window));
    press(&mut window, Key::Enter);
    look(&mut window);
    let kept = wording(&window, "definitions-interpretation");
    assert!(
        kept.contains(
            "“in writing” excludes e-mail; where a signature is required, {{ref:general.signing}} applies"
        ),
        "{kept}"
    );
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert_eq!(wording(&window, "definitions-interpretation"), "");
    assert!(wording(&window, "agreement-parties").contains("was made"), "one step of undo, one change");
    assert!(shows(&window, "came back with 4 changes; 2 places are undecided"), "the list stays");
    window.key_press_modifiers(Modifiers::SHIFT, Key::F4);
    look(&mut window);
    assert!(!focused(&window).is_empty());
}

#[test]
fn a_number_in_a_table_sets_its_field_with_what_that_means() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    let path = "services.data-centre.dependencies.power-paths.availability";
    for _ in 0..4 {
        press(&mut window, Key::F4);
        look(&mut window);
    }
    assert!(shows(&window, "Taking it over sets:"));
    assert!(shows(&window, "99.95\u{a0}% → 99.5\u{a0}%") || shows(&window, "99.95 % → 99.5 %"));
    assert!(focused(&window).starts_with("Take over: "), "{}", focused(&window));
    press(&mut window, Key::Enter);
    look(&mut window);
    assert_eq!(text(&window, path), "99.5");
    assert!(session(&window).draft().clauses.is_empty(), "no words of a clause were written anew");
}

#[test]
fn a_struck_clause_is_left_out_and_comes_back_with_undo() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    let name = window
        .query_all_by_label_contains("Take over: 1.2")
        .filter_map(|n| n.accesskit_node().label())
        .next()
        .unwrap();
    click(&mut window, Role::Button, &name);
    look(&mut window);
    let draft = session(&window).draft();
    assert_eq!(draft.choice("agreement-purpose").and_then(|choice| choice.include), Some(false));
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert!(session(&window).draft().choice("agreement-purpose").is_none());
}

#[test]
fn a_dropped_file_whose_draft_is_open_is_asked_about_and_never_opened_by_surprise() {
    let fs = disk(theirs);
    let mut window = window(&fs, &["/drafts/example.ron"]);
    drop_file(&mut window, BACK);
    assert!(shows(&window, "The draft of this Word file is open"));
    assert_eq!(focused(&window), "Show what changed in it");
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(shows(&window, "came back with 4 changes"));
    assert_eq!(session(&window).file(), Some(Path::new("/drafts/example.ron")));

    drop_file(&mut window, BACK);
    click(&mut window, Role::Button, "Open as a draft of its own");
    look(&mut window);
    settle(&mut window);
    assert_eq!(session(&window).file(), None, "the draft inside is open beside it");
}

#[test]
fn a_file_that_was_exported_without_its_draft_is_laid_beside_the_open_one() {
    let fs = disk_with_example("cloud-hosting");
    fs.put(BACK, &edited("cloud-hosting", false, theirs));
    let mut window = window(&fs, &["/drafts/example.ron"]);
    drop_file(&mut window, BACK);
    assert!(shows(&window, "This Word file holds no draft"));
    click(&mut window, Role::Button, "Show what changed in it");
    look(&mut window);
    assert!(shows(&window, "came back with 4 changes"));
    assert!(shows(&window, "exported without its draft"));
}

#[test]
fn what_is_not_ours_is_refused_with_a_way_out_and_nothing_is_lost() {
    let unmarked =
        |body: &str| body.replace("<w:tag w:val=\"", "<w:alias w:val=\"").replace("w:name=\"_", "w:name=\"x");
    let fs = disk(unmarked);
    let mut window = compared(&fs);
    assert!(shows(&window, "cannot be compared: the clauses of this Word file cannot be told apart"));
    assert!(shows(&window, "Neither the file nor this draft was changed"));
    fs.put(BACK, &edited("outsourced-staffing", true, str::to_owned));
    click(&mut window, Role::Button, "Choose another file…");
    overtype(&mut window, BACK);
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(shows(&window, "was made from another draft"));
    click(&mut window, Role::Button, "Open the draft inside it");
    settle(&mut window);
    assert_eq!(session(&window).template().id.as_str(), "outsourced-staffing");
    fs.put(BACK, b"PK\x03\x04 and nothing more");
    let mut window = compared(&fs);
    assert!(shows(&window, "damaged") && !session(&window).is_dirty());
    let held = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    window.key_press_modifiers(held, Key::D);
    settle(&mut window);
    assert!(!shows(&window, "This file cannot be compared"));
}

#[test]
fn what_was_changed_here_meanwhile_is_said_and_both_texts_stand_side_by_side() {
    let fs = disk(theirs);
    let mut window = window(&fs, &["/drafts/example.ron"]);
    focus_field(&mut window, "title");
    overtype(&mut window, "Another title");
    drop_file(&mut window, BACK);
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(shows(&window, "This draft was changed since the file was made from it"));
    click(&mut window, Role::Tab, "Side by side");
    look(&mut window);
    assert!(shows(&window, "Left: what was sent. Right: what came back."));
}

#[test]
fn going_through_a_file_at_rest_draws_nothing() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    window.run();
    let delay = window.output().viewport_output.values().map(|v| v.repaint_delay).min();
    assert!(delay.is_some_and(|d| d > std::time::Duration::from_millis(500)), "{delay:?}");
}

/// How many of the rows on screen are undecided.
fn open_places(window: &Window) -> usize {
    items(window).iter().filter(|item| item.ends_with("Undecided")).count()
}

#[test]
fn all_that_can_be_is_taken_over_at_once_and_one_undo_takes_it_back() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    let before = session(&window).draft().clone();
    click(&mut window, Role::Button, "Take over all 4");
    look(&mut window);
    assert_eq!(
        text(&window, "services.data-centre.dependencies.power-paths.availability"),
        "99.5",
        "the number in the table"
    );
    assert!(wording(&window, "agreement-parties").contains("was made"));
    assert_eq!(
        session(&window).draft().choice("agreement-purpose").and_then(|choice| choice.include),
        Some(false)
    );
    let notes = window.state().notes();
    assert!(notes.iter().any(|note| note.starts_with("4 changes are taken over.")), "{notes:?}");
    assert!(shows(&window, "nothing is undecided"));
    assert!(focused(&window).starts_with("Back to the form"), "{}", focused(&window));
    ctrl(&mut window, Key::Z);
    look(&mut window);
    assert_eq!(*session(&window).draft(), before, "one step of undo");
    assert!(shows(&window, "4 places are undecided"));
}

#[test]
fn what_was_changed_here_meanwhile_is_not_replaced_with_the_others() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    press(&mut window, Key::Enter);
    look(&mut window);
    // Their words, and then others of ours.
    focus_field(&mut window, "title");
    let ctx = window.ctx.clone();
    window.state_mut().go_to(&ctx, &"clauses.agreement-parties.text".into());
    window.run();
    overtype(&mut window, "This Agreement binds us both.");
    window.run();
    drop_file(&mut window, BACK);
    press(&mut window, Key::Enter);
    look(&mut window);
    click(&mut window, Role::Button, "Take over all 3");
    look(&mut window);
    assert_eq!(wording(&window, "agreement-parties"), "This Agreement binds us both.");
    let notes = window.state().notes();
    assert!(notes.iter().any(|note| note.contains("3 changes are taken over. 1 stands where")), "{notes:?}");
    assert!(shows(&window, "1 place is undecided"));
    assert!(focused(&window).starts_with("Take over: 1.1"), "it asks for a decision: {}", focused(&window));
}

#[test]
fn all_is_left_at_once_and_decided_again() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    go_to_field(&mut window, "Leave all undecided changes");
    look(&mut window);
    assert!(shows(&window, "nothing is undecided") && !session(&window).is_dirty());
    assert_eq!(open_places(&window), 0);
    click(&mut window, Role::Button, "Decide again on all 4");
    look(&mut window);
    assert!(shows(&window, "4 places are undecided"));
    assert!(open_places(&window) > 0);
}

#[test]
fn the_filters_are_one_stop_of_tab_that_arrows_lead_through() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    let all = window.query_all_by_label_contains("All (4)").next().expect("the filter");
    all.focus();
    window.run();
    press(&mut window, Key::ArrowRight);
    assert!(focused(&window).starts_with("Undecided ("), "{}", focused(&window));
    press(&mut window, Key::Tab);
    assert!(focused(&window).starts_with("Take over all"), "{}", focused(&window));
}

#[test]
fn the_list_of_what_came_back_is_saved_with_both_texts_and_the_decisions() {
    let fs = disk(theirs);
    let mut window = compared(&fs);
    press(&mut window, Key::F4);
    look(&mut window);
    press(&mut window, Key::Enter);
    look(&mut window);
    for (format, name, signs) in [
        ("Markdown (.md)", "/drafts/list.md", "<ins>was</ins>"),
        ("Text (.txt)", "/drafts/list.txt", "[-is-]"),
        ("Web page (.html)", "/drafts/list.html", "<ins>was</ins>"),
    ] {
        click(&mut window, Role::Button, "Save list…");
        assert!(window.query_by_label("Word (.docx)").is_none(), "no second text to go back to");
        click(&mut window, Role::RadioButton, format);
        click(&mut window, Role::Button, "Save…");
        overtype(&mut window, name);
        press(&mut window, Key::Enter);
        while window.state().is_saving_comparison() {
            window.run();
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let written = String::from_utf8(fs.content(name).expect("a file")).expect("text");
        for words in ["Changes in “back.docx”", "Taken over", "Undecided", "Their Lawyer", signs] {
            assert!(written.contains(words), "{format}: {words} in {written}");
        }
        if name.ends_with("txt") {
            assert!(written.contains("-] {+99.5"), "words apart: {written}");
            assert!(written.contains("[…]") && !written.contains("Backup and restore"), "{written}");
        }
    }
}

#[test]
fn only_a_file_with_a_draft_inside_offers_to_open_it() {
    let fs = disk(theirs);
    fs.put("/drafts/damaged.docx", b"PK\x03\x04");
    for (file, why) in [("none.docx", "none.docx"), ("damaged.docx", "damaged")] {
        let mut window = window(&fs, &["/drafts/example.ron"]);
        go_to_field(&mut window, "returned Word file");
        // What is typed takes the place of the proposed folder; a name alone is in it.
        type_text(&mut window, file);
        let field = window.get_by_role_and_label(Role::TextInput, "File");
        assert_eq!(field.value().as_deref(), Some(file));
        assert!(shows(&window, &format!("That is /drafts/{file}")));
        press(&mut window, Key::Enter);
        look(&mut window);
        assert!(shows(&window, "This file cannot be compared") || shows(&window, why));
        assert!(shows(&window, "Choose another file…"));
        assert!(!shows(&window, "Open the draft inside it"), "{file}");
    }
    let mut window = window(&fs, &["/drafts/example.ron"]);
    go_to_field(&mut window, "returned Word file");
    type_text(&mut window, BACK);
    assert!(!shows(&window, "That is "), "a whole path says all");
    press(&mut window, Key::Enter);
    look(&mut window);
    assert!(shows(&window, "“back.docx” came back"));
}
