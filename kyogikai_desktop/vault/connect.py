"""Open the database file with every guard that SQLCipher leaves to its caller."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.vault import folder, kdf, places
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.keys import EpochKeys

APPLICATION_ID = 0x4B594F47  # "KYOG"
PAGE_SIZE = 4096
SALT_SIZE = 16

_RAW_KEY = re.compile(rb"x'[0-9a-f]{96}'")
_BUSY_SECONDS = 10
# Migrations alone fill the default of 100; what is pushed out is parsed again at every save.
_STATEMENTS = 256

_BEFORE_KEY = ("cipher_log_level=NONE", "cipher_memory_security=ON")
_AFTER_KEY = (
    "cipher_compatibility=4",  # a later SQLCipher must not change the file's format by itself
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "locking_mode=NORMAL",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "cache_size=-65536",
)


def connect(file: Path, keys: EpochKeys, *, read_only: bool = False) -> Connection:
    """Open an existing database of ours; raise Damaged for one that is missing, empty, cut or foreign.

    The connection starts no transaction by itself and may be handed to another thread.
    """
    _require_content(file)
    with said_plainly():
        connection = _keyed(file, keys, read_only)
    try:
        _require_ours(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def create(file: Path, keys: EpochKeys) -> None:
    """Make an empty encrypted database and prove by its first bytes that it is encrypted."""
    with said_plainly():
        with closing(blank(file, keys)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        if stored_salt(file) != keys.salt():
            raise ValueError("the new database is not encrypted with its key")


def blank(file: Path, keys: EpochKeys) -> Connection:
    """Make a new file without a page and open it with the key; the first write makes it a database."""
    folder.new_file(file)
    return _keyed(file, keys, read_only=False)


def stored_salt(file: Path) -> bytes:
    """Return the first 16 bytes of a file, which no integrity check looks at."""
    with file.open("rb") as stream:
        return stream.read(SALT_SIZE)


def set_key(connection: Connection, raw_key: bytearray) -> None:
    """Give SQLCipher its raw key and wipe it.

    Any other spelling would silently be taken for a passphrase, and none at all would write plaintext.
    The bytearray goes in without a copy; a PRAGMA would leave several.
    """
    if not _RAW_KEY.fullmatch(raw_key):
        raise ValueError("not a raw key with its salt")
    connection.set_key(raw_key)
    kdf.wipe(raw_key)


def _require_content(file: Path) -> None:
    if places.is_too_long(file):
        raise Refused("path_too_long")
    if not file.is_file():
        raise Damaged("database_missing")
    if file.stat().st_size == 0:
        raise Damaged("database_empty")


def _keyed(file: Path, keys: EpochKeys, read_only: bool) -> Connection:
    # mode=rwc, the default, would take a missing file for a new database
    address = f"{file.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlcipher.connect(
        address,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_SECONDS,
        cached_statements=_STATEMENTS,
    )
    try:
        for pragma in _BEFORE_KEY:
            connection.execute(f"PRAGMA {pragma}")
        set_key(connection, keys.database())
        for pragma in (*_AFTER_KEY, f"query_only={'ON' if read_only else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_authorise)
    except BaseException:
        connection.close()
        raise
    return connection


def _authorise(action: int, *_details: str | None) -> int:
    # An attached file has a key of its own, or none: `ATTACH ... KEY ''` writes plaintext.
    verdict: int = sqlcipher.SQLITE_DENY if action == sqlcipher.SQLITE_ATTACH else sqlcipher.SQLITE_OK
    return verdict


def _require_ours(connection: Connection, file: Path) -> None:
    with said_plainly():
        connection.execute("BEGIN")  # while it reads, no writer can change the size
        [(pages,)] = connection.execute("PRAGMA page_count").fetchall()
        [(application,)] = connection.execute("PRAGMA application_id").fetchall()
        size = file.stat().st_size
        connection.execute("COMMIT")
    if pages * PAGE_SIZE != size:
        raise Damaged("database_cut")
    if application != APPLICATION_ID:
        raise Damaged("database_foreign")
