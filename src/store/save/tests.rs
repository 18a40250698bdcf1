use super::super::load::load;
use super::super::testing::{FakeFs, Fault, Operation};
use super::*;
use std::io::ErrorKind;

const PATH: &str = "/drafts/hosting.ron";
const OLD: &[u8] = b"(schema: 1, title: \"Old\")";
const NEW: &[u8] = b"(schema: 1, title: \"New, and longer\")";

const KINDS: [ErrorKind; 5] = [
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::Interrupted,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::Other,
];

fn accept(_: &[u8]) -> Result<(), String> {
    Ok(())
}

fn save_to(fs: &FakeFs, path: &str, expected: Expected) -> Result<Saved, SaveError> {
    save(fs, Path::new(path), NEW, expected, &accept)
}

fn loaded() -> Expected {
    Expected::Hash(ContentHash::of(OLD))
}

fn disk(content: Option<&[u8]>) -> FakeFs {
    let fs = FakeFs::new();
    fs.put_folder("/drafts");
    if let Some(content) = content {
        fs.put(PATH, content);
    }
    fs
}

#[test]
fn a_save_takes_its_steps_in_order() {
    let fs = disk(Some(OLD));
    fs.set_mode(PATH, 0o640);
    let saved = save_to(&fs, PATH, loaded()).unwrap();
    assert_eq!(saved.hash, ContentHash::of(NEW));
    use Operation::*;
    let steps = [
        LinkTarget,
        Metadata,
        Read,
        CheckWritable,
        Create,
        Metadata,
        Metadata,
        SetMode,
        Write,
        Sync,
        Rename,
        SyncFolder,
        List,
    ];
    assert_eq!(fs.operations(), steps);
    assert_eq!(fs.content(PATH).unwrap(), NEW);
    assert_eq!(fs.mode(PATH), Some(0o640));
    assert_eq!(load(&fs, Path::new(PATH)).unwrap().hash, saved.hash);
}

#[test]
fn a_new_draft_is_private_and_a_new_export_is_not() {
    let fs = disk(None);
    save_to(&fs, PATH, Expected::New).unwrap();
    write_export(&fs, Path::new("/drafts/hosting.pdf"), b"%PDF").unwrap();
    assert_eq!((fs.mode(PATH), fs.mode("/drafts/hosting.pdf")), (Some(0o600), Some(0o644)));
}

/// Fails operation 1, 2, 3, ... until the save no longer gets that far, and looks at the disk each time.
fn with_every_fault(
    fault: fn(usize, ErrorKind) -> Fault,
    kinds: &[ErrorKind],
    old: Option<&[u8]>,
    longest_write: usize,
) {
    let expected = if old.is_some() { loaded() } else { Expected::New };
    for &kind in kinds {
        for number in 1.. {
            let fs = disk(old);
            fs.set_mode(PATH, 0o640);
            fs.limit_writes(longest_write);
            fs.fail(fault(number, kind));
            let outcome = save_to(&fs, PATH, expected);
            let was_hit = fs.has_failed();
            let place = format!("{kind:?} at {number}, {:?}", fs.operations());
            fs.heal();
            check_disk(&fs, &outcome, old, &place);
            if !was_hit {
                outcome.expect(&place);
                assert!(number > 7, "{place}");
                break;
            }
        }
    }
}

fn check_disk(fs: &FakeFs, outcome: &Result<Saved, SaveError>, old: Option<&[u8]>, place: &str) {
    let content = fs.content(PATH);
    let mut leftovers: Vec<_> = fs.files().into_iter().filter(|file| file != Path::new(PATH)).collect();
    match outcome {
        Ok(saved) => {
            assert_eq!(content.as_deref(), Some(NEW), "{place}");
            assert_eq!(saved.hash, ContentHash::of(NEW), "{place}");
            assert!(fs.is_synced(PATH), "{place}");
            assert_eq!(fs.mode(PATH), Some(if old.is_some() { 0o640 } else { 0o600 }), "{place}");
        }
        Err(error) => {
            let message = error.to_string();
            assert!(message.contains(PATH), "{place}: {message}");
            if let SaveError::Unconfirmed { hash, .. } = error {
                assert_eq!(content.as_deref(), Some(NEW), "{place}");
                assert_eq!(*hash, ContentHash::of(NEW), "{place}");
            } else {
                assert_eq!(content.as_deref(), old, "{place}");
            }
            if let SaveError::Failed { leftover: Some(left), existed, .. } = error {
                assert!(message.contains(&*left.to_string_lossy()), "{place}: {message}");
                assert_eq!(*existed, old.is_some(), "{place}");
                leftovers.retain(|file| file != left);
            }
        }
    }
    assert_eq!(leftovers, Vec::<PathBuf>::new(), "{place}");
}

