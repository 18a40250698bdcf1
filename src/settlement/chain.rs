//! What the dependencies of a service can deliver together, against what the service promises.

use super::Exact;
use super::composition::{CompositionError, Part};
use crate::agreement::{Dependency, Metric, MetricKind, Service, Topology};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// The dependencies of a service, put together. Failures are taken to be independent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    /// In per cent. What has no level is counted as if it never failed, so this is the most that can be delivered.
    pub available: Exact,
    /// What was counted, in the order of the agreement. The service fails when one of them fails.
    pub links: Vec<Link<'a>>,
    /// Dependencies without a level, or whose copies do not fit together.
    pub open: Vec<&'a Dependency>,
}

/// A dependency, or several that stand in for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    pub dependencies: Vec<&'a Dependency>,
    /// In per cent.
    pub available: Exact,
    part: Part,
}

impl Link<'_> {
    /// Whether more than one thing has to fail before this does.
    pub fn is_redundant(&self) -> bool {
        match &self.part {
            Part::One(_) => false,
            Part::Serial(of) | Part::Redundant(of) => of.len() > 1,
            Part::KOfN { needed, of } => (*needed as usize) < of.len(),
        }
    }

    /// Every single copy by itself, as if all of them were needed.
    fn all_needed(&self) -> Vec<Part> {
        fn flat(part: &Part, out: &mut Vec<Part>) {
            match part {
                Part::One(_) => out.push(part.clone()),
                Part::Serial(of) | Part::Redundant(of) | Part::KOfN { of, .. } => {
                    of.iter().for_each(|p| flat(p, out));
                }
            }
        }
        let mut out = Vec::new();
        flat(&self.part, &mut out);
        out
    }
}

impl Chain<'_> {
    /// The availability in per cent that comes out when redundant copies are multiplied as if all were needed: the
    /// usual slip.
    pub fn all_needed(&self) -> Option<Exact> {
        let parts = self.links.iter().flat_map(Link::all_needed).collect();
        Part::Serial(parts).availability().ok()
    }

    /// The availability in per cent that comes out when everything is taken to stand in for everything else.
    pub fn all_redundant(&self) -> Option<Exact> {
        let parts = self.links.iter().flat_map(Link::all_needed).collect();
        Part::Redundant(parts).availability().ok()
    }
}

/// The availability of one dependency with its copies; `None` where its level is not known.
///
/// # Errors
/// Where its copies do not fit together, or its level is no percentage.
pub fn part(dependency: &Dependency) -> Result<Option<Part>, CompositionError> {
    let Some(level) = dependency.availability.map(|p| p.get()) else { return Ok(None) };
    Ok(match (dependency.topology, dependency.copies, dependency.needed) {
        (Topology::Serial, ..) => Some(Part::One(level)),
        (Topology::Redundant, Some(copies), _) => Some(Part::copies(level, 1, copies)?),
        (Topology::KOfN, Some(copies), Some(needed)) => Some(Part::copies(level, needed, copies)?),
        (Topology::Redundant | Topology::KOfN, ..) => None,
    })
}

/// What the dependencies of a service deliver together; `None` where none of them has a level.
pub fn chain(service: &Service) -> Option<Chain<'_>> {
    let mut links = Vec::new();
    let mut open = Vec::new();
    let mut done: HashSet<&str> = HashSet::new();
    for dependency in &service.dependencies {
        let group = dependency.backup_group.trim();
        if !group.is_empty() && !done.insert(group) {
            continue;
        }
        let same = |d: &&Dependency| match group {
            "" => std::ptr::eq(*d, dependency),
            group => d.backup_group.trim() == group,
        };
        let members: Vec<&Dependency> = service.dependencies.iter().filter(same).collect();
        match link(&members) {
            Some(link) => links.push(link),
            None => open.extend(members),
        }
    }
    let parts = links.iter().map(|l| l.part.clone()).collect();
    let available = Part::Serial(parts).availability().ok().filter(|_| !links.is_empty())?;
    Some(Chain { available, links, open })
}

