"""What a person set for this PC: a small JSON file, never shared and never a record."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from govmedia_desktop.files import write_bytes

FONT_SIZES = ("标准", "大", "特大")


@dataclass(frozen=True)
class Settings:
    """Settings of this PC; the page 设置 is drawn from these fields."""

    data_folder: str = ""
    staff: str = ""
    """Who works at this PC (填报人)."""
    font_size: str = "标准"
    high_contrast: bool = False


def load(path: Path) -> Settings:
    """Return the settings; what is missing, unknown or of the wrong type reads as the default."""
    default = Settings()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return default
    if not isinstance(stored, dict):
        return default
    known = {
        f.name: stored[f.name]
        for f in fields(default)
        if type(stored.get(f.name)) is type(getattr(default, f.name))
    }
    settings = replace(default, **known)
    return settings if settings.font_size in FONT_SIZES else replace(settings, font_size="标准")


def save(path: Path, settings: Settings) -> None:
    """Write the settings. Raises `CannotWriteError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    write_bytes(path, content.encode("utf-8"))


def usual_place() -> Path:
    """Return where this PC's settings are kept."""
    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    folder = Path(base) if base else Path.home() / ".config"
    return folder / "govmedia-desktop" / "settings.json"
