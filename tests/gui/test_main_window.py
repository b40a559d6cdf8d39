from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenuBar

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.gui.key_help import KeyHelp
from kyogikai_desktop.gui.main_window import MainWindow, Workplace
from kyogikai_desktop.gui.page import Command, Page, PageSpec
from kyogikai_desktop.gui.search_palette import Hit, SearchPalette
from kyogikai_desktop.gui.top_bar import PracticeBand
from kyogikai_desktop.gui.widgets.key_strip import KeyHint, KeyHints
from kyogikai_desktop.gui.widgets.line_edit import LineEdit

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Plain(Page):
    """A page that remembers what happened to it."""

    def __init__(self, title, tasks):
        super().__init__(title, tasks)
        self.key_hints = (KeyHint("F4", f"{title}を書く"),)
        self.opened, self.left, self.ran, self.levels = [], 0, 0, 0
        self.field = LineEdit()
        self.field.setAccessibleName("欄")
        self.body.addWidget(self.field)

    def activate(self, record=None):
        self.opened.append(record)
        self.field.setFocus()

    def commands(self):
        return (Command(f"{self.title}を書く", self.run, "記録", key="F4", icon="pen"),)

    def run(self):
        self.ran += 1

    def leave(self):
        self.left += 1

    def back(self):
        self.levels -= 1
        return self.levels >= 0


class Council:
    """Four pages and a search of two hits."""

    def __init__(self, tasks):
        self.tasks = tasks
        self.built, self.texts = [], []

    def page(self, title):
        self.built.append(title)
        return Plain(title, self.tasks)

    def search(self, text):
        self.texts.append(text)
        return [Hit("人", "𠮷田 博", "R8-012", "case", 12), Hit("会議", "第3回", "10月29日", "meetings", 3)]

    def workplace(self, **more):
        specs = (
            PageSpec("home", "ホーム", lambda: self.page("ホーム"), "home", "main"),
            PageSpec("cases", "ケース", lambda: self.page("ケース"), "case", "main"),
            PageSpec("meetings", "会議", lambda: self.page("会議"), "meeting", "main"),
            PageSpec("settings", "設定", lambda: self.page("設定"), "settings", "tools"),
            PageSpec("case", "ケース", lambda: self.page("一件"), parent="cases"),
        )
        return Workplace(
            "北の杜市 協議会", "佐々木 真由美", "担当", specs, self.search, lambda _back_up: None, **more
        )


@pytest.fixture
def council(tasks):
    return Council(tasks)


@pytest.fixture
def window(qtbot, council, tasks):
    return shown(qtbot, MainWindow(council.workplace(), tasks))


def shown(qtbot, window):
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def open_dialogs(kind):
    return [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    ]


def test_pages_are_built_when_they_are_first_opened(window, council):
    assert council.built == ["ホーム"]
    window.open_page("cases")
    window.open_page("home")
    window.open_page("cases")
    assert council.built == ["ホーム", "ケース"]


def test_control_and_a_digit_leads_to_a_page(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_3, CONTROL)
    qtbot.waitUntil(lambda: window.page().title == "会議")


def test_escape_goes_back_one_level_and_not_while_the_input_method_composes(qtbot, window):
    window.open_page("cases")
    window.open_page("case", 12)
    assert window.page().opened == [12]
    window.page().levels = 1
    qtbot.keyClick(window.page().field, Qt.Key.Key_Escape)
    assert window.page().title == "一件"
    qtbot.keyClick(window.page().field, Qt.Key.Key_Escape)
    assert window.page().title == "ケース"
    qtbot.keyClick(window.page().field, Qt.Key.Key_Escape)
    qtbot.keyClick(window.page().field, Qt.Key.Key_Escape)
    assert window.page().title == "ホーム"


def test_a_detail_page_marks_the_page_it_belongs_to(window):
    window.open_page("case", 12)
    marked = [item.text() for item in window._side.findChildren(QAbstractButton) if item.isChecked()]
    assert marked == ["ケース"]


def test_the_keys_of_the_page_are_printed_and_work(qtbot, window):
    window.open_page("meetings")
    strip = window.strip.findChild(KeyHints)
    assert strip.accessibleName() == "F4 会議を書く"
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert window.page().ran == 1
    assert window._pages["home"].ran == 0


