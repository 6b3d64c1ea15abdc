//! .zip bundles.

use tongzhi::source::sources;

use crate::build::{archive, notice_docx};

#[test]
fn members_come_one_by_one_with_their_paths() {
    let inner = archive(&[("丙.txt", "关于丙的通知".as_bytes())]);
    let too_deep = archive(&[("deep.zip", &archive(&[("inner.zip", &inner)]))]);
    let bundle = archive(&[
        ("通知/甲.docx", &notice_docx()),
        ("__MACOSX/通知/._甲.docx", b"\0"),
        ("乙.html", "<html><p>关于乙的通知".as_bytes()),
        ("里.zip", &inner),
        ("空.txt", b""),
        ("深.zip", &too_deep),
        ("末.txt", "关于末的通知".as_bytes()),
    ]);
    let found: Vec<String> = sources("包.zip".to_owned(), bundle)
        .unwrap()
        .map(|source| source.map_or_else(|error| error.to_string(), |source| format!("{} {:?}", source.path, source.format)))
        .collect();
    let expected = [
        "包.zip!/通知/甲.docx Docx",
        "包.zip!/乙.html Html",
        "包.zip!/里.zip!/丙.txt Text",
        "包.zip!/空.txt: is empty",
        "包.zip!/深.zip!/deep.zip: bundles within bundles within a bundle",
        "包.zip!/末.txt Text",
    ];
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            found.starts_with(expected) || found.contains(expected.split(": ").last().unwrap_or_default()),
            "{found} is not {expected}"
        );
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn names_in_gbk_are_read() {
    let (gbk, ..) = encoding_rs::GBK.encode("通知.txt");
    // A name of the same length in ASCII, replaced in the bytes: the writer would mark a Chinese one as UTF-8.
    let placeholder = "x".repeat(gbk.len());
    let mut bytes = archive(&[(&placeholder, "关于义诊的通知".as_bytes())]);
    for at in 0..bytes.len() - gbk.len() {
        if bytes[at..].starts_with(placeholder.as_bytes()) {
            bytes[at..at + gbk.len()].copy_from_slice(&gbk);
        }
    }
    let source = sources("b.zip".to_owned(), bytes).unwrap().next().unwrap().unwrap();
    assert_eq!(source.path, "b.zip!/通知.txt");
}
