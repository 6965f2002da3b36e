"""Files between offices: written, read first, taken in, settled and taken back."""
