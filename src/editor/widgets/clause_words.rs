//! What the editor of a clause says.

pub const OFFERS: &str = "What fits here";
pub const TAKE: &str = "Enter inserts, Esc closes the list";
pub const CHOOSE: &str = "Down chooses, Esc closes the list";
pub const TERM: &str = "Defined term";

/// How many offers there are, and what to press.
pub fn offered(count: usize, how: &str) -> String {
    match count {
        1 => format!("1 fits. {how}."),
        _ => format!("{count} fit. {how}."),
    }
}
