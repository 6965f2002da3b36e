"""Exchange files: format, verify, write, read. Knows nothing of merging."""
