"""The council, member bodies and their people as rows."""

from __future__ import annotations

from dataclasses import fields, replace

import sqlalchemy as sa

from kyogikai_desktop.domain.council import BodyId, Council, Member, MemberBody, MemberId, SecrecyPledge
from kyogikai_desktop.records.schema import BODIES, COUNCIL, MEMBERS, PLEDGES
from kyogikai_desktop.records.store import Transaction, Values, insert


def add_council(tx: Transaction, council: Council) -> Council:
    """Store the council of a new vault."""
    stored = replace(council, version=1)
    tx.add("create_council", "council", {"id": 1, **_council_values(stored)})
    return stored


def change_council(tx: Transaction, council: Council) -> Council:
    """Store the changed council; raises Conflict if its version is not the stored one."""
    tx.change("change_council", "council", 1, council.version, _council_values(council))
    return replace(council, version=council.version + 1)


def is_unfinished(db: sa.Connection) -> bool:
    """Tell whether making the council was cut off before its first row."""
    return db.scalar(sa.select(COUNCIL.c.id)) is None


def council(db: sa.Connection) -> Council:
    """Return the council."""
    row = db.execute(sa.select(COUNCIL)).mappings().one()
    return Council(**{f.name: row[f.name] for f in fields(Council)})


def _council_values(council: Council) -> Values:
    return {f.name: getattr(council, f.name) for f in fields(Council)}


def save_body(tx: Transaction, body: MemberBody) -> MemberBody:
    """Store a new or changed member body; raises Conflict if its version is not the stored one."""
    values = {f.name: getattr(body, f.name) for f in fields(MemberBody) if f.name not in ("id", "version")}
    if body.id:
        tx.change("change_body", "body", body.id, body.version, values)
    else:
        body = replace(body, id=BodyId(tx.add("add_body", "body", {"version": 1, **values})))
    tx.index("body", body.id, None, body_texts(body))
    return replace(body, version=body.version + 1)


def body_texts(body: MemberBody) -> tuple[str, ...]:
    """Return what a member body is found by."""
    return body.name, body.short_name, body.field_of_work


def bodies(db: sa.Connection) -> tuple[MemberBody, ...]:
    """Return all member bodies, those that left too, in the order of their joining."""
    rows = db.execute(sa.select(BODIES).order_by(BODIES.c.id)).mappings()
    return tuple(MemberBody(**{f.name: row[f.name] for f in fields(MemberBody)}) for row in rows)


def save_member(tx: Transaction, member: Member) -> Member:
    """Store a new or changed person with the pledges; raises Conflict on a stale version."""
    names = ("body", "name", "kana", "post", "joined_on", "left_on")
    values = {name: getattr(member, name) for name in names}

    def pledges(record: int) -> None:
        tx.db.execute(sa.delete(PLEDGES).where(PLEDGES.c.member == record))
        for pledge in member.pledges:
            row = {"member": record, "signed_on": pledge.signed_on, "until": pledge.until}
            insert(tx.db, PLEDGES, row)

    if member.id:
        tx.change("change_member", "member", member.id, member.version, values, parts=pledges)
    else:
        member = replace(
            member, id=MemberId(tx.add("add_member", "member", {"version": 1, **values}, pledges))
        )
    tx.index("member", member.id, None, member_texts(member))
    return replace(member, version=member.version + 1)


def member_texts(member: Member) -> tuple[str, ...]:
    """Return what a person of a member body is found by."""
    return member.name, member.kana, member.post


def members(db: sa.Connection) -> tuple[Member, ...]:
    """Return all people of all bodies with their pledges, newest pledge first."""
    pledged: dict[int, list[SecrecyPledge]] = {}
    for row in db.execute(sa.select(PLEDGES).order_by(PLEDGES.c.signed_on.desc())):
        pledged.setdefault(row.member, []).append(SecrecyPledge(row.signed_on, row.until))
    names = [f.name for f in fields(Member) if f.name != "pledges"]
    rows = db.execute(sa.select(MEMBERS).order_by(MEMBERS.c.body, MEMBERS.c.id)).mappings()
    return tuple(
        Member(**{name: row[name] for name in names}, pledges=tuple(pledged.get(row["id"], ())))
        for row in rows
    )
