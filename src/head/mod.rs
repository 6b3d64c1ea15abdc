//! The head and tail of a notice: number, title, addressees, dates, copies, attachments.

use std::ops::Range;

use crate::notice::{Year, YearFrom};
use crate::outline::Outline;

/// What the first and last paragraphs of a notice say, as byte ranges of the laid-out text.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// 通知, 方案, …
    pub kind: Option<String>,
    /// The title, joined from its lines.
    pub title: Option<String>,
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

/// 成文日期.
#[derive(Debug, Clone)]
pub struct IssueDate {
    /// Where it stands.
    pub range: Range<usize>,
    /// The day, where the text is a whole date.
    pub date: Option<jiff::civil::Date>,
}

/// Reads the head and tail of the notice in `paragraphs`; `collection_title` is what a collection's header line calls it.
pub fn read_head(text: &str, paragraphs: &[Range<usize>], outline: &Outline, collection_title: Option<&str>) -> Head {
    let _ = (text, paragraphs, outline, collection_title);
    Head::default()
}

/// The year that deadlines without one belong to: by the document number, else the title, else the issue date.
pub fn notice_year(head: &Head) -> Option<Year> {
    let number = head.document_number.as_ref().and_then(|number| number.year).map(|value| Year { value, from: YearFrom::DocumentNumber });
    let title = || head.title.as_deref().and_then(year_in_title).map(|value| Year { value, from: YearFrom::Title });
    let issued = || head.issued.as_ref().and_then(|issued| issued.date).map(|date| Year { value: date.year(), from: YearFrom::Issued });
    number.or_else(title).or_else(issued)
}

/// The first year (1949–2100) that a title names.
fn year_in_title(title: &str) -> Option<i16> {
    let at = title.find('年')?;
    let digits: String = title[..at].chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    digits.parse().ok().filter(|year| (1949..=2100).contains(year))
}
