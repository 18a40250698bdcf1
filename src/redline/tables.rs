//! Tables laid over each other: columns by their titles, rows by what they show and by what they hold.

use super::align::{Match, Shown, align, layout};
use super::blocks::{lay_over, same_names, standing, standing_of};
use super::inlines::{Context, Flat, compare};
use super::sketch::Sketch;
use super::tree::{ColumnChange, RowChange, Standing, TableChange, Words};
use super::words::Run;
use crate::document::{Align, Column, Inline, Row, Table, plain};

pub(super) fn overlaid(old: &Table, new: &Table, context: &Context) -> TableChange {
    let columns = Columns::of(old, new);
    let known = same_rows(&old.rows, &new.rows);
    let sketches = |rows: &[Row]| -> Vec<Sketch> { rows.iter().map(sketch).collect() };
    let matches = align(&sketches(&old.rows), &sketches(&new.rows), &known);
    let rows = lay_over(
        (&old.rows, &new.rows),
        &matches,
        |old, new| match (old, new) {
            ([old], [new]) => columns.row(Some(old), Some(new), Run::Same, context),
            _ => RowChange::default(),
        },
        |old, new, run| Some(columns.row(old, new, run, context)),
        |row, standing| row.standing = standing,
    );
    let caption = compare(&Flat::of(&old.caption), &Flat::of(&new.caption), context);
    TableChange { caption, columns: columns.titles(context), rows }
}

/// A table of one text, or of both if it is the same.
pub(super) fn alone(table: &Table, run: Run) -> TableChange {
    let words = |inlines: &[Inline]| Flat::of(inlines).whole(run);
    let titles = table.columns.iter().map(|column| ColumnChange {
        standing: standing_of(run),
        title: words(&column.title),
        align: column.align,
        weight: column.weight,
    });
    let spare = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns: Vec<ColumnChange> = titles.collect();
    for _ in columns.len()..spare {
        columns.push(ColumnChange { standing: standing_of(run), ..spare_column() });
    }
    let cells = |row: &Row| {
        let cell = |at: usize| row.cells.get(at).map(|cell| words(cell)).unwrap_or_default();
        (0..columns.len()).map(cell).collect()
    };
    let rows = table.rows.iter().map(|row| RowChange {
        standing: standing_of(run),
        cells: cells(row),
        path: row.path.clone(),
    });
    let rows = rows.collect();
    TableChange { caption: words(&table.caption), columns, rows }
}

fn spare_column() -> ColumnChange {
    ColumnChange { standing: Standing::Same, title: Words::default(), align: Align::Start, weight: 1 }
}

fn sketch(row: &Row) -> Sketch {
    let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
    Sketch::of(&cells.join("\n"), 0)
}

/// Rows that show the same item of the draft.
fn same_rows(old: &[Row], new: &[Row]) -> Vec<(usize, usize)> {
    let name = |row: &Row| row.path.as_ref().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let (olds, news): (Vec<String>, Vec<String>) =
        (old.iter().map(name).collect(), new.iter().map(name).collect());
    // A path that stands at several rows names none of them.
    let mut counts: std::collections::HashMap<&str, (usize, usize)> = Default::default();
    olds.iter().for_each(|name| counts.entry(name).or_default().0 += 1);
    news.iter().for_each(|name| counts.entry(name).or_default().1 += 1);
    let names = |all: &[String], at: usize| all.get(at).map(String::as_str).unwrap_or("").to_owned();
    let mut known = same_names(olds.iter().map(String::as_str), news.iter().map(String::as_str));
    known.retain(|(o, _)| {
        let name = names(&olds, *o);
        !name.is_empty() && counts.get(name.as_str()) == Some(&(1, 1))
    });
    known
}

/// The columns of two tables.
struct Columns<'a> {
    old: Vec<Option<&'a Column>>,
    new: Vec<Option<&'a Column>>,
    shown: Vec<Shown>,
}

