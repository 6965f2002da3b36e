"""Check forms: compile an XLSForm, run it, yield findings."""
