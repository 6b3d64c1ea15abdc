//! Everything in a notice that could be an enumerator, a heading without a number, or the end of the items.

use super::OwnForms;
use super::cost;
use super::marker::{self, Mark, Reading, STYLES, Style};
use super::paragraph::{Kind, Paragraph};
use super::words;
use crate::word_table::CharacterSet;

/// Where an enumerator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Place {
    /// At the start of its paragraph.
    Line,
    /// After 。！？；.
    Stop,
    /// After ：.
    Colon,
    /// After ，、 or a closing bracket.
    Comma,
    /// After a space within a sentence.
    Space,
    /// After a short run of words without a stop that itself follows an enumerator.
    Heading,
    /// In the middle of a sentence.
    Inside,
}

/// Something that may be part of the outline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// First byte.
    pub(crate) start: usize,
    /// First byte after the enumerator.
    pub(crate) end: usize,
    pub(crate) what: What,
    pub(crate) place: Place,
    /// What taking it costs, its neighbours left aside.
    pub(crate) cost: i32,
    /// Index of its paragraph.
    pub(crate) paragraph: usize,
    /// Whether its paragraph begins without an enumerator.
    pub(crate) plain: bool,
    /// Whether nothing but a heading stands between it and the end of the paragraph.
    pub(crate) only_heading: bool,
    /// Whether it is nothing but a heading without any stop: what comes next stands under it.
    pub(crate) open_ended: bool,
    /// Whether it stands right behind the candidate before.
    pub(crate) behind_mark: bool,
    /// Whether the next candidate of its style has the next number.
    pub(crate) followed: bool,
}

/// What a candidate would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// An enumerator.
    Mark(Mark),
    /// A heading without a number.
    Heading,
    /// A signature, an attached document's title: what comes after is not under what came before.
    Break,
}

/// Characters that a heading of its own line has at most.
pub(crate) const HEADING_CHARACTERS: usize = 34;

/// Finds the candidates in order.
pub(crate) fn candidates(text: &str, paragraphs: &[Paragraph], own: &OwnForms) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let simple = |what, cost| Candidate {
            start: paragraph.range.start,
            end: paragraph.range.start,
            what,
            place: Place::Line,
            cost,
            paragraph: index,
            plain: true,
            only_heading: true,
            open_ended: true,
            behind_mark: false,
            followed: false,
        };
        match paragraph.kind {
            Kind::Furniture => {}
            Kind::Break => found.push(simple(What::Break, 0)),
            Kind::Heading => found.push(simple(What::Heading, cost::HEADING)),
            Kind::Preface => found.push(Candidate { only_heading: false, ..simple(What::Heading, cost::HEADING) }),
            Kind::Body => scan(text, paragraph, index, own, &mut found),
        }
    }
    look_ahead(&mut found);
    found
}

/// Tells which candidates the next number of their style follows.
fn look_ahead(candidates: &mut [Candidate]) {
    let mut next: [Option<u32>; STYLES] = [None; STYLES];
    let mut leads = false;
    for candidate in candidates.iter_mut().rev() {
        match candidate.what {
            What::Mark(mark) => {
                let place = &mut next[mark.style as usize];
                candidate.followed = leads || place.is_some() && *place == mark.numeral.map(|numeral| numeral + 1);
                *place = mark.numeral;
                // 一、甲（一）乙1.丙: a heading that runs into the first item below it.
                leads = candidate.place == Place::Heading && mark.numeral == Some(1);
            }
            What::Break => (next, leads) = ([None; STYLES], false),
            What::Heading => leads = false,
        }
    }
}

