"""Whatever is typed finds what a plain reading of the texts would find, and nothing that is protected."""

from dataclasses import replace
from datetime import date, datetime
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyogikai_desktop.domain.cases import Case, CaseId, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.council import Member, MemberBody
from kyogikai_desktop.domain.listing import CaseQuery, HitKind
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Tier
from kyogikai_desktop.domain.names import search_key
from kyogikai_desktop.records import search
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings

DAY = date(2026, 11, 20)


def receive(session, name="", **values):
    person = {key: values.pop(key) for key in ("kana", "address", "phone", "postal_code") if key in values}
    return Casework(session).receive(Case(DAY, person=Person(name, **person), **values))


def found(session, text):
    return {hit.record for hit in search.find(session.store.reader, text) if hit.kind is HitKind.CASE}


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("𠮷野　博", "吉野"),
        ("𠮷野　博", "野"),
        ("𠮷野　博", "𠮷"),
        ("渡邉　和", "渡辺 和"),
        ("葛\U000e0100城　次郎", "葛城"),
        ("辻\U000e0100　三郎", "辻"),
        ("ﾜﾀﾅﾍﾞ", "わたなべ"),
        ("サトー", "さと"),
        ("O'Brien", "ｏ'ｂｒｉｅｎ"),
        ("\ufa19\ufa4f\uf9dc\ufa1b\ufa10", "神祐隆福塚"),
        ("神祐隆福塚", "\ufa19\ufa4f\uf9dc\ufa1b\ufa10"),
        ("Straße", "STRASSE"),
        ("桜　花子", "櫻花子"),
        ("か\u3099んじ", "がんじ"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(session, stored, typed):
    case = receive(session, stored)
    assert case.id in found(session, typed)
    assert Casework(session).get(case.id).person.name == stored


@pytest.mark.parametrize("typed", ["R8-004", "ｒ８－００４", "r8004", "R8‐004", "R8ー004", "8-004", "4"])
def test_a_number_is_found_with_any_hyphen_and_width(session, typed):
    assert receive(session).number == "R8-004"
    assert 4 in found(session, typed)


def test_several_words_must_all_be_there_in_any_order(session):
    case = receive(session, "北川　誠", complaint="妻を亡くしてから\n外に出ない")
    assert found(session, "外に 北川") == {case.id}
    assert found(session, "外に　亡くし　誠") == {case.id}
    assert found(session, "外に 南川") == set()
    assert found(session, "亡くしてから外") == {case.id}, "a line break inside a text parts no word"
    assert found(session, "誠妻") == set(), "two fields are no one text"


def test_everything_has_its_kind_and_its_case(session):
    council, meetings = CouncilWork(session), Meetings(session)
    body = council.save_body(MemberBody("虹の会", field_of_work="虹色の居場所"))
    council.save_member(Member(body.id, "虹川　渡"))
    meetings.plan(Meeting(Tier.PRACTITIONERS, DAY, 0, 0, items=(AgendaItem(title="虹について"),)))
    case = receive(session, "虹野　空")
    note = ProgressNote(case.id, datetime(2026, 11, 20, 9), ContactWay.PHONE, "林", "虹を見た")  # noqa: DTZ001
    Casework(session).add_note(note)
    hits = search.find(session.store.reader, "虹")
    assert [(hit.kind, hit.number, hit.name, hit.case) for hit in hits] == [
        (HitKind.CASE, "R8-004", "虹野　空", 4),
        (HitKind.BODY, "", "虹の会", None),
        (HitKind.MEMBER, "", "虹川　渡", None),
        (HitKind.MEETING, "第1回", "2026-11-20", None),
        (HitKind.NOTE, "R8-004", "虹野　空", 4),
    ]


@pytest.mark.parametrize("typed", ["", " ", "　", "\n", "ー", "-", "\u200b", "\ufe00", "\udc00", "﻿"])
def test_nothing_typed_finds_nothing_and_filters_nothing(session, typed):
    assert search.find(session.store.reader, typed) == ()
    assert Casework(session).count(CaseQuery(text=typed)) == 3
    assert len(Casework(session).page(CaseQuery(text=typed), 0, 10)) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "あ" * 100_000,
        " ".join(map(str, range(5_000))),
        "".join(map(chr, range(0x4E00, 0x9FA0))),
        '" ' * 50_000,
    ],
)
def test_pages_of_text_are_searched_for_at_once(session, typed):
    began = process_time()
    assert search.find(session.store.reader, typed) == ()
    assert Casework(session).count(CaseQuery(text=typed)) == 0
    assert process_time() - began < 1


def test_a_whole_note_that_is_pasted_is_found(session):
    text = "".join(map(chr, range(0x4E00, 0x5E00)))
    case = receive(session, "山川　草木")
    at = datetime(2026, 11, 3, 10, 30)  # noqa: DTZ001 (the wall clock of a visit)
    Casework(session).add_note(ProgressNote(case.id, at, ContactWay.VISIT, "林", text))
    assert [hit.kind for hit in search.find(session.store.reader, text)] == [HitKind.NOTE]


SIGNS = [
    *('"', "'", "*", "^", "a*", '"a', "AND", "OR", "NOT", "NEAR(a b)", "pairs:a", "a+b", "(", ")", "%", "\\"),
    *(
        ";--",
        "\x00",
        "a\x00b",
        "\x7f",
        "😀",
        "👨‍👩‍👧",
        "\ue000",
        "\uf8ff",
        "\U0010ffff",
        "\ufdd0",
        "c",
        "o",
        "n",
        "{}",
    ),
]


