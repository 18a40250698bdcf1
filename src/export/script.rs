//! In which direction a text runs, and which scripts stand in it.

/// Whether a text holds letters that are written from right to left: the blocks of Unicode set aside for them.
pub(super) fn runs_left(text: &str) -> bool {
    text.chars().any(is_leftward)
}

pub(super) fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1eeff}')
}

/// Whether the first letter of a text that has a direction runs from right to left.
pub(super) fn begins_leftward(text: &str) -> bool {
    text.chars().find(|c| is_leftward(*c) || c.is_alphabetic()).is_some_and(is_leftward)
}

/// Whether most letters of a text run from right to left: a name at its beginning does not turn a whole sentence around.
pub(super) fn leans_leftward(text: &str) -> bool {
    let leftward = text.chars().filter(|c| is_leftward(*c) && c.is_alphabetic()).count();
    let rightward = text.chars().filter(|c| !is_leftward(*c) && c.is_alphabetic()).count();
    leftward > rightward
}

/// The pieces of a text in their order, each with whether it runs from right to left. What has no direction of its own
/// goes with the letters around it if they agree, and otherwise with the paragraph.
pub(super) fn directions(text: &str, paragraph: bool) -> Vec<(&str, bool)> {
    if !runs_left(text) {
        return vec![(text, false)];
    }
    let mut pieces: Vec<(usize, bool)> = Vec::new();
    let mut neutral: Option<usize> = None;
    let mut before = paragraph;
    for (at, c) in text.char_indices() {
        if !is_leftward(c) && !c.is_alphabetic() {
            neutral.get_or_insert(at);
            continue;
        }
        let here = is_leftward(c);
        if let Some(start) = neutral.take() {
            pieces.push((start, if before == here { here } else { paragraph }));
        }
        pieces.push((at, here));
        before = here;
    }
    if let Some(start) = neutral {
        pieces.push((start, if before == paragraph { before } else { paragraph }));
    }
    pieces.dedup_by_key(|(_, leftward)| *leftward);
    let ends = pieces.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    pieces.iter().zip(ends).filter_map(|((at, left), end)| Some((text.get(*at..end)?, *left))).collect()
}

/// The East Asian languages that word processors have fonts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EastAsian {
    Japanese,
    Korean,
    Chinese,
}

/// The East Asian language whose own letters stand first in the texts; Chinese where there are only characters that all
/// of them know.
pub(super) fn east_asian<'a>(texts: impl Iterator<Item = &'a str>) -> Option<EastAsian> {
    let mut found = None;
    for c in texts.flat_map(str::chars).filter(|c| *c >= '\u{1100}') {
        match c {
            '\u{3040}'..='\u{30ff}' => return Some(EastAsian::Japanese),
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => return Some(EastAsian::Korean),
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                found = Some(EastAsian::Chinese);
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_decide_the_direction() {
        assert!(runs_left("חברת אחסון") && !runs_left("Beispiel GmbH, 株式会社"));
        assert!(
            begins_leftward("99.9 % חברה") && !begins_leftward("Host חברה") && !begins_leftward("99.9 %")
        );
    }

    #[test]
    fn a_name_does_not_turn_a_sentence_around() {
        assert!(!leans_leftward("חברת אחסון, with its registered office at the harbour"));
        assert!(leans_leftward("Host חברת אחסון 99.9 %") && !leans_leftward("99.9 %"));
    }

    #[test]
    fn what_has_no_direction_goes_with_what_is_around_it() {
        assert_eq!(directions("Host 99.9", true), [("Host 99.9", false)]);
        assert_eq!(
            directions("Host אב, גד 99.9 %.", false),
            [("Host ", false), ("אב, גד", true), (" 99.9 %.", false)]
        );
        assert_eq!(directions("אב (Host) גד.", true), [("אב (", true), ("Host", false), (") גד.", true)]);
    }

    #[test]
    fn east_asian_letters_name_their_language() {
        let of = |text: &str| east_asian([text].into_iter());
        assert_eq!(of("株式会社ホスティング"), Some(EastAsian::Japanese));
        assert_eq!(of("云托管服务有限公司"), Some(EastAsian::Chinese));
        assert_eq!(of("클라우드"), Some(EastAsian::Korean));
        assert_eq!(of("Cloud – 99.9 %"), None);
    }
}
