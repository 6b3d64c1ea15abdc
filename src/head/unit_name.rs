//! What a unit's name looks like from its end.

use crate::word_index::WordIndex;

/// Words that the names of units end in.
static ENDINGS: WordIndex = WordIndex::endings(&[
    "委员会",
    "办公室",
    "人民政府",
    "政府",
    "党委",
    "党组",
    "党总支",
    "总支",
    "支部",
    "党小组",
    "工会",
    "团委",
    "妇联",
    "纪委",
    "监委",
    "县委",
    "市委",
    "省委",
    "区委",
    "工委",
    "组织部",
    "宣传部",
    "统战部",
    "部",
    "局",
    "厅",
    "处",
    "科",
    "科室",
    "室",
    "院",
    "医院",
    "卫生院",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
    "幼儿园",
    "中心",
    "站",
    "所",
    "队",
    "公司",
    "集团",
    "协会",
    "管委会",
    "居委会",
    "部门",
    "机构",
    "学会",
    "领导小组",
    "指挥部",
    "委",
    "办",
    "银行",
    "法院",
    "检察院",
    "街道",
    "镇",
    "乡",
    "村",
]);

/// Whether `line` reads as the name of a unit: ends as such names do and holds no sentence.
pub fn is_unit_name(line: &str) -> bool {
    let closed = line.trim_end_matches(['）', ')', '章', '公', '盖', '（', '(']).trim_end();
    // Forty characters are no more than 160 bytes.
    (2..=160).contains(&closed.len())
        && ENDINGS.fits(closed)
        && (2..=40).contains(&closed.chars().count())
        && !closed.contains(['，', '。', '：', ':', '《', '；'])
        && !closed.contains("关于")
}
