"""A new key epoch: a new vault key, the whole database under it, and nobody's slot who is to be out.

The new file is made beside the old one and verified first, so that a full disk changes nothing. Then the
header names both epochs (`epoch`, `next`), the file is exchanged, and the header forgets the old one. After
a cut in between, opening tries both keys and `finish` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import check, connect, keys, slots
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import DATABASE
from kyogikai_desktop.vault.header import Header, Slot
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.opened import OpenVault

Told = Callable[[int, int], object]  # pages done, pages in all

_BESIDE = f"{DATABASE}.next"
_PAGES = 2048  # between two words about how far it is


def change(vault: OpenVault, without: Collection[str], told: Told | None = None) -> None:
    """Give the vault a new key that the slots of these ids do not get; no other password is needed.

    Takes about 4 s per 100 MB; `told` hears how far it is. All statements on the vault's connections have
    to be finished: they are closed, and `writer()` and `reader()` give new ones. Raises NoSpace with nothing
    changed.
    """
    finish(vault)
    now = vault.header
    following = keys.new_epoch(now.vault_id, now.epoch + 1)
    staying = (slot for slot in now.slots if slot.id not in without)
    both = tuple(slots.seal(slot, now.vault_id, following) for slot in staying)
    with said_plainly(), _recrypted(vault, following, told) as file:
        vault.epoch_keys()[following.epoch] = following
        vault.put_header(replace(now, seq=now.seq + 1, next=following.epoch, slots=both))
        vault.adopt(file, following)
    _forget_old(vault)


def finish(vault: OpenVault) -> None:
    """Finish a change that was cut off, if there is one, and remove what it left beside."""
    with suppress(OSError):  # what a cut change left beside hinders no opening
        _discard(vault.folder / _BESIDE)
    following = vault.header.next
    if following is None:
        return
    new = vault.epoch_keys()[following]
    if vault.epoch != following:
        with said_plainly(), _recrypted(vault, new) as file:
            vault.adopt(file, new)
    _forget_old(vault)


def is_pending(vault: OpenVault) -> bool:
    """Tell whether a change of key was begun that nobody has finished."""
    return vault.header.next is not None


@contextmanager
def _recrypted(vault: OpenVault, new: EpochKeys, told: Told | None = None) -> Iterator[Path]:
    """Lend a verified copy of the database under another key; unless it was taken, it is removed."""
    file = vault.folder / _BESIDE
    _discard(file)
    try:
        # SQLite's own copy decrypts each page and encrypts it again: 2.7 s for 100 MB, the check 1.2 s.
        # `PRAGMA rekey` on a plain copy takes 3.4 s; `sqlcipher_export` would need ATTACH.
        with closing(vault.connect()) as source, closing(connect.blank(file, new)) as target:
            _copy(source, target, told)
        with closing(connect.connect(file, new, read_only=True)) as copied:
            for finding in check.database_findings(copied, file, new):
                raise Damaged(finding.key, **finding.values)
        yield file
    finally:
        _discard(file)


def _copy(source: Connection, target: Connection, told: Told | None) -> None:
    if told is None:
        source.backup(target)
    else:
        say = told
        source.backup(target, pages=_PAGES, progress=lambda _status, left, total: say(total - left, total))


def _discard(file: Path) -> None:
    for leftover in (file, file.with_name(f"{file.name}-journal")):
        leftover.unlink(missing_ok=True)


def _forget_old(vault: OpenVault) -> None:
    now = vault.header
    new = vault.keys.epoch
    vault.put_header(_only(now, new))
    for epoch in [epoch for epoch in vault.epoch_keys() if epoch != new]:
        vault.epoch_keys().pop(epoch).wipe()


def _only(header: Header, epoch: int) -> Header:
    def kept(slot: Slot) -> Slot:
        return replace(slot, sealed=tuple(one for one in slot.sealed if one.epoch == epoch))

    return replace(header, seq=header.seq + 1, epoch=epoch, next=None, slots=tuple(map(kept, header.slots)))
