//! What a service rests on: the availability that its dependencies deliver together.

use super::Said;
use super::delta::points;
use super::metric::with_unit;
use super::pair::{Asked, Half, Pair};
use crate::settlement::Exact;
use crate::settlement::chain::chain;

pub(super) fn explain(pair: &Pair<'_>, asked: &Asked<'_>) -> Option<Said> {
    let ["services", id, "dependencies", _, field] = asked.path.as_slice() else { return None };
    if !matches!(*field, "availability" | "topology" | "copies" | "needed" | "backup_group") {
        return None;
    }
    let delivered = |half: &Half<'_>| half.of.service(id).and_then(chain).map(|c| c.available);
    let shown = |value: &Exact| with_unit(&value.rounded(6), "%");
    let text = match (delivered(&pair.old), delivered(&pair.new)) {
        (Some(old), Some(new)) if old == new => {
            format!("all dependencies together deliver {} as before", shown(&new))
        }
        (Some(old), Some(new)) => {
            let by = &new - &old;
            let more = if by.is_negative() { "less" } else { "more" };
            let by = points(&by.rounded(6));
            format!("all dependencies together deliver {}: {by} {more}", shown(&new))
        }
        (None, Some(new)) => format!("all dependencies together deliver {}", shown(&new)),
        (_, None) => "what the dependencies deliver together can not be computed".to_owned(),
    };
    Some(Said::open(text))
}
