"""A check form on the screen: forty questions against the same bare widgets, a change among rows.

Ours is the real filling-in page in its real look, from the inspection handed to it until all of it
is painted; the bare widgets stand in the same process under the same style sheet. Against each
other they are weighed in processor time: the page also notes durably which draft is in hand, and
what the disk takes for that is measured by "an answer saved".
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.inspections.under_way import Inspection
from tests.bench.measuring import Claim, Measured, measured
from tests.data.offices import LAW, office
from tests.unit.forms.workbooks import YES_NO, Row, row, workbook
from ui import theme
from ui.forms.filling_page import FillingPage
from ui.session import Session
from ui.tasks import InlinePool, Tasks

QUESTIONS = 40
ROWS = 500
SIZE = (1180, 700)
SHOWN_ROWS = 7
KINDS = (
    *("select_one yn",) * 4,
    "text",
    "integer",
    "date",
    "select_multiple form",
    "select_one town",
    "text",
)
CHOICES = {
    "yn": [label for _, _, label in YES_NO],
    "form": [f"情形{n}" for n in range(1, 6)],
    "town": [f"第{n}个乡镇人民政府" for n in range(1, 16)],
}
"""More than nine are searched in a list."""
VETO = {"gm_fails": ". = 'n1'", "gm_severity": "veto", "gm_problem": "问题", "gm_basis": "规定"}


def forms_on_the_screen(folder: Path) -> list[Measured]:
    """Measure the page in one process, in turn with the bare widgets."""
    _application = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    theme.apply()
    with office(folder / "shown", [LAW], forms=False) as desk, _page(desk) as page:
        gc.collect()
        gc.freeze()  # as the window does once it has started
        return [*_forty_questions(desk, page), *_rows(desk, page)]


@contextmanager
def _page(desk: Desk) -> Iterator[FillingPage]:
    page = FillingPage(Session(desk, Tasks(InlinePool()), office="示例县"), read_date)
    page.resize(*SIZE)
    page.show()
    _paint()
    yield page
    page.leave()
    _bury(page)


def _inspection(desk: Desk, form: str, survey: list[Row]) -> Inspection:
    headers = {header: "" for line in survey for header in line}
    choices = [
        (name, f"n{number}", label)
        for name, labels in CHOICES.items()
        for number, label in enumerate(labels)
    ]
    publish(desk, workbook([headers | line for line in survey], choices, form_id=form), "f.xlsx")
    return begin(desk, Occasion(LAW["name"], form))


def _paint() -> None:
    """Let all be laid out and painted, what is put off until the next moment too."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()


def _bury(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
    _paint()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    gc.collect()
    begun = clock()
    work()
    _paint()
    return clock() - begun


# forty questions


def _forty_questions(desk: Desk, page: FillingPage) -> list[Measured]:
    inspection = _inspection(desk, "forty", _survey())
    inspection.answer("/data/g/q4", "已看")  # one without any answer is thrown away when left

    def ours() -> float:
        page.leave()
        _paint()
        taken = _timed(lambda: page.show_inspection(inspection), time.process_time)
        if len(page.sheet.view.questions) != QUESTIONS:
            raise AssertionError("not all questions are there")
        return taken

    def first_finding() -> float:
        """What is only made when an item fails must not be waited for then."""
        inspection.answer("/data/g/q0", "n0")
        ours()
        taken = _timed(lambda: page.sheet.filling.take("/data/g/q0", "n1"))
        if not page.sheet.question("/data/g/q0").evidence.isVisible():
            raise AssertionError("the finding is not shown")
        return taken

    claims = [
        Claim("40 questions shown / the same bare widgets", 3, ours, _bare, rounds=15),
        Claim("a first finding among them (50 ms)", 1, first_finding, lambda: 0.050),
    ]
    return [measured(claim) for claim in claims]


def _survey() -> list[Row]:
    survey = [{**row("begin group", "g"), "label": "检查"}]
    for number, kind in _questions():
        rules = VETO if kind == "select_one yn" else {}
        texts = {"label": _label(number), "hint": _hint(number)}
        survey.append({**row(kind, f"q{number}", **rules), **texts})
    return [*survey, row("end group", "")]


def _questions() -> list[tuple[int, str]]:
    return [(number, KINDS[number % len(KINDS)]) for number in range(QUESTIONS)]


def _label(number: int) -> str:
    return f"第{number + 1}项检查的内容是否符合规定"


def _hint(number: int) -> str:
    return "" if number % 3 else "按监测时间点当天看到的填写"


def _bare() -> float:
    area = QScrollArea()
    area.resize(*SIZE)

    def show() -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        for number, kind in _questions():
            for text in filter(None, (_label(number), _hint(number))):
                label = QLabel(text)
                label.setWordWrap(True)
                layout.addWidget(label)
            _add_input(layout, *kind.split())
        area.setWidgetResizable(True)
        area.setWidget(content)
        area.show()

    taken = _timed(show, time.process_time)
    _bury(area)
    return taken


def _add_input(layout: QVBoxLayout, kind: str, choices: str = "") -> None:
    labels = CHOICES.get(choices, [])
    if not labels or choices == "town":
        layout.addWidget(QLineEdit())
    if choices == "town":
        found = QListWidget()
        found.addItems(labels)
        found.setFixedHeight(found.sizeHintForRow(0) * SHOWN_ROWS)
        layout.addWidget(found)
    elif labels:
        beside = QHBoxLayout()
        group = QButtonGroup(layout)
        group.setExclusive(kind == "select_one")
        for number, label in enumerate(labels, start=1):
            text = f"{number}  {label}"
            button = QRadioButton(text) if kind == "select_one" else QCheckBox(text)
            group.addButton(button, number)
            beside.addWidget(button)
        beside.addStretch(1)
        layout.addLayout(beside)


# rows of a repeat


def _rows(desk: Desk, page: FillingPage) -> list[Measured]:
    """Each of the rows has two groups, so that there are twice as many sections."""
    judged = {**VETO, "gm_problem": "问题"}
    inspection = _inspection(
        desk,
        "rows",
        [
            {**row("begin repeat", "r"), "label": "留言"},
            *_group("a", "内容", judged),
            *_group("b", "回复", judged),
            row("end repeat", ""),
        ],
    )
    for _ in range(ROWS - 1):
        inspection.run.add_row("/data/r")
    page.show_inspection(inspection)
    turn = count()

    def change() -> float:
        path = f"/data/r[#{ROWS // 2}]/a/ok"
        page.sheet.go_to(path)
        _paint()
        return _timed(lambda: page.sheet.filling.take(path, f"n{next(turn) % 2}"))

    name = "a change among 500 rows in the window (50 ms)"
    return [measured(Claim(name, 1, change, lambda: 0.050, rounds=30))]


def _group(name: str, label: str, rules: Row) -> list[Row]:
    return [
        {**row("begin group", name), "label": label},
        row("text", "what"),
        row("select_one yn", "ok", **rules),
        row("end group", ""),
    ]
