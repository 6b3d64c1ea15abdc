//! Words and characters by which enumerators, headings and the ends of a notice are known.

/// What stands before a number that points to something (第二, 表1, 附件3) and does not count.
pub(crate) const REFERENCE_BEFORE: &str = "第表图附件号录见照据按述之前款条项年月日共约达近至到和与及或";

/// What no real enumerator has behind it.
pub(crate) const NEVER_BEHIND_MARK: &str = "、，,。；;）)：:％%‰℃~～";

/// What behind （二） or 第三条 shows that it is pointed to, not written there.
const REFERENCES: &[&str] = &[
    "项",
    "款",
    "目",
    "的",
    "至",
    "到",
    "和第",
    "与第",
    "及第",
    "或第",
    "和（",
    "与（",
    "及（",
    "或（",
    "、（",
    "以及第",
    "规定",
    "所列",
    "所述",
    "所称",
    "之规定",
    "之日",
    "中的",
    "中所",
    "第一款",
    "第二款",
    "第三款",
    "第四款",
    "第五款",
    "第一项",
    "第二项",
    "第三项",
    "（一）项",
    "（二）项",
    "（三）项",
    "之外",
    "以外",
    "要求的",
    "明确的",
];

/// Whether the words behind an enumerator show that it is pointed to.
pub(crate) fn begins_reference(after: &str) -> bool {
    REFERENCES.iter().any(|word| after.starts_with(word))
}

/// What a number with nothing behind it measures or counts.
pub(crate) const MEASURES: &str = "年月日号时分秒个人名位项次条件元万亿千百十倍米吨公里度级岁天周小层楼室栋台辆所家村户只张份册期版届章节组例床处支款篇点角斤克升亩平世国季成折届轮批类种步步月卷页多余来几";
