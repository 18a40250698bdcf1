//! The columns of tables that are edited in place: how wide their entries need to be, and how they flow onto further
//! lines of a row where a window is too narrow for all of them. No entry is ever cut off.

use super::choice::brief;
use super::context::Form;
use crate::editor::tokens::{SPACE_S, SPACE_XS, TYPE_BODY, TYPE_SMALL, semibold};
use crate::value::{FieldPath, FieldSpec, LeafKind, RecordSpec, Shape, capitalised};
use egui::{FontId, Ui};

/// A column, the least width of its entries in points, and the share it takes of what is to spare.
pub struct Column {
    field: &'static str,
    least: f32,
    share: f32,
    /// Says less than the name of the field where the table says the rest.
    head: Option<&'static str>,
    /// What an empty cell says.
    empty: &'static str,
}

const fn column(field: &'static str, least: f32, share: f32) -> Column {
    Column { field, least, share, head: None, empty: "" }
}

/// An end that is open where it is left empty.
const fn open_end(field: &'static str, least: f32, share: f32) -> Column {
    Column { empty: "open", ..column(field, least, share) }
}

// The ends stand between the numbers that they are about: "99 ≤ value < 99.9".
const TIERS: [Column; 5] = [
    open_end("from", 62.0, 2.0),
    column("bounds", 96.0, 1.0),
    open_end("to", 62.0, 2.0),
    column("credit", 66.0, 1.0),
    Column { head: Some("Name"), ..column("name", 96.0, 3.0) },
];
const POINTS: [Column; 3] =
    [column("from", 70.0, 1.0), open_end("to", 70.0, 1.0), column("credit", 80.0, 1.0)];
const HOLIDAYS: [Column; 2] = [column("date", 196.0, 1.0), column("name", 130.0, 3.0)];

/// The columns of records that are better read side by side; all fields are among them.
pub fn columns_of(record: &RecordSpec) -> Option<&'static [Column]> {
    match record.name {
        "Tier" => Some(&TIERS),
        "PointBand" => Some(&POINTS),
        "Holiday" => Some(&HOLIDAYS),
        _ => None,
    }
}

/// A cell as it is laid out in every row.
pub struct Cell {
    pub spec: &'static FieldSpec,
    pub head: &'static str,
    pub empty: &'static str,
    /// Of the entry, in points.
    pub width: f32,
    /// Of the name that stands before it, in points; on the first line the head of the table says it.
    pub caption: f32,
}

/// What a column needs, in points, and what it takes of the rest.
#[derive(Clone, Copy, Debug)]
struct Need {
    entry: f32,
    /// Its name, where that has to stand before it.
    caption: f32,
    share: f32,
}

/// The lines that the cells of a row stand on, in this much room.
pub fn lines_of(
    ui: &Ui,
    form: &mut Form<'_>,
    record: &'static RecordSpec,
    columns: &[Column],
    (list, ids): (&FieldPath, &[String]),
    room: f32,
) -> Vec<Vec<Cell>> {
    let specs: Vec<(&Column, &'static FieldSpec)> =
        columns.iter().filter_map(|c| Some((c, record.field(c.field)?))).collect();
    let mut need = |column: &Column, spec: &'static FieldSpec| {
        let head = words_width(ui, column.head.unwrap_or(spec.label));
        let entries = ids.iter().map(|id| entry_width(ui, form, spec, &list.join(id).join(spec.name)));
        let entry = entries.fold(column.least.max(head), f32::max).ceil();
        let caption =
            text_width(ui, column.head.unwrap_or(spec.label), semibold(TYPE_SMALL)).ceil() + SPACE_S;
        Need { entry, caption, share: column.share }
    };
    let needs: Vec<Need> = specs.iter().map(|(column, spec)| need(column, spec)).collect();
    let mut specs = specs.iter();
    let mut lines = Vec::new();
    for line in flow(&needs, room) {
        let cells = line.into_iter().zip(specs.by_ref());
        lines.push(
            cells
                .map(|((width, caption), (column, spec))| Cell {
                    spec,
                    head: column.head.unwrap_or(spec.label),
                    empty: column.empty,
                    width,
                    caption,
                })
                .collect(),
        );
    }
    lines
}

