"""Setting up a data folder: the office, the person, the shipped check forms."""

from pathlib import Path

from govmedia_desktop.usecases.desk import NewOffice, create
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms


def set_up(folder: Path, office: NewOffice, staff: str, *, practice: bool = False) -> None:
    """Make a data folder ready to work in.

    Raises `DataFolderError` where one cannot be made here, `RefusedError` without a name.
    """
    with create(folder, office, staff, practice=practice) as desk:
        take_up_shipped_forms(desk)
