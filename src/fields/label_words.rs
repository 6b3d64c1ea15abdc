//! The words that labels are made of, as tables.

use crate::notice::FieldKind;

/// Roles that a body of an institution can have; several may follow one another, and the first that is not plain responsibility counts.
pub(super) const UNIT_ROLES: &[(FieldKind, &[&str])] = &[
    (FieldKind::Lead, &["牵头", "主办", "主牵", "主抓"]),
    (FieldKind::Support, &["配合", "协办", "协作", "协助", "协同", "参与", "参加", "支持", "联办", "会办", "协管"]),
    (
        FieldKind::Responsible,
        &[
            "责任", "承办", "实施", "主责", "落实", "执行", "承担", "负责", "整改", "经办", "办理", "承接", "承建", "具体", "包保", "包联",
            "包抓", "包干", "挂包", "帮扶",
        ],
    ),
];

/// Bodies of an institution, as labels name them.
pub(super) const UNIT_NOUNS: &[&str] = &[
    "单位",
    "部门",
    "科室",
    "处室",
    "股室",
    "部室",
    "机构",
    "党支部",
    "支部",
    "党组织",
    "主体",
    "司局",
    "班组",
    "车间",
    "院系",
    "学院",
    "镇街",
    "乡镇",
    "县区",
    "小组",
    "科",
    "处",
    "室",
    "局",
    "方",
    "组",
    "队",
    "人",
];

/// Names of units that are made as labels are: a court's.
pub(super) const NAMES_LIKE_LABELS: &[&str] = &["执行局", "执行处", "执行科", "执行室"];

/// What a person has to do with the task.
pub(super) const PERSON_ROLES: &[&str] = &[
    "责任", "负责", "分管", "主管", "牵头", "包抓", "包保", "包案", "包联", "包干", "挂钩", "挂点", "挂联", "联系", "督办", "督导", "带队",
    "协管", "主抓", "整改", "主责", "承办", "经办", "配合", "直接",
];

/// Persons, as labels name them.
pub(super) const PERSON_NOUNS: &[&str] = &[
    "人",
    "领导",
    "领导人",
    "负责人",
    "责任人",
    "联系人",
    "院领导",
    "局领导",
    "市领导",
    "县领导",
    "区领导",
    "校领导",
    "委领导",
    "厅领导",
    "处领导",
    "镇领导",
    "人员",
    "同志",
    "干部",
    "院长",
    "副院长",
    "局长",
    "副局长",
    "市长",
    "副市长",
    "县长",
    "副县长",
    "区长",
    "副区长",
    "校长",
    "副校长",
    "主任",
    "副主任",
    "书记",
    "副书记",
    "科长",
    "处长",
    "部长",
];

/// What has to be done by the time that a label names; several may follow one another.
pub(super) const DEADLINE_VERBS: &[&str] = &[
    "完成",
    "办结",
    "整改",
    "落实",
    "截止",
    "截至",
    "报送",
    "上报",
    "办理",
    "销号",
    "提交",
    "反馈",
    "治理",
    "建成",
    "竣工",
    "达标",
    "解决",
    "整治",
    "报名截止",
    "验收",
    "交付",
    "结项",
];

/// Such words again, but ones that also head a paragraph of prose or name when something takes place.
pub(super) const WEAK_DEADLINE_VERBS: &[&str] = &["实施", "推进", "进度", "任务", "工作", "阶段"];

/// Times, as labels name them.
pub(super) const DEADLINE_NOUNS: &[&str] =
    &["时间节点", "时限要求", "时间要求", "期限要求", "时间期限", "时间", "时限", "日期", "期限", "节点", "时间安排", "时点"];

/// Labels that are not put together: kind, whether a value that is plainly no deadline unmakes them, the words.
pub(super) const WHOLE_LABELS: &[(FieldKind, bool, &[&str])] = &[
    (FieldKind::Person, false, &["联系人", "联络员", "联络人", "联系人员", "包保人", "包案人"]),
    // Roles alone, before a colon: only names beyond doubt make them labels.
    (FieldKind::Lead, true, &["牵头", "主办"]),
    (FieldKind::Support, true, &["配合", "协办", "协助", "参与"]),
    (FieldKind::Responsible, true, &["责任", "承办"]),
    (FieldKind::Responsible, false, &["组织单位", "组织部门", "主责方", "责任分工单位"]),
    (FieldKind::Deadline, false, &["时限要求", "期限要求", "完成时间及要求", "完成时间和要求", "最后期限", "完成的时间", "完成的时限"]),
    (
        FieldKind::Deadline,
        true,
        &[
            "时间要求",
            "时间安排",
            "时间节点",
            "时间进度",
            "进度安排",
            "进度要求",
            "时限",
            "期限",
            "时间期限",
            "时序进度",
            "时序安排",
            "时限安排",
            "时间表",
            "时限节点",
            "进度时限",
            "完成进度",
        ],
    ),
];

/// Modifiers that may stand before any label without changing its kind.
pub(super) const PREFIXES: &[&str] = &[
    "主要", "具体", "直接", "整改", "工作", "项目", "任务", "第一", "首要", "本项", "建议", "活动", "落实", "督办", "问题", "全程", "总体",
    "计划", "预计", "要求", "最后", "最终", "目标", "日常", "市级", "县级", "区级", "省级", "院级", "校级", "局级", "市直", "县直", "院内",
    "限定", "规定", "总", "主", "拟",
];

/// What stands before a label that is only talked about: 明确责任科室, 各责任单位, 由牵头单位….
pub(super) const MENTIONING: &[&str] = &[
    "各", "明确", "落实", "确定", "压实", "夯实", "公布", "细化", "强化", "加强", "靠实", "选定", "指定", "和", "与", "及", "由", "对",
    "是", "为", "将", "以", "按", "有关", "相关", "等", "其", "该", "的", "所有", "其他", "全部", "作为", "列出", "填写", "注明", "标明",
    "写明", "制定", "规定", "设定", "向", "给", "从", "督促", "协调", "联系", "了", "在", "把", "并", "或", "请", "报", "送", "根据",
    "按照", "涉及", "列明", "设立", "严格", "要求", "通知", "督查", "追究", "问责", "多个", "两个", "三个", "每个", "出", "到", "清", "定",
    "严肃", "同", "如下",
];
