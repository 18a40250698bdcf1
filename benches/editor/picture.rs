//! From the press of a key to the new picture of the pages on screen, in the whole window: the edit, the document and
//! its findings, the frame of the form, typesetting and drawing on their thread, and the frame that hands the pictures
//! to the graphics. The budget is 40 ms in 95 of 100 edits at about 20 pages, 400 ms at 100.

use crate::{latency, stage};
use clausewright::document::assemble;
use clausewright::draft::Draft;
use clausewright::export::typeset::{Marks, Mode, Typesetter};
use clausewright::template;
use egui::{Event, Key};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// What is typed into, and what of the pages it changes.
const FIELDS: [(&str, &str); 4] = [
    ("overview", "a paragraph of the second page"),
    ("definitions.downtime.meaning", "a definition in a long table"),
    ("credits.period_cap", "a figure in the middle"),
    ("title", "the title, in the head of every page"),
];

/// Edits the example so often.
pub fn run(edits: usize) {
    type_into(&stage::example(), FIELDS[0].0, edits, |_| {});
}

/// Prints how long so many edits of each kind took.
pub fn report(draft: &Draft, edits: usize) {
    println!("{} pages, from the key to the picture", pages(draft));
    let mut all = Vec::new();
    for (field, name) in FIELDS {
        let mut times = Vec::new();
        type_into(draft, field, edits, |time| times.push(time));
        all.extend_from_slice(&times);
        latency::report_all(name, times);
    }
    latency::report_all("all of these", all);
}

fn pages(draft: &Draft) -> usize {
    let form = template::find("cloud-hosting").unwrap();
    let document = assemble(draft, &form);
    Typesetter::new().typeset(&document, &Marks::default(), Mode::Preview).unwrap().count()
}

/// Edits that do not count, until all that is made once is made.
const WARM: usize = 4;

/// Types and deletes letters, each when all of the one before is done, and tells how long each took to be seen.
fn type_into(draft: &Draft, field: &str, edits: usize, mut tell: impl FnMut(Duration)) {
    let mut window = stage::window(draft, field);
    let woken = Arc::new(AtomicBool::new(false));
    let bell = Arc::clone(&woken);
    window.ctx.set_request_repaint_callback(move |info| {
        if info.delay.is_zero() {
            bell.store(true, Relaxed);
        }
    });
    for edit in 0..edits + WARM {
        let begun = Instant::now();
        if edit % 12 < 6 {
            window.event(Event::Text("5".to_owned()));
        } else {
            window.key_press(Key::Backspace);
        }
        window.step();
        // As the system does: a frame whenever one is asked for, until the pictures are handed over.
        while !window.state().seen_pages_are_drawn() {
            assert!(begun.elapsed() < Duration::from_secs(20), "no pictures");
            if woken.swap(false, Relaxed) {
                window.step();
            } else {
                std::thread::sleep(Duration::from_micros(50));
            }
        }
        if edit >= WARM {
            tell(begun.elapsed());
        }
        stage::rest(&mut window);
    }
}
