"""`python -m ui`, and the program's start in the bundle."""

import gc
import sys


def main() -> None:
    """Show the window, or with `--selftest` tell whether this copy of the program is whole."""
    if "--selftest" in sys.argv[1:]:
        from ui.selftest import self_test  # noqa: PLC0415  (loads all there is)

        sys.exit(self_test())
    # a start leaves nothing behind to clear away, and looking for it is a sixth of the time
    gc.disable()
    from ui.main import main as show_window  # noqa: PLC0415

    show_window()


if __name__ == "__main__":
    main()
