//! Where a value stands in the original file: bytes and line of a text, or part, paragraph and
//! character of a file whose bytes say nothing to a reader (a Word file, a page, a sheet).

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a value stands in the original file.
///
/// In JSON it is `{"start", "end", "line", "column"}` for text, and
/// `{"part", "paragraph", "character", "end_paragraph", "end_character"}` where `place` is set.
#[derive(Debug, Clone, Copy, Eq)]
pub struct Span {
    /// First byte, counted from 0; with a `place`, in the text that was taken out of the file, so that spans still sort.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// Line of the first character, counted from 1; with a `place`, its paragraph.
    pub line: u64,
    /// Column of the first character in its line, in characters, counted from 1; with a `place`, in its paragraph.
    pub column: u64,
    /// The place, in a format where byte offsets mean nothing.
    pub place: Option<Place>,
}

/// Part, paragraph and character of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The part of the file.
    pub part: FilePart,
    /// Paragraph of the first character, counted from 1 in the part; empty paragraphs are not counted, a table row is one.
    pub paragraph: u32,
    /// The first character, counted from 1 in its paragraph, the automatic number before it included.
    pub character: u32,
    /// Paragraph of the last character.
    pub end_paragraph: u32,
    /// The character after the last, counted from 1 in its paragraph.
    pub end_character: u32,
}

/// A part of a file, by the name that its format gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FilePart {
    /// The text of a .docx.
    WordDocument,
    /// The footnotes of a .docx.
    WordFootnotes,
    /// The endnotes of a .docx.
    WordEndnotes,
    /// The text of an .odt.
    OpenDocument,
    /// The text of a .doc.
    WordStream,
    /// The text of an .rtf.
    RichText,
    /// The page in an .mht.
    WebPage,
    /// The text of a Word 2003 XML file.
    WordXml,
    /// A page of an .ofd or .pdf, counted from 1.
    Page(u32),
    /// A sheet of an .xlsx or .xls, counted from 1.
    Sheet(u32),
}

/// The parts that have no number, and what they are called in the output.
const NAMED_PARTS: [(FilePart, &str); 8] = [
    (FilePart::WordDocument, "word/document.xml"),
    (FilePart::WordFootnotes, "word/footnotes.xml"),
    (FilePart::WordEndnotes, "word/endnotes.xml"),
    (FilePart::OpenDocument, "content.xml"),
    (FilePart::WordStream, "WordDocument"),
    (FilePart::RichText, "rtf"),
    (FilePart::WebPage, "text/html"),
    (FilePart::WordXml, "w:wordDocument"),
];

impl FilePart {
    /// The name that the output gives the part: `word/document.xml`, `page 3`.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Page(number) => Cow::Owned(format!("page {number}")),
            Self::Sheet(number) => Cow::Owned(format!("sheet {number}")),
            named => Cow::Borrowed(NAMED_PARTS.iter().find(|(part, _)| *part == named).map_or("", |(_, name)| name)),
        }
    }

    /// The part that [`FilePart::name`] gives this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let number = |prefix: &str| name.strip_prefix(prefix).and_then(|number| number.parse().ok());
        NAMED_PARTS
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(part, _)| *part)
            .or_else(|| number("page ").map(Self::Page))
            .or_else(|| number("sheet ").map(Self::Sheet))
    }
}

/// Two places are the same by what is written of them.
impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        let bytes = |span: &Self| (span.start, span.end, span.line, span.column);
        match (self.place, other.place) {
            (None, None) => bytes(self) == bytes(other),
            (own, theirs) => own == theirs,
        }
    }
}

/// `12:5` for line 12, column 5; `¶12:5` for paragraph 12, character 5.
impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            None => write!(formatter, "{}:{}", self.line, self.column),
            Some(place) => write!(formatter, "¶{}:{}", place.paragraph, place.character),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct BytesForm {
    start: u64,
    end: u64,
    line: u64,
    column: u64,
}

