"""A field with its label above, and hint or error below."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.date_field import ReadField
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.words import say


def mark_error(editor: QWidget, *, wrong: bool) -> None:
    """Give an editor the red border, or take it away."""
    editor.setProperty("state", "error" if wrong else "")
    editor.style().unpolish(editor)
    editor.style().polish(editor)


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader speak a sentence once."""
    widget.setAccessibleDescription(words)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class FieldRow(QWidget):
    """Label, 必須 or 任意 as a word, the editor, and one line below for the hint or what is wrong."""

    def __init__(
        self,
        name: str,
        editor: QWidget,
        *,
        required: bool = False,
        optional: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self._hint = hint
        self._wrong = False
        self._sign = QLabel(self)
        self._sign.setPixmap(pixmap("warning", LIGHT.error.ink, 16, self.devicePixelRatioF()))
        self._below = label("", "caption", wrap=True)
        head = label(name, "field")
        head.setBuddy(editor)
        editor.setAccessibleName(name)
        word = label("必須", "mark") if required else label("任意" if optional else "", "caption")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(head, word, None))
        box.addWidget(editor)
        foot = row(self._sign, self._below, spacing=6)
        foot.setStretch(1, 1)
        box.addLayout(foot)
        box.addStretch(1)
        self._below.setSizePolicy(
            self._below.sizePolicy().Policy.Expanding, self._below.sizePolicy().verticalPolicy()
        )
        self.clear_error()
        if isinstance(editor, ReadField):
            editor.problem.connect(self._on_editor_problem)

    @property
    def wrong(self) -> bool:
        """Tell whether an error stands below the field."""
        return self._wrong

    def show_error(self, error: AppError | str) -> None:
        """Show what is wrong in a sentence; the text in the field stays."""
        words = error if isinstance(error, str) else say(error)
        self._say(words, wrong=True)
        announce(self.target(), words)

    def clear_error(self) -> None:
        """Show the hint again."""
        self._say(self._hint, wrong=False)
        self.target().setAccessibleDescription(self._hint)

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard: the editor, or the one it hands the focus to."""
        return self.editor.focusProxy() or self.editor

    def _on_editor_problem(self, error: AppError | None) -> None:
        if error is None:
            self.clear_error()
        else:
            self.show_error(error)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._wrong = wrong
        self._sign.setVisible(wrong)
        self._below.setText(words)
        self._below.setVisible(bool(words))
        self._below.setProperty("role", "error" if wrong else "caption")
        mark_error(self._below, wrong=wrong)
        mark_error(self.target(), wrong=wrong)
