"""Errors a person can act on. Everything else that is raised is a bug of ours."""


class RefusedError(Exception):
    """The program declines; `str()` is one full Chinese sentence that says what to do."""


class CannotReadError(RefusedError):
    """A file that was given cannot be used: broken, hostile, too large or of another kind."""


class CannotWriteError(RefusedError):
    """A file cannot be written: open in another program, disk full, medium gone."""


class DataFolderError(RefusedError):
    """The data folder cannot be opened: missing, newer than this program, damaged or in use."""
