//! Notices as offices write them in Word, and the lines that a reader of their pages sees: the numbers that Word puts
//! before paragraphs, merged cells repeated, deletions out, notes at the end.
//!
//! `fixtures/formats` holds the files; `.ci/office` has LibreOffice make the other formats from them.

mod lists;
mod revised;
mod scheme;
mod tables;

use crate::build::{archive, run};

/// A notice: the fixture's name, the file, its lines.
pub struct Notice {
    pub name: &'static str,
    pub docx: Vec<u8>,
    pub lines: &'static [&'static str],
}

/// Every one of them.
pub fn all() -> Vec<Notice> {
    vec![
        scheme::notice(),
        lists::every_format(),
        lists::restarts(),
        lists::overrides(),
        revised::notice(),
        revised::deleted_marks(),
        tables::notice(),
    ]
}

/// The parts of a .docx, each without its outermost element.
#[derive(Default)]
pub struct Parts<'p> {
    pub body: &'p str,
    pub styles: &'p str,
    pub numbering: &'p str,
    pub header: &'p str,
    pub footer: &'p str,
    pub footnotes: &'p str,
    pub endnotes: &'p str,
    pub comments: &'p str,
}

const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#
);

/// Name of the part, of its outermost element, of its relationship and content type.
const PART_KINDS: [(&str, &str, &str); 8] = [
    ("document", "document", "document.main"),
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("header", "hdr", "header"),
    ("footer", "ftr", "footer"),
    ("footnotes", "footnotes", "footnotes"),
    ("endnotes", "endnotes", "endnotes"),
    ("comments", "comments", "comments"),
];

impl Parts<'_> {
    /// The file.
    pub fn docx(&self) -> Vec<u8> {
        let section = concat!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>"#,
            r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/></w:sectPr>"#
        );
        let body = format!("<w:body>{}{section}</w:body>", self.body);
        let separators = |element: &str, notes: &str| {
            format!(
                r#"<w:{element} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{element}><w:{element} w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{element}>{notes}"#
            )
        };
        let (footnotes, endnotes) = (separators("footnote", self.footnotes), separators("endnote", self.endnotes));
        let contents = [&body, self.styles, self.numbering, self.header, self.footer, &footnotes, &endnotes, self.comments];
        let (mut types, mut relationships) = (String::new(), String::new());
        let mut members = Vec::new();
        for ((name, element, kind), content) in PART_KINDS.iter().zip(contents) {
            types.push_str(&format!(
                r#"<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
            ));
            if *name != "document" {
                relationships.push_str(&relationship(name, name, &format!("{name}.xml")));
            }
            let xml = format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:{element} {NAMESPACES}>{content}</w:{element}>"#);
            members.push((format!("word/{name}.xml"), xml));
        }
        let content_types = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>"#
        );
        let file = |relationships: String| {
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}</Relationships>"#
            )
        };
        members.insert(0, ("[Content_Types].xml".to_owned(), content_types));
        members.insert(1, ("_rels/.rels".to_owned(), file(relationship("rId1", "officeDocument", "word/document.xml"))));
        members.insert(2, ("word/_rels/document.xml.rels".to_owned(), file(relationships)));
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
        archive(&members)
    }
}

fn relationship(id: &str, kind: &str, target: &str) -> String {
    format!(
        r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
    )
}

/// The fonts and styles of an official document: 方正小标宋 for titles, 黑体 and 楷体 for headings, 仿宋 for the text.
pub const STYLES: &str = concat!(
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/><w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="640"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="正文缩进"/><w:basedOn w:val="a"/><w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>"#,
    r#"<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="header"/><w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:styleId="a7"><w:name w:val="footer"/><w:basedOn w:val="a"/></w:style>"#,
    r#"<w:style w:type="character" w:styleId="Hidden"><w:name w:val="内部批注"/><w:rPr><w:vanish/></w:rPr></w:style>"#,
);

/// A foot with the page's number between dashes, as the standard for official documents has it.
pub const FOOTER: &str = r#"<w:p><w:pPr><w:pStyle w:val="a7"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE   \* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>"#;

/// A head that the reader is not to take for text.
pub const HEADER: &str = r#"<w:p><w:pPr><w:pStyle w:val="a6"/></w:pPr><w:r><w:t>内部资料</w:t></w:r></w:p>"#;

/// A level of a list: its format, and its label with `%1`–`%9`.
pub fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{0}" w:hanging="420"/></w:pPr></w:lvl>"#,
        420 * (at + 1)
    )
}

/// A list of these levels.
pub fn list(id: u32, levels: &[(&str, &str)]) -> String {
    let levels: String = levels.iter().enumerate().map(|(at, (format, text))| level(at, format, text, "")).collect();
    list_of(id, &levels)
}

/// A list of levels that are written out.
pub fn list_of(id: u32, levels: &str) -> String {
    let kind = if levels.matches("<w:lvl ").count() > 1 { "multilevel" } else { "singleLevel" };
    format!(r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>"#)
}

/// The use `number` of a list, with overrides.
pub fn use_of(number: u32, list: u32, overrides: &str) -> String {
    format!(r#"<w:num w:numId="{number}"><w:abstractNumId w:val="{list}"/>{overrides}</w:num>"#)
}

/// A level that begins anew, at `start`.
pub fn restart(level: u32, start: u32) -> String {
    format!(r#"<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>"#)
}

/// A paragraph in a style.
pub fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, run(text))
}

/// A paragraph of the text, its first line indented.
pub fn text(text: &str) -> String {
    styled("a5", text)
}

/// A centred paragraph of these runs.
pub fn centred(runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>"#)
}

/// A paragraph at the right, as the signature and the date stand.
pub fn signature(text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:wordWrap w:val="0"/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/></w:pPr>{}</w:p>"#,
        run(text)
    )
}

/// A soft line break (Shift+Enter).
pub const LINE_BREAK: &str = "<w:r><w:br/></w:r>";

/// A new page's beginning.
pub const PAGE_BREAK: &str = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
