"""Offices without the program: sheets sent out, filled sheets and any Excel that come back."""
