//! The list tables, for writers that leave `\listtext` out ([RTF 1.9.1], "List Tables").

use std::collections::HashMap;

use crate::source::label::{LEVELS, Level};
use crate::source::lists::{Instance, Lists, format_of_code, label_text};

/// The tables as they are read.
#[derive(Debug, Default)]
pub struct ListTables {
    lists: Lists,
    levels: Vec<Level>,
    /// The use that is being read, in the table of overrides.
    instance: Option<Instance>,
    /// Its level that is written otherwise, from 0.
    overridden: Option<usize>,
    begins_anew: bool,
    level_text: String,
}

impl ListTables {
    /// A word in one of the tables; whether what follows in its group is a level's text.
    pub fn word(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        match word {
            "list" => self.levels.clear(),
            "listlevel" if self.levels.len() < LEVELS => self.levels.push(Level::default()),
            "listoverride" => {
                self.instance = Some(Instance { list: -1, ..Instance::default() });
                self.overridden = None;
            }
            "lfolevel" => {
                self.overridden = Some(self.overridden.map_or(0, |level| level + 1));
                (self.begins_anew, self.levels) = (false, Vec::new());
            }
            "listoverridestartat" => self.begins_anew = true,
            "listid" => match &mut self.instance {
                Some(instance) => instance.list = value.into(),
                None => self.lists.add_list(value.into(), std::mem::take(&mut self.levels)),
            },
            "ls" => {
                if let Some(instance) = self.instance.take() {
                    self.lists.add_instance(value.into(), instance);
                }
            }
            "levelstartat" => {
                let start = u32::try_from(value).unwrap_or(1);
                if let (Some(instance), Some(level), true) = (&mut self.instance, self.overridden, self.begins_anew) {
                    instance.starts.insert(level, start);
                }
                self.level(|level| level.start = start);
            }
            // The second is for codes that readers of the first do not know, and comes behind it.
            "levelnfc" | "levelnfcn" => self.level(|level| level.format = format_of_code(value.into()).to_owned()),
            "levelfollow" => self.level(|level| level.tight = value == 2),
            "levellegal" => self.level(|level| level.legal = number != Some(0)),
            "levelnorestart" => self.level(|level| level.restart_after = (number != Some(0)).then_some(0)),
            "leveltext" => {
                self.level_text.clear();
                return true;
            }
            _ => {}
        }
        false
    }

    fn level(&mut self, set: impl FnOnce(&mut Level)) {
        if let Some(level) = self.levels.last_mut() {
            set(level);
        }
    }

    /// A piece of a level's text: its length, the text with the levels as characters 0–8, `;`.
    pub fn text(&mut self, text: &str) {
        self.level_text.push_str(text);
    }

    /// The group of a level's text ends.
    pub fn end_text(&mut self) {
        let text = std::mem::take(&mut self.level_text);
        let mut characters = text.trim_end_matches(';').chars();
        characters.next();
        let text = label_text(characters);
        self.level(|level| level.text = text);
    }

    /// The group of a level ends.
    pub fn end_level(&mut self) {
        if let (Some(instance), Some(at)) = (&mut self.instance, self.overridden)
            && let Some(level) = self.levels.pop()
        {
            instance.levels.insert(at, level);
        }
    }

    /// The lists, to count with.
    pub fn lists(&mut self) -> &mut Lists {
        &mut self.lists
    }
}

/// Which list and level a paragraph stands at; 0 for no list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbered {
    /// `\ls`, from 1.
    pub list: i32,
    /// `\ilvl`, from 0.
    pub level: usize,
}

/// `HashMap` of fonts to their encodings; `None` for fonts of signs.
pub type Fonts = HashMap<i32, Option<&'static encoding_rs::Encoding>>;
