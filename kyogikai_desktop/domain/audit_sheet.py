"""The monthly sheet of the audit log: what the person responsible for protection looks through and signs.

Nothing on it is a judgement: numbers, events, and what stands out by thresholds that are printed beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_log import Span
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.holidays import holiday_name
from kyogikai_desktop.domain.minutes import AuditHead
from kyogikai_desktop.domain.wareki import format_day

NIGHT_FROM, NIGHT_TO = 22, 6
MANY_VIEWS = 30
MANY_FAILURES = 5
_SATURDAY = 5

Hours = Mapping[tuple[str, datetime], int]


@dataclass(frozen=True)
class PersonLine:
    """How much one person did in the month, by group."""

    name: str
    counts: Mapping[ActGroup, int]


@dataclass(frozen=True)
class ActLine:
    """How often something was done in the month, and by whom (name and number)."""

    words: str
    count: int
    people: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that is rare enough to be listed by itself."""

    at: datetime
    person: str
    words: str
    about: str = ""


@dataclass(frozen=True)
class Observed:
    """What the thresholds are held against: acts and views of cases by hour, failures by day, clock steps.

    The names are those of people, or of the logins that a wrong password was typed for. `young` are the acts
    of two people who are not apart yet: when, who, who approved, what.
    """

    acts: Hours = field(default_factory=dict)
    views: Hours = field(default_factory=dict)
    failures: Mapping[tuple[str, date], int] = field(default_factory=dict)
    clock_steps: int = 0
    young: tuple[tuple[datetime, str, str, str], ...] = ()


@dataclass(frozen=True)
class MonthlySheet:
    """Everything that the sheet shows. `findings` say what is wrong with the chain; empty means whole."""

    council: str
    practice: bool
    month: Span
    made_at: datetime
    people: tuple[PersonLine, ...]
    out: tuple[ActLine, ...]
    reveals: ActLine
    reveals_with_reason: int
    failures: ActLine
    events: tuple[Event, ...]
    notices: tuple[str, ...]
    findings: tuple[str, ...]
    head: AuditHead

    @property
    def is_over(self) -> bool:
        """Tell whether the month had ended when the sheet was made."""
        return self.made_at.astimezone(JST).date() > self.month.last

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody did anything in the month."""
        return not self.people


def notices(seen: Observed) -> tuple[str, ...]:
    """Return what stands out, one sentence each, in the order of the rules below."""
    rules_in_order = (_young, _at_night, _on_days_off, _many_views, _failures, _clock)
    return tuple(sentence for rule in rules_in_order for sentence in rule(seen))


def rules() -> str:
    """Return how the sentences come about, for the sheet to print."""
    return (
        f"目安：{NIGHT_FROM}時から{NIGHT_TO}時まで、土日・祝日の操作、1時間に{MANY_VIEWS}件以上のケースの閲覧、"
        f"同じ利用者IDで1日{MANY_FAILURES}回以上のパスワードの入れ違い、時計の逆戻り、まだ独立していない2人でした操作。"
        "仕事の都合で、ふつうに起きることもあります。本人に事情を聞いて確かめてください。"
    )


def _young(seen: Observed) -> Iterator[str]:
    for at, name, second, words in seen.young:
        yield (
            f"{_day(at.astimezone(JST).date())}：{words}。{name}さんと{second}さんの2人でしていますが、"
            "一方がもう一方のパスワードを渡してから日が浅く、まだ独立した2人とはいえません。"
        )


def _at_night(seen: Observed) -> Iterator[str]:
    night = {key: count for key, count in seen.acts.items() if _is_night(key[1])}
    for name, (days, count) in _by_person(night).items():
        hours = f"{NIGHT_FROM}時から{NIGHT_TO}時"
        yield f"{name}さんは、夜（{hours}）に {days} 日、{count:,} 件の操作をしています。"


def _on_days_off(seen: Observed) -> Iterator[str]:
    off = {key: count for key, count in seen.acts.items() if _is_day_off(_local(key[1]).date())}
    for name, (days, count) in _by_person(off).items():
        yield f"{name}さんは、休みの日（土日・祝日）に {days} 日、{count:,} 件の操作をしています。"


def _many_views(seen: Observed) -> Iterator[str]:
    for (name, hour), count in sorted(seen.views.items(), key=lambda one: (one[0][1], one[0][0])):
        if count >= MANY_VIEWS:
            at = _local(hour)
            yield f"{name}さんは、{_day(at.date())}{at.hour}時台に、ケースを {count:,} 件見ています。"


def _failures(seen: Observed) -> Iterator[str]:
    for (login, day), count in sorted(seen.failures.items(), key=lambda one: (one[0][1], one[0][0])):
        if count >= MANY_FAILURES:
            whose = login or "（一覧にないもの）"
            yield f"{_day(day)}に、利用者ID {whose} のパスワードが {count} 回違っています。"


def _clock(seen: Observed) -> Iterator[str]:
    if seen.clock_steps:
        yield (
            f"時計が {seen.clock_steps} 回、前に戻っています。記録の順は、番号で確かめてください。"
            "このパソコンの時計が合っているかも見てください。"
        )


def _by_person(hours: Hours) -> dict[str, tuple[int, int]]:
    """Return on how many days each did how much."""
    days: dict[str, set[date]] = {}
    acts: Counter[str] = Counter()
    for (name, hour), count in hours.items():
        days.setdefault(name, set()).add(_local(hour).date())
        acts[name] += count
    return {name: (len(days[name]), acts[name]) for name in sorted(days)}


def _is_night(hour: datetime) -> bool:
    at = _local(hour).hour
    return at >= NIGHT_FROM or at < NIGHT_TO


def _is_day_off(day: date) -> bool:
    return day.weekday() >= _SATURDAY or bool(holiday_name(day))


def _local(hour: datetime) -> datetime:
    return hour.astimezone(JST)


def _day(day: date) -> str:
    return format_day(day, day)
