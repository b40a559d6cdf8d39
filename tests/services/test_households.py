"""Who hides is not to be found by the address of who shares the household; nothing is copied by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_council import receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import CaseLink, LinkKind
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import record_findings
from kyogikai_desktop.services.households import Households

ADDRESS = {"address": "西町1丁目2-3", "phone": "060-5450-2814"}


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


@pytest.fixture
def family(session):
    """A mother who hides, her son at the same address, and the father; all of one household so far."""
    mother, son, father = (receive(session, name, **ADDRESS) for name in ("母　一", "子　二", "父　三"))
    for other in (son, father):
        Casework(session).link(CaseLink(mother.id, other.id, LinkKind.HOUSEHOLD))
    hidden = replace(mother.person, whereabouts_protected=True)
    Casework(session).save(replace(mother, person=hidden))
    return mother, son, father


def exposed(session):
    return [one.case for one in Households(session).exposed()]


def found(session):
    return {hit.case for hit in Casework(session).find("西町1丁目")}


def test_the_first_page_knows_whose_address_tells_where_somebody_hides(session, family):
    _mother, son, father = family
    assert exposed(session) == [son.id, father.id]
    assert found(session) == {son.id, father.id}
    work = Casework(session)
    gone = work.save(replace(work.get(son.id), person=replace(son.person, address="", phone="")))
    assert exposed(session) == [father.id], "who has no address tells none"
    work.unlink(gone.id, family[0].id)
    work.unlink(father.id, family[0].id)
    assert exposed(session) == []


def test_who_lives_in_the_same_place_is_hidden_too_with_all_earlier_cases(session, family):
    mother, son, father = family
    work = Casework(session)
    before = receive(session, "子　二", **ADDRESS)
    work.link(CaseLink(son.id, before.id, LinkKind.SAME_PERSON))
    Households(session).live_together(CaseLink(mother.id, son.id, LinkKind.HOUSEHOLD))
    assert work.get(son.id).person.address == work.get(before.id).person.address == ""
    assert found(session) == {father.id}
    assert exposed(session) == [father.id]
    assert work.reveal(son.id, "訪問").address == ADDRESS["address"]
    assert list(record_findings(session.store.reader)) == []


def test_who_lives_elsewhere_stays_as_they_are_and_is_asked_about_no_more(session, family):
    mother, _son, father = family
    Households(session).live_apart(CaseLink(mother.id, father.id, LinkKind.HOUSEHOLD))
    work = Casework(session)
    assert father.id not in exposed(session)
    assert work.get(father.id).person.address == ADDRESS["address"]
    assert (LinkKind.APART, work.get(father.id)) in work.links(mother.id)


def test_two_people_of_whom_nobody_hides_are_joined_and_nothing_else(session):
    one, other = receive(session, "林　一", **ADDRESS), receive(session, "林　二", **ADDRESS)
    Households(session).live_together(CaseLink(one.id, other.id, LinkKind.HOUSEHOLD))
    assert not Casework(session).get(one.id).person.whereabouts_protected
    assert exposed(session) == []


def test_only_who_does_casework_decides_it(session, family):
    mother, son, _father = family
    session.account = replace(session.account, roles=(Role.RECORDER,))
    with pytest.raises(Refused):
        Households(session).live_together(CaseLink(mother.id, son.id, LinkKind.HOUSEHOLD))
