use super::{Layout, lay_out};
use crate::notice::Script;
use crate::simplify::Simplified;
use crate::text::Text;

fn laid_out(text: &str) -> Layout {
    lay_out(Simplified { text: Text::plain(text), script: Script::Hans, converted: 0 })
}

fn paragraphs(text: &str) -> Vec<String> {
    let layout = laid_out(text);
    layout.paragraphs.iter().map(|range| layout.text.as_str()[range.clone()].to_owned()).collect()
}

/// A sentence long enough for a page.
fn page(beginning: &str, end: &str) -> String {
    format!("{beginning}{}{end}", "各单位要提高认识,加强领导,明确分工,落实责任,确保各项任务按期完成。".repeat(6))
}

#[test]
fn lines_that_stay_apart() {
    let cases: &[&[&str]] = &[
        &["一、总体要求", "各科室要提高认识，加强领导。", "二、工作步骤"],
        &["各科室：", "现将方案印发给你们。", "市医院", "2012年3月5日"],
        &["1、学习文件", "2、讨论交流", "3、撰写体会", "4、总结评比"],
        &["序号", "任务", "责任科室", "1", "整理档案", "办公室", "2", "清点设备", "总务科"],
        &["市第一人民医院儿童分院", "市第二人民医院康复分院", "市第三人民医院精神分院", "市第四人民医院传染分院"],
        &["责任单位：办公室、人事科、", "完成时间：6月底前"],
        &["深入开展节能活动 促进机关作风转变", "张 三 李 四同志到会", "附件：1.任务分解表", "2.考核表"],
        &["本软件版权所有人登记工作由信息科负责，来源：上级拨付。", "时间：3月5日", "地点：三楼会议室"],
        &["共青团委员会", "关于开展义务植树的通知", "各支部："],
        &["会议定于 3 月 5 日上午 9 时举行，约 40 人参加。"],
        &["温度不低于-5℃，合格率为99.5%，进度为3/7。", "-5", "12"],
        &["第一篇 总则", "第一章 适用范围", "第二篇 分则"],
    ];
    for case in cases {
        let joined = case.join("\n");
        assert_eq!(paragraphs(&joined), *case);
        assert_eq!(laid_out(&joined).text.as_str(), joined, "unchanged");
        assert!(laid_out(&joined).removed.is_empty());
        let spread = format!("　　{}　\r\n\r\n", case.join("\r\n\r\n\t　"));
        assert_eq!(paragraphs(&spread), *case, "only space around the lines is different");
    }
}

