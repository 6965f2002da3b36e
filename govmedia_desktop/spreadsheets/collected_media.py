"""Files beside what phones collected: photos and other attachments, matched within an instance.

KoboToolbox's media zip and folder: `…/attachments/<form>/<instance>/<file>`. ODK Central:
`media/<file>` beside the tables. A phone or Briefcase: `<instance folder>/<file>` beside the XML.
Names told by a form are only ever looked up, never used as paths (hardening.md R12).
"""

import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from govmedia_desktop.domain.pictures import MOST_BYTES
from govmedia_desktop.domain.submissions import Submission, names_a_phone_file
from govmedia_desktop.errors import CannotReadError

MOST_FILES = 20_000
_FILE_NAME = re.compile(r"[^/\\<>|?*\x00-\x1f]{1,250}\.(?=\w*[^\W\d])\w{1,8}")
_TABLES = (".xlsx", ".xlsm", ".csv", ".xml")
_OF_AN_INSTANCE = re.compile(
    r"(?:uuid\W?)?(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE
)
_UTF8 = 0x800
_UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    EOFError,
    RuntimeError,
)


@dataclass(frozen=True)
class MediaFile:
    """One file: its container (a zip, or a folder on the disk), its place in it, its bytes."""

    container: Path
    path: PurePosixPath
    entry: str
    """The place as the container itself spells it."""
    size: int

    def read(self) -> bytes:
        """Return the bytes, of what is larger than a picture may be only one more than that.

        Raises `CannotReadError` where they cannot be read any more.
        """
        try:
            if self.container.is_dir():
                with (self.container / self.entry).open("rb") as file:
                    return file.read(MOST_BYTES + 1)
            with zipfile.ZipFile(self.container) as archive, archive.open(self.entry) as packed:
                return packed.read(MOST_BYTES + 1)
        except _UNREADABLE:
            raise CannotReadError(f"“{self.path.name}”读不出来或已损坏，没有带入") from None


@dataclass
class Media:
    """Files by where they lie, and where each submission lay."""

    files: list[MediaFile] = field(default_factory=list)
    _beside: dict[str, list[tuple[Path, PurePosixPath]]] = field(default_factory=dict)
    _told: dict[tuple[Path, PurePosixPath, str], set[str]] = field(default_factory=dict)

    @property
    def holds_any(self) -> bool:
        """Whether there are files that phones make, not just any."""
        return any(names_a_phone_file(file.path.name) for file in self.files)

    def note(
        self, submissions: Iterable[Submission], container: Path, folder: PurePosixPath
    ) -> None:
        """Remember that these submissions were found in that folder."""
        for submission in submissions:
            if submission.instance:
                self._beside.setdefault(submission.instance, []).append((container, folder))
                for name in names_told(submission):
                    told = self._told.setdefault((container, folder, spelled(name)), set())
                    told.add(submission.instance)

    def add(self, other: "Media") -> None:
        """Take the files and places of another export in."""
        self.files += other.files
        for instance, places in other._beside.items():
            self._beside.setdefault(instance, []).extend(places)
        for place, instances in other._told.items():
            self._told.setdefault(place, set()).update(instances)

    def of(self, submission: Submission) -> dict[str, MediaFile]:
        """Return the files of a submission by the names that it tells.

        A name for which there are several files, or which several submissions tell of the same
        folder, is left out: nobody could say whose it is.
        """
        index = self._index()
        found = {}
        for name in names_told(submission):
            own = index.get((submission.instance, spelled(name)), [])
            files = own or list(self._flat(submission.instance, spelled(name), index))
            if files and len({file.size for file in files}) == 1:
                found[name] = files[0]
        return found

    def late(self, wanted: Mapping[str, Collection[str]]) -> dict[str, dict[str, MediaFile]]:
        """Return the files that are wanted of submissions that did not come along, by instance.

        A file in the folder of an instance is that one's. One that lies anywhere else is whose it
        is by its name alone: where only one of them wants it, and no submission lies beside it.
        """
        spellings = Counter(spelled(n) for names in wanted.values() for n in {*names})
        index, found = self._index(), {}
        for instance, names in wanted.items():
            files = {}
            for name in names:
                near = index.get((instance, spelled(name)), [])
                loose = index.get(("", spelled(name)), []) if not near else []
                alone = spellings[spelled(name)] == 1
                found_here = near or [f for f in loose if alone and self._is_nobodys(f)]
                if found_here and len({file.size for file in found_here}) == 1:
                    files[name] = found_here[0]
            if files:
                found[instance] = files
        return found

    def _is_nobodys(self, file: MediaFile) -> bool:
        folder = file.path.parent
        places = {(file.container, folder), (file.container, folder.parent)}
        noted = {place for lying in self._beside.values() for place in lying}
        return not _OF_AN_INSTANCE.fullmatch(folder.name) and places.isdisjoint(noted)

    def _flat(
        self, instance: str, name: str, index: dict[tuple[str, str], list[MediaFile]]
    ) -> Iterator[MediaFile]:
        for container, folder in self._beside.get(instance, ()):
            if self._told[container, folder, name] == {instance}:
                for file in index.get(("", name), ()):
                    near = (folder, folder / "media")
                    if file.container == container and file.path.parent in near:
                        yield file

    def _index(self) -> dict[tuple[str, str], list[MediaFile]]:
        """Return the files by name, and by name within the instance whose folder they are in."""
        if self._indexed != len(self.files):
            self._names: dict[tuple[str, str], list[MediaFile]] = {}
            for file in self.files:
                name = spelled(file.path.name)
                folder = file.path.parent.name.casefold().removeprefix("uuid").lstrip(":_-")
                self._names.setdefault(("", name), []).append(file)
                if folder:
                    self._names.setdefault((folder, name), []).append(file)
            self._indexed = len(self.files)
        return self._names

    _indexed: int = -1


