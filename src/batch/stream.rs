//! JSON Lines in, one line of JSON out for each, in order: for programs that keep one process and feed it.

use std::collections::HashMap;
use std::io::{BufRead, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::spill::Spill;
use super::window::caught;
use crate::error::Error;
use crate::pipeline::{Options, read};
use crate::render::json;
use crate::source::sources_with;

/// A line of input, without its end.
#[derive(Debug)]
pub enum Line {
    /// What it says.
    Whole(Vec<u8>),
    /// It was longer than this many bytes; it was read over.
    TooLong(u64),
}

/// One request; other keys are nobody's business.
#[derive(Debug, Deserialize)]
struct Request<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    /// The text, whatever encoding it was in.
    text: Option<String>,
    /// The file's bytes.
    base64: Option<String>,
    /// Encoding of the file's bytes, where it is known.
    encoding: Option<String>,
}

/// As much of a request as can be told of one that is wrong.
#[derive(Debug, Default, Deserialize)]
struct Identified<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
}

/// What is wrong with a request.
#[derive(Debug, Serialize)]
struct Reason {
    code: &'static str,
    reason: String,
}

/// With or without `=` at the end.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// Encodings whose options are kept; requests name a few, or somebody plays.
const KEPT_ENCODINGS: usize = 64;

/// Answers requests, on any number of threads.
#[derive(Debug)]
pub struct Answerer {
    options: Arc<Options>,
    /// The options for each encoding that a request named.
    by_encoding: Mutex<HashMap<String, Arc<Options>>>,
}

/// The lines of `reader`; one that has more than `limit` bytes is told apart without being kept.
pub fn lines(mut reader: impl BufRead, limit: u64) -> impl Iterator<Item = std::io::Result<Line>> {
    std::iter::from_fn(move || read_line(&mut reader, limit).transpose())
}

fn read_line(reader: &mut impl BufRead, limit: u64) -> std::io::Result<Option<Line>> {
    let mut line = Vec::new();
    if reader.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > limit {
        drop(line);
        reader.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong(limit)));
    }
    Ok(Some(Line::Whole(line)))
}

impl Answerer {
    /// Answers with these options; `encoding` among them is for requests with `base64` that name none.
    pub fn new(options: Options) -> Self {
        Self { options: Arc::new(options), by_encoding: Mutex::default() }
    }

