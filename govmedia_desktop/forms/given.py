"""The answers of a form under way, and which of them somebody has yet to take note of."""

from collections.abc import Collection, Iterator, Mapping

from govmedia_desktop.domain.inspections import Answer


class Answers(Mapping[str, Answer]):
    """Answers by path; a path once put is never taken away.

    Remembers apart what has changed since all was on the disk, and since it was last shown.
    """

    def __init__(self) -> None:
        self._by_path: dict[str, Answer] = {}
        self._unsaved: set[str] = set()
        self._touched: set[str] = set()

    def __getitem__(self, path: str) -> Answer:
        """Return the answer at a path; KeyError where there is none."""
        return self._by_path[path]

    def __iter__(self) -> Iterator[str]:
        """Go through the paths."""
        return iter(self._by_path)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._by_path)

    def put(self, path: str, answer: Answer) -> None:
        """Keep an answer in place of what stood there."""
        self._by_path[path] = answer
        self._unsaved.add(path)
        self._touched.add(path)

    def unsaved(self) -> dict[str, Answer]:
        """Return the answers that have changed since `mark_saved`, by path."""
        return {path: self._by_path[path] for path in sorted(self._unsaved)}

    def mark_saved(self, but: Collection[str] = ()) -> None:
        """Take note that all of them are on the disk, `but` these, where they were not."""
        self._unsaved.intersection_update(but)

    def take_touched(self) -> set[str]:
        """Return the paths of which the answer has changed since this was last asked."""
        found, self._touched = self._touched, set()
        return found
