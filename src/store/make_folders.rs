//! Folders of our own.

use super::fs::Fs;
use super::save::{folder_of, is_unsupported_folder_sync};
use std::io;
use std::path::Path;

/// Creates the folder and its missing parents, open to the user alone. Their names are as durable as what is saved in
/// them: without that a power cut takes the folder and everything in it.
pub(super) fn make_private_folders(fs: &dyn Fs, path: &Path) -> io::Result<()> {
    let is_missing = |part: &&Path| {
        let found = fs.metadata(part);
        found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let named = path.ancestors().filter(|part| !part.as_os_str().is_empty());
    let missing: Vec<&Path> = named.take_while(is_missing).collect();
    fs.create_private_folders(path)?;
    missing.into_iter().rev().try_for_each(|part| match fs.sync_folder(folder_of(part)) {
        Err(error) if is_unsupported_folder_sync(&error) => Ok(()),
        done => done,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{CrashFs, FakeFs, Fault, Operation};
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn folders_outlive_a_power_cut_once_they_are_reported() {
        let disk = FakeFs::new();
        disk.put_folder("/home");
        let fs = CrashFs::over(&disk);
        make_private_folders(&fs, Path::new("/home/state/history")).unwrap();
        let mut ends = 0;
        fs.each_disk_after_a_power_cut(|moment, disk| {
            if moment.at_the_end {
                ends += 1;
                assert!(disk.metadata(Path::new("/home/state/history")).is_ok());
            }
        });
        assert_eq!(ends, 1);
        assert_eq!(disk.mode("/home/state"), Some(0o700));
    }

    #[test]
    fn folders_that_are_there_cost_nothing_and_a_refusal_is_told() {
        let fs = FakeFs::new();
        fs.put_folder("/home/state");
        make_private_folders(&fs, Path::new("/home/state")).unwrap();
        assert!(!fs.operations().contains(&Operation::SyncFolder));
        fs.fail(Fault::every(Operation::SyncFolder, ErrorKind::StorageFull));
        let refused = make_private_folders(&fs, Path::new("/home/state/a/b")).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::StorageFull);
        fs.fail(Fault::every(Operation::SyncFolder, ErrorKind::Unsupported));
        make_private_folders(&fs, Path::new("/home/c")).unwrap();
    }
}
