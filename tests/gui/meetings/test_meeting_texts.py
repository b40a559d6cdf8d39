from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.meetings import AgendaItem, Task, TaskId
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings import texts
from kyogikai_desktop.gui.meetings.phrases import phrase_groups
from kyogikai_desktop.gui.meetings.texts import ItemText, TaskText

TODAY = date(2026, 11, 20)
ROSTER = Roster((MemberBody("北の杜市立病院", id=BodyId(4), short_name="市立病院"),))
words = st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("市立病院", (BodyId(4), "")),
        ("北の杜市立病院", (BodyId(4), "")),
        ("渡邉　恵（市立病院）", (BodyId(4), "渡邉　恵")),
        ("長女", (None, "長女")),
        ("友人（近所）", (None, "友人（近所）")),
    ],
)
def test_who_does_it_is_read_as_body_or_person(typed, meant):
    assert texts.read_who(typed, ROSTER) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", time(14)),
        ("１４時３０分", time(14, 30)),
        ("9時", time(9)),
        ("1405", time(14, 5)),
        ("", None),
    ],
)
def test_times_are_read_as_offices_write_them(typed, meant):
    assert texts.read_time(typed, "starts") == meant


@pytest.mark.parametrize("typed", ["25:00", "午後2時", "14:60"])
def test_unreadable_time_names_its_field(typed):
    with pytest.raises(InvalidInput) as caught:
        texts.read_time(typed, "starts")
    assert caught.value.field == "starts"


@given(words, words, st.dates(date(1990, 1, 1), date(2060, 1, 1)), words)
def test_item_comes_back_from_its_texts_as_it_was(report, what, day, who):
    task = Task(what, TaskId(3), BodyId(4), who, day, done_on=TODAY)
    item = AgendaItem(report=report, next_review_on=day, tasks=(task,))
    text = texts.item_text(item, ROSTER)
    again = texts.item_of(text, item, ROSTER, TODAY)
    assert (again.report, again.next_review_on) == (report, day)
    kept = again.tasks[0]
    assert (kept.what, kept.due_on, kept.id, kept.done_on) == (what, day, 3, TODAY)


@given(st.lists(words, min_size=5, max_size=5))
def test_draft_gives_back_what_was_typed(typed):
    text = ItemText("kodoku", *typed[:3], tasks=(TaskText(*typed[2:5]),))
    assert texts.load_item(texts.dump(text)) == text


def test_merge_takes_what_only_one_side_changed():
    base = ItemText("kodoku", report="前", decision="前")
    mine = ItemText("kodoku", report="私", decision="前")
    stored = ItemText("kodoku", report="前", decision="他")
    assert texts.merge(base, mine, stored) == (ItemText("kodoku", report="私", decision="他"), ())
    assert texts.merge(base, mine, ItemText("kodoku", report="他"))[1] == ("report",)


def test_phrases_are_whole_sentences():
    phrases = [phrase for group in phrase_groups() for phrase in group.phrases]
    assert len(phrases) >= 10
    assert all(phrase.endswith("。") for phrase in phrases)