#[test]
fn a_single_fault_anywhere_leaves_the_old_file_or_the_new() {
    for old in [Some(OLD), None] {
        for longest_write in [usize::MAX, 7] {
            with_every_fault(Fault::once, &KINDS, old, longest_write);
            with_every_fault(
                Fault::once,
                &[ErrorKind::NotFound, ErrorKind::InvalidInput],
                old,
                longest_write,
            );
        }
    }
}

#[test]
fn a_lasting_fault_from_anywhere_leaves_the_old_file_or_the_new() {
    for old in [Some(OLD), None] {
        with_every_fault(Fault::from, &KINDS, old, usize::MAX);
        with_every_fault(Fault::from, &KINDS, old, 7);
    }
}

#[test]
fn each_cause_is_named_with_a_way_out() {
    let causes = [
        (
            Operation::Write,
            ErrorKind::StorageFull,
            "the disk is full. Free some space or save to another folder.",
        ),
        (Operation::Sync, ErrorKind::QuotaExceeded, "your share of the disk is used up"),
        (Operation::Create, ErrorKind::PermissionDenied, "writing there is not permitted. Ask the owner"),
        (
            Operation::CheckWritable,
            ErrorKind::ReadOnlyFilesystem,
            "the disk can only be read. Save to another",
        ),
        (Operation::Rename, ErrorKind::ResourceBusy, "another program is using the file. Close it there"),
        (Operation::Metadata, ErrorKind::TimedOut, "the network drive does not answer"),
        (Operation::Create, ErrorKind::InvalidFilename, "the disk does not accept this file name"),
    ];
    for (operation, kind, words) in causes {
        let fs = disk(Some(OLD));
        fs.fail(Fault::every(operation, kind));
        let error = save_to(&fs, PATH, loaded()).unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("/drafts/hosting.ron was not saved: "), "{message}");
        assert!(message.contains(words), "{message}");
        assert_eq!(fs.files(), [Path::new(PATH)]);
        assert_eq!(error.path(), Path::new(PATH));
        assert!(error.with_draft_open().ends_with("Your draft is still open, with all its changes."));
    }
}

#[test]
fn the_message_says_what_is_on_disk() {
    let message = |old: Option<&[u8]>, expected| {
        let fs = disk(old);
        fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
        save_to(&fs, PATH, expected).unwrap_err().to_string()
    };
    assert!(message(Some(OLD), loaded()).ends_with("The file on disk is unchanged."));
    assert!(message(None, Expected::New).ends_with("Nothing was written."));
}

#[test]
fn interruptions_are_waited_out_except_where_a_second_try_would_lie() {
    let outcome = |operation: Operation| {
        let fs = disk(Some(OLD));
        fs.set_mode(PATH, 0o640);
        save_to(&fs, PATH, loaded()).unwrap();
        let number = fs.operations().iter().position(|step| *step == operation).unwrap() + 1;
        let fs = disk(Some(OLD));
        fs.set_mode(PATH, 0o640);
        fs.fail(Fault::once(number, ErrorKind::Interrupted));
        let outcome = save_to(&fs, PATH, loaded());
        (outcome.is_ok(), fs.operations().iter().filter(|step| **step == operation).count())
    };
    for operation in
        [Operation::LinkTarget, Operation::Read, Operation::Create, Operation::SetMode, Operation::Write]
    {
        assert!(outcome(operation).0, "{operation:?}");
    }
    for operation in [Operation::Sync, Operation::Rename, Operation::SyncFolder] {
        assert_eq!(outcome(operation), (false, 1), "{operation:?}");
    }
}

