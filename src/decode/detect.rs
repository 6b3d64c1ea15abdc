//! Decides what a file's encoding is: by mark, by proof, or by weighing; and refuses where it can't know.

use super::container;
use super::declared::declared;
use super::escape::{self, SevenBit};
use super::lattice::Piece;
use super::mend::{Mended, beginning_with, mend, piece_together, whole};
use super::score::{Hypothesis, Outcome, weigh};
use crate::error::Error;
use crate::notice::EncodingFrom;

/// Lead in nats that a reading needs. In 50,000 of 50,000 files a lead of 20 was right, of 6 to 10 in 98 %,
/// below 6 in 75 %.
const NEEDED: f64 = 6.0;
/// So many sequences of three bytes or more in valid UTF-8 are no chance.
const PROVING: usize = 4;
/// Nats by which one such sequence favours UTF-8.
const THREE_BYTES: f64 = 14.0;

/// How the file is to be read.
#[derive(Debug, Clone)]
pub(super) struct Detection {
    pub reader: Reader,
    pub from: EncodingFrom,
    pub margin: Option<f64>,
    pub runner_up: Option<&'static str>,
}

/// What decodes the file.
#[derive(Debug, Clone)]
pub(super) enum Reader {
    SevenBit(SevenBit),
    /// The pieces and the encoding of most of them.
    Pieces(Hypothesis, Vec<Piece>),
}

/// An encoding that the user prefers where two are about equally likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// GB2312, GBK, GB18030.
    Gb,
    /// Big5.
    Big5,
    /// UTF-8.
    Utf8,
}

impl Preference {
    fn hypothesis(self) -> Hypothesis {
        match self {
            Self::Gb => Hypothesis::Gb18030,
            Self::Big5 => Hypothesis::Big5,
            Self::Utf8 => Hypothesis::Utf8,
        }
    }
}

/// Byte order marks and what they mark. GB18030's is U+FEFF in that encoding.
const MARKS: [(&[u8], Hypothesis); 4] = [
    (b"\xEF\xBB\xBF", Hypothesis::Utf8),
    (b"\xFF\xFE", Hypothesis::Utf16Le),
    (b"\xFE\xFF", Hypothesis::Utf16Be),
    (b"\x84\x31\x95\x33", Hypothesis::Gb18030),
];

/// The byte order mark that `bytes` begin with: its length and what it marks.
pub(super) fn mark(bytes: &[u8]) -> Option<(usize, Hypothesis)> {
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|&(mark, marked)| (mark.len(), marked))
}

/// Decides how `bytes` are to be read.
pub(super) fn detect(bytes: &[u8], preference: Option<Preference>) -> Result<Detection, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if let Some(container) = container::name(bytes) {
        return Err(Error::Binary(container.to_owned()));
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Error::Binary("UTF-32 text, which nothing here reads; save it as UTF-8".to_owned()));
    }
    let skip = match mark(bytes) {
        None => 0,
        Some((length, marked)) => {
            if bytes.len() == length {
                return Err(Error::Empty);
            }
            if keeps_its_word(&bytes[length..], marked) {
                let pieces = mend(bytes, length, marked, &[marked]).map_or_else(|| whole(bytes, length, marked), |mended| mended.pieces);
                return Ok(Detection::certain(Reader::Pieces(marked, pieces), EncodingFrom::Bom));
            }
            length
        }
    };
    let body = &bytes[skip..];
    let valid = encoding_rs::Encoding::utf8_valid_up_to(body) == body.len();
    let plain = memchr::memchr(0, body).is_none();
    if valid && plain {
        if let Some(detection) = seven_bit(body)? {
            return Ok(detection);
        }
        if body.iter().filter(|&&byte| byte >= 0xE0).take(PROVING).count() == PROVING {
            let reader = Reader::Pieces(Hypothesis::Utf8, whole(bytes, skip, Hypothesis::Utf8));
            return Ok(Detection::certain(reader, EncodingFrom::Proof));
        }
    }
    let mut outcome = weigh(body, false);
    if valid && plain {
        // What is not UTF-8 happens to be valid UTF-8 in our encodings at most, and there hardly ever with
        // a sequence of three bytes: two and a half pairs, the first of them a rare character.
        let favour = if body.iter().any(|&byte| byte >= 0xE0) { THREE_BYTES } else { 0.0 };
        outcome.limit(Hypothesis::is_ours, Hypothesis::Utf8, favour);
    }
    by_weight(bytes, skip, outcome, preference)
}

impl Detection {
    fn certain(reader: Reader, from: EncodingFrom) -> Self {
        Self { reader, from, margin: None, runner_up: None }
    }
}

/// Whether a file's body bears out its mark: read so it is cheaper than noise, and in UTF-8 nothing else is cheaper.
fn keeps_its_word(body: &[u8], marked: Hypothesis) -> bool {
    let sample = &body[..body.len().min(1 << 16)];
    encoding_rs::Encoding::utf8_valid_up_to(sample) + 3 >= sample.len() && marked == Hypothesis::Utf8 || {
        let best = weigh(sample, false).best();
        best == marked || (marked != Hypothesis::Utf8 && best.is_ours())
    }
}

