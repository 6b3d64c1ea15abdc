//! Finds the fields of a notice in its paragraphs.

mod reach;
mod times;

use std::ops::Range;

use super::anchor::{Anchor, AnchorKind, Enclosed, enclosed, find_anchors, trimmed};
use super::closing::{ClosingPlace, read_closing, read_last_clauses, read_roles_before_label};
use super::label::{LabelPlace, Labels, Meaning, is_han, is_space};
use super::value::{FoundField, Trust, Value, is_deadline, read_value};
use crate::notice::FieldKind;

pub(super) use reach::only_separators;
use reach::{only_separators_and, other_label, strip_pair, unwrapped, value_end};

/// Fields that stand together for one item.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub fields: Vec<FoundField>,
    /// From the first label (or its bracket) to the last value.
    pub range: Range<usize>,
    /// Nothing else stands in its paragraphs.
    pub alone: bool,
}

/// A label without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyLabel {
    /// What the label means.
    pub kind: FieldKind,
    /// Where it stands, in bytes of the laid-out text, without a colon.
    pub label: Range<usize>,
}

/// Everything found in a notice, in the order it stands.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub groups: Vec<Group>,
    pub empty: Vec<EmptyLabel>,
}

/// A label, and where its value may begin.
#[derive(Debug, Clone)]
struct Hit {
    /// The label, or the bracket that holds nothing else.
    start: usize,
    label: Range<usize>,
    meaning: Meaning,
    value: usize,
    trust: Trust,
    /// The value may not reach beyond this byte.
    limit: usize,
}

/// Fields from one label or bracket, not yet grouped.
struct Batch {
    range: Range<usize>,
    fields: Vec<FoundField>,
}

/// What the search reads and what it has found so far.
pub(super) struct Finder<'a> {
    text: &'a str,
    labels: &'a Labels,
    /// First bytes of the items, ascending: no value reaches across one.
    item_starts: &'a [usize],
    anchors: Vec<Anchor>,
    found: Found,
    /// The label line that the paragraph before was.
    waiting: Option<Hit>,
    /// Whether the last group was alone in the paragraph just before.
    joinable: bool,
}

/// Finds the fields in `paragraphs`; `item_starts` are the first bytes of the items, `skipped` the tables.
pub(super) fn find_fields(
    text: &str,
    paragraphs: &[Range<usize>],
    item_starts: &[usize],
    labels: &Labels,
    skipped: &[Range<usize>],
) -> Found {
    let mut finder = Finder { text, labels, item_starts, anchors: Vec::new(), found: Found::default(), waiting: None, joinable: false };
    let mut skipped = skipped.iter().peekable();
    for paragraph in paragraphs {
        while skipped.next_if(|table| table.end <= paragraph.start).is_some() {}
        if skipped.peek().is_some_and(|table| table.start <= paragraph.start) {
            finder.give_up_waiting();
            finder.joinable = false;
            continue;
        }
        finder.paragraph(paragraph);
    }
    finder.give_up_waiting();
    finder.found
}

