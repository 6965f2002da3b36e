"""`govmedia backups …`: they work where the data themselves are damaged, too."""

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.usecases.upkeep import backups as cases


@click.group(help="备份")
def backups() -> None:
    """Commands about backups."""


@backups.command("list", help="列出备份，新的在前")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the backups and whether each is intact."""
    found = cases.backups_in(frame.folder())
    value = [
        {
            "name": backup.path.name,
            "made_at": backup.made_at.isoformat(timespec="seconds"),
            "why": backup.why,
            "size": backup.size,
            "intact": backup.is_intact,
        }
        for backup in found
    ]
    lines = [
        f"{b.path.name}  {b.size / 1e6:.1f}MB  {'完好' if b.is_intact else '已损坏或被改动'}"
        for b in found
    ]
    show(value, as_json, "\n".join(lines) or "还没有备份。")


@backups.command("restore", help="用一份备份还原数据；现在的数据另存为“还原前_…”，也可以还原回来")
@click.argument("name")
@json_option
@click.pass_obj
def restore(frame: Frame, name: str, as_json: bool) -> None:
    """Restore a backup by its name."""
    folder = frame.folder()
    done = cases.restore(folder, cases.find_backup(folder, name).path, frame.staff)
    value = {
        "restored": done.backup.name,
        "kept_as": done.kept_as and done.kept_as.name,
        "was_damaged": done.was_damaged,
        "evidence_missing": list(done.missing),
    }
    text = f"已还原“{done.backup.name}”。"
    if done.kept_as:
        text += f"还原前的数据留作“{done.kept_as.name}”。"
    if done.missing:
        text += f"有{len(done.missing)}张证据图片不在，用 verify 看是哪些。"
    show(value, as_json, text)
