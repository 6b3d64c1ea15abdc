//! HTML.

use tongzhi::pipeline::Options;
use tongzhi::source::{from_bytes, html};

/// The lines that are read out of a page.
pub fn lines(page: &[u8]) -> Vec<String> {
    let source = from_bytes("page.html".to_owned(), page.to_vec()).unwrap();
    let decoded = tongzhi::decode::decode(source, Options::default().encoding.as_deref()).unwrap();
    html::visible_text(decoded).0.text.as_str().split('\n').map(str::to_owned).collect()
}

/// A site's page: chrome around, title and number above, a list, a table, a hidden note, links below.
const PAGE: &str = r##"<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于开展春季义诊的通知-柳河县政府</title><style>p{color:red}</style></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></div>
<div id="main"><div class="crumb">您的位置：<a href="/">首页</a>&gt;<a href="/tz">通知公告</a></div>
<h1>关于开展春季义诊的通知</h1><div class="info">发布时间：2011-03-16　浏览次数：<span>35</span></div>
<div class="TRS_Editor"><p>柳河卫发〔2011〕19号</p><p>各乡镇卫生院：</p>
<p style="display: none">内部编号七</p>
<p>　　一、组织义诊。各乡镇卫生院要
认真组织，&ldquo;不走过场&rdquo;。责任科室：医务科，完成时间：4月20日之前。<p>二、保障措施。抓好下列各项：
<ol><li>落实车辆。<li>落实经费。</ol>
<table border=1><tr><th>工作任务<th>责任单位<th>完成时限<tr><td>建立档案<td rowspan=2>防保科<td>5月底前<tr><td>慢病&nbsp;随访<td>9月底前</table>
<p>特此通知。<br>柳河县卫生局<br/>2011年3月15日</p></div>
<div class="share"><a href="#">分享到微博</a><a href="#">打印本页</a></div></div>
<div class="footer">版权所有 柳河县政府 备案号五</div><script>var a = "<p>脚本</p>";</script></body></html>"##;

#[test]
fn the_notice_is_found_among_the_sites_chrome() {
    let expected = [
        "关于开展春季义诊的通知",
        "柳河卫发〔2011〕19号",
        "各乡镇卫生院：",
        "　　一、组织义诊。各乡镇卫生院要认真组织，“不走过场”。责任科室：医务科，完成时间：4月20日之前。",
        "二、保障措施。抓好下列各项：",
        "1.落实车辆。",
        "2.落实经费。",
        "工作任务\t责任单位\t完成时限",
        "建立档案\t防保科\t5月底前",
        "慢病 随访\t防保科\t9月底前",
        "特此通知。",
        "柳河县卫生局",
        "2011年3月15日",
    ];
    assert_eq!(lines(PAGE.as_bytes()), expected);
}

#[test]
fn spans_are_bytes_of_the_page() {
    let source = from_bytes("page.html".to_owned(), PAGE.as_bytes().to_vec()).unwrap();
    let (decoded, _) = html::visible_text(tongzhi::decode::decode(source, None).unwrap());
    let text = decoded.text.as_str();
    let cases = [
        ("医务科", "医务科"),
        ("要认真", "要\n认真"),
        ("“不走过场”", "&ldquo;不走过场&rdquo;"),
        ("落实经费", "落实经费"),
        ("9月底前", "9月底前"),
        ("慢病 随访", "慢病&nbsp;随访"),
        ("防保科\t9月底前", "防保科<td>5月底前<tr><td>慢病&nbsp;随访<td>9月底前"),
    ];
    for (value, stands) in cases {
        let at = text.find(value).unwrap();
        assert_eq!(&PAGE[decoded.text.original(at..at + value.len())], stands, "{value}");
    }
}

#[test]
fn nesting_is_bounded_while_it_is_read() {
    let page = format!("<html>{}关于开展义诊的通知{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(lines(page.as_bytes()), ["关于开展义诊的通知"]);
    let page = format!("<html>{}关于开展义诊的通知", "<table><tr><td>".repeat(30_000));
    assert_eq!(lines(page.as_bytes()), ["关于开展义诊的通知"]);
}
