from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QPlainTextEdit, QVBoxLayout, QWidget

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.widgets import masked_field
from kyogikai_desktop.gui.widgets.date_field import BirthField, DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.line_edit import LineEdit, SearchField
from kyogikai_desktop.gui.widgets.masked_field import MaskedField
from kyogikai_desktop.gui.widgets.password_field import PasswordField

TODAY = date(2026, 11, 20)


class Form(QWidget):
    """Four fields as a page has them."""

    def __init__(self):
        super().__init__()
        self.rows = {
            "name": FieldRow("氏名", LineEdit(), required=True),
            "birth": FieldRow("生年月日", BirthField(TODAY)),
            "review": FieldRow("次の見直し", DateField(TODAY), hint="会議の日でもかまいません"),
            "note": FieldRow("支援の方針", QPlainTextEdit()),
        }
        self.errors = FormErrors(self.rows)
        box = QVBoxLayout(self)
        for part in (*self.rows.values(), self.errors):
            box.addWidget(part)


@pytest.fixture
def form(qtbot, themed):
    assert themed
    form = Form()
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def type_into(row, text):
    """Type as an input method does: the keyboard of QTest knows ASCII only."""
    row.target().setFocus()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(row.target(), typed)


JOINER = "\u2060"


def reading(field):
    return field.editor._beside.text()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8.12.24", "令和8年12月24日（木）34日後"),
        ("８．１２．２４", "令和8年12月24日（木）34日後"),
        ("来週金", "令和8年11月27日（金）7日後"),
        ("2026/11/20", "令和8年11月20日（金）きょう"),
        ("", ""),
    ],
)
def test_a_date_is_read_when_one_leaves_the_field(form, typed, read):
    row = form.rows["review"]
    type_into(row, typed)
    assert reading(row) == ""
    form.rows["name"].target().setFocus()
    assert reading(row).replace(JOINER, "") == read
    assert not row.wrong


def test_the_days_from_today_stay_in_one_line(form):
    row = form.rows["review"]
    row.editor.set_value(date(2026, 2, 10))
    assert reading(row).endswith(JOINER.join("283日前")), "283 | 日前 is misread"


def test_a_date_that_cannot_be_is_said_below_and_the_text_stays(form):
    row = form.rows["review"]
    type_into(row, "8.13.2")
    assert not row.wrong
    form.rows["name"].target().setFocus()
    assert row.wrong
    assert row.editor.text() == "8.13.2"
    assert "13月" in row.target().accessibleDescription()
    row.editor.set_value(date(2026, 12, 2))
    assert not row.wrong
    assert row.editor.value() == date(2026, 12, 2)


def test_a_birth_may_be_about_a_year_or_an_age(form):
    field = form.rows["birth"].editor
    field.set_text("昭和30年ごろ")
    assert field.value() == Birth(about_year=1955)
    assert reading(form.rows["birth"]) == "71歳前後"
    field.set_text("S30.4.2")
    assert reading(form.rows["birth"]) == "昭和30年4月2日 71歳"
    field.set_value(Birth(age=40, age_as_of=date(2025, 5, 1)))
    assert field.text() == "41歳"
    field.set_text("７０代")
    assert reading(form.rows["birth"]) == "70代"
    field.set_value(field.value())
    assert field.text() == "70代"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_alt_and_down_opens_a_calendar_that_begins_on_monday(qtbot, form):
    field = form.rows["review"].editor
    field.set_text("8.12.24")
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    month = popup.findChild(QCalendarWidget)
    assert month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert month.selectedDate().toString("yyyy-MM-dd") == "2026-12-24"
    month.activated.emit(month.selectedDate().addDays(1))
    assert field.value() == date(2026, 12, 25)


def test_fields_carry_their_names_and_hints(form):
    assert form.rows["review"].target().accessibleName() == "次の見直し"
    assert form.rows["review"].target().accessibleDescription() == "会議の日でもかまいません"


def test_the_foot_counts_and_leads_to_the_next_place(qtbot, form):
    assert form.errors.show_error(InvalidInput("required", "note"))
    assert form.errors.show_error(InvalidInput("required", "name"))
    assert not form.errors.show_error(InvalidInput("required", "elsewhere"))
    assert form.rows["name"].target().hasFocus()
    assert "2 か所" in form.errors._words.text()
    qtbot.keyClick(form, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(form.rows["note"].target().hasFocus)
    form.errors.clear()
    assert form.errors._words.text() == ""


def test_in_a_date_field_that_is_wrong_the_key_of_the_calendar_leads_on(qtbot, form):
    form.errors.show_error(InvalidInput("required", "note"))
    form.rows["review"].editor.set_text("8.13.2")
    form.rows["review"].target().setFocus()
    qtbot.keyClick(form.rows["review"].target(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(form.rows["note"].target().hasFocus)
    assert QApplication.activePopupWidget() is None


def test_a_search_field_leaves_downwards_and_empties_on_escape_but_not_while_composing(qtbot, themed):
    assert themed
    field = SearchField("この一覧の中をさがす", key="F3")
    qtbot.addWidget(field)
    field.setText("吉田")
    field.inputMethodEvent(QInputMethodEvent("よし", []))
    left = []
    field.left_downwards.connect(lambda: left.append(1))
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert (field.text(), left) == ("吉田", [])
    field.inputMethodEvent(QInputMethodEvent())
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), left) == ("", [1])


@pytest.mark.parametrize(
    ("text", "modifier", "told"),
    [
        ("a", Qt.KeyboardModifier.NoModifier, "Caps Lock は切れています"),
        ("A", Qt.KeyboardModifier.ShiftModifier, "Caps Lock は切れています"),
        ("A", Qt.KeyboardModifier.NoModifier, "Caps Lock が入っています"),
        ("あ", Qt.KeyboardModifier.NoModifier, "全角・かなで入力中です"),
    ],
)
def test_a_password_field_tells_about_the_keyboard(qtbot, themed, text, modifier, told):
    assert themed
    field = PasswordField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.keyboard_told) as heard:
        field.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text))
    assert told in heard.args[0]


def test_a_masked_field_asks_first_and_hides_again(qtbot, themed):
    assert themed
    field = MaskedField("電話", "060-●●●●-8133")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.reveal_requested):
        qtbot.mouseClick(field._show, Qt.MouseButton.LeftButton)
    assert field._words.text() == "060-●●●●-8133"
    field.reveal("060-3811-8133")
    assert field._words.text() == "060-3811-8133"
    assert field._count.text() == "あと 20秒"
    for _second in range(20):
        field._clock.timeout.emit()
    assert field._words.text() == "060-●●●●-8133"
    assert not field._clock.isActive()


def test_what_is_copied_leaves_the_clipboard_again(qtbot, themed, monkeypatch):
    monkeypatch.setattr(masked_field, "CLIPBOARD_SECONDS", 0)
    field, clipboard = MaskedField("電話", "060-●●●●-8133"), themed.clipboard()
    qtbot.addWidget(field)
    field.reveal("060-3811-8133")
    field._copy.click()
    assert clipboard.text() == "060-3811-8133"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    field._copy.click()
    clipboard.setText("something else")
    qtbot.wait(1)
    assert clipboard.text() == "something else"
