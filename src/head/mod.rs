//! The head and tail of a notice: number, title, addressees, dates, copies, attachments (GB/T 9704-2012, 7).

pub(crate) mod date;
pub(crate) mod kind;
pub(crate) mod number;
pub(crate) mod tail;
pub(crate) mod title;
pub(crate) mod unit_name;

use std::ops::Range;

use crate::notice::{Year, YearFrom};
use crate::outline::Outline;
use crate::word_index::WordIndex;

/// What the first and last paragraphs of a notice say, as byte ranges of the laid-out text.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// 通知, 方案, …
    pub kind: Option<String>,
    /// The title, joined from its lines.
    pub title: Option<String>,
    /// Whether that is only the title of what the notice sends, as it has none of its own.
    pub title_is_annexed: bool,
    /// 发文字号.
    pub document_number: Option<Number>,
    /// 主送.
    pub addressees: Vec<String>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 成文日期.
    pub issued: Option<IssueDate>,
    /// 抄送.
    pub copied_to: Vec<String>,
    /// 附件.
    pub attachments: Vec<String>,
    /// 密级.
    pub secrecy: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
}

/// 发文字号.
#[derive(Debug, Clone)]
pub struct Number {
    /// Where it stands.
    pub range: Range<usize>,
    /// 机关代字.
    pub agency: Option<String>,
    /// 年份.
    pub year: Option<i16>,
    /// 发文顺序号.
    pub serial: Option<u32>,
}

impl Number {
    /// The number in a text of which what was read begins at `base`.
    fn moved_by(self, base: usize) -> Self {
        Self { range: self.range.start + base..self.range.end + base, ..self }
    }
}

/// 成文日期.
#[derive(Debug, Clone)]
pub struct IssueDate {
    /// Where it stands.
    pub range: Range<usize>,
    /// The day, where the text is a whole date.
    pub date: Option<jiff::civil::Date>,
    /// The year, where it has one: 2016年5月 names no day.
    pub year: Option<i16>,
}

/// Paragraphs from the start that may be head: a letterhead, number, title and addressees need no more.
const MOST_HEAD_LINES: usize = 16;

/// Paragraphs behind the title among which the addressees may stand.
const ADDRESSEES_WITHIN: usize = 4;

/// What a line ending in a colon says when it is no addressee.
static NOT_ADDRESSEES: WordIndex = WordIndex::beginnings(&[
    "如下", "以下", "下列", "现将", "为了", "要求", "关于", "根据", "按照", "通过", "坚持", "必须", "主要", "我们", "内容", "附件",
]);

/// Labels whose names are called, and are no addressees.
static NO_CALL: WordIndex = WordIndex::beginnings(&["附件", "抄送"]);

/// What stands right below the date that a notice is signed with.
static CLOSING_LINES: WordIndex =
    WordIndex::beginnings(&["附件", "主题词", "（此件", "（联系人", "打字", "校对", "拟稿", "（共印", "共印"]);

/// 密级, as they begin a line (秘密★1年).
static SECRECY: WordIndex = WordIndex::beginnings(&["绝密", "机密", "秘密", "内部资料"]);

/// 紧急程度.
static URGENCY: WordIndex = WordIndex::beginnings(&["特提", "特急", "加急", "急件", "平急", "紧急"]);

/// How many paragraphs a mail has above the notice that it forwards, which begins with its number: 请按下面通知办理。.
fn forwarding_words(text: &str, paragraphs: &[Range<usize>]) -> usize {
    const MOST: usize = 4;
    const LONGEST: usize = 240;
    let line = |index: usize| &text[paragraphs[index].clone()];
    // Hardly a notice begins with a sentence.
    if !paragraphs.first().is_some_and(|first| text[first.clone()].ends_with('。')) {
        return 0;
    }
    let words = (0..paragraphs.len().min(MOST)).take_while(|&index| line(index).len() <= LONGEST);
    let is_number = |index: &usize| number::in_head_line(line(*index), 0).is_some_and(|number| number.range == (0..line(*index).len()));
    let Some(number) = words.into_iter().find(is_number) else { return 0 };
    let is_title = paragraphs.get(number + 1).is_some_and(|range| kind::of_title(&text[range.clone()]).is_some());
    if is_title { number } else { 0 }
}

