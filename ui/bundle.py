"""The built program as a folder of files: which there must be, and whether they still are.

Antivirus programs take files away or change them; a list of SHA-256 written at the end of the
build tells which, to the person and to the office's IT (hardening R33, R34).
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

LIST = "SHA256SUMS"
_PACKED = b"UPX!"


def folder() -> Path | None:
    """Return where the built program stands, None where it runs from source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def write_list(place: Path) -> None:
    """List all files of the folder, in the form that `sha256sum -c` reads."""
    lines = [f"{_digest(place / name)}  {name}\n" for name in sorted(_names(place))]
    (place / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")


def faults(place: Path) -> list[str]:
    """Return a sentence for every file that is missing, changed, not listed or packed by UPX."""
    listed = {}
    for line in (place / LIST).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    present = set(_names(place))
    found = [f"缺少文件 {name}" for name in sorted(listed.keys() - present)]
    found += [f"清单以外的文件 {name}" for name in sorted(present - listed.keys())]
    for name in sorted(present & listed.keys()):
        if _digest(place / name) != listed[name]:
            found.append(f"文件被改动 {name}")
        if _PACKED in (place / name).read_bytes()[:4096]:
            found.append(f"文件被压缩过 {name}")
    return found


def foreign_import_paths(place: Path) -> list[str]:
    """Return where modules would be looked for outside of the program's folder."""
    own = place.resolve()
    return [
        path
        for path in sys.path
        if own not in (Path(path).resolve(), *Path(path).resolve().parents)
    ]


def _names(place: Path) -> Iterator[str]:
    for root, _, files in os.walk(place):
        for file in files:
            name = (Path(root) / file).relative_to(place).as_posix()
            if name != LIST:
                yield name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
