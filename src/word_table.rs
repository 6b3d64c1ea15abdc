//! Tables of words and characters that are looked up by character, so that no table is gone through for every word of a text.

use rustc_hash::FxHashMap;

/// A set of characters of the basic plane.
#[derive(Debug)]
pub struct CharacterSet {
    bits: [u64; 1024],
    /// By the first byte of a character in UTF-8, the second bytes with which one of the set can begin: most characters of a
    /// text are passed over by this alone. Bytes that begin no character of three have them all.
    seconds: [u64; 256],
}

/// [`CharacterSet::seconds`] of the empty set.
const NO_SECONDS: [u64; 256] = {
    let mut seconds = [u64::MAX; 256];
    let mut lead = 0xE0;
    while lead < 0xF0 {
        seconds[lead] = 0;
        lead += 1;
    }
    seconds
};

impl CharacterSet {
    /// The characters of `characters`, at compile time. Those beyond U+FFFF are left out.
    pub const fn of(characters: &str) -> Self {
        let bytes = characters.as_bytes();
        let mut set = Self { bits: [0; 1024], seconds: NO_SECONDS };
        let mut at = 0;
        while at < bytes.len() {
            let lead = bytes[at] as usize;
            let (value, length) = match lead {
                0..0x80 => (lead, 1),
                0x80..0xE0 => ((lead & 0x1F) << 6 | (bytes[at + 1] as usize & 0x3F), 2),
                0xE0..0xF0 => ((lead & 0x0F) << 12 | (bytes[at + 1] as usize & 0x3F) << 6 | (bytes[at + 2] as usize & 0x3F), 3),
                _ => (0, 4),
            };
            if length < 4 {
                set.add(value);
            }
            at += length;
        }
        set
    }

    /// The set with the characters from `first` to `last` too, at compile time.
    pub const fn with(mut self, first: u16, last: u16) -> Self {
        let mut value = first as usize;
        while value <= last as usize {
            self.add(value);
            value += 1;
        }
        self
    }

    /// The first characters of the words.
    pub fn first_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = Self::of("");
        for first in words.into_iter().filter_map(|word| word.chars().next()) {
            if first as usize <= 0xFFFF {
                set.add(first as usize);
            }
        }
        set
    }

    const fn add(&mut self, value: usize) {
        self.bits[value / 64] |= 1 << (value % 64);
        if value >= 0x800 {
            self.seconds[0xE0 | value >> 12] |= 1 << (value / 64 % 64);
        }
    }

    /// Whether the set has the character.
    #[inline]
    pub fn contains(&self, character: char) -> bool {
        self.holds(character as usize)
    }

    /// Whether the set has the character of these three bytes of UTF-8.
    #[inline]
    pub fn has_wide(&self, [lead, second, third]: [u8; 3]) -> bool {
        let block = usize::from(lead & 0x0F) << 6 | usize::from(second & 0x3F);
        self.bits[block] >> (third & 0x3F) & 1 == 1
    }

    /// Whether the set has the character of this code point.
    #[inline]
    pub fn holds(&self, value: usize) -> bool {
        self.bits.get(value / 64).is_some_and(|bits| bits >> (value % 64) & 1 == 1)
    }

    /// Whether any character of `words` is in the set.
    pub fn is_in(&self, words: &str) -> bool {
        self.next_in(words, 0).is_some()
    }

    /// Where the next character of the set stands in `words` from `at` on.
    pub fn next_in(&self, words: &str, at: usize) -> Option<usize> {
        let mut rest = words.as_bytes().get(at..)?;
        loop {
            while let &[lead, second, _, ref after @ ..] = rest
                && self.seconds[usize::from(lead)] >> (second & 0x3F) & 1 == 0
            {
                rest = after;
            }
            let (found, after) = match rest {
                &[lead @ 0xE0..0xF0, second, third, ref after @ ..] => (self.has_wide([lead, second, third]), after),
                &[byte @ 0..0x80, ref after @ ..] => (self.holds(usize::from(byte)), after),
                &[lead @ 0x80..0xE0, second, ref after @ ..] => {
                    (self.holds(usize::from(lead & 0x1F) << 6 | usize::from(second & 0x3F)), after)
                }
                [_, _, _, _, after @ ..] => (false, after),
                _ => return None,
            };
            if found {
                return Some(words.len() - rest.len());
            }
            rest = after;
        }
    }
}

/// Words by their last or first character.
#[derive(Debug)]
pub struct WordSet {
    by_character: FxHashMap<char, Vec<&'static str>>,
}

impl WordSet {
    fn new(tables: &[&[&'static str]], character: impl Fn(&str) -> Option<char>) -> Self {
        let mut by_character: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
        for word in tables.iter().copied().flatten() {
            if let Some(character) = character(word) {
                by_character.entry(character).or_default().push(word);
            }
        }
        Self { by_character }
    }

    /// A set for [`WordSet::endings`].
    pub fn by_last(tables: &[&[&'static str]]) -> Self {
        Self::new(tables, |word| word.chars().next_back())
    }

    /// A set for [`WordSet::beginnings`].
    pub fn by_first(tables: &[&[&'static str]]) -> Self {
        Self::new(tables, |word| word.chars().next())
    }

    /// The words of a set by last characters that `words` end with.
    pub fn endings<'a>(&'a self, words: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let candidates = words.chars().next_back().and_then(|last| self.by_character.get(&last));
        candidates.into_iter().flatten().copied().filter(move |word| words.ends_with(word))
    }

    /// The words of a set by first characters that `words` begin with.
    pub fn beginnings<'a>(&'a self, words: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let candidates = words.chars().next().and_then(|first| self.by_character.get(&first));
        candidates.into_iter().flatten().copied().filter(move |word| words.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_their_characters_and_no_others() {
        const LISTED: &str = "a·一龥！𠀀";
        static SET: CharacterSet = CharacterSet::of(LISTED);
        for character in (0..=0xFFFF).filter_map(char::from_u32) {
            assert_eq!(SET.contains(character), LISTED.contains(character), "{character:?}");
            assert_eq!(SET.is_in(&format!("完{character}完")), LISTED.contains(character), "{character:?}");
            if let &[lead, second, third] = character.encode_utf8(&mut [0; 4]).as_bytes() {
                assert_eq!(SET.has_wide([lead, second, third]), LISTED.contains(character), "{character:?}");
            }
        }
        assert_eq!(SET.next_in("完é𠀀b成！", 3), Some("完é𠀀b成".len()));
        assert_eq!((SET.next_in("完·", 3), SET.next_in("完a", 4), SET.next_in("完", 0)), (Some(3), None, None));
        assert!(!SET.contains('𠀀') && SET.is_in("完成一") && !SET.is_in("完成"));
        assert!(CharacterSet::first_of(["牵头", "𠀀"]).contains('牵'));
    }

    #[test]
    fn words_are_found_by_their_ends() {
        let endings = WordSet::by_last(&[&["科", "办公室", "室"], &["局"]]);
        assert_eq!(endings.endings("县委办公室").collect::<Vec<_>>(), ["办公室", "室"]);
        assert_eq!(endings.endings("县委").count(), 0);
        let beginnings = WordSet::by_first(&[&["要", "进一步"]]);
        assert_eq!(beginnings.beginnings("进一步做好").collect::<Vec<_>>(), ["进一步"]);
    }
}
