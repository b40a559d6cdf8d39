"""The line at the bottom of a form: what is wrong at the left, the ways on at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.text import row


def foot(errors: QWidget, *ways: QWidget) -> QWidget:
    """Return the foot of a form that scrolls above it."""
    made = QWidget()
    made.setProperty("role", "foot")
    line = row(errors, None, *ways)
    line.setContentsMargins(20, 9, 20, 9)
    made.setLayout(line)
    return made
