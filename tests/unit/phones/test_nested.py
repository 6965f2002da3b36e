"""Repeats within repeats that phones collected: to any depth, each row below its own."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.submissions import Hold
from govmedia_desktop.spreadsheets.collected import read_collected
from govmedia_desktop.store import collected, drafts
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.phones.held import decide, list_waiting
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.collected import as_csv, filled, xlsx, zipped
from tests.data.offices import TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook

UUID = filled("").uuid
KEY = f"uuid:{UUID}"
MAIN = {"account": "示例镇之声", "today": "2024-05-03", "summary": "三篇"}
TREE = [
    ("走访张家庄", [("门口𠮷字招牌", ["清楚", "歪斜"]), ("公告栏", [])]),
    ("走访李家庄", [("大喇叭", ["音量正常"])]),
]
"""Visits with their spots, each with its remarks."""
FORM = [
    {**row("text", "summary"), "label": "总的情况"},
    {"type": "begin repeat", "name": "visits", "label": "走访"},
    {**row("text", "where"), "label": "走访哪里"},
    {"type": "begin group", "name": "inside", "label": "细看"},
    {"type": "begin repeat", "name": "spots", "label": "点位"},
    {**row("text", "spot"), "label": "哪个点位"},
    {"type": "begin repeat", "name": "remarks", "label": "备注"},
    {**row("text", "remark"), "label": "写什么"},
    {"type": "end repeat", "name": "", "label": ""},
    {"type": "end repeat", "name": "", "label": ""},
    {"type": "end group", "name": "", "label": ""},
    {"type": "end repeat", "name": "", "label": ""},
    {**row("text", "extra", required="yes"), "label": "补充"},
]


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as opened:
        publish(opened, workbook(FORM), "f.xlsx")
        yield opened


PARENT = ["_index", "_parent_table_name", "_parent_index"]


def kobo_tables(tree, names=("visits", "spots", "remarks"), *, paths=True, uuid=UUID, top=7):
    """The sheets of the repeats below the main row with that `_index`."""
    way = ("visits/where", "visits/inside/spots/spot", "visits/inside/spots/remarks/remark")
    heads = way if paths else ("走访哪里", "哪个点位", "写什么")
    tables = {
        n: [[head, *PARENT, "_submission__uuid"]] for n, head in zip(names, heads, strict=True)
    }
    visits, spots, remarks = (tables[name] for name in names)
    for where, below in tree:
        visits.append([where, len(visits), "表", top, uuid])
        for spot, texts in below:
            spots.append([spot, len(spots), names[0], len(visits) - 1, uuid])
            for text in texts:
                remarks.append([text, len(remarks), names[1], len(spots) - 1, uuid])
    return tables


def main_rows(labels=False):
    names = ["account", "today", "总的情况" if labels else "summary", "补充" if labels else "extra"]
    return [
        [*names, "__version__", "_uuid", "_index"],
        [*MAIN.values(), None, "1", UUID, 7],
    ]


def kobo(folder, tree=TREE):
    return xlsx(folder / "a.xlsx", {"表": main_rows(), **kobo_tables(tree)})


def kobo_labels(folder, tree=TREE):
    tables = kobo_tables(tree, ("走访", "点位", "备注"), paths=False)
    return xlsx(folder / "a.xlsx", {"表": main_rows(labels=True), **tables})


def kobo_without_groups(folder, tree=TREE):
    tables = kobo_tables(tree)
    for table in tables.values():
        table[0][0] = table[0][0].rpartition("/")[2]
    return xlsx(folder / "a.xlsx", {"表": main_rows(), **tables})


def central(folder, tree=TREE):
    main = [[*MAIN, "extra", "KEY", "FormVersion"], [*MAIN.values(), "", KEY, "1"]]
    visits = [["where", "PARENT_KEY", "KEY"]]
    spots, remarks = [["spot", "PARENT_KEY", "KEY"]], [["remark", "PARENT_KEY", "KEY"]]
    for v, (where, below) in enumerate(tree, 1):
        visits.append([where, KEY, f"{KEY}/visits[{v}]"])
        for s, (spot, texts) in enumerate(below, 1):
            spots.append([spot, f"{KEY}/visits[{v}]", f"{KEY}/visits[{v}]/spots[{s}]"])
            for r, text in enumerate(texts, 1):
                above = f"{KEY}/visits[{v}]/spots[{s}]"
                remarks.append([text, above, f"{above}/remarks[{r}]"])
    names = ("f.csv", "f-visits.csv", "f-visits-spots.csv", "f-visits-spots-remarks.csv")
    return zipped(
        folder / "a.zip", dict(zip(names, map(as_csv, (main, visits, spots, remarks)), strict=True))
    )


def tree_of(run):
    """Read the tree back from the form's rows; an empty one is what a repeat opens with."""
    told = {item.path: item.value for item in run.items()}
    return [
        (
            told[f"{visit}/where"],
            [
                (
                    told[f"{spot}/spot"],
                    [
                        text
                        for row in run.rows(f"{spot}/remarks")
                        if (text := told[f"{row}/remark"])
                    ],
                )
                for spot in run.rows(f"{visit}/inside/spots")
            ],
        )
        for visit in run.rows("/data/visits")
    ]


