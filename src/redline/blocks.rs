//! Blocks of two clauses laid over each other.

use super::align::{Match, Shown, align, layout};
use super::inlines::{Context, Flat, compare};
use super::sketch::Sketch;
use super::tables;
use super::tree::*;
use super::words::Run;
use crate::document::{Block, Inline, KeyValue, List, ListItem, SignatureBlock, plain};

/// What a part of a list of parts that was moved is called, for those inside a clause: by nothing but its place.
fn elsewhere(standing: &Shown) -> Standing {
    match standing {
        Shown::Away(_) => Standing::MovedAway { to: String::new() },
        Shown::Here(_) => Standing::MovedHere { from: String::new() },
        Shown::Removed(_) => Standing::Removed,
        Shown::Added(_) => Standing::Added,
        Shown::Kept(_) => Standing::Same,
    }
}

/// Parts of two sequences in the order in which they are shown: `both` lays one over the other, `one` shows one of them as
/// it stands, which is what becomes of the old place of a part that was moved.
pub(super) fn lay_over<O, N, T>(
    (old, new): (&[O], &[N]),
    matches: &[Match],
    mut both: impl FnMut(&[O], &[N]) -> T,
    mut one: impl FnMut(Option<&O>, Option<&N>, Run) -> Option<T>,
    mut stand: impl FnMut(&mut T, Standing),
) -> Vec<T> {
    let mut out = Vec::new();
    for shown in layout(old.len(), new.len(), matches) {
        let part = match &shown {
            Shown::Kept(m) | Shown::Here(m) => {
                let (o, n) = (old.get(m.old.clone()), new.get(m.new.clone()));
                Some(both(o.unwrap_or_default(), n.unwrap_or_default()))
            }
            Shown::Away(m) => one(old.get(m.old.start), None, Run::Removed),
            Shown::Removed(at) => one(old.get(*at), None, Run::Removed),
            Shown::Added(at) => one(None, new.get(*at), Run::Added),
        };
        let Some(mut part) = part else { continue };
        if !matches!(shown, Shown::Kept(_)) {
            stand(&mut part, elsewhere(&shown));
        }
        out.push(part);
    }
    out
}

/// Same or changed, by whether all parts are the same.
pub(super) fn standing(same: bool) -> Standing {
    if same { Standing::Same } else { Standing::Changed }
}

pub(super) fn blocks(old: &[Block], new: &[Block], context: &Context) -> Vec<BlockChange> {
    if old == new {
        return new.iter().map(|block| alone(block, Run::Same)).collect();
    }
    let sketches = |blocks: &[Block]| -> Vec<Sketch> { blocks.iter().map(sketch).collect() };
    let matches = align(&sketches(old), &sketches(new), &[]);
    lay_over(
        (old, new),
        &matches,
        |old, new| overlaid(old, new, context),
        |old, new, run| old.or(new).map(|block| alone(block, run)),
        |block, standing| block.standing = standing,
    )
}

fn sketch(block: &Block) -> Sketch {
    let mut text = String::new();
    text_of(block, &mut text);
    let sort = match block {
        Block::Paragraph(_) => 1,
        Block::Heading(_) => 2,
        Block::List(list) => 3 + u8::from(list.ordered),
        Block::Table(_) => 5,
        Block::KeyValues(_) => 6,
        Block::Signatures(_) => 7,
        Block::PageBreak => 8,
    };
    Sketch::of(&text, sort).joining(sort == 1).growing((3..8).contains(&sort))
}

/// The words of a block, without numbers of items.
pub(super) fn text_of(block: &Block, out: &mut String) {
    let mut add = |inlines: &[Inline]| {
        out.push_str(&plain(inlines));
        out.push('\n');
    };
    match block {
        Block::Paragraph(inlines) | Block::Heading(inlines) => add(inlines),
        Block::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).for_each(|block| text_of(block, out));
        }
        Block::Table(table) => {
            add(&table.caption);
            table.columns.iter().for_each(|column| add(&column.title));
            table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(cell));
        }
        Block::KeyValues(pairs) => pairs.iter().for_each(|pair| {
            add(&[Inline::Text(pair.key.clone())]);
            add(&pair.value);
        }),
        Block::Signatures(blocks) => blocks.iter().for_each(|block| {
            add(&block.heading);
            block.lines.iter().for_each(|line| add(&line.value));
        }),
        Block::PageBreak => {}
    }
}

