"""What is searched in and the counts of the list are made anew from the records, and the log tells of it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from sample_council import PASSWORD, acts, contents

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_words import details
from kyogikai_desktop.errors import Cancelled, Damaged, Refused
from kyogikai_desktop.records import search
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import record_findings
from kyogikai_desktop.services.rebuilding import can_mend, rebuild

WRONG = (
    "UPDATE search_docs SET text = '別の人' WHERE kind = 'case' AND record = 2",
    "DELETE FROM search_docs WHERE kind = 'note' AND record = 1",
    "INSERT INTO search_docs (kind, record, text) VALUES ('case', 99, 'だれか')",
    "UPDATE case_counts SET cases = cases + 1",
)

EMPTIED = "INSERT INTO search_index (search_index) VALUES ('delete-all')"


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


def behind(session, *statements):
    for one in statements:
        session.vault.writer().execute(one)


def keys(session):
    return [one.key for one in record_findings(session.store.reader)]


def hits(session, text):
    return [(hit.kind.value, hit.record) for hit in Casework(session).find(text)]


def test_what_differed_is_found_again_and_the_finding_stays_in_the_log(session):
    behind(session, *WRONG)
    before = contents(session)
    assert keys(session) == ["search_altered"] * 3 + ["counts_altered"]
    assert all(map(can_mend, record_findings(session.store.reader)))
    assert hits(session, "髙橋") == [("note", 2)]
    steps = []
    made = rebuild(session, lambda step, *_: steps.append(step))
    assert keys(session) == []
    assert hits(session, "髙橋") == [("case", 2), ("note", 2)]
    assert hits(session, "ハルを訪ねた") == [("note", 1)]
    assert steps == sorted(steps) and set(steps) == {0, 1, 2}
    assert contents(session) == before, "no record is touched"
    [detail] = acts(session, "rebuild_derived")
    assert set(detail) == {"3", "counts", "case:R8-002", "case:99 番", "note:R8-001"}
    assert made.found == details("rebuild_derived", "settings:1", detail)
    assert "写し 3 件（ケース R8-002、ケース 99 番、記録 R8-001）、件数も違いました" in made.found
    assert made.backup.name in Backups(session).kept()


def test_an_index_that_finds_nothing_finds_again(session):
    behind(session, EMPTIED, "DELETE FROM search_new")
    assert hits(session, "髙橋") == []
    assert keys(session) == ["index_altered"]
    assert all(map(can_mend, record_findings(session.store.reader)))
    assert rebuild(session).found.endswith("写し 0 件、さがすための索引に欠け")
    assert keys(session) == []
    assert hits(session, "髙橋") == [("case", 2), ("note", 2)]


def test_lines_that_wait_are_part_of_the_index(session, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(search, "_MOST_WAITING", 1)
        rebuild(session)
    Casework(session).save(replace(Casework(session).get(1), course="灯台の見える宿へ"))
    assert hits(session, "灯台") == [("case", 1)] and keys(session) == []
    behind(session, "DELETE FROM search_new")
    assert hits(session, "灯台") == [] and keys(session) == ["index_altered"]


def test_one_text_that_the_index_lost_is_missed(session, monkeypatch):
    monkeypatch.setattr(search, "_MOST_WAITING", 1)
    keep = search.keep

    def lose(db, kind, record, doc):
        new = list(keep(db, kind, record, doc))
        return [] if (kind, record) == ("case", 2) else new

    with monkeypatch.context() as patch:
        patch.setattr(search, "keep", lose)
        rebuild(session)
    assert keys(session) == ["index_altered"]
    rebuild(session)
    assert keys(session) == []


@pytest.mark.parametrize("stopped_in", [0, 1, 2])
def test_whoever_stops_it_has_changed_nothing(session, stopped_in):
    behind(session, *WRONG)
    found = keys(session)

    def progress(step, done, total):
        if step == stopped_in and (done or not total or step < 2):
            raise Cancelled

    with pytest.raises(Cancelled):
        rebuild(session, progress)
    assert keys(session) == found
    assert acts(session, "rebuild_derived") == []
    Casework(session).save(replace(Casework(session).get(1), course="見守る"))


def test_an_altered_record_stays_a_finding(session):
    behind(session, "UPDATE cases SET wish = '書きかえた言葉' WHERE id = 2", WRONG[1])
    rebuild(session)
    assert keys(session) == ["record_altered"]


def test_a_database_that_is_not_built_as_made_is_not_rebuilt(session):
    behind(session, "DROP TRIGGER case_moves", *WRONG)
    with pytest.raises(Damaged) as damaged:
        rebuild(session)
    assert damaged.value.values == {"part": "case_moves"}
    assert not Backups(session).listing()


def test_a_record_that_no_program_wrote_stops_it_with_nothing_changed(session):
    behind(session, "UPDATE cases SET state = 'gone' WHERE id = 2", WRONG[1])
    found = keys(session)
    with pytest.raises(Damaged) as damaged:
        rebuild(session)
    assert damaged.value.key == "rebuild_unreadable"
    assert keys(session) == found


def test_it_is_work_of_the_custodian(session):
    session.account = replace(session.account, roles=(Role.COORDINATOR,))
    with pytest.raises(Refused) as refused:
        rebuild(session)
    assert refused.value.key == "role_missing"


def test_the_command_makes_anew_and_checks(council):
    with council.open() as session:
        behind(session, *WRONG)

    def call(*options):
        out, err = io.StringIO(), io.StringIO()
        given = Console(io.StringIO(f"{PASSWORD}\n"), out, err)
        code = run(["check", str(council.folder), *options, "--password-stdin"], given)
        return code, out.getvalue().splitlines(), err.getvalue()

    code, found, _ = call()
    assert code == 1 and len(found) == 4 and all("記録から作り直せます" in line for line in found)
    code, [made, clean], err = call("--rebuild-search")
    assert (code, clean, err) == (0, "異常はありません。", "")
    assert "写し 3 件" in made and any(made.endswith(str(file)) for file in council.backups())
    assert call()[:2] == (0, ["異常はありません。"])
