//! Files opened with the program that the system has for them, or shown in their folder. The system may take its time or
//! have no such program, so that is asked on a thread of its own.

use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Open,
    ShowInFolder,
}

/// A file that could not be opened or shown, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub path: PathBuf,
    pub cause: String,
}

pub struct Launcher {
    report: Sender<Trouble>,
    troubles: Receiver<Trouble>,
}

impl Default for Launcher {
    fn default() -> Self {
        let (report, troubles) = channel();
        Self { report, troubles }
    }
}

impl Launcher {
    /// Has the system open a file or show it in its folder. `desktop`: the system's own dialogs and programs are used.
    pub fn launch(&self, ctx: &Context, path: PathBuf, way: Way, desktop: bool) {
        let report = self.report.clone();
        let ctx = ctx.clone();
        let work = move || {
            let done = if desktop { launch(&path, way) } else { Err(NO_DESKTOP.to_owned()) };
            if let Err(cause) = done {
                // A window that has gone meanwhile needs no answer.
                drop(report.send(Trouble { path, cause }));
                ctx.request_repaint();
            }
        };
        if !desktop {
            work();
        } else if let Err(error) = std::thread::Builder::new().name("launcher".to_owned()).spawn(work) {
            tracing::warn!("no thread to open a file on: {error}");
        }
    }

    /// What has not worked since the last time.
    pub fn poll(&self) -> Option<Trouble> {
        self.troubles.try_recv().ok()
    }
}

const NO_DESKTOP: &str = "there is no desktop here that knows a program for it";

fn launch(path: &Path, way: Way) -> Result<(), String> {
    match way {
        Way::Open => opener::open(path).map_err(|e| e.to_string()),
        Way::ShowInFolder => show_in_folder(path),
    }
}

#[cfg(target_os = "windows")]
fn show_in_folder(path: &Path) -> Result<(), String> {
    let mut select = std::ffi::OsString::from("/select,");
    select.push(path);
    std::process::Command::new("explorer").arg(select).spawn().map(drop).map_err(|e| e.to_string())
}

#[cfg(target_os = "macos")]
fn show_in_folder(path: &Path) -> Result<(), String> {
    std::process::Command::new("open").arg("-R").arg(path).spawn().map(drop).map_err(|e| e.to_string())
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn show_in_folder(path: &Path) -> Result<(), String> {
    opener::open(path.parent().unwrap_or(path)).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_work_is_told() {
        let launcher = Launcher::default();
        launcher.launch(&Context::default(), "/a/b.pdf".into(), Way::Open, false);
        let trouble = launcher.poll().unwrap();
        assert_eq!((trouble.path.as_path(), trouble.cause.as_str()), (Path::new("/a/b.pdf"), NO_DESKTOP));
        assert_eq!(launcher.poll(), None);
    }

    #[test]
    fn a_file_that_is_not_there_is_no_reason_to_hang() {
        assert!(launch(Path::new("/no/such/folder/a.pdf"), Way::Open).is_err());
    }
}
