"""Offices, what holds at each (parameters, holidays) and whose files are trusted."""
