"""How files that come in are told: as JSON values and in words."""

from typing import Any

from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.usecases.exchange.incoming import TakenIn
from govmedia_desktop.usecases.exchange.preview import ELSEWHERE, Fate, FilePreview, RecordChange
from govmedia_desktop.usecases.register.accounts import accounts_as_listed


def taken_value(taken: TakenIn) -> dict[str, Any]:
    """Return what taking in a file did."""
    return {"import": taken.intake, "state": taken.state, "sender": taken.sender, **_counts(taken)}


def _counts(taken: TakenIn) -> dict[str, Any]:
    return {
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "conflicts": taken.conflicts,
        "twins": [accounts_as_listed(doubt.accounts) for doubt in taken.twins],
        "held": taken.held,
        "drafts": taken.drafts,
        "remarks": _remarks(taken),
    }


def previewed_value(told: FilePreview) -> dict[str, Any]:
    """Return what a file is and what taking it in would do; of a damaged one only that it is."""
    manifest = told.manifest
    if manifest is None:
        return {"state": Trust.DAMAGED, "reason": told.taken.why}
    return {
        "state": told.trust,
        "code": told.code,
        "elsewhere": told.elsewhere,
        "sender": manifest.office.name,
        "recipient": manifest.recipient.name if manifest.recipient else None,
        "kind": manifest.kind,
        "period": manifest.period,
        "scope": vars(manifest.limits),
        "sequence": manifest.sequence,
        "part": vars(manifest.part) if manifest.part else None,
        "light": manifest.light,
        "practice": manifest.practice,
        "created": manifest.created,
        "counts": vars(manifest.counts),
        "already": told.taken.state == "already",
        "preview": _counts(told.taken),
        "hides": told.taken.hides,
        "records": list(map(_record, told.records)),
    }


def _record(change: RecordChange) -> dict[str, Any]:
    return {
        "record": change.record,
        "kind": change.kind,
        "title": change.title,
        "state": change.fate.name.lower(),
        "fields": [vars(field) for field in change.fields],
        "why": change.why,
    }


def told_taken(taken: TakenIn) -> str:
    """Return in one line what taking in a file did."""
    if taken.state == "already":
        return f"{taken.sender}的这个文件接收过了，没有变化。"
    return f"已接收{taken.sender}的文件：{_in_words(taken)}。（撤回用编号{taken.intake}）"


def _in_words(taken: TakenIn) -> str:
    counts = f"新增{taken.new}条，变化{taken.changed}条，相同{taken.same}条"
    asked = (
        (taken.conflicts, "两处填写不一致{}处"),
        (len(taken.twins), "待核对的重复账号{}组"),
        (taken.held, "等待其他文件{}条"),
        (taken.drafts, "没查完的检查{}份"),
    )
    remarks = [remark.rstrip("。") for remark in _remarks(taken)]
    return "；".join([counts, *(text.format(n) for n, text in asked if n), *remarks])


def told_preview(told: FilePreview) -> str:
    """Return in lines what a file is and what taking it in would do, field by field."""
    manifest = told.manifest
    if manifest is None:
        return f"{Trust.DAMAGED}：{told.taken.why}"
    part = f"，共{manifest.part.of}份之{manifest.part.number}" if manifest.part else ""
    code = "" if told.trust is Trust.KNOWN else f"，校验码 {told.code}"
    lines = [
        f"{told.trust}{code}。{manifest.office.name}的{manifest.kind}文件，第{manifest.sequence}次"
        f"{part}：{manifest.counts.revisions}条修改记录，{manifest.counts.evidence}张截图。"
    ]
    if told.elsewhere:
        lines.append(ELSEWHERE)
    if told.taken.state == "already":
        return "\n".join([*lines, told_taken(told.taken)])
    lines.append(f"接收后：{_in_words(told.taken)}。" if not told.taken.why else told.taken.why)
    for record in (r for r in told.records if r.fields and r.fate is not Fate.SAME):
        lines.append(f"{record.fate}  {record.title}" + (f"：{record.why}" if record.why else ""))
        lines += [
            f"    {f.field}：{f.old or '（空）'} → {f.new or '（空）'}（{f.office} {f.staff}）"
            for f in record.fields
        ]
    return "\n".join(lines)


def _remarks(taken: TakenIn) -> list[str]:
    return [*taken.remarks, *filter(None, [taken.lacking])]
