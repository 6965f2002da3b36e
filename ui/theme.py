"""The look: palette, type sizes, style sheet and icons (one place for every colour)."""

from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from string import Template
from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from govmedia_desktop import paths

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei"]
BODY_POINTS = {"标准": 10.5, "大": 12.0, "特大": 14.0}
ICON_SIZE = 20
_FIXED = "fixedSize"
_STYLE = "fusion"


@dataclass(frozen=True)
class Palette:
    """Named colours, `#RRGGBB`; every text colour reaches 4.5:1 on its ground."""

    ink: str = "#1D2733"
    faint: str = "#5A6470"
    """Secondary text: 70 % ink on paper."""
    paper: str = "#FFFFFF"
    ground: str = "#F5F7FA"
    line: str = "#DDE3EA"
    edge: str = "#8A95A3"
    """The outline of what can be typed into or pressed: 3:1 on paper."""
    accent: str = "#1F5FA8"
    accent_pressed: str = "#174A85"
    hover: str = "#EDF2F8"
    """8 % accent."""
    selected: str = "#E0E9F3"
    """14 % accent."""
    passed: str = "#2E7D32"
    failed: str = "#C0392B"
    hint: str = "#9A6700"
    unchecked: str = "#6B7785"
    hint_ground: str = "#FFF6E0"
    failed_ground: str = "#FDEDEB"
    passed_ground: str = "#EAF5EB"


NORMAL = Palette()
HIGH_CONTRAST = Palette(
    ink="#000000",
    faint="#000000",
    ground="#FFFFFF",
    line="#000000",
    edge="#000000",
    accent="#00308F",
    accent_pressed="#000000",
    hover="#FFF3B0",
    selected="#FFE14D",
    passed="#0B5D10",
    failed="#9B0000",
    hint="#5C3D00",
    unchecked="#333333",
    hint_ground="#FFFFFF",
    failed_ground="#FFFFFF",
    passed_ground="#FFFFFF",
)


class State(Enum):
    """A state of an account, answer or message: sign and word, never colour alone."""

    PASSED = ("✓", "合格", "passed", "ok")
    FAILED = ("✗", "不合格", "failed", "fail")
    HINT = ("△", "提示", "hint", "hint")
    STARTED = ("●", "未检查完", "accent", "started")
    UNCHECKED = ("○", "未检查", "unchecked", "unchecked")

    def __init__(self, sign: str, word: str, colour_name: str, icon_name: str) -> None:
        self.sign = sign
        self.word = word
        self.colour_name = colour_name
        self.icon_name = icon_name

    def text(self, word: str | None = None) -> str:
        """Return sign and word, the state's own word unless another is given."""
        return f"{self.sign} {self.word if word is None else word}"

    @property
    def colour(self) -> QColor:
        """The state's colour in the present palette."""
        return QColor(getattr(palette(), self.colour_name))

    @property
    def icon(self) -> QIcon:
        """The sign as a picture, of one size in every face."""
        return icon(self.icon_name, self.colour.name())


@dataclass(frozen=True)
class _Look:
    palette: Palette = NORMAL
    body_points: float = BODY_POINTS["标准"]


_looks = [_Look()]


def palette() -> Palette:
    """Return the palette in use."""
    return _looks[-1].palette


def apply(font_size: str = "标准", *, high_contrast: bool = False) -> None:
    """Give the running application its font, palette and style sheet; may be called again."""
    _begin(font_size, high_contrast=high_contrast)
    _dress()


def change(font_size: str, *, high_contrast: bool) -> None:
    """As `apply`, where windows are open: in two steps, with nothing drawn in between."""
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for window in windows:
        window.setUpdatesEnabled(False)
    _begin(font_size, high_contrast=high_contrast)

    def end() -> None:
        _dress()
        for window in filter(isValid, windows):  # a hint may have gone since
            window.setUpdatesEnabled(True)

    QTimer.singleShot(0, end)


def _begin(font_size: str, *, high_contrast: bool) -> None:
    look = _Look(HIGH_CONTRAST if high_contrast else NORMAL, BODY_POINTS[font_size])
    _looks[:] = [look]
    app = _application()
    if not app.styleSheet() and app.style().name() != _STYLE:
        app.setStyle(_STYLE)
    # under a style sheet these reach the widgets with the next one, else at once and one by one
    app.setFont(font())
    app.setPalette(_qt_palette(look.palette))
    # a style sheet that takes another's place dresses each widget several times over
    app.setStyleSheet("")


def _dress() -> None:
    app = _application()
    app.setStyleSheet(_style_sheet(_looks[-1]))
    for widget in app.allWidgets():
        if widget.property(_FIXED) is not None:
            _fix(widget)


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())


def font(scale: float = 1.0, *, strong: bool = False) -> QFont:
    """Return the body face at `scale` times the chosen size."""
    face = QFont()
    face.setFamilies(FAMILIES)
    face.setPointSizeF(_looks[-1].body_points * scale)
    face.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
    return face


def length(pixels: int) -> int:
    """Return a length of the 标准 layout in pixels, grown with the chosen type size."""
    return round(pixels * _looks[-1].body_points / BODY_POINTS["标准"])


def fix(widget: QWidget, *, width: int = 0, height: int = 0) -> None:
    """Give a widget a size in pixels of the 标准 layout that follows the type size; 0 leaves it."""
    widget.setProperty(_FIXED, [width, height])
    _fix(widget)


def _fix(widget: QWidget) -> None:
    width, height = widget.property(_FIXED)
    if width:
        widget.setFixedWidth(length(width))
    if height:
        widget.setFixedHeight(length(height))


def _qt_palette(colours: Palette) -> QPalette:
    result = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, colours.ground),
        (role.Base, colours.paper),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.ink),
        (role.WindowText, colours.ink),
        (role.ButtonText, colours.ink),
        (role.Button, colours.paper),
        (role.Highlight, colours.selected),
        (role.HighlightedText, colours.ink),
        (role.PlaceholderText, colours.faint),
        (role.ToolTipBase, colours.paper),
        (role.ToolTipText, colours.ink),
    ):
        result.setColor(name, QColor(colour))
    return result


def _style_sheet(look: _Look) -> str:
    points = look.body_points
    sizes = {
        "title": f"{points * 16 / 10.5:.1f}pt",
        "section": f"{points * 12 / 10.5:.1f}pt",
        "figure": f"{points * 20 / 10.5:.1f}pt",
        "field": f"{length(32)}px",
        "header": f"{length(32)}px",
        "tick": f"{length(12)}px",
        "round": f"{length(12) // 2 + 1}px",
        "icons": paths.ICONS.as_posix(),
    }
    text = (paths.RESOURCES / "style.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(look.palette), **sizes)


def icon(name: str, colour: str | None = None) -> QIcon:
    """Return a line icon of `resources/icons` drawn in `colour` (the ink unless said)."""
    drawn = colour or palette().ink
    # on an accent, as on the grey that takes its place
    return _icon(name, drawn, drawn if drawn == palette().paper else palette().edge)


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    result = QIcon()
    for ratio in (1, 2):
        result.addPixmap(picture(name, colour, ratio=ratio))
        result.addPixmap(picture(name, disabled, ratio=ratio), QIcon.Mode.Disabled)
    return result


def picture(name: str, colour: str, size: int = ICON_SIZE, ratio: int = 2) -> QPixmap:
    """Return an icon drawn `size` units wide, `ratio` dots a unit."""
    svg = (paths.ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
