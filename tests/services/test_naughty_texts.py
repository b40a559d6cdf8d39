"""Whatever can be typed or pasted comes back exactly, through every text field and a closed vault."""

from dataclasses import fields, replace
from datetime import date, datetime

import pytest
from sample_council import rows_about
from this_pc import STATE

from kyogikai_desktop.domain.cases import Case, CaseId, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.council import Council, Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, Meeting, Task, Tier
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings

DAY = date(2026, 11, 20)
RARE = "\ufa19\ufa4f\uf9dc\ufa1b\ufa10髙﨑𠮷葛\U000e0100辻\U000e0100"
NAUGHTY = {
    "rare": RARE,
    "compatibility": "\ufa19\ufa4f\uf9dc\ufa1b\ufa10神\ufe00",
    "decomposed": "か\u3099は\u309ae\u0301ﾊﾟ",
    "control": "a\x00b\x01\x07\x08\x1b[31m\x7f\x85\u2028\u2029c",
    "breaks": "一\r\n二\r三\n\t四\x0b五",
    "right to left": "\u202eمرحبا\u202c\u200fשלום\u200e",
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇯🇵",
    "zalgo": "Z̷̢̛͎a̴̧͝l̸̟̈́g̵̛͓o̶̤͠",
    "blank": " \u3000\u00a0\u200b\ufeff ",
    "sql": "'; DROP TABLE cases; --\"`\\%_*?",
    "markup": "<b>&amp;</b>{0}{name}%s$(rm)=1+1",
    "noncharacter": "\ufdd0\ufffe\uffff\U0010ffff\ue000",
    "long": "長い" * 25_000,
}


def fill(record, text, *kept):
    """Return a record with a text in every text field but those kept."""
    names = [f.name for f in fields(record) if type(getattr(record, f.name)) is str and f.name not in kept]
    assert names
    return replace(record, **dict.fromkeys(names, text))


def stored(session, text):
    """Store records that are full of a text; return them as the services gave them back."""
    bodies, meetings, casework = CouncilWork(session), Meetings(session), Casework(session)
    council = bodies.save_council(fill(bodies.council(), f"会{text}", "legal_basis"))
    body = bodies.save_body(fill(MemberBody("機関"), f"機{text}", "corporate_number"))
    member = bodies.save_member(
        replace(fill(Member(body.id, "人"), f"人{text}"), pledges=(SecrecyPledge(DAY),))
    )
    person = fill(Person(), text)
    case = casework.receive(fill(Case(DAY, person=person), text, "chief_concern", "number"))
    at = datetime(2026, 11, 20, 10, 30)  # noqa: DTZ001 (the wall clock of a visit)
    note = casework.add_note(fill(ProgressNote(case.id, at, ContactWay.VISIT, "", ""), f"記{text}"))
    item = fill(AgendaItem(case=case.id, tasks=(fill(Task(""), text),)), text, "legal_basis")
    seats = (Attendance(member.id, body.id, remark=text),)
    draft = fill(Meeting(Tier.PRACTITIONERS, DAY, 0, 0, attendance=seats, items=(item,)), text, "legal_basis")
    return council, body, member, case, note, meetings.plan(draft)


def read(session, records):
    """Return the same records as they are read again."""
    *_, case, note, meeting = records
    bodies, casework = CouncilWork(session), Casework(session)
    found = next(one for one in casework.notes(case.id) if one.id == note.id)
    return (
        bodies.council(),
        bodies.bodies()[-1],
        bodies.members()[-1],
        casework.get(case.id),
        found,
        Meetings(session).get(meeting.id),
    )


def test_every_text_comes_back_as_it_was_typed(council):
    kept = []
    with council.open() as session:
        for text in NAUGHTY.values():
            records = stored(session, text)
            assert read(session, records) == records
            assert records[3].person.name == records[3].remarks == text
            assert records[5].items[0].tasks[0].what == text
            kept.append(records)
    with council.open() as session:
        for _, _, _, case, note, meeting in kept:
            assert Casework(session).get(case.id) == case
            assert Meetings(session).get(meeting.id) == meeting
            assert note in Casework(session).notes(case.id)


@pytest.mark.parametrize("broken", ["\ud800", "前\udc00後", "\udbff\udbff", "𠮷\ud842"])
def test_half_characters_are_marked_everywhere_and_stop_nothing(council, broken):
    with council.open() as session:
        records = stored(session, broken)
        assert read(session, records) == records
        marked = broken.encode("utf-8", "replace").decode()
        assert records[3].wish == marked
        assert "?" in marked
        work = Casework(session)
        work.reveal(records[3].id, f"理由{broken}")
        work.find(broken)
        assert rows_about(session, records[3].id)[0].detail == (f"理由{marked}",)


def test_a_new_council_may_have_any_name(tmp_path, monkeypatch):
    from kyogikai_desktop.services.session import Founder, create
    from kyogikai_desktop.vault.kdf import FLOOR

    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    founder = Founder("hayashi", f"{RARE}\ud800\n", "\ud800 パスワード 2026")
    with create(tmp_path / "new", Council(f"{RARE}\udc00"), founder, kdf=FLOOR) as session:
        assert session.council.name == f"{RARE}?"
        assert session.account.name == f"{RARE}?"


def test_names_that_look_alike_stay_apart(council):
    with council.open() as session:
        work = Casework(session)
        for name in ("神", "\ufa19", "葛", "葛\U000e0100", "葛\ufe00", "か\u3099", "が"):
            case = work.receive(Case(DAY, person=Person(name)))
            assert work.get(case.id).person.name == name
        assert work.get(CaseId(4)).person.name != work.get(CaseId(5)).person.name
