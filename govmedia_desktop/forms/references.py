"""References to questions, `${name}`, in all cells of a form, all at once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from pyxform.parsing.expression import RE_PYXFORM_REF_INNER

from govmedia_desktop.forms.checks import EXPRESSIONS
from govmedia_desktop.forms.mending import Mending
from govmedia_desktop.forms.places import PREFIX, normal
from govmedia_desktop.forms.structure import near

_WRITTEN = re.compile(r"[$＄]\s*[{｛][^{}｛｝]*[}｝]?")
_PLAIN = re.compile(r"\$\{([^{}]+)\}")
_TEXTS = ("label", "caption", "hint", "guidance_hint")
_OWN = {"type", "command", "name", "tag", "value", "trigger"}


class References:
    """Checks every `${…}`; `refused` are names refused elsewhere: what refers to them is left."""

    def __init__(self, mending: Mending, names: Counter[str], refused: Collection[str]) -> None:
        self._mending, self._names, self._refused = mending, names, refused

    def check(self) -> None:
        """Look through the survey, the labels of choices and the settings."""
        for key in self._mending.workbook.sheets:
            if key in ("survey", "choices", "settings"):
                self._check_sheet(key)

    def _check_sheet(self, key: str) -> None:
        for index, header, text in self._mending.cells(key):
            known = normal(header)
            if key == "survey" and known in _OWN:
                continue
            if key == "choices" and not known.startswith("label"):
                continue
            told = self._wrong(text)
            if told is None:
                continue
            if told and not _is_prose_rule(header):
                self._mending.refuse(key, index, header, told)
            self._mending.put(key, index, header, _mended(known, text))

    def _wrong(self, text: str) -> str | None:
        """Return what is wrong with a cell's references, None where nothing is.

        An empty text: they cannot be followed, but another fault says why.
        """
        found = [self._wrong_one(written) for written in _WRITTEN.findall(text)]
        wrong = [told for told in found if told is not None]
        return "；".join(dict.fromkeys(filter(None, wrong))) if wrong else None

    def _wrong_one(self, written: str) -> str | None:
        plain = _PLAIN.fullmatch(written)
        if plain and plain[1] in self._refused:
            return ""
        inner = RE_PYXFORM_REF_INNER.fullmatch(plain[1]) if plain else None
        if inner is None:
            name = re.sub(r"[\s${}]", "", unicodedata.normalize("NFKC", written)) or "题目名"
            return f"“{written}”写法不对，请写成${{{name}}}：半角的$和大括号，里面只写题目名称"
        name = inner["ncname"]
        if not self._names[name]:
            like = near(name, self._names)
            return f"引用了不存在的题目“{name}”，{like}请检查${{…}}里的名称"
        if self._names[name] > 1:
            return f"有{self._names[name]}道题都叫“{name}”，不知道引用的是哪一道，请改成不同的名称"
        return None


def _mended(header: str, text: str) -> str:
    """Return a cell without its references: a text goes on, an expression goes."""
    if header.startswith(_TEXTS):
        return _WRITTEN.sub("", text).strip() or "-"
    return "''" if header in ("calculation", "calculate", "bind::calculate") else ""


def _is_prose_rule(header: str) -> bool:
    """Whether the column takes no references at all, which `checks` says."""
    return header.startswith(PREFIX) and header.removeprefix(PREFIX) not in EXPRESSIONS