#[derive(Serialize, Deserialize)]
struct PlaceForm<'a> {
    part: Cow<'a, str>,
    paragraph: u32,
    character: u32,
    end_paragraph: u32,
    end_character: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Form<'a> {
    Bytes(BytesForm),
    Place(#[serde(borrow)] PlaceForm<'a>),
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.place {
            None => BytesForm { start: self.start, end: self.end, line: self.line, column: self.column }.serialize(serializer),
            Some(place) => PlaceForm {
                part: place.part.name(),
                paragraph: place.paragraph,
                character: place.character,
                end_paragraph: place.end_paragraph,
                end_character: place.end_character,
            }
            .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Form::deserialize(deserializer)? {
            Form::Bytes(BytesForm { start, end, line, column }) => Self { start, end, line, column, place: None },
            Form::Place(form) => {
                let part = FilePart::from_name(&form.part).ok_or_else(|| D::Error::custom(format!("unknown part {:?}", form.part)))?;
                let PlaceForm { paragraph, character, end_paragraph, end_character, .. } = form;
                let place = Place { part, paragraph, character, end_paragraph, end_character };
                Self { start: 0, end: 0, line: paragraph.into(), column: character.into(), place: Some(place) }
            }
        })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Span")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let counted = |from: u64, meaning: &str| json_schema!({ "type": "integer", "minimum": from, "description": meaning });
        json_schema!({
            "description": "Where a value stands in the original file: by bytes and line in text, RTF aside; by part, paragraph and character in a format where a byte offset means nothing.",
            "anyOf": [
                {
                    "type": "object",
                    "description": "A place in a text or HTML file.",
                    "properties": {
                        "start": counted(0, "First byte, counted from 0."),
                        "end": counted(0, "The byte after the last."),
                        "line": counted(1, "Line of the first character, counted from 1."),
                        "column": counted(1, "Column of the first character in its line, in characters, counted from 1."),
                    },
                    "required": ["start", "end", "line", "column"],
                    "additionalProperties": false,
                },
                {
                    "type": "object",
                    "description": "A place in any other file.",
                    "properties": {
                        "part": { "type": "string", "description": "The part of the file: `word/document.xml`, `page 3`, `sheet 1`." },
                        "paragraph": counted(1, "Paragraph of the first character, counted from 1 in the part; empty ones are not counted, a table row is one."),
                        "character": counted(1, "The first character, counted from 1 in its paragraph, the automatic number before it included."),
                        "end_paragraph": counted(1, "Paragraph of the last character."),
                        "end_character": counted(1, "The character after the last, counted from 1 in its paragraph."),
                    },
                    "required": ["part", "paragraph", "character", "end_paragraph", "end_character"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_go_to_json_and_back() {
        let bytes = Span { start: 3, end: 9, line: 1, column: 2, place: None };
        let json = serde_json::to_string(&bytes).unwrap();
        assert_eq!(json, r#"{"start":3,"end":9,"line":1,"column":2}"#);
        assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), bytes);
        let place = Place { part: FilePart::Page(3), paragraph: 12, character: 5, end_paragraph: 12, end_character: 9 };
        let placed = Span { start: 0, end: 0, line: 12, column: 5, place: Some(place) };
        let json = serde_json::to_string(&placed).unwrap();
        assert_eq!(json, r#"{"part":"page 3","paragraph":12,"character":5,"end_paragraph":12,"end_character":9}"#);
        assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), placed);
        assert_eq!((bytes.to_string(), placed.to_string()), ("1:2".to_owned(), "¶12:5".to_owned()));
    }

    #[test]
    fn every_part_has_a_name_of_its_own() {
        for (part, name) in NAMED_PARTS {
            assert_eq!((part.name().as_ref(), FilePart::from_name(name)), (name, Some(part)));
        }
        assert_eq!(FilePart::from_name("sheet 2"), Some(FilePart::Sheet(2)));
        assert_eq!(FilePart::from_name("cover"), None);
    }
}