/// Finds the enumerators of one paragraph.
fn scan(text: &str, paragraph: &Paragraph, index: usize, own: &OwnForms, found: &mut Vec<Candidate>) {
    let Some(line) = text.get(paragraph.range.clone()) else { return };
    let first = found.len();
    let mut at = 0;
    // End of the candidate before in this line, for what stands between two of them.
    let mut last_end = None;
    while let Some(beginning) = marker::next_beginning(line, at) {
        at = beginning;
        let rest = &line[at..];
        let Some(character) = rest.chars().next() else { break };
        let before = line[..at].chars().next_back();
        let known = paragraph.beginning.filter(|_| at == 0);
        match known.unwrap_or_else(|| marker::read_with(rest, character, before, own)) {
            Reading::Skip(length) => at += length.max(character.len_utf8()),
            Reading::Mark(mark) => {
                let end = at + mark.length;
                let place = place(&line[..at], last_end.map(|last| &line[last..at]));
                let listed = place == Place::Colon && names_attachments(&line[..at]);
                if let Some(look) = look(&mark, place, before, &line[end..]).filter(|_| !listed) {
                    let cost = cost::place(&mark, place) + look;
                    if !cost::is_impossible(cost) {
                        let open_ended = is_open_ended(&line[end..]);
                        found.push(Candidate {
                            start: paragraph.range.start + at,
                            end: paragraph.range.start + end,
                            what: What::Mark(mark),
                            place,
                            cost,
                            paragraph: index,
                            plain: at > 0 && found.len() == first || found.get(first).is_some_and(|first| first.plain),
                            only_heading: open_ended || is_only_heading(&line[end..]),
                            open_ended,
                            followed: false,
                            behind_mark: last_end.is_some_and(|last| line[last..at].trim().is_empty()),
                        });
                        last_end = Some(end);
                    }
                }
                at = end;
            }
        }
    }
}

/// Whether a line's rest is a heading and nothing more: short, with at most one stop, at the end.
fn is_only_heading(rest: &str) -> bool {
    if rest.len() > HEADING_CHARACTERS * 3 + 3 {
        return false;
    }
    let body = rest.trim_end_matches(['。', '：', ':']);
    // A stage's time in brackets belongs to the heading: 检查验收（时间：11月）.
    let open = if body.ends_with(['）', ')']) { body.rfind(['（', '(']) } else { None };
    let body = open.map_or(body, |open| &body[..open]);
    !body.contains(['。', '；', '：', ';'])
}

/// Whether a line's rest is a heading without any stop.
fn is_open_ended(rest: &str) -> bool {
    static STOPS: CharacterSet = CharacterSet::of("。；;：:！？");
    rest.len() <= HEADING_CHARACTERS * 3 && STOPS.next_in(rest, 0).is_none()
}

/// Whether what comes next is the list of attachments, in a page that lost its line breaks: 附件：1.….
fn names_attachments(before: &str) -> bool {
    before.trim_end().trim_end_matches(['：', ':']).trim_end().ends_with("附件")
}

fn place(before: &str, since: Option<&str>) -> Place {
    let trimmed = before.trim_end();
    let Some(last) = trimmed.chars().next_back() else { return Place::Line };
    let spaced = trimmed.len() < before.len();
    match last {
        '。' | '！' | '？' | '；' | '!' | '?' | ';' | '…' => return Place::Stop,
        '.' if trimmed[..trimmed.len() - 1].chars().next_back().is_some_and(|before| is_han(before) || matches!(before, ')' | '）')) => {
            return Place::Stop;
        }
        '：' | ':' => return Place::Colon,
        '”' | '’' | '）' | ')' | '》' | '」' | '』' | '"' | '】' | '〕' | ']' => {
            let inner = trimmed.trim_end_matches(['”', '’', '）', ')', '》', '」', '』', '"', '】', '〕', ']']);
            return match inner.chars().next_back() {
                Some('。' | '！' | '？' | '；' | '!' | '?' | ';') => Place::Stop,
                _ if is_heading(since) => Place::Heading,
                _ => Place::Comma,
            };
        }
        '，' | ',' | '、' | '—' | '－' => return Place::Comma,
        _ => {}
    }
    if is_heading(since) {
        Place::Heading
    } else if spaced {
        Place::Space
    } else {
        Place::Inside
    }
}

/// How far the halves of a heading like 强化监督，严格考核 differ in bytes.
const HALVES_DIFFER: usize = 6;

/// Whether the words since the last enumerator can be a heading that runs into the next one: without a stop, or of parallel parts.
fn is_heading(since: Option<&str>) -> bool {
    static BREAKS: CharacterSet = CharacterSet::of("。；：;、:");
    let Some(words) = since.map(str::trim) else { return false };
    if !(6..=75).contains(&words.len()) || BREAKS.is_in(words) {
        return false;
    }
    let first = words.split(['，', ',']).next().map_or(0, str::len);
    first == words.len() || first >= 12 && words.split(['，', ',']).all(|part| part.len().abs_diff(first) <= HALVES_DIFFER)
}

