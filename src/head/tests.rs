use super::*;

/// The head of `text`, its lines as paragraphs.
fn head(text: &str) -> Head {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.is_empty() {
            paragraphs.push(start..start + line.len());
        }
        start += line.len() + 1;
    }
    read_head(text, &paragraphs, &crate::outline::outline(text, &paragraphs), None)
}

#[test]
fn titles() {
    let cases = [
        ("海医委〔2013〕7号\n关于整理业务档案的通知\n各科室：\n为了管好档案，现通知如下。", "关于整理业务档案的通知"),
        (
            "海州市中医院文件\n海医〔2013〕7号\n海州市中医院\n关于印发《业务档案整理\n实施方案》的通知\n各科室：",
            "海州市中医院关于印发《业务档案整理实施方案》的通知",
        ),
        ("关于整理业务档案的通知（海医委〔2013〕7号）\n各科室：\n请遵照执行。", "关于整理业务档案的通知"),
        ("特急\n海医委〔2013〕7号\n关于做好防汛工作的\n紧急通知\n各科室：", "关于做好防汛工作的紧急通知"),
        ("无烟医院创建方案（试行）\n为了职工健康，特制定本方案。一、目标", "无烟医院创建方案（试行）"),
        ("海州市中医院会议制度\n（2013年4月9日院务会议通过）\n第一条 会议由办公室安排。", "海州市中医院会议制度"),
        ("海州市中医院会议制度\n（试行）\n第一条 会议由办公室安排。", "海州市中医院会议制度（试行）"),
        (
            "《山区卫生》2013年第3期 ・管理・ 山区卫生院药品管理的做法与体会 韦某 摘要 为了管好药品，卫生院做了许多工作，效果明显，现介绍如下。",
            "山区卫生院药品管理的做法与体会",
        ),
        ("走进山村 送去健康\n去年以来，医院组织了十次义诊，受到欢迎。", "走进山村 送去健康"),
        ("卫生院节能工作方案卫生院是用能大户，必须抓好节能。要求全体职工参加这项工作。", "卫生院节能工作方案"),
        // What sites put above it: a tag, their own name, a file's ending, the title once more, a table of particulars.
        ("【通报】海州市卫生局关于行风检查情况的通报\n近日，检查组到各单位检查。", "海州市卫生局关于行风检查情况的通报"),
        ("法规库\n海州市卫生局关于整理业务档案的通知\n各科室：", "海州市卫生局关于整理业务档案的通知"),
        ("义诊活动分工.docx\n各科室按此办理。", "义诊活动分工"),
        ("山区义诊活动实施方案\n2013年度山区义诊活动工作方案\n各科室：\n为了群众健康，制定本方案。", "2013年度山区义诊活动工作方案"),
        ("文 号: 无 有效性: 有效\n标 题: | 海州市卫生局关于整理业务档案的通知 | ||\n各科室：", "海州市卫生局关于整理业务档案的通知"),
        ("责任单位：市卫生局、市民政局\n26、整理业务档案。", ""),
        // A line that ends within a unit's name, a mail's words above what it forwards, a bulletin.
        ("急件\n海州市卫生\n局关于整理业务档案的通知\n各科室：", "海州市卫生局关于整理业务档案的通知"),
        ("请按下面的通知办理，有事来电。\n小宋\n海医委〔2013〕7号\n关于整理业务档案的通知\n各科室：", "关于整理业务档案的通知"),
        (
            "工作简报\n第12期\n海州市中医院办公室　　2013年9月11日\n全院职工踊跃参加“献爱心”活动\n入汛以来，职工捐款捐物，支援灾区。",
            "全院职工踊跃参加“献爱心”活动",
        ),
        // No title of its own: that of what it sends.
        (
            "海医委〔2013〕7号\n各科室：\n现将要点印发给你们。\n海州市中医院\n2013年4月9日\n海州市中医院档案工作要点\n一、目标",
            "海州市中医院档案工作要点",
        ),
    ];
    for (text, title) in cases {
        assert_eq!(head(text).title.as_deref().unwrap_or_default(), title, "{text}");
    }
}

