//! A place among tokens, to which a reader can go back.

use super::lexicon::Word;

/// A place among the tokens of cleaned words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    words: &'a str,
    tokens: &'a [(Word, usize)],
}

impl<'a> Cursor<'a> {
    /// At the first token.
    pub fn new(words: &'a str, tokens: &'a [(Word, usize)]) -> Self {
        Self { words, tokens }
    }

    /// The token here.
    pub fn peek(&self) -> Option<Word> {
        self.ahead(0)
    }

    /// The token `distance` further on.
    pub fn ahead(&self, distance: usize) -> Option<Word> {
        self.tokens.get(distance).map(|(word, _)| *word)
    }

    /// Goes past one token.
    pub fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    /// Goes past the token here if it is `word`.
    pub fn take(&mut self, word: Word) -> bool {
        let found = self.peek() == Some(word);
        if found {
            self.advance();
        }
        found
    }

    /// Goes past all of `words` if they stand here.
    pub fn take_all(&mut self, words: &[Word]) -> bool {
        let found = words.iter().enumerate().all(|(distance, word)| self.ahead(distance) == Some(*word));
        if found {
            self.tokens = self.tokens.get(words.len()..).unwrap_or_default();
        }
        found
    }

    /// Goes past a number that has a value, and gives it.
    pub fn take_number(&mut self) -> Option<u32> {
        match self.peek() {
            Some(Word::Number(Some(value), _)) => {
                self.advance();
                Some(value)
            }
            _ => None,
        }
    }

    /// Goes past a number from `least` to `most`.
    pub fn take_small(&mut self, least: i8, most: i8) -> Option<i8> {
        let mut there = *self;
        let value = there.take_number().and_then(|value| i8::try_from(value).ok()).filter(|value| (least..=most).contains(value))?;
        *self = there;
        Some(value)
    }

    /// Goes past a dash, 至 or `-`.
    pub fn take_dash(&mut self) -> bool {
        self.take(Word::To) || self.take(Word::Hyphen)
    }

    /// The words from here on.
    pub fn rest(&self) -> &'a str {
        self.tokens.first().map_or("", |(_, at)| self.words.get(*at..).unwrap_or_default())
    }

    /// Nothing is left.
    pub fn is_done(&self) -> bool {
        self.tokens.is_empty()
    }
}
