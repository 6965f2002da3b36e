"""Widgets of a check form."""
