"""The header file: who may open the vault, and how. Parsed within bounds before anything is derived.

One canonical JSON object. `check` (SHA-256 of the rest) tells damage from a wrong password without any
key; `mac` (HMAC-SHA256 by a key of the epoch) proves that somebody who could open the vault wrote it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace

from kyogikai_desktop.errors import Damaged, InvalidInput, Refused, TooNew
from kyogikai_desktop.vault import kdf
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.strict_json import Fields, canonical, load

LARGEST = 64 * 1024
KINDS = ("person", "recovery")

_FORMAT = "kyogikai-vault"
_VERSION = 1
MOST_SLOTS = 64
_LONGEST_LOGIN = 64
_COUNTS = range(1, 2**53)
_ANY = range(2**53)


@dataclass(frozen=True)
class Sealed:
    """The vault key of one epoch, sealed to a slot's public key (HPKE: 32 bytes enc, 32 + 16 bytes text)."""

    epoch: int
    vk: bytes


@dataclass(frozen=True)
class Slot:
    """One key pair: `login` names the person's account, or the pair of sheets of a recovery slot.

    `wrapped` is the private key under the password; `sealed` holds a vault key per live epoch.
    """

    id: str
    kind: str
    login: str
    kdf: KdfParams
    salt: bytes
    public: bytes
    nonce: bytes = bytes(12)
    wrapped: bytes = bytes(48)
    sealed: tuple[Sealed, ...] = ()


@dataclass(frozen=True)
class Header:
    """What both copies hold; `next` is the epoch that a running change of key leads to."""

    vault_id: str
    seq: int
    epoch: int
    slots: tuple[Slot, ...]
    next: int | None = None
    mac: bytes = b""

    def slot(self, login: str | None, kind: str = "person") -> Slot | None:
        """Return a slot; without a login the first, which belongs to who created the vault."""
        alike = (slot for slot in self.slots if slot.kind == kind)
        return next((slot for slot in alike if login in (None, slot.login)), None)

    def with_slot(self, changed: Slot) -> Header:
        """Return the following version of the header, with one slot replaced."""
        slots = tuple(changed if slot.id == changed.id else slot for slot in self.slots)
        return replace(self, seq=self.seq + 1, slots=slots)


def serialise(header: Header, keys: EpochKeys) -> bytes:
    """Return the bytes of a header with its mac; `keys` are those of `header.epoch`."""
    body = _body(header) | {"mac": _mac(header, keys).hex()}
    data = canonical(body | {"check": _check(body)})
    if parse(data) != replace(header, mac=_mac(header, keys)):
        raise ValueError("the header does not read back as written")
    return data


def is_authentic(header: Header, keys: EpochKeys) -> bool:
    """Tell whether a holder of the epoch's key wrote this header."""
    return header.epoch == keys.epoch and hmac.compare_digest(header.mac, _mac(header, keys))


def parse(data: bytes) -> Header:
    """Read a header.

    Raises Damaged for bytes that no program wrote so, TooNew for another format, and Refused for whole
    bytes that ask for something outside the bounds. Nothing is derived and nothing is repaired here.
    """
    fields = _intact(data)
    try:
        if (fields.take("format"), fields.take("version")) != (_FORMAT, _VERSION):
            raise TooNew("vault_too_new")
        header = Header(
            vault_id=fields.octets("vault_id", 16).hex(),
            seq=fields.integer("seq", _COUNTS),
            epoch=fields.integer("epoch", _COUNTS),
            next=fields.integer("next", _ANY) or None,
            slots=tuple(_slot(item) for item in fields.items("slots", MOST_SLOTS)),
            mac=fields.octets("mac", 32),
        )
        fields.end()
        _require_consistent(header)
    except ValueError:
        raise Refused("header_refused") from None
    return header


def checked_login(login: str) -> str:
    """Return a login that a slot may carry, or raise InvalidInput."""
    if not login.strip() or len(login) > _LONGEST_LOGIN or not login.isprintable():
        raise InvalidInput("login_invalid", field="login")
    return login


def binding(slot: Slot, vault_id: str) -> bytes:
    """Return what the wrapped private key is bound to: the slot's fields that a new epoch leaves alone."""
    fields = _slot_body(slot)
    changing = ("nonce", "wrapped", "sealed")
    return canonical({"vault_id": vault_id} | {key: fields[key] for key in fields if key not in changing})


def _intact(data: bytes) -> Fields:
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        body = load(data)
        if not isinstance(body, dict) or body.pop("check", None) != _check(body):
            raise ValueError("changed since it was written")
    except ValueError:
        raise Damaged("header_damaged") from None
    return Fields(body)


def _slot(item: object) -> Slot:
    fields = Fields(item)
    slot = Slot(
        id=fields.octets("id", 8).hex(),
        kind=fields.text("kind", 8),
        login=fields.text("login", _LONGEST_LOGIN),
        kdf=_kdf(fields.take("kdf")),
        salt=fields.octets("salt", kdf.SALT_SIZE),
        public=fields.octets("public", 32),
        nonce=fields.octets("nonce", 12),
        wrapped=fields.octets("wrapped", 48),
        sealed=tuple(_sealed(one) for one in fields.items("sealed", 2)),
    )
    fields.end()
    return slot


def _kdf(item: object) -> KdfParams:
    fields = Fields(item)
    params = KdfParams(*(fields.integer(key, _ANY) for key in ("m_kib", "t", "p")))
    fields.end()
    if not params.is_bounded():
        raise ValueError("derivation without bounds")
    return params


def _sealed(item: object) -> Sealed:
    fields = Fields(item)
    sealed = Sealed(epoch=fields.integer("epoch", _COUNTS), vk=fields.octets("vk", 80))
    fields.end()
    return sealed


def _require_consistent(header: Header) -> None:
    live = {header.epoch, header.next} - {None}
    names = [(slot.kind, slot.login) for slot in header.slots]
    ids = [slot.id for slot in header.slots]
    if len(set(names)) < len(names) or len(set(ids)) < len(ids):
        raise ValueError("a slot twice")
    for slot in header.slots:
        epochs = [one.epoch for one in slot.sealed]
        if slot.kind not in KINDS or len(set(epochs)) < len(epochs) or set(epochs) != live:
            raise ValueError("a slot of no known kind, or not of the live epochs")


def _body(header: Header) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "vault_id": header.vault_id,
        "seq": header.seq,
        "epoch": header.epoch,
        "next": header.next or 0,
        "slots": [_slot_body(slot) for slot in header.slots],
    }


def _slot_body(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.id,
        "kind": slot.kind,
        "login": slot.login,
        "kdf": {"m_kib": slot.kdf.m_kib, "t": slot.kdf.t, "p": slot.kdf.p},
        "salt": slot.salt.hex(),
        "public": slot.public.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
        "sealed": [{"epoch": one.epoch, "vk": one.vk.hex()} for one in slot.sealed],
    }


def _check(body: dict[str, object]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def _mac(header: Header, keys: EpochKeys) -> bytes:
    key = keys.header()
    try:
        return hmac.digest(key, canonical(_body(header)), "sha256")
    finally:
        kdf.wipe(key)
