//! How much memory reading takes, whatever is read. In a program of its own, because the count is of the whole process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use peak_alloc::PeakAlloc;

#[path = "attack/bombs.rs"]
mod bombs;
#[path = "attack/corpus.rs"]
mod corpus;
#[path = "attack/targets.rs"]
mod targets;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The most that a target may take on top of its input, in bytes.
fn most(target: &str, input: usize) -> usize {
    match target {
        // Unpacked objects and the draft, twice while they grow, and the table of objects.
        "pdf_extract" => (48 + 24 + 48) * MIB + input,
        // A draft in memory several times over, for it is written and read again, and its file.
        "draft" | "journal" => 64 * MIB + 24 * input,
        // A node for each mark of a text, and a text is short.
        "template" | "clause_text" => 96 * MIB + 24 * input,
        _ => 32 * MIB + 24 * input,
    }
}

#[test]
fn memory_is_bounded_for_every_input() {
    // What is made once and kept is not the input's doing.
    let samples = corpus::samples();
    for target in targets::TARGETS {
        samples.iter().filter(|s| s.target == target.0).take(1).for_each(|s| target.1(&s.bytes));
    }
    let bombs = bombs::bombs();
    let mut wrong = Vec::new();
    // Of each kind of sample the largest.
    let largest = |name| samples.iter().filter(move |s| s.target == name).max_by_key(|s| s.bytes.len());
    for input in targets::TARGETS.iter().filter_map(|(name, _)| largest(*name)).chain(&bombs) {
        let run = targets::target(input.target);
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        run(&input.bytes);
        let took = MEMORY.peak_usage().saturating_sub(before);
        let most = most(input.target, input.bytes.len());
        let what = format!(
            "{}, {}: {} KiB for {} KiB",
            input.target,
            input.name,
            took >> 10,
            input.bytes.len() >> 10
        );
        println!("{what}");
        if took > most {
            wrong.push(format!("{what}, more than {} KiB", most >> 10));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
