"""The course of support as one line, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kyogikai_desktop.gui.widgets.list_model import Index
from kyogikai_desktop.gui.widgets.paragraph import LINE
from kyogikai_desktop.gui.widgets.timeline_delegate import ENTRY, Entry, EntryDelegate

__all__ = ["Entry", "TimelineView"]


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | Entry | None:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.words()
        return entry.text if role == Qt.ItemDataRole.DisplayRole else None


class TimelineView(QListView):
    """Show entries; Enter or a double click emits `opened` with the entry's key."""

    opened = Signal(object)

    def __init__(self, name: str = "支援の経過", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(LINE * 2)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other records, newest first; the place in the list is kept."""
        place = self.verticalScrollBar().value()
        self._model.show(entries)
        self.verticalScrollBar().setValue(place)

    def current_entry(self) -> Entry | None:
        """Return the entry under the cursor."""
        number = self.currentIndex().row()
        return self._model.entries[number] if number >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        entry = self.current_entry()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and entry:
            self.opened.emit(entry.key)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters belong to the fields."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open on a double click."""
        super().mouseDoubleClickEvent(event)
        if (entry := self.current_entry()) is not None:
            self.opened.emit(entry.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the texts out again for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show no tool tips: everything stands there."""
        return event.type() == QEvent.Type.ToolTip or super().viewportEvent(event)
