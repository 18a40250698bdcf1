//! What the user's umask and a folder of a group make of new files, and not of old ones.

use super::namespace::disk;
use super::saved_session;
use clausewright::store::{RealFs, write_export};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o7777
}

#[test]
fn new_exports_follow_the_umask_and_old_files_keep_their_mode() {
    const FOLDER: &str = "CLAUSEWRIGHT_TEST_UMASK";
    let Some(folder) = std::env::var_os(FOLDER) else {
        let folder = tempfile::tempdir().unwrap();
        for umask in ["027", "000"] {
            let mut child = Command::new("sh");
            child
                .args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")])
                .arg(std::env::current_exe().unwrap());
            child.args(["umask::new_exports_follow_the_umask_and_old_files_keep_their_mode", "--exact"]);
            let inner = folder.path().join(umask);
            std::fs::create_dir(&inner).unwrap();
            let output = child.env(FOLDER, &inner).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("1 passed"), "{said}");
        }
        return;
    };
    let folder = Path::new(&folder);
    let expected = if folder.ends_with("027") { 0o640 } else { 0o666 };
    let (draft, pdf) = (folder.join("draft.ron"), folder.join("draft.pdf"));
    let mut session = saved_session(&draft);
    assert_eq!(mode(&draft), 0o600, "a draft is its user's own");
    write_export(&RealFs, &pdf, b"%PDF").unwrap();
    assert_eq!(mode(&pdf), expected);
    for path in [&draft, &pdf] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o664)).unwrap();
    }
    session.save(&RealFs).unwrap();
    write_export(&RealFs, &pdf, b"%PDF again").unwrap();
    assert_eq!((mode(&draft), mode(&pdf)), (0o664, 0o664));
}

/// The disk belongs to a folder whose files belong to its group, whoever makes them.
#[test]
fn a_folder_of_a_group_gives_its_group_to_new_files() {
    let Some(disk) = disk("umask::a_folder_of_a_group_gives_its_group_to_new_files", "size=1m") else {
        return;
    };
    let shared = disk.join("shared");
    std::fs::create_dir(&shared).unwrap();
    std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(0o2775)).unwrap();
    let group = shared.metadata().unwrap().gid();
    let path = shared.join("draft.ron");
    let mut session = saved_session(&path);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o660)).unwrap();
    session.save(&RealFs).unwrap();
    assert_eq!((path.metadata().unwrap().gid(), mode(&path)), (group, 0o660));
    assert_eq!(mode(&shared), 0o2775, "the folder is as it was");
}
