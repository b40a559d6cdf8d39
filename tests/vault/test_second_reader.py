"""Another program reads every row by password and header alone, whatever was done to the council before."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import apsw
import pytest
from cryptography.exceptions import InvalidTag
from sample_council import receive
from second_reader import dump, dump_elsewhere, open_elsewhere, raw_key
from this_pc import STATE

from kyogikai_desktop.domain.cases import Case, CaseId, Person
from kyogikai_desktop.services import practice
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.releases import Releases
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.services.whole_restore import restore_open
from kyogikai_desktop.vault.kdf import FLOOR

OLD, NEW = "renshu-you-2026", "夏草や ﾂﾜﾓﾉﾄﾞﾓ 2026"


def header_of(folder):
    return (folder / "vault.key").read_bytes()


def test_another_implementation_reads_every_row(sample):
    with sample.unlock() as vault:
        expected = dump(vault.reader())
    key = raw_key(header_of(sample.folder), sample.password)
    assert dump_elsewhere(sample.folder / "vault.db", key) == expected
    assert len(expected["notes"]) == 300


def test_another_implementation_reads_nothing_without_the_key(sample):
    other = open_elsewhere(sample.folder / "vault.db", "x'" + "00" * 48 + "'")
    with closing(other), pytest.raises(apsw.NotADBError):
        other.execute("SELECT * FROM notes").fetchall()


def whole_main_job(session, place):
    """Receive a case and close it, hold a meeting, write its minutes, release a summary, leave a draft."""
    work = Casework(session)
    case = receive(session, "大江　ひかる")
    work.close(case, date(2026, 11, 19), "moved", "転居")
    assert work.find("大江")
    latest = Meetings(session).latest()
    MinutesWork(session).export(latest.id, place / "minutes.pdf")
    period = next(one for one in Releases(session).periods() if not Releases(session).look(one).refusal)
    Releases(session).export(period, place)
    Drafts(session).keep("case/1", "書きかけ")
    assert work.get(CaseId(1))


def parts_of(file, place):
    """Return the database and the header that lie in a backup file, told apart by its documented tail."""
    data = file.read_bytes()
    length = int.from_bytes(data[-44:-40], "big")
    (place / "from-backup.db").write_bytes(data[: -44 - length])
    return place / "from-backup.db", data[-44 - length : -44]


def read_alike(folder, password):
    """Return all rows of a council, which both programs read alike."""
    with open_council(folder, password) as session, closing(session.vault.connect()) as ours:
        expected = dump(ours)
        assert dump_elsewhere(folder / "vault.db", raw_key(header_of(folder), password)) == expected
        assert len(expected) > 25
    return expected


@pytest.mark.long
def test_a_council_is_read_elsewhere_whatever_was_done_to_it(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    folder = tmp_path / "council"
    with practice.create(folder, cases=12, seed=1, kdf=FLOOR) as session:
        whole_main_job(session, tmp_path)
    worked = read_alike(folder, OLD)
    assert {"release_files", "drafts", "search_index_data"} <= worked.keys()

    with open_council(folder, OLD) as session:
        session.change_password(OLD, NEW)
    read_alike(folder, NEW)
    with pytest.raises(InvalidTag):
        raw_key(header_of(folder), OLD)

    before = raw_key(header_of(folder), NEW)
    with open_council(folder, NEW) as session:
        session.change_key(())
    read_alike(folder, NEW)
    with closing(open_elsewhere(folder / "vault.db", before)) as other, pytest.raises(apsw.NotADBError):
        dump(other)

    with open_council(folder, NEW) as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
        Casework(session).receive(Case(received_on=date(2026, 11, 2), person=Person("小川　のぞみ")))
    database, header = parts_of(file, tmp_path)
    saved = dump_elsewhere(database, raw_key(header, NEW))
    assert len(saved["cases"]) == len(read_alike(folder, NEW)["cases"]) - 1

    with open_council(folder, NEW) as session:
        restore_open(session, file, NEW)
    restored = read_alike(folder, NEW)
    differing = {name for name in saved if saved[name] != restored[name]}
    assert differing <= {"audit", "settings"}
