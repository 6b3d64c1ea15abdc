//! Kinds of document, told by the words that end a title.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use crate::word_index::WordIndex;

/// Words that end a title, and the kind of document they name. The longest counts. First the fifteen kinds of 《党政机关公文处理工作条例》 (2012), then what else offices write.
const KINDS: [(&str, &str); 68] = [
    ("决议", "决议"),
    ("决定", "决定"),
    ("命令", "命令"),
    ("公报", "公报"),
    ("公告", "公告"),
    ("通告", "通告"),
    ("意见", "意见"),
    ("通知", "通知"),
    ("通知书", "通知书"),
    ("通报", "通报"),
    ("报告", "报告"),
    ("请示", "请示"),
    ("批复", "批复"),
    ("议案", "议案"),
    ("复函", "函"),
    ("的函", "函"),
    ("纪要", "纪要"),
    ("会议纪要", "纪要"),
    ("方案", "方案"),
    ("要点", "要点"),
    ("计划", "计划"),
    ("规划", "规划"),
    ("总结", "总结"),
    ("制度", "制度"),
    ("办法", "办法"),
    ("规定", "规定"),
    ("规则", "规则"),
    ("规程", "规程"),
    ("规范", "规范"),
    ("细则", "细则"),
    ("条例", "条例"),
    ("章程", "章程"),
    ("预案", "预案"),
    ("措施", "措施"),
    ("安排", "安排"),
    ("安排表", "安排"),
    ("分工", "分工"),
    ("任务分解表", "分工"),
    ("分工表", "分工"),
    ("清单", "清单"),
    ("台账", "台账"),
    ("台帐", "台账"),
    ("标准", "标准"),
    ("准则", "准则"),
    ("守则", "守则"),
    ("须知", "须知"),
    ("公约", "公约"),
    ("倡议书", "倡议书"),
    ("承诺书", "承诺书"),
    ("责任书", "责任书"),
    ("建议书", "建议书"),
    ("讲话", "讲话"),
    ("致辞", "讲话"),
    ("发言", "发言"),
    ("发言稿", "发言"),
    ("汇报", "汇报"),
    ("汇报材料", "汇报"),
    ("简报", "简报"),
    ("提纲", "提纲"),
    ("体系", "体系"),
    ("指南", "指南"),
    ("名单", "名单"),
    ("流程", "流程"),
    ("机制", "机制"),
    ("说明", "说明"),
    ("目标管理考核表", "考核表"),
    ("考核表", "考核表"),
    ("心得体会", "心得体会"),
];

/// Words that end the title of a paper: no 公文, but archives hold many.
const PAPER_ENDINGS: [&str; 15] =
    ["研究", "探讨", "探析", "探索", "浅析", "浅议", "初探", "思考", "分析", "之我见", "对策", "体会", "综述", "现状", "调查"];

/// Words that begin the title of a paper.
const PAPER_BEGINNINGS: [&str; 6] = ["浅谈", "浅析", "浅议", "试论", "试析", "略论"];

/// What only a paper has: a line or sentence with one of these.
const PAPER_SIGNS: [&str; 8] = ["收稿日期", "关键词", "参考文献", "中图分类号", "文献标识码", "作者单位", "文章编号", "基金项目"];

/// Brackets that may follow the last word of a title: `（试行）`, `（征求意见稿）`, `（2013年4月9日）`.
pub fn without_closing_bracket(title: &str) -> &str {
    let mut rest = title.trim_end_matches(['.', '．', '。', '*', '※']).trim_end();
    // Most titles have none.
    if !rest.ends_with(['）', ')', '〕', '】', ']']) {
        return rest;
    }
    for (open, close) in [('（', '）'), ('(', ')'), ('〔', '〕'), ('【', '】'), ('[', ']')] {
        if rest.ends_with(close)
            && let Some(at) = rest.rfind(open)
        {
            rest = rest[..at].trim_end();
        }
    }
    rest
}

/// The words of [`KINDS`].
const KIND_WORDS: [&str; KINDS.len()] = {
    let mut words = [""; KINDS.len()];
    let mut index = 0;
    while index < words.len() {
        words[index] = KINDS[index].0;
        index += 1;
    }
    words
};

static KIND_ENDINGS: WordIndex = WordIndex::endings(&KIND_WORDS);

/// Whether the words end as a title that names its kind does, without any bracket behind.
pub fn ends_title(words: &str) -> bool {
    KIND_ENDINGS.fits(words) || words.ends_with('令')
}

/// The kind that a title's last words name.
pub fn of_title(title: &str) -> Option<&'static str> {
    let mut closed = Cow::Borrowed(without_closing_bracket(title));
    // Letters are spaced at the end too: 工 作 总 结.
    if closed.contains(char::is_whitespace) {
        closed = Cow::Owned(closed.chars().filter(|character| !character.is_whitespace()).collect());
    }
    let found = KIND_ENDINGS.find(&closed).map(|index| KINDS[index].1);
    found.or_else(|| (closed.ends_with('令') && closed.chars().count() > 2).then_some("命令"))
}

/// Whether a title or a text are those of a paper. `text` is the whole document.
pub fn is_paper(title: Option<&str>, text: &str) -> bool {
    let title = title.map(without_closing_bracket).unwrap_or_default();
    let by_title =
        PAPER_ENDINGS.iter().any(|ending| title.ends_with(ending)) || PAPER_BEGINNINGS.iter().any(|beginning| title.starts_with(beginning));
    // One sign may be a form's own word; two are a journal's.
    by_title
        || has_paper_sign(text)
            && PAPER_SIGNS.iter().filter(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some()).count() >= 2
}

/// Whether any of [`PAPER_SIGNS`] stands in a text: most have none, and one pass tells.
fn has_paper_sign(text: &str) -> bool {
    // An automaton would stop at every first byte that a sign has, and in Chinese all bytes are such.
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(PAPER_SIGNS));
    SEARCHER.as_ref().is_none_or(|searcher| searcher.find(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_title() {
        let cases = [
            ("关于整理档案的通知", Some("通知")),
            ("关于印发《档案整理办法》的通知", Some("通知")),
            ("无烟医院创建实施方案（试行）", Some("方案")),
            ("2013年工作要点", Some("要点")),
            ("第三季度办公会议纪要", Some("纪要")),
            ("关于同意设立门诊部的复函", Some("函")),
            ("关于商请支援的函", Some("函")),
            ("行风建设自查报告", Some("报告")),
            ("工 作 总 结", Some("总结")),
            ("市人民政府令", Some("命令")),
            ("无烟医院建设掠影", None),
        ];
        for (title, kind) in cases {
            assert_eq!(of_title(title), kind, "{title}");
        }
    }
}
