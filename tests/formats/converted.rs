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
