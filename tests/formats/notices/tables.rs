//! Tables: a header of two rows, cells merged both ways, rows numbered by a list, a line break in a cell, a heading from side
//! to side, tables in cells, and one that holds no tasks.

use super::{FOOTER, Notice, Parts, STYLES, centred, list, signature, text, use_of};
use crate::build::{numbered, paragraph, run};

const FIRST: &str = r#"<w:vMerge w:val="restart"/>"#;
const NEXT: &str = "<w:vMerge/>";

/// A cell over so many of the columns, which are 1,400 wide.
fn cell(columns: u32, merge: &str, paragraphs: &str) -> String {
    let paragraphs = if paragraphs.is_empty() { "<w:p/>" } else { paragraphs };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>{paragraphs}</w:tc>"#,
        1400 * columns
    )
}

fn words(text: &str) -> String {
    paragraph("", &run(text))
}

fn table(columns: usize, rows: &[Vec<String>]) -> String {
    let grid = r#"<w:gridCol w:w="1400"/>"#.repeat(columns);
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"#,
        1400 * columns
    )
}

/// The notice.
pub fn notice() -> Notice {
    let numbering = list(1, &[("decimal", "%1")]) + &list(2, &[("chineseCounting", "%1、")]) + &use_of(1, 1, "") + &use_of(2, 2, "");
    let counted = || cell(1, "", &numbered(1, 0, ""));
    let broken = paragraph("", &format!("{}<w:r><w:br/></w:r>{}", run("更换老化"), run("线路")));
    let tasks = table(
        6,
        &[
            vec![
                cell(1, FIRST, &words("序号")),
                cell(2, FIRST, &words("工作任务")),
                cell(2, "", &words("责任分工")),
                cell(1, FIRST, &words("完成时限")),
            ],
            vec![cell(1, NEXT, ""), cell(2, NEXT, ""), cell(1, "", &words("牵头科室")), cell(1, "", &words("配合科室")), cell(1, NEXT, "")],
            vec![cell(6, "", &words("一、用电安全"))],
            vec![
                counted(),
                cell(2, "", &broken),
                cell(1, FIRST, &words("总务科")),
                cell(1, "", &(words("保卫科") + &words("财务科"))),
                cell(1, "", &words("7月底前")),
            ],
            vec![
                counted(),
                cell(2, "", &words("检查配电箱")),
                cell(1, NEXT, ""),
                cell(1, "", &words("各病区")),
                cell(1, FIRST, &words("8月15日前")),
            ],
            vec![cell(6, "", &words("二、消防安全"))],
            vec![
                counted(),
                cell(1, FIRST, &words("器材")),
                cell(1, "", &words("补充灭火器")),
                cell(1, "", &words("保卫科")),
                cell(1, "", ""),
                cell(1, "", &words("8月20日前")),
            ],
            vec![
                counted(),
                cell(1, NEXT, ""),
                cell(1, "", &words("检修消火栓")),
                cell(2, "", &words("保卫科")),
                cell(1, "", &words("9月底前")),
            ],
        ],
    );
    let inner = table(
        2,
        &[vec![cell(1, "", &words("白班")), cell(1, "", &words("3人"))], vec![cell(1, "", &words("夜班")), cell(1, "", &words("2人"))]],
    );
    let holder = table(4, &[vec![cell(2, "", &words("值守安排")), cell(2, "", &(words("如下：") + &inner + &words("不得空岗。")))]]);
    let contacts = table(
        4,
        &[vec![
            cell(1, "", &words("值班电话")),
            cell(1, "", &words("6230119")),
            cell(1, "", &words("传真")),
            cell(1, "", &words("6230120")),
        ]],
    );
    let framed = {
        let row = |cells: [&str; 4]| cells.iter().map(|text| cell(1, "", &words(text))).collect::<Vec<_>>();
        let rows = [
            row(["序号", "工作任务", "责任人", "完成时间"]),
            row(["1", "清点器材", "汪某", "7月10日前"]),
            row(["2", "张贴标识", "邹某", "7月15日前"]),
        ];
        table(6, &[vec![cell(6, "", &(words("附表：值班室任务") + &table(4, &rows) + &words("以上任务按周通报。")))]])
    };
    let body = [
        centred(&run("临医发〔2012〕41号")),
        centred(&run("关于开展安全隐患整治的通知")),
        paragraph("", &run("各科室：")),
        text("现将整治任务分解如下，请抓好落实。"),
        tasks,
        text("值守由总务科统一安排："),
        holder,
        text("联系方式："),
        contacts,
        numbered(2, 0, "请各科室于每周五报送进展。责任科室：各科室，完成时间：每周五前。"),
        numbered(2, 0, "逾期未报的予以通报。"),
        signature("临溪市人民医院"),
        signature("2012年6月25日"),
        framed,
        "<w:p/>".to_owned(),
    ]
    .concat();
    Notice {
        name: "tables",
        docx: Parts { body: &body, styles: STYLES, numbering: &numbering, footer: FOOTER, ..Parts::default() }.docx(),
        lines: &[
            "临医发〔2012〕41号",
            "关于开展安全隐患整治的通知",
            "各科室：",
            "现将整治任务分解如下，请抓好落实。",
            "序号\t工作任务\t工作任务\t牵头科室\t配合科室\t完成时限",
            "一、用电安全",
            "1\t更换老化线路\t更换老化线路\t总务科\t保卫科、财务科\t7月底前",
            "2\t检查配电箱\t检查配电箱\t总务科\t各病区\t8月15日前",
            "二、消防安全",
            "3\t器材\t补充灭火器\t保卫科\t\t8月20日前",
            "4\t器材\t检修消火栓\t保卫科\t保卫科\t9月底前",
            "值守由总务科统一安排：",
            "值守安排\t如下：白班3人夜班2人不得空岗。",
            "联系方式：",
            "值班电话\t6230119\t传真\t6230120",
            "一、请各科室于每周五报送进展。责任科室：各科室，完成时间：每周五前。",
            "二、逾期未报的予以通报。",
            "临溪市人民医院",
            "2012年6月25日",
            "附表：值班室任务",
            "序号\t工作任务\t责任人\t完成时间",
            "1\t清点器材\t汪某\t7月10日前",
            "2\t张贴标识\t邹某\t7月15日前",
            "以上任务按周通报。",
        ],
    }
}