/// Reads the head and tail of the notice in `paragraphs`; `collection_title` is what a collection's header line calls it.
pub fn read_head(text: &str, paragraphs: &[Range<usize>], outline: &Outline, collection_title: Option<&str>) -> Head {
    let paragraphs = &paragraphs[forwarding_words(text, paragraphs)..];
    let line = |index: usize| &text[paragraphs[index].clone()];
    let first_item = outline.items.first().map_or(usize::MAX, |item| item.marker.start);
    let most = paragraphs.len().min(MOST_HEAD_LINES);
    // The addressees, where the last line that was asked for them calls them; no line before it does.
    let (mut asked, mut called) = (0, None);
    let head_lines = (0..most).find(|&index| {
        let is_item = paragraphs[index].start >= first_item;
        if !is_item {
            (asked, called) = (index + 1, addressees_from(text, paragraphs, index));
        }
        is_item || called.is_some() || is_body(line(index))
    });
    let head_lines = head_lines.unwrap_or(most);
    let numbers: Vec<Option<Number>> = (0..head_lines).map(|index| number::in_head_line(line(index), 0)).collect();
    let found = title::find(text, paragraphs, &numbers, first_item);
    let (after_title, inside) = found.as_ref().map_or((0, 0), |found| (found.next, found.inside));
    let run_on_number = found.as_ref().and_then(|found| found.number.clone());
    let mut title = found.map(|found| found.title).or_else(|| collection_title.map(str::to_owned));

    let mut head = Head {
        document_number: run_on_number
            .or_else(|| {
                let found = paragraphs.iter().zip(&numbers).find_map(|(range, number)| Some(number.clone()?.moved_by(range.start)));
                let below = || paragraphs.get(head_lines).and_then(|range| number::in_head_line(&text[range.clone()], range.start));
                found.or_else(below)
            })
            .or_else(|| number_above_date(text, paragraphs)),
        addressees: (after_title..paragraphs.len().min(after_title + ADDRESSEES_WITHIN))
            .take_while(|&index| paragraphs[index].start < first_item)
            .find_map(|index| {
                let rest = &line(index)[if index == after_title { inside } else { 0 }..];
                let called = if index + 1 == asked {
                    called.take()
                } else if index < asked {
                    None
                } else {
                    addressees_from(text, paragraphs, index)
                };
                called.or_else(|| addressees_before_body(rest))
            })
            .unwrap_or_default(),
        secrecy: (0..head_lines).find_map(|index| mark(line(index), &SECRECY)),
        urgency: (0..head_lines).find_map(|index| mark(line(index), &URGENCY)),
        attachments: tail::attachments(text, paragraphs),
        ..Head::default()
    };
    for range in paragraphs {
        let line = &text[range.clone()];
        if let Some(names) = tail::copies(line) {
            head.copied_to.extend(names);
        } else if head.addressees.is_empty()
            && let Some(names) = tail::labelled_addressees(line)
        {
            head.addressees = names;
        }
    }
    let issued = issue_date(text, paragraphs, outline, after_title).or_else(|| stated_date(text, paragraphs, after_title));
    if let Some(Signed { index, date: found, issuer }) = issued {
        let start = paragraphs[index].start;
        head.issuer = issuer.filter(|_| !tail::is_printing_line(line(index)));
        let year = found.date.map(|date| date.year()).or_else(|| year_in_title(&line(index)[found.range.clone()]));
        head.issued = Some(IssueDate { range: start + found.range.start..start + found.range.end, date: found.date, year });
    }
    if title.is_none()
        && !head.addressees.is_empty()
        && let Some(signed) = &head.issued
    {
        let behind = paragraphs.partition_point(|range| range.start <= signed.range.start);
        title = title::annexed(text, &paragraphs[behind..]);
        head.title_is_annexed = title.is_some();
    }
    head.kind = kind_of(text, paragraphs, title.as_deref());
    head.title = title;
    head
}

