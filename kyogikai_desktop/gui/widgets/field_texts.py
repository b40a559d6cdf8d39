"""What stands in the editors of a form, as text: for drafts, for conflicts, and to notice a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.read_field import ReadField

_YES = "はい"


def text_of(editor: QWidget) -> str:
    """Return what an editor shows; a box that is checked says はい."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QCheckBox):
        return _YES if editor.isChecked() else ""
    assert isinstance(editor, QLineEdit | ReadField)  # noqa: S101 (what forms are made of)
    return editor.text()


def put_text(editor: QWidget, text: str) -> None:
    """Let an editor show a text; a choice that is not offered stays as it was."""
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(text))
    elif isinstance(editor, ReadField):
        editor.set_text(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)  # a long text is read from its beginning


def on_edit(editor: QWidget, does: Callable[[], object]) -> None:
    """Call a function whenever what an editor shows has changed."""
    if isinstance(editor, QComboBox):
        editor.currentTextChanged.connect(lambda _text: does())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(does)
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _checked: does())
    elif isinstance(editor, ReadField):
        editor.line.textChanged.connect(lambda _text: does())
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _text: does())


def texts_of(rows: Mapping[str, FieldRow]) -> dict[str, str]:
    """Return what a whole form shows, by attribute."""
    return {name: text_of(row.editor) for name, row in rows.items()}


def put_texts(rows: Mapping[str, FieldRow], texts: Mapping[str, str]) -> None:
    """Fill a whole form; fields without a text stay."""
    for name, row in rows.items():
        if name in texts:
            put_text(row.editor, texts[name])
