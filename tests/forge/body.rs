//! The sections of a forged notice.
//!
//! What is left out, because two careful readers would differ: a field at the end of a paragraph whose clauses have
//! none of their own (the last clause's or the item's?); a short sentence that is an item's whole text but for its fields
//! (a title or not?); a field line under the only child of an item; a table beside decimal numbering.

mod schedule;

use jiff::civil::Date;

use super::assignment::{Value, Wording};
use super::chance::Chance;
use super::marker::{CHAINS, CLAUSE_SERIES, RUN_CHAINS, Style};
use super::sentence::{Manner, long_predicate, long_sentence, run_of_clauses, sentence, sentences, title};
use super::vocabulary::*;
use super::{Heading, Options, TrueField};

/// Where a group of items has its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nowhere.
    None,
    /// At the end of each item's (or clause's) last sentence.
    Sentence,
    /// In a bracket at the end of each item.
    Bracket,
    /// On lines of their own under each item.
    Lines,
    /// On one line after all of them.
    AfterSiblings,
}

/// Where the next item stands.
struct Spot<'p> {
    /// Its depth, from 1.
    level: u32,
    /// Index of its style in the chain.
    style: usize,
    /// Markers of the items above.
    path: &'p [String],
    /// Numbers of the items above.
    numbers: &'p [u32],
}

/// The sections under way.
pub struct Body<'c> {
    chance: &'c mut Chance,
    sector: &'static Sector,
    issued: Date,
    options: Options,
    manner: Manner,
    chain: &'static [Style],
    wording: Wording,
    /// Items are written on in the same paragraph.
    inline: bool,
    paragraphs: Vec<String>,
    headings: Vec<Heading>,
    fields: Vec<TrueField>,
}

