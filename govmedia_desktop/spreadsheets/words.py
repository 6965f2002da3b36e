"""The words that registers use, and what they mean (domain.md §5.4, §6, §8)."""

import re
from collections.abc import Mapping

from govmedia_desktop.domain.accounts import AccountKind, Platform, Status
from govmedia_desktop.domain.naming import clean_name

HEADERS: Mapping[str, str] = {
    "serial": "序号 序 编号 次序 no no. #",
    "name": """账号名称 账号名 新媒体名称 政务新媒体名称 政务新媒体账号名称 新媒体账号名称
        公众号名称 微信公众号名称 平台账号名称 媒体名称 账号昵称 昵称 政务新媒体 新媒体账号
        政务新媒体账号 名称 账号""",
    "platform": """注册平台 平台类型 所属平台 平台 平台名称 新媒体平台 新媒体类型 政务新媒体类型
        账号平台 开设平台 发布平台 所在平台 开通平台 第三方平台 媒体类型 服务类型 账号类型 类型
        账号类别 类别 渠道""",
    "owner_name": """主办单位 主办单位名称 主办单位全称 开设主体 开办单位 开设单位 账号主体
        主体名称 主体单位 运营主体 服务主体 责任单位 单位名称 单位全称 所属单位 归属单位
        主办部门 单位 部门 填报单位 填表单位""",
    "status": """账号状态 状态 运行状态 运营状态 运行情况 运营情况 当前状态 目前状态 使用状态
        存续状态 是否正常运行""",
    "kind": """功能类型 功能类别 功能分类 账号性质 账号分类 账号功能 发布类/服务类 账号类别
        账号类型 类别 类型""",
    "platform_id": """账号id 原始id 微信原始id 账号原始id 平台账号id id uid 微信号 平台账号
        注册账号 注册名 登录账号 账号编码 账号""",
    "url": """账号链接 链接 链接地址 地址链接 网址 访问地址 账号网址 账号地址 主页链接 主页地址
        主页 url 网页链接 下载地址 下载链接""",
    "followers": """粉丝量 粉丝数 粉丝数量 粉丝 粉丝总数 粉丝人数 粉丝总量 关注数 关注人数
        关注量 关注用户数 订阅数 订阅人数 订阅量 用户数 用户量 注册用户数 粉丝数/下载量
        粉丝数或下载量""",
    "verified": """是否认证 是否已认证 是否官方认证 是否通过认证 是否经过认证 是否平台认证
        认证情况 认证状态 官方认证 平台认证 认证与否 认证""",
    "verified_body": "认证主体 认证主体名称 认证名称 认证单位 认证信息",
    "address": "单位地址 办公地址 通讯地址 联系地址 地址",
    "field": "涉及领域 所属领域 业务领域 行业领域 领域 所属行业 行业",
    "comments": """留言评论 留言功能 评论功能 留言评论功能 留言/评论 留言 评论 是否开通留言
        是否开通评论 是否开放留言 是否开放评论 是否开通留言评论 是否开通评论留言
        是否开放留言评论 是否开通留言功能 是否开通评论功能 是否开通留言评论功能 留言评论是否开放
        留言是否开放 评论是否开放 互动功能 是否有互动功能 是否开通互动功能""",
    "service": "承载服务 服务重要性 承载服务类别",
    "last_update": """最近更新日期 最近更新时间 最后更新日期 最后更新时间 最新更新日期
        最新更新时间 最近一次更新日期 最近一次更新时间 最后一次更新日期 最后一次更新时间
        最近发布日期 最近发布时间 最后发布日期 最后发布时间 最新发布日期 最新发布时间
        检查时更新日期 检查时更新时间 更新日期 更新时间 最近更新 最后更新 last_update""",
    "last_update_verified": "核实日期 核实时间 更新核实日期 更新日期核实日期 核查日期 检查日期",
    "opened": """开设日期 开设时间 开通日期 开通时间 开办日期 开办时间 注册日期 注册时间
        上线日期 上线时间 创建日期 创建时间 创办时间 成立时间""",
    "filing_number": "备案号 备案编号 备案登记号",
    "filing_date": "备案日期 备案时间 备案登记日期",
    "operation": "运维方式 运营方式 运行方式 运维模式 运营模式 维护方式",
    "operator": """运维单位 运营单位 承办单位 运维公司 第三方运维单位 第三方运营单位 代运营单位
        委托单位 受托单位 承办(运维)单位""",
    "remark": "备注 备注说明 其他说明 说明 其他",
    "contact": """联系人 联系人姓名 工作联系人 联络员 经办人 运维人员 运营人员 运维人 责任人
        填报人""",
    "phone": """联系电话 联系人电话 联系人手机 联系人手机号 联系方式 手机号码 手机号 手机
        电话号码 电话 办公电话 填报人手机号""",
    "administrator": "管理员 账号管理员 管理员姓名 管理人员 后台管理员",
    "leader": "分管负责人 分管领导 分管负责同志 单位负责人 主要负责人 负责人 负责领导",
}
"""Field to the header words that mean it, the plainest first. A word may stand under several."""

PERSONAL = frozenset({"contact", "phone", "administrator", "leader"})

