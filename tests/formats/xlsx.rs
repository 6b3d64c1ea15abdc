//! .xlsx.

use crate::build::archive;
use crate::lines;

/// A ledger: a title over all columns, a merged unit, a date as a number, text in runs, a hidden sheet.
pub fn ledger() -> Vec<u8> {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c></row>
<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="s"><v>3</v></c><c r="D2" t="s"><v>4</v></c></row>
<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="inlineStr"><is><r><t>组织</t></r><r><t>义诊</t></r></is></c><c r="C3" t="s"><v>5</v></c><c r="D3" s="1"><v>40663</v></c></row>
<row r="4"><c r="A4"><v>2</v></c><c r="B4" t="str"><f>"编印"&amp;"手册"</f><v>编印手册</v></c><c r="D4" t="s"><v>6</v></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="C3:C4"/></mergeCells></worksheet>"#;
    let strings = r#"<sst><si><t>柳河县卫生局2011年任务台账</t></si><si><t>序号</t></si><si><t>工作任务</t><rPh><t>拼音</t></rPh></si><si><t>责任科室</t></si><si><t>完成时间</t></si><si><t>医务科</t></si><si><t>6月底前</t></si></sst>"#;
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/><sheet name="旧" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>"#;
    let relationships = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    let styles = r#"<styleSheet><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs></styleSheet>"#;
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relationships.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/sheet2.xml", b"<worksheet><sheetData><row><c t=\"str\"><v>x</v></c></row></sheetData></worksheet>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ])
}

#[test]
fn a_ledger_is_a_flattened_table() {
    let expected = [
        "柳河县卫生局2011年任务台账",
        "序号\t工作任务\t责任科室\t完成时间",
        "1\t组织义诊\t医务科\t2011年4月30日",
        "2\t编印手册\t医务科\t6月底前",
    ];
    assert_eq!(lines("ledger.xlsx", ledger()), expected);
}
