"""The window is there before anything heavy is loaded."""

import json
import subprocess
import sys

HEAVY = ("numpy", "pyqtgraph", "openpyxl", "lxml", "pyxform", "docx", "duckdb")

SHOW = """
import json, sys
from PySide6.QtWidgets import QWidget
from govmedia_desktop.settings import Settings
from ui.errors import Troubles
from ui.main import application, open_window
from ui.session import Session
from ui.tasks import Tasks
from ui.window import Place
import ui.charts.sparkline, ui.tables.date_grid, ui.pages.first_start
app = application(["govmedia-desktop"], Settings(font_size="大"))
session = Session(None, Tasks(), office="示例县")
window = open_window(session, [Place("工作台", "workbench", lambda _s: QWidget())], Troubles())
app.processEvents()
print(json.dumps([window.isVisible(), sorted(sys.modules)]))
"""


def test_a_shown_window_has_loaded_none_of_the_heavy_libraries(tmp_path):
    run = subprocess.run([sys.executable, "-c", SHOW], check=True, capture_output=True, text=True)
    visible, modules = json.loads(run.stdout)
    assert visible
    assert [name for name in HEAVY if name in modules] == []
