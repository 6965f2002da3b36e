"""How a conclusion is said: by what was looked at, and by who looked (domain.md §8)."""

from dataclasses import dataclass

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.lifecycle import LifeCheck
from govmedia_desktop.domain.verdicts import Conclusion

LOOKED_OVER = "已核查"
"""What stands for 合格 where a check only tells what is to be done."""
DOUBTFUL = "·待核实"


@dataclass(frozen=True)
class Words:
    """What is said for 合格 and for 不合格."""

    passed: str = Conclusion.PASSED.value
    failed: str = Conclusion.FAILED.value

    def of(self, conclusion: Conclusion, *, unconfirmed: bool = False) -> str:
        """Return the word of a conclusion; `unconfirmed`: it fails by what is 待核实 alone."""
        said = {Conclusion.PASSED: self.passed, Conclusion.FAILED: self.failed}
        return said.get(conclusion, conclusion.value) + (DOUBTFUL if unconfirmed else "")


_SELF = Words("自查未发现问题", "自查发现问题")
"""An office does not judge itself: that is for its 主管单位."""


def words_for(form_id: str, nature: str) -> Words:
    """Return the words for inspections of that nature under that form."""
    own = _SELF if nature == Nature.SELF else Words()
    return Words(LOOKED_OVER, own.failed) if form_id in set(LifeCheck) else own
