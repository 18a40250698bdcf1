use super::super::testing::{FakeFs, Fault, Operation};
use super::*;
use std::io::ErrorKind;

fn folders() -> Folders {
    Folders::under(Path::new("/home"))
}

fn me(process: u32) -> Holder {
    Holder { process, host: "desk".to_owned(), since: 1_795_000_000 }
}

fn claim_as(fs: &FakeFs, path: &str, process: u32) -> Claiming {
    claim(fs, &folders(), Path::new(path), &me(process))
}

#[test]
fn the_second_is_told_who_the_first_is_and_may_when_the_first_has_gone() {
    let fs = FakeFs::new();
    fs.put("/drafts/a.ron", b"x");
    let Claiming::Granted(first) = claim_as(&fs, "/drafts/a.ron", 1) else { panic!() };
    let Claiming::Taken(holder) = claim_as(&fs, "/drafts/a.ron", 2) else { panic!() };
    assert_eq!(holder, Some(me(1)));
    assert!(matches!(claim_as(&fs, "/drafts/b.ron", 2), Claiming::Granted(_)), "another draft is free");
    drop(first);
    let Claiming::Granted(_second) = claim_as(&fs, "/drafts/a.ron", 2) else { panic!() };
    let Claiming::Taken(holder) = claim_as(&fs, "/drafts/a.ron", 3) else { panic!() };
    assert_eq!(holder, Some(me(2)));
}

#[test]
fn links_and_other_spellings_lead_to_one_claim() {
    let fs = FakeFs::new();
    fs.put("/drafts/2026/a.ron", b"x");
    fs.put_link("/desk/link.ron", "../drafts/2026/a.ron");
    fs.put_link("/now", "drafts/2026");
    let _held = claim_as(&fs, "/drafts/2026/a.ron", 1);
    for path in ["/desk/link.ron", "/now/a.ron", "/drafts/./2026/../2026/a.ron", "/now/../2026/a.ron"] {
        assert!(matches!(claim_as(&fs, path, 2), Claiming::Taken(_)), "{path}");
        assert!(is_same_file(&fs, Path::new(path), Path::new("/drafts/2026/a.ron")), "{path}");
    }
    fs.put("/drafts/2026/b.ron", b"x");
    assert!(!is_same_file(&fs, Path::new("/now/b.ron"), Path::new("/now/a.ron")));
    assert!(!is_same_file(&fs, Path::new("/now/c.ron"), Path::new("/now/d.ron")), "missing files differ");
    fs.put_link("/loop/a", "b");
    fs.put_link("/loop/b", "a");
    assert_eq!(real_place(&fs, Path::new("/loop/a/x.ron")), None);
    assert!(matches!(claim_as(&fs, "/loop/a/x.ron", 2), Claiming::Unknown));
}

#[test]
fn where_nothing_can_be_locked_nothing_is_known_and_nothing_fails() {
    for (operation, kind) in [
        (Operation::TryLock, ErrorKind::Unsupported),
        (Operation::TryLock, ErrorKind::PermissionDenied),
        (Operation::CreateFolders, ErrorKind::ReadOnlyFilesystem),
    ] {
        let fs = FakeFs::new();
        fs.put("/drafts/a.ron", b"x");
        fs.fail(Fault::every(operation, kind));
        assert!(matches!(claim_as(&fs, "/drafts/a.ron", 1), Claiming::Unknown), "{operation:?}");
    }
}

#[test]
fn a_holder_that_cannot_be_written_or_read_is_nobody() {
    let fs = FakeFs::new();
    fs.put("/drafts/a.ron", b"x");
    drop(claim_as(&fs, "/drafts/a.ron", 1));
    fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
    let Claiming::Granted(_held) = claim_as(&fs, "/drafts/a.ron", 2) else { panic!() };
    assert!(matches!(claim_as(&fs, "/drafts/a.ron", 3), Claiming::Taken(None)), "not the one before");
    fs.heal();
    let fs = FakeFs::new();
    fs.put("/drafts/a.ron", b"x");
    let Claiming::Granted(_held) = claim_as(&fs, "/drafts/a.ron", 1) else { panic!() };
    let holder = fs.files().into_iter().find(|f| f.extension().is_some_and(|e| e == "holder")).unwrap();
    fs.put(&holder, b"\xff(");
    assert!(matches!(claim_as(&fs, "/drafts/a.ron", 2), Claiming::Taken(None)));
}

#[test]
fn this_process_is_named() {
    let this = Holder::this(&FakeFs::new(), 7);
    assert_eq!((this.process, this.since), (std::process::id(), 7));
}
