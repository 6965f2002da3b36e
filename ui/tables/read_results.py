"""What becomes of a row that was read from a file: word and state, the same on every page."""

from govmedia_desktop.domain.registers import Result
from ui.theme import State

RESULTS = {
    Result.ADDED: "新增",
    Result.UPDATED: "更新",
    Result.UNCHANGED: "无变化",
    Result.DUPLICATE: "重复",
    Result.REJECTED: "未读入",
}
STATES = {
    Result.ADDED: State.PASSED,
    Result.UPDATED: State.STARTED,
    Result.UNCHANGED: State.UNCHECKED,
    Result.DUPLICATE: State.HINT,
    Result.REJECTED: State.FAILED,
}
