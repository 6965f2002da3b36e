"""A demonstration form with every question type, repeats, warnings; all places are invented."""

from tests.unit.forms.workbooks import row, workbook

VETO = {"gm_severity": "veto", "gm_problem": "留言无人回复", "gm_basis": "国办秘函〔2019〕19号"}
PLACES = [f"示例{n}镇" for n in "一二三四五六七八九十"] + ["示例乡", "示例街道", "示例开发区"]
SCALE = ["很不满意", "不满意", "一般", "满意", "很满意"]
CHOICES = [
    *(("place", f"p{n}", name) for n, name in enumerate(PLACES)),
    *(("scale", f"s{n}", name) for n, name in enumerate(SCALE)),
    ("yn", "yes", "是"),
    ("yn", "no", "否"),
    ("yn", "unchecked", "未检查"),
    ("form", "text", "图文"),
    ("form", "video", "短视频"),
    ("form", "live", "直播"),
    ("form", "poll", "问卷"),
]


def group(name: str, label: str, *rows: dict[str, str], **columns: str) -> list[dict[str, str]]:
    return [
        {**row("begin group", name, **columns), "label": label},
        *rows,
        row("end group", ""),
    ]


def asked(kind: str, name: str, label: str, **columns: str) -> dict[str, str]:
    return {**row(kind, name, **columns), "label": label}


SURVEY = [
    *group(
        "words",
        "文字与数字",
        asked("text", "title", "最近一篇的标题", hint="照原样抄写"),
        asked("text", "said", "内容概要", appearance="multiline"),
        asked("text", "number", "备案编号", appearance="numbers"),
        asked(
            "integer",
            "posts",
            "本月发布篇数",
            gm_warns=". > 100",
            gm_warning="{posts}篇比平时多很多",
            constraint=". < 10000",
            constraint_message="最多填9999",
        ),
        asked("decimal", "share", "原创比例（%）"),
        asked("range", "score", "页面清楚程度", parameters="start=0 end=10 step=1"),
        asked(
            "range",
            "tall",
            "竖放的刻度",
            parameters="start=0 end=5 step=0.5",
            appearance="vertical no-ticks",
        ),
        asked(
            "range",
            "picked",
            "从列表里取一个数",
            parameters="start=1 end=12 step=1",
            appearance="picker",
        ),
    ),
    *group(
        "days",
        "日期与时间",
        asked("date", "last", "最近更新日期"),
        asked("time", "hour", "发布时间"),
        asked("dateTime", "moment", "发现问题的时间"),
    ),
    *group(
        "choices",
        "选择",
        asked("select_one yn", "open", "留言评论是否开放", gm_fails=". = 'no'", **VETO),
        asked("select_multiple form", "forms", "发布形式", hint="可以选几项"),
        asked("select_one scale", "content", "内容是否有用", appearance="likert"),
        asked("select_one yn", "fast", "选了就往下的题", appearance="quick"),
        asked("select_one form", "even", "分两列的选项", appearance="columns-2"),
    ),
    *group(
        "lists",
        "长的选项",
        asked("select_one place", "where", "属于哪个乡镇"),
        asked("select_one place", "short", "收起来的选项", appearance="minimal"),
        asked("select_multiple place", "several", "涉及哪些乡镇", appearance="minimal"),
        asked("rank form", "order", "按受欢迎程度排序"),
    ),
    *group(
        "satisfied",
        "列表表格",
        asked("select_one scale", "clear", "内容清楚"),
        asked("select_one scale", "quick_reply", "回复及时"),
        asked("select_one scale", "useful", "办事有用，能解决问题，也说得明白"),
        appearance="table-list",
    ),
    *group(
        "seen",
        "确认、文件与位置",
        asked("note", "told", "以下各项按看到的填写，没有的不用填。"),
        asked("acknowledge", "read", "检查要求已看过"),
        asked("image", "photo", "账号首页的截图"),
        asked("audio", "sound", "录音"),
        asked("video", "film", "录像"),
        asked("file", "paper", "相关文件"),
        asked("barcode", "code", "公众号二维码的内容"),
        asked("geopoint", "place", "办公地点"),
        asked("geotrace", "way", "走访路线"),
        asked("geoshape", "area", "服务范围"),
    ),
    asked("begin repeat", "comment", "没有回复的留言"),
    asked("text", "what", "留言内容"),
    asked("date", "since", "留言日期"),
    asked("select_one yn", "answered", "后来是否回复"),
    row("end repeat", ""),
]


def all_types(fixed: dict[str, str] | None = None) -> bytes:
    """Return the workbook; 没有回复的留言 begins with one row.

    With `fixed` these questions hold those values and nobody can change them.
    """
    given = {name: {"default": value, "readonly": "yes"} for name, value in (fixed or {}).items()}
    survey = [{**one, **given.get(one["name"], {})} for one in SURVEY]
    columns = {name for one in survey for name in one}
    return workbook(
        [{**dict.fromkeys(columns, ""), **one} for one in survey],
        CHOICES,
        form_title="演示表（所有题型）",
        form_id="all-types",
    )
