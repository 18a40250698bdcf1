//! The one way a text enters a part of the file.

/// Appends a text that reads as itself between tags and inside a quoted attribute. What no XML can hold becomes the
/// replacement character.
pub fn escape_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader would make line feeds of them.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if is_allowed(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
}

/// [`escape_into`] as a text of its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

/// Whether XML 1.0 can hold the character.
pub fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_user_types_is_markup() {
        assert_eq!(
            escape("<w:t>\"&amp;\" ]]>\u{1}\u{ffff}é"),
            "&lt;w:t&gt;&quot;&amp;amp;&quot; ]]&gt;\u{fffd}\u{fffd}é"
        );
        assert_eq!(escape("a\r\nb\tc"), "a&#13;\nb\tc");
    }
}
