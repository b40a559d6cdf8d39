"""Look for damage in the vault's files: both integrity checks, and the bytes that neither looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import AppError, Damaged
from kyogikai_desktop.vault import connect, copies, header
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import DATABASE, HEADERS
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.opened import OpenVault

_SQLITE_MAGIC = b"SQLite format 3\0"
_MOST_NAMED = 20
FREE = "free_pages_damaged"
_PIECE = 1000  # free pages written over at a time
_INSTRUCTIONS = 10_000  # of SQLite between two questions whether to go on; they come many times a second

Wanted = Callable[[], object]  # asked again and again; it may raise to stop


def still() -> None:
    """Go on to the end."""


@dataclass(frozen=True)
class Finding:
    """One kind of damage: a message key and its values (file names, page numbers; nothing personal)."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def file_findings(vault: OpenVault, wanted: Wanted = still) -> tuple[Finding, ...]:
    """Check the database file of an open vault on a fresh connection; empty means whole.

    Takes seconds for large files, 23 s at 400 MB; raises what `wanted` does.
    """
    try:
        with closing(vault.connect()) as connection:
            return database_findings(connection, vault.database, vault.keys, wanted)
    except Damaged as damage:
        return (Finding(damage.key, damage.values),)


def database_findings(
    connection: Connection, file: Path, keys: EpochKeys, wanted: Wanted = still
) -> tuple[Finding, ...]:
    """Run `cipher_integrity_check` and `integrity_check`, each of which misses what the other finds.

    The salt in the first 16 bytes is covered by neither, since the key carries it. Where the structure is
    whole, damage that the cipher's check names lies in pages that hold nothing: a save that a power cut
    ended leaves some half written, since SQLite's journal does not keep them. Raises what `wanted` does,
    which nobody asks during the first check, the quicker one.
    """
    pages = _cipher(connection)
    with _interrupted(connection, wanted):
        structure = _structure(connection)
    if pages and structure is None:
        pages = Finding(FREE, pages.values)
    found = [pages, structure]
    if connect.stored_salt(file) != keys.salt():
        found.append(Finding("salt_damaged"))
    return tuple(finding for finding in found if finding)


def losses(vault: OpenVault, wanted: Wanted = still) -> tuple[Finding, ...]:
    """Check the database file as `file_findings` does, but for damage where nothing is stored."""
    return tuple(finding for finding in file_findings(vault, wanted) if finding.key != FREE)


def rewrite_free_pages(writer: Connection) -> None:
    """Write over every page that holds nothing, so that each passes the check again."""
    writer.execute("BEGIN IMMEDIATE")
    try:
        [[free]] = writer.execute("PRAGMA freelist_count").fetchall()
        writer.execute("CREATE TABLE free_pages (filling BLOB)")
        for begun in range(0, free, _PIECE):
            size = min(_PIECE, free - begun) * connect.PAGE_SIZE
            writer.execute("INSERT INTO free_pages VALUES (zeroblob(?))", (size,))
        writer.execute("DROP TABLE free_pages")
        writer.execute("COMMIT")
    except BaseException:
        if writer.in_transaction:
            writer.execute("ROLLBACK")
        raise


def raw_findings(folder: Path) -> tuple[Finding, ...]:
    """Say what can be seen without any key, for a vault that does not open."""
    with said_plainly():
        return (*_header_findings(folder), *_size_findings(folder / DATABASE))


def is_cut(folder: Path) -> bool:
    """Tell whether the database is missing, or of a size or a beginning that none has; no key is needed."""
    return any(_size_findings(folder / DATABASE))


@contextmanager
def _interrupted(connection: Connection, wanted: Wanted) -> Iterator[None]:
    """Let `wanted` stop a statement of SQLite that takes long, by what it raises."""
    raised: list[BaseException] = []

    def stop() -> bool:
        try:
            wanted()
        except BaseException as error:  # it cannot go through SQLite
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(stop, _INSTRUCTIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
    for error in raised:  # what SQLite had found by then is that it was interrupted
        raise error


def _cipher(connection: Connection) -> Finding | None:
    told = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if not told:
        return None
    pages = sorted({int(found[1]) for line in told if (found := re.search(r"page (\d+)", line))})
    more = " …" if len(pages) > _MOST_NAMED else ""
    return Finding("pages_damaged", {"pages": ", ".join(map(str, pages[:_MOST_NAMED])) + more})


def _structure(connection: Connection) -> Finding | None:
    try:
        told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except sqlcipher.DatabaseError as error:
        told = [str(error)]
    return None if told == ["ok"] else Finding("structure_damaged", {"place": told[0].splitlines()[-1]})


def _header_findings(folder: Path) -> Iterable[Finding]:
    for name in HEADERS:
        file = folder / name
        if not file.is_file():
            yield Finding("header_copy_missing", {"name": name})
            continue
        try:
            header.parse(copies.limited(file))
        except AppError:
            yield Finding("header_copy_damaged", {"name": name})


def _size_findings(file: Path) -> Iterable[Finding]:
    size = file.stat().st_size if file.is_file() else None
    if size is None:
        yield Finding("database_missing")
    elif size == 0:
        yield Finding("database_empty")
    elif size % connect.PAGE_SIZE:
        yield Finding("database_cut")
    elif connect.stored_salt(file) == _SQLITE_MAGIC:
        yield Finding("database_plain")
