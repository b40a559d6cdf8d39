"""How lists show member bodies and their people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kyogikai_desktop.domain.council import Member, MemberBody, PledgeState
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.gui.council.roster import Roster, in_office, unpledged
from kyogikai_desktop.gui.widgets.badge import Badge, state
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.shapes import Shape

_COORDINATOR = "調整機関（1つだけ）"


def body_columns(roster: Callable[[], Roster], today: date) -> tuple[Column[MemberBody], ...]:
    """Return the columns of the list of bodies: name and work, class, pledges handed in."""

    def name(body: MemberBody) -> Cell:
        leads = body.is_coordinator_on(today)
        caption = "　".join(part for part in (body.field_of_work, _COORDINATOR if leads else "") if part)
        return Cell(body.name, caption, bold=True, caption_tone="info" if leads else "")

    return (
        Column("機関", 0, name),
        Column("区分", 104, lambda body: Cell(badge=state(body.body_class.label))),
        Column("誓約書", 124, lambda body: Cell(badge=pledged(roster().people(body), today))),
    )


def pledged(people: tuple[Member, ...], today: date) -> Badge:
    """Return the badge of a body's pledges: 5 名, or 2／3 名 where some are missing."""
    serving = in_office(people, today)
    missing = len(unpledged(people, today))
    if not serving:
        return Badge(Shape.DASH, "0 名")
    if missing:
        return Badge(Shape.RING, f"{len(serving) - missing}／{len(serving)} 名", "due", tinted=True)
    return Badge(Shape.CHECK_DISC, f"{len(serving)} 名", "ok")


def people_columns(today: date) -> tuple[Column[Member], ...]:
    """Return the columns of the list of people: name and post, pledge, its term."""
    return (
        Column("氏名・職", 0, _name_cell(today)),
        Column("誓約書", 118, lambda member: Cell(badge=state(member.pledge_state(today).label))),
        Column("期限", 156, lambda member: _term(member, today)),
    )


def _name_cell(today: date) -> Callable[[Member], Cell]:
    def cell(member: Member) -> Cell:
        left = member.pledge_state(today) is PledgeState.LEFT
        return Cell(member.name, member.post, member.kana, bold=not left, faint=left)

    return cell


def _term(member: Member, today: date) -> Cell:
    kind = member.pledge_state(today)
    if kind is PledgeState.LEFT and member.left_on:
        return Cell(format_date(member.left_on), "退任日", faint=True)
    pledge = member.pledge_on(today)
    if pledge is None:
        return Cell("出席できません", "提出されるまで", tone="over")
    if pledge.until is None:
        return Cell("期限なし", f"{format_date(pledge.signed_on)}提出")
    days = (pledge.until - today).days
    near = kind is PledgeState.ENDING
    return Cell(
        format_date(pledge.until), f"あと {days}日" if near else "任期", caption_tone="due" if near else ""
    )
