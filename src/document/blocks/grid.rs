//! A table in the making. Columns without any content are left out, and so is a table without rows.

use crate::document::{Align, Block, Column, Inline, Row, Table};
use crate::value::FieldPath;

#[derive(Default)]
pub(super) struct Grid(Table);

impl Grid {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn caption(mut self, caption: Vec<Inline>) -> Self {
        self.0.caption = caption;
        self
    }

    /// `weight` is the share of the width relative to the other columns, at least 1.
    pub fn column(self, title: &str, weight: u8) -> Self {
        self.aligned(title, weight, Align::Start)
    }

    /// A column of numbers.
    pub fn numbers(self, title: &str, weight: u8) -> Self {
        self.aligned(title, weight, Align::End)
    }

    /// Names a column anew.
    pub fn title(&mut self, at: usize, title: &str) {
        if let Some(column) = self.0.columns.get_mut(at) {
            column.title = vec![Inline::Text(title.to_owned())];
        }
    }

    fn aligned(mut self, title: &str, weight: u8, align: Align) -> Self {
        let title = vec![Inline::Text(title.to_owned())];
        self.0.columns.push(Column { title, align, weight: weight.max(1) });
        self
    }

    /// One cell a column.
    pub fn row(&mut self, path: FieldPath, cells: Vec<Vec<Inline>>) {
        self.0.rows.push(Row { path: Some(path), cells });
    }

    pub fn blocks(mut self) -> Vec<Block> {
        let rows = &self.0.rows;
        let filled: Vec<bool> = (0..self.0.columns.len())
            .map(|at| rows.iter().any(|r| r.cells.get(at).is_some_and(|c| !c.is_empty())))
            .collect();
        if rows.is_empty() || !filled.contains(&true) {
            return Vec::new();
        }
        keep(&mut self.0.columns, &filled);
        for row in &mut self.0.rows {
            row.cells.resize(filled.len(), Vec::new());
            keep(&mut row.cells, &filled);
        }
        vec![Block::Table(self.0)]
    }
}

fn keep<T>(items: &mut Vec<T>, kept: &[bool]) {
    let mut flags = kept.iter();
    items.retain(|_| flags.next() == Some(&true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_and_tables_leave_no_trace() {
        let text = |t: &str| vec![Inline::Text(t.to_owned())];
        let mut grid = Grid::new().column("A", 1).column("B", 1).numbers("C", 0);
        grid.row("x.1".into(), vec![text("1"), vec![], text("3")]);
        grid.row("x.2".into(), vec![vec![], vec![]]);
        let blocks = grid.blocks();
        let [Block::Table(table)] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(table.columns.iter().map(|c| c.title.clone()).collect::<Vec<_>>(), [text("A"), text("C")]);
        assert_eq!(table.rows[0].cells, [text("1"), text("3")]);
        assert_eq!(table.rows[1].cells, [vec![], vec![]]);
        assert!(Grid::new().column("A", 1).blocks().is_empty());
    }
}
