"""Values that are odd, empty, endless or unseen: each is taken, cleared or refused, nothing half."""

import json

import pytest

from govmedia_desktop.cli.main import run


@pytest.fixture
def county(office):
    return office()


def revisions(county):
    return county.tell("package", "export", "-o", county.folder.parent / "数.gmpack")["revisions"]


def test_an_empty_value_clears_the_owner_like_any_other_field(county):
    fields = ["name=示例发布", "platform=wechat", "owner=示例县司法局", "url=http://a.cn"]
    added = county.tell("accounts", "add", *fields)
    told = county.tell("accounts", "set", added["id"], "owner=", "url=")
    assert told["changed"] is True
    assert (told["owner"], told["url"]) == (None, None)