impl Finder<'_> {
    fn paragraph(&mut self, paragraph: &Range<usize>) {
        if let Some(hit) = self.waiting.take() {
            if self.value_line(&hit, paragraph) {
                return;
            }
            self.found.empty.push(EmptyLabel { kind: hit.meaning.kind, label: hit.label });
        }
        if let Some(hit) = self.label_line(paragraph) {
            self.waiting = Some(hit);
            return;
        }
        let mut anchors = std::mem::take(&mut self.anchors);
        find_anchors(self.text, paragraph, &mut anchors);
        let mut batches = if anchors.is_empty() { Vec::new() } else { self.read_anchored(paragraph, &anchors) };
        self.add_last_clauses(paragraph, &mut batches);
        self.group(paragraph, batches);
        self.anchors = anchors;
    }

    /// A paragraph that is a label and nothing else; its value may be the next.
    fn label_line(&self, paragraph: &Range<usize>) -> Option<Hit> {
        const LONGEST_LINE: usize = 80;
        if paragraph.len() > LONGEST_LINE {
            return None;
        }
        // What most paragraphs end with ends no label.
        let last = self.text[paragraph.clone()].chars().next_back()?;
        if (is_han(last) || matches!(last, '。' | '；' | '，')) && !self.labels.may_end(last) {
            return None;
        }
        let start = self.after_marker(paragraph);
        let line = self.text.get(start..paragraph.end)?;
        let bare = line.trim_end_matches(is_space).trim_start_matches(is_space);
        let bare = strip_pair(bare);
        let word = bare.trim_end_matches(['：', ':', '﹕', '∶', '︰']).trim_end_matches(is_space);
        let meaning = self.labels.whole(word).filter(|meaning| !meaning.is_bare_role())?;
        let at = start + line.find(word)?;
        let colon = word.len() < bare.len();
        let trust = if colon { Trust::Colon } else { Trust::Bare };
        Some(Hit { start: paragraph.start, label: at..at + word.len(), meaning, value: paragraph.end, trust, limit: paragraph.end })
    }

    /// The byte after the marker, where an item begins with the paragraph.
    fn after_marker(&self, paragraph: &Range<usize>) -> usize {
        if self.item_starts.binary_search(&paragraph.start).is_err() {
            return paragraph.start;
        }
        let words = &self.text[paragraph.clone()];
        let marker = words.char_indices().take(8).find(|(_, character)| matches!(character, '、' | '.' | '．' | '）' | ')'));
        marker.map_or(paragraph.start, |(at, character)| paragraph.start + at + character.len_utf8())
    }

    /// Reads a whole paragraph as the value of the label line before it.
    fn value_line(&mut self, hit: &Hit, paragraph: &Range<usize>) -> bool {
        if self.item_starts.binary_search(&paragraph.start).is_ok() {
            return false;
        }
        let end = paragraph.start + self.text[paragraph.clone()].trim_end_matches(['。', '；', ';', ' ']).len();
        let region = paragraph.start..end;
        if self.text[region.clone()].contains(['。', '：']) {
            return false;
        }
        match read_value(self.text, region, &hit.label, hit.meaning, hit.trust, self.labels) {
            Value::Fields { fields, whole: true, .. } => {
                let range = hit.start..paragraph.end;
                let first = self.item_starts.binary_search(&hit.start).is_err();
                self.add(Batch { range, fields }, first);
                self.joinable = first;
                true
            }
            _ => false,
        }
    }

    fn give_up_waiting(&mut self) {
        if let Some(hit) = self.waiting.take() {
            self.found.empty.push(EmptyLabel { kind: hit.meaning.kind, label: hit.label });
        }
    }

    /// The fields that hang on a paragraph's colons and brackets.
    fn read_anchored(&mut self, paragraph: &Range<usize>, anchors: &[Anchor]) -> Vec<Batch> {
        let pairs = enclosed(self.text, anchors);
        let hits = self.hits(paragraph, anchors, &pairs);
        let mut batches: Vec<Batch> = Vec::new();
        let mut hits = hits.into_iter().peekable();
        for pair in &pairs {
            while let Some(hit) = hits.next_if(|hit| hit.start < pair.outer.start) {
                self.read_hit(hit, &mut batches);
            }
            let inside_value = batches.last().is_some_and(|batch| batch.range.end > pair.outer.start);
            if inside_value {
                continue;
            }
            if let Some(label) = hits.peek().map(|hit| hit.start).filter(|&label| label < pair.outer.end) {
                if label > pair.inner.start
                    && let Some((range, fields)) = read_roles_before_label(self.text, pair.inner.start..label, self.labels)
                {
                    batches.push(Batch { range, fields });
                }
                continue;
            }
            let place = self.closing_place(paragraph, pair, batches.last());
            if let Some((range, fields)) = read_closing(self.text, pair, &place, self.labels) {
                batches.push(Batch { range, fields });
            }
        }
        for hit in hits {
            self.read_hit(hit, &mut batches);
        }
        batches
    }

    /// Adds what the paragraph's last clauses say, if no field reaches into them.
    fn add_last_clauses(&self, paragraph: &Range<usize>, batches: &mut Vec<Batch>) {
        let Some((range, fields)) = read_last_clauses(self.text, paragraph, self.labels) else { return };
        if batches.last().is_none_or(|last| last.range.end <= range.start) {
            batches.push(Batch { range, fields });
        }
    }

    fn read_hit(&mut self, hit: Hit, batches: &mut Vec<Batch>) {
        if batches.last().is_some_and(|batch| batch.range.end > hit.start) {
            return;
        }
        let region = trimmed(self.text, hit.value..value_end(self.text, hit.value, hit.limit));
        if let Some(due) = self.only_deadline(&hit, &region) {
            self.found.empty.push(EmptyLabel { kind: hit.meaning.kind, label: hit.label });
            let field = FoundField { kind: FieldKind::Deadline, label: None, value: due.clone(), units: Vec::new() };
            batches.push(Batch { range: hit.start..due.end, fields: vec![field] });
            return;
        }
        match read_value(self.text, region.clone(), &hit.label, hit.meaning, hit.trust, self.labels) {
            Value::Fields { fields, end, .. } => batches.push(Batch { range: hit.start..end, fields }),
            Value::Empty if hit.trust == Trust::Colon => {
                self.found.empty.push(EmptyLabel { kind: hit.meaning.kind, label: hit.label });
            }
            _ => {}
        }
    }

    /// The deadline that stands where a label of units has no value: （责任单位：；10月19日以前完成）.
    fn only_deadline(&self, hit: &Hit, region: &Range<usize>) -> Option<Range<usize>> {
        let words = &self.text[region.clone()];
        let rest = words.trim_start_matches(['；', ';', '，', ',']);
        let due = trimmed(self.text, region.end - rest.len()..region.end);
        let is_empty = rest.len() < words.len() && hit.trust == Trust::Colon && hit.meaning.kind != FieldKind::Deadline;
        (is_empty && is_deadline(&self.text[due.clone()])).then_some(due)
    }

    /// The labels of a paragraph in their order, each with the limit of its value.
    fn hits(&self, paragraph: &Range<usize>, anchors: &[Anchor], pairs: &[Enclosed]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut stops: Vec<usize> = Vec::new();
        let mut from = paragraph.start;
        for colon in anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Colon) {
            match self.labels.before_colon(self.text, from, colon.start) {
                Some(LabelPlace { range, meaning, doubtful }) => {
                    let trust = if doubtful { Trust::Doubtful } else { Trust::Colon };
                    hits.push(Hit { start: range.start, label: range, meaning, value: colon.end, trust, limit: paragraph.end });
                }
                None => match self.time_beside(paragraph, from, colon, &hits) {
                    Some(label) => {
                        let meaning = Meaning { kind: FieldKind::Deadline, weak: true };
                        let hit = Hit { start: label.start, label, meaning, value: colon.end, trust: Trust::Colon, limit: paragraph.end };
                        hits.push(hit);
                    }
                    None => stops.extend(other_label(self.text, from, colon)),
                },
            }
            from = colon.end;
        }
        self.bracketed_hits(pairs, &mut hits);
        hits.sort_by_key(|hit| hit.start);
        hits.dedup_by_key(|hit| hit.start);
        let mut stops = stops.into_iter().peekable();
        for at in 0..hits.len() {
            let value = hits[at].value;
            while stops.next_if(|&stop| stop < value).is_some() {}
            let next = hits.get(at + 1).map(|hit| hit.start);
            let item = self.item_starts.get(self.item_starts.partition_point(|&start| start < value)).copied();
            let limit = [next, item, stops.peek().copied()].into_iter().flatten().fold(paragraph.end, usize::min);
            hits[at].limit = limit.max(value);
        }
        hits
    }

    /// Labels without a colon, which only a bracket makes labels: （责任单位 院办；完成时限 6月底前） and 【责任单位】院办.
    fn bracketed_hits(&self, pairs: &[Enclosed], hits: &mut Vec<Hit>) {
        const LONGEST_BRACKET: usize = 1800;
        let known = hits.len();
        for pair in pairs.iter().filter(|pair| pair.inner.len() <= LONGEST_BRACKET) {
            let (inner, lead) = unwrapped(self.text, pair.inner.clone());
            if let Some(meaning) = self.labels.whole(&self.text[inner.clone()]).filter(|meaning| !meaning.is_bare_role()) {
                let rest = &self.text[pair.outer.end..];
                let after = rest.trim_start_matches(is_space);
                let colon = ['：', ':'].iter().find_map(|colon| after.strip_prefix(*colon));
                let trust = if colon.is_some() || pair.shape == super::anchor::Shape::Square { Trust::Colon } else { Trust::Bare };
                let value = pair.outer.end + (rest.len() - colon.unwrap_or(after).len());
                hits.push(Hit { start: pair.outer.start, label: inner, meaning, value, trust, limit: value });
                continue;
            }
            let mut at = inner.start;
            while at < inner.end {
                let words = &self.text[at..inner.end];
                if let Some((length, meaning)) = self.labels.at_start(words) {
                    let label = at..at + length;
                    let after = words[length..].trim_start_matches(is_space);
                    let index = hits[..known].partition_point(|hit| hit.label.start <= label.start);
                    let known_here = index.checked_sub(1).is_some_and(|index| label.start < hits[index].value);
                    if !known_here && !meaning.is_bare_role() && !after.is_empty() && !after.starts_with(['：', ':']) {
                        let start = if at == inner.start { lead } else { at };
                        // （完成时限：6月底前，责任人 张某）: the colon of one label vouches for the others beside it.
                        let vouched =
                            !meaning.weak && hits[..known].iter().any(|hit| inner.start <= hit.label.start && hit.label.end <= inner.end);
                        let trust = if vouched { Trust::Colon } else { Trust::Bare };
                        hits.push(Hit { start, value: label.end, label, meaning, trust, limit: inner.end });
                    }
                }
                let next = words
                    .char_indices()
                    .find(|&(_, character)| matches!(character, '；' | ';' | '，' | ',' | '、' | '。') || is_space(character));
                let Some((next, character)) = next else { break };
                at += next + character.len_utf8();
            }
            let behind = hits[..known].iter().filter(|hit| inner.start <= hit.label.start && hit.value < inner.end);
            let behind: Vec<Hit> = behind.filter_map(|hit| self.label_behind_deadline(hit, inner.end)).collect();
            hits.extend(behind);
        }
    }

    /// The label that stands straight behind a deadline: （完成时限：10月底前完成责任单位党办）.
    fn label_behind_deadline(&self, hit: &Hit, end: usize) -> Option<Hit> {
        const LONGEST_VALUE: usize = 120;
        if hit.meaning.kind != FieldKind::Deadline {
            return None;
        }
        let words = &self.text[hit.value..end];
        let (at, length, meaning) = words.char_indices().take_while(|(at, _)| *at < LONGEST_VALUE).skip(2).find_map(|(at, _)| {
            let (length, meaning) = self.labels.at_start(&words[at..])?;
            let plain = meaning.kind != FieldKind::Deadline
                && !meaning.weak
                && !words[at..].starts_with(is_space)
                && is_deadline(words[..at].trim_matches(is_space));
            plain.then_some((at, length, meaning))
        })?;
        let label = hit.value + at..hit.value + at + length;
        (!words[at + length..].starts_with(['：', ':'])).then_some(Hit {
            start: label.start,
            value: label.end,
            label,
            meaning,
            trust: Trust::Colon,
            limit: end,
        })
    }

    /// What stands around a bracket without a label.
    fn closing_place(&self, paragraph: &Range<usize>, pair: &Enclosed, before: Option<&Batch>) -> ClosingPlace {
        let last_item = self.item_starts.partition_point(|&start| start <= pair.outer.start);
        let item_start = last_item.checked_sub(1).map(|index| self.item_starts[index]).filter(|&start| start >= paragraph.start);
        let next_item = self.item_starts.get(last_item).copied().unwrap_or(usize::MAX).min(paragraph.end);
        ClosingPlace {
            item: item_start,
            sentence_start: paragraph.start,
            end: next_item.max(pair.outer.end),
            follows_field: before.is_some_and(|batch| only_separators(&self.text[batch.range.end.min(pair.outer.start)..pair.outer.start])),
        }
    }

    /// Puts a paragraph's batches into groups.
    fn group(&mut self, paragraph: &Range<usize>, batches: Vec<Batch>) {
        let (Some(first), Some(last)) = (batches.first(), batches.last()) else {
            self.joinable = false;
            return;
        };
        let first_empty = self.found.empty.iter().rposition(|empty| empty.label.start < paragraph.start).map_or(0, |last| last + 1);
        let blanks = &self.found.empty[first_empty..];
        let between = |range: Range<usize>| only_separators_and(self.text, range, blanks);
        let alone = self.item_starts.binary_search(&paragraph.start).is_err()
            && between(paragraph.start..first.range.start.max(paragraph.start))
            && between(last.range.end.min(paragraph.end)..paragraph.end)
            && batches.windows(2).all(|pair| between(pair[0].range.end..pair[1].range.start.max(pair[0].range.end)));
        let mut joins = alone && self.joinable;
        for batch in batches {
            let before = self.found.groups.last().filter(|group| !joins && group.range.start >= paragraph.start);
            let together = match before {
                Some(group) => {
                    let gap = group.range.end..batch.range.start.max(group.range.end);
                    between(gap) && !self.item_between(group.range.start, batch.range.start) && !self.restarts(group, &batch)
                }
                None => joins && self.found.groups.last().is_some_and(|group| !self.restarts(group, &batch)),
            };
            joins = false;
            if together {
                if let Some(group) = self.found.groups.last_mut() {
                    group.range.end = batch.range.end;
                    group.fields.extend(batch.fields);
                }
            } else {
                self.found.groups.push(Group { fields: batch.fields, range: batch.range, alone });
            }
        }
        self.joinable = alone;
    }

    /// Adds the fields of a label line and its value line.
    fn add(&mut self, batch: Batch, alone: bool) {
        match self.found.groups.last() {
            Some(group) if self.joinable && alone && group.alone && !self.restarts(group, &batch) => {
                if let Some(group) = self.found.groups.last_mut() {
                    group.range.end = batch.range.end;
                    group.fields.extend(batch.fields);
                }
            }
            _ => self.found.groups.push(Group { fields: batch.fields, range: batch.range, alone }),
        }
    }

    /// Whether a batch begins a new assignment: its label stands in the group already.
    fn restarts(&self, group: &Group, batch: &Batch) -> bool {
        let gap = self.text.get(group.range.end..batch.range.start).unwrap_or_default();
        if !gap.contains(['。', '\n', '；', ';']) && !gap.is_empty() {
            return false;
        }
        let words = |range: &Option<Range<usize>>| range.clone().map(|range| &self.text[range]);
        let Some(first) = batch.fields.first() else { return false };
        // A group is a handful of fields; text that piles up more is no notice.
        group
            .fields
            .iter()
            .take(16)
            .any(|field| field.label.is_some() && field.kind == first.kind && words(&field.label) == words(&first.label))
    }

    fn item_between(&self, from: usize, to: usize) -> bool {
        self.item_starts.get(self.item_starts.partition_point(|&start| start <= from)).is_some_and(|&start| start <= to)
    }
}
