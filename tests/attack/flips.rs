//! Every sample file with flipped bytes, cut off, and changed in the ways in which such files go wrong.

use super::clock::within_a_second;
use super::corpus::samples;
use super::mutate::{Dice, mutated};
use super::targets::{TARGETS, target};

/// About how many bytes each target is given to read.
const WORK: usize = 4 << 20;
const MOST_INPUTS: usize = 900;
const LEAST_INPUTS: usize = 9;

/// Says which input it was when the target panics.
struct Telling<'a>(&'a str, usize);

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}, input {}", self.0, self.1);
        }
    }
}

/// The file as it is, then cut off, with single flipped bits, and mutated, in turns.
fn input(file: &[u8], n: usize, inputs: usize, dice: &mut Dice) -> Vec<u8> {
    if n == 0 || file.is_empty() {
        return file.to_vec();
    }
    match n % 3 {
        0 => file[..file.len() * n / inputs].to_vec(),
        1 => {
            let mut flipped = file.to_vec();
            flipped[dice.below(file.len())] ^= 1 << dice.below(8);
            flipped
        }
        _ => mutated(file, dice),
    }
}

fn attack(name: &str) {
    let run = target(name);
    let found: Vec<_> = samples().iter().filter(|s| s.target == name).collect();
    assert!(!found.is_empty(), "{name} has no sample");
    for (seed, sample) in found.iter().enumerate() {
        let share = WORK / found.len() / sample.bytes.len().max(1);
        let inputs = share.clamp(LEAST_INPUTS, MOST_INPUTS);
        let mut dice = Dice::new(seed as u64 + 1);
        for n in 0..inputs {
            let bytes = input(&sample.bytes, n, inputs, &mut dice);
            let _telling = Telling(&sample.name, n);
            within_a_second(&sample.name, || run(&bytes));
        }
    }
}

macro_rules! attacks {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                attack(stringify!($name));
            }
        )*

        #[test]
        fn every_target_is_attacked() {
            let here = [$(stringify!($name)),*];
            let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(here.to_vec(), known);
        }
    };
}

attacks! {
    draft
    template
    clause_text
    incident_log
    measured_input
    pdf_extract
    word_file
    settings
    recent_files
    journal
    history
    values
}
