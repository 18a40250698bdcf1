//! The container of the parts: a ZIP file without times, so that the same parts give the same bytes.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// The first of January 1980, the day at which the format's calendar begins.
const DATE: u16 = 0x21;
/// Deflate, and names in UTF-8.
const METHOD: u16 = 8;
const FLAGS: u16 = 1 << 11;
const VERSION: u16 = 20;

/// A ZIP file in the making.
#[derive(Default)]
pub struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    /// Adds a file. The parts of a document are far from the limits of the format: 4 GiB, and 65,535 files.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let mut crc = Crc::new();
        crc.update(content);
        let packed = deflated(content);
        let offset = size(self.bytes.len());
        let mut entry = Vec::with_capacity(26);
        for field in [VERSION, FLAGS, METHOD, 0, DATE] {
            entry.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), size(packed.len()), size(content.len())] {
            entry.extend(field.to_le_bytes());
        }
        entry.extend(short(name.len()).to_le_bytes());
        entry.extend(0u16.to_le_bytes());

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&entry);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&packed);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&entry);
        // No comment, on the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.saturating_add(1);
    }

    pub fn finish(mut self) -> Vec<u8> {
        let offset = size(self.bytes.len());
        self.bytes.extend(&self.directory);
        self.bytes.extend(b"PK\x05\x06");
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size(self.directory.len()).to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(content.len() / 4), Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
