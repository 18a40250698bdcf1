//! How much a draft holds: the one place for loading, editing, saving, and the word before it is too late.

use super::{ValueError, grouped};
use std::fmt;

/// Deepest nesting of brackets in a file; the model needs 9.
pub const MOST_NESTED: usize = 16;
/// Largest draft file, in bytes.
pub const MOST_IN_FILE: usize = 8 << 20;
/// Largest template file, in bytes.
pub const MOST_IN_TEMPLATE: usize = 2 << 20;
/// Longest text of a field, in bytes.
pub const MOST_IN_TEXT: usize = 256 << 10;

/// From this part of a limit on the editor shows how much is left, in per cent.
const NEAR: usize = 90;

/// Something of which a draft holds only so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Bytes of one text.
    Text,
    /// Clause texts in place of the template's, and clauses of one's own, together.
    Clauses,
    Parties,
    Metrics,
    /// Items of any other list.
    Items,
}

impl Limit {
    /// The limit of the list at a path of a draft.
    pub fn of_list(path: &str) -> Self {
        match path.strip_prefix("agreement.").unwrap_or(path) {
            "clauses" | "extra_clauses" => Self::Clauses,
            "parties" => Self::Parties,
            "metrics" => Self::Metrics,
            _ => Self::Items,
        }
    }

    /// The most there may be.
    pub fn most(self) -> usize {
        match self {
            Self::File => MOST_IN_FILE,
            Self::Text => MOST_IN_TEXT,
            Self::Clauses | Self::Items => 5_000,
            Self::Parties => 64,
            Self::Metrics => 500,
        }
    }

    /// # Errors
    /// When `count` is more than there may be.
    pub fn check(self, count: usize) -> Result<(), Exceeded> {
        if count > self.most() { Err(Exceeded { limit: self, count }) } else { Ok(()) }
    }

    pub fn is_near(self, count: usize) -> bool {
        count >= self.most() / 100 * NEAR + self.most() % 100 * NEAR / 100
    }

    /// How much of the limit is taken, once it is near: "60 of 64 parties".
    pub fn remark(self, count: usize) -> Option<String> {
        if !self.is_near(count) {
            return None;
        }
        let taken = match self {
            Self::File => format!("{} of {}", mebibytes(count), mebibytes(self.most())),
            Self::Text => format!("{} of {} KiB", kibibytes(count), kibibytes(self.most())),
            _ => {
                let (count, most) = (grouped(&count.to_string()), grouped(&self.most().to_string()));
                format!("{count} of {most} {}", self.noun())
            }
        };
        let way_out = self.way_out();
        Some(if count < self.most() {
            format!("{taken}; before it is full, {way_out}")
        } else {
            format!("{taken}, which is all there can be; {way_out}")
        })
    }

    fn noun(self) -> &'static str {
        match self {
            Self::File | Self::Text => "bytes",
            Self::Clauses => "clauses of your own",
            Self::Parties => "parties",
            Self::Metrics => "metrics",
            Self::Items => "entries",
        }
    }

    /// What to do.
    fn way_out(self) -> &'static str {
        match self {
            Self::File => "shorten the longest texts, or split the agreement",
            Self::Text => "split the text over several clauses, or attach it as a document of its own",
            Self::Clauses => "put several clauses into one, or split the agreement",
            Self::Parties => "name a group of companies as one party and list its members in its description",
            Self::Metrics => "join metrics that are measured alike, or split the agreement by service",
            Self::Items => "put several entries into one, or the list into a document of its own",
        }
    }
}

/// More than a draft holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    pub limit: Limit,
    /// How much there is, or would be.
    pub count: usize,
}

impl Exceeded {
    pub fn what(self) -> String {
        let most = self.limit.most();
        match self.limit {
            Limit::File => {
                format!(
                    "The draft takes {} as a file; the most is {}",
                    mebibytes(self.count),
                    mebibytes(most)
                )
            }
            Limit::Text => {
                let (count, most) = (kibibytes(self.count), kibibytes(most));
                format!("The text has {count} KiB; the most is {most} KiB")
            }
            _ => {
                let (count, most) = (grouped(&self.count.to_string()), grouped(&most.to_string()));
                format!("There are {count} {}; the most is {most}", self.limit.noun())
            }
        }
    }

    pub fn hint(self) -> &'static str {
        self.limit.way_out()
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what(), self.hint())
    }
}

impl std::error::Error for Exceeded {}

impl From<Exceeded> for ValueError {
    fn from(exceeded: Exceeded) -> Self {
        Self::new(exceeded.what(), exceeded.hint())
    }
}

/// Rounded up, so that what is too much never looks like the limit.
fn kibibytes(bytes: usize) -> usize {
    bytes.div_ceil(1024)
}

/// With one decimal where there is one, rounded up.
fn mebibytes(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) {
        format!("{} MiB", tenths / 10)
    } else {
        format!("{}.{} MiB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Limit; 6] =
        [Limit::File, Limit::Text, Limit::Clauses, Limit::Parties, Limit::Metrics, Limit::Items];

    #[test]
    fn the_most_is_allowed_and_one_more_is_not() {
        for limit in ALL {
            assert_eq!(limit.check(limit.most()), Ok(()));
            let exceeded = limit.check(limit.most() + 1).unwrap_err();
            assert!(exceeded.to_string().contains("the most is"), "{exceeded}");
            assert!(!exceeded.hint().is_empty());
        }
        assert_eq!(Limit::File.most(), 8 * 1024 * 1024);
        let text = Limit::Text.check(256 * 1024 + 1).unwrap_err().to_string();
        assert!(text.starts_with("The text has 257 KiB; the most is 256 KiB: split"), "{text}");
        let file = Limit::File.check((8 << 20) + 1).unwrap_err().to_string();
        assert!(file.starts_with("The draft takes 8.1 MiB as a file; the most is 8 MiB"), "{file}");
    }

    #[test]
    fn the_word_comes_at_nine_tenths() {
        assert_eq!(Limit::Parties.remark(56), None);
        let near = Limit::Parties.remark(57).unwrap();
        assert!(near.starts_with("57 of 64 parties; before it is full, name a group"), "{near}");
        let full = Limit::Clauses.remark(5_000).unwrap();
        assert!(full.starts_with("5,000 of 5,000 clauses of your own, which is all there can be"), "{full}");
        assert_eq!(Limit::Clauses.remark(4_499), None);
        assert!(Limit::Text.remark(250 << 10).unwrap().starts_with("250 of 256 KiB"));
        assert!(Limit::File.remark(7_700_000).unwrap().starts_with("7.4 MiB of 8 MiB"));
    }

    #[test]
    fn lists_are_known_by_their_path() {
        assert_eq!(Limit::of_list("agreement.parties"), Limit::Parties);
        assert_eq!(Limit::of_list("metrics"), Limit::Metrics);
        assert_eq!(Limit::of_list("clauses"), Limit::of_list("extra_clauses"));
        assert_eq!(Limit::of_list("agreement.parties.customer.contacts"), Limit::Items);
    }
}