def names_told(submission: Submission) -> Iterator[str]:
    """Yield the values of a submission that may be names of files, each once."""
    yield from dict.fromkeys(t.value for t in submission.values if _FILE_NAME.fullmatch(t.value))


def spelled(name: str) -> str:
    """Return a name as it is compared: servers put `_` for blanks and leave signs out."""
    plain = unicodedata.normalize("NFC", name).casefold().strip()
    return re.sub(r"[^\w.-]", "", re.sub(r"\s", "_", plain))


def in_zip(path: Path, infos: Iterable[zipfile.ZipInfo]) -> Iterator[MediaFile]:
    """Yield the files of a zip that are no tables and no XML."""
    for info in infos:
        place = PurePosixPath(_decoded(info))
        if not info.is_dir() and place.suffix.lower() not in _TABLES:
            yield MediaFile(path, place, info.filename, info.file_size)


def in_folder(folder: Path, below: Iterable[Path]) -> Iterator[MediaFile]:
    """Yield the files at these places below a folder that are no tables and no XML."""
    for path in below:
        if path.suffix.lower() not in _TABLES:
            place = path.relative_to(folder)
            size = path.stat().st_size
            yield MediaFile(folder, PurePosixPath(place.as_posix()), str(place), size)


def near(path: Path) -> Iterator[Path]:
    """Yield the files that may be media of an export: beside it, in `media`, in `attachments`."""
    folder = path.parent
    yield from _files(folder)
    yield from _files(folder / "media")
    for pattern in ("attachments", "*/attachments", "*/*/attachments"):
        for place in folder.glob(pattern):
            yield from below(place)


def below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and all folders in it; links are not followed.

    Raises ValueError beyond `MOST_FILES`.
    """
    waiting, seen = [folder], 0
    while waiting:
        place = waiting.pop()
        yield from _files(place)
        folders = [p for p in _entries(place) if p.is_dir() and not p.is_symlink()]
        seen += len(folders)
        if seen > MOST_FILES:
            raise ValueError("too many folders")
        waiting += folders


def _files(folder: Path) -> Iterator[Path]:
    for number, path in enumerate(_entries(folder)):
        if number > MOST_FILES:
            return
        if path.is_file() and not path.is_symlink():
            yield path


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return an entry's name: zips of Chinese Windows do not say that theirs are GBK (R13)."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
