"""Exchange files (.gmpack): format, writing, verified reading; knows nothing of merging."""
