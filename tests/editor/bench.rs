//! The window on a workbench: a disk in memory, a fixed day, no file dialogs of the system.

use clausewright::editor::{App, Deps};
use clausewright::session::Session;
use clausewright::store::Folders;
use clausewright::store::testing::FakeFs;
use clausewright::template;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, HarnessBuilder};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const HOME: &str = "/home/me";

/// A window with these files open, on this disk.
pub fn window(fs: &FakeFs, files: &[&str]) -> Harness<'static, App> {
    sized(fs, files, [1280.0, 800.0])
}

pub fn sized(fs: &FakeFs, files: &[&str], size: [f32; 2]) -> Harness<'static, App> {
    built(builder(size), fs, files)
}

pub fn builder(size: [f32; 2]) -> HarnessBuilder<App> {
    Harness::builder().with_size(size).with_theme(egui::Theme::Light).with_max_steps(12)
}

pub fn built(builder: HarnessBuilder<App>, fs: &FakeFs, files: &[&str]) -> Harness<'static, App> {
    fs.put_folder("/drafts");
    let deps = Deps {
        fs: Arc::new(fs.clone()),
        folders: Some(Folders::under(Path::new(HOME))),
        forms: template::library().to_vec(),
        native_dialogs: false,
        zone: None,
        today: "2026-03-02".parse().ok(),
    };
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let mut window = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, deps, &files));
    settle(&mut window);
    window
}

/// Asks the window to close; true if it agrees.
pub fn close(window: &mut Harness<'static, App>) -> bool {
    let viewport = window.input_mut().viewports.get_mut(&ViewportId::ROOT).expect("there is a window");
    viewport.events.push(ViewportEvent::Close);
    window.step();
    let output = &window.output().viewport_output[&ViewportId::ROOT];
    let agreed = !output.commands.contains(&ViewportCommand::CancelClose);
    window.run();
    agreed
}

/// A disk with the complete example of a form in `/drafts/example.ron`.
pub fn disk_with_example(form: &str) -> FakeFs {
    let form = template::find(form).expect("the form is built in");
    let fs = FakeFs::new();
    let text = clausewright::draft::to_ron(form.example()).expect("the example can be written");
    fs.put("/drafts/example.ron", text.as_bytes());
    fs
}

/// Runs until the pages are there and nothing wants to be drawn at once.
pub fn settle(window: &mut Harness<'_, App>) {
    let start = Instant::now();
    loop {
        window.run();
        let state = window.state();
        if state.pages_are_current()
            && !state.is_exporting()
            && !state.is_opening()
            && !state.is_looking_for_drafts()
        {
            window.run();
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "the pages do not come");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Runs until what is read or compared beside the window is there.
pub fn look(window: &mut Harness<'_, App>) {
    let start = Instant::now();
    loop {
        window.run();
        if !window.state().is_looking_up() {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "what is looked up does not come");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Runs until the export that was begun is finished.
pub fn finish_export(window: &mut Harness<'_, App>) {
    let start = Instant::now();
    window.run();
    while window.state().is_exporting() {
        assert!(start.elapsed() < Duration::from_secs(60), "the export does not end");
        std::thread::sleep(Duration::from_millis(5));
        window.run();
    }
}

/// Runs until what was ordered to be written is on disk and the window knows it.
pub fn finish_writing(window: &mut Harness<'_, App>) {
    let start = Instant::now();
    while window.state().is_writing() {
        assert!(start.elapsed() < Duration::from_secs(60), "the disk does not come to an end");
        std::thread::sleep(Duration::from_millis(1));
        window.run();
    }
}

pub fn session<'a>(window: &'a Harness<'_, App>) -> &'a Session {
    window.state().session().expect("a draft is in front")
}

/// What the draft in front says at a path.
pub fn text(window: &Harness<'_, App>, path: &str) -> String {
    session(window).draft().text(&path.into())
}

/// Presses keys with Ctrl held.
pub fn ctrl(window: &mut Harness<'_, App>, key: Key) {
    window.key_press_modifiers(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, key);
    window.run();
    finish_writing(window);
}

pub fn press(window: &mut Harness<'_, App>, key: Key) {
    window.key_press(key);
    window.run();
    finish_writing(window);
}

pub fn click(window: &mut Harness<'_, App>, role: Role, name: &str) {
    window.get_by_role_and_label(role, name).click();
    window.run();
    finish_writing(window);
}

/// Goes to a field through the palette, as someone who only has a keyboard would.
pub fn go_to_field(window: &mut Harness<'_, App>, words: &str) {
    window
        .key_press_modifiers(Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE }, Key::P);
    window.run();
    type_text(window, words);
    press(window, Key::Enter);
}

/// Gives the keyboard to the field of a path.
pub fn focus_field(window: &mut Harness<'_, App>, path: &str) {
    let draft = session(window).draft().id.to_string();
    window.ctx.memory_mut(|m| m.request_focus(egui::Id::unique((draft.as_str(), path))));
    window.run();
}

/// Types into whatever has the keyboard.
pub fn type_text(window: &mut Harness<'_, App>, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run();
}

/// Replaces what stands in the focused field.
pub fn overtype(window: &mut Harness<'_, App>, text: &str) {
    ctrl(window, Key::A);
    type_text(window, text);
}

/// The name of what has the keyboard; empty if nothing has.
pub fn focused(window: &Harness<'_, App>) -> String {
    let mut found = window.query_all_by(|node| node.is_focused() && node.role() != Role::Window);
    found.find_map(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// Begins a draft of a form; its first questions are on screen.
pub fn begin_with_questions(window: &mut Harness<'_, App>, form: &str) {
    // By keyboard, for the form may stand below the edge of the window.
    window.get_by_role_and_label(Role::Button, &format!("Begin {form}")).focus();
    window.run();
    press(window, Key::Enter);
    settle(window);
}

/// Begins a draft of a form and leaves its first questions unanswered.
pub fn begin(window: &mut Harness<'_, App>, form: &str) {
    begin_with_questions(window, form);
    click(window, Role::Button, "Skip to the form");
    settle(window);
}

/// A file that is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads through its own disk".to_owned())
    }
}

/// Drops files onto the window.
pub fn drop_files(window: &mut Harness<'_, App>, paths: &[&str]) {
    for path in paths {
        window.input_mut().dropped_files.push(Arc::new(Dropped(path.into())));
    }
    window.run();
    settle(window);
    finish_writing(window);
}
