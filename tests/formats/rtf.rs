//! .rtf as Word writes it in China: code pages, tables, numbers as rendered.

use crate::lines;

/// Bytes of `text` in `encoding` as `\'xx`.
fn escaped(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    encoding.encode(text).0.iter().map(|byte| format!("\\'{byte:02x}")).collect()
}

#[test]
fn bytes_are_read_in_their_fonts_code_page() {
    let gbk = |text: &str| escaped(text, encoding_rs::GBK);
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

/// A list as a writer without `\listtext` has it: only in the tables.
#[test]
fn numbers_come_from_the_list_tables() {
    let gbk = |text: &str| escaped(text, encoding_rs::GBK);
    let level = |format: u32, text: &str, more: &str| {
        format!(
            "{{\\listlevel\\levelnfc{format}\\levelnfcn{format}\\levelfollow0\\levelstartat1{more}{{\\leveltext{text};}}{{\\levelnumbers\\'01;}}\\fi-420}}"
        )
    };
    let lists = [
        level(37, &format!("\\'02\\'00{}", gbk("、")), ""),
        level(37, &format!("\\'03{}\\'01{}", gbk("（"), gbk("）")), ""),
        level(0, "\\'02\\'02.", "\\levelnorestart1"),
        level(23, "\\'01\\u-3913 ?", "{\\f1 }"),
    ];
    let item = |list: u32, level: u32, text: &str| format!("\\pard\\ls{list}\\ilvl{level} {}\\par ", gbk(text));
    let document = [
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}{\f1\fcharset2 Wingdings;}}".to_owned(),
        format!("{{\\*\\listtable{{\\list\\listtemplateid1{}{{\\listname ;}}\\listid77}}}}", lists.concat()),
        r"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls1}".to_owned(),
        format!(
            r"{{\listoverride\listid77\listoverridecount1{{\lfolevel\listoverridestartat\listoverrideformat{}}}\ls2}}}}",
            level(0, "\\'03(\\'00)", "").replace("startat1", "startat4")
        ),
        item(1, 0, "总体要求"),
        item(1, 0, "主要任务"),
        item(1, 1, "义诊"),
        item(1, 2, "每季度一次"),
        item(1, 1, "讲座"),
        item(1, 2, "每月一次"),
        item(1, 3, "自愿参加"),
        format!("\\pard {}\\par ", gbk("另有：")),
        item(2, 0, "随访"),
        item(2, 0, "建档"),
        // A sign before the text is no number; what its writer rendered goes before what the tables say.
        format!("\\pard{{\\listtext\\f1\\'6c\\tab}}\\ls1\\ilvl3 {}\\par ", gbk("随到随办")),
        format!("\\pard{{\\listtext {}\\tab}}\\ls1\\ilvl0 {}\\par\\ls1}}", gbk("第三部分"), gbk("工作要求")),
    ]
    .concat();
    let expected = [
        "一、总体要求",
        "二、主要任务",
        "（一）义诊",
        "1.每季度一次",
        "（二）讲座",
        "2.每月一次",
        "自愿参加",
        "另有：",
        "(4)随访",
        "(5)建档",
        "随到随办",
        "第三部分 工作要求",
    ];
    assert_eq!(lines("a.rtf", document.into_bytes()), expected);
}

#[test]
fn a_table_in_a_cell_is_a_table() {
    let gbk = |text: &str| escaped(text, encoding_rs::GBK);
    let inner = |cells: [&str; 3]| {
        let cells: String = cells.iter().map(|text| format!("\\pard\\intbl\\itap2 {}\\nestcell ", gbk(text))).collect();
        format!(r"{cells}{{\*\nesttableprops\trowd\cellx500\cellx900\cellx1500\nestrow}}{{\nonesttables\par}}")
    };
    let document = format!(
        r"{{\rtf1\ansi\ansicpg936\trowd\cellx4000\pard\intbl {}\par {}{}\pard\intbl {}\cell\row\pard {}\par}}",
        gbk("附表"),
        inner(["工作任务", "责任人", "完成时间"]),
        inner(["清点器材", "汪某", "7月10日前"]),
        gbk("按周通报。"),
        gbk("特此通知。"),
    );
    let expected = ["附表", "工作任务\t责任人\t完成时间", "清点器材\t汪某\t7月10日前", "按周通报。", "特此通知。"];
    assert_eq!(lines("a.rtf", document.into_bytes()), expected);
}

#[test]
fn what_word_draws_by_a_field_is_text() {
    let gbk = |text: &str| escaped(text, encoding_rs::GBK);
    let document = format!(
        r"{{\rtf1\ansi\ansicpg936 {}{{\field{{\*\fldinst {{ EQ \\o\\ac({},2)}}}}{{\fldrslt }}}}{{\field{{\*\fldinst {{ EQ \\* hps16 \\o(\\s\\up 15(x),{})}}}}{{\fldrslt {{}}}}}}{}\par}}",
        gbk("第"),
        gbk("○"),
        gbk("溪"),
        gbk("水"),
    );
    assert_eq!(lines("a.rtf", document.into_bytes()), ["第②溪水"]);
}

#[test]
fn deleted_rows_are_out() {
    let cells = |texts: [&str; 2], open: &str| {
        let cells: String = texts.iter().map(|text| format!("{{{open}{}}}\\cell ", escaped(text, encoding_rs::GBK))).collect();
        format!("\\trowd\\cellx1000\\cellx2000\\pard\\intbl {cells}\\row ")
    };
    let document = format!(
        r"{{\rtf1\ansi\ansicpg936 {}{}{}\pard\par}}",
        cells(["甲", "乙"], ""),
        cells(["丙", "丁"], r"\deleted "),
        cells(["戊", "己"], "")
    );
    assert_eq!(lines("a.rtf", document.into_bytes()), ["甲\t乙", "戊\t己"]);
}
