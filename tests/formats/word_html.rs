//! HTML as Word saves it, alone and as a "single file web page".

use tongzhi::notice::Format;
use tongzhi::pipeline::{Options, parse};
use tongzhi::source::from_bytes;

use crate::html;

/// Lists with their numbers as text, fields, revisions, a page number, a note, drawings in comments.
const PAGE: &str = r##"<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Word.Document>
<title>关于开展春季义诊的通知</title>
<!--[if gte mso 9]><xml>
 <o:DocumentProperties><o:Author>陆某</o:Author></o:DocumentProperties>
</xml><![endif]-->
<style>
<!--
p.MsoNormal {mso-style-parent:""; text-align:justify; font-family:仿宋_GB2312;}
@page Section1 {size:595.3pt 841.9pt; mso-footer:url("notice.files/header.htm") f1;}
-->
</style>
</head>

<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>

<div class=Section1 style='layout-grid:15.6pt'>

<p class=MsoNormal align=center style='text-align:center'><span
style='font-size:16.0pt;font-family:仿宋_GB2312'>柳河卫发〔<span lang=EN-US>2011</span>〕<span
lang=EN-US>19</span>号<span lang=EN-US><o:p></o:p></span></span></p>

<p class=MsoNormal align=center style='text-align:center'><b><span
style='font-size:22.0pt'>关于开展春季义诊的通知<span lang=EN-US><o:p></o:p></span></span></b></p>

<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>

<p class=MsoNormal>各乡镇卫生院：</p>

<p class=MsoNormal style='margin-left:36.0pt;text-indent:-36.0pt;mso-list:l0 level1 lfo1;
tab-stops:list 36.0pt'><![if !supportLists]><span lang=EN-US style='mso-bidi-font-family:
仿宋_GB2312'><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>组织义诊。责任科室：<span
class=msoIns><ins cite="mailto:a" datetime="2011-03-01T10:00">医务科</ins></span><span
class=msoDel><del cite="mailto:a" datetime="2011-03-01T10:00">办公室</del></span>，完成时间：<span
lang=EN-US>4</span>月<span lang=EN-US>20</span>日之前。<span lang=EN-US><o:p></o:p></span></p>

<p class=MsoNormal style='mso-list:l0 level2 lfo1'><![if !supportLists]><span lang=EN-US><span
style='mso-list:Ignore'>（一）<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span></span><![endif]>准备器材<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span
lang=EN-US><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></span></a>；</p>

<p class=MsoNormal>详见<!--[if supportFields]><span lang=EN-US><span style='mso-element:field-begin'></span> HYPERLINK "http://example.org/" <span
style='mso-element:field-separator'></span></span><![endif]-->附表<!--[if supportFields]><span
lang=EN-US><span style='mso-element:field-end'></span></span><![endif]-->，<span style='display:none;mso-hide:all'>内部说明</span>按期报送。<!--[if gte vml 1]><v:shape
id="_x0000_s1026" type="#_x0000_t202"><v:textbox><p>框内</p></v:textbox></v:shape><![endif]--><![if !vml]><img
width=100 height=40 src="notice.files/image001.gif" v:shapes="_x0000_s1026"><![endif]></p>

<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0
 style='border-collapse:collapse;mso-yfti-tbllook:480'>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=189 valign=top style='width:142.0pt'>
  <p class=MsoNormal align=center>工作任务<span lang=EN-US><o:p></o:p></span></p>
  </td>
  <td width=189 valign=top><p class=MsoNormal>责任<span lang=EN-US><br>
  </span>单位<span lang=EN-US><o:p></o:p></span></p></td>
  <td width=189 valign=top><p class=MsoNormal>完成时限</p></td>
 </tr>
 <tr style='mso-yfti-irow:1'>
  <td width=189 valign=top><p class=MsoNormal>建立档案</p></td>
  <td width=189 rowspan=2 valign=top><p class=MsoNormal>防保科</p><p class=MsoNormal>各卫生院</p></td>
  <td width=189 valign=top><p class=MsoNormal><span lang=EN-US>5</span>月底前</p></td>
 </tr>
 <tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'>
  <td width=189 valign=top><p class=MsoNormal>慢病随访</p></td>
  <td width=189 valign=top><p class=MsoNormal><span lang=EN-US>9</span>月底前</p></td>
 </tr>
</table>

<p class=MsoNormal align=right>柳河县卫生局<span lang=EN-US><o:p></o:p></span></p>

<p class=MsoNormal align=right>二○一一年三月十五日</p>

</div>

<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%">
<![endif]>
<div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference><span lang=EN-US><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></span></a><span
lang=EN-US> </span>含血压计。</p>
</div>
</div>

</body>

</html>
"##;

const LINES: [&str; 12] = [
    "柳河卫发〔2011〕19号",
    "关于开展春季义诊的通知",
    "各乡镇卫生院：",
    "一、组织义诊。责任科室：医务科，完成时间：4月20日之前。",
    "（一）准备器材；",
    "详见附表，按期报送。",
    "工作任务\t责任单位\t完成时限",
    "建立档案\t防保科、各卫生院\t5月底前",
    "慢病随访\t防保科、各卫生院\t9月底前",
    "柳河县卫生局",
    "二○一一年三月十五日",
    "含血压计。",
];

fn gbk() -> Vec<u8> {
    encoding_rs::GBK.encode(PAGE).0.into_owned()
}

#[test]
fn the_page_reads_as_it_is_seen() {
    assert_eq!(html::lines(&gbk()), LINES);
}

/// A line of quoted-printable holds no more than 76 characters.
fn quoted_printable(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut column = 0;
    for &byte in bytes {
        let piece = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if column + piece.len() > 75 && byte != b'\n' {
            text.push_str("=\r\n");
            column = 0;
        }
        column = if byte == b'\n' { 0 } else { column + piece.len() };
        text.push_str(&piece);
    }
    text
}

/// The page in a message, with its running foot and a picture.
pub fn message() -> String {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_01CB\"\r\n\r\n此文档为“单个文件网页”。\r\n\r\n------=_NextPart_01CB\r\nContent-Location: file:///C:/notice.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n{}\r\n------=_NextPart_01CB\r\nContent-Location: file:///C:/notice.files/header.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n<html><p>=D2=B3=BD=C5</p></html>\r\n------=_NextPart_01CB\r\nContent-Location: file:///C:/notice.files/image001.gif\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/gif\r\n\r\nR0lGODlh\r\n------=_NextPart_01CB--\r\n",
        quoted_printable(&gbk())
    )
}

#[test]
fn a_single_file_web_page_is_the_page_in_it() {
    let message = message();
    let open = || from_bytes("notice.mht".to_owned(), message.clone().into_bytes()).unwrap();
    assert_eq!((open().format, open().length), (Format::Mhtml, message.len() as u64));
    let document = parse(open(), &Options::default()).unwrap();
    assert_eq!(document.source.encoding, "gb18030");
    let notice = &document.notices[0];
    assert_eq!(notice.title.as_deref(), Some("关于开展春季义诊的通知"));
    let place = notice.items[0].span.place.unwrap();
    assert_eq!((place.part.name().as_ref(), place.paragraph, place.character), ("text/html", 4, 1));
    assert_eq!(notice.assignments.len(), 3);
}
