//! Corrections in the bytes of a file, in its own encoding.

use std::ops::Range;

use encoding_rs::Encoding;

use crate::check::Correction;
use crate::notice::Source;

/// A file with corrections made.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its decoded text, as it has to be read again.
    pub decoded: String,
    /// Byte ranges (in the decoded text before) that were corrected.
    done: Vec<Range<usize>>,
}

impl Changed {
    /// Whether nothing could be corrected.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// Whether there are corrections and all were made.
    pub fn made(&self, corrections: &[Correction]) -> bool {
        let is_done = |correction: &Correction| {
            let place = self.done.binary_search_by_key(&correction.decoded.start, |range| range.start);
            place.is_ok_and(|at| self.done[at] == correction.decoded)
        };
        !corrections.is_empty() && corrections.iter().all(is_done)
    }
}

/// Makes the corrections (ascending, apart) that the encoding can write and whose place in the file is exact.
pub(super) fn with(bytes: &[u8], source: &Source, decoded: &str, corrections: &[Correction]) -> Changed {
    let mut changed = Changed::default();
    let (mut byte, mut character) = (0, 0);
    for correction in corrections {
        let (start, end) = (correction.span.start as usize, correction.span.end as usize);
        let Some(writing) = Writing::at(source, start) else { continue };
        let (Some(old), Some(words)) = (bytes.get(start..end), decoded.get(correction.decoded.clone())) else { continue };
        if start < byte || writing.write(words).as_deref() != Some(old) {
            continue;
        }
        let Some(new) = writing.write(&correction.text) else { continue };
        changed.bytes.extend_from_slice(&bytes[byte..start]);
        changed.bytes.extend_from_slice(&new);
        changed.decoded.push_str(&decoded[character..correction.decoded.start]);
        changed.decoded.push_str(&correction.text);
        (byte, character) = (end, correction.decoded.end);
        changed.done.push(correction.decoded.clone());
    }
    changed.bytes.extend_from_slice(&bytes[byte..]);
    changed.decoded.push_str(&decoded[character..]);
    changed
}

/// How characters are written in a stretch of a file.
#[derive(Debug, Clone, Copy)]
enum Writing {
    LittleEndian,
    BigEndian,
    Encoding(&'static Encoding),
}

impl Writing {
    /// The writing at a byte of the file; `None` for the seven-bit encodings, whose characters hang on the escape before them.
    fn at(source: &Source, byte: usize) -> Option<Self> {
        let part = source.parts.iter().find(|part| (part.start..part.end).contains(&(byte as u64)));
        let name = part.map_or(source.encoding.as_str(), |part| part.encoding.as_str());
        match Encoding::for_label(name.as_bytes())? {
            encoding if encoding == encoding_rs::UTF_16LE => Some(Self::LittleEndian),
            encoding if encoding == encoding_rs::UTF_16BE => Some(Self::BigEndian),
            encoding if encoding == encoding_rs::REPLACEMENT || !encoding.is_ascii_compatible() => None,
            encoding => Some(Self::Encoding(encoding)),
        }
    }

    /// The bytes of `words`; `None` where the encoding has not all of its characters.
    fn write(self, words: &str) -> Option<Vec<u8>> {
        match self {
            Self::LittleEndian => Some(words.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::BigEndian => Some(words.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Encoding(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(words);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }
}