#[test]
fn heads_without_line_breaks() {
    let body = "为了管好业务档案，结合工作实际，现将有关事项通知如下，请认真执行。";
    let cases = [
        (
            format!("海州市中医院文件院发【2013】7号海州市中医院档案整理工作实施方案各科室:{body}"),
            ("海州市中医院档案整理工作实施方案", "院发【2013】7号", vec!["各科室"]),
        ),
        (
            format!("海州市人民政府关于整理业务档案的通知海政办〔2013〕7号各县、区人民政府,市政府各委、办、局:{body}"),
            ("海州市人民政府关于整理业务档案的通知", "海政办〔2013〕7号", vec!["各县、区人民政府", "市政府各委、办、局"]),
        ),
        (
            format!("某小学档案整理方案海质监发\"2013\"7号关于印发《档案整理实施方案》的通知机关各科室，各直属机构：{body}"),
            ("关于印发《档案整理实施方案》的通知", "海质监发\"2013\"7号", vec!["机关各科室", "各直属机构"]),
        ),
    ];
    for (text, (title, number, names)) in cases {
        let found = head(&text);
        assert_eq!(found.title.as_deref(), Some(title), "{text}");
        assert_eq!(found.document_number.map(|number| text[number.range].to_owned()).as_deref(), Some(number), "{text}");
        assert_eq!(found.addressees, names, "{text}");
    }
    let signed = format!("关于整理业务档案的通知各科室：{}二○一三年四月九日海州市中医院档案工作要点一、目标", body.repeat(12));
    assert_eq!(head(&signed).issued.and_then(|issued| issued.date).map(|date| date.to_string()).as_deref(), Some("2013-04-09"));
    let told = format!("关于整理业务档案的通知各科室：{}2013年4月9日，我院召开会议。一、目标", body.repeat(12));
    assert!(head(&told).issued.is_none());
}

#[test]
fn titles_among_particulars() {
    let cases = [
        ("关于整理档案的通知 | ||\n各科室：\n现通知如下。", "关于整理档案的通知"),
        ("海政发〔2013〕2号海州市人民政府关于整理档案的通知\n各科室：\n现通知如下。", "海州市人民政府关于整理档案的通知"),
        ("海州医院院报\n第15期 第四版\n海州市中医院\n档案整理实施方案\n一、目标", "海州市中医院档案整理实施方案"),
        (
            "【字 号】海政办〔2013〕1号\n市政府办公厅关于印发\n《档案整理方案》的通知\n各科室：\n现通知如下。",
            "市政府办公厅关于印发《档案整理方案》的通知",
        ),
        (
            "海州市档案管理办法\n东海省海州市人民政府办公室\n海州市人民政府办公室转发市档案局《海州市档案管理办法》的通知\n海政办发[2004]136号\n各县区人民政府：\n现转发给你们。",
            "海州市人民政府办公室转发市档案局《海州市档案管理办法》的通知",
        ),
    ];
    for (text, title) in cases {
        assert_eq!(head(text).title.as_deref(), Some(title), "{text}");
    }
    assert_eq!(head(cases[1].0).document_number.and_then(|number| number.serial), Some(2));
    for label in ["[ 发文字号 ] ", "- [文号] ", "文   号：", "【文号】"] {
        let page = format!("{label}海政发〔2013〕 2号\n海州市人民政府关于整理档案的通知\n各科室：\n现通知如下。");
        let found = head(&page);
        assert_eq!(
            (found.title.as_deref(), found.document_number.and_then(|number| number.serial)),
            (Some("海州市人民政府关于整理档案的通知"), Some(2)),
            "{page}"
        );
    }
}

#[test]
fn dates_of_pages_and_of_notices() {
    let cases = [
        ("关于整理档案的通知\n2013-04-09\n各科室：\n现通知如下。", None),
        ("关于整理档案的通知\n（2013年4月9日）\n各科室：\n现通知如下。", Some("2013-04-09")),
        ("关于整理档案的通知\n各科室：\n现通知如下。\n海州市中医院\n二Ο一三年四月九日", Some("2013-04-09")),
    ];
    for (text, date) in cases {
        assert_eq!(head(text).issued.and_then(|issued| issued.date).map(|date| date.to_string()).as_deref(), date, "{text}");
    }
}

