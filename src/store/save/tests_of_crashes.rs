//! Whenever the power goes, and whatever the disk had not yet done by then, a name leads to its old content or to its
//! new one, and to the new one once success was reported.

use super::super::folders::Folders;
use super::super::recent::{RecentFile, load_recent_files, update_recent_files};
use super::super::settings::{Settings, Theme, load_settings, save_settings};
use super::super::testing::{CrashFs, FakeFs, Fault};
use super::*;
use std::io::ErrorKind;

const PATH: &str = "/drafts/hosting.ron";
const OLD: &[u8] = b"(schema: 1, title: \"Old\")";
const NEW: &[u8] = b"(schema: 1, title: \"New, and longer\")";

fn disk(old: Option<&[u8]>) -> FakeFs {
    let disk = FakeFs::new();
    disk.put_folder("/drafts");
    // A write at a time, so that each may be lost without the other.
    disk.limit_writes(13);
    if let Some(old) = old {
        disk.put(PATH, old);
    }
    disk
}

/// How a save came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Success,
    /// The old content is in place.
    Failure,
    /// The new content is in place, but perhaps not for good.
    Doubt,
}

impl Told {
    fn of<T>(result: &Result<T, SaveError>) -> Self {
        match result {
            Ok(_) => Self::Success,
            Err(SaveError::Unconfirmed { .. }) => Self::Doubt,
            Err(_) => Self::Failure,
        }
    }
}

/// The first thing found wrong, and how many disks were looked at.
fn look(fs: &CrashFs, old: Option<&[u8]>, told: Told) -> (Option<String>, usize) {
    let (mut wrong, mut seen) = (None, 0);
    fs.each_disk_after_a_power_cut(|moment, disk| {
        seen += 1;
        let found = disk.content(PATH);
        let found = found.as_deref();
        let is_right = match told {
            Told::Success if moment.at_the_end => found == Some(NEW),
            Told::Success | Told::Doubt => found == Some(NEW) || found == old,
            Told::Failure => found == old,
        };
        if !is_right && wrong.is_none() {
            let found = found.map(String::from_utf8_lossy);
            wrong = Some(format!("{told:?}, after step {}: {found:?}", moment.step));
        }
    });
    (wrong, seen)
}

/// Saves with some function and says what a power cut would have made of it.
fn cut(old: Option<&[u8]>, act: impl FnOnce(&CrashFs) -> Told) -> Option<String> {
    let fs = CrashFs::over(&disk(old));
    let told = act(&fs);
    look(&fs, old, told).0
}

fn save_to(fs: &CrashFs, expected: Expected) -> Result<Saved, SaveError> {
    save(fs, Path::new(PATH), NEW, expected, &|_| Ok(()))
}

#[test]
fn a_power_cut_at_any_moment_leaves_the_old_file_or_the_new() {
    let cases = [
        (None, Expected::New),
        (Some(OLD), Expected::Hash(ContentHash::of(OLD))),
        (Some(OLD), Expected::Overwrite),
        (None, Expected::Overwrite),
    ];
    for (old, expected) in cases {
        let fs = CrashFs::over(&disk(old));
        save_to(&fs, expected).unwrap();
        let (wrong, seen) = look(&fs, old, Told::Success);
        assert_eq!(wrong, None, "{expected:?}");
        assert!(seen > 400, "{seen} disks are not every disk");
    }
    let export = |fs: &CrashFs| Told::of(&write_export(fs, Path::new(PATH), NEW));
    assert_eq!(cut(Some(OLD), export), None);
    assert_eq!(cut(None, export), None);
}

