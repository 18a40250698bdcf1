//! Conditions taken apart: the ways in which they can hold.

use super::When;

/// A single test, or its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal<'a> {
    Yes(&'a When),
    No(&'a When),
}

/// More ways than this are not looked through.
const MAX_WAYS: usize = 512;

/// All ways to fulfil all of the conditions; each way is a set of tests that must hold together. `None` when there
/// are too many to list.
pub(super) fn ways<'a>(all: &[&'a When]) -> Option<Vec<Vec<Literal<'a>>>> {
    let mut out = vec![Vec::new()];
    for when in all {
        out = both(out, expand(when, true)?)?;
    }
    Some(out)
}

fn expand(when: &When, holds: bool) -> Option<Vec<Vec<Literal<'_>>>> {
    match (when, holds) {
        (When::Not(inner), _) => expand(inner, !holds),
        (When::All(several), true) | (When::Any(several), false) => {
            let mut out = vec![Vec::new()];
            for inner in several {
                out = both(out, expand(inner, holds)?)?;
            }
            Some(out)
        }
        (When::Any(several), true) | (When::All(several), false) => {
            let mut out = Vec::new();
            for inner in several {
                out.extend(expand(inner, holds)?);
            }
            (out.len() <= MAX_WAYS).then_some(out)
        }
        (single, true) => Some(vec![vec![Literal::Yes(single)]]),
        (single, false) => Some(vec![vec![Literal::No(single)]]),
    }
}

fn both<'a>(left: Vec<Vec<Literal<'a>>>, right: Vec<Vec<Literal<'a>>>) -> Option<Vec<Vec<Literal<'a>>>> {
    if left.len().saturating_mul(right.len()) > MAX_WAYS {
        return None;
    }
    Some(left.iter().flat_map(|l| right.iter().map(|r| [l.as_slice(), r.as_slice()].concat())).collect())
}

/// Whether two tests can never hold together.
pub(super) fn exclude(a: &Literal<'_>, b: &Literal<'_>) -> bool {
    match (a, b) {
        (Literal::Yes(x), Literal::No(y)) | (Literal::No(y), Literal::Yes(x)) => implies(x, y),
        (Literal::Yes(x), Literal::Yes(y)) => match (value(x), value(y)) {
            (Some((p, v)), Some((q, w))) => p == q && v != w,
            _ => false,
        },
        (Literal::No(_), Literal::No(_)) => false,
    }
}

/// Whether `y` holds wherever `x` does.
fn implies(x: &When, y: &When) -> bool {
    if x == y {
        return true;
    }
    match (value(x), value(y)) {
        (Some(x), Some(y)) => x == y,
        (Some((p, v)), None) => matches!(y, When::Has(q) if p == q && !v.is_empty()),
        _ => matches!((x, y), (When::AtLeast(p, _), When::Has(q)) if p == q),
    }
}

/// The field and the value that a test asks for.
fn value(when: &When) -> Option<(&str, &str)> {
    match when {
        When::Is(path) => Some((path, "yes")),
        When::Equals(path, text) => Some((path, text)),
        _ => None,
    }
}
