"""Read a vault without a line of the program: the header by public standards, the file by another engine.

The password goes through Argon2id (RFC 9106), HKDF (RFC 5869), AES-GCM-SIV (RFC 8452) and the steps of HPKE
(RFC 9180); the database is opened by SQLite3 Multiple Ciphers. So no single library holds the records.
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from contextlib import closing
from pathlib import Path

import apsw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

UNBOUND = ("nonce", "wrapped", "sealed")
SUITE = b"HPKE\x00\x20\x00\x01\x00\x02"  # X25519, HKDF-SHA256, AES-256-GCM


def raw_key(header: bytes, password: str, login: str | None = None) -> str:
    """Return SQLCipher's raw key, spelled x'..', by a header's bytes and a person's password."""
    body = json.loads(header)
    slot = next(one for one in body["slots"] if one["kind"] == "person" and login in (None, one["login"]))
    [sealed] = slot["sealed"]
    context = f"|v1|{body['vault_id']}|{sealed['epoch']}"
    kek = _hkdf(_stretched(password, slot), f"slot|v1|{body['vault_id']}|{slot['id']}", 32)
    bound = {"vault_id": body["vault_id"]} | {name: slot[name] for name in slot if name not in UNBOUND}
    private = AESGCMSIV(kek).decrypt(_bytes(slot, "nonce"), _bytes(slot, "wrapped"), _canonical(bound))
    purpose = f"vk|v1|{body['vault_id']}|{slot['id']}|{sealed['epoch']}".encode()
    vk = _unsealed(_bytes(sealed, "vk"), X25519PrivateKey.from_private_bytes(private), purpose)
    return f"x'{_hkdf(vk, 'db' + context, 32).hex()}{_hkdf(vk, 'db-salt' + context, 16).hex()}'"


def open_elsewhere(file: Path, key: str) -> apsw.Connection:
    """Open an encrypted database, for reading, by another implementation of SQLCipher's format."""
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", key)
    return connection


def dump(connection) -> dict[str, list[str]]:
    """Return every row of every table and view, the schema among them; of either implementation.

    What a virtual table holds lies in ordinary tables beside it.
    """
    schema = list(connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"))
    names = [
        name for kind, name, _, sql in schema if kind in ("table", "view") and "VIRTUAL TABLE" not in sql
    ]
    found = {name: list(connection.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608
    return {name: sorted(map(repr, map(tuple, rows))) for name, rows in (found | {"": schema}).items()}


def dump_elsewhere(file: Path, key: str) -> dict[str, list[str]]:
    """Return `dump` of a file as another implementation reads it, which also finds it whole."""
    with closing(open_elsewhere(file, key)) as other:
        assert other.pragma("integrity_check") == "ok"
        return dump(other)


def _unsealed(box: bytes, private: X25519PrivateKey, info: bytes) -> bytes:
    """Open what HPKE sealed in base mode (RFC 9180, sections 4.1, 5.1 and 5.2)."""
    enc, text = box[:32], box[32:]
    kem = b"KEM\x00\x20"
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + private.public_key().public_bytes_raw()
    secret = _expand(kem, _extract(kem, b"", b"eae_prk", shared), b"shared_secret", context, 32)
    schedule = b"\0" + _extract(SUITE, b"", b"psk_id_hash", b"") + _extract(SUITE, b"", b"info_hash", info)
    prk = _extract(SUITE, secret, b"secret", b"")
    key = _expand(SUITE, prk, b"key", schedule, 32)
    return AESGCM(key).decrypt(_expand(SUITE, prk, b"base_nonce", schedule, 12), text, b"")


def _stretched(password: str, slot: dict) -> bytes:
    cost = slot["kdf"]
    argon2 = Argon2id(
        salt=_bytes(slot, "salt"),
        length=32,
        iterations=cost["t"],
        lanes=cost["p"],
        memory_cost=cost["m_kib"],
    )
    return argon2.derive(unicodedata.normalize("NFKC", password).encode())


def _bytes(fields: dict, name: str) -> bytes:
    return bytes.fromhex(fields[name])


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _hkdf(secret: bytes, info: str, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt=None, info=info.encode()).derive(secret)


def _extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labelled = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(hashes.SHA256(), size, labelled).derive(prk)
