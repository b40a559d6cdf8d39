"""The days on which offices are closed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import jpholiday


@lru_cache(maxsize=400)
def holiday_name(day: date) -> str:
    """Return 勤労感謝の日 or 振替休日, or an empty text (国民の祝日に関する法律, Art. 2 and 3)."""
    return jpholiday.is_holiday_name(day) or ""
