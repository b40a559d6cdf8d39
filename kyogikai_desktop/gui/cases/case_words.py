"""The words in which lists and pages speak of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.births import Birth, format_age, format_birth
from kyogikai_desktop.domain.cases import Consent, ContactWay, Sex
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.widgets.badge import Badge, state

PROTECTED = "所在を守る"
WAY_ICONS = {
    ContactWay.VISIT: "visit",
    ContactWay.INTERVIEW: "face",
    ContactWay.PHONE: "phone",
    ContactWay.MAIL: "mail",
    ContactWay.CONFERENCE: "conference",
    ContactWay.INQUIRY: "letter",
    ContactWay.OTHER: "other",
}
_CONSENTS = {Consent.REFUSED: "拒否"}


def age_and_sex(birth: Birth, sex: Sex, today: date) -> str:
    """Return 71歳・男, with 約 for a guessed age, 70代・男, or what of it is known."""
    age = format_age(birth, today)
    about = "" if not age or birth.exact or birth.is_decade else "約"
    known = (about + age, sex.label if sex is not Sex.UNKNOWN else "")
    return "・".join(part for part in known if part) or "年齢・性別は不明"


def born(birth: Birth) -> str:
    """Return 昭和30年4月2日生 or 昭和30年ごろの生まれ; nothing for what is only an age."""
    if birth.on:
        return f"{format_birth(birth)}生"
    return f"{format_birth(birth)}の生まれ" if birth.about_year and not birth.is_decade else ""


def concerns_line(concerns: Iterable[str], chief: str) -> str:
    """Return the concerns in short words, the most pressing one first."""
    ordered = sorted(concerns, key=lambda concern: concern != chief)
    return "、".join(map(codes.table("concerns").short, ordered))


def consent(value: Consent) -> Badge:
    """Return the badge of a consent."""
    return state(_CONSENTS.get(value, value.label))


def moment(at: datetime, today: date) -> str:
    """Return 11月19日（木）15:20."""
    return f"{format_day(at.date(), today)}{at:%H:%M}"


def joined(*parts: str) -> str:
    """Return the parts that say something, with a wide space between."""
    return "　".join(part for part in parts if part)
