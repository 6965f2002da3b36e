"""The county, the town, the account both have, and the files between them, as in situations."""

from tests.unit.situations.conftest import desks, post, shared, templates

__all__ = ["desks", "post", "shared", "templates"]
