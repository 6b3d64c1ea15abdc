//! The model: what a file's notices say, as `design.md` section 3 fixes it.
//!
//! Field order here is key order in the JSON. Absent values are `null` or `[]`, never left out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::span::{FilePart, Place, Span};

/// The `schema_version` of every document this version writes.
pub const SCHEMA_VERSION: u32 = 1;

/// What one input file holds: where it came from, what was mended, and its notices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Version of this layout; raised when a meaning changes.
    pub schema_version: u32,
    /// The file and how it was read.
    pub source: Source,
    /// What was mended, converted and taken out.
    pub normalization: Normalization,
    /// The notices of the file, in their order.
    pub notices: Vec<Notice>,
}

/// The file and how it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path as it was given, `-` for standard input without a name.
    pub path: String,
    /// What kind of file it is, by its content.
    pub format: Format,
    /// WHATWG name of the encoding.
    pub encoding: String,
    /// What the encoding was concluded from.
    pub encoding_from: EncodingFrom,
    /// Nats by which the likeliest encoding leads the runner-up; `null` where nothing was weighed.
    pub margin: Option<f64>,
    /// WHATWG name of the second likeliest encoding.
    pub runner_up: Option<String>,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Byte sequences that stand for no character in this encoding.
    pub malformed: u64,
    /// The parts of a file that is in several encodings, `encoding` being that of most bytes; empty for all other files.
    pub parts: Vec<Part>,
    /// What the file holds and its reader could not give, in sentences; `[]` for a text.
    pub limits: Vec<String>,
}

/// A part of a file that is in several encodings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// WHATWG name of its encoding.
    pub encoding: String,
    /// First byte, counted from 0.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
}

/// What kind of file the text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// HTML in a MIME message: Word's "single file web page", .mht.
    Mhtml,
    /// Rich Text Format.
    Rtf,
    /// Word 2007 and later (OOXML).
    Docx,
    /// Word 97–2003, and WPS Writer's .wps (OLE2).
    Doc,
    /// Word 2003's XML (`w:wordDocument`).
    WordXml,
    /// OpenDocument text.
    Odt,
    /// 版式文档 (GB/T 33190).
    Ofd,
    /// PDF with a text layer.
    Pdf,
    /// Excel 2007 and later (OOXML).
    Xlsx,
    /// Excel 97–2003 (OLE2).
    Xls,
}

/// What the encoding was concluded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EncodingFrom {
    /// A byte order mark.
    Bom,
    /// The bytes admit no other reading.
    Proof,
    /// The likeliest of several readings.
    Likelihood,
    /// The file's own declaration decided between near-equal readings.
    Declared,
    /// The user said so: with `--encoding`, or, where `margin` is given, with `--prefer` between near-equal readings.
    Option,
}

/// What was mended, converted and taken out between the file and the text that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Normalization {
    /// The script the file was written in.
    pub script: Script,
    /// Characters converted from Traditional to Simplified.
    pub converted: u64,
    /// Kinds of damage undone, with counts.
    pub repairs: Vec<Repair>,
    /// Furniture taken out: page numbers, site chrome, running heads.
    pub removed: Vec<Removed>,
}

/// The script a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Simplified.
    Hans,
    /// Traditional.
    Hant,
    /// Both in one file.
    Mixed,
}

/// One kind of damage that was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// `pinyin-note`, `byte-slip`, `mojibake`, …
    pub kind: String,
    /// Places mended.
    pub count: u64,
    /// Places of this kind that could not be mended with certainty and were left as they stand.
    pub unresolved: u64,
}

/// One piece of furniture that was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Removed {
    /// `page-number`, `site-chrome`, `running-head`, `collection-header`, …
    pub kind: String,
    /// What stood there.
    pub text: String,
    /// Where it stood.
    pub span: Span,
}

/// One 公文.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// 通知, 方案, 要点, 总结, …: the kind of document.
    pub kind: Option<String>,
    /// The title, joined from its lines.
    pub title: Option<String>,
    /// 发文字号.
    pub document_number: Option<DocumentNumber>,
    /// 主送: whom the notice is addressed to, one entry each.
    pub addressees: Vec<String>,
    /// 发文机关: who signed it.
    pub issuer: Option<String>,
    /// 成文日期.
    pub issued: Option<Issued>,
    /// 抄送: who gets a copy, one entry each.
    pub copied_to: Vec<String>,
    /// 附件: names of the attachments.
    pub attachments: Vec<String>,
    /// 密级, as written.
    pub secrecy: Option<String>,
    /// 紧急程度, as written.
    pub urgency: Option<String>,
    /// The year that deadlines without one belong to.
    pub year: Option<Year>,
    /// Everything enumerated, as a tree.
    pub items: Vec<Item>,
    /// Who must do what by when.
    pub assignments: Vec<Assignment>,
    /// What `check` reports.
    pub findings: Vec<Finding>,
}

