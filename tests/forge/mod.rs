//! Forged notices with known truth, the same for the same seed: `mod forge;` in any test.
//!
//! A notice is put together from the vocabulary, and its truth is written down as it is put together, never read
//! back from the text. What two careful readers would read differently is not forged: see the notes in `body`.

// Each test file takes what it needs.
#![allow(dead_code)]

pub mod assignment;
pub mod body;
pub mod chance;
pub mod deadline;
pub mod gold;
pub mod head;
pub mod marker;
pub mod sentence;
pub mod statute;
pub mod vocabulary;

use jiff::civil::Date;
use tongzhi::notice::FieldKind;

use chance::Chance;
use deadline::Due;
use sentence::Manner;
use vocabulary::SECTORS;

/// What kind of notices to forge.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Deepest level of numbered items (clauses may stand one below), from 1 to 5.
    pub depth: u32,
    /// Sections assign tasks.
    pub assignments: bool,
    /// Every task has a unit and a date, so that `check` has nothing to say.
    pub complete: bool,
    /// Labels are named in prose too.
    pub mentions: bool,
    /// Numbers and dates that look like markers.
    pub traps: bool,
    /// All sections stand in one paragraph, without line breaks.
    pub run_together: bool,
    /// A flattened table of tasks.
    pub tables: bool,
    /// Clauses 一是 … 二是 ….
    pub clauses: bool,
    /// A section of stages with dates in brackets.
    pub stages: bool,
    /// A 制度 in 章 and 条 instead of a notice with sections.
    pub statute: bool,
}

impl Options {
    /// Everything that ordinary notices have.
    pub const USUAL: Self = Self {
        depth: 3,
        assignments: true,
        complete: false,
        mentions: true,
        traps: true,
        run_together: false,
        tables: false,
        clauses: true,
        stages: true,
        statute: false,
    };
    /// Nothing for `check` to find.
    pub const COMPLETE: Self = Self { complete: true, ..Self::USUAL };
    /// Five levels, no assignments.
    pub const DEEP: Self = Self { depth: 5, assignments: false, stages: false, ..Self::USUAL };
    /// Without line breaks between the items.
    pub const RUN_TOGETHER: Self = Self { run_together: true, stages: false, ..Self::USUAL };
    /// Labels in prose everywhere and no field at all.
    pub const MENTIONS: Self = Self { assignments: false, stages: false, ..Self::USUAL };
    /// With a flattened table.
    pub const TABLES: Self = Self { tables: true, ..Self::USUAL };
    /// In 第X条 form.
    pub const STATUTE: Self = Self { statute: true, assignments: false, stages: false, mentions: false, ..Self::USUAL };
}

/// A forged notice.
#[derive(Debug, Clone)]
pub struct ForgedNotice {
    /// Its text.
    pub text: String,
    /// What is in it.
    pub truth: Truth,
}

/// What a careful reader finds in a forged notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// 通知, 意见, 制度.
    pub kind: String,
    /// The title, joined from its lines.
    pub title: String,
    /// 发文字号.
    pub document_number: Option<String>,
    /// 主送.
    pub addressees: Vec<String>,
    /// 成文日期, ISO 8601.
    pub issued: Option<String>,
    /// 抄送.
    pub copied_to: Vec<String>,
    /// 附件.
    pub attachments: Vec<String>,
    /// The items, in the order they stand.
    pub headings: Vec<Heading>,
    /// The fields, in the order they stand.
    pub fields: Vec<TrueField>,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The marker as written.
    pub marker: String,
    /// Depth, from 1.
    pub level: u32,
    /// The title, where a reader sees one.
    pub title: Option<String>,
}

/// A field and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueField {
    /// What it means.
    pub kind: FieldKind,
    /// The label; `None` where there is none.
    pub label: Option<String>,
    /// The value as written.
    pub text: String,
    /// The units or persons, one entry each.
    pub units: Vec<String>,
    /// The deadline, where it is one.
    pub due: Option<Due>,
    /// Markers from the top down to the item it belongs to.
    pub path: Vec<String>,
    /// Paths of the items it holds for.
    pub covers: Vec<Vec<String>>,
}

/// Forges the notice that `seed` and `options` name.
pub fn forge(seed: u64, options: &Options) -> ForgedNotice {
    let mut chance = Chance::new(seed);
    let sector = &SECTORS[chance.between(0, SECTORS.len() as u32 - 1) as usize];
    let issued = issue_day(&mut chance);
    if options.statute {
        return statute::statute(&mut chance, sector, issued, options);
    }
    let mut truth = Truth::default();
    let frame = head::frame(&mut chance, sector, issued, &mut truth);
    let mut body = body::Body::new(&mut chance, sector, issued, *options);
    body.sections();
    let (paragraphs, headings, fields) = body.finish();
    truth.headings = headings;
    truth.fields = fields;
    let text = lay_out(&mut chance, &frame.before, &paragraphs, &frame.after);
    ForgedNotice { text, truth }
}

/// `n` sentences of our own, each with its stop, without damage: a corpus for other tests.
pub fn sentences(seed: u64, n: usize) -> Vec<String> {
    let mut chance = Chance::new(seed);
    let manner = Manner { traps: true, mentions: false };
    (0..n)
        .map(|_| {
            let sector = chance.pick(&SECTORS.iter().collect::<Vec<_>>());
            sentence::sentence(&mut chance, sector, manner)
        })
        .collect()
}

/// A day between January and June, so that every month named as due comes after it.
fn issue_day(chance: &mut Chance) -> Date {
    jiff::civil::date(chance.between(2006, 2023) as i16, chance.between(1, 6) as i8, chance.between(1, 28) as i8)
}

/// Paragraphs → text, with the indents and empty lines of one clerk.
fn lay_out(chance: &mut Chance, before: &[String], body: &[String], after: &[String]) -> String {
    let indent = chance.pick(&["", "", "　　", "    "]);
    let gap = if chance.percent(20) { "\n\n" } else { "\n" };
    let end = if chance.percent(10) { "\r\n" } else { "\n" };
    let right = if chance.percent(40) { "　　　　　　　　　　　　" } else { "" };
    let mut text = String::new();
    for line in before {
        let dated = line.ends_with('日') && line.contains('年') && line.chars().count() < 14;
        text += if dated { right } else { "" };
        text += line;
        text += "\n";
    }
    for paragraph in body {
        text += indent;
        text += paragraph;
        text += gap;
    }
    for line in after {
        text += line;
        text += "\n";
    }
    if end == "\r\n" { text.replace('\n', end) } else { text }
}
