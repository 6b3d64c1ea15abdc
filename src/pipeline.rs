//! The stages in their order: open → decode → repair → simplify → layout → outline → head → fields → check.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use serde::Serialize;

use crate::assemble::{ItemIds, assemble};
use crate::check::{Correction, Draft, Selection, Settings, check};
use crate::decode::{Decoded, Preference, Reading, Wish, decode_as_wished};
use crate::error::Error;
use crate::fields::{Fields, read_fields};
use crate::head::{notice_year, read_head};
use crate::layout::{Layout, PaperDocument, lay_out};
use crate::notice::{Document, EncodingFrom, Format, Normalization, Notice, Removed, Repair, SCHEMA_VERSION, Script, Source, Span};
use crate::outline::outline_with;
use crate::outline::table::{add_table_rows, flattened_tables};
use crate::repair::{Repaired, repair};
use crate::simplify::simplify;
use crate::source::{Isolation, SourceFile, from_bytes, html};
use crate::text::Text;

/// What the user may set.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The encoding's WHATWG name, where the user knows it.
    pub encoding: Option<String>,
    /// Write 「」『』 as “”‘’.
    pub quotes: bool,
    /// How the fields are found and the notice is judged.
    pub settings: Settings,
    /// What to take where two encodings are about equally likely.
    pub prefer: Option<Preference>,
    /// Where files are read that may harm their reader; [`crate::source::sources_with`] asks for it.
    pub isolation: Isolation,
}

/// A file's text after repair, conversion and layout, with what was done to it.
#[derive(Debug, Clone)]
pub struct Normalized {
    /// The path as it was given.
    pub path: String,
    /// What kind of file it is.
    pub format: Format,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// How it was decoded.
    pub reading: Reading,
    /// What the file holds and its reader could not give.
    pub limits: Vec<String>,
    /// What was undone.
    pub repairs: Vec<Repair>,
    /// Damage that could not be undone with certainty.
    pub unresolved: Vec<Span>,
    /// Its script.
    pub script: Script,
    /// Characters converted.
    pub converted: u64,
    /// The paragraphs.
    pub layout: Layout,
}

/// Reads an opened file into a document.
pub fn parse(source: SourceFile, options: &Options) -> Result<Document, Error> {
    Ok(read(source, options)?.into_document())
}

/// Opens a file's document: everything but its notices, which are read as they are asked for, so that a file of many
/// need not be in memory as a whole.
pub fn read(source: SourceFile, options: &Options) -> Result<OpenDocument<'_>, Error> {
    Ok(OpenDocument::new(normalize(source, options)?, &options.settings))
}

/// A document whose notices are still to be read.
#[derive(Debug)]
pub struct OpenDocument<'a> {
    /// The file and how it was read.
    pub source: Source,
    /// What was mended, converted and taken out.
    pub normalization: Normalization,
    layout: Layout,
    unresolved: Vec<Span>,
    settings: &'a Settings,
    /// The rules that hold for this file.
    selection: Cow<'a, Selection>,
    wants_corrections: bool,
    wants_places: bool,
    /// Notices that are read.
    done: usize,
}

/// A document with what `check` shows of it.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The document.
    pub document: Document,
    /// The file's text as it was decoded.
    pub decoded: String,
    /// For each finding, in the document's order, where it is and what mends it.
    pub places: Vec<Shown>,
}

/// Where a finding is in the decoded text, and what mends it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Byte range in the decoded text.
    pub decoded: Option<Range<usize>>,
    /// What mends it, where that is certain; empty in any file that is not plain text.
    pub fix: Vec<Correction>,
}

/// Reads an opened file into a document and keeps its decoded text.
pub fn examine(source: SourceFile, options: &Options) -> Result<Examined, Error> {
    let mut open = read(source, options)?;
    open.wants_corrections = open.source.format == Format::Text;
    let (document, places, text) = open.into_parts();
    let decoded = text.as_decoded().to_owned();
    let mut places: Vec<Shown> = places.into_iter().flat_map(|places| places.findings).collect();
    let spans = document.notices.iter().flat_map(|notice| &notice.findings).map(|finding| finding.span);
    let mut cursor = LineCursor::new(&decoded);
    for (place, span) in places.iter_mut().zip(spans) {
        if let (None, Some(span)) = (&place.decoded, span) {
            place.decoded = cursor.character_at(span.line, span.column);
        }
    }
    Ok(Examined { document, decoded, places })
}

