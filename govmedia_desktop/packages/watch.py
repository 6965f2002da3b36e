"""Somebody watching a long reading or writing, who may stop it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from govmedia_desktop.packages.errors import CancelledError


@dataclass
class Watch:
    """Counts the bytes that passed. `progress` is told their sum, `cancelled` asked between.

    `expected`: about how many there will be, as far as the work has said so.
    """

    progress: Callable[[int], object] = lambda _passed: None
    cancelled: Callable[[], bool] = lambda: False
    expected: int = field(default=0, init=False)
    _passed: int = field(default=0, init=False)

    def expect(self, count: int) -> None:
        """Note that about so many more bytes are to pass."""
        self.expected += count

    def let_pass(self, count: int) -> None:
        """Note that so many more bytes passed; raises CancelledError where somebody stopped it."""
        self._passed += count
        self.progress(self._passed)
        if self.cancelled():
            raise CancelledError("已取消，没有写入也没有接收任何内容。")
