"""Accounts (政务新媒体账号) and the values their fields may take (国办发〔2018〕123号)."""

from dataclasses import dataclass
from enum import StrEnum


class Platform(StrEnum):
    """注册平台, by the code that forms, files and the command line use."""

    WECHAT = "wechat"
    WECHAT_CHANNELS = "wechat_channels"
    MINI_PROGRAM = "mini_program"
    WEIBO = "weibo"
    TOUTIAO = "toutiao"
    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    XIAOHONGSHU = "xiaohongshu"
    BILIBILI = "bilibili"
    BAIJIAHAO = "baijiahao"
    QIEHAO = "qiehao"
    DAYUHAO = "dayuhao"
    TIEBA = "tieba"
    APP = "app"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The platform's name as people write it."""
        return PLATFORM_LABELS[self]


PLATFORM_LABELS: dict[Platform, str] = {
    Platform.WECHAT: "微信公众号",
    Platform.WECHAT_CHANNELS: "视频号",
    Platform.MINI_PROGRAM: "小程序",
    Platform.WEIBO: "新浪微博",
    Platform.TOUTIAO: "今日头条",
    Platform.DOUYIN: "抖音",
    Platform.KUAISHOU: "快手",
    Platform.XIAOHONGSHU: "小红书",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.BAIJIAHAO: "百家号",
    Platform.QIEHAO: "企鹅号",
    Platform.DAYUHAO: "大鱼号",
    Platform.TIEBA: "百度贴吧",
    Platform.APP: "移动客户端",
    Platform.OTHER: "其他",
}


class Status(StrEnum):
    """状态 of an account; only 正常运行 and 拟关停 are supervised and counted."""

    RUNNING = "正常运行"
    CLOSING = "拟关停"
    CLOSED = "已关停"
    CANCELLED = "已注销"
    UNFILED = "未备案"
    FAKE = "疑似假冒"

    @property
    def counts(self) -> bool:
        """Whether an account of this status is checked and enters the pass rate."""
        return self in (Status.RUNNING, Status.CLOSING)


class AccountKind(StrEnum):
    """发布类 accounts must post; 服务类 (纯办事) ones are not failed for not posting."""

    PUBLISHING = "发布类"
    SERVICE = "服务类"


@dataclass(frozen=True)
class Account:
    """One account as it stands now. Dates are ISO; what nobody entered is None."""

    id: str
    name: str
    platform: Platform
    owner: str | None = None
    """Record id of the 主办单位."""
    status: Status = Status.RUNNING
    kind: AccountKind = AccountKind.PUBLISHING
    platform_id: str | None = None
    """账号ID/原始ID on the platform."""
    url: str | None = None
    followers: int | None = None
    """粉丝量 in persons."""
    verified: str | None = None
    """是否认证: 是 or 否."""
    verified_body: str | None = None
    """认证主体 as the platform shows it."""
    address: str | None = None
    field: str | None = None
    """涉及领域."""
    service: str | None = None
    """承载服务: 重大民生, 重要服务 or 一般服务."""
    comments: str | None = None
    """留言评论: 开放 or 未开放."""
    last_update: str | None = None
    last_update_verified: str | None = None
    """核实日期: the day somebody looked the last update up; None if nobody did."""
    opened: str | None = None
    filing_number: str | None = None
    filing_date: str | None = None
    operation: str | None = None
    """运维方式: 自运维 or 委托."""
    operator: str | None = None
    """运维单位 where the operation is outsourced."""
    main_account: str | None = None
    """Record id of the 主账号 this one belongs to."""
    remark: str | None = None


FIELD_LABELS: dict[str, str] = {
    "name": "账号名称",
    "platform": "注册平台",
    "owner": "主办单位",
    "status": "状态",
    "kind": "类型",
    "last_update": "最近更新日期",
    "last_update_verified": "核实日期",
    "platform_id": "账号ID",
    "url": "账号链接",
    "followers": "粉丝量",
    "verified": "是否认证",
    "verified_body": "认证主体",
    "comments": "留言评论",
    "service": "承载服务",
    "field": "涉及领域",
    "opened": "开设日期",
    "filing_number": "备案号",
    "filing_date": "备案日期",
    "operation": "运维方式",
    "operator": "运维单位",
    "address": "单位地址",
    "main_account": "主账号",
    "remark": "备注",
}
"""What people call the fields of an account (domain.md §6), in the order they are shown in."""

CHOICES: dict[str, tuple[str, ...]] = {
    "platform": tuple(PLATFORM_LABELS.values()),
    "status": tuple(Status),
    "kind": tuple(AccountKind),
    "verified": ("是", "否"),
    "comments": ("开放", "未开放"),
    "service": ("重大民生", "重要服务", "一般服务"),
    "operation": ("自运维", "委托"),
}
"""The values of the fields that take only some; all but the first three may stay empty."""

DATES = ("last_update", "last_update_verified", "opened", "filing_date")
"""The fields that hold a date."""


def as_shown(field: str, value: object) -> str:
    """Return a field's value as people read it, empty where nothing was entered."""
    if value is None or value == "":
        return ""
    if field == "platform":
        return PLATFORM_LABELS.get(Platform(str(value)), "") if value in set(Platform) else "其他"
    if field == "followers":
        return f"{value} 人"
    return str(value)
