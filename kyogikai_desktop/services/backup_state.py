"""How the backups of a council stand, and what is to be said of them on the home page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.records import carry_records, settings
from kyogikai_desktop.records.store import Connection

_OLD = timedelta(days=7)
_CLOCKS_DIFFER = timedelta(minutes=5)

# Settings of the council: how far the last backup reaches, why the last attempt failed, the second place
# with what came of it, and when one was last tried out.
SEQ = "backup_seq"
FAILED, FAILED_AT = "backup_failed", "backup_failed_at"
PLACE, PERMISSION = "backup_place", "backup_place_permission"
PLACE_AT, PLACE_FAILED = "backup_place_at", "backup_place_failed"
REHEARSED = "backup_rehearsed_at"
_OF_THE_OFFICE = ("backup_none", "backup_gone", "backup_place_failed", "backup_place_never")


@dataclass(frozen=True)
class BackupState:
    """When the last verified backups were made, here and at the second place, and what is to be said.

    `rehearsed` tells when one was last opened beside the live vault and was sound.
    """

    last: datetime | None
    rehearsed: datetime | None
    place: str
    place_last: datetime | None
    warnings: tuple[AppError, ...]


def state(db: Connection, last: datetime | None, due: Callable[[], bool], now: datetime) -> BackupState:
    """Return how the backups stand; `warnings` is empty while all is well.

    A carried copy has neither the backups of the office nor its second place, and nothing is wrong with that.
    """
    carry = carry_records.current(db)
    away = carry is not None and carry.state in (CarryState.HERE, CarryState.BACK)
    found = [*_warnings(db, last, due, now), *_place_warnings(db, now)]
    return BackupState(
        last=last,
        rehearsed=_moment(db, REHEARSED),
        place=settings.setting(db, PLACE),
        place_last=_moment(db, PLACE_AT),
        warnings=tuple(one for one in found if not (away and one.key in _OF_THE_OFFICE)),
    )


def _warnings(
    db: Connection, last: datetime | None, due: Callable[[], bool], now: datetime
) -> Iterator[AppError]:
    if reason := settings.setting(db, FAILED):
        yield AppError("backup_failed", on=_day(_moment(db, FAILED_AT), now), reason=reason)
    if last is None:
        yield AppError("backup_gone" if settings.setting(db, SEQ) else "backup_none")
    elif last > now + _CLOCKS_DIFFER:
        yield AppError("backup_in_future", on=_day(last, now))
    elif now - last > _OLD and due():
        yield AppError("backup_old", on=_day(last, now), days=(now - last).days)


def _place_warnings(db: Connection, now: datetime) -> Iterator[AppError]:
    if reason := settings.setting(db, PLACE_FAILED):
        if last := _moment(db, PLACE_AT):
            yield AppError("backup_place_failed", on=_day(last, now), reason=reason)
        else:
            yield AppError("backup_place_never", reason=reason)


def _moment(db: Connection, key: str) -> datetime | None:
    stamped = settings.setting(db, key)
    return datetime.fromisoformat(stamped).astimezone(JST) if stamped else None


def _day(moment: datetime | None, now: datetime) -> str:
    return format_day(moment.date(), now.date()) if moment else ""
