"""Looking at an exchange file: what it is, from whom, and whether it is intact; nothing changes."""

from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.packages.errors import DAMAGE, PackageError
from govmedia_desktop.packages.manifest import Manifest
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.opening import opened
from govmedia_desktop.usecases.trusting import code_of, standing_of


@dataclass(frozen=True)
class Looked:
    """What a file is; of a damaged one nothing is told but the reason."""

    state: Trust
    manifest: Manifest | None = None
    code: str = ""
    """Check code to compare by telephone."""
    reason: str = ""


def look_at(desk: Desk, path: Path, passphrase: str = "", watch: Watch | None = None) -> Looked:
    """Verify the file whole and return what it is.

    Raises `PassphraseError` for a missing or wrong passphrase, and `PackageError` where the file is
    none of ours, too large or too new, which is no damage.
    """
    try:
        with opened(desk, path, passphrase, watch) as package:
            return Looked(standing_of(desk, package), package.manifest, code_of(package))
    except PackageError as error:
        if str(error) not in DAMAGE:
            raise
        return Looked(Trust.DAMAGED, reason=str(error))
