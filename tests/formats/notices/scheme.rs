//! A notice and its annexed scheme: red head, a title over two lines, heading styles numbered by one list, a responsibility
//! table, text box, footnote.

use super::{FOOTER, HEADER, LINE_BREAK, Notice, PAGE_BREAK, Parts, STYLES, centred, list, signature, styled, text, use_of};
use crate::build::{numbered, paragraph, run};

fn table() -> String {
    let cell = |width: u32, merge: &str, text: &str| {
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p></w:tc>"#,
            run(text)
        )
    };
    let row = |cells: &[(&str, &str)]| {
        let cells: String = [700, 3600, 2200, 1900].iter().zip(cells).map(|(width, (merge, text))| cell(*width, merge, text)).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    const FIRST: &str = r#"<w:vMerge w:val="restart"/>"#;
    const NEXT: &str = "<w:vMerge/>";
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="8400" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="700"/><w:gridCol w:w="3600"/><w:gridCol w:w="2200"/><w:gridCol w:w="1900"/></w:tblGrid>{}{}{}{}{}</w:tbl>"#,
        row(&[("", "序号"), ("", "工作任务"), ("", "责任科室"), ("", "完成时限")]),
        row(&[("", "1"), ("", "修订门诊导诊流程"), (FIRST, "门诊部"), ("", "2012年4月底前")]),
        row(&[("", "2"), ("", "增设老年人优先窗口"), (NEXT, ""), (FIRST, "2012年5月20日前")]),
        row(&[("", "3"), ("", "公示药品价格"), ("", "药剂科、财务科"), (NEXT, "")]),
        row(&[("", "4"), ("", "通报投诉办理情况"), ("", "监察室"), ("", "每月5日前")]),
    )
}

fn text_box() -> String {
    format!(
        r##"<w:r><w:pict><v:shapetype id="t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="box1" type="#t202" style="position:absolute;margin-left:300pt;margin-top:0;width:110pt;height:30pt;z-index:1"><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"##,
        run("公开方式：主动公开")
    )
}

/// The notice.
pub fn notice() -> Notice {
    let numbering = [
        list(1, &[("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]),
        list(2, &[("decimal", "（%1）"), ("decimalEnclosedCircle", "%2")]),
        use_of(1, 1, ""),
        use_of(2, 2, ""),
    ]
    .concat();
    let footnote = r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>"#;
    let body = [
        centred(&run("临溪市人民医院文件")),
        centred(&run("临医发〔2012〕26号")),
        centred(&format!("{}{LINE_BREAK}{}", run("关于印发2012年优质服务"), run("实施方案的通知"))),
        paragraph("", &run("各科室、各支部：")),
        paragraph(
            r#"<w:pStyle w:val="a5"/>"#,
            &format!("{}{}", run("现将《2012年优质服务实施方案》印发给你们，请结合实际认真贯彻执行。"), text_box()),
        ),
        text("附件：责任分解表"),
        signature("临溪市人民医院"),
        signature("2012年3月8日"),
        PAGE_BREAK.to_owned(),
        centred(&run("2012年优质服务实施方案")),
        text("为改善群众就医感受，制定本方案。"),
        styled("1", "总体目标"),
        paragraph(
            r#"<w:pStyle w:val="a5"/>"#,
            &format!("{}{footnote}{}", run("全年门诊等候时间"), run("缩短三分之一，投诉办结率达到百分之百。")),
        ),
        styled("1", "重点任务"),
        styled("2", "改进门诊服务"),
        styled("3", "推行预约挂号。责任科室：门诊部，完成时间：2012年6月底前。"),
        styled("3", "延长夜间门诊。责任科室：医务科、门诊部，完成时间：2012年9月30日前。"),
        styled("2", "规范收费行为"),
        styled("3", "下列情形应当现场答复："),
        numbered(2, 0, "对收费项目有疑问的；"),
        numbered(2, 0, "对退费流程不清楚的，分别按下列办法办理："),
        numbered(2, 1, "当日票据由收费处办理；"),
        numbered(2, 1, "隔日票据由财务科办理。"),
        styled("1", "组织实施"),
        styled("2", "加强领导。成立由院长任组长的领导小组，办公室设在医务科。"),
        styled("2", "严格考核。责任科室：质控科，完成时间：长期坚持。"),
        paragraph("", &format!("{}<w:r><w:tab/></w:r>{}", run("联系人：周敏"), run("电话：6230118"))),
        PAGE_BREAK.to_owned(),
        paragraph("", &run("附件")),
        centred(&run("责任分解表")),
        table(),
        paragraph("", &run("抄送：市卫生局。")),
        paragraph("", &run("临溪市人民医院办公室  2012年3月8日印发")),
    ]
    .concat();
    let footnotes = format!(r#"<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>"#, run("按上年度同期均值计算。"));
    Notice {
        name: "scheme",
        docx: Parts {
            body: &body,
            styles: STYLES,
            numbering: &numbering,
            header: HEADER,
            footer: FOOTER,
            footnotes: &footnotes,
            ..Parts::default()
        }
        .docx(),
        lines: &[
            "临溪市人民医院文件",
            "临医发〔2012〕26号",
            "关于印发2012年优质服务",
            "实施方案的通知",
            "各科室、各支部：",
            "现将《2012年优质服务实施方案》印发给你们，请结合实际认真贯彻执行。",
            "公开方式：主动公开",
            "附件：责任分解表",
            "临溪市人民医院",
            "2012年3月8日",
            "2012年优质服务实施方案",
            "为改善群众就医感受，制定本方案。",
            "一、总体目标",
            "全年门诊等候时间缩短三分之一，投诉办结率达到百分之百。",
            "二、重点任务",
            "（一）改进门诊服务",
            "1.推行预约挂号。责任科室：门诊部，完成时间：2012年6月底前。",
            "2.延长夜间门诊。责任科室：医务科、门诊部，完成时间：2012年9月30日前。",
            "（二）规范收费行为",
            "1.下列情形应当现场答复：",
            "（1）对收费项目有疑问的；",
            "（2）对退费流程不清楚的，分别按下列办法办理：",
            "①当日票据由收费处办理；",
            "②隔日票据由财务科办理。",
            "三、组织实施",
            "（一）加强领导。成立由院长任组长的领导小组，办公室设在医务科。",
            "（二）严格考核。责任科室：质控科，完成时间：长期坚持。",
            "联系人：周敏\t电话：6230118",
            "附件",
            "责任分解表",
            "序号\t工作任务\t责任科室\t完成时限",
            "1\t修订门诊导诊流程\t门诊部\t2012年4月底前",
            "2\t增设老年人优先窗口\t门诊部\t2012年5月20日前",
            "3\t公示药品价格\t药剂科、财务科\t2012年5月20日前",
            "4\t通报投诉办理情况\t监察室\t每月5日前",
            "抄送：市卫生局。",
            "临溪市人民医院办公室  2012年3月8日印发",
            "按上年度同期均值计算。",
        ],
    }
}
