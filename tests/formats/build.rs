//! Builds files of each format from parts written by hand.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip archive of these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml""#
);

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// A .docx of this body, these styles and lists, and these footnotes.
pub fn docx(body: &str, styles: &str, numbering: &str, footnotes: &str) -> Vec<u8> {
    let wrap = |name: &str, content: &str| format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:{name} {WORD}>{content}</w:{name}>"#);
    let section = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#;
    let document = wrap("document", &format!("<w:body>{body}{section}</w:body>"));
    let notes = wrap("footnotes", footnotes);
    let footer =
        wrap("ftr", r#"<w:p><w:r><w:t>页脚单位 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"#);
    archive(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELATIONSHIPS.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", wrap("styles", styles).as_bytes()),
        ("word/numbering.xml", wrap("numbering", numbering).as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/footer1.xml", footer.as_bytes()),
    ])
}

/// The notice that every format is made from.
pub fn notice_docx() -> Vec<u8> {
    docx(&notice_body(), STYLES, NUMBERING, FOOTNOTES)
}

/// A run with this text.
pub fn run(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A paragraph of these properties and runs.
pub fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A paragraph numbered at `level` (from 0) of the list `number`.
pub fn numbered(number: u32, level: u32, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>"#), &run(text))
}

fn plain(text: &str) -> String {
    paragraph("", &run(text))
}

fn heading(text: &str) -> String {
    paragraph(r#"<w:pStyle w:val="Heading1"/>"#, &run(text))
}

fn cell(properties: &str, paragraphs: &str) -> String {
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{paragraphs}</w:tc>"#)
}

fn table(rows: &[&[(&str, &str)]]) -> String {
    let mut xml = r#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>"#.to_owned();
    for row in rows {
        xml.push_str("<w:tr>");
        for (properties, text) in *row {
            let paragraphs: String = text.split('|').map(plain).collect();
            xml.push_str(&cell(properties, &paragraphs));
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

const MERGED: &str = r#"<w:vMerge w:val="restart"/>"#;
const GOES_ON: &str = "<w:vMerge/>";

fn text_box(text: &str) -> String {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", plain(text));
    format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="500000"/><wp:wrapNone/><wp:docPr id="1" name="box"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
    )
}

fn field(instruction: &str, result: &str) -> String {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let words = format!(r#"<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>"#);
    format!("{}{words}{}{}{}", mark("begin"), mark("separate"), run(result), mark("end"))
}

fn notice_body() -> String {
    let deleted = r#"<w:del w:id="1" w:author="a" w:date="2011-03-01T00:00:00Z"><w:r><w:delText>三月底</w:delText></w:r></w:del>"#;
    let inserted = format!(r#"<w:ins w:id="2" w:author="a" w:date="2011-03-01T00:00:00Z">{}</w:ins>"#, run("4月20日"));
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部说明不外发）</w:t></w:r>"#;
    let footnote = r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#;
    [
        paragraph(r#"<w:jc w:val="center"/>"#, &run("柳河卫发〔2011〕18号")),
        paragraph(r#"<w:jc w:val="center"/>"#, &run("关于开展春季健康服务活动的通知")),
        plain("各乡镇卫生院，局机关各科室："),
        paragraph("", &format!("{}{}{}", run("为做好今年的健康服务工作，现将有关事项通知如下："), text_box("加急办理"), hidden)),
        heading("总体要求"),
        plain("以服务群众为宗旨，方便群众看病。"),
        heading("主要任务"),
        numbered(1, 1, "组织义诊"),
        numbered(1, 2, "每季度到社区义诊一次。责任科室：医务科，完成时间：12月20日之前。"),
        paragraph(
            r#"<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>"#,
            &format!("{}{deleted}{inserted}{}", run("首次义诊于"), run("前完成。")),
        ),
        numbered(1, 1, "编印手册"),
        numbered(1, 2, "编写健康手册一万册。责任科室：宣教科，完成时间：6月底前。"),
        heading("工作步骤"),
        numbered(2, 0, "动员阶段"),
        numbered(2, 0, "实施阶段"),
        plain("另列两项保障："),
        numbered(3, 0, "经费保障"),
        numbered(3, 0, "人员保障"),
        numbered(4, 0, "安排车辆"),
        numbered(4, 1, "车辆检修"),
        numbered(4, 1, "司机培训"),
        paragraph(
            "",
            &format!(
                "{}{}{}{}",
                run("任务分解见下表"),
                footnote,
                run("，完成情况见第"),
                field(r#" HYPERLINK "http://example.org/" "#, "三部分。")
            ),
        ),
        table(&[
            &[("", "序号"), ("", "工作任务"), ("", "责任单位"), ("", "完成时限")],
            &[("", "1"), ("", "建立健康档案"), (MERGED, "防保科|各卫生院"), ("", "5月底前")],
            &[("", "2"), ("", "慢病随访"), (GOES_ON, ""), ("", "9月30日前")],
            &[("", "3"), ("", "年终总结"), ("", "办公室"), ("", "12月10日前")],
        ]),
        plain(""),
        table(&[&[("", "咨询电话"), ("", "5550101")], &[("", "传真"), ("", "5550102")]]),
        paragraph("", &format!("{}{}", run("特此通知。"), field(" PAGE ", "7"))),
        paragraph(r#"<w:jc w:val="right"/>"#, &run("柳河县卫生局")),
        paragraph(r#"<w:jc w:val="right"/>"#, &run("二〇一一年三月十五日")),
    ]
    .concat()
}

/// The lines of [`notice_docx`] as a reader of the page sees them.
pub const NOTICE_LINES: [&str; 33] = [
    "柳河卫发〔2011〕18号",
    "关于开展春季健康服务活动的通知",
    "各乡镇卫生院，局机关各科室：",
    "为做好今年的健康服务工作，现将有关事项通知如下：",
    "加急办理",
    "一、总体要求",
    "以服务群众为宗旨，方便群众看病。",
    "二、主要任务",
    "（一）组织义诊",
    "1.每季度到社区义诊一次。责任科室：医务科，完成时间：12月20日之前。",
    "2.首次义诊于4月20日前完成。",
    "（二）编印手册",
    "1.编写健康手册一万册。责任科室：宣教科，完成时间：6月底前。",
    "三、工作步骤",
    "第一阶段 动员阶段",
    "第二阶段 实施阶段",
    "另列两项保障：",
    "①经费保障",
    "②人员保障",
    "5 安排车辆",
    "5.1 车辆检修",
    "5.2 司机培训",
    "任务分解见下表，完成情况见第三部分。",
    "序号\t工作任务\t责任单位\t完成时限",
    "1\t建立健康档案\t防保科、各卫生院\t5月底前",
    "2\t慢病随访\t防保科、各卫生院\t9月30日前",
    "3\t年终总结\t办公室\t12月10日前",
    "咨询电话\t5550101",
    "传真\t5550102",
    "特此通知。",
    "柳河县卫生局",
    "二〇一一年三月十五日",
    "健康档案按户建立。",
];

const STYLES: &str = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;

const FOOTNOTES: &str = r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>健康档案按户建立。</w:t></w:r></w:p></w:footnote>"#;

const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Heading1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:suff w:val="space"/><w:lvlText w:val="第%1阶段"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
