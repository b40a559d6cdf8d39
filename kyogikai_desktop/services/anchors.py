"""What this PC has seen of a council's log: an older copy of the vault is recognised by it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop import paths
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.records import audit, backup_records
from kyogikai_desktop.records.audit import Head
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import replace_file

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session

_LARGEST = 1024


def seen(vault_id: str) -> Head | None:
    """Return the newest row of the log that this PC has seen; None for a vault that it does not know."""
    return next(iter(_known(vault_id)), None)


def remember(vault_id: str, head: Head) -> None:
    """Note the newest row of the log; a PC that cannot keep it only recognises less."""
    _keep(vault_id, (head,))


def expect(vault_id: str, head: Head) -> None:
    """Note, before a restore, which row its log ends with; until the next note that log is as good.

    So a restore that power loss ended is not taken for an older copy that somebody put back.
    """
    if last := seen(vault_id):
        _keep(vault_id, (last, head))


def is_older(db: Connection, vault_id: str) -> bool:
    """Tell whether the log lacks the row that this PC has seen, or has another in its place."""
    known = _known(vault_id)
    return bool(known) and all(backup_records.mac_at(db, one.seq) != one.mac for one in known)


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
    newest = next(iter(audit.page(db, "", 1)), None)
    return Comparison(
        seen=anchor.seq,
        seen_at=datetime.fromtimestamp(_file(session.vault.vault_id).stat().st_mtime, JST),
        here=newest.seq if newest else 0,
        here_at=newest.at.astimezone(JST) if newest else None,
        replaced=backup_records.mac_at(db, anchor.seq) is not None,
    )


def at_close(session: Session) -> None:
    """Note how far the log goes, unless the vault is an older copy that nobody has accepted yet."""
    if not session.older_than_seen:
        remember(session.vault.vault_id, audit.head(session.store.reader))


def accept(session: Session) -> None:
    """Go on with an older copy, on the word of who looked into it; this is logged."""
    with session.store.writing() as tx:
        tx.note("accept_older_copy")
    session.older_than_seen = False


def _known(vault_id: str) -> tuple[Head, ...]:
    """Return the row that this PC has seen and, while a restore runs, the one to come."""
    try:
        with _file(vault_id).open("rb") as stream:
            told = json.loads(stream.read(_LARGEST))
        following = told.get("following")
        return (_head(told), _head(following)) if following else (_head(told),)
    except Exception:  # whatever lies in the file, it is no anchor
        return ()


def _keep(vault_id: str, heads: tuple[Head, ...]) -> None:
    last, *rest = ({"seq": head.seq, "mac": head.mac.hex()} for head in heads)
    told = last | {"following": rest[0]} if rest else last
    with suppress(AppError), said_plainly():
        file = _file(vault_id)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, json.dumps(told).encode())


def _head(told: dict[str, str]) -> Head:
    return Head(int(told["seq"]), bytes.fromhex(told["mac"]))


def _file(vault_id: str) -> Path:
    return paths.state() / "anchors" / f"{vault_id}.json"
