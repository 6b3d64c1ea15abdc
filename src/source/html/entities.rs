//! Character references.

/// Named characters that Chinese pages have; the rest of HTML's 2,231 stay as they are written.
const NAMED: [(&str, char); 62] = [
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("shy", '\u{ad}'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("deg", '°'),
    ("permil", '‰'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("sect", '§'),
    ("para", '¶'),
    ("yen", '¥'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("loz", '◊'),
    ("Delta", 'Δ'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("omega", 'ω'),
    ("pi", 'π'),
    ("radic", '√'),
    ("infin", '∞'),
    ("Prime", '″'),
    ("prime", '′'),
];

/// Longest reference that is looked at, in bytes.
const LONGEST: usize = 12;

/// The character that a reference at the beginning of `text` (which begins with `&`) stands for, and the reference's length.
pub fn character(text: &str) -> Option<(char, usize)> {
    let body = text.as_bytes().get(1..text.len().min(LONGEST))?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = body.iter().take_while(|byte| is_part(byte)).count();
    let name = text.get(1..1 + length)?;
    let ends = usize::from(body.get(length) == Some(&b';'));
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            // 128–159 are Windows-1252's in every browser.
            match u8::try_from(code) {
                Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?,
                _ => char::from_u32(code)?,
            }
        }
        None => NAMED.iter().find(|(known, _)| *known == name || (name.eq_ignore_ascii_case(known) && ends == 1)).map(|(_, c)| *c)?,
    };
    Some((character, 1 + length + ends))
}
