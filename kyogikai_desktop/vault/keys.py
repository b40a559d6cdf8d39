"""Derive everything that a key epoch needs from its vault key (VK) by HKDF-SHA256 (RFC 5869)."""

from __future__ import annotations

import secrets
from itertools import chain

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kyogikai_desktop.vault import kdf

VK_SIZE = 32

_KEY_SIZE = 32
_SALT_SIZE = 16
_HEX = b"0123456789abcdef"


class EpochKeys:
    """Hold the vault key of one epoch and hand out what is derived from it, for the caller to wipe."""

    def __init__(self, vk: bytearray, vault_id: str, epoch: int) -> None:
        if len(vk) != VK_SIZE:
            raise ValueError("a vault key has 32 bytes")
        self.vk = vk
        self.epoch = epoch
        self._context = f"|v1|{vault_id}|{epoch}"

    def database(self) -> bytearray:
        """Return SQLCipher's raw key with its salt, spelled x'..96 hex digits..'.

        Filled in place: no string and no outgrown buffer keeps a copy.
        """
        key = self._derive("db", _KEY_SIZE)
        spelled = bytearray(2 * (_KEY_SIZE + _SALT_SIZE) + 3)
        spelled[:2], spelled[-1:] = b"x'", b"'"
        for place, octet in enumerate(chain(key, self.salt())):
            spelled[2 + 2 * place] = _HEX[octet >> 4]
            spelled[3 + 2 * place] = _HEX[octet & 15]
        kdf.wipe(key)
        return spelled

    def salt(self) -> bytes:
        """Return the 16 bytes that the database file has to begin with."""
        return bytes(self._derive("db-salt", _SALT_SIZE))

    def header(self) -> bytearray:
        """Return the key of the header's mac."""
        return self._derive("header", _KEY_SIZE)

    def backup(self) -> bytearray:
        """Return the key of a backup file's mac."""
        return self._derive("backup", _KEY_SIZE)

    def wipe(self) -> None:
        """Zero the vault key; nothing can be derived any more."""
        kdf.wipe(self.vk)

    def _derive(self, label: str, size: int) -> bytearray:
        return hkdf(self.vk, label + self._context, size)


def new_epoch(vault_id: str, epoch: int) -> EpochKeys:
    """Draw a fresh vault key, never derived from a password."""
    return EpochKeys(bytearray(secrets.token_bytes(VK_SIZE)), vault_id, epoch)


def hkdf(secret: bytearray, info: str, size: int) -> bytearray:
    """Derive `size` bytes for the purpose that `info` names."""
    derived = bytearray(size)
    HKDF(hashes.SHA256(), size, salt=None, info=info.encode("ascii")).derive_into(secret, derived)
    return derived
