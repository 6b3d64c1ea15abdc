//! What a file says of its own encoding: `<meta charset>`, an XML declaration. Evidence, not truth: many
//! pages were converted without it.

/// Bytes from the file's start that are searched (browsers look at 1,024; archived pages carry more before it).
const SEARCHED: usize = 4096;
/// What stands before the name.
const BEFORE: [&[u8]; 2] = [b"charset", b"encoding"];

/// The name of an encoding that the file declares, as it stands.
pub(super) fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(SEARCHED)];
    // Only markup declares; a notice about encodings does not.
    memchr::memchr(b'<', head)?;
    let lower = head.to_ascii_lowercase();
    BEFORE.iter().find_map(|word| memchr::memmem::find_iter(&lower, word).find_map(|at| value(&head[at + word.len()..])))
}

/// The value after `=`, with or without quotes.
fn value(after: &[u8]) -> Option<&str> {
    let mut rest = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    if let Some((b'"' | b'\'', quoted)) = rest.split_first() {
        rest = quoted;
    }
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)).count();
    std::str::from_utf8(&rest[..length]).ok().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn declarations_are_found_in_markup_only() {
        let cases: &[(&str, Option<&str>)] = &[
            ("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">", Some("gb2312")),
            ("<META CHARSET='Big5'>", Some("Big5")),
            ("<?xml version=\"1.0\" encoding=\"GBK\"?>", Some("GBK")),
            ("charset=gbk", None),
            ("<p>the charset is not declared</p>", None),
            ("<meta charset=", None),
        ];
        for &(text, expected) in cases {
            assert_eq!(declared(text.as_bytes()), expected, "{text}");
        }
    }
}
