"""How forms begin: what nobody has answered yet, settled once for all that begin alike."""

from collections.abc import Mapping
from dataclasses import replace

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.shared import shared
from govmedia_desktop.forms.world import World

_KEPT = 8
"""As many are kept: local parameters differ between offices, and there are few of them."""


class Beginnings:
    """The unanswered models of one form; each that is asked for is a copy of its own."""

    def __init__(self, form: CompiledForm) -> None:
        self._form = form
        self._known: list[tuple[World, Mapping[str, str], Model]] = []

    def model(self, world: World, fixed: Mapping[str, str] | None = None) -> Model:
        """Return the settled model of a world in which nothing is given (see `Model`)."""
        seen = world if self._form.draws_chance else replace(world, seed="")
        held = fixed or {}
        for known, given, model in self._known:
            if (known, given) == (seen, held):
                return model.copied()
        model = Model(shared(self._form).graph, seen, held)
        self._known = [(seen, held, model), *self._known[: _KEPT - 1]]
        return model.copied()
