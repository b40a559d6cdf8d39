"""Create and unlock a vault: the door that the other layers use."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.vault import connect, copies, exchange, header, keys, lease, places, slots
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.faults import is_read_only, said_plainly
from kyogikai_desktop.vault.folder import DATABASE, LEASE, discard, prepare, refuse_link, refuse_nested
from kyogikai_desktop.vault.header import Header
from kyogikai_desktop.vault.kdf import KdfParams, calibrate
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.lease import Lease
from kyogikai_desktop.vault.opened import OpenVault


@dataclass(frozen=True)
class SlotLabel:
    """What the unlock page may show of a slot before any password."""

    slot_id: str
    login: str


def create(
    folder: Path, login: str, password: str | bytearray, *, kdf: KdfParams | None = None, now: datetime
) -> OpenVault:
    """Make a new vault in a new or empty folder and open it; nothing is left where that fails.

    Raises Refused for a place that is not empty, shared, synced or too deep, InvalidInput for an unusable
    login or an empty password, NoSpace.
    """
    header.checked_login(login)
    places.refuse_too_long(folder)
    with said_plainly(), ExitStack() as undo:
        refuse_nested(folder)
        prepare(folder)
        held = lease.acquire(folder / LEASE, login, now)
        undo.callback(discard, folder)
        undo.callback(held.release)
        unlocked = _first_header(login, password, kdf or calibrate())
        undo.callback(unlocked.wipe)
        connect.create(folder / DATABASE, unlocked.epochs[1])
        copies.write(folder, unlocked.copy.data)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def unlock(
    folder: Path,
    password: str | bytearray,
    *,
    login: str | None = None,
    kind: str = "person",
    now: datetime,
) -> OpenVault:
    """Open a vault; without a login by the first slot, which belongs to who created it.

    Raises WrongPassword, InUse with who holds it since when, Damaged for a missing, empty, cut or
    unreadable file, TooNew, and AppError("no_memory") where the key derivation does not fit.
    """
    _finish_restore(folder, now)
    who = login or next((label.login for label in peek(folder)), "")
    with said_plainly(), ExitStack() as undo:
        held = _hold(folder, who, now)
        if held:
            undo.callback(held.release)
        unlocked = copies.unlock(copies.read(folder), password, login, kind)
        undo.callback(unlocked.wipe)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def identity(folder: Path) -> str:
    """Return the id of the vault in a folder, unproven; raise as `unlock` does for an unreadable header."""
    return _newest(folder).vault_id


def peek(folder: Path) -> tuple[SlotLabel, ...]:
    """Return the logins that the header names, unproven; raise as `unlock` does for an unreadable one."""
    people = (slot for slot in _newest(folder).slots if slot.kind == "person")
    return tuple(SlotLabel(slot.id, slot.login) for slot in people)


def _newest(folder: Path) -> Header:
    with said_plainly():
        return copies.read(exchange.headers(folder))[0].header


def _finish_restore(folder: Path, now: datetime) -> None:
    """Put in place what a restore had decided before it was cut off."""
    with said_plainly():
        if exchange.is_pending(folder):
            held = lease.acquire(folder / LEASE, "", now)
            try:
                exchange.finish(folder)
            finally:
                held.release()


def _hold(folder: Path, login: str, now: datetime) -> Lease | None:
    if not all(os.access(place, os.W_OK) for place in (folder, folder / DATABASE)):
        return None  # a save would need room for its journal beside the database
    refuse_link(folder / DATABASE)  # under another name it has another lease and another journal
    try:
        return lease.acquire(folder / LEASE, login, now)
    except OSError as error:
        if is_read_only(error):
            return None
        raise


def _first_header(login: str, password: str | bytearray, params: KdfParams) -> Unlocked:
    vault_id = secrets.token_hex(16)
    epoch = keys.new_epoch(vault_id, 1)
    slot = slots.create(vault_id, login, password, params, [epoch])
    return _proven(Header(vault_id=vault_id, seq=1, epoch=1, slots=(slot,)), epoch, password, login)


def _proven(changed: Header, epoch: EpochKeys, password: str | bytearray, login: str) -> Unlocked:
    """Serialise a header and open it again from its bytes, before any file is touched."""
    data = header.serialise(changed, epoch)
    return copies.unlock((Copy(data, header.parse(data)),), password, login)
