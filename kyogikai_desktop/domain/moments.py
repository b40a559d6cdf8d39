"""A day and a time as one says them: 今日 10:40, 昨日 14:00, 11.19 15:20."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from kyogikai_desktop.domain.wareki import parse_date
from kyogikai_desktop.errors import InvalidInput

_TIME = re.compile(r"^(.*?)\s*(\d{1,2})[:時](\d{1,2})分?$")


def parse_moment(text: str, today: date) -> datetime:
    """Read a day with or without a time; a time alone is today's, a day alone begins at midnight."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.match(plain)
    if not found:
        return datetime.combine(parse_date(plain, today), time())
    day = parse_date(found[1], today) if found[1] else today
    try:
        return datetime.combine(day, time(int(found[2]), int(found[3])))
    except ValueError:
        raise InvalidInput("no_such_time") from None
