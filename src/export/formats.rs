//! Several formats at once.

use super::Format;

/// Some of the formats, in the order of [`Format::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Formats(u32);

impl Formats {
    fn bit(format: Format) -> u32 {
        let at = Format::ALL.iter().position(|f| *f == format).unwrap_or_default();
        u32::try_from(at).ok().and_then(|at| 1_u32.checked_shl(at)).unwrap_or_default()
    }

    pub fn contains(self, format: Format) -> bool {
        self.0 & Self::bit(format) != 0
    }

    /// Takes a format in, or out.
    pub fn set(&mut self, format: Format, taken: bool) {
        if taken {
            self.0 |= Self::bit(format);
        } else {
            self.0 &= !Self::bit(format);
        }
    }

    pub fn without(mut self, format: Format) -> Self {
        self.set(format, false);
        self
    }

    pub fn iter(self) -> impl Iterator<Item = Format> {
        Format::ALL.into_iter().filter(move |format| self.contains(*format))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<T: IntoIterator<Item = Format>>(formats: T) -> Self {
        let mut all = Self::default();
        formats.into_iter().for_each(|format| all.set(format, true));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_taken_in_and_out_and_stand_in_their_order() {
        let mut some: Formats = [Format::Json, Format::Pdf].into_iter().collect();
        assert_eq!(some.iter().collect::<Vec<_>>(), [Format::Pdf, Format::Json]);
        some.set(Format::Pdf, false);
        assert!(!some.contains(Format::Pdf) && some.contains(Format::Json) && !some.is_empty());
        assert!(some.without(Format::Json).is_empty());
        assert_eq!(Format::ALL.into_iter().collect::<Formats>().iter().count(), Format::ALL.len());
    }
}