_PLATFORMS: Mapping[Platform, str] = {
    Platform.WECHAT: """微信公众号 微信 公众号 订阅号 服务号 微信订阅号 微信服务号 微信公众平台
        微信公众账号 微信公号 公众平台 公众账号 政务微信 企业号 weixin""",
    Platform.WECHAT_CHANNELS: "视频号 微信视频号 微信视频 视频账号",
    Platform.MINI_PROGRAM: "小程序 微信小程序 支付宝小程序 百度小程序 抖音小程序 小程序端",
    Platform.WEIBO: """新浪微博 微博 新浪 政务微博 官方微博 新浪政务微博 微博法人账号
        sinaweibo""",
    Platform.TOUTIAO: "今日头条 头条 头条号 今日头条号 政务头条 政务头条号",
    Platform.DOUYIN: "抖音 抖音号 抖音短视频 政务抖音 政务抖音号 抖音app",
    Platform.KUAISHOU: "快手 快手号 快手短视频 政务快手",
    Platform.XIAOHONGSHU: "小红书 小红书号 redbook rednote",
    Platform.BILIBILI: "哔哩哔哩 b站 bilibili号 哔哩哔哩号 哔哩哔哩弹幕网 哔站",
    Platform.BAIJIAHAO: "百家号 百度百家号 百度百家",
    Platform.QIEHAO: "企鹅号 腾讯企鹅号 腾讯内容开放平台",
    Platform.DAYUHAO: "大鱼号 uc大鱼号 uc头条",
    Platform.TIEBA: "百度贴吧 贴吧",
    Platform.APP: """移动客户端 app 客户端 手机客户端 移动客户端app 手机app 移动app 政务app
        移动应用 移动应用程序 移动端 应用程序 政务客户端 新闻客户端""",
    Platform.OTHER: "其他 其它 其他平台 腾讯微博 人民微博",
}

STATUSES: Mapping[str, str] = {
    Status.RUNNING: """正常运行 正常 运行 运行中 在用 使用中 正常使用 正常更新 正常运营 运营中
        运营 开通 已开通 启用 活跃""",
    Status.CLOSING: "拟关停 拟关闭 拟注销 待关停 待注销 计划关停 计划注销 关停中 注销中 拟清理",
    Status.CLOSED: "已关停 关停 已关闭 关闭 已停用 停用 停止运营 已停止运营 停止维护 已停止维护",
    Status.CANCELLED: "已注销 注销",
    Status.UNFILED: "未备案",
    Status.FAKE: "疑似假冒 假冒 仿冒 疑似仿冒",
}
KINDS: Mapping[str, str] = {
    AccountKind.PUBLISHING: "发布类 发布 信息发布 信息发布类 发布型 资讯类 宣传类",
    AccountKind.SERVICE: """服务类 服务 办事 纯办事 办事类 办事服务 办事服务类 服务型 纯服务类
        服务类(纯办事)""",
}
OPERATIONS: Mapping[str, str] = {
    "自运维": """自运维 自主运维 自行运维 自主运营 自行运营 自运营 自营 自管 自主 本单位运维
        自主维护 自行维护""",
    "委托": """委托 委托运维 委托运营 外包 服务外包 第三方 第三方运维 委托第三方 购买服务 代运营
        托管 代运维""",
}
_YES = "是 有 √ ✓ ✔ ☑ ■ 对 y yes true 1"
_NO = "否 无 没有 × ✗ ✘ ✕ x ☒ □ 不是 n no false 0"
VERIFIED: Mapping[str, str] = {
    "是": f"{_YES} 已认证 认证 官方认证 已官方认证 已通过 通过 通过认证 蓝v 已认",
    "否": f"{_NO} 未认证 没认证 未通过 无认证 非认证 认证过期 未官方认证 未认",
}
COMMENTS: Mapping[str, str] = {
    "开放": f"{_YES} 开放 已开放 开通 已开通 开启 已开启 打开 开",
    "未开放": f"{_NO} 未开放 不开放 未开通 没开通 未开启 关闭 已关闭 关",
}
SERVICES: Mapping[str, str] = {
    "重大民生": "重大民生服务 重大民生 民生",
    "重要服务": "重要服务 重要",
    "一般服务": "一般服务 一般",
}
TOTALS = re.compile(r"(合计|总计|小计|共计|总数|累计|本页小计|本页合计)[:(]?\d*[个家条项)]?")
"""What the first word of a total row looks like, as `clean_name` spells it."""

FOOTERS = re.compile(
    r"(注|附注|备注|说明|填表说明|填报说明|填表要求|填报单位|填表单位|单位负责人|分管领导|负责人|填报人|填表人"
    r"|制表人?|制表单位|经办人|审核人?|审批人?|联系人|联系电话|填报日期|填表日期|制表日期|日期"
    r"|单位\(盖章\)|盖章)(\(盖章\)|\(签字\))?\d?:.*"
)
"""What the first word of a note or of the line of signatures under a table looks like."""


def spellings(meanings: Mapping[str, str]) -> Mapping[str, str]:
    """Return each spelling, as `clean_name` has it, with what it means."""
    known = {clean_name(meaning): str(meaning) for meaning in meanings}
    for meaning, words in meanings.items():
        for word in words.split():
            known.setdefault(clean_name(word), str(meaning))
    return known


PLATFORM_SPELLINGS = spellings(
    {code: f"{code} {code.label} {words}" for code, words in _PLATFORMS.items()}
)
_BRACKETED = re.compile(r"\((.*)\)")
_WITHIN = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted(PLATFORM_SPELLINGS, key=len, reverse=True)
        if not word.isascii() and PLATFORM_SPELLINGS[word] != Platform.OTHER
    )
)


def platform_of(text: str) -> Platform | None:
    """Return the platform that a cell names, None where it names none or more than one."""
    name = clean_name(text)
    outside = _BRACKETED.sub("", name)
    inside = "".join(_BRACKETED.findall(name))
    for candidate in (name, outside, inside):
        if candidate in PLATFORM_SPELLINGS:
            return Platform(PLATFORM_SPELLINGS[candidate])
    named = {PLATFORM_SPELLINGS[word] for word in _WITHIN.findall(name)}
    return Platform(named.pop()) if len(named) == 1 else None
