//! Files that are no text, told by their first bytes.

/// First bytes, the offset they stand at, and what such a file is. Signatures as in the formats' own specifications.
const SIGNATURES: &[(&[u8], usize, &str)] = &[
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, "an OLE2 container (.doc, .xls, .ppt, .wps)"),
    (b"%PDF-", 0, "PDF"),
    (b"Rar!\x1A\x07", 0, "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", 0, "a 7z archive"),
    (b"\x1F\x8B\x08", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"\xFD7zXZ\0", 0, "xz"),
    (b"\x28\xB5\x2F\xFD", 0, "Zstandard"),
    (b"\x89PNG\r\n\x1A\n", 0, "a PNG picture"),
    (b"\xFF\xD8\xFF", 0, "a JPEG picture"),
    (b"GIF87a", 0, "a GIF picture"),
    (b"GIF89a", 0, "a GIF picture"),
    (b"II*\0", 0, "a TIFF picture"),
    (b"MM\0*", 0, "a TIFF picture"),
    (b"\0\0\x01\0", 0, "an icon"),
    (b"AT&TFORM", 0, "DjVu"),
    (b"\x7FELF", 0, "a program (ELF)"),
    (b"SQLite format 3\0", 0, "an SQLite database"),
    (b"\0\x01\0\0\x00", 0, "a TrueType font"),
    (b"ustar", 257, "a tar archive"),
    (b"ftyp", 4, "a video or picture (ISO media)"),
    (b"\x1A\x45\xDF\xA3", 0, "Matroska video"),
    (b"ID3", 0, "MP3 sound"),
    (b"\xDB\xA5", 0, "Word for DOS or Windows 2 (.doc)"),
    (b"\x31\xBE\0\0\0", 0, "Write or Word for DOS (.wri, .doc)"),
    (b"\xFFWPC", 0, "WordPerfect"),
    (b"CAJ\0", 0, "CAJ"),
    (b"HN\0\0", 0, "CAJ (HN)"),
    (b"KDH ", 0, "CAJ (KDH)"),
    (b"\xD7\xCD\xC6\x9A", 0, "a Windows metafile"),
];

/// Names inside a ZIP container that tell what it is.
const MEMBERS: &[(&[u8], &str)] = &[
    (b"word/", "ZIP/.docx"),
    (b"xl/", "ZIP/.xlsx"),
    (b"ppt/", "ZIP/.pptx"),
    (b"OFD.xml", "ZIP/.ofd"),
    (b"opendocument.text", "ZIP/.odt"),
    (b"opendocument.spreadsheet", "ZIP/.ods"),
    (b"epub+zip", "ZIP/.epub"),
];

/// Bytes of a ZIP that are searched for a telling name, from its start and from its end (its directory).
const SEARCHED: usize = 1 << 16;

/// What kind of file `bytes` are, if their first bytes say that it is no text.
pub fn name(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => Some("a WebP picture"),
            Some(b"WAVE" | b"AVI ") => Some("sound or video (RIFF)"),
            _ => None,
        };
    }
    // BM and MZ may begin a text, so more of their headers is asked for.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some("a BMP picture");
    }
    if bytes.starts_with(b"MZ") && bytes.len() > 64 && bytes[2..64].contains(&0) {
        return Some("a program (EXE)");
    }
    let stands = |signature: &[u8], at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(signature));
    SIGNATURES.iter().find(|&&(signature, at, _)| stands(signature, at)).map(|&(_, _, name)| name)
}

fn zip(bytes: &[u8]) -> &'static str {
    let first = &bytes[..bytes.len().min(SEARCHED)];
    let last = &bytes[bytes.len().saturating_sub(SEARCHED)..];
    let holds = |member: &[u8]| [first, last].iter().any(|part| memchr::memmem::find(part, member).is_some());
    MEMBERS.iter().find(|(member, _)| holds(member)).map_or("a ZIP archive", |&(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn containers_are_named_and_texts_are_not() {
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"PK\x03\x04\x14\0\x06\0word/document.xml", Some("ZIP/.docx")),
            (b"PK\x03\x04\x14\0\x06\0a.txt", Some("a ZIP archive")),
            (b"%PDF-1.4\n", Some("PDF")),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Some("an OLE2 container (.doc, .xls, .ppt, .wps)")),
            (b"BM is a maker of machines", None),
            (b"MZ", None),
            (b"ID", None),
            (b"", None),
        ];
        for &(bytes, expected) in cases {
            assert_eq!(name(bytes), expected, "{bytes:?}");
        }
    }
}
