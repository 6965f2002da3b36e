"""The window around the pages: start, long work, reading, errors, messages, look."""
