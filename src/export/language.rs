//! The language of the text, as other formats name it.

/// Language and region of a BCP 47 tag, "en" and "GB"; English when it is not such a tag.
pub(super) fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split('-');
    let ascii = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic());
    let lang = parts.next().filter(|p| matches!(p.len(), 2 | 3)).filter(ascii);
    let region = parts.filter(|p| p.len() == 2).find(ascii);
    (lang.unwrap_or("en").to_ascii_lowercase(), lang.and(region).map(str::to_ascii_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_reduced_to_what_is_accepted() {
        assert_eq!(language("en"), ("en".into(), None));
        assert_eq!(language("de-AT"), ("de".into(), Some("AT".into())));
        assert_eq!(language("zh-Hant-tw"), ("zh".into(), Some("TW".into())));
        for tag in ["", "e", "english", "#{}", "12"] {
            assert_eq!(language(tag), ("en".into(), None), "{tag}");
        }
    }
}
