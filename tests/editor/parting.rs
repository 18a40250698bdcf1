//! A fault of the program, in a process of its own: the last edit is kept and the user is told so.

use super::bench::*;
use clausewright::editor::{App, Deps};
use clausewright::session::recovery::{leftovers, unix_now};
use clausewright::store::{Access, Folders, Fs, Lock, Metadata, NewFile, RealFs, journal::recovery_folder};
use clausewright::template;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

const FOLDER: &str = "PARTING_TEST_FOLDER";
const OUTSIDE: &str = "PARTING_TEST_OUTSIDE";
const NAME: &str = "parting::a_fault_of_the_program_keeps_the_last_edit_and_says_so";

/// The disk, and a fault in the program whenever it looks at a certain file.
struct Trap;

impl Fs for Trap {
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        assert!(!path.ends_with("trap.ron"), "a forced fault");
        RealFs.metadata(path)
    }
    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        RealFs.link_target(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        RealFs.read(path, limit)
    }
    fn check_writable(&self, path: &Path) -> io::Result<()> {
        RealFs.check_writable(path)
    }
    fn create(&self, path: &Path, access: Access) -> io::Result<Box<dyn NewFile>> {
        RealFs.create(path, access)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFs.rename(from, to)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.sync_folder(folder)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        RealFs.remove_file(path)
    }
    fn create_private_folders(&self, path: &Path) -> io::Result<()> {
        RealFs.create_private_folders(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealFs.remove_folder(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        RealFs.list(folder)
    }
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        RealFs.try_lock(path)
    }
}

/// In the child: types, and meets a fault before any journal is due.
fn meet_a_fault(folder: &Path) {
    let deps = Deps {
        fs: Arc::new(Trap),
        folders: Some(Folders::under(folder)),
        forms: template::library().to_vec(),
        native_dialogs: false,
        zone: None,
        today: "2026-03-02".parse().ok(),
    };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(12);
    let mut window = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, deps, &[]));
    window.state_mut().keep_work_on_panic();
    begin(&mut window, "Cloud hosting agreement");
    focus_field(&mut window, "title");
    overtype(&mut window, "The last words");
    assert!(std::env::var_os(OUTSIDE).is_none(), "a forced fault outside the window");
    ctrl(&mut window, egui::Key::E);
    click(&mut window, egui::accesskit::Role::Button, "Export as draft…");
    overtype(&mut window, "/nowhere/trap.ron");
    press(&mut window, egui::Key::Enter);
    assert!(window.state().is_broken());
    window.run();
    let said = window.query_all_by_label_contains("Your work is kept: the draft with unsaved changes is in ");
    assert!(said.count() > 0, "the window says so");
    window.get_by_label("Close");
}

fn child(folder: &Path, outside: bool) -> Output {
    let mut command = Command::new(std::env::current_exe().expect("this test has a program"));
    command.args([NAME, "--exact", "--nocapture", "--test-threads=1"]).env(FOLDER, folder);
    if outside {
        command.env(OUTSIDE, "1");
    }
    command.output().expect("the child runs")
}

#[test]
fn a_fault_of_the_program_keeps_the_last_edit_and_says_so() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        meet_a_fault(Path::new(&folder));
        return;
    }
    for outside in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::under(folder.path());
        let output = child(folder.path(), outside);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), !outside, "{said}");
        let place = recovery_folder(&folders);
        let words = format!("Your work is kept: the draft with unsaved changes is in {}", place.display());
        assert!(said.contains(&words), "{said}");
        let found = leftovers(&RealFs, &folders, unix_now());
        let draft = &found.offers[0].content.as_ref().expect("it can be opened").draft;
        assert_eq!(draft.agreement.title.as_str(), "The last words");
    }
}