/// Blocks that belong together: one and one, or paragraphs of which one side has several.
fn overlaid(old: &[Block], new: &[Block], context: &Context) -> BlockChange {
    let body = match (old, new) {
        ([Block::Heading(old)], [Block::Heading(new)]) => {
            Body::Heading(compare(&Flat::of(old), &Flat::of(new), context))
        }
        ([Block::List(old)], [Block::List(new)]) => list(old, new, context),
        ([Block::Table(old)], [Block::Table(new)]) => Body::Table(tables::overlaid(old, new, context)),
        ([Block::KeyValues(old)], [Block::KeyValues(new)]) => Body::KeyValues(pairs(old, new, context)),
        ([Block::Signatures(old)], [Block::Signatures(new)]) => {
            Body::Signatures(signatures(old, new, context))
        }
        ([Block::PageBreak], [Block::PageBreak]) => Body::PageBreak,
        _ => {
            let flat = |blocks: &[Block]| {
                let texts: Vec<&[Inline]> = blocks.iter().map(paragraph).collect();
                Flat::of_paragraphs(&texts)
            };
            Body::Paragraph(compare(&flat(old), &flat(new), context))
        }
    };
    let standing = match (old.len(), new.len()) {
        (1, 2..) => Standing::Split,
        (2.., 1) => Standing::Merged,
        _ => standing(body.is_same()),
    };
    BlockChange { standing, body }
}

fn paragraph(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph(inlines) | Block::Heading(inlines) => inlines,
        _ => &[],
    }
}

/// A block of one text, or of both if it is the same.
pub(super) fn alone(block: &Block, run: Run) -> BlockChange {
    let words = |inlines: &[Inline]| Flat::of(inlines).whole(run);
    let standing = standing_of(run);
    let body = match block {
        Block::Paragraph(inlines) => Body::Paragraph(words(inlines)),
        Block::Heading(inlines) => Body::Heading(words(inlines)),
        Block::List(list) => Body::List {
            ordered: list.ordered,
            items: list.items.iter().map(|item| item_alone(item, run)).collect(),
        },
        Block::Table(table) => Body::Table(tables::alone(table, run)),
        Block::KeyValues(pairs) => Body::KeyValues(pairs.iter().map(|pair| pair_alone(pair, run)).collect()),
        Block::Signatures(blocks) => {
            Body::Signatures(blocks.iter().map(|block| signature_alone(block, run)).collect())
        }
        Block::PageBreak => Body::PageBreak,
    };
    BlockChange { standing, body }
}

pub(super) fn standing_of(run: Run) -> Standing {
    match run {
        Run::Same => Standing::Same,
        Run::Removed => Standing::Removed,
        Run::Added => Standing::Added,
    }
}

fn list(old: &List, new: &List, context: &Context) -> Body {
    let sketches = |list: &List| -> Vec<Sketch> {
        let of = |item: &ListItem| {
            let mut text = String::new();
            item.blocks.iter().for_each(|block| text_of(block, &mut text));
            Sketch::of(&text, 0)
        };
        list.items.iter().map(of).collect()
    };
    let matches = align(&sketches(old), &sketches(new), &[]);
    let items = lay_over(
        (&old.items, &new.items),
        &matches,
        |old, new| match (old, new) {
            ([old], [new]) => item(old, new, context),
            _ => ItemChange::default(),
        },
        |old, new, run| old.or(new).map(|item| item_alone(item, run)),
        |item, standing| item.standing = standing,
    );
    Body::List { ordered: new.ordered, items }
}

