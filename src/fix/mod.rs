//! Mends what `check` finds, where that is certain, in the bytes of the file.
//!
//! A correction is made only if the file, read again, says the same as before: the same items, the same units, the same deadlines.

mod bytes;
mod meaning;

use std::collections::BTreeSet;

use crate::check::{Correction, Found};
use crate::error::Error;
use crate::notice::{Document, Format};
use crate::pipeline::{Examined, Options, examine};
use crate::render::findings::Checked;
use crate::source::SourceFile;

use meaning::means_the_same;

/// Most times that a file is read again for what its corrections brought to light.
const MOST_ROUNDS: usize = 8;

/// A file after its corrections.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// How many findings were mended.
    pub count: usize,
    /// What is still found in it.
    pub left: Checked,
}

/// Mends a plain text. `accepted` takes out of what was found the findings that are to stay.
pub fn mend(path: &str, bytes: Vec<u8>, options: &Options, accepted: impl Fn(&mut Checked)) -> Result<Mended, Error> {
    let read = |bytes: &[u8]| read(path, bytes, options, &accepted);
    let (mut document, mut left) = read(&bytes)?;
    let mut bytes = bytes;
    let mut count = 0;
    for _ in 0..MOST_ROUNDS {
        let before = count;
        // All at once; where that changes the meaning, rule by rule.
        let codes: BTreeSet<String> =
            left.found.iter().filter(|found| !found.fix.is_empty()).map(|found| found.finding.code.clone()).collect();
        let mut attempts = vec![None];
        if codes.len() > 1 {
            attempts.extend(codes.into_iter().map(Some));
        }
        for wanted in attempts {
            let of_rule = |found: &&Found| wanted.as_ref().is_none_or(|code| *code == found.finding.code);
            let corrections = corrections(left.found.iter().filter(of_rule));
            let changed = bytes::with(&bytes, &document.source, &left.decoded, &corrections);
            if changed.is_empty() {
                continue;
            }
            let Ok((new_document, new_left)) = read(&changed.bytes) else { continue };
            if new_left.decoded != changed.decoded || !means_the_same(&document, &new_document) {
                continue;
            }
            count += left.found.iter().filter(of_rule).filter(|found| changed.made(&found.fix)).count();
            (bytes, document, left) = (changed.bytes, new_document, new_left);
            if wanted.is_none() {
                break;
            }
        }
        if count == before {
            break;
        }
    }
    Ok(Mended { bytes, count, left })
}

fn read(path: &str, bytes: &[u8], options: &Options, accepted: &impl Fn(&mut Checked)) -> Result<(Document, Checked), Error> {
    let examined: Examined = examine(SourceFile::text(path.to_owned(), bytes.to_vec()), options)?;
    debug_assert_eq!(examined.document.source.format, Format::Text);
    let document = examined.document.clone();
    let mut left = Checked::from(examined);
    accepted(&mut left);
    Ok((document, left))
}

/// The corrections of several findings in ascending order, each once, without those that touch another.
fn corrections<'a>(found: impl Iterator<Item = &'a Found>) -> Vec<Correction> {
    let mut all: Vec<Correction> = found.flat_map(|found| found.fix.iter().cloned()).collect();
    all.sort_by_key(|correction| (correction.decoded.start, correction.decoded.end));
    all.dedup();
    let mut end = 0;
    all.retain(|correction| {
        let free = correction.decoded.start >= end;
        if free {
            end = correction.decoded.end;
        }
        free
    });
    all
}
