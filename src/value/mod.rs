//! Exact values, and the reflection that every form, path and check uses.

mod date;
mod day_off;
mod duration;
mod entry;
mod error;
mod leaf;
mod limits;
mod money;
mod node;
mod number;
mod offsets;
mod path;
mod percent;
mod print;
mod record;
mod text;

pub use date::{Date, TimeOfDay, Weekdays, Zone};
pub use day_off::{DayOff, easter};
pub use duration::{Duration, Unit};
pub use entry::{DaysOff, ENGLISH_MONTHS, Entry, Locale, Reader};
pub use error::{ValueError, capitalised, quoted};
pub use limits::{Exceeded, Limit, MOST_IN_FILE, MOST_IN_TEMPLATE, MOST_IN_TEXT, MOST_NESTED};
pub use money::{Currency, Money};
pub use node::{
    Described, FieldSpec, Leaf, LeafKind, ListNode, Need, Node, Record, RecordSpec, Shape, Variant, id_of,
};
pub use number::{Number, parse_decimal};
pub use path::FieldPath;
pub use percent::Percent;
pub use print::{NO_BREAK_SPACE, grouped, listed, printed};
pub use record::fold_choice;
pub(crate) use record::{choice, record};
pub use text::{Id, Lines, Prose, Ref, Refs, Text, has_word, is_noncharacter};
