"""How hard a new password is to guess, while it is typed: bars, shape and word. It forbids nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.domain.passwords import Strength, strength
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row

PASSWORD_HINT = f"{passwords.LEAST}文字以上。覚えやすい、長い文が安全です"

_STEPS = tuple(Strength)
_BADGES = {
    Strength.WEAK: Badge(Shape.TRIANGLE, Strength.WEAK.label, "over"),
    Strength.FAIR: Badge(Shape.DIAMOND, Strength.FAIR.label, "due"),
    Strength.GOOD: Badge(Shape.DOT, Strength.GOOD.label, "info"),
    Strength.STRONG: Badge(Shape.CHECK_DISC, Strength.STRONG.label, "ok"),
}
_ADVICE = {
    Strength.WEAK: "ことばを足して長くすると、強くなります",
    Strength.FAIR: "もうひとこと足すと、安心です",
    Strength.GOOD: "",
    Strength.STRONG: "",
}
_BAR = QSize(28, 6)
_GAP = 4
_LONGEST = 128  # signs that are looked at; more would be strong anyway
_SHORTEST_WORD = 2

Known = Callable[[], Iterable[str]]


class StrengthMeter(QWidget):
    """Follow a password field by `watch`; nothing shows while the field is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: QLineEdit | None = None
        self._known: Known = tuple
        self._bars = _Bars()
        self._badge = BadgeLabel()
        self._advice = label("", "caption", wrap=True)
        line = row(label("強さ", "caption"), self._bars, self._badge, None)
        self.setLayout(column(line, self._advice, spacing=2))
        self.hide()

    def watch(self, field: QLineEdit, known: Known) -> None:
        """Judge what is typed; `known` returns what a guesser knows of the person: login, name, council."""
        self._field, self._known = field, known
        field.textChanged.connect(lambda _text: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Judge the text again, also where only the name has changed."""
        text = self._field.text()[:_LONGEST] if self._field else ""
        self.setVisible(bool(text))
        if text:
            self._show(strength(text, words_of(*self._known())))

    def _show(self, found: Strength) -> None:
        self._bars.show_step(_STEPS.index(found) + 1, LIGHT.tone(_BADGES[found].tone).ink)
        self._badge.show_badge(_BADGES[found])
        self._advice.setText(_ADVICE[found])
        self._advice.setVisible(bool(_ADVICE[found]))
        self.setAccessibleName(f"パスワードの強さ {found.label}")


class _Bars(QWidget):
    """Four bars, of which as many are filled as the password deserves."""

    def __init__(self) -> None:
        super().__init__()
        self._filled, self._ink = 0, LIGHT.line2
        self.setFixedSize(len(_STEPS) * (_BAR.width() + _GAP), 18)

    def show_step(self, filled: int, ink: str) -> None:
        """Fill some bars."""
        self._filled, self._ink = filled, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _BAR.height()) / 2
        for number in range(len(_STEPS)):
            painter.setBrush(QColor(self._ink if number < self._filled else LIGHT.line))
            left = number * (_BAR.width() + _GAP)
            painter.drawRoundedRect(QRectF(left, top, _BAR.width(), _BAR.height()), 3, 3)


def read_new(password: str, repeat: str, field: str) -> str:
    """Return a new password that was typed twice; raises InvalidInput for `field` or `repeat`."""
    if passwords.checked(password, field) != repeat:
        raise InvalidInput("password_differs", "repeat")
    return password


def words_of(*texts: str) -> tuple[str, ...]:
    """Return the words of login, name and council that a guesser would try, each too by its parts."""
    parts = (part for text in texts for part in (text, *re.split(r"[\s　・@._-]+", text)))
    return tuple(dict.fromkeys(part for part in parts if len(part) >= _SHORTEST_WORD))
