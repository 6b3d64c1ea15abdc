//! MHTML (.mht, Word's "single file web page" and a browser's saved page): the page in a MIME message.

use memchr::memmem;

use crate::error::Error;

/// Messages within messages that are followed.
const DEPTH: usize = 4;
/// Bytes in which the headers must end.
const HEADERS: usize = 1 << 16;
/// Parts of one message that are looked at.
const PARTS: usize = 4096;

/// Whether `bytes` begin as a message does: headers, `MIME-Version` among them.
pub fn is_message(bytes: &[u8]) -> bool {
    let beginning = bytes.get(..bytes.len().min(4096)).unwrap_or_default().trim_ascii_start();
    let first = beginning.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let name = first.split(|&byte| byte == b':').next().unwrap_or_default();
    let is_header = name.len() < first.len() && !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    is_header && header(split(beginning).0, "mime-version").is_some() && header(split(beginning).0, "content-type").is_some()
}

/// The bytes of the message's page, its transfer encoding undone.
pub fn page(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let page = part(bytes.trim_ascii_start(), "text/html", 0).or_else(|| part(bytes.trim_ascii_start(), "text/plain", 0));
    page.filter(|page| !page.trim_ascii().is_empty()).ok_or(Error::NoText("; the message holds no page"))
}

/// The first part of this type, in the message itself or in one of its parts.
fn part(message: &[u8], wanted: &str, depth: usize) -> Option<Vec<u8>> {
    let (headers, body) = split(message);
    let kind = header(headers, "content-type").unwrap_or_else(|| "text/plain".to_owned());
    if kind.to_ascii_lowercase().starts_with(wanted) {
        return Some(decoded(body, &header(headers, "content-transfer-encoding").unwrap_or_default()));
    }
    let boundary = parameter(&kind, "boundary").filter(|boundary| !boundary.is_empty() && depth < DEPTH)?;
    let mark = format!("--{boundary}");
    let mut starts: Vec<usize> =
        memmem::find_iter(body, mark.as_bytes()).filter(|&at| at == 0 || body[at - 1] == b'\n').take(PARTS).collect();
    starts.push(body.len());
    starts.windows(2).find_map(|ends| {
        let inner = body.get(ends[0] + mark.len()..ends[1])?;
        // The rest of the boundary's line; `--` behind it ends the message.
        let line = memchr::memchr(b'\n', inner)?;
        if inner.starts_with(b"--") { None } else { part(&inner[line + 1..], wanted, depth + 1) }
    })
}

/// The headers and what comes behind their empty line.
fn split(message: &[u8]) -> (&[u8], &[u8]) {
    let window = &message[..message.len().min(HEADERS)];
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\n', &window[from..]) {
        let rest = &message[from + found + 1..];
        if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
            let blank = if rest.starts_with(b"\n") { 1 } else { 2 };
            return (&message[..from + found], &rest[blank..]);
        }
        from += found + 1;
    }
    (window, &[])
}

/// The value of a header, its lines joined.
fn header(headers: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(headers);
    let mut lines = text.lines().skip_while(|line| !line.split_once(':').is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(name)));
    let mut value = lines.next()?.split_once(':')?.1.trim().to_owned();
    for more in lines.take_while(|line| line.starts_with([' ', '\t'])) {
        value.push(' ');
        value.push_str(more.trim());
    }
    Some(value)
}

/// A parameter of a header's value, with or without quotes.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn decoded(body: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64_lines(body),
        _ => body.to_vec(),
    }
}

/// RFC 2045, 6.7; what is no escape stays as it stands.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memchr(b'=', rest) {
        bytes.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let digit = |at: usize| rest.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        let blanks = rest.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = &rest[2..];
        } else if rest[blanks..].starts_with(b"\r\n") {
            rest = &rest[blanks + 2..];
        } else if rest[blanks..].starts_with(b"\n") || rest.len() == blanks {
            rest = &rest[(blanks + 1).min(rest.len())..];
        } else {
            bytes.push(b'=');
        }
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// Base64 up to where it is damaged.
fn base64_lines(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ if byte.is_ascii_whitespace() => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_are_undone() {
        let cases: [(&[u8], &str, &[u8]); 7] = [
            (b"=B9=D8=d3=DA=\r\n=20a=3D", "Quoted-Printable", b"\xB9\xD8\xD3\xDA a="),
            (b"a= \nb=", "quoted-printable", b"ab"),
            (b"a=zb", "quoted-printable", b"a=zb"),
            (b"uejT\r\n2g==", "base64", b"\xB9\xE8\xD3\xDA"),
            (b"uejT2g", "BASE64", b"\xB9\xE8\xD3\xDA"),
            (b"ue\x00jT", "base64", b"\xB9"),
            (b"\xB9\xD8", "8bit", b"\xB9\xD8"),
        ];
        for (body, encoding, expected) in cases {
            assert_eq!(decoded(body, encoding), expected, "{encoding}");
        }
    }

    #[test]
    fn the_page_is_found_in_its_part() {
        let message = concat!(
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_a\"\r\n\r\n",
            "This is a multi-part message.\r\n------=_a\r\nContent-Type: image/gif\r\n\r\nGIF\r\n",
            "------=_a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n",
            "--b\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>a=3D</p>\r\n--b--\r\n------=_a--\r\n",
        );
        assert!(is_message(message.as_bytes()));
        assert_eq!(page(message.as_bytes()).unwrap().trim_ascii(), b"<p>a=</p>");
        assert!(!is_message("通知：\n\nMIME-Version: 1.0\nContent-Type: text/html".as_bytes()));
        assert!(!is_message(b"Note: MIME\n\ntext"));
    }
}