impl<'a> Columns<'a> {
    fn of(old: &'a Table, new: &'a Table) -> Self {
        // Cells beyond the last column are kept in columns without a title.
        let all = |table: &'a Table| -> Vec<Option<&'a Column>> {
            let most = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            (0..most.max(table.columns.len())).map(|at| table.columns.get(at)).collect()
        };
        let (old, new) = (all(old), all(new));
        let title = |column: &Option<&Column>| column.map(|c| plain(&c.title)).unwrap_or_default();
        let titles: [Vec<String>; 2] = [old.iter().map(title).collect(), new.iter().map(title).collect()];
        let [olds, news] = &titles;
        let mut known = same_names(olds.iter().map(String::as_str), news.iter().map(String::as_str));
        let rest = |count: usize, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..count).filter(|at| !taken(*at)).collect()
        };
        let left_old = rest(olds.len(), &|at| known.iter().any(|(o, _)| *o == at));
        let left_new = rest(news.len(), &|at| known.iter().any(|(_, n)| *n == at));
        // As many new titles as old ones went: they were renamed.
        if left_old.len() == left_new.len() {
            known.extend(left_old.into_iter().zip(left_new));
        }
        known.sort_by_key(|(_, n)| *n);
        let matches: Vec<Match> =
            known.into_iter().map(|(o, n)| Match { old: o..o + 1, new: n..n + 1 }).collect();
        let shown = layout(old.len(), new.len(), &matches);
        Self { old, new, shown }
    }

    /// The place of a column in both tables, and how it stands.
    fn places(shown: &Shown) -> (Option<usize>, Option<usize>, Standing) {
        match shown {
            Shown::Kept(m) => (Some(m.old.start), Some(m.new.start), Standing::Same),
            Shown::Away(m) => (Some(m.old.start), None, Standing::MovedAway { to: String::new() }),
            Shown::Here(m) => {
                (Some(m.old.start), Some(m.new.start), Standing::MovedHere { from: String::new() })
            }
            Shown::Removed(at) => (Some(*at), None, Standing::Removed),
            Shown::Added(at) => (None, Some(*at), Standing::Added),
        }
    }

    fn titles(&self, context: &Context) -> Vec<ColumnChange> {
        let of = |shown: &Shown| {
            let (o, n, standing) = Self::places(shown);
            let column = |all: &[Option<&'a Column>], at: Option<usize>| {
                at.and_then(|at| all.get(at).copied().flatten())
            };
            let (old, new) = (column(&self.old, o), column(&self.new, n));
            let flat = |column: Option<&Column>| Flat::of(column.map_or(&[][..], |c| &c.title));
            let title = match (o, n) {
                (Some(_), Some(_)) => compare(&flat(old), &flat(new), context),
                (Some(_), None) => flat(old).whole(Run::Removed),
                _ => flat(new).whole(Run::Added),
            };
            let standing = match standing {
                Standing::Same if !title.is_same() => Standing::Changed,
                standing => standing,
            };
            let shape = new.or(old);
            ColumnChange {
                standing,
                title,
                align: shape.map_or(Align::Start, |c| c.align),
                weight: shape.map_or(1, |c| c.weight),
            }
        };
        self.shown.iter().map(of).collect()
    }

    /// A row of both tables, or of the one that `run` names.
    fn row(&self, old: Option<&Row>, new: Option<&Row>, run: Run, context: &Context) -> RowChange {
        let cell = |row: Option<&Row>, at: Option<usize>| {
            Flat::of(row.zip(at).and_then(|(row, at)| row.cells.get(at)).map_or(&[][..], Vec::as_slice))
        };
        let of = |shown: &Shown| {
            let (o, n, _) = Self::places(shown);
            match run {
                Run::Removed if matches!(shown, Shown::Here(_)) => Words::default(),
                Run::Removed => cell(old, o).whole(Run::Removed),
                Run::Added => cell(new, n).whole(Run::Added),
                Run::Same => match (o, n) {
                    (Some(_), Some(_)) => compare(&cell(old, o), &cell(new, n), context),
                    (Some(_), None) => cell(old, o).whole(Run::Removed),
                    _ => cell(new, n).whole(Run::Added),
                },
            }
        };
        let cells: Vec<Words> = self.shown.iter().map(of).collect();
        let standing = match run {
            Run::Same => standing(cells.iter().all(Words::is_same)),
            run => standing_of(run),
        };
        RowChange { standing, cells, path: new.or(old).and_then(|row| row.path.clone()) }
    }
}
