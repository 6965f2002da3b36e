"""What the commands about posts and clues share: what was put down at once, and taking it back."""

from typing import Any

from govmedia_desktop.cli.frame import Frame, show
from govmedia_desktop.usecases.activity.batches import Batch, Matter, batches, take_back


def show_batches(frame: Frame, matter: Matter, as_json: bool) -> None:
    """List what was put down at once, the latest first."""
    with frame.desk(writing=False) as desk:
        found = batches(desk, matter)
    lines = [f"{b.id}  {b.told}  {b.staff}{'  已撤回' if b.undone else ''}" for b in found]
    show([_told(b) for b in found], as_json, "\n".join(lines) or f"还没有记下过{matter.label}。")


def undo_batch(frame: Frame, matter: Matter, which: str, as_json: bool) -> None:
    """Take back what was put down at once, the latest unless told."""
    with frame.desk(writing=True) as desk:
        batch = take_back(desk, matter, which)
    show({**_told(batch), "undone": True}, as_json, f"已撤回{batch.told}。")


def _told(batch: Batch) -> dict[str, Any]:
    told = {name: getattr(batch, name) for name in ("id", "at", "staff", "name", "count")}
    return {**told, "undone": batch.undone is not None}