/// The number of a notice that has it at its end: a line of its own next to the date.
fn number_above_date(text: &str, paragraphs: &[Range<usize>]) -> Option<Number> {
    const LONGEST: usize = 90;
    let is_date =
        |range: &Range<usize>| range.len() <= LONGEST && date::at_end(&text[range.clone()]).is_some_and(|found| found.range.start == 0);
    paragraphs.windows(2).find_map(|pair| {
        let (above, below) = (&pair[0], &pair[1]);
        let range = if is_date(below) { above } else { below };
        if range.len() > LONGEST || !is_date(above) && !is_date(below) {
            return None;
        }
        number::in_head_line(&text[range.clone()], range.start).filter(|number| number.range == *range)
    })
}

/// The kind of document that the title names; a paper by its signs.
fn kind_of(text: &str, paragraphs: &[Range<usize>], title: Option<&str>) -> Option<String> {
    if let Some(kind) = title.and_then(kind::of_title) {
        return Some(kind.to_owned());
    }
    let body = match (paragraphs.first(), paragraphs.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    };
    kind::is_paper(title, body).then(|| "论文".to_owned())
}

/// Whether a line that calls no addressees is prose: the head is over.
fn is_body(line: &str) -> bool {
    const LONGEST: usize = 120;
    if line.len() > LONGEST * 4 {
        return true;
    }
    let count = line.chars().count();
    count > LONGEST || (count > 20 && line.contains('。')) || (line.ends_with(['。', '：', ':']) && line.contains(['，', ',']))
}

/// The addressees, where `line` is the line that calls them: names and a colon at its end.
fn addressees(line: &str) -> Option<Vec<String>> {
    let list = line.strip_suffix(['：', ':'])?.trim_end();
    let prose =
        list.contains(['。', '《', '!', '！']) || list.contains('“') && !unit_name::is_unit_name(list) || NOT_ADDRESSEES.is_in(list);
    if prose || list.chars().take(401).count() > 400 || tail::labelled(line, &NO_CALL).is_some() {
        return None;
    }
    let names = tail::names(list);
    let called = |name: &String| {
        name.starts_with(['各', '全', '本', '局', '市', '县', '省', '区'])
            || name.starts_with("广大")
            || unit_name::is_unit_name(name)
            || name.ends_with(['位', '门', '属', '志', '员', '者', '工', '友', '生', '人'])
    };
    let short = names.iter().all(|name| name.chars().count() <= 40);
    (short && !names.is_empty() && names.iter().any(called)).then_some(names)
}

/// Lines that a list of addressees is spread over at most.
const MOST_ADDRESSEE_LINES: usize = 5;

/// The addressees, where they begin at paragraph `index`; a list that ends in a comma goes on in the next line.
fn addressees_from(text: &str, paragraphs: &[Range<usize>], index: usize) -> Option<Vec<String>> {
    let line = &text[paragraphs.get(index)?.clone()];
    if !line.ends_with(['，', '、', ',', '；']) {
        return addressees(line);
    }
    if line.chars().count() > 100 || line.contains(['。', '《', '“', '：']) {
        return None;
    }
    let first = tail::names(line);
    if !first.iter().all(|name| name.starts_with('各') || name.ends_with(['位', '门', '校', '园']) || unit_name::is_unit_name(name)) {
        return None;
    }
    let mut joined = line.to_owned();
    for range in paragraphs[index + 1..].iter().take(MOST_ADDRESSEE_LINES - 1) {
        let line = &text[range.clone()];
        joined.push_str(line);
        if !line.ends_with(['，', '、', ',', '；']) {
            return addressees(&joined);
        }
    }
    None
}

