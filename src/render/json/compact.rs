//! A document as compact JSON, written straight into a buffer.

use crate::notice::{
    Assignment, Deadline, DeadlineKind, DocumentNumber, Field, FieldKind, Finding, Issued, Item, Normalization, Notice, Removed, Repair,
    SCHEMA_VERSION, Script, Severity, Source, Span, Year, YearFrom,
};

/// Something that has a JSON form.
trait Json {
    /// Adds the JSON form to `out`.
    fn write(&self, out: &mut Vec<u8>);
}

/// Writes constant pieces of JSON and the values between them: `object!(out, r#"{"id":"#, id, r#"}"#)`.
macro_rules! object {
    ($out:ident, $($words:literal, $value:expr),+ $(,)?) => {{
        $(
            $out.extend_from_slice($words.as_bytes());
            Json::write($value, $out);
        )+
        $out.push(b'}');
    }};
}

/// The words that stand for the values of an enumeration.
macro_rules! words {
    ($kind:ty, $($value:ident => $word:literal),+ $(,)?) => {
        impl Json for $kind {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(match self {
                    $(Self::$value => concat!('"', $word, '"').as_bytes(),)+
                });
            }
        }
    };
}

words!(FieldKind, Responsible => "responsible", Lead => "lead", Support => "support", Person => "person", Deadline => "deadline");
words!(DeadlineKind, By => "by", Range => "range", Recurring => "recurring", List => "list", Event => "event", Standing => "standing",
    Immediate => "immediate", Unresolved => "unresolved");
words!(Script, Hans => "hans", Hant => "hant", Mixed => "mixed");
words!(Severity, Error => "error", Warning => "warning", Info => "info");
words!(YearFrom, DocumentNumber => "document_number", Title => "title", Issued => "issued");

/// Writes a document up to its notices.
pub(super) fn begin(source: &Source, normalization: &Normalization, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"schema_version":"#);
    SCHEMA_VERSION.write(out);
    out.extend_from_slice(br#","source":"#);
    source.write(out);
    out.extend_from_slice(br#","normalization":"#);
    normalization.write(out);
    out.extend_from_slice(br#","notices":["#);
}

/// Writes one notice.
pub(super) fn notice(notice: &Notice, out: &mut Vec<u8>) {
    notice.write(out);
}

/// Writes what follows the notices.
pub(super) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"]}");
}

impl Json for Source {
    fn write(&self, out: &mut Vec<u8>) {
        // Once a document: what a general serializer costs here is nothing, and floats are its own.
        general(self, out);
    }
}

impl Json for Normalization {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"script":"#,
            &self.script,
            r#","converted":"#,
            &self.converted,
            r#","repairs":"#,
            &self.repairs,
            r#","removed":"#,
            &self.removed,
        );
    }
}

impl Json for Repair {
    fn write(&self, out: &mut Vec<u8>) {
        object!(out, r#"{"kind":"#, &self.kind, r#","count":"#, &self.count, r#","unresolved":"#, &self.unresolved);
    }
}

impl Json for Removed {
    fn write(&self, out: &mut Vec<u8>) {
        object!(out, r#"{"kind":"#, &self.kind, r#","text":"#, &self.text, r#","span":"#, &self.span);
    }
}

/// Writes what stands once in a document.
fn general(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    // Neither a map with keys that are no strings nor a failing writer is there to give an error.
    let written = serde_json::to_writer(&mut *out, value);
    debug_assert!(written.is_ok());
}

impl Json for Notice {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"kind":"#,
            &self.kind,
            r#","title":"#,
            &self.title,
            r#","document_number":"#,
            &self.document_number,
            r#","addressees":"#,
            &self.addressees,
            r#","issuer":"#,
            &self.issuer,
            r#","issued":"#,
            &self.issued,
            r#","copied_to":"#,
            &self.copied_to,
            r#","attachments":"#,
            &self.attachments,
            r#","secrecy":"#,
            &self.secrecy,
            r#","urgency":"#,
            &self.urgency,
            r#","year":"#,
            &self.year,
            r#","items":"#,
            &self.items,
            r#","assignments":"#,
            &self.assignments,
            r#","findings":"#,
            &self.findings,
        );
    }
}

impl Json for DocumentNumber {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"text":"#,
            &self.text,
            r#","agency":"#,
            &self.agency,
            r#","year":"#,
            &self.year,
            r#","serial":"#,
            &self.serial,
            r#","span":"#,
            &self.span,
        );
    }
}

impl Json for Issued {
    fn write(&self, out: &mut Vec<u8>) {
        object!(out, r#"{"text":"#, &self.text, r#","date":"#, &self.date, r#","span":"#, &self.span);
    }
}

impl Json for Year {
    fn write(&self, out: &mut Vec<u8>) {
        object!(out, r#"{"value":"#, &self.value, r#","from":"#, &self.from);
    }
}

impl Json for Item {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"id":"#,
            &self.id,
            r#","marker":"#,
            &self.marker,
            r#","numeral":"#,
            &self.numeral,
            r#","level":"#,
            &self.level,
            r#","title":"#,
            &self.title,
            r#","text":"#,
            &self.text,
            r#","span":"#,
            &self.span,
            r#","items":"#,
            &self.items,
        );
    }
}

impl Json for Assignment {
    fn write(&self, out: &mut Vec<u8>) {
        object!(out, r#"{"item":"#, &self.item, r#","path":"#, &self.path, r#","covers":"#, &self.covers, r#","fields":"#, &self.fields,);
    }
}

impl Json for Field {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"kind":"#,
            &self.kind,
            r#","label":"#,
            &self.label,
            r#","text":"#,
            &self.text,
            r#","units":"#,
            &self.units,
            r#","span":"#,
            &self.span,
            r#","deadline":"#,
            &self.deadline,
            r#","canonical":"#,
            &self.canonical,
        );
    }
}

