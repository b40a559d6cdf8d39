from __future__ import annotations

import pytest
from derivations import derived  # noqa: F401 (fixture)
from hands import show
from rooms import away, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import council_template  # noqa: F401 (fixture)

from kyogikai_desktop.gui.carrying.carry_page import CarryPage


@pytest.fixture
def page_of(qtbot, tasks):
    """Open a council and show its page 持ち出し."""
    opened = []

    def make(council):
        session = council.open()
        opened.append(session)
        page = CarryPage(session, tasks)
        show(qtbot, page)
        qtbot.waitUntil(lambda: page._buttons.count() > 1 and page._buttons.itemAt(0).widget().isVisible())
        return page

    yield make
    for session in opened:
        tasks.drain()
        session.close()