/// Decides about bytes that are all ASCII; `None` if they are not, or if they hold what no text does.
fn seven_bit(body: &[u8]) -> Result<Option<Detection>, Error> {
    if !body.is_ascii() {
        return Ok(None);
    }
    if let Some(name) = escape::foreign(body) {
        return Err(Error::Foreign(name.to_owned()));
    }
    if escape::has_designation(body) {
        return Ok(Some(Detection::certain(Reader::SevenBit(SevenBit::Iso2022Cn), EncodingFrom::Proof)));
    }
    let weighed =
        |reader, margin, runner_up| Detection { reader, from: EncodingFrom::Likelihood, margin: Some(margin), runner_up: Some(runner_up) };
    let ascii = || Reader::Pieces(Hypothesis::Utf8, whole(body, 0, Hypothesis::Utf8));
    if memchr::memmem::find(body, b"~{").is_some() {
        let lead = escape::lead_over_ascii(SevenBit::Hz, body);
        if lead >= NEEDED {
            return Ok(Some(weighed(Reader::SevenBit(SevenBit::Hz), lead, Hypothesis::Utf8.name())));
        }
        if lead <= -NEEDED {
            return Ok(Some(weighed(ascii(), -lead, SevenBit::Hz.name())));
        }
        let (first, second) = if lead > 0.0 { (SevenBit::Hz.name(), "UTF-8") } else { ("UTF-8", SevenBit::Hz.name()) };
        return Err(undecidable(first, second, lead.abs()));
    }
    let is_control = |byte: &u8| *byte < b' ' && !b"\t\n\x0B\x0C\r\x1A\x1B".contains(byte);
    // A stray control is no reason to doubt; many are.
    let controls = body.iter().filter(|byte| is_control(byte)).count();
    Ok((controls * 20 <= body.len()).then(|| Detection::certain(ascii(), EncodingFrom::Proof)))
}

fn undecidable(first: &str, second: &str, margin: f64) -> Error {
    Error::Undecidable { first: first.to_owned(), second: second.to_owned(), margin, needed: NEEDED }
}

/// Decides by what each reading costs.
fn by_weight(bytes: &[u8], skip: usize, outcome: Outcome, preference: Option<Preference>) -> Result<Detection, Error> {
    let (outcome, mended) = settle(bytes, skip, outcome);
    let (best, runner_up) = (outcome.best(), outcome.runner_up());
    let mut margin = outcome.margin();
    let mut pieces = None;
    if let Some(mended) = mended {
        if let Some(lead) = mended.certain_by {
            let other = if best == mended.main { runner_up } else { best };
            if lead < NEEDED {
                return Err(undecidable(mended.main.name(), other.name(), lead.max(0.0)));
            }
            return Ok(Detection {
                reader: Reader::Pieces(mended.main, mended.pieces),
                from: EncodingFrom::Likelihood,
                margin: Some(lead),
                runner_up: Some(other.name()),
            });
        }
        margin += mended.gain;
        pieces = Some(mended.pieces);
    }
    let detection = |hypothesis: Hypothesis, from, runner_up: Hypothesis, pieces: Option<Vec<Piece>>| Detection {
        reader: Reader::Pieces(hypothesis, pieces.unwrap_or_else(|| whole(bytes, skip, hypothesis))),
        from,
        margin: Some(margin),
        runner_up: Some(runner_up.name()),
    };
    if margin >= NEEDED {
        return match best {
            _ if best.is_ours() => Ok(detection(best, EncodingFrom::Likelihood, runner_up, pieces)),
            Hypothesis::Binary => Err(Error::Binary("binary data of no known kind".to_owned())),
            _ => Err(Error::Foreign(best.description().to_owned())),
        };
    }
    // Near-equal readings: what the file says of itself decides, then what the user prefers.
    let said = declared(&bytes[skip..]).and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes())).and_then(Hypothesis::of);
    let wishes = [(said, EncodingFrom::Declared), (preference.map(Preference::hypothesis), EncodingFrom::Option)];
    for (wanted, from) in wishes {
        if let Some(wanted) = wanted.filter(|&wanted| outcome.near(wanted, NEEDED)) {
            let other = if wanted == best { runner_up } else { best };
            return Ok(detection(wanted, from, other, pieces.filter(|_| wanted == best)));
        }
    }
    Err(undecidable(best.name(), runner_up.name(), margin))
}

/// Has what `outcome` leaves unexplained looked into, and weighs again where its start misled.
fn settle(bytes: &[u8], skip: usize, outcome: Outcome) -> (Outcome, Option<Mended>) {
    let best = outcome.best();
    if !best.is_ours() {
        let put_together = piece_together(bytes, skip, best);
        return (outcome, put_together);
    }
    let mended = mend(bytes, skip, best, &beginning_with(best));
    let much = mended.as_ref().is_some_and(|mended| mended.covered * 4 > bytes.len());
    if much && outcome.partial {
        let again = weigh(&bytes[skip..], true);
        if again.best() != best {
            return settle(bytes, skip, again);
        }
    }
    (outcome, mended)
}
