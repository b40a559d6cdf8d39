"""Every page in small windows and with large text: nothing is cut, overlaps or scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from hands import press
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.domain.meetings import MeetingState
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services import practice
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.vault.kdf import FLOOR

pytestmark = pytest.mark.long

LEDGER = Path(__file__).parents[1] / "data" / "ledger-form8.xlsx"
_PARTS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
_SLACK = 1  # px: hints are rounded


def _named(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__}「{words}」{widget.width()}×{widget.height()}"


def _has_room(part: QWidget) -> bool:
    """Tell whether a part is at least as large as its words ask for; elided labels may be narrower."""
    if (isinstance(part, QLabel) and part.wordWrap()) or part.hasHeightForWidth():
        return part.height() + _SLACK >= part.heightForWidth(part.width())
    needed = part.sizeHint() if isinstance(part, QCheckBox) else part.minimumSizeHint()
    if isinstance(part, QLabel) and (not part.text() or isinstance(part, ElidedLabel)):
        return True
    return part.width() + _SLACK >= needed.width() and part.height() + _SLACK >= needed.height()


def _place(part: QWidget, root: QWidget) -> QRect:
    return QRect(part.mapTo(root, QPoint()), part.size()).adjusted(1, 1, -1, -1)


def _scroller(part: QWidget) -> QWidget | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above


def _sideways(root: QWidget) -> Iterator[str]:
    for area in root.findChildren(QAbstractScrollArea):
        if not area.isVisible() or isinstance(area, QPlainTextEdit):
            continue
        wide = isinstance(area, QScrollArea) and area.widget().width() > area.viewport().width()
        if wide or area.horizontalScrollBar().isVisible():
            yield f"{type(area).__name__}「{area.accessibleName()}」: wider than its place"


def _faults(root: QWidget) -> list[str]:
    """Return what a person at this window could not read or reach."""
    kinds = [each for kind in _PARTS for each in root.findChildren(kind)]
    parts = [each for each in kinds if each.isVisible() and not each.size().isEmpty()]
    found = [f"{_named(each)}: cut" for each in parts if not _has_room(each)]
    found += [
        f"{_named(each)}: outside {type(each.parentWidget()).__name__}"
        for each in parts
        if not each.parentWidget().rect().adjusted(-1, -1, 1, 1).contains(each.geometry())
    ]
    for one, other in combinations(parts, 2):
        related = one.isAncestorOf(other) or other.isAncestorOf(one)
        apart = _scroller(one) is not _scroller(other)
        if not related and not apart and _place(one, root).intersects(_place(other, root)):
            found.append(f"{_named(one)} lies over {_named(other)}")
    return [*found, *_sideways(root)]


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A practice council on the day before a meeting."""
    at = datetime(2026, 11, 25, 9, 12, tzinfo=JST)
    folder = tmp_path_factory.mktemp("practice") / "council"
    with practice.create(folder, cases=60, seed=1, clock=lambda: at, kdf=FLOOR) as session:
        yield session


@pytest.fixture(params=[(1024, 768, 1.0), (1280, 720, 1.4), (1024, 768, 1.25), (1024, 768, 1.4)], ids=str)
def window(request, qtbot, council, tasks):
    width, height, zoom = request.param
    theme.apply(QApplication.instance(), zoom)
    made = MainWindow(replace(compose(council, tasks), close=lambda _back_up: None), tasks)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    made.activateWindow()
    yield made
    theme.apply(QApplication.instance())


@pytest.fixture
def sound(qtbot, tasks):
    """Wait until a window shows all it reads, then look for faults."""

    def look(root: QWidget, what: str) -> None:
        for _ in range(3):  # what was read may ask for more
            done: list[object] = []
            tasks.read(lambda: None, done.append)
            qtbot.waitUntil(lambda done=done: bool(done), timeout=20_000)
            tasks.settle()
        QApplication.processEvents()
        assert not _faults(root), what

    return look


def _records(session) -> dict[str, object]:
    work, meetings = Casework(session), Meetings(session).rows()
    cases = [row.id for row in work.page(CaseQuery(), 0, 30)]
    states = {row.state: row.id for row in reversed(meetings)}
    return {
        "case": max(cases, key=lambda one: len(work.notes(one))),
        "meeting": states[MeetingState.PLANNED],
        "minutes": states[MeetingState.HELD],
    }


def test_every_page_shows_all_its_words(window, council, sound):
    records = _records(council)
    pages = [spec.id for spec in compose(council, window._tasks).pages]
    assert len(pages) > 15
    for page in pages:
        window.open_page(page, records.get(page))
        sound(window, page)


def test_a_case_says_it_all_in_its_dialogs_and_histories(window, council, sound):
    window.open_page("case", _records(council)["case"])
    sound(window, "case")
    for words in [command.words for command in window.page().commands()]:
        next(one for one in window.page().commands() if one.words == words).run()
        dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
        sound(dialogs[0] if dialogs else window, words)
        assert all(one.height() <= window.height() for one in dialogs)
        for one in dialogs:
            one.close()
        window.activateWindow()
        if window.page().title != "ケース":
            window.open_page("case", None)


@pytest.fixture(scope="module")
def rewritten(council):
    """A case of somebody protected, in which an address and long texts were rewritten."""
    work = Casework(council)
    first = work.get(work.page(CaseQuery(), 0, 1)[0].id)
    where = replace(first.person, whereabouts_protected=True, address="東町の、まだだれにも言っていない部屋")
    text = "はじめに書いた文。" + "そのあとも同じ文。" * 30
    texts = dict.fromkeys(("complaint", "wish", "situation"), text)
    saved = work.save(replace(first, person=where, **texts), revealed=True)
    later = replace(saved.person, address="西町のはなれ、二階の奥")
    changed = dict.fromkeys(texts, text.replace("はじめに", "あとから"))
    return work.save(replace(saved, person=later, **changed), revealed=True)


def test_the_history_of_a_case_has_room_for_what_was_rewritten_and_withheld(window, rewritten, sound, qtbot):
    window.open_page("case", rewritten.id)
    sound(window, "case")
    press("Ctrl+Tab")
    sound(window, "history")
    page = window.page()
    view = page._history.change
    while not (view.words and view.words.withheld):
        press("Down")
        sound(window, "an act before")
    acts = page._history.list
    words = [acts.model().index(at, 1).data() for at in range(acts.model().rowCount())]
    assert max(map(acts.fontMetrics().horizontalAdvance, words)) < acts.columnWidth(1)
    press("Alt+S")
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    sound(dialog, "reason")
    dialog.close()
    window.activateWindow()
    page._history._reveal(acts.current_row(), "訪問のため")
    qtbot.waitUntil(view._clock.isActive)
    for what in ("revealed", "in full", "in short"):
        sound(window, what)
        assert view._whole.isVisible()
        press("Alt+A")
    press("End")
    sound(window, "the first act")


def test_items_of_a_meeting_and_forms_of_a_body_have_room(window, council, sound):
    window.open_page("meeting", _records(council)["meeting"])
    sound(window, "opening")
    for number in range(4):
        press("Ctrl+Down")
        sound(window, f"item {number}")
    window.open_page("bodies")
    sound(window, "bodies")
    for keys in ("F4", "Esc", "F2", "Ctrl+S"):
        press(keys)
        sound(window, keys)


def test_a_ledger_that_was_looked_over_has_room(window, sound, qtbot):
    window.open_page("import")
    page = window.page()
    page.open_file(LEDGER)
    qtbot.waitUntil(lambda: page._judged is not None, timeout=20_000)
    sound(window, "rows")
