"""Report content for tests: made-up offices, and texts that a workbook could take amiss."""

from govmedia_desktop.reports.problems import Problem, ProblemReport, Summary
from govmedia_desktop.reports.stamped import StampedAccount, StampedTable

HOSTILE_TEXTS = (
    "=1+1",
    '=HYPERLINK("http://x","点我")',
    "+86 0000",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1+1",
    "'=1+1",
    "#N/A",
    "TRUE",
    "0012345",
    "1e5",
    "2026-11-21",
    "第一行\n第二行",
    "微信😀",
    "<b>粗</b>",
    "&amp;",
    " 空格 ",
)
STALE = Problem(
    owner="示例镇人民政府",
    account="示例镇之声",
    platform="微信公众号",
    problem="监测时间点前2周内无更新",
    description="最近更新 2026-10-18，至监测时间点 2026-11-21 已 34 天未更新，超过 14 天。",
    found_on="2026-11-21",
    evidence="截图2张\nhttps://mp.weixin.qq.com/s/shili",
    basis="国办秘函〔2019〕19号 单项否决：内容不更新",
    remedy="恢复更新；无力维护的按程序关停注销并向社会公告。",
    due="2026-12-05",
)
PROBLEM_REPORT = ProblemReport(
    office="示例县人民政府办公室",
    period="2026年第四季度",
    problems=(STALE, *(STALE.__class__(*[text] * 16) for text in HOSTILE_TEXTS)),
    unconfirmed=(STALE,),
    by_owner=(
        Summary("示例镇人民政府", 3, 1, 1, 0, 1, 0),
        Summary("示例县教育局", 2, 1, 0, 0, 0, 1),
    ),
    by_platform=(Summary("微信公众号", 4, 2, 1, 0, 1, 0), Summary("抖音", 1, 0, 0, 0, 0, 1)),
)
STAMPED_TABLE = StampedTable(
    office="示例镇人民政府",
    recipient="示例县人民政府办公室",
    period="2026年第四季度",
    accounts=tuple(
        StampedAccount(
            text,
            "微信公众号",
            "示例镇人民政府",
            "正常运行",
            "2026-11-18",
            "自查",
            "2026-11-21",
            "自查未发现问题",
        )
        for text in ("示例镇发布", *HOSTILE_TEXTS)
    ),
    file_name="示例镇_2026年第四季度_上报_第1次.gmpack",
    sha256="ab" * 32,
)
