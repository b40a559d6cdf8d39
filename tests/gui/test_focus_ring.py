"""The ring shows where the keyboard is, and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.focus_ring import FocusRing
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column


def test_the_ring_scrolls_with_its_field_and_goes_when_the_field_is_out_of_sight(qtbot, themed):  # noqa: ARG001
    window = QWidget()
    qtbot.addWidget(window)
    fields = [LineEdit() for _ in range(30)]
    area = Scrolled(column(*fields))
    window.setLayout(column(area))
    ring = FocusRing(window)
    window.resize(400, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    fields[2].setFocus()
    before = ring.y()
    area.verticalScrollBar().setValue(40)
    qtbot.waitUntil(lambda: ring.y() == before - 40)
    area.verticalScrollBar().setValue(600)
    qtbot.waitUntil(lambda: not ring.isVisible())
    area.verticalScrollBar().setValue(0)
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry().contains(fields[2].mapTo(window, QPoint(5, 5)))