def test_f1_shows_the_keys_of_this_page(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = open_dialogs(KeyHelp)[0]
    assert "F4 ホームを書く" in [hints.accessibleName() for hints in dialog.findChildren(KeyHints)]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not open_dialogs(KeyHelp)


@pytest.fixture
def palette(qtbot, window):
    window.show_search()
    palette = open_dialogs(SearchPalette)[0]
    palette.activateWindow()
    qtbot.waitUntil(palette.isActiveWindow)
    return palette


def lines(palette):
    return [palette._list.item(row).text() for row in range(palette._list.count())]


def test_the_palette_finds_people_meetings_and_commands(qtbot, window, palette, council):
    qtbot.keyClicks(palette._field, "yoshida")
    qtbot.waitUntil(lambda: "人" in lines(palette))
    assert lines(palette) == ["人", "𠮷田 博 R8-012", "会議", "第3回 10月29日"]
    assert council.texts == ["yoshida"]
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert (window.page().title, window.page().opened) == ("会議", [3])


def test_the_palette_limits_itself_to_commands(qtbot, window, palette, council):
    qtbot.keyClicks(palette._field, ">")
    qtbot.waitUntil(lambda: not palette._pause.isActive())
    assert lines(palette)[0] == "操作"
    assert "ホームを書く" in lines(palette)
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert window.page().ran == 1
    assert council.texts == []


def test_the_palette_fits_into_a_low_window(qtbot, window, themed):
    assert themed
    window.resize(910, 480)
    window.show_search()
    palette = open_dialogs(SearchPalette)[0]
    qtbot.waitUntil(lambda: "操作" in lines(palette))
    assert palette.height() <= window.height()


def test_the_palette_opens_nothing_while_the_input_method_composes(qtbot, window, palette):
    qtbot.keyClicks(palette._field, "a")
    qtbot.waitUntil(lambda: "人" in lines(palette))
    palette._field.inputMethodEvent(QInputMethodEvent("よし", []))
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.page().title == "ホーム"


def test_menus_hold_only_what_can_be_done(window):
    bar = window.findChild(QMenuBar)
    assert [action.text() for action in bar.actions()] == [
        "ファイル(&F)",
        "表示(&V)",
        "記録(&R)",
        "ヘルプ(&H)",
    ]
    entries = [entry.text() for action in bar.actions() for entry in action.menu().actions()]
    assert "ホームを書く\tF4" in entries
    assert all(action.menu().actions() for action in bar.actions())


def test_every_button_has_a_name(window):
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("width", "rail", "folded"), [(1366, False, False), (1280, True, False), (1024, True, True)]
)
def test_narrow_windows_fold(qtbot, window, width, rail, folded):
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    assert (window._side.width() == 56) is rail
    assert window.findChild(QMenuBar).isHidden() is folded
    assert window._top._folded.isHidden() is not folded


def test_what_is_saved_and_what_waits_is_told_by_the_page(window):
    window.page().saved.emit("保存済み 10:42")
    window.page().waiting.emit("cases", 52)
    assert window.strip._saved.text() == "保存済み 10:42"
    assert window._side._items["cases"].accessibleName() == "ケース 52 件"


def test_a_refusal_nobody_took_is_said_on_the_page(qtbot, window, tasks):
    def refuse():
        raise Refused("no_rights")

    tasks.write(refuse, lambda _none: None)
    qtbot.waitUntil(window.page().bar.isVisible)
    assert "権利がありません" in window.page().bar.words


def test_a_long_task_made_small_goes_to_the_strip(window):
    task = window.page().follow("集計しています", ["読む"])
    task._make_small()
    assert task.small.parent() is window.strip
    assert task.isHidden()
    task.small.click()
    assert task.isVisible()


def test_practice_and_read_only_are_always_seen(qtbot, council, tasks):
    place = council.workplace(practice=True, read_only="持ち出し中です。")
    window = shown(qtbot, MainWindow(place, tasks))
    assert window.findChild(PracticeBand).height() == 8
    assert window._top._practice.text() == "練習用 — 架空のデータです"
    assert window._reason.words == "読み取り専用：持ち出し中です。"


def test_news_stands_over_every_page_until_it_is_closed(qtbot, council, tasks):
    window = shown(qtbot, MainWindow(council.workplace(news="控えから戻しています。"), tasks))
    assert window._warning.words == "控えから戻しています。"
    window._warning._close.click()
    assert not window._warning.isVisible()


def test_locking_is_asked_for_by_key(qtbot, window):
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
