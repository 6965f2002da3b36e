"""Charts as they are painted, read and taken along."""
