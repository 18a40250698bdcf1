//! The objects of a PDF file by their numbers.
//!
//! The file's own table of contents is not used: it is what damage and other programs' edits spoil first. Instead the
//! file is read once from the start, and of two objects with one number the later counts, as in a file that was added
//! to.

use super::object::{Dict, Object, Reader, is_space};
use super::{ExtractError, Fuel};
use flate2::read::ZlibDecoder;
use std::collections::HashMap;
use std::io::Read;

/// How many objects a file has.
const MOST_OBJECTS: usize = 300_000;
/// How much all compressed objects of a file unpack to, in bytes.
const MOST_UNPACKED: usize = 16 << 20;
/// How many times shorter Flate makes data at best.
const TIGHTEST: usize = 1032;
/// How many references may lead from one to the next.
const LONGEST_CHAIN: usize = 16;

/// Where an object stands.
#[derive(Clone, Copy)]
struct Place {
    /// Of two places the one with the larger rank counts.
    rank: usize,
    /// The unpacked stream it stands in, if not in the file itself.
    stream: Option<usize>,
    at: usize,
}

pub(super) struct File<'a> {
    data: &'a [u8],
    table: HashMap<u32, Place>,
    /// Streams of objects, unpacked.
    unpacked: Vec<Vec<u8>>,
    /// How much more of them may be unpacked, in bytes.
    room: usize,
    /// Where `endstream` stands, in order.
    ends: Vec<usize>,
    /// The last trailers first.
    trailers: Vec<Dict>,
    fuel: Fuel,
}

/// A stream as it stands in the file.
pub(super) struct Stream<'a> {
    pub dict: Dict,
    pub raw: &'a [u8],
}

impl<'a> File<'a> {
    /// Reads through the whole file.
    ///
    /// # Errors
    /// When it holds too much, or is made to keep its reader busy.
    pub fn read(data: &'a [u8]) -> Result<Self, ExtractError> {
        let mut file = Self {
            data,
            table: HashMap::new(),
            unpacked: Vec::new(),
            room: MOST_UNPACKED,
            ends: positions(data, b"endstream"),
            trailers: Vec::new(),
            fuel: Fuel::new(data.len()),
        };
        let packed = file.scan()?;
        for at in packed {
            file.unpack(at);
        }
        file.trailers.reverse();
        if file.fuel.is_empty() || file.table.len() > MOST_OBJECTS {
            return Err(ExtractError::Damaged);
        }
        Ok(file)
    }

    /// Finds the objects and trailers; returns where streams of objects stand.
    fn scan(&mut self) -> Result<Vec<usize>, ExtractError> {
        let mut packed = Vec::new();
        // What lies before belongs to an object that was read.
        let mut from = 0;
        while let Some(at) = next_start(self.data, from).filter(|_| !self.fuel.is_empty()) {
            let Some(number) = self.data.get(from..at).and_then(number_before) else {
                from = at;
                self.trailer(at);
                continue;
            };
            if self.table.len() > MOST_OBJECTS {
                return Err(ExtractError::Damaged);
            }
            self.table.insert(number, Place { rank: at, stream: None, at });
            let mut reader = Reader::new(self.data, at);
            let Some(object) = reader.object(&mut self.fuel) else {
                // Perhaps only this object is damaged: go on inside it.
                from = at;
                continue;
            };
            from = reader.at;
            reader.skip_space();
            if let Object::Dict(dict) = object
                && reader.take(b"stream")
            {
                let begin = behind_line_end(self.data, reader.at);
                from = self.end_of_stream(&dict, begin, false).0.max(reader.at);
                match dict.get("Type") {
                    Some(kind) if kind.is_name("ObjStm") => packed.push(at),
                    Some(kind) if kind.is_name("XRef") => self.trailers.push(dict),
                    _ => {}
                }
            }
        }
        Ok(packed)
    }

    /// Keeps the trailer that begins here, if one does.
    fn trailer(&mut self, at: usize) {
        if self.data.get(..at).is_some_and(|before| before.ends_with(TRAILER))
            && let Some(Object::Dict(dict)) = Reader::new(self.data, at).object(&mut self.fuel)
        {
            self.trailers.push(dict);
        }
    }

