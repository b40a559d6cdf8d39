"""A table model that holds only the pages one looks at, fetched on the reader thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.cells import Cell, Column, Group, Rows

PAGE = 100
_PAGES_KEPT = 40
_PAGES_WANTED = 3

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[int, int], Rows]


class ListModel(QAbstractTableModel):
    """Rows of any kind (and Group rows) in columns; a row that has not come yet is None."""

    loading = Signal(bool)

    def __init__(self, columns: Sequence[Column[Any]], tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tasks = tasks
        self._fetch: Fetch = lambda _offset, _limit: []
        self._count_rows: Callable[[], int] = lambda: 0
        self._count = 0
        self._pages: OrderedDict[int, Rows] = OrderedDict()
        self._wanted: list[int] = []
        self._coming: int | None = None
        self._generation = 0

    def load(self, count: Callable[[], int], fetch: Fetch) -> None:
        """Show other rows: both functions run on the reader thread; the old rows stay until then."""
        self._count_rows, self._fetch = count, fetch
        self._pages_of([0])

    def reload(self) -> None:
        """Read the same rows again after a change, without a jump."""
        self._pages_of(sorted({0, *list(self._pages)[-2:]}))

    def show(self, rows: Sequence[Any]) -> None:
        """Show rows that are at hand."""
        held = list(rows)
        self._count_rows, self._fetch = lambda: len(held), lambda offset, limit: held[offset : offset + limit]
        self._generation += 1
        pages = {page: held[page * PAGE : (page + 1) * PAGE] for page in range(len(held) // PAGE + 1)}
        self._reset((len(held), pages))

    def row(self, number: int) -> object:
        """Return a row, or None while it is being fetched."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def cell(self, number: int, column: int) -> Cell | None:
        """Return a cell, or None for group rows and rows that have not come yet."""
        row = self.row(number)
        return None if row is None or isinstance(row, Group) else self.columns[column].cell(row)

    def find(self, matches: Callable[[Any], bool]) -> int:
        """Return the number of the first fetched row that matches, or -1."""
        for page, rows in sorted(self._pages.items()):
            for place, row in enumerate(rows):
                if not isinstance(row, Group) and matches(row):
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many rows there are, fetched or not."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the title for display, and all words of the cell for screen readers."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(index.row())
        if isinstance(row, Group):
            return f"{row.title} {row.count}".strip()
        cell = self.cell(index.row(), index.column())
        if cell is None:
            return ""
        return cell.title if role == Qt.ItemDataRole.DisplayRole else cell.words()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cursor stop at every row but group rows."""
        if isinstance(self._held(index.row()), Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def groups(self) -> list[int]:
        """Return the numbers of the group rows fetched so far."""
        return [
            page * PAGE + place
            for page, rows in self._pages.items()
            for place, row in enumerate(rows)
            if isinstance(row, Group)
        ]

    def _held(self, number: int) -> object:
        rows = self._pages.get(number // PAGE, [])
        return rows[number % PAGE] if number % PAGE < len(rows) else None

    def _pages_of(self, numbers: list[int]) -> None:
        self._generation += 1
        generation, count, fetch = self._generation, self._count_rows, self._fetch
        self.loading.emit(True)

        def read() -> tuple[int, dict[int, Rows]]:
            return count(), {number: fetch(number * PAGE, PAGE) for number in numbers}

        def take(result: tuple[int, dict[int, Rows]]) -> None:
            if generation == self._generation:
                self._reset(result)

        self._tasks.read(read, take, self._give_up)

    def _reset(self, result: tuple[int, dict[int, Rows]]) -> None:
        self.beginResetModel()
        self._count, pages = result
        self._pages = OrderedDict(pages)
        self._wanted, self._coming = [], None
        self.endResetModel()
        self.loading.emit(False)

    def _give_up(self, error: AppError) -> None:
        self._coming, self._wanted = None, []
        self.loading.emit(False)
        self._tasks.refused.emit(error)

    def _want(self, page: int) -> None:
        if page == self._coming:
            return
        # Whoever drags the scroll bar wants the last pages seen, not all that flew by.
        self._wanted = [*(other for other in self._wanted if other != page), page][-_PAGES_WANTED:]
        self._next()

    def _next(self) -> None:
        if self._coming is not None or not self._wanted:
            return
        page, generation, fetch = self._wanted.pop(), self._generation, self._fetch
        self._coming = page

        def take(rows: Rows) -> None:
            if generation == self._generation:
                self._store(page, rows)

        self._tasks.read(lambda: fetch(page * PAGE, PAGE), take, self._give_up)

    def _store(self, page: int, rows: Rows) -> None:
        self._coming = None
        self._pages[page] = rows
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._count) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self._next()
