"""`govmedia parameters …`."""

from datetime import date

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, show
from govmedia_desktop.domain.parameters import RULES, in_words
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    set_parameter,
)

_SEVERITIES = [Severity.VETO.value, Severity.DEDUCT.value, Severity.HINT.value]


@click.group(help="地方参数（只能比国家规定更严）")
def parameters() -> None:
    """Commands about local parameters."""


@parameters.command("set", help="设置参数，如 max_idle_days 10 --basis 本县规定")
@click.argument("name")
@click.argument("value")
@click.option("--basis", required=True, help="依据")
@click.option("--severity", type=click.Choice(_SEVERITIES), default="hint", help="性质")
@click.option("--office", help="适用单位，默认本单位及以下")
@click.option("--from", "valid_from", type=DAY, help="起始日期，不填即所有日期")
@click.option("--to", "valid_to", type=DAY, help="截止日期")
@json_option
@click.pass_obj
def set_(
    frame: Frame,
    name: str,
    value: str,
    basis: str,
    severity: str,
    office: str | None,
    valid_from: date | None,
    valid_to: date | None,
    as_json: bool,
) -> None:
    """Set a local parameter."""
    new = NewParameter(name, value, basis, Severity(severity), office, valid_from, valid_to)
    with frame.desk(writing=True) as desk:
        record = set_parameter(desk, new)
    text = f"已设置：{RULES[name].label} {value}{RULES[name].unit}，依据“{basis}”。"
    show({"id": record, "name": name, "value": value, "basis": basis}, as_json, text)


@parameters.command("list", help="列出地方参数")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the local parameters."""
    with frame.desk(writing=False) as desk:
        found = list_parameters(desk)
    value = [{**vars(p), "value": str(p.value)} for p in found]
    lines = [f"{p.name}  {in_words(p)}" for p in found]
    show(value, as_json, "\n".join(lines) or "没有设置过地方参数。")
