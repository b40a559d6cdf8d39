"""The schema in SQL and in Python are one, migrations are all or nothing, and errors speak plainly."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import AppError, Damaged, TooNew
from kyogikai_desktop.records import case_records, database, schema
from kyogikai_desktop.services.casework import Casework


@pytest.fixture
def raw(session):
    return session.vault.writer()


def tables(raw):
    return {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_a_moment_is_read_as_the_wall_clock_of_the_office():
    early, column = datetime(2026, 11, 20, 2, 48, tzinfo=JST), schema.Moment()
    stored = column.process_bind_param(early, None)
    assert stored == "2026-11-19T17:48:00.000Z"
    assert str(column.process_result_value(stored, None)) == "2026-11-20 02:48:00+09:00"


def test_python_knows_exactly_the_columns_that_sql_makes(raw):
    for name, table in schema.metadata.tables.items():
        rows = raw.execute(f"PRAGMA table_xinfo({name})").fetchall()
        computed = {row[1] for row in rows if row[6]}
        assert {row[1] for row in rows} == set(table.columns.keys()), name
        assert computed == {column.name for column in table.columns if column.computed is not None}, name


def test_every_table_of_records_is_strict_about_references(raw):
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(sqlcipher.IntegrityError):
        raw.execute("INSERT INTO case_links (case_id, other, kind) VALUES (1, 99, 'household')")


def test_statements_end_where_sql_says_so():
    script = """
    -- a comment; with a semicolon
    CREATE TABLE one (text TEXT DEFAULT ';');
    CREATE TRIGGER two AFTER INSERT ON one BEGIN
        DELETE FROM one; -- inside
        SELECT 1;
    END;
    """
    found = database.statements(script)
    assert [statement.split()[:3] for statement in found] == [
        ["CREATE", "TABLE", "one"],
        ["CREATE", "TRIGGER", "two"],
    ]


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """A folder of migrations that has the released first step and a second one."""
    folder = tmp_path / "migrations"
    shutil.copytree(database._MIGRATIONS, folder)
    monkeypatch.setattr(database, "_MIGRATIONS", folder)
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2)

    def second(sql):
        (folder / "0002_second.sql").write_text(sql, encoding="utf-8")

    return second


def test_a_step_comes_after_a_backup_and_only_once(raw, steps):
    steps("ALTER TABLE cases ADD COLUMN pet TEXT; CREATE TABLE pets (id INTEGER PRIMARY KEY);")
    backups = []
    for _ in range(2):
        database.migrate(raw, lambda: backups.append(tables(raw)))
    (before,) = backups
    assert "pets" not in before
    assert "pets" in tables(raw)
    assert database.version_of(raw) == 2
    assert raw.execute("SELECT count(pet), count(*) FROM cases").fetchone() == (0, 3)


@pytest.mark.parametrize(
    "bad",
    [
        "CREATE TABLE pets (id); SELECT * FROM nowhere;",
        "CREATE TABLE pets (id); DELETE FROM cases WHERE id = 1;",
    ],
)
def test_a_step_that_fails_leaves_everything_as_it_was(session, raw, steps, bad):
    steps(bad)
    with pytest.raises(sqlcipher.Error):
        database.migrate(raw, lambda: None)
    assert database.version_of(raw) == 1
    assert "pets" not in tables(raw)
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert Casework(session).get(CaseId(1)).number == "R8-001"


def test_a_step_whose_backup_fails_is_not_run(raw, steps):
    steps("CREATE TABLE pets (id);")

    def full():
        raise Damaged("database_damaged")

    with pytest.raises(Damaged):
        database.migrate(raw, full)
    assert database.version_of(raw) == 1


def test_a_file_of_a_newer_program_is_refused_and_stays_as_it_is(council):
    with council.open() as session:
        session.vault.writer().execute("PRAGMA user_version = 2")
    before = (council.folder / "vault.db").read_bytes()
    with pytest.raises(TooNew) as too_new:
        council.open()
    assert too_new.value.values == {"needed": 2, "known": 1}
    assert (council.folder / "vault.db").read_bytes() == before


def test_an_error_of_the_database_tells_no_values(session):
    case = case_records.get(session.store.reader, CaseId(1))
    with pytest.raises(sa.exc.IntegrityError) as taken, session.store.writing() as tx:
        case_records.add(tx, replace(case, wish="だれにも言わないで"))
    assert "だれにも" not in str(taken.value)
    assert "𠮷田" not in str(taken.value)


def test_damage_met_on_the_way_is_said_in_words(council):
    file = council.folder / "vault.db"
    with council.open() as session:
        root = session.vault.reader().execute("SELECT rootpage FROM sqlite_schema WHERE name = 'notes'")
        page = root.fetchone()[0]
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096 + 100)
        stream.write(bytes(64))
    with pytest.raises(AppError) as damage, council.open() as session:
        Casework(session).notes(CaseId(1))
    assert damage.value.key == "database_damaged"


def test_a_reader_cannot_write(session):
    with closing(session.vault.connect()) as connection, pytest.raises(sqlcipher.OperationalError):
        connection.execute("DELETE FROM cases")
