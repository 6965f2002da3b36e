"""The core of the program: rules, records, files. Knows nothing of Qt."""

__version__ = "0.1.0"
