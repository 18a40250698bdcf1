//! A run of one test in name spaces of its own, with a small disk mounted.

use std::path::PathBuf;
use std::process::Command;

const DISK: &str = "CLAUSEWRIGHT_TEST_DISK";

/// The folder of the disk, in the child; in the parent `None`, after the child has passed.
///
/// `options` are those of tmpfs, such as `size=64k`.
pub fn disk(test: &str, options: &str) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o {options} none \"${DISK}\" && exec \"$0\" \"$@\"");
    let mut child = Command::new("unshare");
    child.args(["-r", "-m", "sh", "-c", &mount]).arg(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--nocapture"]).env(DISK, folder.path());
    let help = "This test mounts a small disk of its own. It needs the program `unshare` (Debian: util-linux) and a kernel \
                that lets users make name spaces (/proc/sys/kernel/unprivileged_userns_clone is 1, \
                /proc/sys/user/max_user_namespaces is not 0, and no container or security profile forbids it).";
    let output = child.output().unwrap_or_else(|error| panic!("`unshare` does not start: {error}. {help}"));
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let began = out.contains("running 1 test");
    assert!(began, "no disk could be mounted: {err}\n{help}");
    assert!(output.status.success() && out.contains("1 passed"), "{out}{err}");
    None
}
