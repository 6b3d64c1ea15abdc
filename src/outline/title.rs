//! Cuts the headings of the items out of their text, as `design.md` section 4 says.

mod siblings;
mod stop;

use std::ops::Range;

use super::marker::Style;
use super::words;
use super::{OutlineItem, OwnForms};
use crate::fields::Labels;
use crate::repair::pair_model::bond;

use siblings::{drop_lone_last, groups, series};
use stop::{HAN_BYTES, first_words, is_note, leading_han, without_note};

/// Characters (spaces not counted) that a title has at most.
const LONGEST: usize = 30;
/// How far the lengths of parallel headings differ.
const PARALLEL: usize = 3;

/// What an item's first line offers.
#[derive(Debug, Clone)]
enum Offer {
    /// A title for certain.
    Title(Range<usize>),
    /// One sentence that is the whole item: a title only beside siblings of the same build.
    Sentence(Range<usize>),
    /// One sentence with nothing behind it but the paragraph below, which may close the whole list.
    Below(Range<usize>),
    /// The same, its title set for the while.
    Last,
    /// Too long without a stop; the second range is a cut at a space, if there is one.
    Long(Range<usize>, Option<Range<usize>>),
    /// No title.
    Nothing,
}

/// How the first words of a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Colon,
    Semicolon,
    Line,
    TooLong,
}

/// Sets the titles of all items.
pub(crate) fn set_titles(text: &str, items: &mut [OutlineItem], own: &OwnForms) {
    let subject = Subject { words: Subject::of(text, items), own };
    // Offers that hang on what the siblings look like.
    let mut open: Vec<(usize, Offer)> = Vec::new();
    for index in 0..items.len() {
        match offer(text, items, index, &subject) {
            Offer::Title(title) => items[index].title = Some(title),
            Offer::Below(title) => {
                items[index].title = Some(title);
                open.push((index, Offer::Last));
            }
            Offer::Nothing => {}
            Offer::Sentence(_) if is_series(items[index].style) => {}
            offer => {
                if let Offer::Long(_, Some(title)) = &offer {
                    items[index].title = Some(title.clone());
                }
                open.push((index, offer));
            }
        }
    }
    if open.is_empty() {
        return;
    }
    let series = series(items);
    drop_lone_last(items, &series, &open);
    let groups = groups(text, items, &series, &open);
    for (index, offer) in open {
        let group = &groups[series.0[index]];
        items[index].title = match offer {
            Offer::Sentence(title) => Some(title.clone())
                .filter(|_| group.has_parallel(&text[title.clone()]) && !text[title].contains(|digit: char| digit.is_ascii_digit())),
            Offer::Long(line, gap) => group.cut(text, line).or(gap),
            _ => continue,
        };
    }
}

fn is_series(style: u16) -> bool {
    style >= Style::Series as u16
}

/// The first characters of the notice's own title: a body that begins with them begins there.
struct Subject<'a> {
    words: Option<&'a str>,
    own: &'a OwnForms,
}

impl<'a> Subject<'a> {
    fn of(text: &'a str, items: &[OutlineItem]) -> Option<&'a str> {
        let before = text.get(..items.first().map_or(0, |item| item.range.start)).unwrap_or_default();
        let mut first = before.trim_start();
        while let Some(after) = first.strip_prefix("关于") {
            first = after;
        }
        let first = first.lines().next().unwrap_or_default();
        first.char_indices().nth(4).map(|(at, _)| &first[..at])
    }
}

impl Subject<'_> {
    /// The longest of the user's headings that the words begin with.
    fn own_title(&self, words: &str) -> Option<&str> {
        let fitting = self.own.titles.iter().filter(|title| words.starts_with(title.as_str()));
        fitting.max_by_key(|title| title.len()).map(String::as_str)
    }
}

