"""The cases that are told from themes: everything about one case follows from its outline and the seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf
from random import Random

from kyogikai_desktop.domain.cases import Case, CaseState, Consent, Urgency
from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.meetings import Tier
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.services.practice.casefile import CaseFile
from kyogikai_desktop.services.practice.cast import Cast, cast
from kyogikai_desktop.services.practice.chance import chance, evenly, pick, workday_from, workday_until
from kyogikai_desktop.services.practice.contacts import Telling, counts, notes
from kyogikai_desktop.services.practice.discussions import Discussed, conference_notes
from kyogikai_desktop.services.practice.outline import Outline
from kyogikai_desktop.services.practice.phrases import Closing, phrases
from kyogikai_desktop.services.practice.roster import Roster

_TOO_SOON_TO_ASK = 14
# Contacts between intake and end by the size of the council: up to so many cases, least, most.
_CONTACTS = ((300, 2, 9), (1_000, 1, 4), (2_000, 0, 2), (inf, 0, 0))
_ALL_HAVE_NOTES = 20_000
_INTAKE_SINCE = PRACTICE_DAY - timedelta(days=35)
_SECOND_RULES = date(2025, 9, 1)
_REMARKED = 0.35
_OVERDUE, _TODAY, _THIS_WEEK = 0.12, 0.16, 0.32
_PRESSING = (Urgency.AA, Urgency.A)
_UNNAMED_CLOSINGS = ("resolved", "lost")
_URGENCIES = {
    "usual": ((Urgency.AA, 3), (Urgency.A, 17), (Urgency.B, 42), (Urgency.C, 38)),
    "conferred": ((Urgency.AA, 15), (Urgency.A, 50), (Urgency.B, 35)),
    "closed": ((Urgency.A, 6), (Urgency.B, 34), (Urgency.C, 60)),
}
_CONSENTS = {
    CaseState.INTAKE: ((Consent.EXPLAINED, 40), (Consent.NOT_OBTAINED, 60)),
    CaseState.ACTIVE: (
        (Consent.GIVEN, 62),
        (Consent.EXPLAINED, 12),
        (Consent.NOT_OBTAINED, 9),
        (Consent.REFUSED, 10),
        (Consent.WITHDRAWN, 7),
    ),
    CaseState.CLOSED: (
        (Consent.GIVEN, 80),
        (Consent.NOT_OBTAINED, 7),
        (Consent.REFUSED, 9),
        (Consent.WITHDRAWN, 4),
    ),
}


def tell(outline: Outline, seed: int, total: int, roster: Roster) -> CaseFile:
    """Return a case; in a council of many thousand cases only the open ones have a note, of their intake."""
    luck = chance(seed, "told", outline.index)
    least, most = next((least, most) for size, least, most in _CONTACTS if total <= size)
    telling = _telling(outline, cast(outline, seed), luck.randint(least, most), roster, luck)
    case = _case(telling, roster, luck)
    has_notes = total <= _ALL_HAVE_NOTES or case.is_open
    talks = tuple(notes(telling, roster, luck)) if has_notes else ()
    discussed = Discussed(case, talks, telling.cast.theme, telling.cast.say, roster, luck)
    items = discussed.items(outline.sittings)
    return CaseFile(case, (*talks, *conference_notes(items, roster.recorder)), items)


def _telling(outline: Outline, who: Cast, most: int, roster: Roster, luck: Random) -> Telling:
    theme, state = who.theme, _state(outline)
    route = phrases().routes[luck.choice(theme.routes)]
    lead = luck.choice(theme.leads)
    closing = _closing(outline, who, luck) if outline.closed_on else None
    grows = state is not CaseState.INTAKE and (closing is None or closing.reason != "lost")
    contacts, progress = counts(theme, outline, most, grows=grows and not outline.is_brief)
    return Telling(
        outline=outline,
        cast=who,
        route=route,
        reporter=who.say(luck.choice(route.reporters)),
        lead=lead,
        key_person=luck.choice(roster.workers(lead, outline.end)),
        state=state,
        consent=_consent(outline, state, who, luck),
        closing=closing,
        contacts=contacts,
        progress=progress,
    )


def _state(outline: Outline) -> CaseState:
    if outline.closed_on:
        return CaseState.CLOSED
    new = outline.received_on >= _INTAKE_SINCE and not outline.sittings
    return CaseState.INTAKE if new else CaseState.ACTIVE


def _closing(outline: Outline, who: Cast, luck: Random) -> Closing:
    known = phrases().early_closings if outline.is_brief else phrases().closings
    if who.theme.unnamed:
        known = tuple(closing for closing in phrases().closings if closing.reason in _UNNAMED_CLOSINGS)
    return pick(luck, [(closing, closing.weight) for closing in known if closing.from_age <= who.age])


def _consent(outline: Outline, state: CaseState, who: Cast, luck: Random) -> Consent:
    if who.theme.unnamed or outline.days < _TOO_SOON_TO_ASK:
        return Consent.NOT_OBTAINED
    if who.theme.agreed and state is not CaseState.INTAKE:
        return Consent.GIVEN
    return pick(luck, _CONSENTS[state])


def _case(telling: Telling, roster: Roster, luck: Random) -> Case:
    outline, who, theme = telling.outline, telling.cast, telling.cast.theme
    urgency = _urgency(telling, luck)
    asked = telling.state is not CaseState.INTAKE
    wish = luck.choice(theme.wishes) if asked or telling.contacts or not telling.reporter else ""
    case = Case(
        outline.received_on,
        number=outline.number,
        state=telling.state,
        person=who.person,
        reporter=telling.reporter,
        route=telling.route.id,
        complaint=_complaint(telling),
        concerns=(theme.chief, *luck.sample(theme.also, luck.randint(0, 2))),
        chief_concern=theme.chief,
        wish=wish,
        wish_heard_on=telling.wish_on if wish else None,
        urgency=urgency,
        urgency_reason=luck.choice(theme.urgent if urgency in _PRESSING else theme.calm),
        consent=telling.consent,
        consent_note=_consent_note(telling),
        household=who.household,
        lead_body=roster.body_id(telling.lead),
        key_person=telling.key_person,
        course=luck.choice(theme.courses) if asked else "",
        situation=who.say(luck.choice(theme.situations)) if asked else "",
        last_meeting_on=max((sitting.held_on for sitting in outline.sittings), default=None),
        remarks=luck.choice(phrases().remarks) if _remarked(telling, luck) else "",
    )
    if telling.closing is None:
        return replace(case, next_review_on=_next_review(outline, luck))
    return _closed(case, telling.closing, outline.closed_on, luck.choice(theme.outcomes), luck)


def _closed(case: Case, closing: Closing, on: date | None, outcome: str, luck: Random) -> Case:
    note = luck.choice(closing.notes).format(outcome=outcome)
    early = closing in phrases().early_closings
    return replace(
        case,
        situation=note if early else outcome if closing.reason == "resolved" else case.situation,
        closed_on=on,
        closing_reason=closing.reason,
        closing_note=note,
    )


def _complaint(telling: Telling) -> str:
    theme = telling.cast.theme
    text = theme.complaints[telling.outline.index % len(theme.first) % len(theme.complaints)]
    return f"{text}（{telling.reporter}から）" if telling.route.id == "family" else text


def _urgency(telling: Telling, luck: Random) -> Urgency:
    conferred = any(sitting.tier is Tier.CASE_CONFERENCE for sitting in telling.outline.sittings)
    kind = "closed" if telling.closing else "conferred" if conferred else "usual"
    return pick(luck, _URGENCIES[kind])


def _consent_note(telling: Telling) -> str:
    day, (_, line) = telling.consent_on, telling.answer
    rules = "第2版" if day >= _SECOND_RULES else "第1版"
    return line.format(date=format_date(day), rules=rules)


def _remarked(telling: Telling, luck: Random) -> bool:
    theme = telling.cast.theme
    return not theme.unnamed and not theme.protected and luck.random() < _REMARKED


def _next_review(outline: Outline, luck: Random) -> date:
    """Return the next review: one in eight is overdue, a few are today, some within a week, most later."""
    place = evenly(outline.index, start=luck.random() / 50)
    if place < _OVERDUE and not outline.is_brief:
        return workday_until(PRACTICE_DAY - timedelta(days=luck.randint(1, 30)))
    if _OVERDUE <= place < _TODAY:
        return PRACTICE_DAY
    days = luck.randint(1, 7) if place < _THIS_WEEK else luck.randint(8, 120)
    return workday_from(PRACTICE_DAY + timedelta(days=days))
