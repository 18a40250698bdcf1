//! Where settings and remembered things live.

use std::env;
use std::path::{Path, PathBuf};

/// Names a folder that takes the place of the platform's own, for portable use and for tests.
pub const HOME_VARIABLE: &str = "CLAUSEWRIGHT_HOME";

/// The folders of this program for this user. They may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    config: PathBuf,
    state: PathBuf,
}

impl Folders {
    /// Both folders below `home`.
    pub fn under(home: &Path) -> Self {
        Self { config: home.join("config"), state: home.join("state") }
    }

    /// The folders below `home` if given, else below [`HOME_VARIABLE`] if set, else those of the platform.
    /// `None` when the user has no home folder: nothing is remembered then.
    pub fn find(home: Option<&Path>) -> Option<Self> {
        let named = env::var_os(HOME_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from);
        match home.map(Path::to_owned).or(named) {
            Some(home) => Some(Self::under(&home)),
            None => Self::of_platform(),
        }
    }

    fn of_platform() -> Option<Self> {
        let platform = directories::ProjectDirs::from("", "", "Clausewright")?;
        let state = platform.state_dir().unwrap_or_else(|| platform.data_local_dir());
        Some(Self { config: platform.config_dir().to_owned(), state: state.to_owned() })
    }

    /// What the user chose and might carry to another computer.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// What this computer remembers.
    pub fn state(&self) -> &Path {
        &self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_home_holds_everything() {
        let folders = Folders::find(Some(Path::new("/stick"))).unwrap();
        assert_eq!(folders, Folders::under(Path::new("/stick")));
        assert_eq!(folders.config(), Path::new("/stick/config"));
        assert_eq!(folders.state(), Path::new("/stick/state"));
    }
}
