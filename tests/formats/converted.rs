//! What LibreOffice made of the notice (`fixtures/formats/make.sh`), each format's lines against the .docx's.

use crate::{build, lines};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/formats/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The notice's lines, but for what a format holds otherwise.
fn expected(changes: &[(&str, Option<&str>)]) -> Vec<String> {
    let changed = |line: &str| match changes.iter().find(|(from, _)| *from == line) {
        Some((_, to)) => to.map(str::to_owned),
        None => Some(line.to_owned()),
    };
    build::NOTICE_LINES.iter().filter_map(|line| changed(line)).collect()
}

/// LibreOffice writes the list that begins at 5 so that its second level begins under 1, and reads it so itself.
const START_LOST: [(&str, Option<&str>); 2] = [("5.1 车辆检修", Some("1.1 车辆检修")), ("5.2 司机培训", Some("1.2 司机培训"))];

#[test]
fn doc() {
    assert_eq!(lines("notice.doc", fixture("notice.doc")), expected(&START_LOST));
}

/// HTML has no labels but numbers, no text boxes in LibreOffice's hands, and shows what is deleted.
const HTML_HAS_NOT: [(&str, Option<&str>); 13] = [
    ("加急办理", None),
    ("一、总体要求", Some("1.总体要求")),
    ("二、主要任务", Some("2.主要任务")),
    ("（一）组织义诊", Some("1.组织义诊")),
    ("2.首次义诊于4月20日前完成。", Some("2.首次义诊于三月底4月20日前完成。")),
    ("（二）编印手册", Some("2.编印手册")),
    ("三、工作步骤", Some("3.工作步骤")),
    ("第一阶段 动员阶段", Some("1.动员阶段")),
    ("第二阶段 实施阶段", Some("2.实施阶段")),
    ("①经费保障", Some("1.经费保障")),
    ("②人员保障", Some("2.人员保障")),
    ("5.1 车辆检修", Some("1.车辆检修")),
    ("5.2 司机培训", Some("2.司机培训")),
];

#[test]
fn html() {
    let mut changes = HTML_HAS_NOT.to_vec();
    changes.push(("5 安排车辆", Some("5.安排车辆")));
    assert_eq!(crate::html::lines(&fixture("notice.html")), expected(&changes));
}

#[test]
fn rtf() {
    assert_eq!(lines("notice.rtf", fixture("notice.rtf")), expected(&[]));
}

#[test]
fn odt() {
    assert_eq!(lines("notice.odt", fixture("notice.odt")), expected(&[]));
}
