//! .ofd.

use tongzhi::notice::FilePart;
use tongzhi::source::from_bytes;

use crate::build::archive;

fn page(objects: &[(f64, f64, &str)]) -> String {
    let mut xml =
        r#"<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="2">"#
            .to_owned();
    for (x, y, text) in objects {
        xml.push_str(&format!(
            r#"<ofd:TextObject ID="3" Boundary="{x} {y} 160 6" Font="1" Size="5"><ofd:TextCode X="0" Y="4" DeltaX="g 9 5">{text}</ofd:TextCode></ofd:TextObject>"#
        ));
    }
    xml + "</ofd:Layer></ofd:Content></ofd:Page>"
}

/// Two pages.
pub fn notice() -> Vec<u8> {
    let entry = r#"<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;
    let document = r#"<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 150 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>"#;
    let first = page(&[
        (60.0, 20.0, "关于开展义诊的通知"),
        (20.0, 40.0, "各科室："),
        (30.0, 50.0, "一、义诊由医务科组织，每季度到社区一次，"),
        (20.0, 60.0, "责任科室：医务科。"),
        (60.0, 280.0, "— 1 —"),
    ]);
    let second = page(&[(30.0, 20.0, "二、特此通知。"), (60.0, 280.0, "— 2 —")]);
    archive(&[
        ("OFD.xml", entry.as_bytes()),
        ("Doc_0/Document.xml", document.as_bytes()),
        ("Doc_0/Pages/Page_0/Content.xml", first.as_bytes()),
        ("Doc_0/Pages/Page_1/Content.xml", second.as_bytes()),
    ])
}

#[test]
fn pages_give_their_paragraphs() {
    let extracted = from_bytes("a.ofd".to_owned(), notice()).unwrap().extracted.unwrap();
    let expected = "关于开展义诊的通知\n各科室：\n一、义诊由医务科组织，每季度到社区一次，责任科室：医务科。\n二、特此通知。";
    assert_eq!(extracted.as_str(), expected);
    let (decoded, _) = extracted.into_decoded();
    let at = expected.find("特此").unwrap();
    let place = decoded.text.span(at..at + 12).place.unwrap();
    assert_eq!((place.part, place.paragraph, place.character, place.end_character), (FilePart::Page(2), 1, 3, 7));
}
