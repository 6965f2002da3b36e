import uuid

from govmedia_desktop.domain.identifiers import form_id, new_id


def test_new_ids_are_version_seven_and_sort_by_time():
    first = new_id()
    later = [new_id() for _ in range(50)]
    assert uuid.UUID(first).version == 7
    assert uuid.UUID(first).variant == uuid.RFC_4122
    assert len({first, *later}) == 51
    assert all(first[:13] <= other[:13] for other in later)


def test_a_form_version_has_one_id_wherever_it_is_taken_in():
    assert form_id("basic", "1", "ab") == form_id("basic", "1", "ab")
    assert form_id("basic", "1", "ab") != form_id("basic", "2", "ab")
