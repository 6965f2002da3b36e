"""What is said of a piece of evidence, in the words of the strip, the view and the reader."""

from govmedia_desktop.domain.evidence import Evidence


def size_of(evidence: Evidence) -> str:
    """Return its size with the unit."""
    kilobytes = evidence.size / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1000 else f"{max(kilobytes, 1):.0f} KB"


def time_of(evidence: Evidence) -> str:
    """Return when it was taken, day and time."""
    return evidence.taken_at[:16].replace("T", " ")


def told_of(evidence: Evidence) -> str:
    """Return name, size and time in one line."""
    return f"{evidence.name} · {size_of(evidence)} · {time_of(evidence)}"
