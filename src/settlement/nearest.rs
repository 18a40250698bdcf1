//! The known name that a mistyped one probably means.

/// The one of `known` that differs from `found` in the fewest letters, if these are at most a third of them.
pub fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let found: Vec<char> = found.to_lowercase().chars().take(64).collect();
    let scored = known.map(|name| (distance(&found, &name.chars().collect::<Vec<_>>()), name));
    let (score, name) = scored.min_by_key(|(score, _)| *score)?;
    (score * 3 <= found.len().max(name.len())).then_some(name)
}

/// Letters to insert, remove or replace to turn one word into the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&row, j) + usize::from(a != b);
            next.push(replaced.min(at(&row, j + 1) + 1).min(at(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_is_recognised() {
        let known = || ["availability", "response", "restore"].into_iter();
        assert_eq!(nearest("availabilty", known()), Some("availability"));
        assert_eq!(nearest("Respnose", known()), Some("response"));
        assert_eq!(nearest("latency", known()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }
}
