//! What assistive technology finds: every field of every section of every form with its name, its role, whether it is
//! required and wrong, and what is said about it; lists and tabs with positions; news that are read out.

use super::bench::*;
use clausewright::draft::Draft;
use clausewright::editor::App;
use clausewright::template;
use clausewright::value::{FieldPath, FieldSpec, Need, Shape};
use egui::Key;
use egui::accesskit::{Live, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Found<'t> = egui_kittest::Node<'t>;

/// What the model says about the field at a path; `None` for an answer to a question of the form.
fn spec(draft: &Draft, path: &FieldPath) -> Option<&'static FieldSpec> {
    let around = draft.node(&path.parent().filter(|_| !path.as_str().starts_with("answers."))?)?;
    match around.shape() {
        Shape::Record(record) => record.field(path.last()),
        _ => None,
    }
}

/// Everything on screen that stands for a field.
fn fields<'t>(window: &'t Harness<'_, App>) -> Vec<(FieldPath, Found<'t>)> {
    let all = window.query_all_by(|node| node.author_id().is_some());
    all.map(|node| (FieldPath::new(node.accesskit_node().author_id().unwrap_or_default()), node)).collect()
}

/// Unfolds the first item of every list of the section, and of the lists within it.
fn unfold(window: &mut Harness<'_, App>) {
    for _ in 0..3 {
        let lists = window.query_all_by_role(Role::List);
        let rows: Vec<_> = lists
            .filter_map(|list| {
                let rows = list.query_all_by_role(Role::DisclosureTriangle);
                let mut folded = rows.filter(|row| row.accesskit_node().data().is_expanded() == Some(false));
                let all_folded = list
                    .query_all_by_role(Role::DisclosureTriangle)
                    .all(|row| row.accesskit_node().data().is_expanded() == Some(false));
                folded.next().filter(|_| all_folded)
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        rows.iter().for_each(|row| row.click());
        drop(rows);
        window.run();
    }
}

/// Where what is said about a field is not what the model says.
fn untold(draft: &Draft, path: &FieldPath, node: &Found<'_>) -> Vec<String> {
    let node = node.accesskit_node();
    let name = node.label().unwrap_or_default();
    let data = node.data();
    let told = data.description().unwrap_or_default();
    let mut wrong = Vec::new();
    let mut hold = |holds: bool, what: String| wrong.extend((!holds).then(|| format!("{path}: {what}")));
    hold(egui::accessibility::is_input(node.role()), format!("is a {:?}", node.role()));
    hold(!name.is_empty(), "has no name".to_owned());
    hold(data.invalid().is_none() || data.error_message().is_some(), "is wrong for no reason".to_owned());
    if let Some(spec) = spec(draft, path) {
        hold(name.starts_with(spec.label), format!("is called {name:?}"));
        hold(data.is_required() == (spec.need == Need::Required), "required, or not".to_owned());
        hold(told.contains(spec.help()), format!("is described as {told:?}"));
        hold(spec.help().is_empty() || !data.described_by().is_empty(), "its help stands nowhere".to_owned());
    }
    wrong
}

/// Walks through every section of a form, unfolded, and returns how many fields were seen.
fn walk(window: &mut Harness<'static, App>, form: &template::Form) -> usize {
    let (mut seen, mut wrong) = (0, Vec::new());
    for section in &form.template().sections {
        window.get_by_role_and_label(Role::TreeItem, &section.title).click();
        window.run();
        unfold(window);
        let draft = session(window).draft();
        // Words stand where a form has nothing that a field could name.
        for (path, node) in
            fields(window).into_iter().filter(|(_, node)| node.accesskit_node().role() != Role::Label)
        {
            wrong.extend(untold(draft, &path, &node));
            seen += 1;
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}: {} of {seen}\n{}", form.template().id, wrong.len(), wrong.join("\n"));
    seen
}

#[test]
fn every_field_of_every_section_says_what_it_is() {
    for form in template::library() {
        let fs = disk_with_example(form.template().id.as_str());
        let mut window = window(&fs, &["/drafts/example.ron"]);
        let seen = walk(&mut window, form);
        assert!(seen > 150, "{}: only {seen} fields were found", form.template().id);
    }
}

#[test]
fn what_is_wrong_and_what_is_missing_is_said_at_its_field() {
    for form in template::library() {
        let mut window = window(&disk_with_example(form.template().id.as_str()), &[]);
        begin(&mut window, &form.template().title);
        // An export was tried: now every field shows its problems.
        ctrl(&mut window, Key::E);
        press(&mut window, Key::Escape);
        walk(&mut window, form);
        let findings = session(&window).derived().findings.clone();
        let first = findings.iter().find(|f| f.waived.is_none() && f.path.as_str() == "title");
        let Some(first) = first else { continue };
        let ctx = window.ctx.clone();
        window.state_mut().go_to(&ctx, &"governing_law".into());
        window.run();
        window.get_by_role_and_label(Role::TreeItem, &form.template().sections[0].title).click();
        window.run();
        let title = fields(&window).into_iter().find(|(path, _)| path.as_str() == "title");
        let title = title.expect("the first section asks for the title").1;
        let told = title.accesskit_node().data().description().unwrap_or_default().to_owned();
        assert!(told.contains(first.message.as_str()), "{told:?}");
    }
}

#[test]
fn lists_outline_and_tabs_say_where_one_is() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    click(&mut window, Role::TreeItem, "Exclusions");
    let count = session(&window).draft().agreement.exclusions.len();
    let list = window.get_by_role_and_label(Role::List, "Exclusions");
    assert_eq!(list.accesskit_node().data().size_of_set(), Some(count));
    let items: Vec<_> = list.query_all_by_role(Role::ListItem).collect();
    assert_eq!(items.len(), count);
    for (index, item) in items.iter().enumerate() {
        assert_eq!(item.accesskit_node().data().position_in_set(), Some(index));
    }
    let outline = window.get_by_role_and_label(Role::Tree, "Sections");
    let rows: Vec<_> = outline.query_all_by_role(Role::TreeItem).collect();
    assert_eq!(outline.accesskit_node().data().size_of_set(), Some(rows.len()));
    let chosen = rows.iter().filter(|row| row.accesskit_node().data().is_selected() == Some(true));
    assert_eq!(
        chosen.map(|row| row.accesskit_node().label().unwrap_or_default()).collect::<Vec<_>>(),
        ["Exclusions"]
    );
}

#[test]
fn several_drafts_are_tabs() {
    let fs = disk_with_example("cloud-hosting");
    let text = clausewright::draft::to_ron(template::find("managed-it-support").unwrap().example()).unwrap();
    fs.put("/drafts/other.ron", text.as_bytes());
    let window = window(&fs, &["/drafts/example.ron", "/drafts/other.ron"]);
    let row = window.get_by_role_and_label(Role::TabList, "Open drafts");
    let tabs: Vec<_> = row.query_all_by_role(Role::Tab).collect();
    let chosen: Vec<_> = tabs.iter().map(|tab| tab.accesskit_node().data().is_selected()).collect();
    assert_eq!(chosen, [Some(false), Some(true)]);
}

#[test]
fn news_are_read_out() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    let said = |window: &Harness<'_, App>| {
        let live = window.query_all_by(|node| node.live() == Live::Polite);
        live.filter_map(|node| node.accesskit_node().label()).collect::<Vec<_>>()
    };
    assert!(said(&window).iter().any(|words| words.ends_with("Saved")), "{:?}", said(&window));
    focus_field(&mut window, "title");
    overtype(&mut window, "");
    press(&mut window, Key::Delete);
    press(&mut window, Key::Tab);
    let words = said(&window);
    assert!(words.iter().any(|words| words.contains("Unsaved changes")), "{words:?}");
    ctrl(&mut window, Key::S);
    let words = said(&window);
    assert!(!words.is_empty(), "{words:?}");
}

#[test]
fn a_dialog_has_its_name_and_takes_the_keyboard() {
    let fs = disk_with_example("cloud-hosting");
    let mut window = window(&fs, &["/drafts/example.ron"]);
    for (keys, name) in [(Key::E, "Export"), (Key::O, "Open a draft")] {
        ctrl(&mut window, keys);
        let dialog = window.get_by_role_and_label(Role::Dialog, name);
        let inside = dialog.query_all_by(|node| node.is_focused()).count();
        assert_eq!(inside, 1, "{name}");
        press(&mut window, Key::Escape);
        assert!(window.query_by_role(Role::Dialog).is_none(), "{name} goes away with Escape");
    }
}