/// What the words behind an enumerator say about it; `None` where it cannot be one.
fn look(mark: &Mark, place: Place, before: Option<char>, after: &str) -> Option<i32> {
    let line = place == Place::Line;
    let next = after.trim_start().chars().next();
    let digit = next.is_some_and(|next| next.is_ascii_digit() || ('０'..='９').contains(&next));
    if !line && before.is_some_and(|before| words::REFERENCE_BEFORE.contains(before)) && place == Place::Inside {
        return None;
    }
    // 首先， and 第三阶段， have their stop behind them.
    let stopped = mark.style.is_series() || mark.style.is_division() && line;
    if next.is_some_and(|next| words::NEVER_BEHIND_MARK.contains(next) && !(stopped && matches!(next, '，' | ',' | '：' | ':'))) {
        return None;
    }
    match mark.style {
        Style::ChineseBracketed | Style::ArabicBracketed | Style::Circled if words::begins_reference(after) => {
            return if line { Some(45) } else { None };
        }
        Style::Arabic | Style::Circled if digit => {
            let year = after.trim_start().bytes().take_while(u8::is_ascii_digit).count() == 4;
            return match place {
                Place::Line => Some(if year { 0 } else { 12 }),
                Place::Inside | Place::Comma | Place::Space => None,
                _ => Some(if year { 10 } else { 35 }),
            };
        }
        Style::Chinese if next.is_some_and(marker::is_chinese_numeral) => {
            // 一、二年级 against 二、一手抓
            return if line {
                Some(5)
            } else if place == Place::Inside {
                None
            } else {
                Some(30)
            };
        }
        Style::Bare => {
            let next = next?;
            let spaced = spaced(after);
            if !is_han(next) && !matches!(next, '“' | '《') || words::MEASURES.contains(next) && !(line && spaced) {
                return None;
            }
            return Some(if spaced { -10 } else { 0 });
        }
        style if style.is_decimal() && next.is_none_or(|next| !is_han(next) && !matches!(next, '“' | '《' | '（')) => {
            // 2.1  35kV线路
            let is_name = line && spaced(after) && next.is_some_and(|next| next.is_ascii_alphanumeric());
            return is_name.then_some(cost::BEFORE_NUMBER);
        }
        // 2.5万元 against 2.1人员培训
        style if style.is_decimal() && next.is_some_and(|next| words::MEASURES.contains(next)) => {
            return match line && !words::SUMS.fits(after.trim_start()) {
                // A gap, or a third number, is no quantity's: 3.2 组织, 2.1.2分区.
                true if spaced(after) || mark.style != Style::Decimal2 => Some(0),
                true => Some(cost::LIKE_MEASURE),
                false => None,
            };
        }
        style if style.is_division() => {
            if !line && words::begins_reference(after) {
                return None;
            }
            if line && words::begins_reference(after) {
                return Some(30);
            }
        }
        Style::ChineseBracketed | Style::ArabicBracketed if place == Place::Stop && is_short_heading(after) => {
            return Some(cost::SHORT_HEADING);
        }
        // The last clause of a line that has no stop at all is a heading.
        Style::Series | Style::SeriesMust if place == Place::Space && is_whole_heading(after) => return Some(cost::CLAUSE_HEADING),
        _ => {}
    }
    Some(if mark.style.is_series() && mark.numeral == Some(1) && !line { cost::FIRST_CLAUSE } else { 0 })
}

fn spaced(after: &str) -> bool {
    after.starts_with([' ', '\u{3000}', '\t'])
}

/// Whether a few words end in a colon or full stop: （一）服务好：….
fn is_short_heading(after: &str) -> bool {
    const LONGEST: usize = 16;
    let end = after.char_indices().take(LONGEST + 1).find(|&(_, character)| !is_han(character));
    end.is_some_and(|(at, character)| at >= 6 && matches!(character, '：' | ':' | '。'))
}

/// Whether a few words without any stop are all that is left of the line.
fn is_whole_heading(after: &str) -> bool {
    (12..=90).contains(&after.len()) && !after.contains(['。', '；', ';', '，', '：'])
}

fn is_han(character: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&character)
}
