"""`python -m ui`, and the program's start in the bundle."""

from ui.main import main

if __name__ == "__main__":
    main()
