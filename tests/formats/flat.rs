//! Word documents in one XML file, and a flat .odt.

use std::io::{Cursor, Read};

use tongzhi::notice::{FilePart, Format};
use tongzhi::source::from_bytes;

use crate::{lines, notices};

/// Word 2003's XML as Word writes it: lists by office codes, notes where they are cited, revisions as annotations.
pub const WORD_2003: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" w:macrosPresent="no" xml:space="preserve">
<o:DocumentProperties><o:Title>模板</o:Title></o:DocumentProperties><w:fonts><w:defaultFonts w:fareast="仿宋_GB2312"/></w:fonts>
<w:lists><w:listDef w:listDefId="0"><w:plt w:val="Multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/><w:pStyle w:val="1"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="（%2）"/></w:lvl></w:listDef>
<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list>
<w:list w:ilfo="2"><w:ilst w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:list></w:lists>
<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:listPr><w:ilfo w:val="1"/></w:listPr></w:pPr></w:style></w:styles>
<w:docPr><w:view w:val="print"/><w:footnotePr><w:footnote w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote></w:footnotePr></w:docPr>
<w:body><wx:sect>
<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>关于开展春季义诊的通知</w:t></w:r></w:p>
<w:p><w:r><w:t>各科室：</w:t></w:r></w:p>
<wx:sub-section><w:p><w:pPr><w:pStyle w:val="1"/><w:listPr><wx:t wx:val="一、"/><wx:font wx:val="黑体"/></w:listPr></w:pPr><w:r><w:t>总体</w:t></w:r><aml:annotation aml:id="0" w:type="Word.Deletion" aml:author="a"><aml:content><w:r><w:delText>上的</w:delText></w:r></aml:content></aml:annotation><aml:annotation aml:id="1" w:type="Word.Insertion" aml:author="a"><aml:content><w:r><w:t>要求</w:t></w:r></aml:content></aml:annotation></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="1"/><w:ilfo w:val="1"/></w:listPr></w:pPr><w:r><w:t>每季度义诊一次</w:t></w:r><w:r><w:footnote><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含社区义诊。</w:t></w:r></w:p></w:footnote></w:r><w:r><w:t>。责任科室：医务科，完成时间：12月20日之前。</w:t></w:r></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="1"/><w:ilfo w:val="1"/></w:listPr><w:rPr><aml:annotation aml:id="2" w:type="Word.Deletion" aml:author="a"/></w:rPr></w:pPr><aml:annotation aml:id="3" w:type="Word.Deletion" aml:author="a"><aml:content><w:r><w:delText>发放礼品</w:delText></w:r></aml:content></aml:annotation></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="1"/><w:ilfo w:val="1"/></w:listPr></w:pPr><w:r><w:t>编印手册</w:t></w:r><aml:annotation aml:id="4" w:type="Word.Comment" aml:author="a"><aml:content><w:p><w:r><w:t>印多少？</w:t></w:r></w:p></aml:content></aml:annotation><w:r><w:t>。</w:t></w:r></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="2"/></w:listPr></w:pPr><w:r><w:t>其他事项</w:t></w:r></w:p></wx:sub-section>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>
<w:tr><w:tc><w:p><w:r><w:t>工作任务</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>责任科室</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>完成时限</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>建档</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>防保科</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5月底前</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>随访</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>9月底前</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>加急</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>特此通知。</w:t></w:r></w:p>
<w:sectPr><w:ftr w:type="odd"><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>
</wx:sect></w:body></w:wordDocument>"#;

#[test]
fn word_2003() {
    let source = from_bytes("a.xml".to_owned(), WORD_2003.as_bytes().to_vec()).unwrap();
    assert_eq!(source.format, Format::WordXml);
    let extracted = source.extracted.unwrap();
    let expected = [
        "关于开展春季义诊的通知",
        "各科室：",
        "一、总体要求",
        "（一）每季度义诊一次。责任科室：医务科，完成时间：12月20日之前。",
        "（二）编印手册。",
        "五、其他事项",
        "工作任务\t责任科室\t完成时限",
        "建档\t防保科\t5月底前",
        "随访\t防保科\t9月底前",
        "特此通知。",
        "加急",
        "含社区义诊。",
    ];
    assert_eq!(extracted.as_str().lines().collect::<Vec<_>>(), expected);
    let (decoded, _) = extracted.into_decoded();
    let at = decoded.text.as_str().find("编印").unwrap();
    let place = decoded.text.span(at..at + 6).place.unwrap();
    assert_eq!((place.part, place.paragraph, place.character), (FilePart::WordXml, 5, 4));
}

/// The parts of an archive in one file, as Word's "XML document" and a flat .odt have them.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut member = zip.by_index(index).unwrap();
            let mut content = String::new();
            member.read_to_string(&mut content).unwrap_or_default();
            (member.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[test]
fn a_docx_laid_flat() {
    for notice in notices::all() {
        let mut package = concat!(
            r#"<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>"#,
            r#"<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">"#
        )
        .to_owned();
        for (name, content) in parts(&notice.docx).iter().filter(|(name, _)| name != "[Content_Types].xml") {
            let content = content.split_once("?>").unwrap().1;
            package.push_str(&format!(
                r#"<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>"#
            ));
        }
        package.push_str("</pkg:package>");
        assert_eq!(lines(notice.name, package.into_bytes()), notice.lines, "{}", notice.name);
    }
}

#[test]
fn an_odt_laid_flat() {
    let fixture = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/formats/notice.odt")).unwrap();
    let parts = parts(&fixture);
    let part = |wanted: &str| parts.iter().find(|(name, _)| name == wanted).unwrap().1.as_str();
    let inner = |text: &str, element: &str| {
        let from = text.find(&format!("<office:{element}")).unwrap();
        let to = text.find(&format!("</office:{element}>")).unwrap() + element.len() + 10;
        text[from..to].to_owned()
    };
    let root = part("content.xml").split_once("<office:document-content ").unwrap().1.split_once('>').unwrap().0;
    let flat = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {root} office:mimetype=\"application/vnd.oasis.opendocument.text\">{}{}{}</office:document>",
        inner(part("styles.xml"), "styles"),
        inner(part("content.xml"), "automatic-styles"),
        inner(part("content.xml"), "body"),
    );
    assert_eq!(lines("notice.fodt", flat.into_bytes()), lines("notice.odt", fixture));
}