def taken(desk, path):
    found = take_in_collection(desk, read_collection(desk, [path]))
    assert found.problems == ()
    (draft,) = drafts.drafts(desk.db)
    return inspections.resume(desk, draft.id)


@pytest.mark.parametrize("export", [kobo, kobo_labels, kobo_without_groups, central])
def test_rows_of_every_depth_stand_below_their_own(desk, tmp_path, export):
    assert tree_of(taken(desk, export(tmp_path)).run) == TREE


def test_the_rows_keep_their_ids_into_the_record(desk, tmp_path):
    inspection = taken(desk, kobo(tmp_path))
    items = inspection.run.items()
    before = {i.path: i.value for i in items if i.path.endswith("/remark") and i.value}
    inspection.answer("/data/extra", "无")
    answers = inspections.result_of(desk, inspection.finish()).answers
    assert {path: answers[path].value for path in before} == before
    assert sorted(before.values()) == ["歪斜", "清楚", "音量正常"]


texts = st.text(alphabet="走访庄村𠮷㐀０１ab（）", min_size=1, max_size=6)
trees = st.lists(
    st.tuples(texts, st.lists(st.tuples(texts, st.lists(texts, max_size=3)), max_size=3)),
    min_size=1,
    max_size=4,
)


def rows_told(submission):
    return sorted(
        (t.key.rpartition("]/")[0], t.value)
        for t in submission.values
        if t.key.rpartition("/")[2] in ("where", "spot", "remark")
    )


@given(trees)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_kobo_and_central_tell_the_same_of_any_tree(tmp_path, tree):
    (one,) = read_collected(kobo(tmp_path, tree)).submissions
    (other,) = read_collected(central(tmp_path, tree)).submissions
    without_groups = [(key.replace("inside/", ""), value) for key, value in rows_told(one)]
    assert without_groups == rows_told(other)
    assert one.stray == other.stray == ()
    assert len(rows_told(one)) == sum(1 + sum(1 + len(r) for _, r in spots) for _, spots in tree)


def broken(folder, change, **how):
    tables = kobo_tables(TREE, **how)
    change(tables)
    return xlsx(folder / "a.xlsx", {"表": main_rows(), **tables})


def no_such_visit(tables):
    tables["spots"][2][3] = 99


def no_index(tables):
    tables["spots"][2][3] = None


def two_of_one_index(tables):
    tables["visits"][2][1] = 1


