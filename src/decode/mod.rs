//! Bytes → text and encoding.

use crate::error::Error;
use crate::notice::EncodingFrom;
use crate::source::SourceFile;
use crate::text::{Run, RunKind, Text};

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
    /// WHATWG name of the encoding.
    pub encoding: String,
    /// What it was concluded from.
    pub from: EncodingFrom,
    /// Lead over the runner-up in nats.
    pub margin: Option<f64>,
    /// The second likeliest encoding.
    pub runner_up: Option<String>,
    /// Byte sequences that stand for no character.
    pub malformed: u64,
}

/// Decodes `source`; `encoding` is the user's own word for it, if there is one.
pub fn decode(source: SourceFile, encoding: Option<&str>) -> Result<Decoded, Error> {
    let bytes = source.bytes;
    let chosen = match encoding {
        Some(name) => encoding_rs::Encoding::for_label(name.as_bytes()).ok_or_else(|| Error::UnknownEncoding(name.to_owned()))?,
        None if std::str::from_utf8(&bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::GB18030,
    };
    let (content, malformed) = chosen.decode_without_bom_handling(&bytes);
    let content = content.into_owned();
    let kind = if chosen == encoding_rs::UTF_8 { RunKind::Aligned } else { RunKind::DoubleByte };
    let run = Run { to: 0, to_length: content.len(), from: 0, from_length: bytes.len(), kind };
    let from = if encoding.is_some() { EncodingFrom::Option } else { EncodingFrom::Proof };
    let reading = Reading { encoding: chosen.name().to_owned(), from, margin: None, runner_up: None, malformed: malformed.into() };
    Ok(Decoded { text: Text::decoded(content, bytes, vec![run]), reading })
}
