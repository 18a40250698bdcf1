//! Whether two paths lead to one file.

use super::super::fs::Fs;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The place of a file behind all links, which need not exist yet. `None` when the path has no place: links in a circle,
/// or a relative path without a current folder.
pub fn real_place(fs: &dyn Fs, path: &Path) -> Option<PathBuf> {
    const MOST_LINKS: usize = 40;
    let absolute = std::path::absolute(path).ok()?;
    let mut ahead: Vec<Part> = parts(&absolute);
    let mut place = PathBuf::new();
    let mut links = 0;
    while let Some(part) = ahead.pop() {
        match part {
            Part::Root(root) => place = PathBuf::from(root),
            Part::Up => drop(place.pop()),
            Part::Name(name) => {
                let here = place.join(&name);
                match fs.link_target(&here) {
                    Ok(Some(target)) => {
                        links += 1;
                        if links > MOST_LINKS {
                            return None;
                        }
                        ahead.extend(parts(&target));
                    }
                    // What cannot be looked at is taken as it is written.
                    Ok(None) | Err(_) => place = here,
                }
            }
        }
    }
    Some(place)
}

enum Part {
    Root(OsString),
    Up,
    Name(OsString),
}

/// The parts of a path, the first one last.
fn parts(path: &Path) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut root = OsString::new();
    for component in path.components() {
        match component {
            Component::Prefix(_) | Component::RootDir => root.push(component.as_os_str()),
            Component::CurDir => {}
            Component::ParentDir => parts.push(Part::Up),
            Component::Normal(name) => parts.push(Part::Name(name.to_owned())),
        }
    }
    if !root.is_empty() {
        parts.insert(0, Part::Root(root));
    }
    parts.reverse();
    parts
}

/// Whether both paths lead to one file: the same place behind all links, or the same file under two names.
pub fn is_same_file(fs: &dyn Fs, a: &Path, b: &Path) -> bool {
    if a == b {
        return true;
    }
    let place = real_place(fs, a);
    if place.is_some() && place == real_place(fs, b) {
        return true;
    }
    let identity = |path: &Path| fs.metadata(path).ok().and_then(|found| found.identity);
    let of_a = identity(a);
    of_a.is_some() && of_a == identity(b)
}
