//! Lists and their counters, as .docx, .doc and .rtf keep them alike: a list has levels, an instance
//! (`w:num`, LFO, `\listoverride`) uses a list and may start or write some of its levels otherwise.

use std::collections::{HashMap, HashSet};

use super::label::{Counters, Level, next_label};

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Lists {
    lists: HashMap<i64, Vec<Level>>,
    instances: HashMap<i64, Instance>,
    counters: HashMap<i64, Counters>,
    /// Start overrides that have been used: each restarts its level once.
    restarted: HashSet<(i64, usize)>,
    /// Levels with the instance's overrides in place, made when it is first used.
    resolved: HashMap<i64, Vec<Level>>,
}

/// Instances whose levels are kept; a document has some dozens.
const RESOLVED: usize = 1 << 12;

/// One use of a list.
#[derive(Debug, Default, Clone)]
pub struct Instance {
    /// The list.
    pub list: i64,
    /// Levels (from 0) that begin at a value of their own.
    pub starts: HashMap<usize, u32>,
    /// Levels that are written in a way of their own.
    pub levels: HashMap<usize, Level>,
}

/// Label of a numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Nothing stands between it and the paragraph's text.
    pub tight: bool,
}

impl Lists {
    /// Adds a list.
    pub fn add_list(&mut self, id: i64, levels: Vec<Level>) {
        self.lists.insert(id, levels);
    }

    /// Adds an instance.
    pub fn add_instance(&mut self, id: i64, instance: Instance) {
        self.instances.insert(id, instance);
    }

    /// The list that an instance uses.
    pub fn list_of(&self, instance: i64) -> Option<i64> {
        self.instances.get(&instance).map(|instance| instance.list)
    }

    /// Lets the instances that use list `from` use list `to`.
    pub fn link(&mut self, from: i64, to: i64) {
        self.instances.values_mut().filter(|instance| instance.list == from).for_each(|instance| instance.list = to);
    }

    /// Counts a paragraph at `level` (from 0) of an instance and gives its label.
    pub fn next(&mut self, instance: i64, level: usize) -> Option<Label> {
        let used = self.instances.get(&instance)?;
        if self.resolved.len() > RESOLVED {
            self.resolved.clear();
        }
        let levels = match self.resolved.entry(instance) {
            std::collections::hash_map::Entry::Occupied(levels) => levels.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                let mut levels = self.lists.get(&used.list)?.clone();
                for (&at, replaced) in &used.levels {
                    if let Some(level) = levels.get_mut(at) {
                        *level = replaced.clone();
                    }
                }
                place.insert(levels)
            }
        };
        let tight = levels.get(level)?.tight;
        let restart_at = used.starts.get(&level).copied().filter(|_| self.restarted.insert((instance, level)));
        let counters = self.counters.entry(used.list).or_default();
        Some(Label { text: next_label(counters, levels, level, restart_at), tight })
    }
}

/// `w:numFmt` names by Office's number codes (MSONFC: `nfc` in .doc, `\levelnfc` in .rtf; MS-OSHARED 2.2.1.3).
const FORMATS_BY_CODE: [(i64, &str); 34] = [
    (0, "decimal"),
    (1, "upperRoman"),
    (2, "lowerRoman"),
    (3, "upperLetter"),
    (4, "lowerLetter"),
    (10, "ideographDigital"),
    (11, "japaneseCounting"),
    (14, "decimalFullWidth"),
    (15, "decimal"),
    (16, "japaneseLegal"),
    (17, "japaneseDigitalTenThousand"),
    (18, "decimalEnclosedCircle"),
    (19, "decimalFullWidth2"),
    (22, "decimalZero"),
    (23, "bullet"),
    (26, "decimalEnclosedFullstop"),
    (27, "decimalEnclosedParen"),
    (28, "decimalEnclosedCircleChinese"),
    (29, "ideographEnclosedCircle"),
    (30, "ideographTraditional"),
    (31, "ideographZodiac"),
    (32, "ideographZodiac"),
    (33, "taiwaneseCounting"),
    (34, "ideographLegalTraditional"),
    (35, "taiwaneseCountingThousand"),
    (36, "taiwaneseDigital"),
    (37, "chineseCounting"),
    (38, "chineseLegalSimplified"),
    (39, "chineseCountingThousand"),
    (40, "chineseCounting"),
    (41, "koreanDigital"),
    (57, "numberInDash"),
    (58, "upperLetter"),
    (255, "none"),
];

/// The `w:numFmt` name of an Office number code.
pub fn format_of_code(code: i64) -> &'static str {
    FORMATS_BY_CODE.iter().find(|(known, _)| *known == code).map_or("decimal", |(_, format)| format)
}

/// A label text whose levels stand in it as characters 0–8, in the `%1` form.
pub fn label_text(characters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    for character in characters {
        match u32::from(character) {
            level @ 0..=8 => text.extend(['%', char::from_digit(level + 1, 10).unwrap_or('1')]),
            _ => text.push(character),
        }
    }
    text
}