/// The addressees, where the body runs on behind their colon in one line: `各支部：为了…`.
fn addressees_before_body(line: &str) -> Option<Vec<String>> {
    let colon = line.find(['：', ':']).filter(|&at| at <= 240)?;
    let (list, body) = line.split_at(colon);
    let names = body.contains('。').then(|| addressees(&format!("{list}：")))??;
    let called = |name: &String| name.contains('各') || name.ends_with(['位', '门', '属', '构']) || unit_name::is_unit_name(name);
    names.iter().all(called).then_some(names)
}

/// A mark that is a line of its own or begins one, as written.
fn mark(line: &str, marks: &WordIndex) -> Option<String> {
    let words = line.strip_prefix("密级").unwrap_or(line);
    let words = words.strip_prefix("紧急程度").unwrap_or(words).trim_start_matches(['：', ':', ' ']);
    let found = marks.word(words)?;
    let rest = words[found.len()..].trim();
    let short = rest.chars().count() <= 8 && (rest.is_empty() || rest.starts_with(['★', '☆', '*', ' ']) || rest.ends_with(['年', '月']));
    short.then(|| words.split_whitespace().next().unwrap_or(words).to_owned())
}

/// A date with the line that it stands in.
struct Signed {
    /// The paragraph.
    index: usize,
    /// Where the date stands in it.
    date: date::DateInLine,
    /// Who signed beside or above it.
    issuer: Option<String>,
}

impl Signed {
    fn of(text: &str, paragraphs: &[Range<usize>], index: usize, date: date::DateInLine) -> Self {
        let issuer = tail::issuer(text, paragraphs, index, paragraphs[index].start + date.range.start);
        Self { index, date, issuer }
    }
}

/// 成文日期: of the lines that end in a date the one that stands most like a signature's.
fn issue_date(text: &str, paragraphs: &[Range<usize>], outline: &Outline, after_title: usize) -> Option<Signed> {
    let mut best: Option<(i32, Signed)> = None;
    for (index, range) in paragraphs.iter().enumerate() {
        let line = &text[range.clone()];
        let Some(found) = date::at_end(line) else { continue };
        // A page without line breaks has the signature behind its last sentence.
        let before = line[..found.range.start].rsplit('。').next().unwrap_or_default().trim();
        // 市创建办编 2014年8月22日
        let before = before.trim_end_matches("印").trim_end_matches('编').trim_end_matches("主办");
        let printed = tail::is_printing_line(line);
        let alone = before.trim_matches(['（', '(']).is_empty();
        if !alone && !printed && !unit_name::is_unit_name(before) {
            continue;
        }
        let before_it = outline.items.partition_point(|item| item.range.start <= range.start);
        let in_item = before_it.checked_sub(1).is_some_and(|index| range.end <= outline.items[index].range.end);
        let found = Signed::of(text, paragraphs, index, found);
        let signed = found.issuer.is_some();
        let next = paragraphs.get(index + 1).map(|range| &text[range.clone()]);
        let closes = next.is_none_or(|next| {
            tail::copies(next).is_some()
                || CLOSING_LINES.fits(next)
                || !next.contains('。') && kind::of_title(next).is_some()
                || tail::is_printing_line(next)
        });
        // 2013-04-09 alone under a title is a page's.
        let below_title = index < after_title + 2 && index > 0 && (found.date.is_written || !alone || line.starts_with(['（', '(']));
        let mut score = 0;
        score += if signed { 3 } else { 0 };
        score += if closes { 2 } else { 0 };
        score += if below_title { 1 } else { 0 };
        score += if found.date.date.is_some() { 1 } else { 0 };
        score -= if in_item && !signed && !closes { 3 } else { 0 };
        // （县水利局 3月1日） below the title of what is passed on.
        score -= if line.starts_with(['（', '(']) && !below_title { 2 } else { 0 };
        // Printed on another day than it was signed.
        score = if printed { (score - 2).min(2) } else { score };
        let placed = signed || closes || below_title || printed;
        if placed && score >= 1 && best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, found));
        }
    }
    best.map(|(_, found)| found).or_else(|| date_within(text, paragraphs))
}

