"""The score as it stands, and how it came about."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.findings import points_as_text
from govmedia_desktop.domain.verdicts import Verdict
from ui.parts.page import column
from ui.parts.words import faint_label, section_title


def headline(verdict: Verdict) -> str:
    """Return the score in words, empty where the form has no points or a veto ended the scoring."""
    if verdict.so_far is None:
        return ""
    points = points_as_text(verdict.so_far.points)
    return f"目前 {points} 分" if verdict.score is None else f"得分 {points} 分"


class ScoreBlock(QWidget):
    """The score above its steps; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.points = section_title("")
        self.lines = faint_label(wrap=True)
        layout = column(4)
        for words in (self.points, self.lines):
            layout.addWidget(words)
        self.setLayout(layout)
        self.hide()

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the score of a verdict as it stands."""
        self.setVisible(verdict.so_far is not None)
        self.points.setText(headline(verdict))
        self.lines.setText("\n".join(verdict.so_far.lines) if verdict.so_far else "")
