"""Which input a question needs."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.forms.items import Item
from ui.forms.choosing import ChoiceField
from ui.forms.field import LONG, Field, looks
from ui.forms.files import FileField
from ui.forms.lines import LineField, PaperField
from ui.forms.ranking import RankField
from ui.forms.searching import SearchField
from ui.forms.sliding import RangeField, choices_in

_FILES = ("image", "audio", "video", "file")
_SELECTS = ("select_one", "select_multiple")


def shape(item: Item) -> str:
    """Return the kind of input that a question needs as things stand; choices may grow."""
    if item.kind in _SELECTS:
        if looks(item, "minimal", "autocomplete", "search"):
            return "folded"
        return "long" if len(item.choices) > LONG else "choices"
    if item.kind == "range" and looks(item, "picker"):
        return "picker"
    if item.kind == "text" and looks(item, "multiline"):
        return "paper"
    shapes = {"acknowledge": "choices", "rank": "rank", "range": "range"}
    return "file" if item.kind in _FILES else shapes.get(item.kind, "line")


def field_for(item: Item, around: QWidget) -> Field:
    """Return the input that a question needs, its widgets made in `around`."""
    kind = shape(item)
    if kind in ("folded", "long"):
        return SearchField(item, around, folded=kind == "folded")
    if kind == "picker":
        return SearchField(item, around, folded=True, choices=choices_in(item))
    if kind == "choices":
        return ChoiceField(item, around)
    if kind == "paper":
        return PaperField(around)
    if kind == "rank":
        return RankField(around)
    made = {"range": RangeField, "file": FileField}.get(kind, LineField)
    return made(item, around)
