"""Let a person in, give a forgotten password anew: slots come and stay, the vault's key does not change.

Taking somebody's slot away needs a new key: see `epochs.change`.
"""

from __future__ import annotations

from dataclasses import replace

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.vault import header, slots
from kyogikai_desktop.vault.header import MOST_SLOTS, Slot
from kyogikai_desktop.vault.kdf import KdfParams, calibrate
from kyogikai_desktop.vault.opened import OpenVault


def new_slot(vault: OpenVault, login: str, password: str | bytearray, kdf: KdfParams | None = None) -> Slot:
    """Make a slot for a person, not written yet; raises InvalidInput for the login or an empty password.

    Raises Refused where the login has a slot already or the header is full.
    """
    header.checked_login(login)
    if vault.header.slot(login):
        raise Refused("login_taken")
    if len(vault.header.slots) >= MOST_SLOTS:
        raise Refused("too_many_people")
    return slots.create(vault.vault_id, login, password, kdf or calibrate(), vault.live_keys())


def add(vault: OpenVault, slot: Slot, password: str | bytearray) -> None:
    """Write a new slot, once its password has opened the new header."""
    now = vault.header
    vault.put_header(replace(now, seq=now.seq + 1, slots=(*now.slots, slot)), slot.login, password)


def reset(vault: OpenVault, login: str, password: str | bytearray, kdf: KdfParams | None = None) -> None:
    """Give a person's slot a new key pair under a new password; the old password opens nothing any more."""
    old = vault.header.slot(login)
    if old is None:
        raise Refused("no_such_account")
    fresh = slots.create(
        vault.vault_id, login, password, kdf or calibrate(), vault.live_keys(), slot_id=old.id
    )
    vault.put_header(vault.header.with_slot(fresh), login, password)
