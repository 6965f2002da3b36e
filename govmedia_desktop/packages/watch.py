"""Somebody watching a long reading or writing, who may stop it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from govmedia_desktop.packages.errors import CancelledError


@dataclass
class Watch:
    """Counts the bytes that passed. `progress` is told their sum, `cancelled` asked between."""

    progress: Callable[[int], object] = lambda _passed: None
    cancelled: Callable[[], bool] = lambda: False
    _passed: int = field(default=0, init=False)

    def let_pass(self, count: int) -> None:
        """Note that so many more bytes passed; raises CancelledError where somebody stopped it."""
        self._passed += count
        self.progress(self._passed)
        if self.cancelled():
            raise CancelledError("已取消，没有写入也没有接收任何内容。")
