"""The grid in sentences: counts, what finishing would do, what a paste or a fill did."""

from collections.abc import Sequence

from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.domain.wordings import Words
from govmedia_desktop.usecases.grid.counts import Counts
from govmedia_desktop.usecases.grid.filling import Step
from govmedia_desktop.usecases.grid.finishing import Outlook
from ui.grid.model import verdict_words

_NAMED = 3


def counted(accounts: int, opened: int, counts: Counts) -> str:
    """Return the line under the table: where the answers come from, what stands unconfirmed."""
    if opened < accounts:
        return f"共 {accounts} 个账号，正在读取 {opened}/{accounts}"
    kinds = (
        ("输入", counts.typed),
        ("粘贴", counts.pasted),
        ("带入已确认", counts.confirmed),
        ("今日已答", counts.today),
    )
    sources = "、".join(f"{word} {count}" for word, count in kinds if count)
    parts = [f"共 {accounts} 个账号", f"已答 {counts.answered} 格"]
    parts[1] += f"（{sources}）" if sources else ""
    rest = (
        (f"带入待确认 {counts.waiting} 格", counts.waiting),
        (f"未答 {counts.open} 格", counts.open),
    )
    return " · ".join([*parts, *(words for words, count in rest if count)])


def foreseen(outlook: Outlook, words: Words) -> str:
    """Return in numbers what finishing would do under a form."""
    ready = len(outlook.ready)
    if not ready:
        head = "现在没有可以完成的账号"
    else:
        kinds = (
            (words.passed, outlook.passing),
            (words.failed, outlook.failing),
            (words.of(Conclusion.FAILED, unconfirmed=True), outlook.doubtful),
        )
        named = "、".join(f"{word} {len(rows)} 个" for word, rows in kinds if rows)
        doubt = f"，其中带入的 {outlook.waiting} 格还没有人确认" if outlook.waiting else ""
        head = f"将完成 {ready} 个账号：{named}{doubt}"
    rest = [f"{len(outlook.staying)} 个还不能完成"] if outlook.staying else []
    rest += [f"{outlook.untouched} 个没有人填过，仍是未检查"] if outlook.untouched else []
    rest += [f"{outlook.finished} 个已完成"] if outlook.finished else []
    return "；".join([head, *rest]) + "。"


def staying(outlook: Outlook) -> str:
    """Return who cannot be finished and why, a line each."""
    lines = [f"{each.account}：{each.why}" for each in outlook.staying[:_NAMED]]
    more = len(outlook.staying) - _NAMED
    return "\n".join(
        [*lines, f"还有另外 {more} 个，结论一列里看得到各差几项"] if more > 0 else lines
    )


def finished(done: Sequence[tuple[str, Verdict]], words: Words) -> str:
    """Return what was finished under a form."""
    said = [verdict_words(verdict, words)[1] for _name, verdict in done]
    kinds = "、".join(f"{word} {said.count(word)} 个" for word in dict.fromkeys(said))
    return f"已完成 {len(done)} 个账号：{kinds}。" if done else "没有完成任何账号，草稿都在。"


def put_in(what: str, step: Step, left: str) -> str:
    """Return what a paste or a fill did."""
    refused = f"，{step.refused} 格没有接受" if step.refused else ""
    return f"{what}：填入 {step.taken} 格{refused}{left}（Ctrl+Z 撤销）"
