//! Tags and text of a page, with their places.

use std::ops::Range;

/// A piece of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `<name attributes>`: the name in lower case, where the attributes stand.
    Open(String, Range<usize>),
    /// `</name>`.
    Close(String),
    /// What stands between tags.
    Text(Range<usize>),
}

/// Elements whose content is no markup: it ends at their own end tag only.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Longest tag name that is kept whole.
const NAME: usize = 32;

/// Steps through a page.
pub struct Tokens<'p> {
    page: &'p str,
    at: usize,
    /// The raw element that is open.
    raw: Option<String>,
}

impl<'p> Tokens<'p> {
    /// Begins at the page's start.
    pub fn new(page: &'p str) -> Self {
        Self { page, at: 0, raw: None }
    }

    /// Passes over the content of a raw element, which nobody reads.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.page.as_bytes();
        let mut from = self.at;
        while let Some(found) = memchr::memmem::find(&bytes[from..], b"</") {
            let tag = from + found;
            let end = bytes.get(tag + 2..tag + 2 + name.len()).unwrap_or_default();
            if end.eq_ignore_ascii_case(name.as_bytes()) {
                self.at = tag;
                return;
            }
            from = tag + 2;
        }
        self.at = bytes.len();
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(name) = self.raw.take() {
            self.skip_raw(&name);
        }
        let bytes = self.page.as_bytes();
        loop {
            let start = self.at;
            let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
            let is_markup = |at: usize| matches!(bytes.get(at + 1), Some(b'!' | b'/' | b'?' | b'a'..=b'z' | b'A'..=b'Z'));
            if rest[0] != b'<' || !is_markup(start) {
                let mut end = start + 1;
                loop {
                    end = memchr::memchr(b'<', &bytes[end..]).map_or(bytes.len(), |found| end + found);
                    if end == bytes.len() || is_markup(end) {
                        break;
                    }
                    end += 1;
                }
                self.at = end;
                return Some(Token::Text(start..end));
            }
            match rest[1] {
                b'!' | b'?' => {
                    let comment = rest.starts_with(b"<!--");
                    let end: &[u8] = if comment { b"-->" } else { b">" };
                    let skip = if comment { 4 } else { 2 };
                    let found = memchr::memmem::find(&rest[skip.min(rest.len())..], end);
                    self.at = found.map_or(bytes.len(), |found| start + skip + found + end.len());
                }
                mark => {
                    let name_at = if mark == b'/' { start + 2 } else { start + 1 };
                    let name_length =
                        bytes[name_at..].iter().take_while(|byte| !byte.is_ascii_whitespace() && !b"/>".contains(byte)).count();
                    let kept = bytes[name_at..name_at + name_length.min(NAME)].to_ascii_lowercase();
                    let name = String::from_utf8_lossy(&kept).into_owned();
                    let attributes = name_at + name_length;
                    let end = tag_end(bytes, attributes);
                    self.at = (end + 1).min(bytes.len());
                    if mark == b'/' {
                        return Some(Token::Close(name));
                    }
                    if RAW.contains(&name.as_str()) {
                        self.raw = Some(name.clone());
                    }
                    return Some(Token::Open(name, attributes..end));
                }
            }
        }
    }
}

/// Place of the `>` that ends a tag; those in quoted values do not. A quote that never ends is no quote.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let plain = memchr::memchr(b'>', &bytes[from..]).map_or(bytes.len(), |found| from + found);
    // An attribute is short; a quote left open must not make us look through the page for each tag.
    const LONGEST: usize = 1 << 14;
    let mut at = from;
    while at < bytes.len().min(from + LONGEST) {
        match bytes[at] {
            b'>' => return at,
            quote @ (b'"' | b'\'') if bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=') => {
                let window = &bytes[at + 1..bytes.len().min(from + LONGEST)];
                match memchr::memchr(quote, window) {
                    Some(found) => at += found + 2,
                    None => return plain,
                }
            }
            _ => at += 1,
        }
    }
    plain
}

/// The value of the attribute `name` in a tag's attributes.
pub fn attribute<'p>(attributes: &'p str, name: &str) -> Option<&'p str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len()).max(1);
        let length = (length..=rest.len()).find(|&at| rest.is_char_boundary(at))?;
        let (own, after) = rest.split_at(length);
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => {
                let value = value.trim_start();
                match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
                }
            }
        };
        if own.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}