fn offer(text: &str, items: &[OutlineItem], index: usize, subject: &Subject) -> Offer {
    let item = &items[index];
    let children = items.get(index + 1).is_some_and(|next| next.parent == Some(index));
    let own = text.get(item.marker.end..item.range.end).unwrap_or_default();
    let line_length = memchr::memchr(b'\n', own.as_bytes()).unwrap_or(own.len());
    let (line, below) = own.split_at(line_length);
    let at = |range: Range<usize>| item.marker.end + range.start..item.marker.end + range.end;
    if item.style == Style::Unnumbered as u16 {
        return Offer::Title(at(0..line.trim_end().len()));
    }
    let cut_short = below.is_empty() && items.get(index + 1).is_some_and(|next| !text[item.range.end..next.range.start].contains('\n'));
    let start = heading_start(line);
    let (length, end) = first_words(&line[start..]);
    let words = &line[start..start + length];
    if let Some(heading) = before_wide_gap(&line[start..]) {
        return Offer::Title(at(start..start + heading));
    }
    let in_line = !text[..item.range.start].ends_with('\n');
    let page_without_lines = in_line || cut_short;
    if let Some(known) = known_heading(&line[start..], subject, end == End::TooLong)
        .or_else(|| if page_without_lines { heading_in_run(&line[start..], item.style) } else { None })
    {
        return Offer::Title(at(start..start + known));
    }
    let heading = without_note(words);
    let title = at(start..start + heading);
    if heading == 0 {
        return Offer::Nothing;
    }
    // The last of `…；…。` is no heading, whatever paragraph comes behind the list.
    let ends_list = text[..item.range.start].trim_end().ends_with(['；', ';']);
    let more = || children || is_text(line[start + length..].trim_start_matches(words::STOPS).trim_start());
    let text_below = || !ends_list && is_text(below.trim_start()) && !is_contact_line(below.trim_start());
    match end {
        End::Semicolon => Offer::Nothing,
        End::Colon if ends_in_label(words) => Offer::Nothing,
        End::Colon => Offer::Title(title),
        End::Stop if more() => Offer::Title(title),
        End::Stop if text_below() => Offer::Below(title),
        End::Stop => Offer::Sentence(title),
        End::Line if words.ends_with(['，', ',', '、', '；', ';']) || ends_list && in_line && !children => Offer::Nothing,
        End::Line if !cut_short || children => Offer::Title(title),
        End::Line => Offer::Nothing,
        End::TooLong => {
            // On a page without line breaks a blank stands where a line ended.
            let stands_out = children
                || in_line
                || cut_short
                || item.style == Style::Bare as u16
                || (Style::Decimal2 as u16..=Style::Decimal4 as u16).contains(&item.style);
            let gap = if stands_out { gap(&line[start..]) } else { None };
            let gap = gap.map(|length| at(start..start + length));
            Offer::Long(at(start..line_length), gap)
        }
    }
}

/// Where the words begin: behind spaces, the stop after 首先 or 一是, and a stage's dates in brackets.
fn heading_start(line: &str) -> usize {
    let skip =
        |from: usize| from + line[from..].len() - line[from..].trim_start_matches([' ', '\u{3000}', '\t', '，', ',', '：', ':']).len();
    let start = skip(0);
    let rest = &line[start..];
    if rest.starts_with(['（', '('])
        && let Some(close) = rest.char_indices().take(LONGEST).find(|&(_, character)| matches!(character, '）' | ')'))
        && is_note(&rest[..close.0])
    {
        return skip(start + close.0 + close.1.len_utf8());
    }
    start
}

/// Whether the words say something that is no field.
fn is_text(words: &str) -> bool {
    let words = behind_roles(words);
    !words.is_empty() && !begins_field(words)
}

/// The words behind brackets that say who leads and who helps: （市民政局牵头，市财政局配合，6月底前完成）.
fn behind_roles(words: &str) -> &str {
    const LONGEST_BRACKET: usize = 600;
    let close = match words.chars().next() {
        Some('（' | '(') => words.find(['）', ')']),
        Some('〔' | '[' | '【') => words.find(['〕', ']', '】']),
        _ => None,
    };
    let Some(close) = close.filter(|&close| close <= LONGEST_BRACKET) else { return words };
    let has_role = ["牵头", "负责", "配合", "承办", "主办"].iter().any(|role| words[..close].contains(role));
    if has_role { words[close..].trim_start_matches(['）', ')', '〕', ']', '】', '。', '；', ';', ' ', '\n']) } else { words }
}

/// Whether a line that says whom to call comes next: 创卫办电话：….
fn is_contact_line(below: &str) -> bool {
    let line = below.lines().next().unwrap_or_default();
    line.find(['：', ':']).is_some_and(|colon| line[..colon].ends_with("电话") && colon <= 45)
}

/// Whether the colon behind the words is that of a label behind a comma: 开展检查，责任股室：医政股.
fn ends_in_label(words: &str) -> bool {
    let last = words.rfind(['，', '；', ',', ';']).map(|comma| words[comma..].trim_start_matches(['，', '；', ',', ';']));
    last.is_some_and(|last| Labels::built_in().whole(last).is_some_and(|meaning| !meaning.weak))
}

/// Whether the words begin with a labelled value or with units in brackets.
fn begins_field(words: &str) -> bool {
    const LONGEST_LABEL: usize = 14;
    let words = words.trim_start_matches(['（', '(', '【', '〔', '[', ' ', '\u{3000}']);
    // Most words have neither of the bytes that colons end with so near.
    let near = &words.as_bytes()[..words.len().min(LONGEST_LABEL * 4)];
    if memchr::memchr2(b':', 0x9A, near).is_none() {
        return false;
    }
    let Some((colon, _)) = words.char_indices().take(LONGEST_LABEL).find(|(_, character)| matches!(character, '：' | ':')) else {
        return false;
    };
    let label = &words[..colon];
    // 落实专人。责任单位：…
    if label.contains(['。', '；']) {
        return false;
    }
    if label.contains(char::is_whitespace) {
        let bare: String = label.chars().filter(|character| !character.is_whitespace()).collect();
        return words::FIELD_LABELS.is_in(&bare);
    }
    words::FIELD_LABELS.is_in(label)
}

