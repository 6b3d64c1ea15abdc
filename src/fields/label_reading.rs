//! What stands before a colon, read backwards.

use super::label::{LONGEST, is_han, is_space};

/// Characters that are read backwards at most: a label, and enough of what runs into it.
const READ_BACK: usize = LONGEST + 5;

/// What is known of each character that was read backwards; most colons are looked at so, and nothing is allocated for them.
#[derive(Default)]
pub(super) struct ReadBack<T> {
    values: [T; READ_BACK],
    count: usize,
}

impl<T> ReadBack<T> {
    /// Adds a value, unless there are as many as can be.
    fn push(&mut self, value: T) {
        if let Some(place) = self.values.get_mut(self.count) {
            *place = value;
            self.count += 1;
        }
    }
}

impl<T> std::ops::Deref for ReadBack<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values[..self.count]
    }
}

impl<T> std::ops::DerefMut for ReadBack<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[..self.count]
    }
}

/// The characters before a place, last first, without spaces and the brackets of a note inside the label (`责任单位（人）`).
pub(super) struct Reading {
    pub(super) characters: ReadBack<char>,
    /// Where each stands.
    pub(super) starts: ReadBack<usize>,
    /// How many spaces stand between this character and the one before it in the text.
    pub(super) spaces: ReadBack<u32>,
    /// The byte after the last character that belongs to the label.
    pub(super) end: usize,
    /// More Chinese characters precede than were read.
    pub(super) open_ended: bool,
}

impl Reading {
    pub(super) fn backwards(before: &str, from: usize) -> Self {
        let trimmed = before.trim_end_matches(is_space);
        // 责任单位为：… says the same with a copula.
        let trimmed = trimmed.strip_suffix(['为', '是']).unwrap_or(trimmed).trim_end_matches(is_space);
        let mut reading = Self {
            characters: ReadBack::default(),
            starts: ReadBack::default(),
            spaces: ReadBack::default(),
            end: from + trimmed.len(),
            open_ended: false,
        };
        let mut depth = 0;
        for (at, character) in trimmed.char_indices().rev() {
            match character {
                '）' | ')' if depth == 0 => depth = 1,
                '（' | '(' if depth == 1 => depth = 0,
                _ if is_space(character) => {
                    if let Some(last) = reading.spaces.last_mut() {
                        *last += 1;
                    }
                }
                _ if !is_han(character) => break,
                _ if reading.characters.len() == READ_BACK => {
                    reading.open_ended = true;
                    break;
                }
                _ => {
                    reading.characters.push(character);
                    reading.starts.push(from + at);
                    reading.spaces.push(0);
                }
            }
        }
        reading
    }

    /// Whether the last `length` characters stand at even distances.
    pub(super) fn is_even(&self, length: usize) -> bool {
        self.spaces[..length - 1].windows(2).all(|pair| pair[0] == pair[1])
    }

    /// The Chinese characters that run into the label of `length` characters, back to a space or a mark.
    pub(super) fn lead_in(&self, length: usize) -> String {
        if self.spaces[length - 1] > 0 {
            return String::new();
        }
        let end = (length..self.characters.len()).find(|&at| self.spaces[at] > 0).map_or(self.characters.len(), |at| at + 1);
        self.characters[length..end].iter().rev().collect()
    }
}
