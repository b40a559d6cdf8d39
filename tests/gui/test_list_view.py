from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.gui.widgets.badge import due, state
from kyogikai_desktop.gui.widgets.cells import Cell, Column, Group
from kyogikai_desktop.gui.widgets.list_model import PAGE, ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView

TODAY = date(2026, 11, 20)
MANY = 100_000


@dataclass(frozen=True)
class Row:
    number: int
    name: str = "髙橋 花子"
    chosen: bool = False


COLUMNS = (
    Column("緊急度", 64, lambda _row: Cell(urgency="AA"), sort="urgency"),
    Column("氏名・番号", 176, lambda row: Cell(row.name, f"R8-{row.number}", bold=True), sort="name"),
    Column("困りごと", 0, lambda row: Cell("住まい", "社会福祉協議会", checked=row.chosen)),
    Column("次の見直し", 120, lambda _row: Cell(badge=due(TODAY - timedelta(days=6), TODAY))),
    Column("同意", 100, lambda _row: Cell(badge=state("同意あり"))),
)


class Source:
    """Rows that remember which pages somebody asked for."""

    def __init__(self, count=MANY):
        self.rows = count
        self.asked = []

    def count(self):
        return self.rows

    def page(self, offset, limit):
        self.asked.append(offset)
        return [Row(number) for number in range(offset, min(offset + limit, self.rows))]


@pytest.fixture
def model(tasks):
    return ListModel(COLUMNS, tasks)


@pytest.fixture
def view(qtbot, model):
    view = ListView(model, "ケースの一覧")
    qtbot.addWidget(view)
    view.resize(800, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def load(qtbot, model, source):
    with qtbot.waitSignal(model.modelReset):
        model.load(source.count, source.page)


def test_a_hundred_thousand_rows_fetch_only_what_one_sees(qtbot, model, view):
    source = Source()
    load(qtbot, model, source)
    view.grab()
    assert model.rowCount() == MANY
    assert source.asked == [0]


def test_dragging_to_the_end_skips_what_flies_by(qtbot, model, view):
    source = Source()
    load(qtbot, model, source)
    bar = view.verticalScrollBar()
    for part in range(1, 21):
        bar.setValue(bar.maximum() * part // 20)
        view.grab()
    qtbot.waitUntil(lambda: model.find(lambda row: row.number == MANY - 1) == MANY - 1)
    assert len(source.asked) <= 8


def test_a_reload_keeps_the_place(qtbot, model, view):
    source = Source()
    load(qtbot, model, source)
    view.go_to(3 * PAGE + 7)
    view.grab()
    qtbot.waitUntil(lambda: view.current_row() == Row(3 * PAGE + 7))
    with qtbot.waitSignal(model.modelReset):
        model.reload()
    assert view.current_row() == Row(3 * PAGE + 7)


@pytest.mark.usefixtures("view")
def test_a_row_that_has_not_come_says_nothing(qtbot, model):
    load(qtbot, model, Source())
    index = model.index(50_000, 1)
    assert index.data() == ""
    assert model.cell(50_000, 1) is None


def test_the_keyboard_opens_and_marks(qtbot, model, view):
    model.show([Row(1), Row(2), Row(3)])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.marked) as marked:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert opened.args == marked.args == [Row(2)]


def test_letters_do_nothing_in_a_list(qtbot, model, view):
    load(qtbot, model, Source())
    qtbot.keyClicks(view, "abcZ9")
    assert view.current_row() == Row(0)


def test_the_cursor_steps_over_group_rows(qtbot, model, view):
    model.show([Group("期限をすぎたもの", "1"), Row(1), Group("今週", "2"), Row(2), Row(3)])
    walked = [view.current_row()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
        walked.append(view.current_row())
    assert walked == [Row(1), Row(2), Row(3), Row(2), Row(1), Row(1)]
    assert view.columnSpan(2, 0) == len(COLUMNS)


def test_a_click_on_the_check_box_column_marks(qtbot, model, view):
    model.show([Row(1), Row(2)])
    place = view.visualRect(model.index(1, 2)).center()
    with qtbot.waitSignal(view.marked) as marked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert marked.args == [Row(2)]


def test_a_click_on_a_title_asks_for_the_order_and_the_other_way_round(qtbot, view):
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    asked = []
    view.sort_requested.connect(lambda *order: asked.append(order))
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("name", False), ("name", True)]


@pytest.mark.usefixtures("view")
def test_badges_marks_and_ticks_are_words_for_a_screen_reader(model):
    model.show([Row(1, chosen=True)])
    words = [
        model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(len(COLUMNS))
    ]
    assert words == [
        "緊急度 AA",
        "髙橋 花子、R8-1",
        "選択済み、住まい、社会福祉協議会",
        "6日超過",
        "同意あり",
    ]


def test_a_long_name_is_narrowed_and_not_cut(model, view):
    name = "グエン ティ ラン フォン ジャン マイ"
    model.show([Row(1), Row(2, name)])
    shown = view.viewport().grab(view.visualRect(model.index(1, 1))).toImage()
    assert ink_at_the_right(shown) == 0


def ink_at_the_right(image: QImage) -> int:
    """Count dark pixels in the last 3 columns: a cut name would leave some."""
    return sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(image.width() - 3, image.width())
        for y in range(4, image.height() - 4)
    )


@pytest.mark.usefixtures("view")
def test_a_failed_read_is_told_and_the_list_works_on(qtbot, tasks, model):
    def fail(_offset, _limit):
        raise Damaged("pages_damaged", pages=1)

    with qtbot.waitSignal(tasks.refused):
        model.load(lambda: 10, fail)
    load(qtbot, model, Source(3))
    assert model.rowCount() == 3


def test_no_rows_are_said_in_words(model, view):
    view.set_empty_words("この条件に合うケースはありません")
    model.show([])
    before = view.grab().toImage()
    view.set_empty_words("")
    view.viewport().update()
    assert view.grab().toImage() != before
    assert view.current_row() is None


def test_painting_a_page_reads_no_row_twice(qtbot, model, view):
    source = Source()
    load(qtbot, model, source)
    for _turn in range(5):
        view.grab()
    assert source.asked == [0]
