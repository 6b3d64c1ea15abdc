//! RTF's tokens.

/// A piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'t> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number.
    Word(&'t [u8], Option<i32>),
    /// `\` and a sign, such as `\*` and `\~`.
    Sign(u8),
    /// `\'xx`: a byte of text.
    Byte(u8),
    /// Bytes of text as they stand.
    Text(&'t [u8]),
}

/// Longest control word (the specification says 32).
const WORD: usize = 40;

/// Steps through a file.
pub struct Tokens<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Tokens<'t> {
    /// Begins at the file's start.
    pub fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no RTF (`\bin`).
    pub fn pass_over(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.bytes.len());
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = self.bytes.get(self.at..)?;
        let (token, length) = match *rest.first()? {
            b'{' => (Token::Open, 1),
            b'}' => (Token::Close, 1),
            b'\\' => control(rest),
            b'\r' | b'\n' | 0 => (Token::Text(&[]), 1),
            _ => {
                let length = rest.iter().position(|byte| b"{}\\\r\n\0".contains(byte)).unwrap_or(rest.len());
                (Token::Text(&rest[..length]), length)
            }
        };
        self.at += length;
        Some(token)
    }
}

/// The control at the beginning of `rest`, and its length.
fn control(rest: &[u8]) -> (Token<'_>, usize) {
    let letters = rest[1..].iter().take(WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters == 0 {
        return match rest.get(1) {
            Some(b'\'') => {
                let digits = rest.get(2..4).and_then(|digits| std::str::from_utf8(digits).ok());
                match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(byte) => (Token::Byte(byte), 4),
                    None => (Token::Text(&[]), 2),
                }
            }
            Some(&sign) => (Token::Sign(sign), 2),
            None => (Token::Text(&[]), 1),
        };
    }
    let mut end = 1 + letters;
    let sign = usize::from(rest.get(end) == Some(&b'-'));
    let digits = rest[end + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let mut number = None;
    if digits > 0 {
        let written = std::str::from_utf8(&rest[end..end + sign + digits]).unwrap_or_default();
        number = Some(written.parse::<i64>().unwrap_or(0).clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        end += sign + digits;
    }
    let word = &rest[1..1 + letters];
    end += usize::from(rest.get(end) == Some(&b' '));
    (Token::Word(word, number), end)
}
