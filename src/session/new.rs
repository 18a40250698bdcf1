//! A new draft of a form.

use crate::draft::{Draft, Edit};
use crate::template::Form;
use crate::value::{Date, Id, Zone};
use std::hash::{BuildHasher, Hasher, RandomState};

/// A draft as the form starts it, dated today and with an id of its own.
pub fn new_draft(form: &Form) -> Draft {
    form.begin(random_id(), today())
}

/// The local day; `None` where the clock is beyond the calendar of drafts.
pub fn today() -> Option<Date> {
    Date::new(chrono::Local::now().date_naive())
}

/// The time zone that this machine is set to; `None` where it does not say.
pub fn local_zone() -> Option<Zone> {
    iana_time_zone::get_timezone().ok()?.parse().ok()
}

/// Puts all times of a new draft that are in UTC, where forms begin, into a time zone.
pub fn put_in_zone(draft: &mut Draft, zone: Zone) {
    for (path, now) in draft.agreement.zones() {
        if now == Zone::utc() {
            // A field that holds a zone takes another one.
            drop(Edit::set(path, zone.to_string()).apply(draft));
        }
    }
}

/// Sixteen hexadecimal digits from the process's random state: enough to keep drafts apart.
pub(super) fn random_id() -> Id {
    let number = RandomState::new().build_hasher().finish();
    Id::slug(&format!("draft-{number:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_new_draft_has_an_id_of_its_own() {
        assert_ne!(random_id(), random_id());
        assert_eq!(random_id().len(), 22);
    }

    #[test]
    fn a_draft_begins_in_the_zone_of_its_maker_and_is_as_proposed_still() {
        let oslo: Zone = "Europe/Oslo".parse().unwrap();
        for form in crate::template::library() {
            let blank = form.begin(random_id(), None);
            let mut draft = blank.clone();
            put_in_zone(&mut draft, oslo);
            let zones = draft.agreement.zones();
            assert!(zones.iter().all(|(_, zone)| *zone == oslo), "{zones:?}");
            assert_eq!(zones.len(), blank.agreement.zones().len());
            let proposed = |draft| form.as_proposed(draft).iter().map(|s| s.id.clone()).collect::<Vec<_>>();
            assert_eq!(proposed(&draft), proposed(&blank), "where it is meant is no promise");
        }
    }

    #[test]
    fn a_new_draft_of_any_form_waits_for_answers_and_has_nothing_wrong() {
        for form in crate::template::library() {
            let (_, found) = crate::session::derive(&new_draft(form), form, false);
            let wrong = |f: &&crate::check::Finding| {
                !f.missing && f.severity == crate::check::Severity::Error && f.waived.is_none()
            };
            let wrong: Vec<_> = found.iter().filter(wrong).map(|f| (f.code, f.path.as_str())).collect();
            assert_eq!(wrong, [], "{}", form.template().id);
            assert!(crate::check::Summary::of(&found).missing > 20);
        }
    }
}