def unknown_submission(tables):
    tables["visits"][2][3] = 9


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (no_such_visit, "spots!D3"),
        (no_index, "spots!A3"),
        (two_of_one_index, "spots!D2"),
        (unknown_submission, "visits!D3"),
    ],
)
@pytest.mark.parametrize("uuid", [UUID, None])
def test_a_broken_parent_is_a_doubt_by_sheet_and_cell_and_holds_the_submission(
    desk, tmp_path, change, place, uuid
):
    found = take_in_collection(desk, read_collection(desk, [broken(tmp_path, change, uuid=uuid)]))
    assert f"{found.problems[0].sheet}!{found.problems[0].cell}" == place
    assert "对不上它的上一级" in found.problems[0].text
    (one,) = found.weighed
    assert (one.outcome, one.hold) == (Outcome.HELD, Hold.ROWS)
    assert drafts.drafts(desk.db) == []
    (waiting,) = list_waiting(desk)
    assert waiting.submission.stray


def test_a_submission_whose_rows_are_all_told_is_not_held_for_another(desk, tmp_path):
    other = "1" + UUID[1:]
    tables = kobo_tables(TREE)
    no_such_visit(tables)
    main = [*main_rows(), [*MAIN.values(), None, "1", other, 8]]
    path = xlsx(tmp_path / "a.xlsx", {"表": main, **tables})
    outcomes = {w.submission.instance: w.outcome for w in read_collection(desk, [path]).weighed}
    assert outcomes == {UUID: Outcome.HELD, other: Outcome.DRAFT}


def test_a_person_takes_it_in_without_the_rows_that_stay_with_the_source(desk, tmp_path):
    take_in_collection(desk, read_collection(desk, [broken(tmp_path, no_such_visit)]))
    account = find_account(desk, "示例镇之声").account.id
    (done,) = decide(desk, UUID, Decision(account=account))
    assert done.outcome is Outcome.DRAFT
    (draft,) = drafts.drafts(desk.db)
    run = inspections.resume(desk, draft.id).run
    assert tree_of(run) == [(TREE[0][0], TREE[0][1][:1]), TREE[1]]
    kept = collected.of_inspection(desk.db, draft.id).content
    assert ["visits/inside/spots/spot", "公告栏", "spots!A3"] in kept["stray"]


@pytest.mark.parametrize("uuid", [UUID, None])
def test_a_ring_of_parents_is_told_not_followed(desk, tmp_path, uuid):
    def ring(tables):
        tables["visits"][1][2:4] = ["spots", 1]

    found = read_collection(desk, [broken(tmp_path, ring, uuid=uuid)])
    assert any("绕一圈" in problem.text for problem in found.problems)
    assert found.weighed[0].hold is Hold.ROWS


def test_central_rows_whose_parent_is_not_there_are_doubts(desk, tmp_path):
    main = as_csv([[*MAIN, "extra", "KEY", "FormVersion"], [*MAIN.values(), "", KEY, "1"]])
    spots = as_csv(
        [["spot", "PARENT_KEY", "KEY"], ["墙", f"{KEY}/visits[1]", f"{KEY}/visits[1]/spots[1]"]]
    )
    path = zipped(tmp_path / "a.zip", {"f.csv": main, "f-visits-spots.csv": spots})
    found = read_collection(desk, [path])
    assert [(p.sheet, p.cell) for p in found.problems] == [("f-visits-spots", "B2")]
    assert found.weighed[0].hold is Hold.ROWS


def test_keys_that_contradict_each_other_are_doubts(desk, tmp_path):
    main = as_csv([[*MAIN, "extra", "KEY", "FormVersion"], [*MAIN.values(), "", KEY, "1"]])
    visits = as_csv([["where", "PARENT_KEY", "KEY"], ["墙", KEY, f"uuid:{UUID[::-1]}/visits[1]"]])
    path = zipped(tmp_path / "a.zip", {"f.csv": main, "f-visits.csv": visits})
    assert read_collection(desk, [path]).weighed[0].hold is Hold.ROWS


def test_a_sheet_name_that_was_cut_is_known_again(desk, tmp_path):
    long = "走访" * 20
    tables = kobo_tables(TREE)
    tables[long[:28] + "..."] = tables.pop("visits")
    for spot in tables["spots"][1:]:
        spot[2] = long
    path = xlsx(tmp_path / "a.xlsx", {"表": main_rows(), **tables})
    assert tree_of(taken(desk, path).run) == TREE
