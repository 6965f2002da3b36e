"""`govmedia twins …`."""

import click

from govmedia_desktop.cli.account_entries import join_
from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.usecases.register import twins as cases
from govmedia_desktop.usecases.register.accounts import ListedAccount, accounts_as_listed


@click.group(help="待核对的重复账号")
def twins() -> None:
    """Commands about accounts entered more than once."""


@twins.command("list", help="列出待核对的")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the groups nobody has decided on."""
    with frame.desk(writing=False) as desk:
        doubts = cases.list_twins(desk)
    lines = ["  ".join(map(_told, doubt.accounts)) for doubt in doubts]
    value = [accounts_as_listed(doubt.accounts) for doubt in doubts]
    show(value, as_json, "\n".join(lines) or "没有待核对的重复账号。")


twins.add_command(join_)


@twins.command("part", help="这些不是同一个账号")
@click.argument("accounts", nargs=-1, required=True)
@json_option
@click.pass_obj
def part(frame: Frame, accounts: tuple[str, ...], as_json: bool) -> None:
    """Decide that accounts are not the same as any other."""
    with frame.desk(writing=True) as desk:
        cases.part(desk, list(accounts))
    show({"parted": list(accounts)}, as_json, f"已分开{len(accounts)}个账号，不再自动合并。")


def _told(listed: ListedAccount) -> str:
    account = listed.account
    owner = listed.owner_name or "主办单位未填"
    return f"{account.id} {account.name}（{account.platform.label}，{owner}）"
