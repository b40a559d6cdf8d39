from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.widgets.strength_meter import StrengthMeter, read_new


@pytest.fixture
def meter(qtbot, themed):  # noqa: ARG001 (fonts first)
    field = QLineEdit()
    made = StrengthMeter()
    made.watch(field, lambda: ("mori", "森　千代", "北の杜市 孤独・孤立対策地域協議会"))
    qtbot.addWidget(field)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("password12", "弱い"),
        ("北の杜市2026", "弱い"),
        ("hakomite88", "やや弱い"),
        ("asa no michi 7", "強い"),
        ("夏草や 兵どもが 夢の跡", "強い"),
    ],
)
def test_the_meter_says_in_a_word_what_a_guesser_would_need(meter, typed, told):
    meter._field.setText(typed)
    assert meter.accessibleName() == f"パスワードの強さ {told}"
    assert meter.isVisibleTo(None)


def test_an_empty_field_is_not_judged(meter):
    meter._field.setText("a")
    meter._field.clear()
    assert not meter.isVisibleTo(None)


def test_only_the_length_is_a_rule():
    assert read_new("aaaaaaaaaa", "aaaaaaaaaa", "new") == "aaaaaaaaaa"
    with pytest.raises(InvalidInput) as short:
        read_new("Aa1!Aa1!", "Aa1!Aa1!", "new")
    assert (short.value.key, short.value.field) == ("password_short", "new")
