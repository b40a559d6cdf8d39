"""The page 構成機関: the bodies of the council at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QBoxLayout

from kyogikai_desktop.domain.council import Member, MemberBody, MemberId, SecrecyPledge
from kyogikai_desktop.domain.listing import SearchHit
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.council.body_columns import body_columns
from kyogikai_desktop.gui.council.body_pane import BodyPane
from kyogikai_desktop.gui.council.form_host import FormHost
from kyogikai_desktop.gui.council.forms import BodyForm, MemberForm, PledgeForm
from kyogikai_desktop.gui.council.pane_form import PaneForm
from kyogikai_desktop.gui.council.roster import Roster, has_left, in_office, read_roster
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Session

_SIDE_BY_SIDE, _LIST, _LEAST_ROWS = 1100, 450, 126
_ANY_WIDTH = 16777215  # QWIDGETSIZE_MAX, which PySide does not name
_KEPT = "入力中のものは、下書きに残してあります。開き直すと続きから書けます。"


class BodiesPage(Page):
    """Bodies, their people and their pledges; nobody is ever deleted."""

    key_hints = (
        KeyHint("F2", "書き直す"),
        KeyHint("F4", "人を加える"),
        KeyHint("Alt+R", "提出日を記録"),
        KeyHint("Alt+T", "退任を記録"),
        KeyHint("Enter", "機関の人へ・人を書き直す"),
        KeyHint("Ctrl+Shift+B", "機関を加える"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("構成機関", tasks)
        self._session = session
        self._work = CouncilWork(session)
        self._today = session.today()
        self._writable = self.may(
            session, CouncilWork.save_body, "構成機関と人を書く", "F2 F4 Alt+R Alt+T Ctrl+Shift+B"
        )
        self._roster = Roster()
        self._wanted: object = None
        self._tabs = TabStrip([("now", "いまの機関"), ("left", "脱退した機関")])
        self._model = ListModel(body_columns(lambda: self._roster, self._today), tasks, self)
        self._list = ListView(self._model, "構成機関の一覧")
        self._pane = BodyPane(tasks, self._today, writable=self._writable)
        self._side = FormHost(self, self._pane, Drafts(session))
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Read the roster again; a body (BodyId) or a person (Member, SearchHit) as record is gone to."""
        self._refresh(record)
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with bodies and people."""
        if not self._writable:
            return ()
        return (
            Command("機関を加える", self._add_body, "編集", shown_key="Ctrl+Shift+B", icon="plus"),
            Command("機関を書き直す", self._rewrite_body, "編集", shown_key="F2", icon="pen"),
            Command("機関に人を加える", self._add_person, "編集", shown_key="F4", icon="people"),
        )

    def unsaved(self) -> bool:
        """Tell whether a form holds something that is not saved."""
        return bool(self._side.draft())

    def leave(self) -> None:
        """Keep what is being typed as a draft."""
        self._side.leave()

    def back(self) -> bool:
        """Close the form; its draft stays."""
        if self._side.form is None:
            return False
        self._side.close_form()
        return True

    def _lay_out(self) -> None:
        add = button("機関を加える", "primary", key="Ctrl+Shift+B", icon="plus", does=self._add_body)
        if self._writable:
            self.head.add(add)
        self.head.set_tabs(self._tabs)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(1)
        self._middle.addWidget(self._list, 4)
        self._middle.addWidget(self._side, 5)
        first = button("はじめの機関を加える", "primary", icon="plus", does=self._add_body)
        self._empty = EmptyState(
            "body",
            "構成機関は、まだありません",
            "機関と関わる人、誓約書の提出日を記録すると、会議に出席できるようになります。",
            *((first,) if self._writable else ()),
        )
        self._empty.hide()
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(self._middle, 1)

    def _connect(self) -> None:
        self._tabs.chosen.connect(lambda _tab: self._show_list())
        self._list.current_changed.connect(self._on_list_current_changed)
        self._list.opened.connect(lambda _body: self._pane.view.setFocus())
        self._side.stored.connect(self._on_stored)
        self._side.closed.connect(self._on_form_closed)
        self._pane.rewrite_body.connect(self._rewrite_body)
        self._pane.add_person.connect(self._add_person)
        self._pane.rewrite_person.connect(self._rewrite_person)
        self._pane.leave_person.connect(partial(self._rewrite_person, field="left_on"))
        self._pane.pledge_person.connect(self._record_pledge)

    def _refresh(self, wanted: object = None) -> None:
        self._wanted = wanted
        self.read(lambda: read_roster(self._work), self._take, topic="roster")

    def _take(self, roster: Roster) -> None:
        self._roster = roster
        if isinstance(self._wanted, SearchHit):
            self._wanted = roster.member_by_id.get(MemberId(self._wanted.record))
        left = [body for body in roster.bodies if has_left(body, self._today)]
        now = len(roster.bodies) - len(left)
        people = sum(len(in_office(roster.people(b), self._today)) for b in roster.bodies if b not in left)
        self._tabs.set_count("now", now)
        self._tabs.set_count("left", len(left))
        self.head.caption.setText(f"{now} 機関　{people} 名")
        self._show_list()

    def _show_list(self) -> None:
        here = self._body()
        wanted = self._wanted or (here.id if here else None)
        target = wanted.body if isinstance(wanted, Member) else wanted
        shows_left = self._tabs.current() == "left"
        rows = [body for body in self._roster.bodies if has_left(body, self._today) == shows_left]
        empty = "脱退した機関はありません" if shows_left else "機関はありません"
        self._list.set_empty_words(empty)
        self._model.show(rows)
        self._list.go_to(max(0, self._model.find(lambda body: body.id == target)))
        self._show_body()
        if isinstance(self._wanted, Member):
            self._pane.go_to(self._wanted)
            self._pane.view.setFocus()
        self._wanted = None

    def _body(self) -> MemberBody | None:
        found = self._list.current_row()
        return found if isinstance(found, MemberBody) else None

    def _on_list_current_changed(self, _body: object) -> None:
        if self._side.form:
            self._side.close_form()
            self.message("info", _KEPT)
        self._show_body()

    def _show_body(self) -> None:
        body = self._body()
        editing = self._side.form is not None
        self._empty.setVisible(not self._roster.bodies and not editing)
        self._list.setVisible(bool(self._roster.bodies))
        self._side.setVisible(body is not None or editing)
        if body:
            self._pane.show_body(body, self._roster.people(body))

    def _add_body(self) -> None:
        new = MemberBody("", joined_on=self._today)
        self._open_form(BodyForm(new, self._today), "body:new", self._work.save_body)

    def _rewrite_body(self) -> None:
        if body := self._body():
            self._open_form(BodyForm(body, self._today), f"body:{body.id}", self._work.save_body)

    def _add_person(self) -> None:
        if body := self._body():
            new = Member(body.id, "", joined_on=self._today)
            self._open_form(MemberForm(new, self._today), f"member:new:{body.id}", self._work.save_member)

    def _rewrite_person(self, member: Member, field: str = "name") -> None:
        if self._writable:
            form = MemberForm(member, self._today)
            self._open_form(form, f"member:{member.id}", self._work.save_member)
            form.rows[field].target().setFocus()

    def _record_pledge(self, member: Member) -> None:
        form = PledgeForm(member, self._today)

        def save(pledge: SecrecyPledge) -> Member:
            return self._work.record_pledge(form.base, pledge)

        self._open_form(form, f"pledge:{member.id}", save)

    def _open_form(self, form: PaneForm, key: str, save: Callable[..., object]) -> None:
        self._side.open(form, key, save)
        self.bar.hide()
        self._show_body()
        form.rows[next(iter(form.rows))].target().setFocus()

    def _on_stored(self, record: object) -> None:
        self.tell_saved(self._session.clock())
        self._refresh(record.id if isinstance(record, MemberBody) else record)

    def _on_form_closed(self) -> None:
        self._show_body()
        self._list.setFocus()

    def fit(self) -> None:
        """Put the detail beside the list, or below it in narrow windows."""
        beside = self.has_width(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(way)
        width = theme.px(_LIST)
        self._list.setMinimumHeight(0 if beside else theme.px(_LEAST_ROWS))
        self._list.setMinimumWidth(width if beside else 0)
        self._list.setMaximumWidth(width if beside else _ANY_WIDTH)