#[test]
fn wrapped_lines_are_joined() {
    let cases: &[(&str, &[&str])] = &[
        // No paragraph begins with a mark that ends something.
        ("各科室、各病区要认真学习领会文件精神\n，抓好落实\n。\n", &["各科室、各病区要认真学习领会文件精神，抓好落实。"]),
        // A label, and a bracket of fields, that the line's end cuts in two.
        (
            "　　（一）加强用电巡查，各楼层的用电每周至少检查一次，发现隐患登记上报。责任\n单位：总务科；完成时限：6月底前。\n　　（二）更换老旧线路，先更换病房的，后更换办公用房的，施工避开门诊的高峰，\n由监理签字后才能付款。（责任单位：总务科、设备科，完成时限：10月底前，责任\n领导：李建国）\n　　（三）培训电工，每季度至少培训一次，考试合格的发给证书，不合格的过一个月\n以后补考一次。\n",
            &[
                "（一）加强用电巡查，各楼层的用电每周至少检查一次，发现隐患登记上报。责任单位：总务科；完成时限：6月底前。",
                "（二）更换老旧线路，先更换病房的，后更换办公用房的，施工避开门诊的高峰，由监理签字后才能付款。（责任单位：总务科、设备科，完成时限：10月底前，责任领导：李建国）",
                "（三）培训电工，每季度至少培训一次，考试合格的发给证书，不合格的过一个月以后补考一次。",
            ],
        ),
        ("关于印发《全院\n\n节水活动方案》的通知\n各科室：", &["关于印发《全院节水活动方案》的通知", "各科室："]),
        ("关于调整医院感染管理委\n员会成员的通知\n各科室：\n", &["关于调整医院感染管理委员会成员的通知", "各科室："]),
        // Dates, labels and units that a line's end parts.
        ("办公室要把修缮清单报总务科，办结时限：2013年\n11月底前。", &["办公室要把修缮清单报总务科，办结时限：2013年11月底前。"]),
        ("各科室要把修缮清单报总务科核对，时限为7月\n底前。", &["各科室要把修缮清单报总务科核对，时限为7月底前。"]),
        ("（一）更换老旧线路。责任单位：总务科；完成时限：\n7月20日", &["（一）更换老旧线路。责任单位：总务科；完成时限：7月20日"]),
        ("甲方：县卫生局　　责任人：\n二〇〇七年二月二十六日", &["甲方：县卫生局　　责任人：", "二〇〇七年二月二十六日"]),
        ("请于本周五前报送名单，\n逾期不再受理，后果由各科室自行承担。", &["请于本周五前报送名单，逾期不再受理，后果由各科室自行承担。"]),
        (
            "　　近年来，我院坚持以病人为中心，不断改善服务态\n度，提高医疗质量，取得了明显成效，受到群众的普遍好\n评。但仍有少数科室存在推诿病人的现象，影响了医院形\n象。\n　　为此，院部决定开展专项整治，整治情况与年终考核\n挂钩。凡被投诉的，一律取消评优资格，不得评先进。\n情节严重的，追究责任。\n　　特此通知。",
            &[
                "近年来，我院坚持以病人为中心，不断改善服务态度，提高医疗质量，取得了明显成效，受到群众的普遍好评。但仍有少数科室存在推诿病人的现象，影响了医院形象。",
                "为此，院部决定开展专项整治，整治情况与年终考核挂钩。凡被投诉的，一律取消评优资格，不得评先进。情节严重的，追究责任。",
                "特此通知。",
            ],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(paragraphs(text), *expected);
    }
}

/// 4 alone may count the 分 behind it; with 5 a page further on it doesn't.
const PAGES_BESIDE_WORDS_THAT_COUNT: (&str, &str) = (
    concat!(
        "各科室要定期 4 分析用电情况，",
        "把线路、插座、配电箱、电热器具逐一登记造册，每月由电工会同科室安全员对照台账检查一遍，发现老化、松动、私拉乱接的当场整改，不能当场整改的先断电、挂牌、派人看守，并在三日内书面报告总务科，",
        "总务科汇总后提交院务会研究，所需经费列入当年预算，材料统一采购，工程由有资质的单位施工，竣工后经验收合格方可通电，验收记录与图纸一并归档，保存期限不少于十年，",
        "值班人员交接班时要查看配电房温度和仪表读数并签名，雷雨季节前请专业机构检测防雷接地，确保 5 基层用电安全。"
    ),
    concat!(
        "各科室要定期分析用电情况，",
        "把线路、插座、配电箱、电热器具逐一登记造册，每月由电工会同科室安全员对照台账检查一遍，发现老化、松动、私拉乱接的当场整改，不能当场整改的先断电、挂牌、派人看守，并在三日内书面报告总务科，",
        "总务科汇总后提交院务会研究，所需经费列入当年预算，材料统一采购，工程由有资质的单位施工，竣工后经验收合格方可通电，验收记录与图纸一并归档，保存期限不少于十年，",
        "值班人员交接班时要查看配电房温度和仪表读数并签名，雷雨季节前请专业机构检测防雷接地，确保基层用电安全。"
    ),
);

#[test]
fn page_numbers_are_taken_out() {
    let cases: &[(&str, &[&str])] = &[
        ("考核取两名考官的平均分作为最\n- 2 -\n后成绩，满分为100分。\n— 3 —", &["考核取两名考官的平均分作为最后成绩，满分为100分。"]),
        ("按时完成。\nPAGE  \n-1-\n", &["按时完成。"]),
        ("一、目标\n第 1 页 共 3 页\n二、措施\n第2页/共3页", &["一、目标", "二、措施"]),
        ("加大对节能工作的宣 3 传力度，营造良好氛围。", &["加大对节能工作的宣传力度，营造良好氛围。"]),
        (PAGES_BESIDE_WORDS_THAT_COUNT.0, &[PAGES_BESIDE_WORDS_THAT_COUNT.1]),
        ("各科室要抓好落实。 第3页 共7页 附表另发。", &["各科室要抓好落实。 附表另发。"]),
    ];
    for (text, expected) in cases {
        let got: Vec<String> = paragraphs(text).iter().map(|line| line.replace("  ", " ")).collect();
        assert_eq!(got, *expected);
        assert!(laid_out(text).removed.iter().all(|furniture| furniture.kind == "page-number"));
    }
}

#[test]
fn running_heads_go_with_their_page_numbers() {
    let body = |number: usize| format!("第{number}方面的工作要抓紧抓好。\n市医院工作手册\n- {number} -\n");
    let text: String = (1..=4).map(body).collect();
    let expected: Vec<String> = (1..=4).map(|number| format!("第{number}方面的工作要抓紧抓好。")).collect();
    assert_eq!(paragraphs(&text), expected);
}

#[test]
fn page_heads_of_preview_sites_are_told_from_lists() {
    let text = format!(
        "1、{}\n\n2、{}\n\n3、{}\n\n4、{}",
        page("节水方案。", "一、基"),
        page("本要求。", "二、措施⑴查管网。⑵"),
        page("换龙头。", "要做到三个"),
        page("到位。", "")
    );
    let joined = paragraphs(&text);
    assert_eq!(joined.len(), 1);
    for seam in ["一、基本要求", "⑵换龙头", "三个到位"] {
        assert!(joined[0].contains(seam), "{seam}");
    }
    assert_eq!(laid_out(&text).removed.iter().map(|furniture| furniture.text.as_str()).collect::<Vec<_>>(), ["1、", "2、", "3、", "4、"]);

    let list = format!("1、{}\n2、{}\n3、{}", page("节水。", ""), page("节电。", ""), page("节油。", ""));
    assert_eq!(paragraphs(&list).len(), 3);
    assert!(laid_out(&list).removed.is_empty());
}

#[test]
fn chrome_goes_and_the_notice_stays() {
    let text = "您好，欢迎来到江洲信息网！\n首页 | 新闻中心 | 通知公告 | 联系我们\n您的当前位置：首页 > 通知公告 > 正文\n关于清洗水箱的通知\n发布时间：2012-03-05 来源：总务科 浏览次数：35\n各科室：\n总务科定于本周六清洗水箱，请提前储水。\n总务科\n2012年3月5日\n【打印本页】 【关闭窗口】\n上一篇：关于停电的通知\n下一篇：没有了\n版权所有 江洲医院 © 2012 江ICP备12345678号\n";
    assert_eq!(paragraphs(text), ["关于清洗水箱的通知", "各科室：", "总务科定于本周六清洗水箱，请提前储水。", "总务科", "2012年3月5日"]);
    let removed = laid_out(text).removed;
    assert_eq!(removed.len(), 8);
    for furniture in removed {
        assert_eq!(furniture.kind, "site-chrome");
        assert_eq!(&text[furniture.span.start as usize..furniture.span.end as usize], furniture.text);
    }
}

#[test]
fn a_title_of_one_word_is_no_column_of_a_site() {
    let page = "公告\n为了安全用电，全院将于3月5日检修线路。\n【打印】\n上一篇：关于停电的通知";
    assert_eq!(paragraphs(page), ["公告", "为了安全用电，全院将于3月5日检修线路。"]);
}

#[test]
fn frames_and_echoes_of_sites_go() {
    let notice = "关于开展全院用电安全检查的通知\n各科室：\n为了安全用电，现将有关事项通知如下。\n一、检查时间\n3月5日至3月20日。\n市中医院\n2012年3月1日";
    let pages = [
        format!("关于开展全院用电安全检查的通知-海州市中医院\n首页 > 通知公告\n{notice}\n"),
        format!("关于开展全院用电安全检查的通知.docx\n首页 > 通知公告\n{notice}\n"),
        format!("首页 > 通知公告\n海州市中医院\n发布时间：2012-03-02 点击数：17\n{notice}\n"),
        format!("|\n| ×\n{notice}\n|\n"),
        format!("通知公告\n{notice}\n上一篇：关于停电的通知\n"),
        format!("医讯网--海州医疗信息网\n{notice}\n医讯网 [上一页] [1] [2]\n医讯网 版权所有 海ICP备12345678号\n"),
        format!("海州医学院新闻网 >> 通知\n-\n大\n中\n小\n{notice}\n网络编辑：张三 信息审核：李四\n"),
        format!("请输入关键字 搜索 高级搜索\n{notice}\n附件【检查表.xls】已下载17次\n"),
        format!("{notice}\n更多范文，尽在海州范文网\n【用电安全检查】相关文章：\n消防检查总结11-08\n防汛检查方案03-25\n"),
        format!("• 索引号：\n• 公开方式：\n{notice}\n我要投稿\n"),
        format!("文章属性\n∙【时效性】现行有效\n∙【公布日期】2012.03.01\n正文\n{notice}\n"),
        format!("×\n用户登录\n您的位置：首页 > 通知公告 > 正文\n{notice}\n打印 字体：\n2012-03-02 06:39 来源：海州日报 作者：张三\n"),
        format!("首页 > 通知公告\n{notice}\n主办单位：海州市卫生局　承办单位：海州市信息中心\n联系电话：1234567\n海ICP备12345678号\n"),
    ];
    for page in pages {
        assert_eq!(paragraphs(&page).join("\n"), notice, "{page}");
    }
}

#[test]
fn spaces_within_words_are_closed() {
    let cases = [
        ("督 查 通 报 制", "督查通报制"),
        ("责 任 科 室 ：办公室", "责任科室：办公室"),
        ("通　　知", "通知"),
        ("张 三", "张 三"),
        ("二 0 一 五 年 九 月 五 日", "二0一五年九月五日"),
        ("责任单位：市卫生健\u{3000}康委、市财政局，完成时间：长期。", "责任单位：市卫生健康委、市财政局，完成时间：长期。"),
        ("责任单位：市卫生局，\u{3000}市财政局\u{3000}完成时间：长期。", "责任单位：市卫生局，\u{3000}市财政局\u{3000}完成时间：长期。"),
        ("序 号   责 任 人", "序号   责任人"),
        ("要深入学习科 学知识，不断接 受教育，拿出有 力措施。", "要深入学习科学知识，不断接受教育，拿出有力措施。"),
        ("以制度体现机制效能 制度与机制密不可分，缺一不可。", "以制度体现机制效能 制度与机制密不可分，缺一不可。"),
        ("深入开展节能活动 促进机关作风转变", "深入开展节能活动 促进机关作风转变"),
    ];
    for (text, expected) in cases {
        assert_eq!(laid_out(text).text.as_str(), expected);
    }
}

#[test]
fn collections_are_split_at_their_headers() {
    let text = "节水工作材料（共2篇）\n第一篇：某局节水工作实施方案\n某局节水工作\n实施方案\n一、目标\n节约用水。\n第二篇：某局节水工作总结.\n某局节水工作总结\n一年来，成效明显。";
    let layout = laid_out(text);
    let titles: Vec<_> = layout.documents.iter().map(|document| document.collection_title.as_deref()).collect();
    assert_eq!(titles, [Some("某局节水工作实施方案"), Some("某局节水工作总结")]);
    assert_eq!(layout.documents[0].paragraphs, 0..3);
    assert_eq!(layout.documents[1].paragraphs, 3..5);
    assert_eq!(&layout.text.as_str()[layout.paragraphs[0].clone()], "某局节水工作实施方案");
    assert_eq!(layout.removed.iter().filter(|furniture| furniture.kind == "collection-header").count(), 3);
}

#[test]
fn notices_one_after_another_are_split() {
    let one = "江医发〔2012〕5号\n关于清洗水箱的通知\n各科室：\n请提前储水。\n2012年3月5日\n";
    let two =
        "江洲医院文件\n江医发〔2012〕6号\n关于印发《节水方案》的通知\n各科室：\n现将方案印发给你们。\n节水方案\n一、目标\n节约用水。\n";
    let three = "关于召开例会的通知\n各科室：\n请准时参加。\n总务科\n2012年3月8日\n";
    let layout = laid_out(&[one, two, one, three, three].concat());
    let ranges: Vec<_> = layout.documents.iter().map(|document| document.paragraphs.clone()).collect();
    assert_eq!(ranges, [0..5, 5..13, 13..18, 18..23, 23..28]);
}

#[test]
fn clean_fixtures_pass_unchanged() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("fixtures") {
        let path = entry.expect("a fixture").path();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let expected: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(paragraphs(&text), expected, "{}", path.display());
        let layout = laid_out(&text);
        assert_eq!((layout.documents.len(), layout.removed.len()), (1, 0), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 10);
}

proptest::proptest! {
    #[test]
    fn any_text_has_paragraphs_in_bounds(
        text in "([一二三第篇页共责任通知关于各科室年月日：，。《》（）、 　\\n\\r1-9.\\-—PAGE·|>_]|[ -~]|\\PC){0,200}"
    ) {
        let layout = laid_out(&text);
        let content = layout.text.as_str();
        let mut last = 0;
        for range in &layout.paragraphs {
            proptest::prop_assert!(range.start >= last && range.start < range.end);
            let words = content.get(range.clone()).expect("on character borders");
            proptest::prop_assert!(!words.contains('\n') && words.trim() == words);
            last = range.end;
        }
        let mut next = 0;
        for document in &layout.documents {
            proptest::prop_assert!(document.paragraphs.start == next && !document.paragraphs.is_empty());
            next = document.paragraphs.end;
        }
        proptest::prop_assert_eq!(next, layout.paragraphs.len());
        for furniture in &layout.removed {
            let place = furniture.span.start as usize..furniture.span.end as usize;
            proptest::prop_assert!(text.get(place).is_some());
        }
    }
}

/// A document of prose alone, long enough for no line between two of them to be near the file's ends.
fn prose(title: &str) -> String {
    let lines: String = (1..=70).map(|number| format!("　　{title}的第{number}段，各科室结合实际抓好落实，办公室负责汇总。\n")).collect();
    format!("{title}\n{lines}二〇一二年三月五日\n")
}

#[test]
fn chrome_between_documents_is_taken_out() {
    let cases: &[(&str, &[&str])] = &[
        ("上一篇：关于做好值班工作的通知\n下一篇：没有了\n【打印】【关闭】\n", &[]),
        ("　　[打印本页]　[关闭窗口]\n\n您现在的位置：首页 > 政务公开 > 通知公告\n", &[]),
        ("责任编辑：办公室\n分享到：QQ空间 新浪微博\n上一条：没有了\n下一条：卫生检查通报\n当前位置：首页 >> 医院公文\n", &[]),
        (
            "首页\n新闻中心\n通知公告\n您的位置：首页>通知公告>正文\n卫生检查通报\n发布时间：2012-03-05　来源：院办公室　点击数：128\n卫生检查通报\n",
            &["卫生检查通报"],
        ),
        ("打印\n关闭窗口\n网站地图 | 联系我们 | 设为首页\n版权所有：县医院 ICP备05001234号\n上一页\n", &[]),
    ];
    for (chrome, kept) in cases {
        let text = format!("{}{chrome}{}", prose("节能工作总结"), prose("病房管理规定"));
        let plain = format!("{}{}{}", prose("节能工作总结"), kept.join("\n") + "\n", prose("病房管理规定"));
        let (got, expected) = (laid_out(&text), laid_out(&plain));
        assert_eq!(paragraphs(&text), paragraphs(&plain), "{chrome}");
        assert!(expected.removed.is_empty());
        assert!(got.removed.iter().all(|furniture| furniture.kind == "site-chrome"));
        for furniture in &got.removed {
            let span = furniture.span.start as usize..furniture.span.end as usize;
            assert_eq!(&text[span], furniture.text);
        }
    }
    // The same signs at each page are a site's, even where nothing leads on.
    let page = |clicks: u32| format!("来源：县卫生局　发布时间：2012-03-{clicks:02}　点击数：{clicks}\n");
    let text = format!("{}{}{}{}{}", prose("节能工作总结"), page(11), prose("病房管理规定"), page(12), prose("门诊工作计划"));
    let plain = format!("{}{}{}", prose("节能工作总结"), prose("病房管理规定"), prose("门诊工作计划"));
    assert_eq!(paragraphs(&text), paragraphs(&plain));
}

#[test]
fn words_of_sites_in_a_document_stay() {
    let cases = [
        "网站要有上一篇、下一篇的链接，并在页面下方设打印和关闭窗口按钮。",
        "发布时间：2012年3月5日",
        "责任编辑：由办公室指定专人担任\n审核：由分管领导负责",
        "（一）首页\n更新时间：每日上午九时前\n（二）通知公告\n更新时间：每周五下班前",
        "时间：3月5日\n地点：三楼会议室",
        "打印机、复印机由总务科统一采购\n打印\n各科室每月打印用纸不得超过五百张",
    ];
    for case in cases {
        let text = format!("{}{case}\n{}", prose("节能工作总结"), prose("病房管理规定"));
        let layout = laid_out(&text);
        assert!(layout.removed.is_empty(), "{case}: {:?}", layout.removed);
    }
}