/// Bytes from which a paragraph is a page without line breaks, so that a signature stands in its midst.
const RUN_ON: usize = 900;

/// The first date that stands as a signature does in a page that lost its line breaks: behind a full stop, alone or with a unit.
fn date_within(text: &str, paragraphs: &[Range<usize>]) -> Option<Signed> {
    paragraphs.iter().enumerate().filter(|(_, range)| range.len() >= RUN_ON).find_map(|(index, range)| {
        let line = &text[range.clone()];
        let mut behind_day = 0;
        // Most sentences have no day near their beginning: those are looked at that begin a little before one, and behind the day before.
        memchr::memmem::find_iter(line.as_bytes(), "日").find_map(|day| {
            let from = behind_day.max(line.floor_char_boundary(day.saturating_sub(date::SIGNED_WITHIN)));
            behind_day = day + '日'.len_utf8();
            line[from..day].match_indices('。').find_map(|(at, stop)| {
                let start = from + at + stop.len();
                let found = date::signed_at_start(&line[start..])?;
                let found = date::DateInLine { range: found.range.start + start..found.range.end + start, ..found };
                Some(Signed::of(text, paragraphs, index, found))
            })
        })
    })
}

/// Labels of the date of a list that nobody signs.
const DATE_LABELS: [&str; 5] = ["填报日期", "填表日期", "制表日期", "填报时间", "制表时间"];

/// The date that a line near the title states: 填报日期：2019年8月9日.
fn stated_date(text: &str, paragraphs: &[Range<usize>], after_title: usize) -> Option<Signed> {
    const WITHIN: usize = 2;
    paragraphs.iter().enumerate().take(after_title + WITHIN).skip(after_title.saturating_sub(1)).find_map(|(index, range)| {
        let line = &text[range.clone()];
        let labelled = || DATE_LABELS.iter().any(|label| line.contains(label));
        date::at_end(line).filter(|_| labelled()).map(|found| Signed::of(text, paragraphs, index, found))
    })
}

/// The year that deadlines without one belong to: by the document number, else the title, else the issue date.
pub fn notice_year(head: &Head) -> Option<Year> {
    let number = head.document_number.as_ref().and_then(|number| number.year).map(|value| Year { value, from: YearFrom::DocumentNumber });
    let title = || head.title.as_deref().and_then(year_in_title).map(|value| Year { value, from: YearFrom::Title });
    let issued = || head.issued.as_ref().and_then(|issued| issued.year).map(|value| Year { value, from: YearFrom::Issued });
    number.or_else(title).or_else(issued)
}

/// The year of a title that names just one: 2013年工作要点, but not 2013—2015年规划.
pub fn single_year(title: &str) -> Option<i16> {
    let year = year_in_title(title)?;
    (title.matches('年').count() == 1 && !title.contains(['—', '-', '－', '至', '～'])).then_some(year)
}

/// The first year (1949–2100) that a title names, in any numerals.
fn year_in_title(title: &str) -> Option<i16> {
    title.match_indices('年').find_map(|(at, _)| {
        let before = &title[..at];
        let length: usize =
            before.chars().rev().take_while(|&character| crate::numeral::digit(character).is_some()).map(char::len_utf8).sum();
        let words = &before[at - length..];
        if words.chars().count() != 4 {
            return None;
        }
        crate::numeral::number(words).and_then(|year| i16::try_from(year).ok()).filter(|year| (1949..=2100).contains(year))
    })
}

#[cfg(test)]
mod tests;