impl Json for Deadline {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"type":"#,
            &self.kind,
            r#","start":"#,
            &self.start,
            r#","end":"#,
            &self.end,
            r#","year_assumed":"#,
            &self.year_assumed,
            r#","rrule":"#,
            &self.rrule,
            r#","dates":"#,
            &self.dates,
            r#","anchor":"#,
            &self.anchor,
            r#","offset":"#,
            &self.offset,
            r#","approximate":"#,
            &self.approximate,
        );
    }
}

impl Json for Finding {
    fn write(&self, out: &mut Vec<u8>) {
        object!(
            out,
            r#"{"code":"#,
            &self.code,
            r#","rule":"#,
            &self.rule,
            r#","severity":"#,
            &self.severity,
            r#","message":"#,
            &self.message,
            r#","item":"#,
            &self.item,
            r#","span":"#,
            &self.span,
        );
    }
}

impl Json for Span {
    fn write(&self, out: &mut Vec<u8>) {
        if self.place.is_some() {
            return general(self, out);
        }
        object!(out, r#"{"start":"#, &self.start, r#","end":"#, &self.end, r#","line":"#, &self.line, r#","column":"#, &self.column);
    }
}

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (index, value) in self.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            value.write(out);
        }
        out.push(b']');
    }
}

impl Json for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

macro_rules! integers {
    ($($integer:ty),+) => {
        $(impl Json for $integer {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
            }
        })+
    };
}

integers!(i16, u32, u64);

impl Json for String {
    fn write(&self, out: &mut Vec<u8>) {
        let bytes = self.as_bytes();
        out.reserve(bytes.len() + 2);
        out.push(b'"');
        if needs_escape(bytes) {
            write_escaped(bytes, out);
        } else {
            out.extend_from_slice(bytes);
        }
        out.push(b'"');
    }
}

/// Bytes of a string that are looked at together.
const BLOCK: usize = 32;
/// Bytes of a short one that are.
const SHORT_BLOCK: usize = 8;

/// Whether anything in a string needs an escape.
fn needs_escape(bytes: &[u8]) -> bool {
    // The last bytes are looked at once more with those before them, rather than one by one.
    if let Some(last) = bytes.last_chunk::<BLOCK>() {
        return bytes.as_chunks::<BLOCK>().0.iter().any(holds_escape) || holds_escape(last);
    }
    match bytes.last_chunk::<SHORT_BLOCK>() {
        Some(last) => bytes.as_chunks::<SHORT_BLOCK>().0.iter().any(holds_escape) || holds_escape(last),
        None => bytes.iter().any(|&byte| is_escaped(byte)),
    }
}

/// Whether anything in a block needs an escape. Without a way out of the loop the compiler looks at all its bytes at once.
#[inline]
fn holds_escape<const LENGTH: usize>(block: &[u8; LENGTH]) -> bool {
    block.iter().fold(false, |found, &byte| found | is_escaped(byte))
}

#[inline]
fn is_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Adds a string piece by piece, each up to what needs an escape.
fn write_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut written = 0;
    for (start, block) in (0..).step_by(BLOCK).zip(bytes.chunks(BLOCK)).filter(|(_, block)| needs_escape(block)) {
        for (at, &byte) in (start..).zip(block) {
            let escape: &[u8] = match byte {
                b'"' => br#"\""#,
                b'\\' => br"\\",
                b'\n' => br"\n",
                b'\r' => br"\r",
                b'\t' => br"\t",
                0x08 => br"\b",
                0x0C => br"\f",
                0x00..0x20 => br"\u00",
                _ => continue,
            };
            out.extend_from_slice(&bytes[written..at]);
            out.extend_from_slice(escape);
            if escape == br"\u00" {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
            written = at + 1;
        }
    }
    out.extend_from_slice(&bytes[written..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fixtures_come_out_as_serde_json_writes_them() {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let Ok(source) = crate::source::from_bytes(path.display().to_string(), std::fs::read(&path).unwrap()) else { continue };
                let Ok(parsed) = crate::parse(source, &crate::Options::default()) else { continue };
                let mut written = Vec::new();
                crate::render::json::write_line(&parsed, &mut written).unwrap();
                assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&parsed).unwrap() + "\n", "{}", path.display());
                seen += 1;
            }
        }
        assert!(seen > 30, "only {seen} fixtures were read");
    }

    #[test]
    fn every_word_of_an_enumeration_is_serdes() {
        fn same(value: &(impl Json + serde::Serialize)) {
            let mut written = Vec::new();
            value.write(&mut written);
            assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(value).unwrap());
        }
        use DeadlineKind::{By, Event, Immediate, List, Range, Recurring, Standing, Unresolved};
        [By, Range, Recurring, List, Event, Standing, Immediate, Unresolved].iter().for_each(same);
        use FieldKind::{Lead, Person, Responsible, Support};
        [Responsible, Lead, Support, Person, FieldKind::Deadline].iter().for_each(same);
        [Severity::Error, Severity::Warning, Severity::Info].iter().for_each(same);
        [Script::Hans, Script::Hant, Script::Mixed].iter().for_each(same);
        [YearFrom::DocumentNumber, YearFrom::Title, YearFrom::Issued].iter().for_each(same);
        [Some(u32::MAX), Some(0), None].iter().for_each(same);
        [Some(vec![i16::MIN, 0, 7]), None].iter().for_each(same);
    }

    proptest! {
        #[test]
        fn any_string_comes_out_as_serde_json_writes_it(text in ".{0,80}|[\\x00-\\x40\\\\\"一完]{0,80}") {
            let mut written = Vec::new();
            text.write(&mut written);
            prop_assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(&text).unwrap());
        }
    }
}
