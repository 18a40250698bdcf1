//! Definitions, duties and policies.

use super::delta::{Value, counted};
use super::metric::{short, shown};
use super::pair::{Asked, Half, Pair};
use super::scales::by_hand;
use super::{Favours, Said};
use crate::agreement::{Comparator, Owner, Policy, Responsibility};
use crate::document::Inline;
use crate::redline::ChangeKind;
use crate::value::LeafKind;
use std::collections::BTreeSet;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    match asked.path.as_slice() {
        ["definitions", id] => definition(pair, asked, id),
        ["definitions", id, "meaning" | "term" | "forms"] => definition(pair, asked, id),
        ["definitions", _, "origin"] => {
            Some(Said::new("only where the definition comes from", Favours::Neither))
        }
        ["responsibilities", id] => duty_moves(pair, asked, id),
        ["responsibilities", id, field] => duty(pair, asked, id, field),
        ["policies", id] => policy_moves(pair, asked, id),
        ["policies", id, "comparator" | "value" | "unit"] => policy(pair, id),
        _ => None,
    }
}

/// In how many clauses a term is used, as the document links it.
fn uses(half: &Half<'_>, id: &str) -> u64 {
    let anchor = format!("term-{id}");
    let mut clauses = BTreeSet::new();
    crate::document::walk(half.document(), |place, inline| {
        if matches!(inline, Inline::TermRef { anchor: to, .. } if *to == anchor) {
            clauses
                .insert((place.section.map(|s| s.anchor.as_str()), place.clause.map(|c| c.anchor.as_str())));
        }
    });
    u64::try_from(clauses.len()).unwrap_or(u64::MAX)
}

fn definition(pair: &Pair<'_>, asked: &Asked<'_>, id: &str) -> Option<Said> {
    let (half, tense) = match asked.change.kind {
        ChangeKind::Removed => (&pair.old, "was used"),
        _ => (&pair.new, "is used"),
    };
    let text = match uses(half, id) {
        0 => format!("the term {tense} in no clause"),
        n => format!("the term {tense} in {}", counted(n, "clause")),
    };
    Some(Said::open(text))
}

fn duty_of<'a>(half: &Half<'a>, id: &str) -> Option<&'a Responsibility> {
    half.of.responsibilities.iter().find(|r| r.id.as_str() == id)
}

/// Whom it helps that someone has a duty.
fn relieved_by(owner: Owner) -> Option<Favours> {
    match owner {
        Owner::Provider => Some(Favours::Customer),
        Owner::Customer => Some(Favours::Provider),
        Owner::Both => None,
    }
}

fn who(owner: Owner) -> &'static str {
    match owner {
        Owner::Provider => "the provider",
        Owner::Customer => "the customer",
        Owner::Both => "both parties",
    }
}

fn duty_moves(pair: &Pair<'_>, asked: &Asked<'_>, id: &str) -> Option<Said> {
    match asked.change.kind {
        ChangeKind::Added => {
            let owner = duty_of(&pair.new, id)?.owner;
            Some(Said { text: format!("a further duty of {}", who(owner)), favours: relieved_by(owner) })
        }
        ChangeKind::Removed => {
            let owner = duty_of(&pair.old, id)?.owner;
            let favours = relieved_by(owner).map(Favours::other);
            Some(Said { text: format!("no longer a duty of {}", who(owner)), favours })
        }
        _ => None,
    }
}

fn duty(pair: &Pair<'_>, asked: &Asked<'_>, id: &str, field: &str) -> Option<Said> {
    let (old, new) = (duty_of(&pair.old, id)?, duty_of(&pair.new, id)?);
    match field {
        "owner" => {
            // The more of it the customer bears, the better for the provider.
            let burden = |owner: Owner| match owner {
                Owner::Provider => 0,
                Owner::Both => 1,
                Owner::Customer => 2,
            };
            let text = format!("falls to {} now, before to {}", who(new.owner), who(old.owner));
            Some(super::more_is(text, burden(old.owner), burden(new.owner), Favours::Provider))
        }
        "due" => {
            let favours = relieved_by(new.owner).map(Favours::other);
            by_hand(pair, asked, &format!("for {} to do it", who(new.owner)), favours, true)
        }
        _ => None,
    }
}

fn policy_of<'a>(half: &Half<'a>, id: &str) -> Option<&'a Policy> {
    half.of.policies.iter().find(|p| p.id.as_str() == id)
}

fn demand(policy: &Policy) -> Option<String> {
    Some(format!("{} {}", policy.comparator?.label(), shown(policy.value?, &policy.unit)))
}

fn policy_moves(pair: &Pair<'_>, asked: &Asked<'_>, id: &str) -> Option<Said> {
    let (half, verb) = match asked.change.kind {
        ChangeKind::Added => (&pair.new, "now asks for"),
        ChangeKind::Removed => (&pair.old, "no longer asks for"),
        _ => return None,
    };
    let policy = policy_of(half, id)?;
    let what = demand(policy).unwrap_or_else(|| short(policy.statement.trim()));
    Some(Said::open(format!("the {} level {verb} {what}", policy.level.label().to_lowercase())))
}

/// Stricter or weaker: more of a least, less of a most.
fn policy(pair: &Pair<'_>, id: &str) -> Option<Said> {
    let (old, new) = (policy_of(&pair.old, id)?, policy_of(&pair.new, id)?);
    if !old.unit.trim().eq_ignore_ascii_case(new.unit.trim()) {
        return Some(Said::open("the same number in another unit"));
    }
    let (Some(before), Some(now)) = (old.value, new.value) else {
        let text = if new.value.is_some() { "a number binds now" } else { "no number binds any more" };
        return Some(Said::open(text));
    };
    let stricter = match (old.comparator?, new.comparator?) {
        (Comparator::AtLeast, Comparator::AtLeast | Comparator::Exactly) if now >= before => {
            now > before || old.comparator != new.comparator
        }
        (Comparator::AtMost, Comparator::AtMost | Comparator::Exactly) if now <= before => {
            now < before || old.comparator != new.comparator
        }
        (Comparator::AtLeast, Comparator::AtLeast) | (Comparator::AtMost, Comparator::AtMost) => {
            return Some(Said::open(apart("weaker", pair, old, new)));
        }
        (Comparator::Exactly, Comparator::AtLeast) if now <= before => {
            return Some(Said::open("weaker: a bound instead of a value"));
        }
        (Comparator::Exactly, Comparator::AtMost) if now >= before => {
            return Some(Said::open("weaker: a bound instead of a value"));
        }
        _ => return Some(Said::open("neither stricter nor weaker, but different")),
    };
    let word = if stricter { "stricter" } else { "as strict as before" };
    Some(Said::open(apart(word, pair, old, new)))
}

fn apart(word: &str, _pair: &Pair<'_>, old: &Policy, new: &Policy) -> String {
    let read = |policy: &Policy| policy.value.and_then(|v| Value::read(LeafKind::Number, &v.to_string()));
    let by =
        read(old).zip(read(new)).and_then(|(a, b)| super::delta::delta(a, b)).filter(|d| d.order.is_ne());
    match by.and_then(|d| d.by) {
        Some(by) => format!("{word} by {by} {}", new.unit.trim()).trim_end().to_owned(),
        None => word.to_owned(),
    }
}
