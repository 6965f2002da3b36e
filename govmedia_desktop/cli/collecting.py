"""`govmedia inspections …`: what phones collected."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, json_option, show
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.phones import held as cases
from govmedia_desktop.usecases.phones.collecting import (
    Collection,
    read_collection,
    take_in_collection,
)
from govmedia_desktop.usecases.phones.held import Waiting
from govmedia_desktop.usecases.phones.missing_photos import MissingFile, missing_files
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome, Weighed
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account

_WORDS = {
    Outcome.FINISHED: "检查完成",
    Outcome.DRAFT: "存为草稿",
    Outcome.HELD: "待决定",
    Outcome.LATE: "补照片",
    Outcome.ALREADY: "已导入过",
    Outcome.DISCARDED: "已决定不采用",
    Outcome.REFUSED: "未读入",
}


@click.group(help="手机检查（KoboCollect、ODK Collect）")
def inspections() -> None:
    """Commands about what phones collected."""


@inspections.command(
    "import",
    help="导入手机检查（Kobo的xlsx、ODK Central的csv、OpenRosa的XML、zip、文件夹；连同照片、录音，"
    "后到的照片单独再导入一次）",
)
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@click.option("--nature", type=click.Choice([x.value for x in Nature]), help="检查性质")
@json_option
@click.pass_obj
def import_(
    frame: Frame, files: tuple[Path, ...], dry_run: bool, nature: str | None, as_json: bool
) -> None:
    """Read exports and, unless it is a dry run, take them in."""
    with frame.desk(writing=not dry_run) as desk:
        found = read_collection(desk, files, Nature(nature) if nature else None)
        if not dry_run:
            found = take_in_collection(desk, found)
    value = {
        **found.counts,
        "nature": found.nature.value,
        "photos": found.photos,
        "lacks": found.lacks,
        "inspections": [_value(one) for one in found.weighed],
        "problems": [_problem(p) for p in found.problems],
    }
    show(value, as_json, _told(found, dry_run))


@inspections.command("held", help="列出等待决定的手机检查")
@json_option
@click.pass_obj
def held(frame: Frame, as_json: bool) -> None:
    """List what waits."""
    with frame.desk(writing=False) as desk:
        found = cases.list_waiting(desk)
    lines = [f"{w.id}  {w.hold.label}  {w.clue.text or '账号没有填'}  {w.day}" for w in found]
    show([_waiting(w) for w in found], as_json, "\n".join(lines) or "没有等待决定的手机检查。")


@inspections.command("photos", help="列出还缺的照片和录音（不影响检查，到了再导入）")
@json_option
@click.pass_obj
def photos(frame: Frame, as_json: bool) -> None:
    """List what has not come yet."""
    with frame.desk(writing=False) as desk:
        found = missing_files(desk)
    lines = [f"{m.name}  {m.account}  {m.day}  {m.question}  {m.instance}" for m in found]
    text = "\n".join([f"缺照片等文件{len(found)}个：", *lines]) if found else "没有缺的照片。"
    show([_missing(m) for m in found], as_json, text)


@inspections.command("decide", help="决定一份手机检查属于哪个账号、哪一版检查表、哪一天")
@click.argument("instance")
@click.option("--account", help="账号编号或名称")
@click.option("--platform", help="平台，同名账号不止一个时要填")
@click.option("--form", help="检查表编号（forms list 里的 id）或名称")
@click.option("--day", type=DAY, help="检查日期")
@json_option
@click.pass_obj
def decide(
    frame: Frame,
    instance: str,
    account: str | None,
    platform: str | None,
    form: str | None,
    day: date | None,
    as_json: bool,
) -> None:
    """Decide on one that waits."""
    with frame.desk(writing=True) as desk:
        decision = Decision(*_chosen(desk, account, platform, form), day)
        done = cases.decide(desk, instance.removeprefix("uuid:"), decision)
    show([_value(one) for one in done], as_json, "\n".join(map(_line, done)))


@inspections.command("discard", help="不采用一份等待决定的手机检查（--undo 恢复）")
@click.argument("instance")
@click.option("--undo", is_flag=True, help="恢复为等待决定")
@json_option
@click.pass_obj
def discard(frame: Frame, instance: str, undo: bool, as_json: bool) -> None:
    """Leave one aside, or bring it back."""
    with frame.desk(writing=True) as desk:
        take_back = cases.leave_aside(desk, instance.removeprefix("uuid:"))
        if undo:
            take_back()
    text = "已恢复为等待决定。" if undo else "已决定不采用，原文仍保留，可用 --undo 恢复。"
    show({"instance": instance, "discarded": not undo}, as_json, text)


def _chosen(
    desk: Desk, account: str | None, platform: str | None, form: str | None
) -> tuple[str | None, str | None]:
    listed = find_account(desk, account, platform) if account else None
    version = find_form(desk, form) if form else None
    return listed.account.id if listed else None, version.id if version else None


def _account(listed: ListedAccount | None) -> dict[str, Any] | None:
    if listed is None:
        return None
    account = listed.account
    return {"id": account.id, "name": account.name, "platform": account.platform.value}


def _value(one: Weighed) -> dict[str, Any]:
    return {
        "file": one.file,
        "place": one.submission.place,
        "instance": one.submission.instance,
        "outcome": one.outcome.value,
        "hold": one.hold and one.hold.value,
        "text": one.text,
        "photos": one.photos,
        "account": _account(one.account),
        "form": one.form and f"{one.form.form_id} {one.form.version}",
        "verdict": one.conclusion and one.conclusion.value,
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"sheet": problem.sheet, "cell": problem.cell, "text": problem.text}


def _missing(missing: MissingFile) -> dict[str, str]:
    return {**vars(missing), "stage": missing.stage.name.lower()}


def _waiting(waiting: Waiting) -> dict[str, Any]:
    return {
        "instance": waiting.id,
        "hold": waiting.hold.value,
        "text": waiting.hold.label,
        "discarded": waiting.discarded,
        "file": waiting.file_name,
        "place": waiting.submission.place,
        "told": vars(waiting.clue),
        "day": waiting.day,
        "collector": waiting.collector,
        "version": waiting.submission.version,
        "accounts": [_account(listed) for listed in waiting.accounts],
        "form": waiting.form and waiting.form.id,
    }


def _line(one: Weighed) -> str:
    name = one.account.account.name if one.account else "账号未定"
    verdict = f" {one.conclusion.value}" if one.conclusion else ""
    return f"  {_WORDS[one.outcome]} {name}{verdict} {one.submission.place} {one.text}".rstrip()


def _told(found: Collection, dry_run: bool) -> str:
    head = "试读（未写入）" if dry_run else "已导入"
    counts = "，".join(
        f"{_WORDS[outcome]}{found.counts[outcome.value]}"
        for outcome in Outcome
        if found.counts[outcome.value]
    )
    photos = f"，带来照片、录音等文件{found.photos}个" if found.photos else ""
    lacks = f"还缺照片等文件{found.lacks}个，inspections photos 列出。" if found.lacks else ""
    lines = [f"{head}：共{found.counts['submissions']}份，{counts}{photos}。{lacks}"]
    lines += [_line(one) for one in found.weighed]
    lines += [f"  存疑 {p.sheet} {p.cell}：{p.text}" for p in found.problems]
    return "\n".join(lines)