/// A document with the text that it was read from.
#[derive(Debug, Clone)]
pub struct Located {
    /// The document.
    pub document: Document,
    /// The file's text after repair, conversion and layout; paragraphs are parted by `\n`.
    pub text: String,
    /// Where its notices stand in `text`, in the document's order.
    pub notices: Vec<NoticePlaces>,
}

/// Where a notice stands in the laid-out text, as byte ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticePlaces {
    /// All of it.
    pub range: Range<usize>,
    /// Its items, in the order of the text.
    pub items: Vec<Range<usize>>,
    /// The fields of all its assignments, labels included, in the document's order.
    pub fields: Vec<Range<usize>>,
    /// What `check` shows of each finding.
    findings: Vec<Shown>,
}

/// Reads an opened file into a document and keeps its laid-out text.
pub fn locate(source: SourceFile, options: &Options) -> Result<Located, Error> {
    let mut open = read(source, options)?;
    open.wants_places = true;
    let (document, notices, text) = open.into_parts();
    Ok(Located { document, text: text.as_str().to_owned(), notices })
}

/// Finds characters by line and column; places must ascend.
struct LineCursor<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    column: u64,
}

impl<'a> LineCursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Byte range of the character at a 1-based line and column.
    fn character_at(&mut self, line: u64, column: u64) -> Option<Range<usize>> {
        for character in self.text[self.at..].chars() {
            if (self.line, self.column) >= (line, column) {
                return ((self.line, self.column) == (line, column)).then(|| self.at..self.at + character.len_utf8());
            }
            self.at += character.len_utf8();
            (self.line, self.column) = if character == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        None
    }
}

/// Reads a text that is in memory; for a text without any paragraph the document has no notice.
pub fn parse_text(text: &str) -> Document {
    let options = Options { encoding: Some("utf-8".to_owned()), ..Options::default() };
    let parsed = from_bytes("-".to_owned(), text.as_bytes().to_vec()).and_then(|source| parse(source, &options));
    parsed.unwrap_or_else(|_| empty_document())
}

/// Takes an opened file through decoding and repair only.
pub fn mend(source: SourceFile, options: &Options) -> Result<Repaired, Error> {
    let is_html = source.format == Format::Html;
    let (mut decoded, _) = read_text(source, options)?;
    if is_html {
        // What was taken out of the page is no repair.
        decoded.text = Text::plain(decoded.text.as_str());
    }
    Ok(repair(decoded))
}

/// Takes an opened file through decoding, repair, conversion and layout.
pub fn normalize(source: SourceFile, options: &Options) -> Result<Normalized, Error> {
    let (path, format, bytes) = (source.path.clone(), source.format, source.length);
    let (decoded, limits) = read_text(source, options)?;
    let reading = decoded.reading.clone();
    let repaired = repair(decoded);
    let (repairs, unresolved) = (repaired.repairs.clone(), repaired.unresolved.clone());
    let simplified = simplify(repaired, options.quotes);
    let (script, converted) = (simplified.script, simplified.converted);
    let layout = lay_out(simplified);
    Ok(Normalized { path, format, bytes, reading, limits, repairs, unresolved, script, converted, layout })
}

/// The text of an opened file, and what its reader could not give.
fn read_text(mut source: SourceFile, options: &Options) -> Result<(Decoded, Vec<String>), Error> {
    if let Some(extracted) = source.extracted.take() {
        return Ok(extracted.into_decoded());
    }
    let format = source.format;
    let decoded = decode_as_wished(source, Wish { encoding: options.encoding.as_deref(), preference: options.prefer })?;
    Ok(match format {
        Format::Html => html::visible_text(decoded),
        Format::Mhtml => html::paragraphs(decoded),
        _ => (decoded, Vec::new()),
    })
}

/// What kind of file an input is and how it is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detected {
    /// The file and how it was read.
    #[serde(flatten)]
    pub source: Source,
    /// The script it is written in.
    pub script: Script,
}

/// Takes an opened file only so far that its encoding and script are known.
pub fn detect(source: SourceFile, options: &Options) -> Result<Detected, Error> {
    let (path, format, bytes) = (source.path.clone(), source.format, source.length);
    let (decoded, limits) = read_text(source, options)?;
    let source = source_of(path, format, bytes, decoded.reading.clone(), limits);
    Ok(Detected { source, script: simplify(repair(decoded), false).script })
}

fn source_of(path: String, format: Format, bytes: u64, reading: Reading, limits: Vec<String>) -> Source {
    Source {
        path,
        format,
        encoding: reading.encoding,
        encoding_from: reading.from,
        margin: reading.margin,
        runner_up: reading.runner_up,
        bytes,
        malformed: reading.malformed,
        parts: reading.parts,
        limits,
    }
}

