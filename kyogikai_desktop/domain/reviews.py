"""How near a review or a promise is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Due(StrEnum):
    """How near the next review is."""

    NO_DATE = "no_date"
    OVER = "over"
    SOON = "soon"
    LATER = "later"
    NONE = "none"


SOON_DAYS = 7


@dataclass(frozen=True)
class ReviewState:
    """The state of a review date on a day: kind, and days to go (negative when past)."""

    due: Due
    days: int = 0

    @property
    def label(self) -> str:
        """Return the words of the badge."""
        return {
            Due.NO_DATE: "日が未定",
            Due.OVER: f"{-self.days}日超過",
            Due.SOON: f"あと {self.days}日" if self.days else "今日まで",
            Due.LATER: f"あと {self.days}日",
            Due.NONE: "",
        }[self.due]


def review_state(next_review_on: date | None, today: date, *, is_open: bool = True) -> ReviewState:
    """Return how near a review or a promise is; open cases without a date stand out."""
    if not is_open:
        return ReviewState(Due.NONE)
    if next_review_on is None:
        return ReviewState(Due.NO_DATE)
    days = (next_review_on - today).days
    if days < 0:
        return ReviewState(Due.OVER, days)
    return ReviewState(Due.SOON if days <= SOON_DAYS else Due.LATER, days)