/// Dependencies that stand in for each other; `None` where the level of one is not known.
fn link<'a>(members: &[&'a Dependency]) -> Option<Link<'a>> {
    let mut parts = members.iter().map(|d| part(d).ok().flatten()).collect::<Option<Vec<_>>>()?;
    let part = if parts.len() == 1 { parts.pop()? } else { Part::Redundant(parts) };
    let available = part.availability().ok()?;
    Some(Link { dependencies: members.to_vec(), available, part })
}

/// The promise that a chain is held against: an availability in per cent that must be reached.
pub fn promised(metric: &Metric) -> Option<Decimal> {
    let fits = metric.kind == MetricKind::Availability && metric.is_percentage() && metric.higher_is_better();
    metric.target.map(|t| t.get()).filter(|_| fits)
}

/// A percentage that may have any number of decimals, cut after at most six of them: never more than there is.
pub fn shown_down(percent: &Exact) -> String {
    const DIGITS: u32 = 6;
    if let Some(short) = percent.decimal().map(|d| d.normalize()).filter(|d| d.scale() <= DIGITS) {
        return short.to_string();
    }
    let million = Exact::from(10_u32.pow(DIGITS));
    let cut = (percent * &million).floor().over(&million).unwrap_or_else(Exact::zero);
    cut.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dependency(level: &str, topology: Topology, copies: u32, needed: u32, group: &str) -> Dependency {
        Dependency {
            id: "d".parse().unwrap(),
            availability: level.parse().ok(),
            topology,
            copies: Some(copies),
            needed: Some(needed),
            backup_group: group.parse().unwrap(),
            ..Dependency::default()
        }
    }

    fn service(dependencies: Vec<Dependency>) -> Service {
        Service { dependencies, ..Service::default() }
    }

    #[test]
    fn serial_and_redundant_parts_of_different_levels_nest() {
        use Topology::{KOfN, Redundant, Serial};
        let of = service(vec![
            dependency("99.95", Serial, 0, 0, ""),
            dependency("99.99", Serial, 0, 0, "carriers"),
            dependency("99.9", Serial, 0, 0, "carriers"),
        ]);
        let found = chain(&of).unwrap();
        assert_eq!(found.available.to_string(), "99.949990005");
        assert_eq!(found.links.len(), 2);
        assert!(!found.links[0].is_redundant() && found.links[1].is_redundant());
        assert_eq!(found.all_needed().unwrap().to_string(), "99.840064995");
        let copies = service(vec![dependency("99.5", Redundant, 2, 0, ""), dependency("99", KOfN, 3, 2, "")]);
        assert_eq!(chain(&copies).unwrap().available.to_string(), "99.967700745");
    }

    #[test]
    fn what_has_no_level_is_left_open_and_never_lowers_the_chain() {
        use Topology::{KOfN, Serial};
        let of = service(vec![
            dependency("99.9", Serial, 0, 0, ""),
            dependency("", Serial, 0, 0, ""),
            dependency("99", KOfN, 2, 3, ""),
            dependency("90", Serial, 0, 0, "pair"),
            dependency("", Serial, 0, 0, "pair"),
        ]);
        let found = chain(&of).unwrap();
        assert_eq!((found.available.to_string().as_str(), found.open.len()), ("99.9", 4));
        assert_eq!(chain(&service(vec![dependency("", Serial, 0, 0, "")])), None);
        assert_eq!(chain(&Service::default()), None);
    }

    #[test]
    fn shown_percentages_are_never_more_than_there_is() {
        let shown = |text: &str| shown_down(&text.parse().unwrap());
        assert_eq!(shown("99.940005"), "99.940005");
        assert_eq!(shown("99.94999999999"), "99.949999");
        assert_eq!(shown("99.9500"), "99.95");
    }
}
