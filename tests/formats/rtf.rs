//! .rtf as Word writes it in China: code pages, tables, numbers as rendered.

use crate::lines;

/// Bytes of `text` in `encoding` as `\'xx`.
fn escaped(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    encoding.encode(text).0.iter().map(|byte| format!("\\'{byte:02x}")).collect()
}

#[test]
fn bytes_are_read_in_their_fonts_code_page() {
    let gbk = |text| escaped(text, encoding_rs::GBK);
    let document = format!(
        r"{{\rtf1\ansi\ansicpg936\uc2{{\fonttbl{{\f0\fnil\fcharset134 {};}}{{\f1\froman\fcharset0 Times;}}{{\f2\fcharset136 B;}}}}{{\*\generator x;}}
{{\header {}\par}}\pard\f0 {}\par {{\listtext\f0 {}\tab}}\ls1 {}{{\f1 {}}}\par
\f2 {}\par \f0\u20041{}\par {{\v {}}}{{\deleted {}}}{}{{\field{{\*\fldinst PAGE}}{{\fldrslt 3}}}}\par}}",
        gbk("宋体"),
        gbk("页眉"),
        gbk("关于义诊的通知"),
        gbk("一、"),
        gbk("责任科室"),
        gbk("：医务科"),
        escaped("繁體字", encoding_rs::BIG5),
        gbk("义"),
        gbk("隐藏"),
        gbk("删去"),
        gbk("特此通知"),
    );
    let expected = ["关于义诊的通知", "一、责任科室：医务科", "繁體字", "义", "特此通知"];
    assert_eq!(lines("a.rtf", document.into_bytes()), expected);
}

#[test]
fn tables_have_their_merged_cells() {
    let row = |cells: &[&str], definitions: &str| {
        let cells: String = cells.iter().map(|text| format!("{}\\cell ", escaped(text, encoding_rs::GBK))).collect();
        format!("\\trowd {definitions}\\pard\\intbl {cells}\\row ")
    };
    let plain = "\\cellx1000\\cellx2000\\cellx3000";
    let document = format!(
        "{{\\rtf1\\ansi\\ansicpg936 {}{}{}\\pard {}\\par}}",
        row(&["工作任务", "责任单位", "完成时限"], plain),
        row(&["建档", "防保科", "5月底前"], "\\cellx1000\\clvmgf\\cellx2000\\cellx3000"),
        row(&["随访", "", "9月底前"], "\\cellx1000\\clvmrg\\cellx2000\\cellx3000"),
        escaped("特此通知。", encoding_rs::GBK),
    );
    let expected = ["工作任务\t责任单位\t完成时限", "建档\t防保科\t5月底前", "随访\t防保科\t9月底前", "特此通知。"];
    assert_eq!(lines("a.rtf", document.into_bytes()), expected);
}
