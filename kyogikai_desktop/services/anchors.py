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
    file = _file(vault_id)
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(_LARGEST))
        return Head(int(told["seq"]), bytes.fromhex(told["mac"]))
    except Exception:  # whatever lies in the file, it is no anchor
        return None


def remember(vault_id: str, head: Head) -> None:
    """Note the newest row of the log; a PC that cannot keep it only recognises less."""
    with suppress(AppError), said_plainly():
        file = _file(vault_id)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, json.dumps({"seq": head.seq, "mac": head.mac.hex()}).encode())


def is_older(db: Connection, vault_id: str) -> bool:
    """Tell whether the log lacks the row that this PC has seen, or has another in its place."""
    anchor = seen(vault_id)
    return anchor is not None and backup_records.mac_at(db, anchor.seq) != anchor.mac


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


def _file(vault_id: str) -> Path:
    return paths.state() / "anchors" / f"{vault_id}.json"
