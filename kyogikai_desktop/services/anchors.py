"""What this PC has seen of a council's log: an older copy of the vault is recognised by it.

A restore of the whole that stands in the log explains that rows are gone which this PC has seen, whoever did
it. So that it explains nothing twice, the restores that this PC knew of are kept beside the newest row. Of a
copy that waits for a return the row of the departure is kept, too: the carried file goes on from there.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyogikai_desktop import paths
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_log import Restore
from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.records import audit, audit_rows, backup_records, carry_records
from kyogikai_desktop.records.audit import Head
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import replace_file

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session

_LARGEST = 64 * 1024
_MOST_ROWS = 100  # of the log about one carry-out
_DIGITS = 16  # of the mac of a restore's row, in hexadecimal


@dataclass(frozen=True)
class Seen:
    """How a log stood: its newest row, the restores in it, and the row of the departure while it is out."""

    head: Head
    restores: frozenset[str] = frozenset()
    left: Head | None = None


def state(db: Connection) -> Seen:
    """Return how a log stands now."""
    return Seen(audit.head(db), frozenset(map(_name, backup_records.restores(db))), _departure(db))


def seen(vault_id: str) -> Seen | None:
    """Return how this PC has last seen a log; None for a vault that it does not know."""
    file = _file(vault_id)
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(_LARGEST))
        left = told.get("left")
        return Seen(_head(told), frozenset(told["restores"]), _head(left) if left else None)
    except Exception:  # whatever lies in the file, it is no anchor
        return None


def remember(vault_id: str, now: Seen) -> None:
    """Note how a log stands; a PC that cannot keep it only recognises less."""
    told = _told(now.head) | {"restores": sorted(now.restores), "left": now.left and _told(now.left)}
    with suppress(AppError), said_plainly():
        file = _file(vault_id)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, json.dumps(told).encode())


def is_older(db: Connection, vault_id: str) -> bool:
    """Tell whether the log lacks the row that this PC has seen, and no restore or carry in it says why."""
    anchor = seen(vault_id)
    if anchor is None or not _is_gone(db, anchor.head) or _goes_on_from(db, anchor.left):
        return False
    return explained(db, vault_id) is None and not _came_back(db, anchor.head)


def explained(db: Connection, vault_id: str) -> Restore | None:
    """Return the restore that left rows behind which this PC has seen, and that it did not know of."""
    anchor = seen(vault_id)
    if anchor is None or not _is_gone(db, anchor.head):
        return None
    new = (one for one in backup_records.restores(db) if _name(one) not in anchor.restores)
    return next((one for one in new if one.left_behind(anchor.head.seq)), None)


@dataclass(frozen=True)
class Comparison:
    """What this PC has seen of a council beside what is open: numbers of rows, and when they were newest.

    `replaced` tells that the row of the seen number is here, but is another one.
    """

    seen: int
    seen_at: datetime
    here: int
    here_at: datetime | None
    replaced: bool


def compare(session: Session) -> Comparison | None:
    """Return how the open council stands to what this PC has seen; None where it has seen nothing."""
    anchor = seen(session.vault.vault_id)
    if anchor is None:
        return None
    db = session.store.reader
    newest = next(iter(audit_rows.page(db, "", 1)), None)
    return Comparison(
        seen=anchor.head.seq,
        seen_at=datetime.fromtimestamp(_file(session.vault.vault_id).stat().st_mtime, JST),
        here=newest.seq if newest else 0,
        here_at=newest.at.astimezone(JST) if newest else None,
        replaced=backup_records.mac_at(db, anchor.head.seq) is not None,
    )


def at_close(session: Session) -> None:
    """Note how far the log goes, unless the vault is an older copy that nobody has accepted yet.

    Of a damaged one that cannot be read nothing new is noted: it is closed all the same.
    """
    if not session.older_than_seen:
        with suppress(AppError):
            remember(session.vault.vault_id, state(session.store.reader))


@needs(Role.CUSTODIAN)
def accept(session: Session) -> None:
    """Go on with an older copy, on the word of who looked into it; this is logged.

    Raises Refused for who is no custodian: whoever put an older copy there must not be the one to settle it.
    """
    with session.store.writing() as tx:
        tx.note("accept_older_copy")
    session.older_than_seen = False


def _is_gone(db: Connection, head: Head) -> bool:
    return backup_records.mac_at(db, head.seq) != head.mac


def _departure(db: Connection) -> Head | None:
    """Return the row that the carried file ends with, where this is the copy that waits for its return."""
    carry = carry_records.current(db)
    return backup_records.row_at(db, carry.seq) if carry and carry.state is CarryState.LEFT else None


def _goes_on_from(db: Connection, left: Head | None) -> bool:
    """Tell whether this is the carried copy of a departure after which this PC saw only the office's."""
    carry = carry_records.current(db)
    carried = carry is not None and carry.state.is_carried
    return carried and left is not None and not _is_gone(db, left)


def _came_back(db: Connection, head: Head) -> bool:
    """Tell whether a row was seen after a departure and before its return, which left such rows behind."""
    left = (one for one in carry_records.all_of(db) if one.seq <= head.seq)
    rows = (row for one in left for row in audit_rows.page(db, f"carry:{one.id}", _MOST_ROWS))
    return any(row.action == "carry_return" and row.seq > head.seq for row in rows)


def _told(head: Head) -> dict[str, Any]:
    return {"seq": head.seq, "mac": head.mac.hex()}


def _head(told: dict[str, Any]) -> Head:
    return Head(int(told["seq"]), bytes.fromhex(told["mac"]))


def _name(restore: Restore) -> str:
    return restore.mac.hex()[:_DIGITS]


def _file(vault_id: str) -> Path:
    return paths.state() / "anchors" / f"{vault_id}.json"
