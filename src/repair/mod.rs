//! Undoes what archives have done to the text, one file a kind of damage.

mod byte_slip;
mod changes;
mod lost;
mod misread_run;
mod mojibake;
pub(crate) mod pair_model;
mod partial;
mod pinyin_note;
mod reading;
mod run_model;
mod slip_search;

pub use changes::{Stretch, changes};

use std::ops::Range;

use crate::decode::Decoded;
use crate::notice::{Repair, Span};
use crate::text::Text;

/// A text without the damage that could be undone.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// The text.
    pub text: Text,
    /// What was undone, by kind.
    pub repairs: Vec<Repair>,
    /// Damaged places that could not be mended with certainty and stand as they were.
    pub unresolved: Vec<Span>,
}

/// Undoes the damage in a decoded text.
pub fn repair(decoded: Decoded) -> Repaired {
    // What our own decoder could not read in a file that is not in GBK was never cut by a replacement in GBK bytes.
    let replacements = decoded.reading.malformed == 0 || decoded.reading.encoding == "gb18030";
    let mut repaired = Repaired { text: decoded.text, repairs: Vec::new(), unresolved: Vec::new() };
    repaired.mend_mojibake();
    repaired.mend_notes_and_slips(replacements);
    repaired.report_lost();
    repaired
}

impl Repaired {
    /// Takes pinyin notes out and undoes the slips, in one go: a note inside a slip is part of its proof. `replacements` says
    /// whether U+FFFD may be a lost byte.
    fn mend_notes_and_slips(&mut self, replacements: bool) {
        let text = self.text.as_str();
        let notes = pinyin_note::Notes::find(text);
        let slips = byte_slip::find(text, &notes, replacements);
        let mut changes: Vec<(Range<usize>, &str)> = Vec::with_capacity(notes.found.len() + slips.mends.len());
        let mut removed = 0;
        let mut mends = slips.mends.iter().peekable();
        for note in notes.found.iter().filter(|note| notes.is_put_in(note)) {
            while let Some(mend) = mends.next_if(|mend| mend.range.start <= note.range.start) {
                changes.push((mend.range.clone(), &mend.with));
            }
            if changes.last().is_none_or(|change| change.0.end <= note.range.start) {
                changes.push((note.range.clone(), ""));
                removed += 1;
            }
        }
        changes.extend(mends.map(|mend| (mend.range.clone(), mend.with.as_str())));
        removed += slips.mends.iter().map(|mend| mend.notes).sum::<u64>();
        let mended = slips.mends.iter().filter(|mend| mend.slip).count() as u64;
        let unclear = slips.unclear.len() as u64;
        self.unresolved.extend(slips.unclear.iter().map(|range| self.text.span(range.clone())));
        self.count("pinyin-note", removed, 0);
        self.count("byte-slip", mended, unclear);
        if !changes.is_empty() {
            let mut edit = self.take_text().edit();
            for (range, with) in changes {
                edit.replace(range, with);
            }
            self.text = edit.finish();
        }
    }

    /// Reads the text again the way it was meant, as often as it was misread.
    fn mend_mojibake(&mut self) {
        let misreadings = mojibake::misreadings(self.text.as_str());
        let (mut mended, mut unclear) = (0, Vec::new());
        if misreadings.is_empty() {
            let reread = partial::reread_lines(&self.text);
            mended = reread.lines;
            if !reread.stretches.is_empty() {
                let mut edit = self.take_text().edit();
                for (range, with) in &reread.stretches {
                    edit.replace(range.clone(), with);
                }
                self.text = edit.finish();
            }
        }
        for misreading in misreadings {
            let reread = mojibake::reread(self.text.as_str(), misreading);
            mended = mended.max(reread.lines);
            let mut edit = self.take_text().edit();
            for (range, with) in &reread.stretches {
                edit.replace(range.clone(), with);
            }
            self.text = edit.finish();
            unclear = reread.lost.iter().map(|range| self.text.span(range.clone())).collect();
        }
        self.count("mojibake", mended, unclear.len() as u64);
        self.unresolved.extend(unclear);
    }

    /// Reports what no one can bring back.
    fn report_lost(&mut self) {
        if !self.text.survey().lost {
            return;
        }
        let spans = lost::find(self.text.as_str()).into_iter().map(|range| self.text.span(range));
        let known = &self.unresolved;
        let spans: Vec<Span> = spans.filter(|span| known.iter().all(|known| known.start != span.start)).collect();
        self.count("lost-text", 0, spans.len() as u64);
        self.unresolved.extend(spans);
    }

    fn take_text(&mut self) -> Text {
        std::mem::replace(&mut self.text, Text::plain(""))
    }

    fn count(&mut self, kind: &str, count: u64, unresolved: u64) {
        if count + unresolved > 0 {
            self.repairs.push(Repair { kind: kind.to_owned(), count, unresolved });
        }
    }
}

#[cfg(test)]
mod tests;
