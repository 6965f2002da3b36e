"""Opening an exchange file, with its passphrase where it has one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.packages.reader import Package, open_package
from govmedia_desktop.packages.sealed import is_sealed, unseal
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store.files import room_for
from govmedia_desktop.usecases.desk import Desk


@contextmanager
def opened(
    desk: Desk, path: Path, passphrase: str = "", watch: Watch | None = None
) -> Iterator[Package]:
    """Yield the verified exchange file; decrypted it stands among our temporary files only.

    Raises what `open_package` does, and `PassphraseError` where a passphrase is missing or wrong.
    """
    watch = watch or Watch()
    if not is_sealed(path):
        with open_package(path, watch) as package:
            yield package
        return
    desk.store.tmp.mkdir(exist_ok=True)
    room_for(desk.store.folder, path.stat().st_size)
    inner = desk.store.tmp / f"{new_id()}.gmpack"
    try:
        unseal(path, inner, passphrase, watch)
        with open_package(inner, watch) as package:
            yield package
    finally:
        inner.unlink(missing_ok=True)
