"""The tree of offices: everybody once, under their 主管单位, whatever the records say."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.register.office_tree import office_tree
from tests.unit.desks import COUNTY, add, desk_of


def put(desk, name, parent=None):
    record = new_id()
    desk.record([Edit(record, "office", {"name": name, "parent": parent})])
    return record


def test_offices_stand_under_their_supervisor_with_their_accounts_counted(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        add(desk, "乙号", owner="示例县乙局")
        add(desk, "乙号", platform="weibo", owner="示例县乙局")
        add(desk, "甲号", owner="示例县甲局")
        top = next(o for o in list_offices(desk) if o.name == "示例县乙局").id
        put(desk, "示例县乙局下属中心", top)
        told = [(n.office.name, n.depth, n.parent, n.accounts) for n in office_tree(desk)]
    assert told == [
        (COUNTY.name, 0, None, 0),
        ("示例县乙局", 1, COUNTY.name, 2),
        ("示例县乙局下属中心", 2, "示例县乙局", 0),
        ("示例县甲局", 1, COUNTY.name, 1),
    ]


def test_offices_that_two_changes_put_below_each_other_are_still_shown(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        one = put(desk, "甲局")
        other = put(desk, "乙局", one)
        desk.record([Edit(one, "office", {"parent": other})])
        nodes = {node.office.name: node for node in office_tree(desk)}
    assert set(nodes) == {COUNTY.name, "甲局", "乙局"}
    assert min(nodes["甲局"].depth, nodes["乙局"].depth) == 0


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_every_office_is_there_once_and_none_above_its_supervisor(tmp_path_factory, above):
    with desk_of(tmp_path_factory.mktemp("树") / "县") as desk:
        ids = [put(desk, f"第{n}局") for n in range(8)]
        ids[0] = own_office(desk).id
        desk.record([Edit(ids[n], "office", {"parent": ids[up]}) for n, up in enumerate(above)])
        nodes = office_tree(desk)
        parents = {o.id: o.parent for o in list_offices(desk)}
    assert sorted(n.id for n in nodes) == sorted(parents)
    depths = {node.id: node.depth for node in nodes}
    assert all(d == 0 or depths[parents[id_]] == d - 1 for id_, d in depths.items())