#[test]
fn a_file_system_that_cannot_sync_folders_is_no_obstacle() {
    for kind in [
        ErrorKind::InvalidInput,
        ErrorKind::Unsupported,
        ErrorKind::PermissionDenied,
        ErrorKind::IsADirectory,
    ] {
        let fs = disk(Some(OLD));
        fs.fail(Fault::every(Operation::SyncFolder, kind));
        save_to(&fs, PATH, loaded()).unwrap();
        assert!(fs.has_failed());
    }
    #[cfg(unix)]
    assert!(is_unsupported_folder_sync(&io::Error::from_raw_os_error(9)));
    assert!(!is_unsupported_folder_sync(&io::Error::other("input/output error")));
}

#[test]
fn an_unconfirmed_save_says_so_and_can_be_repeated() {
    let fs = disk(Some(OLD));
    fs.fail(Fault::every(Operation::SyncFolder, ErrorKind::StorageFull));
    let error = save_to(&fs, PATH, loaded()).unwrap_err();
    assert!(error.to_string().contains("holds the new version, but the disk did not confirm it"), "{error}");
    fs.heal();
    // Neither with the hash known before nor with the one in the error is this a change from outside.
    save_to(&fs, PATH, loaded()).unwrap();
    save_to(&fs, PATH, Expected::Hash(ContentHash::of(NEW))).unwrap();
}

#[test]
fn a_file_system_without_modes_is_no_obstacle() {
    let fs = disk(Some(OLD));
    fs.fail(Fault::every(Operation::SetMode, ErrorKind::Unsupported));
    save_to(&fs, PATH, loaded()).unwrap();
    assert!(fs.has_failed());
}

#[test]
fn a_change_from_outside_is_not_overwritten_unasked() {
    let equally_long = b"(schema: 1, title: \"Odl\")";
    let too_long = vec![b' '; DRAFT_LIMIT as usize + 1];
    for foreign in [&equally_long[..], b"", &too_long] {
        let fs = disk(Some(foreign));
        let error = save_to(&fs, PATH, loaded()).unwrap_err();
        assert!(matches!(error, SaveError::ChangedOutside { .. }), "{error}");
        assert!(error.to_string().contains("another program has changed the file"), "{error}");
        assert_eq!(fs.content(PATH).unwrap(), foreign);
        save_to(&fs, PATH, Expected::Overwrite).unwrap();
        assert_eq!(fs.content(PATH).unwrap(), NEW);
    }
}

#[test]
fn a_new_draft_never_replaces_a_file() {
    let fs = disk(Some(OLD));
    let error = save_to(&fs, PATH, Expected::New).unwrap_err();
    assert!(matches!(error, SaveError::AlreadyExists { .. }), "{error}");
    assert_eq!(fs.content(PATH).unwrap(), OLD);
}

#[test]
fn a_file_or_a_folder_that_vanished_is_named() {
    let fs = disk(Some(OLD));
    fs.take_away(PATH);
    let error = save_to(&fs, PATH, loaded()).unwrap_err();
    assert!(matches!(error, SaveError::RemovedOutside { .. }), "{error}");
    save_to(&fs, PATH, Expected::Overwrite).unwrap();

    fs.take_away("/drafts");
    for expected in [Expected::Hash(ContentHash::of(NEW)), Expected::Overwrite, Expected::New] {
        let error = save_to(&fs, PATH, expected).unwrap_err().to_string();
        assert!(
            error.contains("/drafts/hosting.ron was not saved: the folder is not there. Connect its drive"),
            "{error}"
        );
        assert!(fs.files().is_empty());
    }
}

#[test]
fn protected_files_and_folders_stay_as_they_are() {
    let fs = disk(Some(OLD));
    fs.set_mode(PATH, 0o444);
    for expected in [loaded(), Expected::Overwrite] {
        let error = save_to(&fs, PATH, expected).unwrap_err().to_string();
        assert!(error.contains("writing there is not permitted"), "{error}");
    }
    fs.set_mode(PATH, 0o644);
    fs.set_mode("/drafts", 0o555);
    let error = save_to(&fs, PATH, loaded()).unwrap_err().to_string();
    assert!(error.contains("writing there is not permitted"), "{error}");
    assert_eq!(fs.content(PATH).unwrap(), OLD);
}

