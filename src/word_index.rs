//! Tables of words asked for the longest that a text begins or ends with.
//!
//! The tables stay lists that a person can read; an index over each word's first (or last) two Han characters is made at compile time, so
//! that a question costs a look at one or two words, however long the list is.

/// Most words in a table.
const MOST: usize = 512;
/// Buckets of the index.
const BUCKETS: usize = 256;
/// Bytes of two Han characters, by which long words are found.
const LONG: usize = 6;
/// Bytes of one, by which the others are.
const SHORT: usize = 3;

/// A list of words (each at least one Han character long) with its index.
#[derive(Debug)]
pub(crate) struct WordIndex {
    words: &'static [&'static str],
    by_end: bool,
    /// Whether a word is shorter than two Han characters.
    has_short: bool,
    /// The characters that words begin (or end) with, by the lowest ten bits of their code points: most texts have none of them there.
    edges: [u64; 16],
    /// One more than the number of the first word in each bucket.
    first: [u16; BUCKETS],
    /// One more than the number of the next word in the same bucket.
    next: [u16; MOST],
    /// The bytes by which each word is found.
    keys: [u64; MOST],
}

impl WordIndex {
    /// A table asked by beginnings.
    pub(crate) const fn beginnings(words: &'static [&'static str]) -> Self {
        Self::new(words, false)
    }

    /// A table asked by endings.
    pub(crate) const fn endings(words: &'static [&'static str]) -> Self {
        Self::new(words, true)
    }

    const fn new(words: &'static [&'static str], by_end: bool) -> Self {
        assert!(words.len() < MOST);
        let mut table = Self { words, by_end, has_short: false, edges: [0; 16], first: [0; BUCKETS], next: [0; MOST], keys: [0; MOST] };
        let mut index = words.len();
        while index > 0 {
            index -= 1;
            let bytes = words[index].as_bytes();
            assert!(bytes.len() >= SHORT);
            let length = if bytes.len() >= LONG { LONG } else { SHORT };
            table.has_short |= length == SHORT;
            let edge = if by_end { bytes.len() - SHORT } else { 0 };
            table.edges[edge_block(bytes[edge + 1])] |= edge_bit(bytes[edge + 2]);
            let key = key(bytes, length, by_end);
            table.keys[index] = key;
            table.next[index] = table.first[bucket(key)];
            table.first[bucket(key)] = index as u16 + 1;
        }
        table
    }

    /// The number in the list of the longest word that `text` begins (or ends) with.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        self.find_in(text.as_bytes())
    }

    fn find_in(&self, bytes: &[u8]) -> Option<usize> {
        let edge: Option<&[u8; SHORT]> = if self.by_end { bytes.last_chunk() } else { bytes.first_chunk() };
        if !self.may_stand(*edge?) {
            return None;
        }
        let long = if bytes.len() >= LONG { self.longest(bytes, key(bytes, LONG, self.by_end)) } else { None };
        if long.is_some() || !self.has_short {
            return long;
        }
        self.longest(bytes, key(bytes, SHORT, self.by_end))
    }

    /// Whether a word may begin (or end) with this character.
    #[inline]
    fn may_stand(&self, [_, second, third]: [u8; SHORT]) -> bool {
        self.edges[edge_block(second)] & edge_bit(third) != 0
    }

    /// The longest word that `text` begins (or ends) with.
    pub(crate) fn word(&self, text: &str) -> Option<&'static str> {
        self.find(text).and_then(|index| self.words.get(index).copied())
    }

    /// Whether `text` begins (or ends) with a word of the table.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether `text` is a word of the table.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.word(text).is_some_and(|word| word.len() == text.len())
    }

    /// Whether a word of a table asked by beginnings stands anywhere in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..)
            && let Some(&first) = rest.first_chunk()
        {
            // A word begins with a Han character or its kin, none of which is shorter than three bytes.
            if first[0] >= 0xE0 && self.may_stand(first) && self.find_in(rest).is_some() {
                return true;
            }
            at += match first[0] {
                0..0x80 => 1,
                0x80..0xE0 => 2,
                0xE0..0xF0 => 3,
                _ => 4,
            };
        }
        false
    }

    fn longest(&self, bytes: &[u8], key: u64) -> Option<usize> {
        let mut at = self.first[bucket(key)];
        let mut best: Option<usize> = None;
        while let Some(index) = usize::from(at).checked_sub(1) {
            let word = self.words[index].as_bytes();
            if self.keys[index] == key
                && best.is_none_or(|best| self.words[best].len() < word.len())
                && (word.len() <= LONG && word.len().is_multiple_of(SHORT)
                    || if self.by_end { bytes.ends_with(word) } else { bytes.starts_with(word) })
            {
                best = Some(index);
            }
            at = self.next[index];
        }
        best
    }
}

/// The first or last `length` bytes, which tell `SHORT` from `LONG` by their number.
const fn key(bytes: &[u8], length: usize, by_end: bool) -> u64 {
    let from = if by_end { bytes.len() - length } else { 0 };
    let mut key = 0;
    let mut index = 0;
    while index < length {
        key = key << 8 | bytes[from + index] as u64;
        index += 1;
    }
    key
}

/// Where [`WordIndex::edges`] holds a character, by its second byte in UTF-8 and by its third.
const fn edge_block(second: u8) -> usize {
    (second & 0xF) as usize
}

const fn edge_bit(third: u8) -> u64 {
    1 << (third & 0x3F)
}

const fn bucket(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    static BEGINNINGS: WordIndex = WordIndex::beginnings(&["附", "附件", "附：", "附:", "抄送", "抄送单位", "本"]);
    static ENDINGS: WordIndex = WordIndex::endings(&["制", "制度", "办公室", "室", "责任制"]);

    #[test]
    fn the_longest_word_is_found() {
        let cases = [
            ("附件1", Some("附件")),
            ("附表", Some("附")),
            ("附:名单", Some("附:")),
            ("附：名单", Some("附：")),
            ("抄送单位：", Some("抄送单位")),
            ("抄送：", Some("抄送")),
            ("抄", None),
            ("本", Some("本")),
            ("a本", None),
            ("", None),
        ];
        for (text, word) in cases {
            assert_eq!(BEGINNINGS.word(text), word, "{text}");
        }
        let cases = [
            ("岗位责任制", Some("责任制")),
            ("院办公室", Some("办公室")),
            ("科室", Some("室")),
            ("学习制度", Some("制度")),
            ("制度a", None),
        ];
        for (text, word) in cases {
            assert_eq!(ENDINGS.word(text), word, "{text}");
        }
        assert!(ENDINGS.holds("制度") && !ENDINGS.holds("学习制度") && ENDINGS.holds("制"));
    }
}
