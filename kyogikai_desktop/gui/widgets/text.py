"""Words on a page in the few roles of the type scale, as plain text: what was typed stays as typed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.paragraph import Paragraph, keep_plain

Role = Literal[
    "title",
    "name",
    "large",
    "section",
    "strong",
    "body",
    "second",
    "caption",
    "field",
    "error",
    "mark",
    "key",
]


def label(text: str = "", role: Role = "body", *, wrap: bool = False, most: int = 0) -> QLabel:
    """Return a label in one of the roles: title, section, body, caption, ...

    `wrap` breaks it into lines, `most` into no more than so many.
    """
    made = Paragraph(text) if wrap or most else QLabel(text)
    if isinstance(made, Paragraph):
        made.set_most(most)
    keep_plain(made)
    made.setProperty("role", role)
    return made


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style looks at (role, tone, state)."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def row(*parts: QWidget | QLayout | None, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side, in the middle of the height; None is a stretch."""
    box = QHBoxLayout()
    _fill(box, parts, spacing)
    return box


def column(*parts: QWidget | QLayout | None, spacing: int = 8) -> QVBoxLayout:
    """Return widgets below each other; None is a stretch."""
    box = QVBoxLayout()
    _fill(box, parts, spacing)
    return box


def centred(widget: QWidget) -> QHBoxLayout:
    """Return a line with a widget in its middle, as wide as it may be."""
    line = row(None, widget, None)
    line.setStretch(1, 100)
    return line


def _fill(box: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout | None, ...], spacing: int) -> None:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
            inner.deleteLater()
