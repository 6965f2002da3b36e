"""Situations of exchange that other programs test, told of our offices; see SITUATIONS.md."""
