//! Brackets without a label that close a sentence: （市教育局牵头，市财政局配合）, （党办、人事科）, and the dates of a stage.

use std::ops::Range;

use super::anchor::Enclosed;
use super::label::{Labels, is_space};
use super::person::is_certain;
use super::unit::{Proof, UnitList, read_units};
use super::unit_words::UNITS;
use super::value::{FoundField, is_deadline, unit_fields};
use crate::notice::FieldKind;

/// What stands around a bracket.
pub(super) struct ClosingPlace {
    /// First byte of the item that begins in this paragraph before the bracket.
    pub item: Option<usize>,
    /// First byte of the paragraph.
    pub sentence_start: usize,
    /// Where the item's text in this paragraph ends.
    pub end: usize,
    /// Only marks stand between the field before and the bracket.
    pub follows_field: bool,
}

/// Longest bracket that can be a list of units, in bytes.
const LONGEST: usize = 1800;

/// What happened on a day, or holds from it on: no task is due then.
const PAST: &[&str] =
    &["印发", "发布", "通过", "修订", "施行", "成立", "公布", "批准", "起执行", "生效", "出版", "举行", "签发", "转发", "颁布"];

/// Longest heading of two parts, with its marker, in bytes.
const TWO_PARTS: usize = 75;
/// Longest heading before the dates of a stage, in bytes.
const LONGEST_HEADING: usize = 160;

/// The fields of a bracket without a label, with the bracket's range; `None` where it is something else.
pub(super) fn read_closing(text: &str, pair: &Enclosed, place: &ClosingPlace, labels: &Labels) -> Option<(Range<usize>, Vec<FoundField>)> {
    if pair.inner.is_empty() || pair.inner.len() > LONGEST {
        return None;
    }
    let words = &text[pair.inner.clone()];
    let after = text.get(pair.outer.end..place.end)?.trim_start_matches(is_space);
    // Most brackets here are lists of units: the deadline reader need not see them.
    let named = UNITS.endings(words).next().is_some() || words.ends_with("牵头") || words.ends_with("配合") || words.ends_with("负责");
    if !named && is_deadline(words) {
        return closing_deadline(text, pair, place, after);
    }
    let at_stop = after.is_empty() || after.starts_with(['。', '；', ';', '（', '(', '【', '.']);
    // After a stop the bracket closes the sentence before it, whatever follows.
    let after_stop = text[..pair.outer.start].trim_end_matches(is_space).ends_with(['。', '；']);
    if !at_stop && !after_stop {
        return None;
    }
    let mut inner = inner_pair(text, pair.inner.clone());
    // （财政厅、教育厅。列在首位的为牵头部门，下同）
    if let Some(stop) = text[inner.clone()].find('。')
        && ["下同", "列在", "列首位", "排在"].iter().any(|word| text[inner.start + stop..inner.end].contains(word))
    {
        inner.end = inner.start + stop;
    }
    let end = inner.start + text[inner.clone()].trim_end_matches(['。', '；', ';', '，', '.', ' ']).len();
    let list = units_of_bracket(text, inner.start..end, names_role(words), labels)?;
    let has_role = list.runs.iter().any(|run| run.role.is_some());
    // Names alone must close the item, and not explain the word before them.
    if !has_role && list.deadline.is_none() && (!ends_paragraph(after) || explains(text, pair, place)) {
        return None;
    }
    Some((pair.outer.clone(), unit_fields(text, list, None, FieldKind::Responsible)))
}

/// The fields of a bracket's words before its first label: （市商务局牵头，市住建局配合；完成时间：…）.
pub(super) fn read_roles_before_label(text: &str, range: Range<usize>, labels: &Labels) -> Option<(Range<usize>, Vec<FoundField>)> {
    let words = text.get(range.clone()).filter(|words| words.len() <= LONGEST)?;
    let end = range.start + words.trim_end_matches(['；', ';', '，', ',', '。', ' ', '\u{3000}']).len();
    if !names_role(&text[range.start..end]) {
        return None;
    }
    let list = units_of_bracket(text, range.start..end, true, labels)?;
    let told = list.runs.iter().all(|run| run.role.is_some());
    told.then(|| (range.start..end, unit_fields(text, list, None, FieldKind::Responsible)))
}

/// The units that a bracket's words are, and nothing else; where a role stands among them (`named`), names that only a bracket
/// proves count too, if each has its role.
fn units_of_bracket(text: &str, range: Range<usize>, named: bool, labels: &Labels) -> Option<UnitList> {
    let is_list = |list: &UnitList| !list.runs.is_empty() && list.whole;
    let alone = read_units(text, range.clone(), Proof::Alone, labels);
    if is_list(&alone) || !named {
        return Some(alone).filter(is_list);
    }
    let enclosed = read_units(text, range, Proof::Enclosed, labels);
    Some(enclosed).filter(|list| is_list(list) && list.runs.iter().all(|run| run.role.is_some()))
}

/// Longest tail of a paragraph that can say who leads and who helps, in bytes.
const LONGEST_TAIL: usize = 360;

