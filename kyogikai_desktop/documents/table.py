"""A ruled table of Japanese text that goes on over pages, with its header row repeated."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor, black
from reportlab.platypus import Flowable

from kyogikai_desktop.documents.text import JapaneseText

PADDING_X = 6
PADDING_Y = 2.5
HEADER_TINT = HexColor(0xECEFF2)
_TALL = 200  # points; a taller row is split over two pages, a lower one moves to the next as a whole

Row = Sequence[JapaneseText]


class Table(Flowable):
    """Rows of texts in columns of fixed widths (points), at the right end of the page's column.

    A label may stand in the room at its left.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        header: Row = (),
        label: JapaneseText | None = None,
    ) -> None:
        super().__init__()
        self._rows = list(rows)
        self._widths = widths
        self._header = header
        self._label = label

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size of the whole table."""
        self.width = width
        self.height = sum(self._row_height(row) for row in self._all_rows())
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Split between rows, or inside a tall row; an empty list if not even one row fits."""
        room = height - (self._row_height(self._header) if self._header else 0)
        for index, row in enumerate(self._rows):
            needed = self._row_height(row)
            if needed > room:
                upper, lower = self._split_row(row, room) if needed > _TALL else ([], [row])
                return self._parts([*self._rows[:index], *upper], [*lower, *self._rows[index + 1 :]])
            room -= needed
        return [self]

    def draw(self) -> None:
        """Draw tint, rules and cells from the top down."""
        self.canv.setLineWidth(0.5)
        self.canv.setStrokeColor(black)
        top = self.height
        if self._label:
            self._label.wrap(self.width, 0)
            self._label.drawOn(self.canv, 0, top - PADDING_Y - self._label.height)
        for row in self._all_rows():
            self._draw_row(row, top)
            top -= self._row_height(row)

    def least_height(self, _width: float) -> float:
        """Return the height of the smallest part that may stand at the end of a page."""
        first = min(self._row_height(self._rows[0]), _TALL)
        return first + (self._row_height(self._header) if self._header else 0)

    def _all_rows(self) -> list[Row]:
        return [self._header, *self._rows] if self._header else self._rows

    def _row_height(self, row: Row) -> float:
        heights = (
            cell.wrap(width - 2 * PADDING_X, 0)[1] for cell, width in zip(row, self._widths, strict=True)
        )
        return max(heights) + 2 * PADDING_Y

    def _parts(self, upper: list[Row], lower: list[Row]) -> list[Flowable]:
        if not upper:
            return []
        return [
            Table(upper, self._widths, self._header, self._label),
            Table(lower, self._widths, self._header),
        ]

    def _split_row(self, row: Row, room: float) -> tuple[list[Row], list[Row]]:
        pairs = [
            cell.parted(width - 2 * PADDING_X, room - 2 * PADDING_Y)
            for cell, width in zip(row, self._widths, strict=True)
        ]
        upper, lower = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return ([], [row]) if all(cell.is_empty for cell in upper) else ([upper], [lower])

    def _draw_row(self, row: Row, top: float) -> None:
        height = self._row_height(row)
        left = self.width - sum(self._widths)
        if row is self._header:
            self.canv.setFillColor(HEADER_TINT)
            self.canv.rect(left, top - height, self.width - left, height, stroke=0, fill=1)
        for cell, width in zip(row, self._widths, strict=True):
            self.canv.rect(left, top - height, width, height)
            cell.drawOn(self.canv, left + PADDING_X, top - PADDING_Y - cell.height)
            left += width
