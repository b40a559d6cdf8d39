"""Texts longer than anybody thought of: what is shown says that there is more, and gives it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.paragraph import Paragraph, line_height
from kyogikai_desktop.gui.widgets.text import label

NAME = "寿限無寿限無五劫の擦り切れ𠮷葛󠄀飾" * 12


@pytest.fixture
def shown(qtbot, themed):  # noqa: ARG001 (fonts first)
    """Show a widget 300 px wide, and keep its page."""
    pages = []

    def show(widget: QWidget) -> QWidget:
        page = QWidget()
        qtbot.addWidget(page)
        pages.append(page)
        widget.setParent(page)
        page.resize(300, 400)
        widget.setGeometry(0, 0, 300, 200)
        page.show()
        page.grab()
        return widget

    return show


MAKERS = {
    "label": ElidedLabel,
    "choice": lambda words: Choice([words]),
    "lines": lambda words: label(words, most=2),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_is_elided_is_told_whole_where_one_points(shown, make):
    assert shown(make(NAME)).toolTip() == NAME
    assert shown(make("短い名前")).toolTip() == ""


def test_a_paragraph_takes_no_more_lines_than_it_may(shown):
    one = shown(label(NAME + "\n次の行", most=3))
    assert isinstance(one, Paragraph)
    assert one.heightForWidth(300) == 3 * line_height(one.font())
    assert one.text() == NAME + "\n次の行"
    assert shown(label("一行", most=3)).heightForWidth(300) == line_height(one.font())


def test_markup_in_a_name_is_shown_and_not_obeyed(shown):
    one = shown(ElidedLabel("<b>" + NAME))
    assert "<" not in one.toolTip()
    assert one.toolTip().endswith(NAME)
