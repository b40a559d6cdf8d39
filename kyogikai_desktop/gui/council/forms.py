"""The forms of a member body, of one of its people, and of a pledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kyogikai_desktop.domain.council import BodyClass, Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.council.pane_form import PaneForm
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import text_of
from kyogikai_desktop.gui.widgets.line_edit import LineEdit

_BODY_TEXTS = ("name", "short_name", "field_of_work", "contact", "corporate_number", "remarks")
_BODY_DAYS = ("joined_on", "left_on", "coordinator_from", "coordinator_to")


class BodyForm(PaneForm):
    """Name, class, work, contact, membership and time as coordinating agency of a body."""

    places = {"second_coordinator": "coordinator_from"}  # noqa: RUF012 (constant)

    def __init__(self, body: MemberBody, today: date) -> None:
        classes = Choice()
        classes.addItems([one.label for one in BodyClass])
        alone = "調整機関は同時に1つだけです（推進法第17条）。ほかの機関では空のままにします"
        rows = {
            "name": FieldRow("機関の名前", LineEdit(), required=True),
            "short_name": FieldRow("短い名前", LineEdit(), optional=True, hint="一覧と会議の画面で使います"),
            "body_class": FieldRow("区分", classes, hint="公示に載せる区分です"),
            "field_of_work": FieldRow("分野", LineEdit(), optional=True, hint="例：相談支援、医療"),
            "contact": FieldRow("窓口", LineEdit(), optional=True, hint="部署と電話"),
            "corporate_number": FieldRow("法人番号", LineEdit(), optional=True, hint="13桁"),
            "joined_on": FieldRow("加入した日", DateField(today), optional=True),
            "left_on": FieldRow("脱退した日", DateField(today), optional=True, hint="脱退しても消えません"),
            "coordinator_from": FieldRow("調整機関になった日", DateField(today), optional=True, hint=alone),
            "coordinator_to": FieldRow("調整機関を終えた日", DateField(today), optional=True),
            "remarks": FieldRow("備考", LineEdit(), optional=True),
        }
        super().__init__("機関を書き直す" if body.id else "機関を加える", body, rows)

    def texts_for(self, record: MemberBody) -> dict[str, str]:
        """Return the texts of a body."""
        texts = {name: getattr(record, name) for name in _BODY_TEXTS}
        return {**texts, **_days(record, _BODY_DAYS), "body_class": record.body_class.label}

    def record(self) -> MemberBody:
        """Return the body as it stands in the fields."""
        wanted = text_of(self.rows["body_class"].editor)
        body: MemberBody = replace(
            self.base,
            body_class=next(one for one in BodyClass if one.label == wanted),
            **{name: text_of(self.rows[name].editor) for name in _BODY_TEXTS},
            **{name: self.day(name) for name in _BODY_DAYS},
        )
        return body


class MemberForm(PaneForm):
    """Name, reading, post and time in office of a person."""

    def __init__(self, member: Member, today: date) -> None:
        bound = "退任しても守秘義務は続きます。名前は消えません"
        rows = {
            "name": FieldRow("氏名", LineEdit(), required=True),
            "kana": FieldRow("ふりがな", LineEdit(), optional=True),
            "post": FieldRow("職", LineEdit(), optional=True, hint="例：医療ソーシャルワーカー"),
            "joined_on": FieldRow("着任した日", DateField(today), optional=True),
            "left_on": FieldRow("退任した日", DateField(today), optional=True, hint=bound),
        }
        super().__init__("関わる人を書き直す" if member.id else "関わる人を加える", member, rows)

    def texts_for(self, record: Member) -> dict[str, str]:
        """Return the texts of a person."""
        texts = {"name": record.name, "kana": record.kana, "post": record.post}
        return {**texts, **_days(record, ("joined_on", "left_on"))}

    def record(self) -> Member:
        """Return the person as they stand in the fields."""
        member: Member = replace(
            self.base,
            **{name: text_of(self.rows[name].editor) for name in ("name", "kana", "post")},
            joined_on=self.day("joined_on"),
            left_on=self.day("left_on"),
        )
        return member


class PledgeForm(PaneForm):
    """When a pledge of secrecy was handed in, and until when it holds."""

    def __init__(self, member: Member, today: date) -> None:
        self._today = today
        open_end = "期限のない誓約書なら、空のままにします"
        rows = {
            "signed_on": FieldRow("提出日", DateField(today), required=True),
            "until": FieldRow("期限", DateField(today), optional=True, hint=open_end),
        }
        words = f"{member.name}さんの誓約書（孤独・孤立対策推進法第18条の守秘義務）です。"
        super().__init__("提出日を記録する", member, rows, words)

    def texts_for(self, record: Member) -> dict[str, str]:
        """Return the texts of a new pledge, handed in today."""
        del record
        return {"signed_on": format_date(self._today), "until": ""}

    def record(self) -> SecrecyPledge:
        """Return the pledge."""
        signed_on = self.day("signed_on")
        if signed_on is None:
            raise InvalidInput("required", "signed_on")
        return SecrecyPledge(signed_on, self.day("until"))


def _days(record: object, names: tuple[str, ...]) -> dict[str, str]:
    days = {name: getattr(record, name) for name in names}
    return {name: format_date(day) if day else "" for name, day in days.items()}
