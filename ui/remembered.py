"""What the window remembers on this PC by itself: column widths, its place on the screen."""

from PySide6.QtCore import QSettings


def remembered() -> QSettings:
    """Return the store of remembered layouts, an ini file beside the person's settings."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "govmedia-desktop", "window"
    )