impl<'a> OpenDocument<'a> {
    fn new(normalized: Normalized, settings: &'a Settings) -> Self {
        let Normalized { path, format, bytes, reading, limits, repairs, unresolved, script, converted, mut layout } = normalized;
        let removed = std::mem::take(&mut layout.removed);
        let removed =
            removed.into_iter().map(|furniture| Removed { kind: furniture.kind.to_owned(), text: furniture.text, span: furniture.span });
        let normalization = Normalization { script, converted, repairs, removed: removed.collect() };
        let selection = settings.selection_for(&path);
        let source = source_of(path, format, bytes, reading, limits);
        Self { source, normalization, layout, unresolved, settings, selection, wants_corrections: false, wants_places: false, done: 0 }
    }

    /// Reads all notices.
    pub fn into_document(self) -> Document {
        self.into_parts().0
    }

    /// Reads all notices; with where each stands, and the text that they stand in.
    fn into_parts(mut self) -> (Document, Vec<NoticePlaces>, Text) {
        let (notices, places) = std::iter::from_fn(|| self.next_with_places()).unzip();
        let document = Document { schema_version: SCHEMA_VERSION, source: self.source, normalization: self.normalization, notices };
        (document, places, self.layout.text)
    }

    /// The next notice, and where it stands.
    fn next_with_places(&mut self) -> Option<(Notice, NoticePlaces)> {
        let document = self.layout.documents.get(self.done)?;
        self.done += 1;
        Some(self.read_notice(document))
    }

    /// Outline, head, fields and findings of one of the file's documents.
    fn read_notice(&self, document: &PaperDocument) -> (Notice, NoticePlaces) {
        let Self { layout, settings, normalization, .. } = self;
        let text = layout.text.as_str();
        let paragraphs = &layout.paragraphs[document.paragraphs.clone()];
        let mut outline = outline_with(text, paragraphs, &settings.own_forms);
        let tables = flattened_tables(text, paragraphs, settings.labels());
        add_table_rows(text, &mut outline, &tables);
        let head = read_head(text, paragraphs, &outline, document.collection_title.as_deref());
        let year = notice_year(&head);
        let Fields { assigned, empty } = read_fields(text, paragraphs, &outline, &tables, &head, year, settings.labels());
        let ids = ItemIds::of(&outline);
        let mut notice = assemble(&layout.text, &outline, &ids, &head, year, &assigned);
        settings.roster.name_units(&mut notice);
        let draft = Draft {
            layout,
            paragraphs,
            outline: &outline,
            head: &head,
            tables: &tables,
            assigned: &assigned,
            empty: &empty,
            notice: &notice,
            script: normalization.script,
            converted: normalization.converted,
            unresolved: &self.unresolved,
            settings,
            selection: &self.selection,
            wants_corrections: self.wants_corrections,
            series: OnceCell::new(),
            structure: OnceCell::new(),
        };
        let (found, findings) =
            check(&draft, &ids).into_iter().map(|found| (found.finding, Shown { decoded: found.decoded, fix: found.fix })).unzip();
        notice.findings = found;
        let mut places = NoticePlaces { findings, ..NoticePlaces::default() };
        if self.wants_places {
            let fields = assigned.iter().flat_map(|assigned| &assigned.fields);
            places.range = paragraphs.first().map_or(0, |first| first.start)..paragraphs.last().map_or(0, |last| last.end);
            places.items = outline.items.iter().map(|item| item.range.clone()).collect();
            places.fields =
                fields.map(|field| field.label.as_ref().map_or(field.value.start, |label| label.start)..field.value.end).collect();
        }
        (notice, places)
    }
}

impl Iterator for OpenDocument<'_> {
    type Item = Notice;

    fn next(&mut self) -> Option<Notice> {
        Some(self.next_with_places()?.0)
    }
}

fn empty_document() -> Document {
    Document {
        schema_version: SCHEMA_VERSION,
        source: Source {
            path: "-".to_owned(),
            format: Format::Text,
            encoding: "UTF-8".to_owned(),
            encoding_from: EncodingFrom::Option,
            margin: None,
            runner_up: None,
            bytes: 0,
            malformed: 0,
            parts: Vec::new(),
            limits: Vec::new(),
        },
        normalization: Normalization { script: Script::Hans, converted: 0, repairs: Vec::new(), removed: Vec::new() },
        notices: Vec::new(),
    }
}
