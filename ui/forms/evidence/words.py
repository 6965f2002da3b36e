"""What is said of a piece of evidence, in the words of the strip, the view and the reader."""

from govmedia_desktop.domain.evidence import Evidence

_SIGNS = {"image": "image", "audio": "sound", "video": "film"}
_WORDS = {"image": "图片", "audio": "录音", "video": "录像"}


def size_of(evidence: Evidence) -> str:
    """Return its size with the unit."""
    kilobytes = evidence.size / 1024
    return f"{kilobytes / 1024:.1f} MB" if kilobytes >= 1000 else f"{max(kilobytes, 1):.0f} KB"


def sign_of_kind(evidence: Evidence) -> str:
    """Return the name of the icon for what it is."""
    return _SIGNS.get(evidence.media_type.partition("/")[0], "report")


def word_of_kind(evidence: Evidence) -> str:
    """Return what people call such a file."""
    return _WORDS.get(evidence.media_type.partition("/")[0], "文件")


def time_of(evidence: Evidence) -> str:
    """Return when it was taken, day and time."""
    return evidence.taken_at[:16].replace("T", " ")


def told_of(evidence: Evidence) -> str:
    """Return name, size and time in one line."""
    return f"{evidence.name} · {size_of(evidence)} · {time_of(evidence)}"
