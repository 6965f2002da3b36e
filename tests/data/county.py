"""Invented data folders with a few years of results: 示例县 and the townships that report to it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.domain.results import Result, result_as_value
from govmedia_desktop.domain.verdicts import Conclusion, Finding, Severity
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.desk import Desk, NewOffice
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reviews import submit
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.register.accounts import add_account, list_accounts
from govmedia_desktop.usecases.register.snapshots import snapshot
from tests.data.folders import begin_alike

NOW = datetime(2026, 11, 21, 10, 42, 7, tzinfo=timezone(timedelta(hours=8)))
COUNTY = NewOffice(
    "示例县人民政府办公室", Level.COUNTY, Category.GOVERNMENT, parent="示例市人民政府办公室"
)
TOWNS = ("柳溪镇", "石桥镇", "青山街道", "南湖镇", "东岗乡", "县公安局", "县教育局", "县文旅局")
PLATFORMS = ("wechat", "wechat", "weibo", "douyin", "toutiao", "wechat_channels")
KINDS = ("发布", "融媒", "公安在线", "普法", "文旅", "教育")
IDLE = (
    "last_update",
    "内容不更新",
    "监测时间点前2周内无更新",
    "恢复更新;无力维护的按程序关停注销。",
)
MUTE = ("interaction", "未提供有效互动功能", "没有可用的互动渠道", "开通留言、私信或咨询信箱。")
SPOKEN = (
    "serious_error",
    "出现严重表述错误",
    "疑似严重表述错误,待有权部门认定",
    "立即更正并报告。",
)
BASIS = "国办秘函〔2019〕19号 单项否决"


@contextmanager
def county(folder: Path, *, accounts=24, quarters=6, practice=True):
    """Yield the county's desk with its register and that many quarters of results."""

    def make(place: Path) -> None:
        with desks.create(place, COUNTY, "张三", practice=practice):
            pass
        with _opened(place) as desk:
            if accounts:
                enter_accounts(desk, accounts)
                check_quarters(desk, quarters)

    begin_alike(folder, (COUNTY, accounts, quarters, practice), make)
    with _opened(folder) as desk:
        yield desk


@contextmanager
def _opened(folder: Path) -> Iterator[Desk]:
    with desks.open_desk(folder, "张三") as desk:
        desk.clock = lambda: NOW
        yield desk


def enter_accounts(desk: Desk, count: int, towns=TOWNS) -> None:
    chance = random.Random(7)  # noqa: S311
    offices = {town: new_id() for town in towns}
    edits = [
        Edit(id_, "office", {"name": owner_name(town), "parent": desk.office, **_kind_of(town)})
        for town, id_ in offices.items()
    ]
    for number in range(count):
        town = towns[number % len(towns)]
        updated = date(2026, 11, 20) - timedelta(days=chance.randrange(0, 12))
        values = {
            "name": f"示例{town}{KINDS[number % len(KINDS)]}",
            "platform": PLATFORMS[number % len(PLATFORMS)],
            "owner": offices[town],
            "status": "正常运行",
            "kind": "发布类",
            "last_update": str(updated),
            "last_update_verified": "2026-11-20",
        }
        edits.append(Edit(new_id(), "account", values))
    desk.record(edits)


def owner_name(town: str) -> str:
    return town if town.startswith("县") else f"{town}人民政府"


def _kind_of(town: str) -> dict[str, str]:
    if town.startswith("县"):
        return {"level": Level.COUNTY, "category": Category.DEPARTMENT}
    return {"level": Level.TOWNSHIP, "category": Category.TOWNSHIP}


def check_quarters(desk: Desk, quarters: int) -> None:
    form = new_id()
    edits = [Edit(form, "form", {"form_id": "basic", "version": "1", "title": "日常检查"})]
    chance = random.Random(11)  # noqa: S311
    for back in range(quarters):
        day = _quarter_day(back)
        for listed in sorted(list_accounts(desk), key=lambda a: a.account.name):
            if back or chance.random() < 0.7:
                edits.append(_inspection(desk, form, (listed, day), _found(chance)))
    desk.record(edits)


