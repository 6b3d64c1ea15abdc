//! What makes a notice fail in practice, one file a rule.

mod attachment_named_but_absent;
mod correction;
mod deadline_before_issue;
mod deadline_outside_year;
mod duplicate_number;
mod duplicate_unit;
mod empty_unit;
mod half_width_punctuation;
mod headings;
mod impossible_date;
mod label_variants;
mod lead_not_first_or_missing;
mod level_skipped;
mod missing_addressee;
mod missing_deadline;
mod missing_issue_date;
mod missing_or_open_document_number;
mod missing_responsible_unit;
mod missing_title;
mod mixed_marker_styles;
mod numbering_gap;
mod page;
mod path_rules;
mod prose;
mod renumber;
mod selection;
mod series;
mod subtask_later_than_task;
mod task;
mod traditional_in_simplified;
mod unknown_unit;
mod unrepaired_damage;
mod unresolved_deadline;

pub use correction::{Change, Correction};
pub use page::{example, page_in};
pub use path_rules::PathRules;
pub use selection::{Selection, names_any};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::assemble::ItemIds;
use crate::fields::deadline::DeadlineContext;
use crate::fields::label::Labels;
use crate::fields::roster::Roster;
use crate::fields::{Assigned, EmptyLabel};
use crate::head::Head;
use crate::layout::Layout;
use crate::notice::{Finding, Notice, Script, Severity, Span};
use crate::outline::table::FlatTable;
use crate::outline::{Outline, OwnForms};

/// Words in both languages that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Bilingual {
    /// The words in one language.
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// One thing that can be wrong with a notice.
#[derive(Debug)]
pub struct Rule {
    /// `U001`.
    pub code: &'static str,
    /// `missing-responsible-unit`.
    pub name: &'static str,
    /// How much it matters, where the user says nothing else.
    pub severity: Severity,
    /// What is wrong and what to do; `{0}`, `{1}` stand for words of the notice.
    pub message: Bilingual,
    /// What it does, why it matters, an example and its mending: Markdown, both languages.
    pub page: &'static str,
    /// Finds the places.
    find: fn(&Draft<'_>, &mut Places),
}

/// Every rule, by code.
pub static RULES: [&Rule; 24] = [
    &missing_deadline::RULE,
    &unresolved_deadline::RULE,
    &impossible_date::RULE,
    &deadline_before_issue::RULE,
    &deadline_outside_year::RULE,
    &subtask_later_than_task::RULE,
    &missing_title::RULE,
    &missing_or_open_document_number::RULE,
    &missing_issue_date::RULE,
    &missing_addressee::RULE,
    &attachment_named_but_absent::RULE,
    &numbering_gap::RULE,
    &duplicate_number::RULE,
    &mixed_marker_styles::RULE,
    &level_skipped::RULE,
    &traditional_in_simplified::RULE,
    &unrepaired_damage::RULE,
    &label_variants::RULE,
    &half_width_punctuation::RULE,
    &missing_responsible_unit::RULE,
    &unknown_unit::RULE,
    &empty_unit::RULE,
    &duplicate_unit::RULE,
    &lead_not_first_or_missing::RULE,
];

/// A notice with all that the stages found in it, as a rule sees it.
pub struct Draft<'a> {
    /// The file's laid-out text.
    pub layout: &'a Layout,
    /// The notice's paragraphs, as byte ranges of that text.
    pub paragraphs: &'a [Range<usize>],
    /// Its items.
    pub outline: &'a Outline,
    /// Its head.
    pub head: &'a Head,
    /// Its flattened tables, whose rows are items of the outline.
    pub tables: &'a [FlatTable],
    /// Its assignments.
    pub assigned: &'a [Assigned],
    /// Its labels that have no value.
    pub empty: &'a [EmptyLabel],
    /// What the output says of it.
    pub notice: &'a Notice,
    /// The script of the file.
    pub script: Script,
    /// Characters of the file that were converted.
    pub converted: u64,
    /// Damage in the file that could not be undone.
    pub unresolved: &'a [Span],
    /// What the user may set.
    pub settings: &'a Settings,
    /// Which rules are asked for in this file.
    pub selection: &'a Selection,
    /// Whether it is asked how what is found can be mended.
    pub wants_corrections: bool,
    /// The series that its items form; made by the first rule that asks.
    pub series: OnceCell<series::AllSeries>,
    /// How its items stand; made by the first rule that asks.
    pub structure: OnceCell<task::Structure>,
}

impl Draft<'_> {
    /// The laid-out text of the whole file.
    pub fn text(&self) -> &str {
        self.layout.text.as_str()
    }

    /// What deadlines are read against.
    pub fn deadline_context(&self) -> DeadlineContext {
        DeadlineContext { year: self.notice.year.map(|year| year.value), issued: self.head.issued.as_ref().and_then(|issued| issued.date) }
    }

    /// Whether the notice is a 公文 that goes out under a number and date: not a scheme, a summary or a paper.
    pub fn is_formal(&self) -> bool {
        self.head.kind.as_deref().is_some_and(|kind| FORMAL.contains(&kind))
    }

    /// The innermost item that holds a byte offset of it.
    pub fn item_at(&self, offset: usize) -> Option<usize> {
        let after = self.outline.items.partition_point(|item| item.range.start <= offset);
        after.checked_sub(1).filter(|&index| offset < self.outline.items[index].range.end)
    }

    /// The paragraph that holds a byte offset of the laid-out text.
    pub fn paragraph_at(&self, offset: usize) -> Option<&Range<usize>> {
        let after = self.paragraphs.partition_point(|range| range.start <= offset);
        self.paragraphs.get(after.checked_sub(1)?)
    }

    /// The labels that were not filled in; a heading such as 时间安排, which has no colon, is none.
    pub fn blanks(&self) -> impl Iterator<Item = (Option<usize>, &EmptyLabel)> {
        let with_item = self.empty.iter().map(|empty| (self.item_at(empty.label.start), empty));
        with_item.filter(|(item, empty)| {
            let title = item.and_then(|index| self.outline.items[index].title.as_ref());
            let heads = title.is_some_and(|title| title.start <= empty.label.start && empty.label.end <= title.end);
            !heads || self.text()[empty.label.end..].trim_start().starts_with(['：', ':'])
        })
    }

    /// The words at a byte range of it.
    pub fn words(&self, range: &Range<usize>) -> &str {
        &self.text()[range.clone()]
    }
}

