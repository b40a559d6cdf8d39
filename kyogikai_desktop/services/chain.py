"""Whether the audit log is whole, and whether values that were written down elsewhere still fit it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.minutes import AuditHead
from kyogikai_desktop.domain.wareki import format_short
from kyogikai_desktop.errors import AppError, Damaged, InvalidInput, Remark
from kyogikai_desktop.records import audit, backup_records, database
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.door import require_own, unlocked
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session, system_clock
from kyogikai_desktop.verify import audit_chain
from kyogikai_desktop.verify.audit_chain import Anchor

__all__ = [
    "Anchor", "Checked", "Fit", "anchor", "anchor_text", "damage", "fit", "head", "hold", "on_this_pc",
    "remarks", "verify_folder",
]  # fmt: skip

Progress = Callable[[int, int], object]

DIGITS = 12  # of a mac in hexadecimal, as papers print it
_FEWEST, _MOST_DIGITS = 8, 64
_MOST = 20
_STEP = 1000


class Fit(StrEnum):
    """How a value from a paper stands to the log."""

    FITS = "fits"
    DIFFERS = "differs"
    ABSENT = "absent"
    LEFT_BEHIND = "left_behind"


@dataclass(frozen=True)
class Checked:
    """How a value from a paper stands to the log, and whether the log up to there is as it was written."""

    seq: int
    fit: Fit
    whole: bool


@needs(Role.CUSTODIAN)
def hold(session: Session, quoted: Anchor, progress: Progress = lambda _done, _total: None) -> Checked:
    """Hold a value from a paper against the log of an open council; walks the whole log.

    What `progress` raises stops it.
    """
    db = session.store.reader
    return Checked(quoted.seq, fit(db, quoted), whole=not any(damage(db, progress=progress)))


def anchor(seq: str, digits: str) -> Anchor:
    """Read a number and a value as somebody typed them from a paper; raise InvalidInput with the field."""
    number, value = (unicodedata.normalize("NFKC", text).strip().lower() for text in (seq, digits))
    number, value = number.removesuffix("番").replace(",", "").strip(), "".join(value.split())
    if not (number.isascii() and number.isdecimal()) or not 0 < int(number) < 2**53:
        raise InvalidInput("anchor_number", "seq")
    if not value or set(value) - set("0123456789abcdef"):
        raise InvalidInput("anchor_value", "digits")
    if not _FEWEST <= len(value) <= _MOST_DIGITS:
        raise InvalidInput("anchor_short", "digits", fewest=_FEWEST)
    return Anchor(int(number), value)


def anchor_text(text: str) -> Anchor:
    """Read SEQ:HEX; raise InvalidInput."""
    seq, colon, digits = unicodedata.normalize("NFKC", text).partition(":")
    if not colon:
        raise InvalidInput("anchor_text", "anchor")
    return anchor(seq, digits)


def head(db: Connection) -> AuditHead:
    """Return what to write down: the newest row and its value."""
    newest = audit.head(db)
    return AuditHead(newest.seq, newest.mac.hex()[:DIGITS])


def fit(db: Connection, quoted: Anchor) -> Fit:
    """Tell whether the log has the row that a paper quotes; whether the log is whole is another question."""
    mac = backup_records.mac_at(db, quoted.seq)
    if mac is not None and mac.hex().startswith(quoted.digits):
        return Fit.FITS
    if any(one.left_behind(quoted.seq) for one in backup_records.restores(db)):
        return Fit.LEFT_BEHIND
    return Fit.ABSENT if mac is None else Fit.DIFFERS


def damage(
    db: Connection, quoted: Iterable[Anchor] = (), progress: Progress = lambda _done, _total: None
) -> Iterator[AppError]:
    """Yield what is wrong with the log and what does not fit it, but for what a restore left behind."""
    told = [one for one in quoted if fit(db, one) is not Fit.LEFT_BEHIND]
    rows, keys = audit.chain(db)
    counted = _counted(rows, audit.head(db).seq, progress)
    for finding in audit_chain.verify(counted, keys, told)[:_MOST]:
        yield Damaged("audit_damaged", finding=str(finding))


def remarks(db: Connection, quoted: Iterable[Anchor] = ()) -> Iterator[AppError]:
    """Yield which restores took place, and which quoted rows they left behind."""
    for one in backup_records.restores(db):
        yield Remark("restored", on=format_short(one.at.date()), since=one.since or "？", to=one.to)
    for paper in quoted:
        if fit(db, paper) is Fit.LEFT_BEHIND:
            yield Remark("anchor_left_behind", seq=paper.seq)


def on_this_pc(db: Connection, vault_id: str) -> Iterator[AppError]:
    """Yield that this PC has seen a later or another log, unless a restore in the log is why."""
    if anchors.is_older(db, vault_id) and (seen := anchors.seen(vault_id)):
        yield Damaged("seen_differs", seq=seen.head.seq, here=audit.head(db).seq)


def _counted(
    rows: Iterator[tuple[object, ...]], total: int, progress: Progress
) -> Iterator[tuple[object, ...]]:
    for done, one in enumerate(rows):
        if done % _STEP == 0:
            progress(min(done, total), total)
        yield one
    progress(total, total)


def verify_folder(
    folder: Path,
    password: str,
    quoted: Iterable[Anchor] = (),
    *,
    login: str | None = None,
    attempts: Attempts | None = None,
    progress: Progress = lambda _done, _total: None,
) -> tuple[tuple[AppError, ...], AuditHead]:
    """Return what is wrong with the log of a closed council, remarks last, and what to write down.

    Raises WrongPassword, Damaged for a vault that cannot be opened, TooNew, and Refused as `require_own`.
    """
    quoted = tuple(quoted)
    attempts = attempts or Attempts(system_clock)
    with unlocked(folder, password, login, system_clock, attempts) as vault:
        database.version_of(vault.reader())
        require_own(vault)
        db = database.over(vault.reader())
        found = (*damage(db, quoted, progress), *on_this_pc(db, vault.vault_id), *remarks(db, quoted))
        return found, head(db)
