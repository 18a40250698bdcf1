//! Opening the window, and what to say where there can be none.

use super::app::{App, Deps};
use crate::store::{Folders, Fs, RealFs, Settings, load_settings};
use crate::template;
use egui::{ViewportBuilder, vec2};
use std::path::PathBuf;
use std::sync::Arc;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error(
    "the window cannot be opened: {reason}. The same work can be done without a window: `clausewright new` makes a \
     draft, `set` fills it in, `check` finds its problems, `export` makes the PDF; see `clausewright --help`"
)]
pub struct StartError {
    reason: String,
}

/// Opens the window with these drafts and returns when it is closed.
///
/// # Errors
/// When there is no display, or graphics cannot start.
pub fn run(files: Vec<PathBuf>) -> Result<(), StartError> {
    let fs: Arc<dyn Fs> = Arc::new(RealFs);
    let folders = Folders::find(None);
    let settings = folders.as_ref().map(|f| load_settings(fs.as_ref(), f).0).unwrap_or_default();
    let deps = Deps {
        fs,
        folders,
        forms: template::library().to_vec(),
        native_dialogs: true,
        today: crate::session::today(),
    };
    let create: eframe::AppCreator<'_> =
        Box::new(move |cc| Ok(Box::new(App::new(&cc.egui_ctx, deps, &files)) as Box<dyn eframe::App>));
    eframe::run_native("clausewright", options(&settings), create).map_err(|error| {
        let error = StartError { reason: reason(&error) };
        show(&error);
        error
    })
}

fn options(settings: &Settings) -> eframe::NativeOptions {
    let size = settings.window.map_or(vec2(1280.0, 800.0), |w| vec2(f32::from(w.width), f32::from(w.height)));
    let mut viewport = ViewportBuilder::default()
        .with_title("Clausewright")
        .with_app_id("clausewright")
        .with_inner_size(size)
        .with_min_inner_size([720.0, 480.0])
        .with_icon(super::tokens::icon());
    if settings.begins_maximized() {
        viewport = viewport.with_maximized(true);
    }
    let mut options = eframe::NativeOptions { viewport, persist_window: false, ..Default::default() };
    if cfg!(windows)
        && let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup
    {
        // The one that has a software adapter and works over remote desktop.
        setup.instance_descriptor.backends = eframe::wgpu::Backends::DX12;
    }
    options
}

fn reason(error: &eframe::Error) -> String {
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            format!("there is no display ({})", cause(&error.to_string()))
        }
        eframe::Error::Wgpu(_) => {
            format!(
                "graphics cannot start ({error}); a Vulkan or OpenGL driver is needed, a software driver will do"
            )
        }
        other => other.to_string(),
    }
}

/// The cause alone: winit puts the place in its own source before it, which tells a user nothing.
fn cause(text: &str) -> &str {
    let behind_place = text.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    behind_place.map_or(text, |(_, cause)| cause).trim_end_matches('.')
}

/// Where programs are started with the mouse, nobody reads the standard error.
fn show(error: &StartError) {
    if cfg!(any(windows, target_os = "macos")) {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("Clausewright");
        dialog.set_description(error.to_string()).show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_source_of_a_library_is_left_out() {
        assert_eq!(cause("os error at some/where/mod.rs:765: DISPLAY is not set."), "DISPLAY is not set");
        assert_eq!(cause("os error: no connection"), "os error: no connection");
    }
}