def test_signs_of_a_query_language_are_plain_characters(session):
    kept = {receive(session, f"前{typed}後").id: typed for typed in SIGNS}
    for case, typed in kept.items():
        words = list(map(search_key, typed.split()))
        alike = {other for other, text in kept.items() if all(word in search_key(text) for word in words)}
        assert found(session, typed) == alike
        assert case in found(session, f"前{typed}後")
        assert case in {row.id for row in Casework(session).page(CaseQuery(text=f"前{typed}"), 0, 99)}


def test_protected_whereabouts_are_neither_found_nor_shown(session):
    work = Casework(session)
    case = receive(session, "影山", address="西町1丁目", phone="060-5450-2814", postal_code="380-0000")
    assert found(session, "西町") == found(session, "060-5450") == found(session, "380-0000") == {case.id}
    hidden = work.save(replace(case, person=replace(case.person, whereabouts_protected=True)))
    for typed in ("西町", "西", "060", "０６０－５４５０", "380-0000", "影山 西町"):
        assert found(session, typed) == set()
        assert work.count(CaseQuery(text=typed)) == 0
    seen = work.reveal(case.id, "訪問のため")
    shown = replace(hidden.person, whereabouts_protected=False, address=seen.address, phone=seen.phone)
    work.save(replace(hidden, person=shown), revealed=True)
    assert found(session, "西町") == {case.id}


def test_what_was_rewritten_is_found_by_its_new_words_only(session):
    work = Casework(session)
    case = receive(session, "旧田　一", complaint="眠れない")
    for text in ("仕事を失った", "眠れない", "眠れる"):
        case = work.save(replace(case, complaint=text))
    assert found(session, "失った") == set()
    assert found(session, "眠れ") == found(session, "眠れる") == {case.id}
    (note,) = work.notes(CaseId(1))
    work.save_note(replace(note, text="庭の柿をもらった"))
    assert not [hit for hit in work.find("訪ねた") if hit.record == note.id and hit.kind is HitKind.NOTE]
    assert [hit.case for hit in work.find("庭の柿")] == [1]


def test_the_index_stays_sound_after_many_rewrites(session):
    work, case = Casework(session), receive(session, "書換　多")
    for n in range(60):
        case = work.save(replace(case, complaint=f"{n}回目に書いた文", wish="同じ願い"))
    assert found(session, "59回目") == found(session, "同じ願い") == {case.id}
    assert found(session, "58回目") == set()
    db = session.vault.writer()
    db.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
    db.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    assert found(session, "59回目") == {case.id}
    assert not search.pairs_missing(session.store.reader, lambda _done, _total: None)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_words_old_and_new_are_found_together_before_and_after_the_index_takes_the_new(session):
    work, case = Casework(session), receive(session, "新古　両", complaint="夜に眠れない")
    for n in range(search._MOST_WAITING):
        receive(session, f"後田　{n}")
    work.save(replace(case, wish="畑に出たい"))
    waiting = session.store.reader.exec_driver_sql("SELECT doc FROM search_new").fetchall()
    assert 0 < len(waiting) < search._MOST_WAITING
    for _ in range(2):
        assert found(session, "眠れ 畑に") == found(session, "新古 畑") == {case.id}
        assert work.count(CaseQuery(text="眠れ 畑に")) == 1
        for n in range(search._MOST_WAITING):
            receive(session, f"先田　{n}")


def test_at_most_so_many_hits_come_and_cases_come_first(session):
    for n in range(12):
        receive(session, f"多田　{n}")
    work = Casework(session)
    for n in range(4, 8):
        note = ProgressNote(CaseId(n), datetime(2026, 11, 20, 9), ContactWay.PHONE, "林", "多田さん")  # noqa: DTZ001
        work.add_note(note)
    kinds = [hit.kind for hit in search.find(session.store.reader, "多田", most=14)]
    assert kinds == [HitKind.CASE] * 12 + [HitKind.NOTE] * 2


LETTERS = st.sampled_from("あいかがアｱー－- 　\n\t𠮷吉髙高a1Ａ１\"'*^%\x00\U000e0101か\u3099\ue041A")
TEXTS = st.text(LETTERS, max_size=12)
ANY = st.one_of(TEXTS, st.text(max_size=8))


@settings(max_examples=90, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(ANY, ANY), max_size=6),
    typed=st.one_of(TEXTS, st.text(max_size=3)),
    waiting=st.sampled_from([1, 3, 64]),
)
def test_search_agrees_with_a_plain_reading(session, monkeypatch, texts, typed, waiting):
    monkeypatch.setattr(search, "_MOST_WAITING", waiting)
    words = [key for key in map(search_key, typed.split()) if key]
    storable = [[text.encode("utf-8", "replace").decode() for text in pair] for pair in texts]
    with pytest.raises(InterruptedError), session.store.writing() as tx:
        for record, pair in enumerate(storable, 1000):
            search.index(tx.db, list(search.remember(tx.db, "case", record, record, ["前の文"])))
            search.index(tx.db, list(search.remember(tx.db, "case", record, record, pair)))
        hits = {hit.record for hit in search.find(tx.db, typed, most=10_000)} - {1, 2, 3}
        listed = search.case_ids(typed)
        if listed is not None:
            assert set(tx.db.scalars(listed)) - {1, 2, 3} == hits
        assert not search.pairs_missing(tx.db, lambda _done, _total: None)
        raise InterruptedError  # nothing of this round stays

    def holds(pair):
        return bool(words) and all(any(word in search_key(text) for text in pair) for word in words)

    assert hits == {record for record, pair in enumerate(storable, 1000) if holds(pair)}