/// 发文字号: 连妇保委〔2011〕7号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentNumber {
    /// As written.
    pub text: String,
    /// 机关代字.
    pub agency: Option<String>,
    /// 年份.
    pub year: Option<i16>,
    /// 发文顺序号; `null` where it is still to be filled in.
    pub serial: Option<u32>,
    /// Where it stands.
    pub span: Span,
}

/// 成文日期.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Issued {
    /// As written.
    pub text: String,
    /// ISO 8601 date; `null` where the text is no whole date.
    pub date: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The year that deadlines without one belong to, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Year {
    /// The year.
    pub value: i16,
    /// Which part of the notice gives it.
    pub from: YearFrom,
}

/// Which part of the notice gives its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearFrom {
    /// 发文字号.
    DocumentNumber,
    /// The title.
    Title,
    /// 成文日期.
    Issued,
}

/// Anything enumerated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Place in the tree, by position: `2.1.3` is the third item of the first item of the second.
    pub id: String,
    /// The enumerator as written; empty for a heading without a number.
    pub marker: String,
    /// The marker's value.
    pub numeral: Option<u32>,
    /// Depth, from 1.
    pub level: u32,
    /// The heading, where the item has one.
    pub title: Option<String>,
    /// The item as it stands, from its marker up to the next item; paragraphs are parted by `\n`.
    pub text: String,
    /// Where `text` stands.
    pub span: Span,
    /// The items below this one.
    pub items: Vec<Item>,
}

/// The responsible units and the deadline that a notice gives to one item or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// `id` of the item it belongs to; `null` where it stands under no item.
    pub item: Option<String>,
    /// Markers from the top down to that item.
    pub path: Vec<String>,
    /// `id`s of the items it holds for.
    pub covers: Vec<String>,
    /// The labelled values.
    pub fields: Vec<Field>,
}

/// One labelled value, 责任科室：….
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// What the label means.
    pub kind: FieldKind,
    /// The label as written, without its colon; `null` where there is none.
    pub label: Option<String>,
    /// The value as written.
    pub text: String,
    /// The units or persons named, one entry each; empty for a deadline.
    pub units: Vec<String>,
    /// Where `text` stands.
    pub span: Span,
    /// The deadline, where this is one.
    pub deadline: Option<Deadline>,
    /// The units' names by the roster, one for each of `units`; `null` for one it does not know. Empty without a roster.
    pub canonical: Vec<Option<String>>,
}

/// What a field's label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// 责任科室, 责任单位, …
    Responsible,
    /// 牵头科室, 主办单位, …
    Lead,
    /// 配合单位, 协办单位, …
    Support,
    /// 责任人, 分管领导, …
    Person,
    /// 完成时间, 办结时限, …
    Deadline,
}

/// When something is due. Which of the values are set depends on `type` (design.md, section 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What kind of deadline it is.
    #[serde(rename = "type")]
    pub kind: DeadlineKind,
    /// First day, ISO 8601.
    pub start: Option<String>,
    /// Last day still on time, ISO 8601; with a clock time where one is given (`2011-06-15T18:00`).
    pub end: Option<String>,
    /// The year was taken from the notice and not from the field.
    pub year_assumed: bool,
    /// RFC 5545 recurrence rule of a `recurring` deadline.
    pub rrule: Option<String>,
    /// The due dates of a `list`.
    pub dates: Vec<String>,
    /// What an `event` or a counted deadline counts from: `issue`, or the event as written.
    pub anchor: Option<String>,
    /// ISO 8601 duration counted from `anchor`, or `P10WD`-style working days.
    pub offset: Option<String>,
    /// The date is the notice's own approximation (用三年时间) or rests on an assumption (下发 = 成文日期).
    pub approximate: bool,
}

/// The kinds of deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineKind {
    /// Due by `end`.
    By,
    /// From `start` to `end`.
    Range,
    /// Again and again, by `rrule`.
    Recurring,
    /// On each of `dates`.
    List,
    /// Hangs on something that the text does not date.
    Event,
    /// Without end: 长期, 常态化.
    Standing,
    /// At once: 立即.
    Immediate,
    /// Not wholly understood; no date is given.
    Unresolved,
}

/// What `check` reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// `U001`.
    pub code: String,
    /// `missing-responsible-unit`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// `id` of the item concerned.
    pub item: Option<String>,
    /// Where it is.
    pub span: Option<Span>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The notice can't be carried out as it stands.
    Error,
    /// Likely a mistake.
    Warning,
    /// Worth knowing.
    Info,
}

impl Deadline {
    /// A deadline without any value.
    pub fn of_kind(kind: DeadlineKind) -> Self {
        Self {
            kind,
            start: None,
            end: None,
            year_assumed: false,
            rrule: None,
            dates: Vec::new(),
            anchor: None,
            offset: None,
            approximate: false,
        }
    }

    /// A deadline that was not wholly understood.
    pub fn unresolved() -> Self {
        Self::of_kind(DeadlineKind::Unresolved)
    }
}