#[test]
fn addressees_are_called_one_by_one() {
    let cases: [(&str, &[&str]); 10] = [
        ("关于整理档案的通知\n各县、区人民政府，市属、驻市各单位：\n现通知如下：", &["各县、区人民政府", "市属", "驻市各单位"]),
        ("关于整理档案的通知\n各区、县级市人民政府，市政府各委、办、局：\n现通知如下：", &["各区、县级市人民政府", "市政府各委、办、局"]),
        ("关于整理档案的通知\n各支部、市档案局：为了管好档案，现通知如下。一、目标", &["各支部", "市档案局"]),
        ("档案整理方案\n全年目标：整理完毕全部档案。一、目标", &[]),
        ("关于整理档案的通知\n各支部、各科室：\n现通知如下：", &["各支部", "各科室"]),
        ("关于整理档案的通知\n各县（市、区）卫生局，市直各医疗卫生单位：\n现通知如下：", &["各县（市、区）卫生局", "市直各医疗卫生单位"]),
        ("关于整理档案的通知\n局所属党总支、各支部:\n现通知如下：", &["局所属党总支", "各支部"]),
        ("关于整理档案的请示\n市卫生局：\n现请示如下：", &["市卫生局"]),
        ("关于整理档案的通知\n现将有关事项通知如下：\n一、目标", &[]),
        ("档案整理方案\n具体要求：\n一、目标", &[]),
    ];
    for (text, names) in cases {
        assert_eq!(head(text).addressees, names, "{text}");
    }
}

#[test]
fn signatures_copies_and_attachments() {
    let text = "海医委〔2013〕7号\n关于整理档案的通知\n各科室：\n现通知如下。\n附件：1.档案整理任务表\n2.《档案移交清单》\n海州市中医院委员会\n办公室\n二〇一三年四月九日\n抄送：市卫生局、市档案局。\n海州市中医院办公室  2013年4月10日印发";
    let found = head(text);
    let issued = found.issued.clone().map(|issued| (text[issued.range].to_owned(), issued.date.map(|date| date.to_string())));
    assert_eq!(issued, Some(("二〇一三年四月九日".to_owned(), Some("2013-04-09".to_owned()))));
    assert_eq!(found.issuer.as_deref(), Some("海州市中医院委员会、办公室"));
    assert_eq!(found.copied_to, ["市卫生局", "市档案局"]);
    assert_eq!(found.attachments, ["档案整理任务表", "档案移交清单"]);
    assert_eq!(found.kind.as_deref(), Some("通知"));
    assert_eq!(notice_year(&found), Some(Year { value: 2013, from: YearFrom::DocumentNumber }));
}

#[test]
fn attachments_in_other_forms() {
    let cases: [(&str, &[&str]); 6] = [
        ("关于整理档案的通知\n各科室：\n现将《档案整理要点》（见附件）印发给你们。", &["档案整理要点"]),
        ("关于整理档案的通知\n各科室：\n请照办。\n（后附档案整理中建立的制度）", &["档案整理中建立的制度"]),
        ("关于整理档案的通知\n各科室：\n请照办。\n附件：档案整理任务表", &["档案整理任务表"]),
        ("关于整理档案的通知\n各科室：\n请照办。\n附件：1. 档案整理任务表 2. 档案移交清单", &["档案整理任务表", "档案移交清单"]),
        ("关于整理档案的通知\n各科室：\n请照办。\n附：档案整理任务表", &["档案整理任务表"]),
        ("关于整理档案的通知\n各科室：\n附近居民对此反映良好（附近有两所学校）。", &[]),
    ];
    for (text, names) in cases {
        assert_eq!(head(text).attachments, names, "{text}");
    }
}

#[test]
fn issue_dates() {
    let cases = [
        ("关于整理档案的通知\n各科室：\n请照办。\n二〇一三年四月九日\n抄送：市卫生局", Some("2013-04-09")),
        ("关于整理档案的通知\n各科室：\n请照办。\n办公室  2013年4月10日印发", Some("2013-04-10")),
        ("档案整理总结\n（2013年4月9日）\n今年以来，我院整理了全部档案，总结如下。", Some("2013-04-09")),
        ("档案整理方案\n一、时间\n培训安排在\n2013年4月9日\n二、地点\n在会议室举行。", None),
        ("关于整理档案的通知\n各科室：\n请照办。\n市中医院\n2013年 月 日", None),
    ];
    for (text, date) in cases {
        let found = head(text).issued.and_then(|issued| issued.date).map(|date| date.to_string());
        assert_eq!(found.as_deref(), date, "{text}");
    }
}

#[test]
fn years_in_titles() {
    let cases =
        [("2013年工作要点", Some(2013)), ("二〇一三年度工作总结", Some(2013)), ("三年行动计划", None), ("关于三十年庆典的通知", None)];
    for (title, year) in cases {
        assert_eq!(year_in_title(title), year, "{title}");
    }
}
