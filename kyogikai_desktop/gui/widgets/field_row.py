"""A field with its label above, and hint or error below."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.read_field import ReadField
from kyogikai_desktop.gui.widgets.text import label, row, set_property


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader speak a sentence once."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    widget.setAccessibleDescription(words)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def _sentence(error: AppError) -> str:
    from kyogikai_desktop.words import say  # not before something is wrong: the start page waits for nothing

    return say(error)


class FieldNote(QWidget):
    """The line below an editor: its hint, or ⚠ and what is wrong; `watch` names the editor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: QWidget = self
        self._hint = ""
        self._wrong = False
        self._sign = QLabel(self)
        self._words = label("", "caption", wrap=True)
        line = row(self._sign, self._words, spacing=6)
        line.setStretch(1, 1)
        self.setLayout(line)

    @property
    def wrong(self) -> bool:
        """Tell whether an error is shown."""
        return self._wrong

    def watch(self, editor: QWidget, name: str, hint: str = "") -> None:
        """Belong to an editor and give it its accessible name."""
        self._editor, self._hint = editor, hint
        self.target().setAccessibleName(name)
        if isinstance(editor, ReadField):
            editor.problem.connect(self._on_editor_problem)
        self.clear_error()

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard: the editor, or the one it hands the focus to."""
        return self._editor.focusProxy() or self._editor

    def show_error(self, error: AppError | str) -> None:
        """Show what is wrong in a sentence; the text in the field stays."""
        words = error if isinstance(error, str) else _sentence(error)
        self._say(words, wrong=True)
        announce(self.target(), words)

    def clear_error(self) -> None:
        """Show the hint again."""
        self._say(self._hint, wrong=False)
        self.target().setAccessibleDescription(self._hint)

    def show_hint(self, hint: str) -> None:
        """Show another hint, once no error stands in its place."""
        self._hint = hint
        if not self._wrong:
            self.clear_error()

    def _on_editor_problem(self, error: AppError | None) -> None:
        if error is None:
            self.clear_error()
        else:
            self.show_error(error)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._wrong = wrong
        self._sign.setVisible(wrong)
        if wrong:
            self._sign.setPixmap(pixmap("warning", LIGHT.error.ink, 16, self.devicePixelRatioF()))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        set_property(self._words, "role", "error" if wrong else "caption")
        set_property(self.target(), "state", "error" if wrong else "")


class FieldRow(QWidget):
    """Label, 必須 or 任意 as a word, the editor, and the note below."""

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
        self.note = FieldNote(self)
        head = label(name, "field")
        head.setBuddy(editor)
        head.setMinimumHeight(theme.px(18))
        word = label("必須", "mark") if required else label("任意" if optional else "", "caption")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(head, word, None))
        box.addWidget(editor)
        box.addWidget(self.note)
        box.addStretch(1)
        self.note.watch(editor, name, hint)

    @property
    def wrong(self) -> bool:
        """Tell whether an error stands below the field."""
        return self.note.wrong

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        return self.note.target()

    def show_error(self, error: AppError | str) -> None:
        """Show what is wrong in a sentence; the text in the field stays."""
        self.note.show_error(error)

    def clear_error(self) -> None:
        """Show the hint again."""
        self.note.clear_error()
