"""What a check form must not ask of those who work below: the rules against 指尖上的形式主义.

(domain.md §3: 中央网信委《关于防治“指尖上的形式主义”的若干意见》, which covers 政务公众账号; 国办函
〔2026〕12号, written for apps.) Counting people's likes is an offence, asking whether anybody was
forced to like is not.
"""

import re
from dataclasses import dataclass

_OPINIONS = "《关于防治“指尖上的形式主义”的若干意见》"
_MEASURES = "国办函〔2026〕12号《政务移动互联网应用程序规范化管理办法》"


_COUNTED = r"[^，、。？！；]{0,4}?(总?[量数率]|次数|人数|人次|排名|多少|几|增长|最[多高])"


@dataclass(frozen=True)
class BurdenRule:
    """One rule: what it is about, and the rule as printed."""

    subject: str
    rule: str
    counted: str = ""
    """Pattern of a label that counts it, whatever the kind of question."""
    meant: str = ""
    """Pattern that is enough where a number is asked for or a task is set."""
    names: frozenset[str] = frozenset()
    """Parts of a question's name that say the same."""


INDICATORS = (
    BurdenRule(
        "点赞",
        f"{_OPINIONS}：防止滥用排名；{_MEASURES}：不得以点赞量、网络投票数作为考评依据",
        rf"(点赞|集赞|获赞|投票){_COUNTED}",
        "点赞|集赞|获赞|网络投票",
        frozenset({"like", "likes", "thumbs", "votes"}),
    ),
    BurdenRule(
        "转发",
        f"{_OPINIONS}：防止滥用排名；{_MEASURES}：不得以转发量作为考评依据",
        rf"(转发|分享){_COUNTED}",
        "转发",
        frozenset({"repost", "reposts", "share", "shares", "forwards"}),
    ),
    BurdenRule(
        "粉丝",
        f"{_OPINIONS}：防止强制使用、滥用排名；国办发〔2018〕123号：严禁购买“粉丝”",
        rf"(粉丝|关注){_COUNTED}",
        "粉丝",
        frozenset({"fans", "follower", "followers"}),
    ),
    BurdenRule(
        "登录",
        f"{_OPINIONS}：防止强制使用；{_MEASURES}：不得强制定期登录，不得考核通报安装使用率",
        rf"(登录|登陆|签到|打卡|安装使用){_COUNTED}",
        "登录|登陆|签到|打卡",
        frozenset({"login", "logins", "signin", "checkin"}),
    ),
    BurdenRule(
        "在线时长",
        f"{_OPINIONS}：防止过度留痕、滥用排名；{_MEASURES}：不得要求打卡签到、积分排名、在线时长"
        "（安保、应急除外）",
        r"(在线|学习)(总?时[长间]|天数|多久|几|多少)|积分排名",
        "在线时[长间]|学习时[长间]|积分",
        frozenset({"online"}),
    ),
)
EVIDENCE = BurdenRule(
    "证据",
    f"{_OPINIONS}：防止过度留痕；{_MEASURES}：不得强制上传照片、视频、轨迹",
    meant="截图|截屏|照片|拍照|视频|影像|录音|佐证|证据|凭证|轨迹|留痕",
    names=frozenset({"evidence", "screenshot", "photo", "proof"}),
)

_TASKS = re.compile(r"任务|按要求|达标|达到|完成|每天|每日|每周|每人|必须")
_AGAINST = re.compile(
    r"强制|强迫|购买|刷|虚假|造假|诱导|要求群众|不得|严禁|禁止|取消|停止|有[没无]有?.*的做法"
)
_NAME = re.compile(r"[^a-z]+")


def offended_rule(text: str, name: str, *, numeric: bool, scored: bool) -> BurdenRule | None:
    """Return the rule that an indicator offends, None where it offends none.

    `text` is what the question shows, `numeric` whether a number is typed, `scored` whether a
    finding or points hang on it. A question that is against forcing or buying, or that asks whether
    such a practice is found, offends none.
    """
    if _AGAINST.search(text) and not numeric:
        return None
    weighed = numeric or (scored and _TASKS.search(text) is not None)
    for rule in INDICATORS:
        named = (numeric or scored) and _is_named(rule, name)
        if named or re.search(rule.counted, text) or (weighed and re.search(rule.meant, text)):
            return rule
    return None


def demands_evidence(text: str, name: str) -> bool:
    """Whether a question's words ask for evidence."""
    return _is_named(EVIDENCE, name) or re.search(EVIDENCE.meant, text) is not None


def _is_named(rule: BurdenRule, name: str) -> bool:
    return bool(rule.names & set(_NAME.split(name.lower())))