/// The fields that a paragraph's last clauses are, where they are nothing else: 由人事科牵头，科教科配合，于8月20日前完成。
/// Without a day they are prose: 工程由施工队负责，监理配合。
pub(super) fn read_last_clauses(text: &str, paragraph: &Range<usize>, labels: &Labels) -> Option<(Range<usize>, Vec<FoundField>)> {
    let words = text.get(paragraph.clone())?;
    // Most paragraphs have no 由 near their end: its last byte is looked for first.
    let near = &words.as_bytes()[words.len().saturating_sub(LONGEST_TAIL)..];
    memchr::memrchr_iter(0xB1, near).find(|&at| near[..=at].ends_with("由".as_bytes()))?;
    let end = paragraph.start + words.trim_end_matches(['。', ' ', '\u{3000}']).len();
    let from = text.floor_char_boundary(end.saturating_sub(LONGEST_TAIL).max(paragraph.start));
    let tail = text.get(from..end)?;
    if !names_role(tail) {
        return None;
    }
    let begins = |at: usize| at == 0 && from == paragraph.start || tail[..at].ends_with(['。', '，', '；', ',', ';']);
    let at = tail.match_indices('由').map(|(at, _)| at).find(|&at| begins(at) && !tail[at..].contains('。'))?;
    let list = read_units(text, from + at..end, Proof::Alone, labels);
    let told = list.whole && !list.runs.is_empty() && list.runs.iter().all(|run| run.role.is_some());
    if !told || list.deadline.is_none() {
        return None;
    }
    Some((from + at..end, unit_fields(text, list, None, FieldKind::Responsible)))
}

/// Whether one of the commonest roles stands in `words`.
fn names_role(words: &str) -> bool {
    ["负责", "牵头", "配合"].iter().any(|role| words.contains(role))
}

/// `range` without a second pair of brackets around the whole.
fn inner_pair(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let open = words.chars().next().filter(|open| matches!(open, '（' | '(' | '【' | '〔' | '['));
    let close = words.chars().next_back().filter(|close| matches!(close, '）' | ')' | '】' | '〕' | ']'));
    match (open, close) {
        (Some(open), Some(close)) if words.matches(open).count() == 1 => range.start + open.len_utf8()..range.end - close.len_utf8(),
        _ => range,
    }
}

/// Whether nothing of the item follows but marks.
fn ends_paragraph(after: &str) -> bool {
    super::find::only_separators(after)
}

/// What begins a line of those who were there: 列席：程某（区审计局）.
const ATTENDANCE: &[&str] = &["出席", "列席", "缺席", "请假", "参会", "与会", "参加人员", "记录", "主持"];

/// Whether the bracket explains the name before it: 县直医院（县人民医院、县中医院）.
fn explains(text: &str, pair: &Enclosed, place: &ClosingPlace) -> bool {
    let line = text.get(place.sentence_start..pair.outer.start).unwrap_or_default();
    if ATTENDANCE.iter().any(|word| line.strip_prefix(word).is_some_and(|rest| rest.contains(['：', ':']))) {
        return true;
    }
    let before = text.get(place.sentence_start..pair.outer.start).unwrap_or_default().trim_end_matches(is_space);
    // 程某（区审计局） says where he comes from.
    let word = before
        .rsplit(|character| is_space(character) || matches!(character, '、' | '，' | ',' | '；' | ';' | '。' | '：' | ':' | '）' | ')'));
    UNITS.endings(before).next().is_some()
        || word.into_iter().next().is_some_and(is_certain)
        || before.ends_with([
            '》', '”', '市', '县', '区', '镇', '乡', '会', '方', '位', '织', '员', '人', '构', '者', '业', '层', '级', '统', '线', '如',
            '括',
        ])
}

/// The dates of a stage in its heading, or a deadline at an item's end.
fn closing_deadline(text: &str, pair: &Enclosed, place: &ClosingPlace, after: &str) -> Option<(Range<usize>, Vec<FoundField>)> {
    let words = &text[pair.inner.clone()];
    let before = text.get(place.item.unwrap_or(place.sentence_start)..pair.outer.start)?;
    if PAST.iter().any(|word| words.contains(word)) {
        return None;
    }
    let near = before.len() <= LONGEST_HEADING;
    if before.trim_end_matches(is_space).ends_with(['》', '”', '号', '〕', ']']) {
        return None;
    }
    let stage = near && !before.contains('。') && (before.contains("阶段") || before.contains("步骤"));
    // Of a heading with two parts the first comma counts for nothing: 广泛发动，亮明身份（7月份）.
    let parts = if before.len() <= TWO_PARTS { 1 } else { 0 };
    let plain = !before.contains(['。', '；']) && before.matches(['，', ',']).count() <= parts;
    let heading = stage || (place.item.is_some() && near && plain);
    let at_stop = after.is_empty() || after.starts_with(['。', '；', ';', '：', ':', '（', '(', '.']);
    let dated = words.contains(['月', '日', '旬', '季', '底', '末', '前', '期', '即']);
    let due = words.ends_with(['前', '底', '内', '止', '成', '末']) || words.contains("前完成") || words.contains("长期");
    let is_field = match (heading, at_stop) {
        (true, true) => dated || stage,
        (true, false) => stage,
        (false, true) => due && dated && (place.follows_field || ends_paragraph(after)),
        (false, false) => false,
    };
    let field = FoundField { kind: FieldKind::Deadline, label: None, value: pair.inner.clone(), units: Vec::new() };
    is_field.then(|| (pair.outer.clone(), vec![field]))
}
