"""SQLAlchemy over SQLCipher connections, and the numbered migrations."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from kyogikai_desktop.errors import AppError, TooNew
from kyogikai_desktop.records.schema import SCHEMA_VERSION
from kyogikai_desktop.vault.faults import said_plainly

_MIGRATIONS = Path(__file__).parent / "migrations"
_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
_SPOILED, _SPOILING = "spoiled", ("disk_error", "database_damaged")


def over(raw: sqlcipher.Connection) -> sa.Connection:
    """Return a connection that speaks to an open SQLCipher connection and leaves transactions to us.

    It raises AppErrors for what goes wrong underneath; parameters are in no error, since they are personal.
    """
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: raw,
        module=sqlcipher,
        poolclass=sa.StaticPool,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        hide_parameters=True,
        pool_reset_on_return=None,
    )
    sa.event.listen(engine, "handle_error", _say_plainly)
    return engine.connect()


def is_spoiled(db: sa.Connection) -> bool:
    """Tell whether a read has failed on a connection: SQLCipher then answers nothing on it any more."""
    return bool(db.info.get(_SPOILED))


def _say_plainly(context: sa.ExceptionContext) -> None:
    if not isinstance(context.original_exception, sqlcipher.Error):
        return
    try:
        with suppress(sqlcipher.Error), said_plainly():
            raise context.original_exception
    except AppError as error:
        if context.connection and error.key in _SPOILING:
            context.connection.info[_SPOILED] = True
        raise


def version_of(raw: sqlcipher.Connection) -> int:
    """Return the schema version of a database, 0 for one without tables; raise TooNew for an unknown one."""
    with said_plainly():
        found = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if found > SCHEMA_VERSION:
        raise TooNew("too_new", needed=found, known=SCHEMA_VERSION)
    return found


def migrate(raw: sqlcipher.Connection, back_up: Callable[[], object]) -> None:
    """Bring a database to the current schema, after a backup under a new name.

    Every step is one transaction with foreign keys off and checked before its commit. Raises TooNew for
    a file that a newer program wrote, and NoSpace.
    """
    found = version_of(raw)
    if 0 < found < SCHEMA_VERSION:
        back_up()
    for step in range(found + 1, SCHEMA_VERSION + 1):
        with said_plainly():
            _run(raw, step)


def altered_structure(db: sa.Connection) -> tuple[list[str], bool]:
    """Return which tables, indexes and triggers are missing, not as made, or of somebody else.

    The second value tells whether all tables are there as made.
    """
    with closing(sqlcipher.connect(":memory:", isolation_level=None)) as made:
        migrate(made, lambda: None)
        wanted = {tuple(row) for row in made.execute(_OBJECTS)}
    found = {tuple(row) for row in db.exec_driver_sql(_OBJECTS)}
    whole = all(kind != "table" for kind, _name, _sql in wanted - found)
    return sorted({name for _kind, name, _sql in wanted ^ found}), whole


def _run(raw: sqlcipher.Connection, step: int) -> None:
    (script,) = _MIGRATIONS.glob(f"{step:04}_*.sql")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(script.read_text(encoding="utf-8")):
            raw.execute(statement)
        if raw.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlcipher.IntegrityError(f"step {step} breaks a reference")
        raw.execute(f"PRAGMA user_version = {step:d}")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:  # a full disk has often ended it already
            raw.execute("ROLLBACK")
        raise
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def statements(script: str) -> list[str]:
    """Split a script where statements end (`executescript` would commit our transaction)."""
    found, begun = [], ""
    for part in re.split(r"(?<=;)", re.sub(r"--.*", "", script)):
        begun += part
        if sqlcipher.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    return found
