"""A form out of its XLSForm workbook. pyxform is heavy: it is loaded only for that."""

from govmedia_desktop.forms.compiled import CompiledForm


def compile_workbook(
    workbook: bytes, name: str, files: dict[str, bytes] | None = None
) -> CompiledForm:
    """Return the compiled form of an XLSForm workbook; `name` is the file's, for messages.

    `files` are those it takes choices from, by file name.

    Raises FormFaultsError with every fault by sheet and cell, CannotReadError where the file is
    no readable workbook.
    """
    from govmedia_desktop.forms.compiling import compile_form  # noqa: PLC0415

    return compile_form(workbook, name, {} if files is None else files)


def outside_files(workbook: bytes, name: str) -> list[str]:
    """Return the names of the files that a form takes choices from (see `compiling`)."""
    from govmedia_desktop.forms import compiling  # noqa: PLC0415

    return compiling.outside_files(workbook, name)
