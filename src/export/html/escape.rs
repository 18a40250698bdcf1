//! The one way a text enters the page.

use crate::export::script::runs_left;

/// A text that reads as itself between tags and inside a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// What lets a browser find out in which direction a text runs, where that is not plain.
pub fn direction(text: &str) -> &'static str {
    if runs_left(text) { " dir=\"auto\"" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_user_types_is_markup() {
        assert_eq!(
            escape("<a href='x'>\"&amp;\"</a>"),
            "&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot;&lt;/a&gt;"
        );
        assert_eq!(escape("99,9 % – é"), "99,9 % – é");
    }

    #[test]
    fn only_texts_that_run_from_right_to_left_ask_for_their_direction() {
        assert_eq!(direction("חברת אחסון"), " dir=\"auto\"");
        assert_eq!(direction("Beispiel GmbH, 株式会社"), "");
    }
}