    /// Where the data of a stream that begins at `begin` ends: where its length says, if the end is marked there, else
    /// at the next mark; and whether the length was right. With `resolve` it may stand in another object.
    fn end_of_stream(&mut self, dict: &Dict, begin: usize, resolve: bool) -> (usize, bool) {
        let length = match dict.get("Length") {
            Some(Object::Whole(length)) => Some(*length),
            Some(Object::Ref(number)) if resolve => match self.object(*number) {
                Some(Object::Whole(length)) => Some(length),
                _ => None,
            },
            _ => None,
        };
        let stated = length.and_then(|length| begin.checked_add(length)).filter(|end| {
            let behind = self.data.get(*end..).unwrap_or_default();
            let marked = |space: usize| {
                let (gap, mark) = behind.split_at_checked(space)?;
                Some(gap.iter().all(|b| is_space(*b)) && mark.starts_with(b"endstream"))
            };
            (0..=2).filter_map(marked).any(|marked| marked)
        });
        match stated {
            Some(end) => (end, true),
            None => {
                let next = self.ends.partition_point(|end| *end < begin);
                (self.ends.get(next).copied().unwrap_or(self.data.len()), false)
            }
        }
    }

    /// Takes the objects out of a stream of objects; leaves out one that cannot be read.
    fn unpack(&mut self, at: usize) {
        let Some(stream) = self.stream_at(at) else { return };
        let (Some(Object::Whole(count)), Some(Object::Whole(first))) =
            (stream.dict.get("N").cloned(), stream.dict.get("First").cloned())
        else {
            return;
        };
        let Ok(bytes) = stream.unpacked(self.room) else {
            // Finding out that it is damaged took as much as it can be packed.
            self.room = self.room.saturating_sub(stream.raw.len().saturating_mul(TIGHTEST));
            return;
        };
        self.room -= bytes.len();
        let index = self.unpacked.len();
        let mut reader = Reader::new(&bytes, 0);
        for _ in 0..count {
            reader.skip_space();
            let number = reader.whole().and_then(|n| u32::try_from(n).ok());
            reader.skip_space();
            let (Some(number), Some(offset)) = (number, reader.whole()) else { break };
            let place = Place { rank: at, stream: Some(index), at: first.saturating_add(offset) };
            if self.table.len() <= MOST_OBJECTS && self.table.get(&number).is_none_or(|p| p.rank <= at) {
                self.table.insert(number, place);
            }
        }
        self.unpacked.push(bytes);
    }

    /// The object of this number.
    pub fn object(&mut self, number: u32) -> Option<Object> {
        let place = *self.table.get(&number)?;
        let data = match place.stream {
            Some(index) => self.unpacked.get(index)?.as_slice(),
            None => self.data,
        };
        Reader::new(data, place.at).object(&mut self.fuel)
    }

    /// The object itself where this is a reference.
    pub fn resolved(&mut self, object: &Object) -> Option<Object> {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            match object {
                Object::Ref(number) => object = self.object(number)?,
                found => return Some(found),
            }
        }
        None
    }

    /// The value of a key, itself and not a reference to it.
    pub fn get(&mut self, dict: &Dict, key: &str) -> Option<Object> {
        dict.get(key).cloned().and_then(|value| self.resolved(&value))
    }

    pub fn get_dict(&mut self, dict: &Dict, key: &str) -> Option<Dict> {
        match self.get(dict, key) {
            Some(Object::Dict(found)) => Some(found),
            _ => None,
        }
    }

    /// The stream that a reference leads to; streams always stand in the file itself.
    pub fn stream(&mut self, reference: &Object) -> Option<Stream<'a>> {
        let Object::Ref(number) = reference else { return None };
        let place = *self.table.get(number)?;
        if place.stream.is_some() { None } else { self.stream_at(place.at) }
    }

    fn stream_at(&mut self, at: usize) -> Option<Stream<'a>> {
        let mut reader = Reader::new(self.data, at);
        let Some(Object::Dict(dict)) = reader.object(&mut self.fuel) else { return None };
        reader.skip_space();
        if !reader.take(b"stream") {
            return None;
        }
        let begin = behind_line_end(self.data, reader.at);
        let (end, exact) = self.end_of_stream(&dict, begin, true);
        let raw = self.data.get(begin..end)?;
        Some(Stream { raw: if exact { raw } else { without_line_end(raw) }, dict })
    }

    /// What the last trailer that has it says under a key.
    pub fn in_trailer(&mut self, key: &str) -> Option<Object> {
        let found = self.trailers.iter().find_map(|t| t.get(key)).cloned()?;
        self.resolved(&found)
    }

    /// The numbers of all objects, in the order of the file.
    pub fn numbers(&self) -> Vec<u32> {
        let mut places: Vec<(usize, usize, u32)> =
            self.table.iter().map(|(number, place)| (place.rank, place.at, *number)).collect();
        places.sort_unstable();
        places.into_iter().map(|(.., number)| number).collect()
    }
}

