"""Start: the application with its look, the hooks for errors, and the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from govmedia_desktop.settings import Settings
from ui import theme
from ui.errors import Troubles
from ui.session import Session
from ui.window import Place, Window


def application(arguments: Sequence[str], settings: Settings) -> QApplication:
    """Return the running application in the look that the person chose."""
    app = QApplication(list(arguments))
    app.setApplicationName("govmedia-desktop")
    app.setApplicationDisplayName("政务新媒体监管")
    theme.apply(settings.font_size, high_contrast=settings.high_contrast)
    app.setWindowIcon(theme.icon("app"))
    return app


def open_window(session: Session, places: Sequence[Place], troubles: Troubles) -> Window:
    """Show the window of a session on its first page, with refusals and errors led into it."""
    window = Window(session, places)
    troubles.refused.connect(window.refuse)
    troubles.failed.connect(window.show_error)
    window.navigation.setCurrentRow(0)
    window.navigation.setFocus()
    window.show()
    return window