#[test]
fn a_file_whose_mode_cannot_be_carried_over_opens_to_nobody_else() {
    let fs = disk(Some(OLD));
    fs.set_mode(PATH, 0o600);
    fs.fail(Fault::every(Operation::SetMode, ErrorKind::Unsupported));
    write_export(&fs, Path::new(PATH), NEW).unwrap();
    assert_eq!(fs.mode(PATH), Some(0o600));
}

#[test]
fn links_are_written_through() {
    let fs = disk(Some(OLD));
    fs.put_link("/desk/link.ron", "../way/hosting.ron");
    fs.put_link("/way", "drafts");
    save_to(&fs, "/desk/link.ron", loaded()).unwrap();
    assert_eq!(fs.content(PATH).unwrap(), NEW);
    assert_eq!(
        fs.link_target(Path::new("/desk/link.ron")).unwrap(),
        Some(PathBuf::from("../way/hosting.ron"))
    );

    fs.put_link("/desk/dangling.ron", "/drafts/fresh.ron");
    save_to(&fs, "/desk/dangling.ron", Expected::New).unwrap();
    assert_eq!(fs.content("/drafts/fresh.ron").unwrap(), NEW);

    fs.put_link("/desk/a.ron", "b.ron");
    fs.put_link("/desk/b.ron", "a.ron");
    let error = save_to(&fs, "/desk/a.ron", Expected::Overwrite).unwrap_err();
    assert!(matches!(error, SaveError::LinkLoop { .. }), "{error}");
}

#[test]
fn what_does_not_read_back_is_not_written() {
    let fs = disk(Some(OLD));
    let refuse = |bytes: &[u8]| Err(format!("{} bytes differ", bytes.len()));
    let error = save(&fs, Path::new(PATH), NEW, loaded(), &refuse).unwrap_err().to_string();
    assert!(error.contains(PATH) && error.contains("37 bytes differ"), "{error}");
    assert_eq!(fs.operations(), []);
}

#[test]
fn what_could_not_be_opened_again_is_not_written() {
    let fs = disk(Some(OLD));
    let bytes = vec![b' '; DRAFT_LIMIT as usize + 1];
    let error = save(&fs, Path::new(PATH), &bytes, loaded(), &accept).unwrap_err().to_string();
    assert!(error.contains("it would be 8.1 MiB long, and files over 8 MiB"), "{error}");
    assert_eq!(fs.content(PATH).unwrap(), OLD);
    write_export(&fs, Path::new("/drafts/large.pdf"), &bytes).unwrap();
    assert_eq!(fs.content("/drafts/large.pdf").unwrap().len(), bytes.len());
}

#[test]
fn a_folder_or_no_name_is_refused() {
    let fs = disk(Some(OLD));
    let error = save_to(&fs, "/drafts", Expected::Overwrite).unwrap_err();
    assert!(matches!(error, SaveError::IsFolder { .. }), "{error}");
    let error = save_to(&fs, "", Expected::Overwrite).unwrap_err();
    assert!(matches!(error, SaveError::IsFolder { .. } | SaveError::Failed { .. }), "{error}");
    assert_eq!(fs.files(), [Path::new(PATH)]);
}

#[test]
fn a_temporary_name_that_is_taken_gives_way_to_the_next() {
    let fs = disk(Some(OLD));
    save_to(&fs, PATH, loaded()).unwrap();
    let create = fs.operations().iter().position(|step| *step == Operation::Create).unwrap() + 1;
    let fs = disk(Some(OLD));
    fs.fail(Fault::once(create, ErrorKind::AlreadyExists));
    save_to(&fs, PATH, loaded()).unwrap();
    assert!(fs.has_failed());
    fs.put(PATH, OLD);
    fs.fail(Fault::every(Operation::Create, ErrorKind::AlreadyExists));
    assert!(matches!(save_to(&fs, PATH, loaded()), Err(SaveError::Failed { .. })));
}
