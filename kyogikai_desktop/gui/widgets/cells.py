"""What the two-line lists show: columns, the cell of a row in a column, and group rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.shapes import Shape

R = TypeVar("R")


@dataclass(frozen=True)
class Cell:
    """One cell: a title line and a caption below; a badge, an urgency mark or a check box may lead.

    `beside` is a caption on the title line; tones name tokens (error, due, over, ...).
    """

    title: str = ""
    caption: str = ""
    beside: str = ""
    badge: Badge | None = None
    urgency: str = ""
    icon: str = ""
    checked: bool | None = None
    bold: bool = False
    link: bool = False
    faint: bool = False
    tone: str = ""
    caption_tone: str = ""

    def words(self) -> str:
        """Return the whole cell in words, for screen readers and tool tips."""
        mark = {None: "", True: "選択済み", False: "未選択"}[self.checked]
        urgency = f"緊急度 {self.urgency}" if self.urgency else ""
        badge = self.badge.words if self.badge else ""
        return "、".join(
            part for part in (mark, urgency, badge, self.title, self.beside, self.caption) if part
        )


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: width in px (0 takes what is left) and how a row becomes a cell.

    `sort` is the key that a click on the title asks for; `from_width` hides the column in narrower lists.
    """

    title: str
    width: int
    cell: Callable[[R], Cell]
    sort: str = ""
    numeric: bool = False
    from_width: int = 0


@dataclass(frozen=True)
class Group:
    """A row that heads others: title, number, and a shape that says what they share."""

    title: str
    count: str = ""
    shape: Shape | None = None
    tone: str = "mute"


Rows = list[Any]
