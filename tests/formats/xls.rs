//! .xls.

use std::io::{Cursor, Write};

use tongzhi::source::from_bytes;

use crate::lines;

/// A record of a workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn cell(row: u16, column: u16, format: u16, data: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &format.to_le_bytes(), data].concat()
}

/// An OLE2 file with this stream: what all sheets share, and one sheet.
fn file(stream: &str, shared: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let place = |at: usize| record(0x0085, &[&(at as u32).to_le_bytes()[..], &[0, 0], name].concat());
    let shared = shared.concat();
    let at = shared.len() + place(0).len() + 4;
    let bytes = [shared, place(at), record(0x000A, &[]), sheet.concat(), record(0x000A, &[])].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(format!("/{stream}")).unwrap().write_all(&bytes).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A workbook of Excel 5 in GBK: a title, a header, two rows with a merged unit, a date, a share, a formula's text.
pub fn biff5() -> Vec<u8> {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let long = |text: &str| [&(gbk(text).len() as u16).to_le_bytes()[..], &gbk(text)].concat();
    let short = |text: &str| [&[gbk(text).len() as u8][..], &gbk(text)].concat();
    let label = |row, column, text: &str| record(0x0204, &cell(row, column, 0, &long(text)));
    let format = |number: u16| record(0x00E0, &[&[0, 0][..], &number.to_le_bytes(), &[0; 12]].concat());
    let shared = [
        record(0x0809, &[0, 5, 5, 0, 0, 0, 0, 0]),
        record(0x0042, &936_u16.to_le_bytes()),
        record(0x041E, &[&170_u16.to_le_bytes()[..], &short("m\"月\"d\"日\"")].concat()),
        format(0),
        format(170),
        format(9),
    ];
    let sheet = [
        record(0x0809, &[0, 5, 16, 0, 0, 0, 0, 0]),
        label(0, 0, "城关镇2011年重点工作台账"),
        label(1, 0, "序号"),
        label(1, 1, "工作任务"),
        label(1, 2, "责任单位"),
        label(1, 3, "完成时限"),
        label(1, 4, "进度"),
        record(0x00BD, &[&[2, 0, 0, 0][..], &[0, 0], &((1_u32 << 2) | 2).to_le_bytes(), &[0, 0]].concat()),
        label(2, 1, "疏浚沟渠"),
        label(2, 2, "农办"),
        record(0x027E, &cell(2, 3, 1, &((40663_u32 << 2) | 2).to_le_bytes())),
        record(0x0203, &cell(2, 4, 2, &0.6_f64.to_le_bytes())),
        record(0x0203, &cell(3, 0, 0, &2_f64.to_le_bytes())),
        // A formula whose result is the text that follows.
        record(0x0006, &cell(3, 1, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0])),
        record(0x0207, &long("修复路灯")),
        // A chart with records of its own.
        record(0x0809, &[0, 5, 32, 0, 0, 0, 0, 0]),
        label(3, 1, "图表"),
        record(0x000A, &[]),
        label(3, 3, "长期"),
        record(0x0205, &cell(3, 4, 0, &[1, 0])),
        record(0x00E5, &[&[1, 0][..], &[2, 0, 3, 0, 2, 0, 2, 0]].concat()),
    ];
    file("Book", &shared, &short("台账"), &sheet)
}

/// A workbook of Excel 97 with these labels, and below them so many cells that share one long text.
pub fn workbook(labels: &[(u16, u16, &str)], text: &str, cells: u32) -> Vec<u8> {
    let wide = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&(text.encode_utf16().count() as u16).to_le_bytes()[..], &[1], &units].concat()
    };
    let table = [&[0; 8][..], &wide(text)].concat();
    let mut parts = table.chunks(8224);
    let mut shared = vec![record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]), record(0x00FC, parts.next().unwrap_or_default())];
    // Where a text goes on in the next record, it says again that its characters are wide; the first part ends within one.
    shared.extend(parts.map(|part| record(0x003C, &[&[1], part].concat())));
    let mut sheet = vec![record(0x0809, &[0, 6, 16, 0, 0, 0, 0, 0])];
    sheet.extend(labels.iter().map(|(row, column, label)| record(0x0204, &cell(*row, *column, 0, &wide(label)))));
    sheet.extend((0..cells).map(|at| record(0x00FD, &cell((at / 2 + 1) as u16, (at % 2) as u16, 0, &[0; 4]))));
    file("Workbook", &shared, &[2, 1, 0xF0, 0x53, 0x26, 0x8D], &sheet)
}

#[test]
fn a_ledger_of_excel_5_in_gbk_is_a_flattened_table() {
    let expected = [
        "城关镇2011年重点工作台账",
        "序号\t工作任务\t责任单位\t完成时限\t进度",
        "1\t疏浚沟渠\t农办\t4月30日\t60%",
        "2\t修复路灯\t农办\t长期\t是",
    ];
    assert_eq!(lines("book.xls", biff5()), expected);
    let source = from_bytes("book.xls".to_owned(), biff5()).unwrap();
    let (decoded, limits) = source.extracted.unwrap().into_decoded();
    assert_eq!(decoded.reading.encoding, "gb18030");
    assert!(limits.is_empty(), "{limits:?}");
}

#[test]
fn a_ledger_of_excel_2003_is_a_flattened_table() {
    let bytes = std::fs::read(format!("{}/fixtures/formats/ledger.xls", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let lines = lines("ledger.xls", bytes);
    let expected = [
        "柳河县卫生局2011年任务台账",
        "序号\t工作任务\t责任科室\t责任人\t完成时间\t完成率",
        "1\t组织义诊\t医务科、护理部\t王某某\t2011年4月30日\t95%",
        "2\t编印手册\t医务科、护理部\t李某某\t6月20日\t50%",
        "3\t年终总结\t办公室\t赵某某\t12月底前\t100%",
        "备注：红色为重点。",
        "角落",
        "填表说明：每月25日前报送。",
        "是\t3.14",
    ];
    // Empty cells before and behind a row's text are the layout's to take away.
    let shown: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    assert_eq!(shown[..expected.len()], expected);
    // A hidden sheet is not there; shared strings go on over several records.
    let last = format!("{}abc", "第30条，各科室要按时完成任务并报送材料。".repeat(20));
    assert_eq!((lines.len(), lines.last()), (expected.len() + 30, Some(&last)));
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let shared = [record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]), record(0x002F, &[1, 0, 1, 0, 1, 0])];
    let error = from_bytes("locked.xls".to_owned(), file("Workbook", &shared, &[0], &[])).unwrap_err();
    assert!(error.to_string().contains("encrypted"), "{error}");
}
