"""A council that was moved into a synced folder is told of over every page, until somebody knows."""

from __future__ import annotations

import shutil

from hands import click, in_front, press, says

from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.unsafe_place import UnsafePlaceDialog
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.session import open_council

TOLD = "自動で同期される場所にあります"


def test_the_window_says_how_the_council_gets_away_and_says_it_once(qtbot, session, tasks, tmp_path):
    clock, folder = session.clock, session.vault.folder
    session.close()
    (tmp_path / "OneDrive").mkdir()
    there = shutil.move(folder, tmp_path / "OneDrive" / "council")
    with open_council(there, "夏草や 兵ども 2026", clock=clock) as moved:
        window = MainWindow(compose(moved, tasks), tasks)
        qtbot.addWidget(window)
        window.resize(1024, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.open_page("cases")
        assert says(window, TOLD)
        click(window, "どうするか")
        asked = in_front(qtbot, UnsafePlaceDialog)
        assert says(asked, str(there))
        assert says(asked, "はじめの画面で、移した先のフォルダーを選んで開きます")
        press("Esc")  # the key that does nothing for good
        qtbot.waitUntil(lambda: not asked.isVisible())
        assert says(window, TOLD)
        click(window, "どうするか")
        in_front(qtbot, UnsafePlaceDialog)
        press("Alt+U")
        qtbot.waitUntil(lambda: not says(window, TOLD))
        assert compose(moved, tasks).place_warning == ""
        tasks.drain()
