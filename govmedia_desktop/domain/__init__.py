"""Values and rules of the field: frozen dataclasses and pure functions."""
