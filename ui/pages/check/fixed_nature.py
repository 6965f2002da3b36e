"""Says beside the choice of 检查性质 where the chosen form has a nature of its own."""

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.usecases.forms.known import fixed_nature
from govmedia_desktop.usecases.periods.periods import counted_with
from ui.parts.states import Notice
from ui.session import Session
from ui.theme import State


class FixedNature(Notice):
    """Not there where form and choice agree."""

    def __init__(self, session: Session) -> None:
        super().__init__(State.HINT)
        self._session = session
        self.hide()

    def show_choice(self, form: str, chosen: Nature) -> None:
        """Tell what holds for a form (by record id, empty for none) and the nature chosen."""
        fixed = fixed_nature(self._session.desk, form) if form else None
        if fixed is None or fixed is chosen:
            self.hide()
            return
        self.tell(State.HINT, words(fixed, chosen))
        self.show()


def words(fixed: Nature, chosen: Nature) -> str:
    """Return what a form's own nature means where another was chosen."""
    rate = "计入合格率" if fixed.enters_rate else "不计入合格率"
    apart = "" if fixed in counted_with(chosen) else f"；查完了，{chosen}仍算没有查"
    return f"这张检查表固定按{fixed}记录，{rate}{apart}。"
