"""A clerk at the page 检查 of an office with two accounts."""

import pytest

from tests.data.offices import LAW, TOWN_VOICE
from tests.ui.clerk import at_work


@pytest.fixture
def clerk(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据 文件夹", TOWN_VOICE, LAW) as person:
        yield person


@pytest.fixture
def town(clerk):
    """示例镇之声 opened, the cursor in its prefilled last update."""
    clerk.check("示例镇之声")
    return clerk