impl Stream<'_> {
    /// The data without compression, at most so many bytes.
    ///
    /// # Errors
    /// When it is damaged, packed in a way that is not known here, or more.
    pub fn unpacked(&self, most: usize) -> Result<Vec<u8>, ExtractError> {
        let filters = match self.dict.get("Filter") {
            None => [].as_slice(),
            Some(Object::List(filters)) => filters,
            Some(one) => std::slice::from_ref(one),
        };
        let mut bytes = Vec::new();
        match filters {
            [] if self.raw.len() > most => return Err(ExtractError::DraftTooLarge),
            [] => bytes.extend_from_slice(self.raw),
            [flate] if flate.is_name("FlateDecode") && !self.is_predicted() => {
                ZlibDecoder::new(self.raw)
                    .take(most as u64 + 1)
                    .read_to_end(&mut bytes)
                    .map_err(|_| ExtractError::DamagedDraft)?;
            }
            _ => return Err(ExtractError::DamagedDraft),
        }
        if bytes.len() > most { Err(ExtractError::DraftTooLarge) } else { Ok(bytes) }
    }

    /// Whether rows were turned into differences before packing, as for pictures and tables.
    fn is_predicted(&self) -> bool {
        let parameters = match self.dict.get("DecodeParms") {
            Some(Object::Dict(one)) => Some(one),
            Some(Object::List(list)) => {
                list.iter().find_map(|p| if let Object::Dict(d) = p { Some(d) } else { None })
            }
            _ => None,
        };
        !matches!(parameters.and_then(|p| p.get("Predictor")), None | Some(Object::Whole(1)))
    }
}

/// The line end before `endstream` belongs to the stream only if its length says so.
fn without_line_end(raw: &[u8]) -> &[u8] {
    let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
    raw.strip_suffix(b"\r").unwrap_or(raw)
}

const OBJECT: &[u8] = b"obj";
const TRAILER: &[u8] = b"trailer";

/// The place behind the next word that begins an object or a trailer.
fn next_start(data: &[u8], from: usize) -> Option<usize> {
    let rest = data.get(from..)?;
    let word = |at: usize, first: u8| {
        let word = if first == b'o' { OBJECT } else { TRAILER };
        rest.get(at..).is_some_and(|d| d.starts_with(word)).then_some(from + at + word.len())
    };
    rest.iter().enumerate().filter(|(_, b)| matches!(b, b'o' | b't')).find_map(|(at, b)| word(at, *b))
}

/// The number of an object whose data begins behind these bytes, which end with `12 0 obj`.
fn number_before(bytes: &[u8]) -> Option<u32> {
    const LONGEST: usize = 10;
    let spaces = |bytes: &[u8]| bytes.iter().rev().take(LONGEST).take_while(|b| is_space(**b)).count();
    let digits = |bytes: &[u8]| bytes.iter().rev().take(LONGEST).take_while(|b| b.is_ascii_digit()).count();
    let mut before = bytes.strip_suffix(OBJECT)?;
    before = before.get(..before.len() - spaces(before))?;
    for count in [&digits as &dyn Fn(&[u8]) -> usize, &spaces] {
        let length = count(before);
        before = before.get(..before.len() - length).filter(|_| length > 0)?;
    }
    let number = before.get(before.len() - digits(before)..)?;
    std::str::from_utf8(number).ok()?.parse().ok()
}

/// The line that says `stream` ends with CR LF or LF, and in some files with CR.
fn behind_line_end(data: &[u8], at: usize) -> usize {
    match data.get(at..).unwrap_or_default() {
        [b'\r', b'\n', ..] => at + 2,
        [b'\n' | b'\r', ..] => at + 1,
        _ => at,
    }
}

/// Every place where a word stands.
fn positions(data: &[u8], word: &[u8]) -> Vec<usize> {
    let begins = data.iter().enumerate().filter(|(_, b)| Some(*b) == word.first()).map(|(at, _)| at);
    begins.filter(|at| data.get(*at..).is_some_and(|d| d.starts_with(word))).collect()
}
