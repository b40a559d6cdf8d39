"""書きかえの前と後: what a change of a case or a note wrote anew, field by field, and what stood there."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from kyogikai_desktop.domain.differences import Part, in_short
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.change_words import ChangeWords, FieldChange
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import announce
from kyogikai_desktop.gui.widgets.masked_field import SHOWN_SECONDS
from kyogikai_desktop.gui.widgets.text import column, label, row

_NO_COPY = Qt.TextInteractionFlag.NoTextInteraction
_COPY = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
_LINE = 125  # per cent
_NONE = "この操作では、書きかえられたものはありません。"
_FIRST = "ここで、はじめて書かれました。前の内容はありません。"
_SAME = "同じ内容で、保存されました。"
_WITHHELD = "●のところは、見たことが操作の記録に残ります。"
_PROTECTED = "所在を守っている人（守っていた人）です。●のところは、理由を書いたときだけ見られます。"


class ChangeView(QFrame):
    """Show a change; `reveal_wanted` asks for what is withheld, which `reveal` shows for 20 seconds."""

    reveal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words: ChangeWords | None = None
        self._shown: ChangeWords | None = None
        self._title = label("", "section", wrap=True)
        self._hint = label("", "caption", wrap=True)
        self._text = _text_field()
        self._whole = button("全文を見る", "small", key="Alt+A")
        self._whole.setCheckable(True)
        self._whole.toggled.connect(self._show)
        self._reveal = button("見る", "small", key="Alt+S", icon="eye", does=self.reveal_wanted.emit)
        self._reveal.setAccessibleName("●のところを見る")
        for each in (self._whole, self._reveal):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a key leaves the arrows to the list
        self._left = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._on_clock_timeout)
        box = column(self._title, self._text, self._hint, row(self._whole, self._reveal, None))
        box.setContentsMargins(14, 10, 14, 10)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.tell(_NONE)

    def show_change(self, words: ChangeWords | None) -> None:
        """Show another change, or that there was none."""
        self._clock.stop()
        self.words = self._shown = words
        if words is None:
            self.tell(_NONE)
        else:
            self._title.setText(words.about)
            self._show()

    def reveal(self, words: ChangeWords) -> None:
        """Show the change with nothing withheld for 20 seconds; what is written there cannot be copied."""
        self._shown = words
        self._left = SHOWN_SECONDS
        self._clock.start()
        self._show()
        announce(self, f"{SHOWN_SECONDS}秒のあいだ表示します")

    def hide_again(self) -> None:
        """Mask again what was revealed."""
        self._clock.stop()
        if self._shown is not self.words:
            self._shown = self.words
            self._show()

    def tell(self, words: str) -> None:
        """Say one sentence in place of a change."""
        self._clock.stop()
        self.words = self._shown = None
        self._title.clear()
        self._text.setPlainText(words)
        self._text.setTextInteractionFlags(_COPY)
        for part in (self._title, self._hint, self._whole, self._reveal):
            part.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask again what was revealed when another page comes to the front."""
        self.hide_again()
        super().hideEvent(event)

    def _on_clock_timeout(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._hint.setText(self._hint_words())
        else:
            self.hide_again()

    def _hint_words(self) -> str:
        if self._clock.isActive():
            return f"あと {self._left}秒"
        if self.words is None or not self.words.withheld:
            return ""
        return _PROTECTED if self.words.change.protected else _WITHHELD

    def _show(self) -> None:
        words = self._shown
        if words is None:
            return
        fields = words.fields
        short = [FieldChange(one.name, in_short(one.before), in_short(one.after)) for one in fields]
        self._title.show()
        self._whole.setVisible(short != list(fields))
        self._whole.setText("違うところを見る" if self._whole.isChecked() else "全文を見る")
        self._reveal.setVisible(words.withheld)
        self._hint.setText(self._hint_words())
        self._hint.setVisible(bool(self._hint.text()))
        self._text.setTextInteractionFlags(_NO_COPY if self._clock.isActive() else _COPY)
        self._text.clear()
        if not fields:
            self._text.setPlainText(_SAME if words.change.before else _FIRST)
            return
        cursor = self._text.textCursor()
        for one in fields if self._whole.isChecked() else short:
            _write(cursor, one)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def _text_field() -> QTextEdit:
    made = QTextEdit(readOnly=True, tabChangesFocus=True, acceptRichText=False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName("書きかえの前と後")
    return made


def _write(cursor: QTextCursor, field: FieldChange) -> None:
    """Write the name of a field, and below it both texts: struck out what went, underlined what came."""
    went, came, name = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    went.setFontStrikeOut(True)
    went.setForeground(QColor(LIGHT.over.ink))
    came.setFontUnderline(True)
    came.setFontWeight(QFont.Weight.Bold)
    name.setFontWeight(QFont.Weight.Bold)
    if cursor.position():
        cursor.insertBlock()
    cursor.setBlockFormat(_hanging(0))
    cursor.insertText(field.name, name)
    for title, parts, differing in (("前：", field.before, went), ("後：", field.after, came)):
        cursor.insertBlock(_hanging(round(QFontMetricsF(theme.font()).horizontalAdvance(title))))
        cursor.insertText(title, QTextCharFormat())
        for part in parts:
            _insert(cursor, part, QTextCharFormat() if part.same else differing)


def _insert(cursor: QTextCursor, part: Part, shown: QTextCharFormat) -> None:
    cursor.insertText(part.text.replace("\n", "\u2028"), shown)


def _hanging(indent: int) -> QTextBlockFormat:
    """Return lines of which all but the first begin further right."""
    made = QTextBlockFormat()
    made.setLeftMargin(indent)
    made.setTextIndent(-indent)
    made.setTopMargin(0 if indent else 8)
    made.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made
