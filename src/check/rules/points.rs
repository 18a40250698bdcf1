//! The table of points: no hole, no overlap, and more for more points.

use super::{Report, at, count};
use crate::agreement::{Agreement, PointBand};
use crate::draft::Edit;
use crate::value::FieldPath;

const LIST: &str = "credits.points_table";

/// A band with its ends: the last number of points may be open.
#[derive(Clone, Copy)]
struct Band<'a> {
    band: &'a PointBand,
    from: u32,
    to: Option<u32>,
}

/// The bands that say where they begin, in the order of their points. A band without an end reaches to the next one.
fn bands(a: &Agreement) -> Vec<Band<'_>> {
    let begun = a.credits.points_table.iter().filter_map(|band| Some((band, band.from?)));
    let mut sorted: Vec<(&PointBand, u32)> = begun.collect();
    sorted.sort_by_key(|(_, from)| *from);
    let next = sorted.iter().skip(1).map(|(_, from)| Some(*from)).chain([None]);
    let ends = sorted.iter().zip(next).map(|((band, from), next)| Band {
        band,
        from: *from,
        to: band.to.or_else(|| next.map(|n| n.saturating_sub(1).max(*from))),
    });
    ends.collect()
}

/// Fewest and most points of each band, in order; the most may be open.
pub(in crate::check) fn spans(a: &Agreement) -> Vec<(&PointBand, u32, Option<u32>)> {
    bands(a)
        .into_iter()
        .map(|b| (b.band, b.from, b.to))
        .filter(|(_, from, to)| to.is_none_or(|to| *from <= to))
        .collect()
}

fn path(band: &PointBand, field: &str) -> FieldPath {
    at(&[LIST, &band.id, field])
}

fn range(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) if to == from => count(from as usize, "point"),
        Some(to) => format!("{from} to {to} points"),
        None => format!("{from} points and more"),
    }
}

/// Numbers of points between two bands, or beyond the last, that cost nothing.
pub(super) fn gaps(a: &Agreement, report: &mut Report) {
    let bands = bands(a);
    let mut last = None;
    for band in &bands {
        if let Some((before, end)) =
            last.filter(|(_, end): &(&Band<'_>, u32)| band.from > end.saturating_add(1))
        {
            let (low, high) = (end.saturating_add(1), band.from.saturating_sub(1));
            let message = format!("No credit is defined for {}", range(low, Some(high)));
            let hint = "Let each band reach to the one before the next";
            report.at(LIST, message, hint).related(path(band.band, "from")).fix(
                format!("Let the band from {} points reach to {high}", before.from),
                vec![Edit::set(path(before.band, "to"), high.to_string())],
            );
        }
        let end = band.to.unwrap_or(u32::MAX);
        if last.is_none_or(|(_, known)| end > known) {
            last = Some((band, end));
        }
    }
    if let Some((band, end)) = last.filter(|(_, end)| *end < u32::MAX) {
        let message = format!("No credit is defined for {}", range(end.saturating_add(1), None));
        report
            .at(LIST, message, "Leave the last band open")
            .fix("Leave the last band open", vec![Edit::set(path(band.band, "to"), "")]);
    }
}

/// Numbers of points in two bands.
pub(super) fn overlaps(a: &Agreement, report: &mut Report) {
    let bands = bands(a);
    let mut widest: Option<Band<'_>> = None;
    for band in bands {
        let end = |b: Band<'_>| b.to.unwrap_or(u32::MAX);
        if let Some(before) = widest.filter(|w| end(*w) >= band.from) {
            let shared = range(band.from, before.to.into_iter().chain(band.to).min());
            let message = format!("Two bands hold for {shared}");
            let found = report
                .at(at(&[LIST, &band.band.id]), message, "Let each band end before the next one begins")
                .related(at(&[LIST, &before.band.id]));
            if before.from < band.from {
                let edit = Edit::set(path(before.band, "to"), band.from.saturating_sub(1).to_string());
                found.fix("End the first where the second begins", vec![edit]);
            }
        }
        if widest.is_none_or(|w| end(band) > end(w)) {
            widest = Some(band);
        }
    }
}

/// More points that cost no more.
pub(super) fn order(a: &Agreement, report: &mut Report) {
    for band in &a.credits.points_table {
        if let (Some(from), Some(to)) = (band.from, band.to)
            && from > to
        {
            let swap = vec![
                Edit::set(path(band, "from"), to.to_string()),
                Edit::set(path(band, "to"), from.to_string()),
            ];
            report
                .at(
                    at(&[LIST, &band.id]),
                    format!("A band from {from} to {to} points holds none"),
                    "Put the smaller number first",
                )
                .fix("Swap the two ends", swap);
        }
    }
    let bands = bands(a);
    for (fewer, more) in bands.iter().zip(bands.iter().skip(1)) {
        let (Some(less), Some(credit)) = (fewer.band.credit, more.band.credit) else { continue };
        if credit <= less {
            let message = format!(
                "{credit} % from {} points on is not more than {less} % from {} points on",
                more.from, fewer.from
            );
            report
                .at(path(more.band, "credit"), message, "Let the credit rise with the points")
                .related(path(fewer.band, "credit"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, run};

    /// Codes and messages about a table of `(from, to, credit)`.
    fn table(rows: &[(&str, &str, &str)]) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        for (n, (from, to, credit)) in rows.iter().enumerate() {
            lines.push(format!("+credits.points_table b{n}"));
            for (field, value) in [("from", from), ("to", to), ("credit", credit)] {
                lines.push(format!("credits.points_table.b{n}.{field}={value}"));
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = run(&changed(&lines)).into_iter().filter(|f| matches!(f.code, "C01" | "C02" | "C04"));
        found.map(|f| (f.code, f.message)).collect()
    }

    #[test]
    fn single_numbers_leave_holes_between_them() {
        let found = table(&[("5", "5", "0"), ("10", "10", "2"), ("15", "", "4")]);
        let messages: Vec<&str> = found.iter().map(|(_, m)| m.as_str()).collect();
        assert_eq!(
            messages,
            ["No credit is defined for 11 to 14 points", "No credit is defined for 6 to 9 points"]
        );
        assert!(found.iter().all(|(code, _)| *code == "C01"));
    }

    #[test]
    fn bands_that_touch_or_are_left_open_are_sound() {
        assert_eq!(table(&[("5", "9", "0"), ("10", "14", "2"), ("15", "", "4")]), []);
        assert_eq!(table(&[("15", "", "4"), ("5", "", "0"), ("10", "", "2")]), []);
    }

    #[test]
    fn a_last_band_that_ends_an_overlap_and_an_order_upside_down_are_found() {
        assert_eq!(
            table(&[("5", "9", "1")]),
            [("C01", "No credit is defined for 10 points and more".to_owned())]
        );
        assert_eq!(
            table(&[("5", "10", "1"), ("10", "", "2")]),
            [("C02", "Two bands hold for 10 points".to_owned())]
        );
        let falling = table(&[("5", "9", "2"), ("10", "", "1")]);
        assert_eq!(falling.iter().map(|f| f.0).collect::<Vec<_>>(), ["C04"]);
        let swapped = table(&[("9", "5", "2")]);
        assert!(swapped.iter().any(|f| f.0 == "C04"), "{swapped:?}");
    }
}
