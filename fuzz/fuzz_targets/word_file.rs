#![no_main]

#[path = "../../tests/attack/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::target("word_file")(data));