/// Kinds that go out under a number and a date (《党政机关公文处理工作条例》, 2012).
const FORMAL: [&str; 12] = ["决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "请示", "批复", "函"];

/// How `check` is to judge.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Language of the messages.
    pub language: Language,
    /// Take every item without items below it for a task.
    pub strict: bool,
    /// Further headings whose items are tasks.
    pub task_headings: Vec<String>,
    /// The user's own headings and markers.
    pub own_forms: OwnForms,
    /// The user's own labels beside the built-in ones.
    pub own_labels: Option<Labels>,
    /// The user's own units.
    pub roster: Roster,
    /// Which rules are asked for.
    pub selection: Selection,
    /// What else holds for some files.
    pub path_rules: Vec<PathRules>,
}

impl Settings {
    /// Which rules are asked for in the file at `path`.
    pub fn selection_for(&self, path: &str) -> Cow<'_, Selection> {
        let fitting: Vec<&PathRules> = self.path_rules.iter().filter(|rules| rules.fits(path)).collect();
        if fitting.is_empty() { Cow::Borrowed(&self.selection) } else { Cow::Owned(self.selection.with(&fitting)) }
    }

    /// The labels that fields are found by.
    pub fn labels(&self) -> &Labels {
        self.own_labels.as_ref().unwrap_or_else(|| Labels::built_in())
    }
}

/// The places that a rule finds.
#[derive(Default)]
pub struct Places {
    found: Vec<Place>,
}

struct Place {
    item: Option<usize>,
    at: At,
    words: Vec<String>,
    changes: Vec<Change>,
}

/// Where a finding is.
enum At {
    Range(Range<usize>),
    Span(Span),
    Nowhere,
}

impl Places {
    /// A finding at a byte range of the laid-out text, about an item where one is named.
    pub fn at(&mut self, range: Range<usize>, item: Option<usize>, words: &[&str]) {
        self.add(item, At::Range(range), words);
    }

    /// A finding whose place in the file is known already.
    pub fn at_span(&mut self, span: Span, words: &[&str]) {
        self.add(None, At::Span(span), words);
    }

    /// A finding about what is not there.
    pub fn nowhere(&mut self, words: &[&str]) {
        self.add(None, At::Nowhere, words);
    }

    /// How the last finding is mended, where that is certain.
    pub fn mended_by(&mut self, changes: Vec<Change>) {
        if let Some(place) = self.found.last_mut() {
            place.changes = changes;
        }
    }

    fn add(&mut self, item: Option<usize>, at: At, words: &[&str]) {
        self.found.push(Place { item, at, words: words.iter().map(|&word| word.to_owned()).collect(), changes: Vec::new() });
    }
}

/// A finding with its place in the decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is wrong.
    pub finding: Finding,
    /// Byte range in the decoded text; `None` where only the place in the file is known, or none.
    pub decoded: Option<Range<usize>>,
    /// What mends it, in ascending order; empty where that is not certain, or not asked.
    pub fix: Vec<Correction>,
}

/// The findings in a notice, in the order of their places; those without a place come first.
pub fn check(draft: &Draft<'_>, ids: &ItemIds) -> Vec<Found> {
    let mut found = Vec::new();
    let mut places = Places::default();
    let mut placer = draft.layout.text.placer();
    for rule in RULES.into_iter().filter(|rule| draft.selection.has(rule)) {
        (rule.find)(draft, &mut places);
        // Most rules find nothing.
        if places.found.is_empty() {
            continue;
        }
        found.extend(places.found.drain(..).map(|place| {
            let (span, decoded) = match place.at {
                At::Range(range) => {
                    let decoded = placer.in_decoded(range);
                    (Some(placer.span_of_decoded(decoded.clone())), Some(decoded))
                }
                At::Span(span) => (Some(span), None),
                At::Nowhere => (None, None),
            };
            let finding = Finding {
                code: rule.code.to_owned(),
                rule: rule.name.to_owned(),
                severity: draft.selection.severity(rule),
                message: fill(rule.message.in_language(draft.settings.language), &place.words),
                item: place.item.map(|index| ids.id(index).to_owned()),
                span,
            };
            let fix = place.changes.into_iter().map(|change| change.placed(&draft.layout.text)).collect();
            Found { finding, decoded, fix }
        }));
    }
    let start = |found: &Found| found.finding.span.map(|span| span.start);
    found.sort_by(|one, other| (start(one), &one.finding.code).cmp(&(start(other), &other.finding.code)));
    found
}

/// Puts the notice's words in place of `{0}`, `{1}`.
fn fill(message: &str, words: &[String]) -> String {
    const PLACES: [&str; 3] = ["{0}", "{1}", "{2}"];
    let mut filled = message.to_owned();
    for (place, word) in PLACES.into_iter().zip(words) {
        if filled.contains(place) {
            filled = filled.replace(place, word);
        }
    }
    filled
}

/// The rule with a code or name, in any case.
pub fn rule(code_or_name: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name.eq_ignore_ascii_case(code_or_name))
}