/// Entry and caption of each cell, line by line, in order.
fn flow(needs: &[Need], room: f32) -> Vec<Vec<(f32, f32)>> {
    let mut lines: Vec<Vec<Need>> = Vec::new();
    let mut used = 0.0;
    for need in needs {
        let first = lines.len() <= 1;
        let alone = Need { caption: if first { 0.0 } else { need.caption }, ..*need };
        match lines.last_mut() {
            Some(line) if used + SPACE_XS + alone.entry + alone.caption <= room => {
                used += SPACE_XS + alone.entry + alone.caption;
                line.push(alone);
            }
            last => {
                let caption = if last.is_some() { need.caption } else { 0.0 };
                used = need.entry + caption;
                lines.push(vec![Need { caption, ..*need }]);
            }
        }
    }
    let widths = |line: Vec<Need>| {
        let gaps = SPACE_XS * line.len().saturating_sub(1) as f32;
        let needed: f32 = line.iter().map(|n| n.entry + n.caption).sum();
        let shares = line.iter().map(|n| n.share).sum::<f32>().max(1.0);
        let spare = room - gaps - needed;
        let wide = |n: &Need| ((n.entry + spare * n.share / shares).floor().max(24.0), n.caption);
        line.iter().map(wide).collect()
    };
    lines.into_iter().map(widths).collect()
}

fn text_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    let ink = ui.visuals().text_color();
    ui.fonts_mut(|f| f.layout_no_wrap(text.to_owned(), font, ink)).size().x
}

/// The longest word of a head, which may take several lines.
fn words_width(ui: &Ui, head: &str) -> f32 {
    let font = semibold(TYPE_SMALL);
    head.split(' ').map(|word| text_width(ui, word, font.clone())).fold(0.0, f32::max)
}

/// What an entry needs so that nothing of it is hidden, with what is around it. Words wrap by themselves.
fn entry_width(ui: &Ui, form: &mut Form<'_>, spec: &FieldSpec, path: &FieldPath) -> f32 {
    let padding = 2.0 * ui.spacing().button_padding.x + 4.0;
    let font = FontId::proportional(TYPE_BODY);
    match spec.shape() {
        Shape::Leaf(LeafKind::Number | LeafKind::Whole) => text_width(ui, &form.text(path), font) + padding,
        Shape::Leaf(LeafKind::Percent) => {
            text_width(ui, &(form.text(path) + " %"), font) + padding + SPACE_XS
        }
        Shape::Leaf(LeafKind::Choice(variants)) => {
            let now = form.text(path);
            let label = variants.iter().find(|v| v.name == now).map_or("", |v| v.label);
            text_width(ui, &capitalised(brief(label)), font) + padding + ui.spacing().icon_width + SPACE_S
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(entry: f32) -> Need {
        Need { entry, caption: 40.0, share: 1.0 }
    }

    #[test]
    fn all_stands_on_one_line_where_there_is_room() {
        let lines = flow(&[need(60.0), need(90.0), need(60.0)], 300.0);
        assert_eq!(lines.len(), 1);
        let whole: f32 = lines[0].iter().map(|(entry, caption)| entry + caption).sum();
        assert!(whole <= 300.0 - 2.0 * SPACE_XS && whole > 280.0, "{lines:?}");
        assert!(lines[0].iter().all(|(_, caption)| *caption == 0.0), "the head names them");
    }

    #[test]
    fn what_does_not_fit_goes_on_below_with_its_name() {
        let needs = [need(60.0), need(90.0), need(60.0), need(60.0)];
        for room in [120.0, 160.0, 220.0, 250.0] {
            let lines = flow(&needs, room);
            assert!(lines.len() > 1);
            assert_eq!(lines.iter().map(Vec::len).sum::<usize>(), 4);
            for (number, line) in lines.iter().enumerate() {
                let gaps = SPACE_XS * (line.len() - 1) as f32;
                let whole: f32 = line.iter().map(|(entry, caption)| entry + caption).sum();
                assert!(whole + gaps <= room + 0.5 || line.len() == 1, "{room}: {line:?}");
                assert!(line.iter().all(|(_, caption)| (*caption == 0.0) == (number == 0)));
            }
        }
    }

    #[test]
    fn no_room_at_all_still_gives_every_cell_some() {
        let lines = flow(&[need(60.0), need(90.0)], 10.0);
        assert!(lines.iter().flatten().all(|(entry, _)| *entry >= 24.0));
    }
}