#[test]
fn a_power_cut_after_any_fault_leaves_what_was_told() {
    let kinds = [ErrorKind::StorageFull, ErrorKind::Interrupted, ErrorKind::Other];
    for old in [Some(OLD), None] {
        let expected = if old.is_some() { Expected::Hash(ContentHash::of(OLD)) } else { Expected::New };
        for (fault, kind) in
            [Fault::once, Fault::from].into_iter().flat_map(|fault| kinds.map(|kind| (fault, kind)))
        {
            for number in 1.. {
                let disk = disk(old);
                disk.fail(fault(number, kind));
                let fs = CrashFs::over(&disk);
                let told = Told::of(&save_to(&fs, expected));
                let (wrong, _) = look(&fs, old, told);
                assert_eq!(wrong, None, "{kind:?} at {number}: {:?}", disk.operations());
                if !disk.has_failed() {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_save_after_a_power_cut_works_whatever_was_left() {
    let fs = CrashFs::over(&disk(Some(OLD)));
    save_to(&fs, Expected::Overwrite).unwrap();
    let mut seen = 0;
    fs.each_disk_after_a_power_cut(|moment, disk| {
        seen += 1;
        let again = save(disk, Path::new(PATH), b"(third)", Expected::Overwrite, &|_| Ok(()));
        assert!(again.is_ok(), "{moment:?}: {again:?}");
        assert_eq!(disk.content(PATH).unwrap(), b"(third)");
    });
    assert!(seen > 400, "{seen}");
}

#[test]
fn a_link_and_its_file_survive_together() {
    let disk = disk(Some(OLD));
    disk.put_link("/desk/link.ron", PATH);
    let fs = CrashFs::over(&disk);
    save(&fs, Path::new("/desk/link.ron"), NEW, Expected::Overwrite, &|_| Ok(())).unwrap();
    assert_eq!(look(&fs, Some(OLD), Told::Success).0, None);
}

/// Steps that a careless save leaves out or takes too late. The enumeration must find each of them out.
mod controls {
    use super::*;

    struct Careless {
        sync: bool,
        sync_after_rename: bool,
        repeat_sync: bool,
        sync_folder: bool,
    }

    const CAREFUL: Careless =
        Careless { sync: true, sync_after_rename: false, repeat_sync: false, sync_folder: true };

    impl Careless {
        fn save(&self, fs: &dyn Fs) -> io::Result<()> {
            let temporary = Path::new("/drafts/temporary");
            let mut file = fs.create(temporary, Access::Private)?;
            let mut rest = NEW;
            while !rest.is_empty() {
                let written = file.write(rest)?;
                rest = &rest[written..];
            }
            if self.sync {
                match file.sync() {
                    Err(_) if self.repeat_sync => file.sync()?,
                    done => done?,
                }
            }
            fs.rename(temporary, Path::new(PATH))?;
            if self.sync_after_rename {
                file.sync()?;
            }
            if self.sync_folder { fs.sync_folder(Path::new("/drafts")) } else { Ok(()) }
        }

        fn verdict(&self, disk: &FakeFs) -> Option<String> {
            let fs = CrashFs::over(disk);
            let told = if self.save(&fs).is_ok() { Told::Success } else { Told::Doubt };
            look(&fs, Some(OLD), told).0
        }
    }

    #[test]
    fn the_bare_sequence_passes() {
        assert_eq!(CAREFUL.verdict(&disk(Some(OLD))), None);
    }

    #[test]
    fn no_wait_for_the_content_is_found_out() {
        let wrong = Careless { sync: false, ..CAREFUL }.verdict(&disk(Some(OLD))).unwrap();
        assert!(wrong.contains("Some(\"\")"), "an empty file is the first thing to see: {wrong}");
    }

    #[test]
    fn a_rename_before_the_content_is_found_out() {
        let late = Careless { sync: false, sync_after_rename: true, ..CAREFUL };
        assert!(late.verdict(&disk(Some(OLD))).is_some());
    }

    #[test]
    fn no_wait_for_the_folder_is_found_out() {
        let wrong = Careless { sync_folder: false, ..CAREFUL }.verdict(&disk(Some(OLD))).unwrap();
        assert!(wrong.contains("Old"), "success was told, and the old content is there: {wrong}");
    }

    #[test]
    fn a_second_sync_after_a_failed_one_is_found_out() {
        let disk = disk(Some(OLD));
        CAREFUL.save(&disk).unwrap();
        let sync =
            disk.operations().iter().position(|step| *step == super::super::super::testing::Operation::Sync);
        let disk = super::disk(Some(OLD));
        disk.fail(Fault::once(sync.unwrap() + 1, ErrorKind::Other));
        assert!(Careless { repeat_sync: true, ..CAREFUL }.verdict(&disk).is_some());
    }

    #[test]
    fn writing_in_place_and_removing_first_are_found_out() {
        let in_place = cut(Some(OLD), |fs| {
            fs.write_in_place(Path::new(PATH), NEW);
            Told::Success
        });
        assert!(in_place.is_some());
        let remove_first = cut(Some(OLD), |fs| {
            fs.remove_file(Path::new(PATH)).unwrap();
            CAREFUL.save(fs).unwrap();
            Told::Success
        });
        assert!(remove_first.unwrap().contains("None"), "a moment without any file");
    }
}

#[test]
fn settings_and_recent_drafts_survive_like_drafts() {
    let folders = Folders::under(Path::new("/home"));
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    let file = |path: &str| RecentFile {
        path: path.into(),
        title: "Hosting".into(),
        template: "cloud-hosting".into(),
        opened: "2026-07-31".parse().unwrap(),
        pinned: false,
    };
    // The first save of all makes the folders too; the second replaces what is there.
    let disk = FakeFs::new();
    for (before, theme, path) in
        [(Theme::Light, Theme::Dark, "/a.ron"), (Theme::Dark, Theme::System, "/b.ron")]
    {
        let (_, known) = (load_settings(&disk, &folders), load_recent_files(&disk, &folders).0);
        let fs = CrashFs::over(&disk);
        save_settings(&fs, &folders, &Settings { theme, ..dark.clone() }).unwrap();
        fs.each_disk_after_a_power_cut(|moment, disk| {
            let (found, message) = load_settings(disk, &folders);
            assert_eq!(message, None, "{moment:?}");
            assert!(found.theme == theme || (found.theme == before && !moment.at_the_end), "{moment:?}");
        });
        let fs = CrashFs::over(&disk);
        let list = update_recent_files(&fs, &folders, |list| list.remember(file(path))).unwrap();
        fs.each_disk_after_a_power_cut(|moment, disk| {
            let (found, message) = load_recent_files(disk, &folders);
            assert_eq!(message, None, "{moment:?}");
            assert!(found == list || (found == known && !moment.at_the_end), "{moment:?}");
        });
    }
}
