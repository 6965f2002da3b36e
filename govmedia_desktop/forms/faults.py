"""What is wrong in a form's workbook, by sheet and cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from govmedia_desktop.errors import CannotReadError

_SHOWN = 3


@dataclass(frozen=True)
class Fault:
    """One fault: where it stands, what stands there and what to write instead (Chinese)."""

    sheet: str
    cell: str
    text: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}：{self.text}" if place else self.text


class FormFaultsError(CannotReadError):
    """The workbook is no usable check form; `faults` names every fault by sheet and cell."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(str(fault) for fault in self.faults[:_SHOWN])
        more = f"；等共{len(self.faults)}处" if len(self.faults) > _SHOWN else ""
        super().__init__(f"检查表“{name}”有误，未采用。请改正后重新导入：{shown}{more}。")
