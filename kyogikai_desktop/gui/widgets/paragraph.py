"""Text of more than one line, set with the line height of the design (22 px at 14 px type)."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kyogikai_desktop.gui import theme

LINE = 22
_LEAST_WIDTH = 40.0
_MOST_CHARACTERS = 44


def line_height(font: QFont) -> float:
    """Return the distance of lines in px: 22 for body text, in proportion for other sizes."""
    return round(LINE * font.pointSizeF() / theme.BODY)


def lay_out(text: str, width: float, font: QFont) -> tuple[QTextLayout, float]:
    """Return a text broken into lines of a width, and its height."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    step = line_height(font)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(_LEAST_WIDTH, width))
        line.setPosition(QPointF(0, height + (step - line.height()) / 2))
        height += step
    layout.endLayout()
    return layout, height


def keep_plain(label: QLabel) -> None:
    """Show what was typed as typed, never as markup."""
    label.setProperty("textFormat", 0)  # Qt.TextFormat.PlainText


class Paragraph(QLabel):
    """A wrapped plain text; the words of a person, a note, an explanation."""

    def __init__(self, *content: str | QWidget) -> None:
        """Take a text or, as Designer forms do, a parent."""
        super().__init__(*content)  # type: ignore[call-overload]
        keep_plain(self)
        self._shown = ("", "")
        self._laid_out: dict[int, tuple[QTextLayout, float]] = {}
        self._most = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_most(self, lines: int) -> None:
        """Show so many lines at most; where that is not all, a tool tip has the rest."""
        self._most = lines

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the broken text."""
        self.ensurePolished()
        return round(self._lines(width)[1])

    def sizeHint(self) -> QSize:
        """Return the width of the text, at most 44 characters."""
        self.ensurePolished()
        lines = self.text().split("\n")
        needed = max(self.fontMetrics().horizontalAdvance(line) for line in lines) + 2
        width = min(needed, _MOST_CHARACTERS * self.fontMetrics().horizontalAdvance("あ"))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Allow narrow columns."""
        return QSize(min(80, self.sizeHint().width()), round(line_height(self.font())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, in the middle of the height."""
        painter = QPainter(self)
        lines, height = self._lines(self.width())
        lines.draw(painter, QPointF(0, max(0, (self.height() - height) / 2)))

    def _lines(self, width: int) -> tuple[QTextLayout, float]:
        # Layouts ask for the same few heights again and again while a window takes shape.
        shown = (self.text(), self.font().key())
        if shown != self._shown:
            self._shown, self._laid_out = shown, {}
        if width not in self._laid_out:
            self._laid_out[width] = lay_out(self._shortened(width), width, self.font())
        return self._laid_out[width]

    def _shortened(self, width: int) -> str:
        """Return the text, elided in the last line that it may have."""
        if not self._most:
            return self.text()
        layout, _height = lay_out(self.text(), width, self.font())
        cut = self._most < layout.lineCount()
        self.setToolTip(self.text().replace("<", "＜") if cut else "")
        if not cut:
            return self.text()
        units = self.text().encode("utf-16-le", "surrogatepass")  # what Qt counts in
        start = 2 * layout.lineAt(self._most - 1).textStart()
        last = units[start:].decode("utf-16-le", "surrogatepass").replace("\n", " ")
        end = QtCore.Qt.TextElideMode.ElideRight
        elided = self.fontMetrics().elidedText(last, end, width - self.fontMetrics().averageCharWidth())
        return units[:start].decode("utf-16-le", "surrogatepass") + elided
