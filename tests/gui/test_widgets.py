from __future__ import annotations

import gc
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget

from kyogikai_desktop import paths
from kyogikai_desktop.errors import Cancelled
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog, Difference
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.paragraph import LINE, Paragraph
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.gui.widgets.timeline import Entry, TimelineView

pytestmark = pytest.mark.usefixtures("themed")

ICONS = sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg"))


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 700)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_of_its_token(name):
    picture = pixmap(name, "#14633C", 24, 2.0).toImage()
    assert picture.width() == 48
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert inks == {"#14633c"}


def test_calls_without_a_result_keep_their_reference_to_none(qtbot):
    """PySide6 6.12.0 loses one per call on Python 3.11 and aborts in the end."""
    shown = QLabel()
    qtbot.addWidget(shown)
    gc.collect()
    before = sys.getrefcount(None)
    for number in range(2000):
        shown.setText(str(number))
    assert sys.getrefcount(None) > before - 1000


def test_what_somebody_typed_is_never_markup(qtbot):
    for wrap in (False, True):
        shown = label("<b>吉田</b>&amp;", wrap=wrap)
        qtbot.addWidget(shown)
        assert shown.textFormat() == Qt.TextFormat.PlainText


def test_a_button_works_by_the_key_that_it_shows(qtbot, window):
    pressed = []
    made = button("新しい相談", "primary", key="Ctrl+N", icon="plus", does=lambda: pressed.append("n"))
    finish = button("記録する", key="Ctrl+Enter", does=lambda: pressed.append("enter"))
    for one in (made, finish):
        one.setParent(window)
        one.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pressed == ["n", "enter"])
    assert (made.text(), made.accessibleName()) == ("新しい相談", "")


def test_a_button_has_room_for_all_that_it_shows(qtbot):
    plain, full = button("出力"), button("出力", key="Ctrl+P", icon="print")
    for one in (plain, full):
        qtbot.addWidget(one)
    menu = QMenu(full)
    before = full.sizeHint().width()
    full.setMenu(menu)
    assert plain.sizeHint().width() + 60 < before < full.sizeHint().width()


def test_a_chip_tells_the_choice_and_keeps_it_among_other_options(qtbot):
    chip = Chip("緊急度", [("", "すべて"), ("A", "A")])
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.chosen) as chosen:
        chip.menu().actions()[1].trigger()
    assert chosen.args == ["A"]
    assert chip.accessibleName() == "緊急度 A"
    chip.set_options([("", "すべて"), ("A", "A"), ("B", "B & C")])
    assert chip.current() == "A"
    chip.set_options([("", "すべて")])
    assert chip.current() == ""


def test_tabs_move_by_the_arrow_keys_and_speak_their_numbers(qtbot):
    tabs = TabStrip([("mine", "自分の担当"), ("open", "支援中すべて")])
    qtbot.addWidget(tabs)
    tabs.set_count("open", 52)
    with qtbot.waitSignal(tabs.chosen) as chosen:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert chosen.args == ["open"]
    assert tabs.accessibleTabName(1) == "支援中すべて 52"