/// Length of a usual heading at the start of the line that runs straight into its body, or stands before a gap.
fn known_heading(line: &str, subject: &Subject, too_long: bool) -> Option<usize> {
    let window = || line.char_indices().nth(16).map_or(line, |(at, _)| &line[..at]);
    let own_title = || if subject.own.titles.is_empty() { None } else { subject.own_title(window()) };
    let length = words::HEADINGS.word(line).or_else(own_title).map(str::len);
    if let Some(length) = length {
        let after = &line[length..];
        let next = after.chars().next()?;
        if next == ' ' || next == '\u{3000}' || next == '\t' {
            return Some(length);
        }
        let dated = next.is_ascii_digit() && line[..length].ends_with("时间");
        let begins = dated
            || words::BODY_BEGINS.fits(after)
            || subject.words.is_some_and(|subject| after.starts_with(subject))
            || begins_sentence(after);
        // Without a stop in reach the heading must end somewhere; the table says where, unless the word goes on.
        let ends = too_long && !words::HEADING_GOES_ON.contains(next);
        return (begins || ends).then_some(length);
    }
    if !too_long {
        return None;
    }
    let window = window();
    let ends = window.char_indices().map(|(at, _)| at).skip(4).take(5);
    let run_in = ends.filter(|&at| words::HEADING_ENDS.fits(&window[..at]) && words::SENTENCE_BEGINS.fits(&line[at..]));
    if let Some(length) = run_in.last().filter(|&length| !window[..length].contains(['，', '、', ',', '“', '《'])) {
        return Some(length);
    }
    let at = window.find(subject.words?)?;
    (words::HEADING_ENDS.fits(&window[..at]) && window[..at].chars().count() >= 4 && !window[..at].contains(['，', '、', ',']))
        .then_some(at)
}

/// Length of a heading of four characters on a page without line breaks, where those of sections run into their bodies: 参赛范围集团各分厂….
fn heading_in_run(line: &str, style: u16) -> Option<usize> {
    const HEADING: usize = 4;
    const BODY: usize = 10;
    if style != Style::Chinese as u16 {
        return None;
    }
    let at = line.char_indices().nth(HEADING)?.0;
    let (heading, body) = line.split_at(at);
    let (before, next) = (heading.chars().next_back()?, body.chars().next()?);
    let is_word = |character: char| ('\u{3400}'..='\u{9FFF}').contains(&character);
    let parted = bond(before, next).is_none_or(|bond| bond < 1.0);
    let sentence = body.find(['。', '；', '：', ':']).unwrap_or(body.len());
    (heading.chars().all(is_word)
        && is_word(next)
        && words::HEADING_ENDS.fits(heading)
        && !words::HEADING_GOES_ON.contains(next)
        && parted
        && body[..sentence].chars().count() >= BODY
        && !words::SAID_OF_MATTERS.fits(&body[..body.find(['，', ',', '。']).unwrap_or(body.len())]))
    .then_some(at)
}

/// Whether the words behind a usual heading are a sentence of their own: it has a comma, and what stands before that is more than
/// what is said of a heading's matter (组织领导到位，责任落实).
fn begins_sentence(after: &str) -> bool {
    let Some((at, comma)) = after.char_indices().take(LONGEST).find(|(_, character)| "，,、。；：:".contains(*character)) else {
        return false;
    };
    matches!(comma, '，' | ',')
        && after[..at].chars().count() >= 4
        && !words::SAID_OF_MATTERS.fits(&after[..at])
        && !after.starts_with(|next| words::HEADING_GOES_ON.contains(next))
}

/// Length of a few words that a wide gap parts from the text behind them: 评议范围  市、县两级医院.
fn before_wide_gap(line: &str) -> Option<usize> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=14;
    let count = leading_han(line, WORDS.end() + 1);
    let gap = count * HAN_BYTES;
    if !WORDS.contains(&count) || !line[gap..].starts_with("  ") && !line[gap..].starts_with('\u{3000}') {
        return None;
    }
    let text = line[gap..].trim_start();
    (is_text(text) && text.chars().nth(3).is_some()).then_some(gap)
}

/// Length of the words before the first space, where they can be a heading.
fn gap(line: &str) -> Option<usize> {
    let mut characters = line.char_indices().take(LONGEST + 1).enumerate();
    let (count, (at, _)) = characters.find(|(_, (_, character))| matches!(character, ' ' | '\u{3000}' | '\t'))?;
    (count >= 3 && !line[..at].ends_with(['，', '、', ','])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_behind_a_comma_ends_no_title() {
        let cases = [
            ("开展检查，每月报结果，责任股室", true),
            ("整改落实；完成时限", true),
            ("加强领导，落实责任", false),
            ("明确要求，限期整改", false),
            ("责任科室", false),
        ];
        for (words, ends) in cases {
            assert_eq!(ends_in_label(words), ends, "{words}");
        }
    }
}
