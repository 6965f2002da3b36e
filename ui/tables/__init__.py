"""One table model and its view."""
