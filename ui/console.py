"""Entry of the command `govmedia`: imports no Qt, hands lazy renderers to the core."""

import sys
from typing import Any

from govmedia_desktop.cli.main import run


def _chart(*arguments: Any, **options: Any) -> None:
    from ui.charts.render import render_chart  # noqa: PLC0415  (Qt only where a chart is asked for)

    render_chart(*arguments, **options)


def _pdf(*arguments: Any) -> None:
    from ui.parts.paper import print_papers  # noqa: PLC0415  (as above)

    print_papers(*arguments)


def _picture(content: bytes) -> None:
    from ui.forms.evidence.decoding import check_decodes  # noqa: PLC0415  (Qt only for pictures)

    check_decodes(content)


def main() -> None:
    """Carry out the command line."""
    sys.exit(run(renderers={"chart": _chart, "pdf": _pdf, "picture": _picture}))


if __name__ == "__main__":
    main()
