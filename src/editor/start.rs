//! Opening the window, and what to say where there can be none.

use super::app::{App, Deps};
use crate::store::{Folders, Fs, RealFs, Settings, load_settings};
use crate::template;
use egui::{ViewportBuilder, vec2};
use std::path::{Path, PathBuf};
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
    let open = |options| {
        let deps = Deps {
            fs: Arc::clone(&fs),
            folders: folders.clone(),
            forms: template::library().to_vec(),
            native_dialogs: true,
            zone: crate::session::local_zone(),
            today: crate::session::today(),
        };
        let files = files.clone();
        let create: eframe::AppCreator<'_> = Box::new(move |cc| {
            let mut app = App::new(&cc.egui_ctx, deps, &files);
            app.keep_work_on_panic();
            Ok(Box::new(app) as Box<dyn eframe::App>)
        });
        eframe::run_native("clausewright", options, create)
    };
    let opened = match lean(options(&settings)) {
        Some(lean) => match open(lean) {
            Err(eframe::Error::Wgpu(_)) => open(options(&settings)),
            opened => opened,
        },
        None => open(options(&settings)),
    };
    opened.map_err(|error| {
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
    let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup else {
        return options;
    };
    if cfg!(windows) {
        // The one that has a software adapter and works over remote desktop.
        setup.instance_descriptor.backends = eframe::wgpu::Backends::DX12;
    }
    // A few pictures of pages and the letters: blocks of 64 MB and more are for games.
    let usual = Arc::clone(&setup.device_descriptor);
    setup.device_descriptor = Arc::new(move |adapter| {
        let memory_hints =
            eframe::wgpu::MemoryHints::Manual { suballocated_device_memory_block_size: BLOCKS };
        eframe::wgpu::DeviceDescriptor { memory_hints, ..usual(adapter) }
    });
    options
}

/// How much memory the graphics ask for at a time, in bytes.
const BLOCKS: std::ops::Range<u64> = 4 << 20..32 << 20;

/// Without a graphics card both Vulkan and OpenGL are drawn by the processor. Vulkan alone does it as well, in 19 MB less
/// and without the time to load the other driver. `None` where there may be a card, or somebody chose the driver.
fn lean(mut options: eframe::NativeOptions) -> Option<eframe::NativeOptions> {
    let card = Path::new("/dev/dri").exists();
    let chosen = std::env::var_os("WGPU_BACKEND").is_some();
    if !cfg!(target_os = "linux") || card || chosen {
        return None;
    }
    let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup else {
        return None;
    };
    setup.instance_descriptor.backends = eframe::wgpu::Backends::VULKAN;
    Some(options)
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
