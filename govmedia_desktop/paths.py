"""Where the program's own files are, from source and inside the built bundle."""

import sys
from pathlib import Path


def _root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


RESOURCES = _root() / "resources"
TEMPLATES = RESOURCES / "templates"
SAMPLE = RESOURCES / "sample"
ICONS = RESOURCES / "icons"
LAYOUTS = RESOURCES / "layouts"