def test_a_message_stays_until_it_is_closed_and_has_one_button(qtbot, window):
    bar, done = MessageBar(window), []
    bar.show_message("due", "誓約書が未提出です。", "提出日を記録", lambda: done.append(1), key="Alt+R")
    bar.show_message("due", "誓約書が未提出です。", "提出日を記録", lambda: done.append(2), key="Alt+R")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: done == [2])
    bar._button.setFocus()
    bar.show_message("ok", "提出日を記録しました。")
    assert bar._close.hasFocus(), "not somewhere at the top of the window"
    qtbot.mouseClick(bar._close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_paragraph_is_as_high_as_its_lines(qtbot):
    one, three = Paragraph("一行"), Paragraph("一行\n二行\n三行")
    for made in (one, three):
        qtbot.addWidget(made)
    assert one.heightForWidth(300) == LINE
    assert three.heightForWidth(300) == 3 * LINE


def differences():
    return [
        Difference("course", "支援の方針", "本人を待つ。", "話してみる。", joinable=True),
        Difference("phone", "電話", "060-1", "060-2"),
    ]


@pytest.fixture
def conflict(qtbot, window):
    dialog = ConflictDialog(window, "どちらも消えていません。", differences(), stored_by="中村 さおり")
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_in_a_conflict_one_chooses_by_field(qtbot, conflict):
    with qtbot.waitSignal(conflict.decided) as decided:
        qtbot.keyClick(conflict, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(conflict, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert decided.args == [(("course", "本人を待つ。"), ("phone", "060-2"))]


def test_two_texts_can_be_joined(qtbot, conflict):
    with qtbot.waitSignal(conflict.decided) as decided:
        qtbot.keyClick(conflict, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(conflict, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert decided.args[0][0] == ("course", "本人を待つ。\n話してみる。")


def test_escape_decides_later_and_enter_decides_nothing(qtbot, conflict):
    told = []
    conflict.decided.connect(told.append)
    qtbot.keyClick(conflict, Qt.Key.Key_Return)
    assert conflict.isVisible()
    with qtbot.waitSignal(conflict.rejected):
        qtbot.keyClick(conflict, Qt.Key.Key_Escape)
    assert told == []


def test_a_long_task_shows_its_step_and_stops_on_request(window):
    progress = Progress()
    task = LongTask(window, "台帳を取り込んでいます", ["読む", "確かめる"], progress)
    progress(1, 41, 120)
    assert "120 のうち 41" in task._words.text()
    assert [one.text() for one in task._steps.findChildren(QLabel)] == ["読む", "済み", "確かめる", "41／120"]
    told = []
    task.made_small.connect(lambda: told.append(task.small.text()))
    task._make_small()
    assert told == ["台帳を取り込んでいます"]
    task._stop.click()
    with pytest.raises(Cancelled):
        progress(1, 42, 120)


def test_the_time_left_is_guessed_from_the_step_that_runs(window, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    task = LongTask(window, "点検しています", ["写す", "確かめる"], Progress())
    now[0] = 600.0
    task._on_progress_moved(1, 0, 1000)
    now[0] = 603.0
    task._on_progress_moved(1, 100, 1000)
    assert "まもなく終わります。" in task._words.text()
    now[0] = 720.0
    task._on_progress_moved(1, 500, 1000)
    assert "あと 2 分ほどです。" in task._words.text()


def test_what_is_done_at_once_shows_no_panel(qtbot, window):
    task = LongTask(window, "書き出しています", ["書き出す"], Progress())
    assert task.isHidden()
    task.finish()
    qtbot.wait(1)
    assert not window.findChildren(LongTask)


@pytest.fixture
def began(qtbot, window):
    """A button that began a long task, whose panel has come and has the keyboard."""
    origin = button("点検する")
    origin.setParent(window)
    origin.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    origin.setFocus()
    task = LongTask(window, "点検しています", ["読む"], Progress())
    qtbot.waitUntil(task.isVisible)
    task._stop.setFocus()
    return origin, task


def test_the_keyboard_goes_back_to_the_button_that_began_what_was_stopped(qtbot, began):
    origin, task = began
    origin.setEnabled(False)
    qtbot.keyClick(task._stop, Qt.Key.Key_Space)
    task.finish()
    origin.setEnabled(True)
    qtbot.waitUntil(origin.hasFocus)


def test_the_keyboard_goes_back_when_the_panel_is_made_small(began):
    origin, task = began
    task._make_small()
    assert origin.hasFocus()
    task.small.setFocus()
    task.small.click()
    assert task._stop.hasFocus()


def test_whoever_works_elsewhere_meanwhile_keeps_the_keyboard(qtbot, window, began):
    _origin, task = began
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    task.finish()
    qtbot.wait(1)
    assert field.hasFocus()


def test_the_timeline_opens_an_entry_and_speaks_it(qtbot):
    line = TimelineView()
    qtbot.addWidget(line)
    line.resize(500, 400)
    text = "玄関先で会えた。" * 40
    line.show_entries(
        [Entry("visit", "11月19日", "訪問 15分", text, "次：配食", key=7), Entry("phone", "a", "b", "c")]
    )
    line.setCurrentIndex(line.model().index(0, 0))
    with qtbot.waitSignal(line.opened) as opened:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert opened.args == [7]
    words = line.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"11月19日、訪問 15分、{text}、次：配食"
    line.grab()
    assert line.visualRect(line.model().index(0, 0)).height() > 8 * LINE


def test_a_dialog_that_grows_stays_in_the_middle_although_the_desktop_tells_late_where_it_was(window, qtbot):
    dialog = GrowingDialog(window, "復旧シートをつくる", 600)
    dialog.open()
    dialog.move(0, 19)  # what X11 tells of a place from before it was shown
    dialog.body.addWidget(label("長い話です。" * 60, wrap=True))
    middle = window.mapToGlobal(window.rect().center()).x()
    qtbot.waitUntil(lambda: abs(dialog.geometry().center().x() - middle) <= 1)
    assert dialog.geometry().bottom() <= window.mapToGlobal(window.rect().bottomLeft()).y()
    dialog.close()
