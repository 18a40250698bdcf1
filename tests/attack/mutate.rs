//! Mutations of a file that are the same in every run.

/// A small generator of numbers; the same seed gives the same numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }
}

/// What means something to one of the parsers.
const WORDS: [&str; 40] = [
    "\"",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ";",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "//",
    "/*",
    "*/",
    "r#\"",
    "Some(",
    "None",
    "-",
    "+",
    "1e999",
    "99999999999999999999",
    "0x7f",
    "24:00",
    "%",
    "**",
    "{{",
    "}}",
    "ref:",
    "| long",
    "<<",
    ">>",
    "1 0 obj",
    "stream\n",
    "endstream",
    "\u{10ffff}",
];

/// A file with one to four changes.
pub fn mutated(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = file.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(out.len() + 1);
        let longest = if dice.below(3) == 0 { 400 } else { 8 };
        let to = (at + 1 + dice.below(longest)).min(out.len());
        match dice.below(8) {
            0 => out.truncate(at),
            1 => drop(out.drain(at..to)),
            2 => {
                let copy = out[at..to].to_vec();
                out.splice(at..at, copy);
            }
            3 => {
                let copy = out[at..to].to_vec();
                let place = dice.below(out.len() + 1);
                out.splice(place..place, copy);
            }
            4 | 5 => {
                let word = WORDS[dice.below(WORDS.len())].as_bytes();
                let end = if dice.below(2) == 0 { at } else { (at + word.len()).min(out.len()) };
                out.splice(at..end, word.iter().copied());
            }
            6 => {
                let times = 1 + dice.below(2_000);
                let word = WORDS[dice.below(WORDS.len())].as_bytes();
                out.splice(at..at, word.repeat(times));
            }
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    out
}
