"""A slot: one person's X25519 key pair under a password, and the vault keys sealed to it (RFC 9180)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kyogikai_desktop.errors import Damaged, WrongPassword
from kyogikai_desktop.vault import kdf
from kyogikai_desktop.vault.header import Sealed, Slot, binding
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.keys import EpochKeys, hkdf

_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def create(
    vault_id: str,
    login: str,
    password: str | bytearray,
    params: KdfParams,
    epochs: Iterable[EpochKeys],
    kind: str = "person",
    slot_id: str = "",
) -> Slot:
    """Make a key pair, wrap it under the password and seal the vault keys of the live epochs to it.

    `slot_id` is given where the slot takes the place of another.
    """
    pair = X25519PrivateKey.generate()
    slot = Slot(
        id=slot_id or new_id(),
        kind=kind,
        login=login,
        kdf=params,
        salt=secrets.token_bytes(kdf.SALT_SIZE),
        public=pair.public_key().public_bytes_raw(),
    )
    for keys in epochs:
        slot = seal(slot, vault_id, keys)
    return _wrap(slot, vault_id, bytearray(pair.private_bytes_raw()), password)


def new_id() -> str:
    """Draw the id of a slot."""
    return secrets.token_hex(8)


def seal(slot: Slot, vault_id: str, keys: EpochKeys) -> Slot:
    """Let a slot open one more epoch; needs no password, only its public key."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    box = _HPKE.encrypt(keys.vk, public, info=_purpose(slot, vault_id, keys.epoch))
    return replace(slot, sealed=(*slot.sealed, Sealed(keys.epoch, box)))


def unseal(slot: Slot, vault_id: str, password: str | bytearray) -> dict[int, EpochKeys]:
    """Return the keys of each live epoch; raise WrongPassword, told by the private key's tag alone."""
    with _unwrapped(slot, vault_id, password) as private:
        pair = X25519PrivateKey.from_private_bytes(private)
    try:
        return {one.epoch: _unsealed(slot, vault_id, one, pair) for one in slot.sealed}
    except InvalidTag:
        raise Damaged("header_damaged") from None


def change_password(slot: Slot, vault_id: str, old: str | bytearray, new: str | bytearray) -> Slot:
    """Return the slot under a new password; the key pair and what is sealed to it stay."""
    with _unwrapped(slot, vault_id, old) as private:
        fresh = replace(slot, salt=secrets.token_bytes(kdf.SALT_SIZE))
        return _wrap(fresh, vault_id, private, new)


def _unsealed(slot: Slot, vault_id: str, sealed: Sealed, pair: X25519PrivateKey) -> EpochKeys:
    vk = _HPKE.decrypt(sealed.vk, pair, info=_purpose(slot, vault_id, sealed.epoch))
    return EpochKeys(bytearray(vk), vault_id, sealed.epoch)


def _wrap(slot: Slot, vault_id: str, private: bytearray, password: str | bytearray) -> Slot:
    nonce = secrets.token_bytes(12)
    with _kek(slot, vault_id, password) as kek:
        wrapped = AESGCMSIV(kek).encrypt(nonce, private, binding(slot, vault_id))
    kdf.wipe(private)
    return replace(slot, nonce=nonce, wrapped=wrapped)


@contextmanager
def _unwrapped(slot: Slot, vault_id: str, password: str | bytearray) -> Iterator[bytearray]:
    private = bytearray(32)
    with _kek(slot, vault_id, password) as kek:
        try:
            AESGCMSIV(kek).decrypt_into(slot.nonce, slot.wrapped, binding(slot, vault_id), private)
        except InvalidTag:
            raise WrongPassword from None
    try:
        yield private
    finally:
        kdf.wipe(private)


@contextmanager
def _kek(slot: Slot, vault_id: str, password: str | bytearray) -> Iterator[bytearray]:
    with kdf.password_bytes(password) as secret:
        stretched = kdf.derive(secret, slot.salt, slot.kdf)
    kek = hkdf(stretched, f"slot|v1|{vault_id}|{slot.id}", 32)
    kdf.wipe(stretched)
    try:
        yield kek
    finally:
        kdf.wipe(kek)


def _purpose(slot: Slot, vault_id: str, epoch: int) -> bytes:
    return f"vk|v1|{vault_id}|{slot.id}|{epoch}".encode("ascii")
