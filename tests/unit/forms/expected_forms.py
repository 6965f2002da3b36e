"""What every form of pyxform's own tests is held to: it runs, or is refused with a place."""

import json
import random
from collections.abc import Callable, Mapping

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.results import Result, result_as_value, result_from_value
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.faults import Fault, FormFaultsError
from govmedia_desktop.forms.run import FormRun
from tests.unit.forms.published import Case, answer_all, cases
from tests.unit.forms.workbooks import run

RING, NO_XPATH, FINE = "成了环", "请", ""
OTHERWISE = {
    "test_external_instance_pulldata": RING,
    "test_external_instance_pulldata_relevant": RING,
    "test_external_instances_multiple_diff_pulldatas": NO_XPATH,  # ParticipantIDValue'
    "test_validate_unicode_exception": NO_XPATH,  # $(myField)
    "test_cannot__use_same_external_xml_id_with_mixed_types": "city",
    "test_no_params_no_filters": "city",
    "test_not_supported__search__error": None,
}
"""Otherwise than marked: rings, what no XPath engine reads, and three that pyxform itself takes
otherwise (`None`: it accepts the form)."""

ALL = list(cases())
LABELS = [
    "公众号“更新情况”是否达标？𠮷㐀",
    "ＡＢＣ　全角（１２３）％",
    "家\u200d庭\u200c零宽\u200b连接",
    "长" * 1000,
    "<b>&amp;</b> {x} $y % ' \" \\",
]


def rewritten(label: str) -> str:
    return LABELS[len(label) % len(LABELS)]


def name_of(case: Case) -> str:
    return case.id.rpartition(".")[2]


def expected_refusal(case: Case) -> str | None:
    """Return what a refusal must say, None where the form must run."""
    return OTHERWISE.get(name_of(case), FINE if case.wrong else None)


def refused(case: Case, worded: Callable[[str], str]) -> tuple[Fault, ...] | CompiledForm:
    """Return what is wrong with a form, or the form."""
    try:
        return case.compiled(worded)
    except FormFaultsError as error:
        return error.faults


def as_stored(filled: FormRun) -> Mapping[str, Answer]:
    """Return the answers of a record as its revision's line on the disk gives them back."""
    verdict = filled.verdict()
    facts = Result(filled.record(), (), verdict.findings, verdict.conclusion, verdict.score)
    read = result_from_value(json.loads(canonical(result_as_value(facts))))
    assert read is not None
    return read.answers


def runs_and_reads_back(form: CompiledForm, seed: int) -> None:
    """Answer a form at random; its record, read back by its stored text, gives the same."""
    filled = run(form, device="d", seed="s")
    answer_all(filled, random.Random(seed))  # noqa: S311
    record = as_stored(filled)
    assert record == filled.record()
    again = run(CompiledForm.from_text(form.to_text()), answers=record, device="d", seed="s")
    assert again.record() == record
    assert [(i.path, i.value, i.relevant) for i in again.items()] == [
        (i.path, i.value, i.relevant) for i in filled.items()
    ]
    assert again.verdict() == filled.verdict()


def as_expected(case: Case, worded: Callable[[str], str]) -> CompiledForm | None:
    """Hold a form to what is expected of it: it runs and is returned, or is refused."""
    wanted, found = expected_refusal(case), refused(case, worded)
    assert isinstance(found, CompiledForm) == (wanted is None), (case.id, found)
    if isinstance(found, CompiledForm):
        runs_and_reads_back(found, case.number)
        return found
    assert any((wanted or "") in fault.text for fault in found), (case.id, found)
    assert all(fault.sheet for fault in found), (case.id, found)
    return None
