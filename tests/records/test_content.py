"""What the log hashes is what SQLite stores, whatever is typed."""

from datetime import UTC, date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyogikai_desktop.records import schema
from kyogikai_desktop.records.content import KINDS, content, content_of, spelled

BY_TYPE = {
    schema.Words: lambda of: st.sampled_from(list(of.kind)),
    schema.TextList: lambda _of: st.lists(st.from_regex("[a-z_]{1,9}", fullmatch=True)).map(tuple),
    schema.Moment: lambda _of: st.datetimes(timezones=st.just(UTC)),
    sa.Boolean: lambda _of: st.booleans(),
    sa.Date: lambda _of: st.dates(date(1900, 1, 1)),
    sa.DateTime: lambda _of: st.datetimes(),
    sa.Integer: lambda _of: st.integers(-(2**63), 2**63 - 1),
    sa.Text: lambda _of: st.text(),
}
WITHOUT_PARTS = {kind: spec.table for kind, spec in KINDS.items() if not spec.parts and kind != "council"}


def rows_of(table):
    columns = [column for column in table.columns if column.computed is None and column.name != "id"]
    return st.fixed_dictionaries({column.name: BY_TYPE[type(column.type)](column.type) for column in columns})


@pytest.mark.parametrize("kind", WITHOUT_PARTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
def test_a_record_need_not_be_read_back_for_its_hash(session, kind, data):
    table = WITHOUT_PARTS[kind]
    values = {"id": 900, **data.draw(rows_of(table))}
    with pytest.raises(InterruptedError), session.store.writing() as tx:
        tx.db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        tx.db.execute(sa.insert(table), values)
        assert content_of(table, spelled(table, values)) == content(tx.db, kind, 900)
        raise InterruptedError