def _quarter_day(back: int) -> date:
    months = 2026 * 12 + 10 - 3 * back
    return date(months // 12, months % 12 + 1, 20)


def _found(chance: random.Random) -> list[Finding]:
    kinds = [
        kind for kind, odds in ((IDLE, 0.1), (MUTE, 0.07), (SPOKEN, 0.02)) if chance.random() < odds
    ]
    return [finding(*kind, unconfirmed=kind is IDLE and chance.random() < 0.3) for kind in kinds]


def finding(path, problem, explanation, remedy, unconfirmed=False) -> Finding:
    return Finding(
        path, f"/check/{path}", Severity.VETO, problem, BASIS, explanation, remedy, unconfirmed
    )


def _inspection(desk: Desk, form: str, about, findings, other=None) -> Edit:
    listed, day = about
    conclusion = Conclusion.FAILED if findings else Conclusion.PASSED
    result = result_as_value(Result({}, (), tuple(findings), conclusion))
    values = {
        "account": listed.account.id,
        "form": form,
        "office": desk.office,
        "nature": Nature.QUARTERLY.value,
        "reference_date": str(day),
        "inspection_date": str(day),
        "result": {**result, "account": snapshot(desk, listed, day)},
        **(other or {}),
    }
    return Edit(new_id(), "inspection", values)


def township_file(folder: Path, town="柳溪镇", *, other_name=False, practice=True) -> Path:
    """Return the exchange file of a township with three accounts, two of which the county has.

    With `other_name` one of them is nearly the same, so that somebody must look.
    """
    office = NewOffice(owner_name(town), Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name)
    with desks.create(folder, office, "李四", practice=practice):
        pass
    with desks.open_desk(folder, "李四") as desk:
        desk.clock = lambda: NOW
        names = [f"示例{town}{kind}" for kind in ("发布", "文旅", "卫生健康")]
        own = new_id()
        owner = own if other_name else desk.office
        edits = [Edit(own, "office", {"name": f"{town}党政办公室", "parent": desk.office})]
        edits += [
            Edit(new_id(), "account", {"name": name, "platform": "wechat", "owner": owner})
            for name in names
        ]
        desk.record(edits if other_name else edits[1:])
        path = folder.parent / f"{owner_name(town)}_2026年第四季度_上报文件.gmpack"
        return export(desk, path).path


def parts_of_a_report(folder: Path, town="柳溪镇") -> list[Path]:
    """Return the files of a report that was split: all pictures of one inspection are large."""
    office = NewOffice(owner_name(town), Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name)
    with desks.create(folder, office, "李四", practice=True):
        pass
    with desks.open_desk(folder, "李四") as desk:
        desk.clock = lambda: NOW
        account = add_account(desk, {"name": f"示例{town}发布", "platform": "wechat"})
        shots = [add_evidence(desk.store.evidence, bytes([n]) * 450_000) for n in range(5)]
        result = {"evidence": {"x": [{"sha256": shot} for shot in shots]}}
        about = {"account": account, "nature": Nature.SELF.value, "reference_date": "2026-11-20"}
        desk.record([Edit(new_id(), "inspection", {**about, "result": result})])
        path = folder.parent / f"{owner_name(town)}_上报.gmpack"
        return list(export(desk, path, Order(part_bytes=1_000_000)).paths)


def handover(folder: Path) -> Path:
    """Return the 工作交接 of the county's other computer, where one check is half done."""
    with desks.create(folder, COUNTY, "王五", practice=True):
        pass
    with desks.open_desk(folder, "王五") as desk:
        desk.clock = lambda: NOW
        take_up_shipped_forms(desk)
        account = add_account(desk, {"name": "示例交接", "platform": "wechat"})
        answer_all(begin(desk, Occasion(account, "national-2019")), {"leak": "none"})
        path = folder.parent / f"{COUNTY.name}_工作交接_第1次.gmpack"
        return export(desk, path, Order(kind=PackageKind.HANDOVER)).path


def reported_file(folder: Path, town="柳溪镇", *, practice=True):
    """Yield the files of a township: its report, then a 自查 that came after it."""
    office = NewOffice(owner_name(town), Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name)
    with desks.create(folder, office, "李四", practice=practice):
        pass
    with desks.open_desk(folder, "李四") as desk:
        desk.clock = lambda: NOW
        form, period = new_id(), quarter_of(NOW.date())
        accounts = [
            Edit(new_id(), "account", {"name": f"示例{town}{kind}", "platform": "wechat"})
            for kind in ("发布", "文旅")
        ]
        desk.record([Edit(form, "form", {"form_id": "basic", "version": "1"}), *accounts])
        looked = {"nature": Nature.SELF.value}
        for number, findings in enumerate(([], [finding(*MUTE)])):
            listed = sorted(list_accounts(desk), key=lambda a: a.account.name)
            edits = [
                _inspection(desk, form, (one, NOW.date()), findings, looked)
                for one in listed[number:]
            ]
            desk.record(edits)
            if not number:
                submit(desk, period)
            yield export(desk, folder.parent / f"{owner_name(town)}_{number}.gmpack").path
