"""The windows of a carry-out in small windows and with large text: nothing is cut or scrolls sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_nothing_is_cut import _faults

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.carrying.carried_page import CarriedPage
from kyogikai_desktop.gui.carrying.take_out_dialog import TakeOutDialog
from kyogikai_desktop.gui.carrying.working_dialog import WorkingDialog
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.carrying import Carrying

pytestmark = pytest.mark.long

STEPS = ("いままでの仕事を控える", "ファイルに書く", "書いたものを読んで確かめる")


@pytest.fixture(params=[(800, 600, 1.0), (1024, 768, 1.25), (1280, 720, 1.4), (1920, 1080, 1.0)], ids=str)
def size(request, themed):
    width, height, zoom = request.param
    theme.apply(themed, zoom)
    yield width, height
    theme.apply(themed)


@pytest.fixture
def shown(qtbot, size):
    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(*size)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


def settled(qtbot, window):
    """Wait until everything is laid out; what then is cut stays so and fails."""

    def sound():
        assert not _faults(window)

    qtbot.waitUntil(sound)


@pytest.mark.parametrize("pc", ["office", "laptop"])
def test_pages_and_dialogs_say_it_all_on_both_pcs(qtbot, shown, away, tasks, pc):
    council = getattr(away, pc)
    with away.at(council).open() as session:
        window = shown(MainWindow(compose(session, tasks), tasks))
        for page in ("carry", "carry_entry", "carry_loss", "pc_loss"):
            window.open_page(page, 1)
            done = []
            tasks.read(lambda: None, done.append)
            qtbot.waitUntil(lambda done=done: bool(done), timeout=20_000)
            settled(qtbot, window)
        for dialog in (
            TakeOutDialog(window, session.today(), lambda *_: None),
            WorkingDialog(window, "持ち出しのファイルをつくっています", STEPS),
        ):
            dialog.open()
            qtbot.waitUntil(dialog.isVisible)
            settled(qtbot, dialog)
            assert dialog.height() <= window.height()
            dialog.hide()
        tasks.drain()


def test_the_page_after_a_return_file_too(qtbot, shown, away, tasks):
    away.back()
    with away.laptop.open() as session:
        window = shown(MainWindow(compose(session, tasks), tasks))
        window.open_page("carry")
        qtbot.waitUntil(lambda: window.page()._more.count() > 1)
        settled(qtbot, window)
        assert Carrying(session).current().state.refusal
        tasks.drain()


def test_the_form_for_a_file_with_a_long_refusal(qtbot, shown):
    page = CarriedPage()
    page.start(Path("/home/hayashi/ドキュメント/北の杜市協議会"))
    shown(page)
    page.show_error(
        Refused("carry_late_returned", file="kyogikai-001-return-1.carry", folder="北の杜市協議会")
    )
    settled(qtbot, page)
    page.show_error(Refused("carry_of_another", file="kyogikai-001-return-1.carry", folder="北の杜市協議会"))
    settled(qtbot, page)
