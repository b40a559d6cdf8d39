"""Back as a whole where there are two people: the second one agrees in the window, by the own password."""

from __future__ import annotations

import pytest
from colleagues import let_in_long_ago
from hands import in_front, press, says, show, write
from sample_council import acts

from kyogikai_desktop.gui.approval_dialog import ApprovalDialog
from kyogikai_desktop.gui.backups.backups_page import BackupsPage
from kyogikai_desktop.gui.restoring.whole_dialog import WholeDialog
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.session import open_council

PASSWORD, MORI = "夏草や 兵ども 2026", "森の小道を歩く"


@pytest.fixture
def page(qtbot, session, tasks):
    let_in_long_ago(session, "mori", "森　千代", MORI)
    Backups(session).make()
    made = BackupsPage(session, tasks)
    show(qtbot, made)
    qtbot.waitUntil(lambda: made._list.model().rowCount() == 1)
    made._list.setFocus()
    yield made
    made.hide()


def test_nothing_goes_back_before_the_second_person_has_agreed(qtbot, page, session):
    press("Alt+Z")
    dialog = in_front(qtbot, WholeDialog)
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(dialog._go_back.isVisible)
    press("Ctrl+Return")
    second = in_front(qtbot, ApprovalDialog)
    assert says(second, "あとからの記録がなくなり")
    write("ちがう言葉")
    press("Return")
    qtbot.waitUntil(lambda: second.rows["password"].wrong)
    assert not session.closed
    press("Ctrl+A")
    write(MORI)
    with qtbot.waitSignal(page.council_left, timeout=15000):
        press("Return")
    assert session.closed
    with open_council(session.vault.folder, PASSWORD) as again:
        assert acts(again, "restore")[0][-1] == "approved:mori"
