//! Pictures of the window, drawn by the software driver for Vulkan and compared with those that were looked at and
//! kept in `tests/snapshots`. Without that driver these tests fail. To keep new pictures, run
//! `UPDATE_SNAPSHOTS=1 cargo test --release --features snapshots --test editor pictures::` and look at each of them.

use super::bench::*;
use clausewright::editor::App;
use clausewright::store::testing::FakeFs;
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Backends, DeviceType};
use egui::{Key, Theme};
use egui_kittest::wgpu::WgpuTestRenderer;
use egui_kittest::{Harness, SnapshotResults};
use std::sync::Arc;
use std::time::{Duration, Instant};

const SIZE: [f32; 2] = [1000.0, 640.0];

/// Draws with the processor, so that every machine draws the same.
fn renderer() -> WgpuTestRenderer {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = Backends::VULKAN;
    setup.native_adapter_selector = Some(Arc::new(|adapters, _| {
        let software = adapters.iter().find(|adapter| adapter.get_info().device_type == DeviceType::Cpu);
        software.cloned().ok_or_else(|| {
            "There is no software driver for Vulkan; Debian has it in mesa-vulkan-drivers.".to_owned()
        })
    }));
    WgpuTestRenderer::from_setup(WgpuSetup::CreateNew(setup))
}

/// The window after what `drive` did, in both themes, once notes have gone and all pages are drawn.
fn pictures(name: &str, fs: &FakeFs, files: &[&str], drive: impl FnOnce(&mut Harness<'static, App>)) {
    let builder = builder(SIZE).renderer(renderer()).with_render_cursor(false);
    let mut window = built(builder, fs, files);
    drive(&mut window);
    let mut seen = SnapshotResults::new();
    for (theme, ending) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        window.ctx.set_theme(theme);
        window.remove_cursor();
        window.run_steps(60);
        wait(&mut window, |app| app.session().is_none() || app.pages_are_drawn());
        // What changed last glows on the pages for a while.
        window.run_steps(12);
        seen.add(window.try_snapshot(format!("{name}-{ending}")));
    }
}

fn wait(window: &mut Harness<'static, App>, wanted: impl Fn(&App) -> bool) {
    let start = Instant::now();
    settle(window);
    while !wanted(window.state()) {
        assert!(start.elapsed() < Duration::from_secs(60), "the pages are not drawn");
        std::thread::sleep(Duration::from_millis(5));
        window.run();
    }
    window.run();
}

#[test]
fn start() {
    pictures("start", &FakeFs::new(), &[], |window| {
        wait(window, App::covers_are_drawn);
    });
}

#[test]
fn form_with_findings() {
    let fs = disk_with_example("cloud-hosting");
    pictures("form", &fs, &["/drafts/example.ron"], |window| {
        go_to_field(window, "notice period");
        overtype(window, "3m");
        press(window, Key::Tab);
    });
}

#[test]
fn tiers() {
    let fs = disk_with_example("cloud-hosting");
    pictures("tiers", &fs, &["/drafts/example.ron"], |window| {
        let schedule = &session(window).draft().agreement.credits.schedules[0];
        let path = format!("credits.schedules.{}.tiers.{}.rate", schedule.id, schedule.tiers[0].id);
        let ctx = window.ctx.clone();
        window.state_mut().go_to(&ctx, &path.as_str().into());
    });
}

#[test]
fn problems() {
    pictures("problems", &FakeFs::new(), &[], |window| {
        begin(window, "Managed IT support agreement");
        press(window, Key::F8);
    });
}

#[test]
fn export() {
    let fs = disk_with_example("corporate-multi-level");
    pictures("export", &fs, &["/drafts/example.ron"], |window| ctrl(window, Key::E));
}