fn item(old: &ListItem, new: &ListItem, context: &Context) -> ItemChange {
    let blocks = blocks(&old.blocks, &new.blocks, context);
    ItemChange {
        standing: standing(blocks.iter().all(|block| block.standing.is_same())),
        old_label: old.label.clone(),
        new_label: new.label.clone(),
        blocks,
    }
}

fn item_alone(item: &ListItem, run: Run) -> ItemChange {
    ItemChange {
        standing: standing_of(run),
        old_label: if run == Run::Added { String::new() } else { item.label.clone() },
        new_label: if run == Run::Removed { String::new() } else { item.label.clone() },
        blocks: item.blocks.iter().map(|block| alone(block, run)).collect(),
    }
}

/// Keys with their values, matched by their keys.
pub(super) fn pairs(old: &[KeyValue], new: &[KeyValue], context: &Context) -> Vec<PairChange> {
    let known =
        same_names(old.iter().map(|pair| pair.key.as_str()), new.iter().map(|pair| pair.key.as_str()));
    let sketches = |pairs: &[KeyValue]| -> Vec<Sketch> {
        let of = |pair: &KeyValue| Sketch::of(&format!("{}\n{}", pair.key, plain(&pair.value)), 0);
        pairs.iter().map(of).collect()
    };
    let matches = align(&sketches(old), &sketches(new), &known);
    lay_over(
        (old, new),
        &matches,
        |old, new| match (old, new) {
            ([old], [new]) => {
                let key = compare(&Flat::plain(&old.key), &Flat::plain(&new.key), context);
                let value = compare(&Flat::of(&old.value), &Flat::of(&new.value), context);
                PairChange { standing: standing(key.is_same() && value.is_same()), key, value }
            }
            _ => PairChange::default(),
        },
        |old, new, run| old.or(new).map(|pair| pair_alone(pair, run)),
        |pair, standing| pair.standing = standing,
    )
}

fn pair_alone(pair: &KeyValue, run: Run) -> PairChange {
    PairChange {
        standing: standing_of(run),
        key: Flat::plain(&pair.key).whole(run),
        value: Flat::of(&pair.value).whole(run),
    }
}

/// The places of equal names, the first with the first, the second with the second.
pub(super) fn same_names<'a>(
    old: impl Iterator<Item = &'a str>,
    new: impl Iterator<Item = &'a str>,
) -> Vec<(usize, usize)> {
    let mut places: std::collections::HashMap<&str, std::collections::VecDeque<usize>> = Default::default();
    for (at, name) in old.enumerate() {
        places.entry(name).or_default().push_back(at);
    }
    new.enumerate().filter_map(|(n, name)| Some((places.get_mut(name)?.pop_front()?, n))).collect()
}

fn signatures(old: &[SignatureBlock], new: &[SignatureBlock], context: &Context) -> Vec<SignatureChange> {
    let sketches = |blocks: &[SignatureBlock]| -> Vec<Sketch> {
        blocks.iter().map(|block| Sketch::of(&plain(&block.heading), 0)).collect()
    };
    let matches = align(&sketches(old), &sketches(new), &[]);
    lay_over(
        (old, new),
        &matches,
        |old, new| match (old, new) {
            ([old], [new]) => {
                let heading = compare(&Flat::of(&old.heading), &Flat::of(&new.heading), context);
                let lines = pairs(&old.lines, &new.lines, context);
                let same = heading.is_same() && lines.iter().all(|line| line.standing.is_same());
                SignatureChange { standing: standing(same), heading, lines }
            }
            _ => SignatureChange::default(),
        },
        |old, new, run| old.or(new).map(|block| signature_alone(block, run)),
        |block, standing| block.standing = standing,
    )
}

fn signature_alone(block: &SignatureBlock, run: Run) -> SignatureChange {
    SignatureChange {
        standing: standing_of(run),
        heading: Flat::of(&block.heading).whole(run),
        lines: block.lines.iter().map(|line| pair_alone(line, run)).collect(),
    }
}
