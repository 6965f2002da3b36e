"""How an exchange file is refused, in the words a clerk can act on."""

from govmedia_desktop.errors import CannotReadError, RefusedError

INCOMPLETE = "文件不完整，请重新拷贝；未接收任何内容。"
ALTERED = "文件损坏或被改动，未接收任何内容，请对方重新发送。"
INCOMPLETE_OR_ALTERED = "文件不完整或被改动，请重新拷贝，还不行就请对方重新发送；未接收任何内容。"
NOT_OURS = (
    "这不是本程序的上报或下发文件，或文件已损坏，未接收任何内容，请选对文件或请对方重新发送。"
)
TOO_LARGE = "文件内容超出允许的大小或数量，未接收任何内容，请对方按季度分次重新导出。"
UNREADABLE = "文件读不出来，未接收任何内容，请检查U盘或文件是否还在，重新拷贝后再试。"

DAMAGE = {INCOMPLETE, ALTERED, INCOMPLETE_OR_ALTERED}
"""What is said of a file that is ours and not as it was written."""


class PackageError(CannotReadError):
    """The exchange file is refused; nothing of it was handed out or written."""


class CancelledError(RefusedError):
    """A person stopped the reading or writing; nothing is left of it."""


def too_new(needed: int, known: int) -> PackageError:
    """Return the refusal of a file that only a newer program reads."""
    return PackageError(
        f"此文件由更新版本的程序生成，需要能读第{needed}版文件格式的程序（本程序读到第{known}版），"
        "未接收任何内容，请先升级本程序。"
    )
