"""The sections of a long form at the left: ✓ filled, ○ still empty, ⚠ with places to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex as Index
from PySide6.QtCore import QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.badge import Badge, paint_badge
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.shapes import Shape

_ROW = 44
_STATE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SectionState:
    """A section: its title, whether something stands in it, and how many places need a change."""

    title: str
    filled: bool = False
    wrong: int = 0

    @property
    def badge(self) -> Badge:
        """Return shape and words."""
        if self.wrong:
            return Badge(Shape.TRIANGLE, self.title, "error")
        return Badge(
            Shape.CHECK_DISC if self.filled else Shape.RING, self.title, "ok" if self.filled else "mute"
        )

    @property
    def words(self) -> str:
        """Return the state for screen readers."""
        count = f"{self.wrong} か所" if self.wrong else "入力あり" if self.filled else "まだ"
        return f"{self.title}、{count}"


class SectionList(QListWidget):
    """Choose a section by arrow keys or mouse; `chosen` carries its number."""

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("項目")
        self.setItemDelegate(_Delegate(self))
        self.setFixedWidth(theme.px(210))
        for title in titles:
            self.addItem(QListWidgetItem(title))
        self.show_states([SectionState(title) for title in titles])
        self.setCurrentRow(0)
        self.itemClicked.connect(lambda _item: self.chosen.emit(self.currentRow()))
        self.itemActivated.connect(lambda _item: self.chosen.emit(self.currentRow()))

    def show_states(self, states: Sequence[SectionState]) -> None:
        """Show how far each section is."""
        for number, state in enumerate(states):
            self.item(number).setData(_STATE, state)
            self.item(number).setData(Qt.ItemDataRole.AccessibleTextRole, state.words)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index | QPersistentModelIndex) -> QSize:
        return QSize(120, theme.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index | QPersistentModelIndex
    ) -> None:
        state: SectionState = index.data(_STATE)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(LIGHT.selection))
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), QColor(LIGHT.primary))
        paint_badge(painter, state.badge, QPointF(box.left() + 18, box.center().y()), theme.font())
        if state.wrong:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(QColor(LIGHT.error.ink))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.adjusted(0, 0, -12, 0), right, f"{state.wrong} か所")
        view = self.parent()
        if isinstance(view, QListWidget) and view.hasFocus() and view.currentIndex() == index:
            paint_ring(painter, box)
        painter.restore()
