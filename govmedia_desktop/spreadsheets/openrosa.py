"""Filled forms as XML (OpenRosa): one submission, or many in one document.

https://docs.getodk.org/openrosa-metadata/. The outermost elements with an `id` are submissions:
so those of a phone, of Briefcase and of the servers' lists are all read.
"""

from collections import Counter

from govmedia_desktop.domain.submissions import Submission, Told, made
from govmedia_desktop.spreadsheets.parts import Attributes, Elements

GREATEST_DEPTH = 64
_ATTRIBUTES = ("instanceID", "submissionDate")


class UnfitXmlError(Exception):
    """XML that holds no filled form that can be read; `str()` says why, in half a sentence."""


class _Open:
    """An element that has begun."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.children: Counter[str] = Counter()
        self.pieces: list[str] = []

    def step(self, name: str) -> str:
        """Return the path of the next child of that name; the second and later are numbered."""
        self.children[name] += 1
        number = self.children[name]
        own = name if number == 1 else f"{name}[{number}]"
        return f"{self.path}/{own}" if self.path else own


class Instances(Elements):
    """Collects the submissions of one document."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.found: list[Submission] = []
        self._place = place
        self._open: list[_Open] = []
        self._values: list[Told] = []
        self._columns: list[str] = []
        self._form = ("", "")
        self._outside = 0

    def start(self, name: str, attrs: Attributes) -> None:
        """Begin a submission, or an element within one."""
        name = name.rpartition(":")[2]
        if not self._open and not self._outside and name == "html":
            raise UnfitXmlError("是检查表本身，不是填好的检查，请导出填好的数据")
        if len(self._open) + self._outside >= GREATEST_DEPTH:
            raise UnfitXmlError("嵌套太深，不是手机检查的数据")
        if self._open:
            self._open.append(_Open(self._open[-1].step(name)))
        elif "id" in attrs:
            self._begin(attrs)
        else:
            self._outside += 1

    def _begin(self, attrs: Attributes) -> None:
        if attrs.get("encrypted") == "yes":
            raise UnfitXmlError("是加密的，请在服务器上解密后再导出")
        self._form = (attrs["id"], attrs.get("version", ""))
        self._values = [Told(key, attrs[key], key) for key in _ATTRIBUTES if key in attrs]
        self._columns = []
        self._open = [_Open("")]

    def characters(self, content: str) -> None:
        """Keep the text of the element that is open."""
        if self._open:
            self._open[-1].pieces.append(content)

    def end(self, name: str) -> None:
        """Keep what an element holds; at its end, the submission."""
        if not self._open:
            self._outside -= 1
            return
        closed = self._open.pop()
        if not self._open:
            form, version = self._form
            place = self._place or f"第{len(self.found) + 1}份"
            about = (place, form, version, tuple(self._columns))
            self.found.append(made(Submission("", tuple(self._values), *about)))
        elif not closed.children:
            self._columns.append(closed.path)
            if text := "".join(closed.pieces).strip():
                self._values.append(Told(closed.path, text, closed.path))
