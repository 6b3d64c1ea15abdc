//! From a range of the text back to the file.

use std::ops::Range;

use super::line_index::{CharacterIndex, double_byte_length};
use super::{Origin, ParagraphStart, Run, RunKind, Step, Text};
use crate::notice::{Place, Span};

/// Places ranges of a text one after the other; ranges that lie near the last one are found without a search.
#[derive(Debug)]
pub struct Placer<'a> {
    pub(super) text: &'a Text,
    /// For each step, and last for the file, the run where the last range began.
    pub(super) near: Vec<usize>,
}

impl Placer<'_> {
    /// Where a byte range of the text stands in the original file.
    pub fn span(&mut self, range: Range<usize>) -> Span {
        let decoded = self.in_decoded(range);
        self.span_of_decoded(decoded)
    }

    /// Where a byte range of the decoded text stands in the original file.
    pub fn span_of_decoded(&mut self, decoded: Range<usize>) -> Span {
        match self.near.last_mut() {
            Some(near_file) => self.text.placed(decoded, near_file),
            None => self.text.span_of_decoded(decoded),
        }
    }

    /// Byte range in the decoded text of a byte range of the text.
    pub fn in_decoded(&mut self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        for (step, near) in self.text.steps.iter().zip(&mut self.near).rev() {
            (start, end) = step.before(start, end, near);
        }
        start..end
    }
}

impl Step {
    pub(super) fn before(&self, start: usize, end: usize, near: &mut usize) -> (usize, usize) {
        before(&self.runs, start, end, near, |run, inside| match run.kind {
            RunKind::Aligned => Some(inside.start + run.from..inside.end + run.from),
            _ => None,
        })
    }
}

/// How many of `runs`, which ascend, are on this side of a place; quick where that is about `near`.
fn partition_near(runs: &[Run], near: usize, is_before: impl Fn(&Run) -> bool) -> usize {
    let near = near.min(runs.len());
    let mut step = 1;
    if runs.get(near).is_some_and(&is_before) {
        let mut low = near + 1;
        while runs.get(low + step).is_some_and(&is_before) {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(runs.len());
        return low + runs[low..high].partition_point(is_before);
    }
    let mut high = near;
    loop {
        let low = high.saturating_sub(step);
        if low == high || is_before(&runs[low]) {
            return low + runs[low..high].partition_point(is_before);
        }
        high = low;
        step *= 2;
    }
}

/// Maps a range back through `runs`. A start leans on the run that begins there, an end on the run
/// that ends there, so that what was removed around a value is not counted to it. `inside` places offsets from a run's
/// start; `near` is the index of the run where the last range began, and is set to this one's.
fn before(
    runs: &[Run],
    start: usize,
    end: usize,
    near: &mut usize,
    inside: impl Fn(&Run, Range<usize>) -> Option<Range<usize>>,
) -> (usize, usize) {
    let after_start = partition_near(runs, *near, |run| run.to <= start);
    let first_run = after_start.checked_sub(1);
    *near = after_start;
    if let Some(run) = first_run.map(|index| &runs[index])
        && start < end
        && end < run.to + run.to_length
        && start > run.to
    {
        // Both ends stand in one run: the second is counted from the first.
        let whole = run.from..run.from + run.from_length;
        let placed = inside(run, start - run.to..end - run.to).unwrap_or(whole);
        return (placed.start, placed.end);
    }
    let first = match first_run.map(|index| &runs[index]) {
        None => runs.first().map_or(0, |run| run.from),
        Some(run) if start < run.to + run.to_length || start == run.to => {
            if start == run.to {
                run.from
            } else {
                inside(run, 0..start - run.to).map_or(run.from, |placed| placed.end)
            }
        }
        Some(run) => runs.get(after_start).map_or(run.from + run.from_length, |next| next.from),
    };
    if end <= start {
        return (first, first);
    }
    let after_end = partition_near(runs, after_start, |run| run.to < end);
    let last = match after_end.checked_sub(1).map(|index| &runs[index]) {
        None => first,
        Some(run) if end >= run.to + run.to_length => run.from + run.from_length,
        Some(run) => inside(run, 0..end - run.to).map_or(run.from + run.from_length, |placed| placed.end),
    };
    (first, last.max(first))
}

impl Origin {
    /// Part, paragraph and character of a range of the decoded text; `None` for a text with byte offsets.
    pub(super) fn paragraph_place(&self, decoded: &str, range: &Range<usize>) -> Option<Place> {
        let holding = |offset: usize| {
            let after = self.paragraphs.partition_point(|paragraph| paragraph.start <= offset);
            self.paragraphs.get(after.checked_sub(1)?)
        };
        let first = holding(range.start)?;
        // An end that falls on a paragraph's start belongs to the paragraph before.
        let last = holding(range.end.saturating_sub(1).max(range.start))?;
        let index = self.characters.get_or_init(|| CharacterIndex::new(decoded));
        let character = |paragraph: &ParagraphStart, offset: usize| {
            1 + index.characters(decoded, offset).saturating_sub(index.characters(decoded, paragraph.start))
        };
        Some(Place {
            part: first.part,
            paragraph: first.number,
            character: character(first, range.start),
            end_paragraph: last.number,
            end_character: character(last, range.end),
        })
    }

    pub(super) fn place(&self, decoded: &str, range: Range<usize>, near: &mut usize) -> Range<usize> {
        let (start, end) = before(&self.runs, range.start, range.end, near, |run, inside| {
            let counted = |length: fn(&str) -> usize| {
                // Most ranges are counted from the run's start, before which nothing stands.
                let before = if inside.start == 0 { 0 } else { length(&decoded[run.to..run.to + inside.start]) };
                let start = run.from + before;
                start..start + length(&decoded[run.to + inside.start..run.to + inside.end])
            };
            match run.kind {
                RunKind::Aligned => Some(run.from + inside.start..run.from + inside.end),
                RunKind::Whole => None,
                RunKind::SingleByte => Some(counted(|text| text.chars().count())),
                RunKind::DoubleByte => Some(counted(double_byte_length)),
                RunKind::UpToFourBytes => Some(self.walk(decoded, run, inside.start)..self.walk(decoded, run, inside.end)),
                RunKind::Utf16 => Some(counted(|text| 2 * text.chars().map(char::len_utf16).sum::<usize>())),
            }
        });
        start..end
    }

    /// The source byte after the characters that make up the first `offset` text bytes of the run.
    fn walk(&self, decoded: &str, run: &Run, offset: usize) -> usize {
        let mut at = run.from;
        for character in decoded[run.to..run.to + offset].chars() {
            at += match (self.bytes.get(at), self.bytes.get(at + 1)) {
                _ if character.is_ascii() => 1,
                (Some(0x81..=0xFE), Some(0x30..=0x39)) => 4,
                (Some(0x81..=0xFE), Some(_)) => 2,
                _ => 1,
            };
        }
        at.min(run.from + run.from_length)
    }
}
