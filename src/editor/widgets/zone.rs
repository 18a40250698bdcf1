//! The time zone of a calendar, and the other times of the agreement that are in another one.

use super::context::Form;
use super::field::Field;
use crate::draft::{Draft, Edit};
use crate::editor::tokens::{SPACE_S, small};
use crate::editor::view::Action;
use crate::value::{FieldPath, Zone};
use egui::Ui;

/// Below the zone of a calendar: how many other places say another one, and the offer to put them all into this.
pub fn elsewhere_ui(ui: &mut Ui, form: &mut Form<'_>, field: &Field<'_>) {
    if form.read_only || !field.path.as_str().starts_with("calendars.") {
        return;
    }
    let Some((zone, others)) = elsewhere(form.draft, &field.path) else { return };
    let said = words::others(&others);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        ui.label(small(ui, said.as_str()));
        if ui.button(words::everywhere(zone)).clicked() {
            let edits = others.iter().map(|(path, _)| Edit::set(path.clone(), zone.to_string())).collect();
            let (name, said) = (words::everywhere(zone), words::done(zone));
            form.actions.push(Action::EditAndSay { edits, name, said });
        }
    });
}

/// The zone of this field, and the other places that say another one.
fn elsewhere(draft: &Draft, path: &FieldPath) -> Option<(Zone, Vec<(FieldPath, Zone)>)> {
    let zone: Zone = draft.text(path).parse().ok()?;
    if draft.pending_at(path).is_some() {
        return None;
    }
    let others: Vec<_> = draft.agreement.zones().into_iter().filter(|(_, other)| *other != zone).collect();
    (!others.is_empty()).then_some((zone, others))
}

mod words {
    use super::{FieldPath, Zone};
    use crate::value::listed;

    /// "5 other places say UTC."
    pub fn others(others: &[(FieldPath, Zone)]) -> String {
        let mut zones: Vec<String> = others.iter().map(|(_, zone)| zone.to_string()).collect();
        zones.sort();
        zones.dedup();
        let places = match others.len() {
            1 => "1 other time of this agreement is".to_owned(),
            n => format!("{n} other times of this agreement are"),
        };
        format!("{places} in {}.", listed(&zones))
    }
    pub fn everywhere(zone: Zone) -> String {
        format!("Use {zone} everywhere")
    }
    pub fn done(zone: Zone) -> String {
        format!("All times are in {zone} now.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_in_another_zone_than_the_rest_says_how_many_differ() {
        let mut draft = crate::template::find("managed-it-support").unwrap().example().clone();
        let path = FieldPath::new("calendars").join(&draft.agreement.calendars[0].id).join("zone");
        assert_eq!(elsewhere(&draft, &path), None);
        let all = draft.agreement.zones().len();
        assert_eq!(Edit::set(path.clone(), "Europe/Oslo").apply(&mut draft), Ok(true));
        let (_, others) = elsewhere(&draft, &path).unwrap();
        assert_eq!(
            words::others(&others),
            format!("{} other times of this agreement are in Europe/London.", all - 1)
        );
    }
}
