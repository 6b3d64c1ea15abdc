//! Bytes → text and encoding.
//!
//! A mark or a proof decides where there is one. Else each possible reading is charged −log P of the bytes
//! under one model of Chinese text, and the cheapest wins by a margin in nats; where the margin is too
//! small the file is refused rather than guessed. `model` holds the costs, `score` weighs, `lattice` and
//! `mend` deal with lost bytes and with files in several encodings, `runs` and `escape` decode.

pub mod container;
mod declared;
mod detect;
mod escape;
pub(crate) mod gbk;
mod lattice;
mod mend;
mod model;
mod runs;
mod score;

pub use detect::Preference;

use crate::error::Error;
use crate::notice::{EncodingFrom, Part};
use crate::source::SourceFile;
use crate::text::Text;
use detect::{Detection, Reader, detect, mark};
use escape::SevenBit;
use mend::{mend, parts, whole};
use runs::{Writer, read_pieces};
use score::Hypothesis;

/// A decoded file.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text, with its way back to the bytes.
    pub text: Text,
    /// How it was decoded.
    pub reading: Reading,
}

/// How a file was decoded, as `source` in the output says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// WHATWG name of the encoding; of most bytes, where there are several.
    pub encoding: String,
    /// What it was concluded from.
    pub from: EncodingFrom,
    /// Lead over the runner-up in nats.
    pub margin: Option<f64>,
    /// The second likeliest encoding.
    pub runner_up: Option<String>,
    /// Byte sequences that stand for no character.
    pub malformed: u64,
    /// The parts of a file that is in several encodings; empty for all others.
    pub parts: Vec<Part>,
}

/// What the user says of a file's encoding.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// Its name: nothing is weighed then.
    pub encoding: Option<&'a str>,
    /// What to take where two encodings are about equally likely.
    pub preference: Option<Preference>,
}

/// Decodes `source`; `encoding` is the user's own word for it, if there is one.
pub fn decode(source: SourceFile, encoding: Option<&str>) -> Result<Decoded, Error> {
    decode_as_wished(source, Wish { encoding, preference: None })
}

/// Decodes `source` by what the user says of it.
pub fn decode_as_wished(source: SourceFile, wish: Wish) -> Result<Decoded, Error> {
    let bytes = source.bytes;
    if let Some(name) = wish.encoding {
        return decode_as(bytes, name);
    }
    let Detection { reader, from, margin, runner_up } = detect(&bytes, wish.preference)?;
    let (encoding, found, (text, malformed)) = match reader {
        Reader::SevenBit(encoding) => (encoding.name(), Vec::new(), escape::read(encoding, bytes)),
        Reader::Pieces(main, pieces) => (main.name(), parts(&pieces), read_pieces(bytes, &pieces)),
    };
    let part = |(range, hypothesis): (std::ops::Range<usize>, Hypothesis)| Part {
        encoding: hypothesis.name().to_owned(),
        start: range.start as u64,
        end: range.end as u64,
    };
    let parts = if found.len() > 1 { found.into_iter().map(part).collect() } else { Vec::new() };
    let reading = Reading { encoding: encoding.to_owned(), from, margin, runner_up: runner_up.map(str::to_owned), malformed, parts };
    Ok(Decoded { text, reading })
}

/// Tells what encoding `bytes` are in and does not decode them, so `malformed` stays 0 and `parts` empty.
pub fn tell(bytes: &[u8], preference: Option<Preference>) -> Result<Reading, Error> {
    let Detection { reader, from, margin, runner_up } = detect(bytes, preference)?;
    let encoding = match reader {
        Reader::SevenBit(encoding) => encoding.name(),
        Reader::Pieces(main, _) => main.name(),
    };
    let (encoding, runner_up) = (encoding.to_owned(), runner_up.map(str::to_owned));
    Ok(Reading { encoding, from, margin, runner_up, malformed: 0, parts: Vec::new() })
}

/// Decodes `bytes` in the encoding called `name`.
fn decode_as(bytes: Vec<u8>, name: &str) -> Result<Decoded, Error> {
    let decoded = |encoding: &str, (text, malformed): (Text, u64)| {
        let (from, encoding) = (EncodingFrom::Option, encoding.to_owned());
        Decoded { text, reading: Reading { encoding, from, margin: None, runner_up: None, malformed, parts: Vec::new() } }
    };
    if let Some(encoding) = SevenBit::by_name(name) {
        return Ok(decoded(encoding.name(), escape::read(encoding, bytes)));
    }
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())
        .filter(|&encoding| encoding != encoding_rs::REPLACEMENT)
        .ok_or_else(|| Error::UnknownEncoding(name.to_owned()))?;
    let Some(hypothesis) = Hypothesis::of(encoding) else {
        let mut writer = Writer::with_room_for(bytes.len());
        writer.decode(encoding, &bytes, 0..bytes.len());
        return Ok(decoded(encoding.name(), writer.finish(bytes)));
    };
    let skip = mark(&bytes).filter(|&(_, marked)| marked == hypothesis).map_or(0, |(length, _)| length);
    let pieces = mend(&bytes, skip, hypothesis, &[hypothesis]).map_or_else(|| whole(&bytes, skip, hypothesis), |mended| mended.pieces);
    Ok(decoded(encoding.name(), read_pieces(bytes, &pieces)))
}
