"""困りごと: what a person marks by keys is what the case says."""

from __future__ import annotations

from hands import press
from PySide6.QtWidgets import QCheckBox, QWidget

from kyogikai_desktop.gui.cases.concerns_field import ConcernsField
from kyogikai_desktop.gui.widgets.buttons import KeyButton


def test_only_one_concern_is_the_most_pressing(qtbot, themed):  # noqa: ARG001 (fonts first)
    field = ConcernsField()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    boxes, marks = field.findChildren(QCheckBox), field.findChildren(KeyButton)
    for box, mark in zip(boxes[:2], marks[:2], strict=True):
        box.setFocus()
        press("Space")
        mark.setFocus()
        press("Space")
    first, second = boxes[0].text(), boxes[1].text()
    assert field.text().startswith("◎")
    assert field.text().count("◎") == 1
    assert [mark.isChecked() for mark in marks[:2]] == [False, True], (first, second)
    press("Space")
    assert "◎" not in field.text()


def test_the_concerns_stand_in_one_column_where_two_have_no_room(qtbot, themed):  # noqa: ARG001
    page = QWidget()
    qtbot.addWidget(page)
    field = ConcernsField(page)
    for width, columns in ((900, 2), (420, 1)):
        field.resize(width, 600)
        page.show()
        qtbot.waitUntil(
            lambda columns=columns: len({box.x() for box in field.findChildren(QCheckBox)}) == columns
        )
