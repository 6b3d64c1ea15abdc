//! A draft with its revisions still in it: deleted and inserted runs, paragraphs, marks and rows, text moved; hidden text,
//! comments, fields, content controls, a phonetic guide.

use super::{FOOTER, HEADER, LINE_BREAK, Notice, Parts, STYLES, centred, list, signature, text, use_of};
use crate::build::{paragraph, run};

fn deleted(text: &str) -> String {
    format!(
        r#"<w:del w:id="11" w:author="审核" w:date="2012-03-01T09:00:00Z"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>"#
    )
}

fn inserted(text: &str) -> String {
    format!(r#"<w:ins w:id="12" w:author="审核" w:date="2012-03-01T09:00:00Z">{}</w:ins>"#, run(text))
}

const MARK_DELETED: &str = r#"<w:rPr><w:del w:id="13" w:author="审核" w:date="2012-03-01T09:00:00Z"/></w:rPr>"#;
const MARK_INSERTED: &str = r#"<w:rPr><w:ins w:id="14" w:author="审核" w:date="2012-03-01T09:00:00Z"/></w:rPr>"#;

fn item(level: u32, mark: &str, runs: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>{mark}"#), runs)
}

fn field(instruction: &str, result: &str) -> String {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let words = format!(r#"<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>"#);
    format!("{}{words}{}{result}{}", mark("begin"), mark("separate"), mark("end"))
}

/// The notice.
pub fn notice() -> Notice {
    let numbering =
        list(1, &[("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]) + &use_of(1, 1, "");
    let hidden = r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>（此句定稿时删）</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Hidden"/></w:rPr><w:t>内部口径</w:t></w:r>"#;
    let comment = r#"<w:commentRangeStart w:id="1"/>"#.to_owned()
        + &run("六十岁以上老人")
        + r#"<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>"#;
    let ruby = r#"<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="16"/><w:hpsRaise w:val="30"/><w:hpsBaseText w:val="32"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>xī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>溪</w:t></w:r></w:rubyBase></w:ruby></w:r>"#;
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:alias w:val="日期"/><w:placeholder/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        run("2012年4月10日")
    );
    let link = format!(r#"<w:hyperlink w:anchor="b1">{}</w:hyperlink>"#, run("附件所列"));
    let nested =
        field(" HYPERLINK \"http://example.org/\" ", &format!("{}{}", run("公告栏"), field(" QUOTE \"第二版\" ", &run("（第二版）"))));
    let body = [
        centred(&format!("{}{}{LINE_BREAK}{}", run("关于开展"), inserted("春季"), run("健康体检的通知"))),
        paragraph("", &format!("{}{}{}", run("各村卫生室"), deleted("、各学校"), run("："))),
        paragraph(r#"<w:pStyle w:val="a5"/>"#, &format!("{}{ruby}{}{hidden}", run("为临"), run("河两岸群众安排体检，现通知如下："))),
        item(0, "", &run("体检对象")),
        paragraph("", &format!("{comment}{}", run("，以及慢性病人。"))),
        item(0, "", &run("工作安排")),
        item(
            1,
            "",
            &format!("{}{}{}{}", run("登记造册。责任单位："), deleted("防疫站"), inserted("各村卫生室"), run("，完成时间：3月20日前。")),
        ),
        item(1, MARK_INSERTED, &inserted("入户通知。责任单位：各村卫生室，完成时间：3月31日前。")),
        item(1, "", &format!("{}{}{control}{}", run("集中体检自"), deleted("四月中旬"), run("起进行，为期一周。"))),
        item(2, "", &run("上午抽血")),
        item(2, "", &run("下午问诊")),
        item(1, "", &format!("{}{link}{}{nested}{}", run("结果反馈。按"), run("格式填写，并在"), run("公布。"))),
        item(0, "", &format!("{}{}", run("有关要求"), deleted("和纪律"))),
        text("请遵照执行。"),
        signature("临溪镇卫生院"),
        signature("2012年3月12日"),
        table(),
    ]
    .concat();
    let comments = format!(r#"<w:comment w:id="1" w:author="审核"><w:p>{}</w:p></w:comment>"#, run("年龄是否放宽？"));
    Notice {
        name: "revised",
        docx: Parts {
            body: &body,
            styles: STYLES,
            numbering: &numbering,
            header: HEADER,
            footer: FOOTER,
            comments: &comments,
            ..Parts::default()
        }
        .docx(),
        lines: &[
            "关于开展春季",
            "健康体检的通知",
            "各村卫生室：",
            "为临溪河两岸群众安排体检，现通知如下：",
            "一、体检对象",
            "六十岁以上老人，以及慢性病人。",
            "二、工作安排",
            "（一）登记造册。责任单位：各村卫生室，完成时间：3月20日前。",
            "（二）入户通知。责任单位：各村卫生室，完成时间：3月31日前。",
            "（三）集中体检自2012年4月10日起进行，为期一周。",
            "1.上午抽血",
            "2.下午问诊",
            "（四）结果反馈。按附件所列格式填写，并在公告栏（第二版）公布。",
            "三、有关要求",
            "请遵照执行。",
            "临溪镇卫生院",
            "2012年3月12日",
            "序号\t工作内容\t责任人\t完成时间",
            "1\t准备试管\t何某\t4月5日前",
            "2\t布置场地\t吕某\t4月8日前",
        ],
    }
}

/// What LibreOffice keeps of no deletion: paragraphs deleted with their marks, and a mark that parted one from the next.
pub fn deleted_marks() -> Notice {
    let numbering = list(1, &[("chineseCountingThousand", "%1、"), ("decimal", "%2.")]) + &use_of(1, 1, "");
    let body = [
        centred(&run("关于调整体检安排的通知")),
        item(0, "", &run("时间")),
        item(0, MARK_DELETED, &deleted("收费标准")),
        item(1, MARK_DELETED, &deleted("按次收费")),
        item(0, "", &run("地点")),
        item(1, MARK_DELETED, &format!("{}{}", run("集中体检在"), deleted("镇上"))),
        item(1, "", &format!("{}{}", deleted("的"), run("卫生院进行。"))),
        item(1, "", &run("入户体检另行通知。")),
    ]
    .concat();
    Notice {
        name: "deleted-marks",
        docx: Parts { body: &body, styles: STYLES, numbering: &numbering, footer: FOOTER, ..Parts::default() }.docx(),
        lines: &["关于调整体检安排的通知", "一、时间", "二、地点", "1.集中体检在卫生院进行。", "2.入户体检另行通知。"],
    }
}

fn table() -> String {
    let row = |properties: &str, cells: [&str; 4]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!(r#"<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>{cell}</w:p></w:tc>"#))
            .collect();
        format!("<w:tr>{properties}{cells}</w:tr>")
    };
    let gone = r#"<w:trPr><w:del w:id="15" w:author="审核" w:date="2012-03-01T09:00:00Z"/></w:trPr>"#;
    let (plain, deleted) = (run, deleted);
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{}{}{}{}</w:tbl><w:p/>"#,
        row("", [&plain("序号"), &plain("工作内容"), &plain("责任人"), &plain("完成时间")]),
        row("", [&plain("1"), &plain("准备试管"), &plain("何某"), &plain("4月5日前")]),
        row(gone, [&deleted("2"), &deleted("采购奖品"), &deleted("施某"), &deleted("4月6日前")]),
        row("", [&(deleted("3") + &inserted("2")), &plain("布置场地"), &plain("吕某"), &plain("4月8日前")]),
    )
}