    /// The answer to a line, with its line end: `id` as in the request, `documents` (one, or one for each member of a bundle
    /// that could be read), `error` (the first thing that is wrong). All keys are always there. An error where a long answer finds
    /// no room in a temporary file.
    pub fn answer(&self, line: &Line) -> std::io::Result<Spill> {
        let mut answer = Spill::default();
        let outcome = match line {
            Line::TooLong(limit) => {
                begin(None, &mut answer)?;
                Err(Error::OverLimit { bytes: None, limit: *limit })
            }
            Line::Whole(line) => match serde_json::from_slice::<Request>(line) {
                Ok(request) => {
                    begin(request.id, &mut answer)?;
                    let beginning = answer.length();
                    let outcome = caught(|| self.add_documents(request, &mut answer)).and_then(|outcome| outcome);
                    match outcome {
                        Err(Error::Output { error, .. }) => return Err(error),
                        Err(Error::Internal(_)) => answer.truncate(beginning)?,
                        _ => {}
                    }
                    outcome
                }
                Err(error) => {
                    let known: Identified = serde_json::from_slice(line).unwrap_or_default();
                    begin(known.id, &mut answer)?;
                    Err(Error::Request(error.to_string()))
                }
            },
        };
        answer.write_all(br#"],"error":"#)?;
        serde_json::to_writer(&mut answer, &outcome.err().map(|error| Reason { code: error.code(), reason: error.to_string() }))?;
        answer.write_all(b"}\n")?;
        Ok(answer)
    }

    /// Adds the documents in a request to its answer; gives the first thing that is wrong with it.
    fn add_documents(&self, request: Request, answer: &mut Spill) -> Result<(), Error> {
        let wrong = |reason: &str| Err(Error::Request(reason.to_owned()));
        let (bytes, encoding) = match (request.text, request.base64) {
            (Some(text), None) => (text.into_bytes(), Some("utf-8".to_owned())),
            (None, Some(mut base64)) => {
                base64.retain(|character| !character.is_ascii_whitespace());
                let bytes = BASE64.decode(base64).map_err(|error| Error::Request(format!("base64: {error}")))?;
                (bytes, request.encoding)
            }
            (None, None) => return wrong("neither \"text\" nor \"base64\" is there"),
            (Some(_), Some(_)) => return wrong("both \"text\" and \"base64\" are there"),
        };
        let options = self.options_for(encoding);
        let path = request.id.map_or_else(|| "-".to_owned(), |id| serde_json::from_str(id.get()).unwrap_or_else(|_| id.get().to_owned()));
        let mut first = Ok(());
        let mut is_first = true;
        for source in sources_with(path, bytes, &self.options.isolation)? {
            match source.and_then(|source| read(source, &options)) {
                Ok(document) => {
                    let write = || {
                        answer.write_all(if is_first { b"" } else { b"," })?;
                        json::write_line_as_read(document, answer)?;
                        // The line end that stands behind every document elsewhere.
                        answer.truncate(answer.length() - 1)
                    };
                    write().map_err(|error| Error::Output { path: std::env::temp_dir(), error })?;
                    is_first = false;
                }
                Err(error) => first = first.and(Err(error)),
            }
        }
        first
    }

    fn options_for(&self, encoding: Option<String>) -> Arc<Options> {
        let Some(encoding) = encoding else { return Arc::clone(&self.options) };
        let mut kept = self.by_encoding.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_ENCODINGS {
            kept.clear();
        }
        let made = |encoding: &String| Arc::new(Options { encoding: Some(encoding.clone()), ..(*self.options).clone() });
        Arc::clone(kept.entry(encoding).or_insert_with_key(made))
    }
}

/// Adds the request's `id` and what comes before its documents.
fn begin(id: Option<&RawValue>, answer: &mut Spill) -> std::io::Result<()> {
    write!(answer, r#"{{"id":{},"documents":["#, id.map_or("null", RawValue::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_read_over_and_the_last_needs_no_end() {
        let read = |text: &str| -> Vec<String> {
            let name = |line| match line {
                Line::Whole(line) => String::from_utf8(line).expect("a text"),
                Line::TooLong(limit) => format!(">{limit}"),
            };
            lines(text.as_bytes(), 4).map(|line| name(line.expect("a line"))).collect()
        };
        // input, lines
        let cases: [(&str, &[&str]); 6] = [
            ("", &[]),
            ("a\nb", &["a", "b"]),
            ("\n\n", &["", ""]),
            ("1234\n12345\n1\n", &["1234", ">4", "1"]),
            ("123456789", &[">4"]),
            ("1234", &["1234"]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_line_has_an_answer() {
        let answerer = Answerer::new(Options::default());
        let gbk = "xu3C1NrX9rrD0KO49re7u/DX37mk1/e1xM2o1qoKuPfK0Kug"; // what it says does not matter here
        // line, id, documents, error code
        let cases = [
            (r#"{"id":"a","text":"关于整理档案的通知\n各科室：\n一、整理。责任科室：档案室。"}"#, r#""a""#, 1, None),
            (r#"{"id":12345678901234567890123,"text":"通知"}"#, "12345678901234567890123", 1, None),
            (r#"{"text":"通知","more":[1]}"#, "null", 1, None),
            (&format!(r#"{{"id":3,"base64":"{gbk}","encoding":"gb18030"}}"#), "3", 1, None),
            (&format!(r#"{{"id":3,"base64":"{gbk}","encoding":"klingon"}}"#), "3", 0, Some("unknown-encoding")),
            (r#"{"id":4,"base64":"6YCa 55+l","encoding":"utf-8"}"#, "4", 1, None),
            (r#"{"id":5,"base64":"!"}"#, "5", 0, Some("malformed")),
            (r#"{"id":6}"#, "6", 0, Some("malformed")),
            (r#"{"id":7,"text":"a","base64":"YQ=="}"#, "7", 0, Some("malformed")),
            (r#"{"id":8,"text":7}"#, "8", 0, Some("malformed")),
            (r#"{"id":9,"text":""}"#, "9", 0, Some("empty")),
            ("", "null", 0, Some("malformed")),
            ("[", "null", 0, Some("malformed")),
        ];
        for (line, id, documents, code) in cases {
            let mut answer = Vec::new();
            let spilled = answerer.answer(&Line::Whole(line.as_bytes().to_vec()));
            spilled.and_then(|mut spilled| spilled.copy_to(&mut answer)).expect("an answer");
            assert_eq!(answer.iter().filter(|&&byte| byte == b'\n').count(), 1, "{line}");
            assert!(answer.starts_with(format!(r#"{{"id":{id},"documents":["#).as_bytes()), "{line}: {}", String::from_utf8_lossy(&answer));
            let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
            assert_eq!(answer["documents"].as_array().map(Vec::len), Some(documents), "{line}: {answer}");
            assert_eq!(answer["error"]["code"].as_str(), code, "{line}: {answer}");
        }
    }
}
