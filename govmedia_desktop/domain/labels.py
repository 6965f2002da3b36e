"""What people call the record kinds and their fields (domain.md §6, §7)."""

from govmedia_desktop.domain.accounts import FIELD_LABELS

KIND_LABELS: dict[str, str] = {
    "office": "单位",
    "account": "账号",
    "suspension": "暂停更新",
    "step": "账号变动",
    "post": "发布内容",
    "message": "留言",
    "clue": "监测线索",
    "event": "热点事件",
    "response": "热点回应",
    "decision": "台账核查意见",
    "parameter": "地方参数",
    "plan": "检查计划",
    "signing_key": "单位签名",
    "form": "检查表",
    "inspection": "检查",
    "report": "报送",
    "review": "对报送的决定",
    "published": "历史通报",
}
_SINCE = {"valid_from": "起始日期", "valid_to": "结束日期"}
LABELS: dict[str, dict[str, str]] = {
    "office": {
        "name": "单位名称",
        "level": "层级",
        "category": "类别",
        "code": "统一社会信用代码",
        "former_names": "曾用名",
        "parent": "主管单位",
        "successor": "承接单位",
        **_SINCE,
    },
    "account": FIELD_LABELS,
    "suspension": {
        "account": "账号",
        "reason": "事由",
        "approved_by": "批准单位",
        "document": "文号",
        **_SINCE,
    },
    "step": {
        "account": "账号",
        "kind": "事项",
        "day": "日期",
        "filed": "备案日期",
        "basis": "依据",
        "document": "文号",
        "link": "链接",
        "field": "栏目",
        "before": "变动前",
        "after": "变动后",
        "note": "说明",
    },
    "post": {
        "account": "账号",
        "day": "日期",
        "title": "标题",
        "link": "链接",
        "origin": "原创或转载",
        "source": "稿源",
        "kind": "类别",
    },
    "message": {
        "account": "账号",
        "nature": "性质",
        "asked": "提出日期",
        "theme": "主题",
        "content": "内容",
        "units": "承办单位",
        "due": "应答复日期",
        "answered": "答复日期",
        "answer": "答复",
        "quality": "答复质量",
    },
    "clue": {
        "account": "账号",
        "source": "来源",
        "named": "名单上的名称",
        "platform": "名单上的平台",
        "problem": "问题",
        "description": "说明",
        "link": "链接",
        "found_on": "发现日期",
        "state": "核实情况",
        "reason": "理由",
        "decided_on": "核实日期",
    },
    "event": {"name": "事件", "day": "日期", "first_word": "首次发声", "note": "说明"},
    "response": {
        "event": "热点事件",
        "account": "账号",
        "day": "日期",
        "title": "标题",
        "link": "链接",
    },
    "signing_key": {"office": "单位", "public": "签名编号"},
    "decision": {
        "subject": "对象",
        "key": "事项",
        "decision": "决定",
        "reason": "理由",
        "day": "日期",
    },
    "parameter": {
        "name": "参数",
        "value": "数值",
        "basis": "依据",
        "severity": "后果",
        "office": "适用单位",
        **_SINCE,
    },
    "plan": {
        "office": "单位",
        "period": "周期",
        "form_id": "检查表",
        "reference_date": "监测时间点",
        "accounts": "检查哪些账号",
        "share": "抽查比例（%）",
        "deadline": "报送期限",
        "note": "说明",
    },
    "form": {
        "title": "名称",
        "form_id": "编号",
        "version": "版本",
        "workbook": "检查表文件",
        "retired": "停用",
    },
    "inspection": {
        "account": "账号",
        "nature": "检查性质",
        "reference_date": "监测时间点",
        "inspection_date": "核查日期",
        "form": "检查表",
        "office": "实施单位",
        "result": "检查结果",
    },
    "report": {
        "office": "单位",
        "period_start": "起始日期",
        "period_end": "结束日期",
        "way": "报送方式",
        "sequence": "第几次",
        "note": "说明",
        "covers": "报送内容",
    },
    "review": {
        "report": "报送",
        "office": "接收单位",
        "decision": "决定",
        "reason": "原因",
        "covers": "接收内容",
    },
    "published": {
        "place": "地区",
        "level": "层级",
        "period": "周期",
        "period_start": "起始日期",
        "period_end": "结束日期",
        "total": "账号总数",
        "checked": "检查数",
        "unqualified": "不合格数",
        "pass_rate_printed": "合格率",
        "by_platform": "按平台",
        "by_owner": "按开设主体",
        "remark": "备注",
        "source": "来源",
    },
}
"""Label by field, in the order in which they are shown."""

SAME_AS = "与另一条登记"


def label_of(kind: str, field: str) -> str:
    """Return what people call a field of that kind."""
    return SAME_AS if field == "same_as" else LABELS[kind].get(field, field)


def in_order(kind: str, fields: set[str]) -> list[str]:
    """Return the fields in the order in which they are shown."""
    known = [*LABELS[kind], "same_as"]
    return [name for name in known if name in fields]
