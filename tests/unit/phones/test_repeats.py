"""Repeats that phones collected: each row of an export becomes a row of the form."""

import pytest

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from tests.data.collected import as_csv, filled, xlsx, zipped
from tests.data.offices import TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook

UUID = filled("").uuid
KEY = f"uuid:{UUID}"
MAIN = {"account": "示例镇之声", "today": "2024-05-03", "summary": "三篇"}
ROWS = [("2024-05-01", "yes"), ("2024-05-02", "no"), ("2024-05-03", "yes")]
FORM = [
    {**row("text", "summary"), "label": "总的情况"},
    {"type": "begin repeat", "name": "posts", "label": "抽看的文章"},
    {**row("date", "posted"), "label": "哪天发的"},
    {**row("select_one yn", "sourced"), "label": "注明来源了吗"},
    {"type": "end repeat", "name": "", "label": ""},
    {**row("text", "extra", required="yes"), "label": "补充"},
]
CHOICES = [("yn", "yes", "是"), ("yn", "no", "否")]


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as opened:
        publish(opened, workbook(FORM, CHOICES), "f.xlsx")
        yield opened


def kobo(folder):
    main = [
        [*MAIN, "extra", "__version__", "_uuid", "_index"],
        [*MAIN.values(), None, "1", UUID, 7],
    ]
    posts = [["posts/posted", "posts/sourced", "_index", "_parent_table_name", "_parent_index"]]
    posts += [[*told, n, "表", 7] for n, told in enumerate(ROWS, 1)]
    return xlsx(folder / "a.xlsx", {"表": main, "posts": posts})


def kobo_labels(folder):
    main = [["account", "today", "总的情况", "补充", "__version__", "_uuid", "_index"]]
    main.append([*MAIN.values(), None, "1", UUID, 1])
    posts = [["哪天发的", "注明来源了吗", "_index", "_parent_index", "_submission__uuid"]]
    posts += [[day, {"yes": "是", "no": "否"}[ok], n, 1, UUID] for n, (day, ok) in enumerate(ROWS)]
    return xlsx(folder / "a.xlsx", {"表": main, "抽看的文章": posts})


def central(folder):
    main = as_csv([[*MAIN, "extra", "KEY", "FormVersion"], [*MAIN.values(), "", KEY, "1"]])
    posts = [["posted", "sourced", "PARENT_KEY", "KEY"]]
    posts += [[*told, KEY, f"{KEY}/posts[{n}]"] for n, told in enumerate(ROWS, 1)]
    return zipped(folder / "a.zip", {"f.csv": main, "f-posts.csv": as_csv(posts)})


def xml(folder):
    posts = "".join(f"<posts><posted>{d}</posted><sourced>{s}</sourced></posts>" for d, s in ROWS)
    main = "".join(f"<{name}>{value}</{name}>" for name, value in MAIN.items())
    path = folder / "a.xml"
    path.write_text(
        f'<data id="f" version="1">{main}{posts}<extra/>'
        f"<meta><instanceID>{KEY}</instanceID></meta></data>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("export", [kobo, kobo_labels, central, xml])
def test_every_row_of_an_export_becomes_a_row_of_the_form(desk, tmp_path, export):
    found = take_in_collection(desk, read_collection(desk, [export(tmp_path)]))
    assert found.problems == ()
    assert [one.outcome.value for one in found.weighed] == ["draft"]
    (draft,) = drafts.drafts(desk.db)
    run = inspections.resume(desk, draft.id).run
    told = {i.path: i.value for i in run.items()}
    rows = [
        tuple(told[f"{r}/{name}"] for name in ("posted", "sourced"))
        for r in run.rows("/data/posts")
    ]
    assert rows == ROWS


def test_the_rows_stand_in_the_finished_record(desk, tmp_path):
    take_in_collection(desk, read_collection(desk, [xml(tmp_path)]))
    inspection = inspections.resume(desk, drafts.drafts(desk.db)[0].id)
    inspection.answer(resolve(inspection.compiled, "extra"), "无")
    answers = inspections.result_of(desk, inspection.finish()).answers
    posted = [a.value for path, a in sorted(answers.items()) if path.endswith("/posted")]
    assert posted == [day for day, _ in ROWS]


def test_an_answer_in_a_row_that_is_not_taken_is_told_by_its_cell(desk, tmp_path):
    path = kobo(tmp_path)
    posts = [["posts/posted", "_parent_index"], ["昨天吧", 7]]
    main = [[*MAIN, "__version__", "_uuid", "_index"], [*MAIN.values(), "1", UUID, 7]]
    path = xlsx(tmp_path / "b.xlsx", {"表": main, "posts": posts})
    (problem,) = read_collection(desk, [path]).problems
    assert problem.cell == "posts!A2"


def test_a_number_of_rows_beyond_all_sense_is_told_not_made(desk, tmp_path):
    main = as_csv(
        [["account", "today", "KEY", "FormVersion"], ["示例镇之声", "2024-05-03", KEY, "1"]]
    )
    posts = as_csv([["posted", "PARENT_KEY", "KEY"], ["2024-05-01", KEY, f"{KEY}/posts[99999]"]])
    path = zipped(tmp_path / "a.zip", {"f.csv": main, "f-posts.csv": posts})
    columns = read_collection(desk, [path])
    assert any("超出检查表允许的条数" in p.text for p in columns.problems) or (
        columns.weighed[0].hold is not None
    )
