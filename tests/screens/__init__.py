"""Pictures of every page, state and dialog, to be looked at: `make screens`.

A scene is a function that returns the widget to draw; `tests/screens/scenes_*.py` register theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Scene:
    """One picture. `whole`: it fills the screen; a dialog keeps its own size."""

    name: str
    build: Callable[[], QWidget]
    whole: bool = True
    font_size: str = "标准"
    high_contrast: bool = False


SCENES: dict[str, Scene] = {}


def scene(name: str, **how) -> Callable[[Callable[[], QWidget]], Callable[[], QWidget]]:
    """Register the decorated function as the scene `name`."""

    def register(build: Callable[[], QWidget]) -> Callable[[], QWidget]:
        if name in SCENES:
            raise ValueError(name)
        SCENES[name] = Scene(name, build, **how)
        return build

    return register
