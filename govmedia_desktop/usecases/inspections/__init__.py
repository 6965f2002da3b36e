"""Inspections: begun, filled in, finished, looked at a second time, weighed anew."""