impl<'c> Body<'c> {
    /// Chooses the styles and the wording of a notice.
    pub fn new(chance: &'c mut Chance, sector: &'static Sector, issued: Date, options: Options) -> Self {
        let fits = |chain: &&&[Style]| chain.len() as u32 >= options.depth && !(options.tables && chain[0] == Style::Decimal);
        let chains: Vec<&&[Style]> = if options.run_together {
            RUN_CHAINS.iter().map(|&index| &CHAINS[index]).collect()
        } else {
            CHAINS.iter().filter(fits).collect()
        };
        let chain = *chance.pick(&chains);
        let wording = Wording::choose(chance, sector, issued, options.complete);
        let manner = Manner { traps: options.traps, mentions: options.mentions };
        let inline = options.run_together;
        Self {
            chance,
            sector,
            issued,
            options,
            manner,
            chain,
            wording,
            inline,
            paragraphs: Vec::new(),
            headings: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Paragraphs, items and fields.
    pub fn finish(self) -> (Vec<String>, Vec<Heading>, Vec<TrueField>) {
        (self.paragraphs, self.headings, self.fields)
    }

    /// Writes all sections.
    pub fn sections(&mut self) {
        let mut number = 0;
        if self.chance.percent(70) {
            number += 1;
            let name = self.chance.pick(PLAIN_SECTIONS);
            self.plain_section(number, name);
        }
        let tasks = self.chance.between(1, 2) as usize;
        for name in self.chance.pick_several(TASK_SECTIONS, tasks) {
            number += 1;
            self.item_section(number, name, self.options.assignments);
        }
        if self.options.tables {
            number += 1;
            self.table_section(number);
        }
        if self.options.stages && self.chance.percent(50) {
            number += 1;
            self.stage_section(number);
        }
        let closing = self.chance.between(1, 2) as usize;
        for name in self.chance.pick_several(CLOSING_SECTIONS, closing) {
            number += 1;
            if self.chance.percent(40) { self.plain_section(number, name) } else { self.item_section(number, name, false) }
        }
    }

    /// Begins a paragraph, or writes on where there are no line breaks.
    fn begin(&mut self) {
        if !self.inline || self.paragraphs.is_empty() {
            self.paragraphs.push(String::new());
        }
    }

    fn write(&mut self, words: &str) {
        self.paragraphs.last_mut().expect("begin comes first").push_str(words);
    }

    /// Begins an item: writes its marker and notes it. Gives its path.
    fn item(&mut self, spot: &Spot, number: u32, title: Option<&str>) -> Vec<String> {
        let style = self.chain[spot.style];
        let marker = style.marker(number, spot.numbers);
        self.begin();
        self.write(&marker);
        if style == Style::Decimal {
            self.write(" ");
        }
        self.note(spot.path, spot.level, marker.trim_end(), title)
    }

    fn note(&mut self, above: &[String], level: u32, marker: &str, title: Option<&str>) -> Vec<String> {
        self.headings.push(Heading { marker: marker.to_owned(), level, title: title.map(str::to_owned) });
        above.iter().cloned().chain([marker.to_owned()]).collect()
    }

    fn assign(&mut self, values: &[Value], path: &[String], covers: &[Vec<String>]) {
        self.fields.extend(values.iter().map(|value| TrueField {
            kind: value.kind,
            label: value.label.clone(),
            text: value.words.clone(),
            units: value.units.clone(),
            due: value.due.clone(),
            path: path.to_vec(),
            covers: covers.to_vec(),
        }));
    }

    fn section(&mut self, number: u32, name: &str) -> Vec<String> {
        let spot = Spot { level: 1, style: 0, path: &[], numbers: &[] };
        let path = self.item(&spot, number, Some(name));
        self.write(name);
        path
    }

    /// A section of sentences only. In a run without line breaks its heading may run straight into them.
    fn plain_section(&mut self, number: u32, name: &str) {
        self.section(number, name);
        let first = run_of_clauses(self.chance, self.sector, self.manner.traps, 16) + "。";
        let more = sentences(self.chance, self.sector, self.manner, 3);
        if self.inline {
            let stop = self.chance.pick(&["。", ""]);
            self.write(stop);
        } else if self.chance.percent(12) {
            self.write("：");
        } else {
            self.begin();
        }
        self.write(&first);
        self.write(&more);
    }

    /// A section of items.
    fn item_section(&mut self, number: u32, name: &str, assigns: bool) {
        let path = self.section(number, name);
        let leaves = self.options.depth < 3 || self.chance.percent(40);
        let place = self.place(assigns, leaves);
        if !self.inline && self.chance.percent(25) {
            self.begin();
            let intro = sentence(self.chance, self.sector, Manner { mentions: false, ..self.manner });
            self.write(&intro);
        }
        // 三、 may hold 1、 directly though 二、 holds （一）.
        let skips = self.chain.len() > 2 && self.chain[0] != Style::Decimal && self.chance.percent(20);
        let spot = Spot { level: 2, style: if skips { 2 } else { 1 }, path: &path, numbers: &[number] };
        self.group(&spot, place, leaves);
    }

    /// A place for the fields of a group; lines of their own need a group of leaves only.
    fn place(&mut self, assigns: bool, leaves: bool) -> Place {
        let places: &[&Place] = match (assigns, leaves && !self.inline) {
            (false, _) => &[&Place::None],
            (true, false) => &[&Place::Sentence, &Place::Sentence, &Place::Bracket],
            (true, true) => &[&Place::Sentence, &Place::Sentence, &Place::Bracket, &Place::Lines, &Place::AfterSiblings],
        };
        *self.chance.pick(places)
    }

    /// Siblings. Every leaf of a group that assigns gets its fields.
    fn group(&mut self, spot: &Spot, place: Place, leaves: bool) {
        let count = self.chance.between(2, 4).min(self.chain[spot.style].most());
        let may_nest = !leaves && spot.level < self.options.depth && spot.style + 1 < self.chain.len();
        let mut paths = Vec::new();
        for number in 1..=count {
            if may_nest && self.chance.percent(50) {
                self.branch(spot, number, place != Place::None);
            } else {
                let path = self.leaf(spot, number, place);
                paths.push(path);
            }
        }
        if place == Place::AfterSiblings {
            let values = self.wording.values(self.chance, self.sector);
            let stop = self.chance.pick(&["。", "。", ""]);
            let line = self.wording.line(&values) + stop;
            self.begin();
            self.write(&line);
            self.assign(&values, spot.path, &paths);
        }
    }

    /// An item with items below it.
    fn branch(&mut self, spot: &Spot, number: u32, assigns: bool) {
        let heading = title(self.chance);
        let path = self.item(spot, number, Some(&heading));
        self.write(&heading);
        let leaves = self.chance.percent(50);
        let numbers: Vec<u32> = spot.numbers.iter().copied().chain([number]).collect();
        let below = Spot { level: spot.level + 1, style: spot.style + 1, path: &path, numbers: &numbers };
        // Now and then the items below stand in the paragraph of their heading.
        let inline = leaves && !self.inline && self.chain[below.style] != Style::Decimal && self.chance.percent(15);
        if self.inline || inline {
            let stop = self.chance.pick(&["。", "。", if self.inline { "" } else { "：" }]);
            self.write(stop);
        } else if self.chance.percent(20) {
            self.write("。");
        } else if self.chance.percent(20) {
            self.begin();
            let intro = sentence(self.chance, self.sector, Manner { mentions: false, ..self.manner });
            self.write(&intro);
        }
        let before = self.inline;
        self.inline |= inline;
        let place = self.place(assigns, leaves);
        self.group(&below, place, leaves);
        self.inline = before;
    }

    /// An item with nothing below it but clauses. Gives its path.
    fn leaf(&mut self, spot: &Spot, number: u32, place: Place) -> Vec<String> {
        let heading = self.chance.percent(65).then(|| title(self.chance));
        let path = self.item(spot, number, heading.as_deref());
        if let Some(heading) = &heading {
            self.write(heading);
            let own_line = !self.inline && self.chance.percent(20);
            if own_line {
                self.begin();
            } else {
                let stop = if self.chance.percent(90) { "。" } else { "：" };
                self.write(stop);
            }
        } else {
            let first = long_sentence(self.chance, self.sector, self.manner);
            self.write(&first);
        }
        let clauses = self.options.clauses && matches!(place, Place::None | Place::Sentence) && self.chance.percent(25);
        if clauses {
            self.clauses(spot.level + 1, &path, place == Place::Sentence);
            return path;
        }
        if heading.is_some() || self.chance.percent(50) {
            let more = sentences(self.chance, self.sector, self.manner, 3);
            self.write(&more);
        }
        self.fields_of_leaf(&path, place);
        path
    }

    fn fields_of_leaf(&mut self, path: &[String], place: Place) {
        let covers = [path.to_vec()];
        match place {
            Place::None | Place::AfterSiblings => {}
            Place::Sentence => {
                let values = self.wording.values(self.chance, self.sector);
                let line = self.wording.line(&values) + "。";
                self.write(&line);
                self.assign(&values, path, &covers);
            }
            Place::Bracket => {
                let (bracket, values) = self.wording.bracket(self.chance, self.sector);
                let inside = self.chance.percent(50);
                let paragraph = self.paragraphs.last_mut().expect("begin comes first");
                if inside && paragraph.ends_with('。') {
                    paragraph.pop();
                    paragraph.push_str(&bracket);
                    paragraph.push('。');
                } else {
                    paragraph.push_str(&bracket);
                }
                self.assign(&values, path, &covers);
            }
            Place::Lines => {
                let values = self.wording.values(self.chance, self.sector);
                let lines = if self.chance.percent(50) { self.wording.lines(&values) } else { vec![self.wording.line(&values) + "。"] };
                for line in lines {
                    self.begin();
                    self.write(&line);
                }
                self.assign(&values, path, &covers);
            }
        }
    }

    /// Clauses in the paragraph, with titles or without, each with its own fields or none with any.
    fn clauses(&mut self, level: u32, above: &[String], assigns: bool) {
        let series = *self.chance.pick(&CLAUSE_SERIES.iter().collect::<Vec<_>>());
        // Two of 首先 … 其次 may be no more than how a sentence goes; three are a series.
        let least = if series[0] == "首先，" { 3 } else { 2 };
        let count = self.chance.between(least, series.len() as u32) as usize;
        let titled = self.chance.percent(50);
        let semicolons = !titled && !assigns && self.chance.percent(60);
        for (index, marker) in series.iter().take(count).enumerate() {
            let heading = titled.then(|| title(self.chance));
            let path = self.note(above, level, marker.trim_end_matches('，'), heading.as_deref());
            let mut words = match &heading {
                Some(heading) => format!("{marker}{heading}。{}", sentences(self.chance, self.sector, self.manner, 2)),
                None if marker.ends_with('要') => format!("{marker}{}", long_predicate(self.chance, self.sector)),
                None => format!("{marker}{}", long_sentence(self.chance, self.sector, self.manner)),
            };
            if semicolons && index + 1 < count {
                words.pop();
                words.push('；');
            }
            self.write(&words);
            if assigns {
                self.fields_of_leaf(&path, Place::Sentence);
            }
        }
    }
}
