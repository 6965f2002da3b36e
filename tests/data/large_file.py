"""Writes, encrypts, decrypts and reads a file of that many MB; prints the most MB ever held.

`python -m tests.data.large_file FOLDER MEGABYTES`
"""

import hashlib
import sys
from pathlib import Path

from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.sealed import unseal, write_sealed
from govmedia_desktop.packages.signing import new_key
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.packages.writer import Content, write_package
from tests.data.packages import Draft

PIECE = 40
"""MB of each piece of evidence."""
WORDS = "a long passphrase"


def pieces(folder, megabytes):
    for number in range(megabytes // PIECE):
        place = folder / f"piece{number}"
        block = number.to_bytes(4, "big") * (1 << 18)
        digest = hashlib.sha256()
        with place.open("wb") as file:
            for _ in range(PIECE):
                file.write(block)
                digest.update(block)
        yield digest.hexdigest(), place


def main(folder, megabytes):
    told = []
    watch, draft = Watch(progress=told.append), Draft.of()
    path = folder / "large.gmpack"
    content = Content(draft.lines, evidence=pieces(folder, megabytes))
    write_package(path, draft.manifest, content, watch, new_key())
    sealed = write_sealed(path, folder / "sealed.gmpack", WORDS, watch)
    unseal(sealed, folder / "opened.gmpack", WORDS, watch)
    with open_package(folder / "opened.gmpack", watch) as package:
        for _sha256, _size, read in package.evidence():
            for _piece in read():
                pass
    assert told == sorted(told)
    assert len(told) > 5 * megabytes
    # not getrusage: that remembers how large the process was that started this one
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) // 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
