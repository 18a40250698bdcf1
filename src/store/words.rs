//! What the operating system reports, in words for people who do not program.

use std::fmt;
use std::io;
use std::path::Path;

/// A path for a message: what is not printable is escaped, so a name cannot break or forge a line.
pub(super) struct Shown<'a>(pub &'a Path);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.to_string_lossy().chars().try_for_each(|c| match c {
            c if c.is_control() || is_direction_mark(c) => write!(f, "{}", c.escape_default()),
            c => write!(f, "{c}"),
        })
    }
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Why an operation failed and what its user can do about it.
pub(super) struct Plain {
    pub cause: String,
    pub advice: &'static str,
}

/// For failures while writing.
pub(super) fn of_writing(error: &io::Error) -> Plain {
    use io::ErrorKind as K;
    let (cause, advice) = match error.kind() {
        K::StorageFull => ("the disk is full", "Free some space or save to another folder."),
        K::QuotaExceeded => (
            "your share of the disk is used up",
            "Delete files you no longer need or save to another folder.",
        ),
        K::PermissionDenied => (
            "writing there is not permitted",
            "Ask the owner of the file or folder for access, or save to another folder.",
        ),
        K::ReadOnlyFilesystem => ("the disk can only be read", "Save to another folder."),
        K::FileTooLarge => ("the disk does not take a file of this size", "Save to another disk."),
        K::InvalidFilename | K::InvalidInput => {
            ("the disk does not accept this file name", "Choose a shorter name without special characters.")
        }
        _ => return of_either(error, "Try again, or save to another folder."),
    };
    Plain { cause: cause.to_owned(), advice }
}

/// For failures while reading.
pub(super) fn of_reading(error: &io::Error) -> Plain {
    use io::ErrorKind as K;
    let (cause, advice) = match error.kind() {
        K::PermissionDenied => ("reading it is not permitted", "Ask the owner of the file for access."),
        K::InvalidFilename | K::InvalidInput => ("no file can have this name", "Check the name."),
        _ => return of_either(error, "Try again, or open a copy of the file."),
    };
    Plain { cause: cause.to_owned(), advice }
}

fn of_either(error: &io::Error, otherwise: &'static str) -> Plain {
    use io::ErrorKind as K;
    if is_fault_of_the_device(error) {
        return Plain {
            cause: "the disk reports a fault of its own".to_owned(),
            advice: "Use another disk, and have this one looked at.",
        };
    }
    let (cause, advice) = match error.kind() {
        K::NotFound => (
            "the folder is not there",
            "Connect its drive, create the folder again, or choose another folder.",
        ),
        K::NotADirectory => ("part of its path is a file and not a folder", "Choose another folder."),
        K::Interrupted => ("the operation was interrupted", "Try again."),
        K::TimedOut
        | K::HostUnreachable
        | K::NetworkUnreachable
        | K::NetworkDown
        | K::NotConnected
        | K::ConnectionAborted
        | K::ConnectionReset
        | K::StaleNetworkFileHandle => (
            "the network drive does not answer",
            "Check the connection, or choose a folder on this computer.",
        ),
        K::ResourceBusy | K::ExecutableFileBusy | K::Deadlock => {
            ("another program is using the file", "Close it there and try again.")
        }
        _ => return Plain { cause: format!("the system reports \"{error}\""), advice: otherwise },
    };
    Plain { cause: cause.to_owned(), advice }
}

/// EIO; on Windows a bad checksum or a device that fails. [`io::ErrorKind`] has no name for these.
fn is_fault_of_the_device(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[23, 1117] } else { &[5] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// A size for people, rounded up so that a value over a limit never reads as the limit itself.
pub(super) fn mebibytes(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1 << 20;
    let tenths = (u128::from(bytes) * 10).div_ceil(u128::from(MEBIBYTE));
    if tenths % 10 == 0 {
        format!("{} MiB", tenths / 10)
    } else {
        format!("{}.{} MiB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_forge_a_line_or_turn_it_around() {
        let shown = Shown(Path::new("a\nsaved\u{202e}nor.ron")).to_string();
        assert_eq!(shown, "a\\nsaved\\u{202e}nor.ron");
    }

    #[test]
    fn known_causes_are_said_without_jargon() {
        let full = of_writing(&io::ErrorKind::StorageFull.into());
        assert_eq!(full.cause, "the disk is full");
        assert!(full.advice.contains("another folder"));
        assert_eq!(of_reading(&io::ErrorKind::PermissionDenied.into()).cause, "reading it is not permitted");
    }

    #[test]
    fn an_unknown_cause_is_passed_on_as_reported() {
        let plain = of_writing(&io::Error::other("the tape tore"));
        assert_eq!(plain.cause, "the system reports \"the tape tore\"");
    }

    #[test]
    fn sizes_round_up() {
        assert_eq!(mebibytes(8 << 20), "8 MiB");
        assert_eq!(mebibytes((8 << 20) + 1), "8.1 MiB");
        assert_eq!(mebibytes(0), "0 MiB");
    }
}
