"""What the window of an open council holds: its pages, built when first opened, and its search."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import partial

from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.gui.accounts.account_words import roles_words
from kyogikai_desktop.gui.backups.older_copy import look_into, older_words, restored_words
from kyogikai_desktop.gui.carrying.carry_words import carried_words, frozen_words
from kyogikai_desktop.gui.main_window import Workplace
from kyogikai_desktop.gui.page import Page, PageSpec, limit_words
from kyogikai_desktop.gui.search_palette import Hit
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.unsafe_place import explain
from kyogikai_desktop.services import place_notice
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.locking import Locking
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.permission import Act, why_not
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

_ROOM = "kyogikai_desktop.gui."
_FIRST = ("accounts.first_login_page", "FirstLoginPage")
_NOT_LOGGED = "見たことは、操作の記録に残りません。"
_WORK: dict[str, tuple[Act, str]] = {
    "import": (LedgerImport.run, "台帳を取り込む"),
    "case_edit": (Casework.receive, "相談を受け付けたり、ケースを書き直したりする"),
    "meeting_plan": (Meetings.plan, "会議をつくる"),
    "audit_sheet": (AuditSheets.gather, "月次確認票をつくる"),
}
_GROUPS = {
    HitKind.CASE: ("人", "case", "case"),
    HitKind.NOTE: ("支援の記録", "case", "note"),
    HitKind.BODY: ("機関", "bodies", "body"),
    HitKind.MEMBER: ("機関の人", "bodies", "person"),
    HitKind.MEETING: ("会議", "meeting", "meeting"),
}


def compose(session: Session, tasks: Tasks) -> Workplace:
    """Return the workplace of an open council; with a first password, only the page that changes it."""
    council = session.council
    closed = _closed(session)
    pages = [page for page in _pages(session, tasks) if page.id not in closed]
    if session.account.must_change:
        pages = [PageSpec("first_login", "はじめに", _lazily(session, tasks, *_FIRST), "key", "main")]
    return Workplace(
        council=council.name,
        user=session.account.name,
        role=roles_words(session.account.roles),
        pages=pages,
        search=partial(_search, Casework(session), tasks),
        close=lambda back_up: session.close(back_up=back_up),
        locking=Locking(session),
        returns_to="" if session.account.must_change else Locking(session).place(),
        practice=council.practice,
        read_only=_why_read_only(session),
        notice=carried_words(session),
        warning=older_words(session),
        news=restored_words(session),
        place_warning=_place_words(session),
        explain_place=partial(explain, session),
        look_into=partial(look_into, session, tasks),
        renew=partial(compose, session, tasks),
        closed=closed,
        interrupt=session.store.interrupt,
    )


def _place_words(session: Session) -> str:
    found = place_notice.problem(session)
    return say(found) if found else ""


def _closed(session: Session) -> dict[str, str]:
    """Return the pages that are nothing but work of others, and whose work it is."""
    refused = ((page, what, why_not(session, act)) for page, (act, what) in _WORK.items())
    return {page: limit_words(what, why) for page, what, why in refused if why and "roles" in why.values}


def _why_read_only(session: Session) -> str:
    if session.account.must_change:
        return "はじめのパスワードのままです。自分のパスワードに変えると、使えるようになります。"
    carry = Carrying(session).current()
    if carry and carry.state.refusal:
        return frozen_words(carry, session) + _NOT_LOGGED
    if session.is_out_of_room:
        return f"ディスクに空きがないため、見るだけです。空きをつくって開き直すと、書けます。{_NOT_LOGGED}"
    return f"フォルダーに書き込めないため、見るだけです。{_NOT_LOGGED}" if session.read_only else ""


def _pages(session: Session, tasks: Tasks) -> Sequence[PageSpec]:
    lazily = partial(_lazily, session, tasks)
    return (
        PageSpec("home", "ホーム", lazily("home.home_page", "HomePage"), "home", "main"),
        PageSpec("cases", "ケース", lazily("cases.list_page", "CaseListPage"), "case", "main"),
        PageSpec("meetings", "会議", lazily("meetings.list_page", "MeetingListPage"), "meeting", "main"),
        PageSpec("minutes", "議事録", lazily("minutes.minutes_page", "MinutesPage"), "minutes", "main"),
        PageSpec("bodies", "構成機関", lazily("council.bodies_page", "BodiesPage"), "body", "main"),
        PageSpec(
            "summary", "公表用の集計", lazily("releases.summary_page", "SummaryPage"), "summary", "main"
        ),
        PageSpec("import", "台帳の取り込み", lazily("imports.import_page", "ImportPage"), "import", "tools"),
        PageSpec("accounts", "利用者", lazily("accounts.accounts_page", "AccountsPage"), "people", "tools"),
        PageSpec("backups", "控えと点検", lazily("backups.backups_page", "BackupsPage"), "disk", "tools"),
        PageSpec("audit", "操作の記録", lazily("log.log_page", "LogPage"), "eye", "tools"),
        PageSpec("carry", "持ち出し", lazily("carrying.carry_page", "CarryPage"), "folder", "tools"),
        PageSpec("settings", "設定", lazily("settings.settings_page", "SettingsPage"), "settings", "tools"),
        PageSpec("case", "ケース", lazily("cases.case_page", "CasePage"), parent="cases"),
        PageSpec(
            "case_edit",
            "相談の受付",
            lazily("cases.editor_page", "CaseEditorPage"),
            parent="cases",
            form=True,
        ),
        PageSpec(
            "meeting_plan",
            "会議の準備",
            lazily("meetings.plan_page", "PlanPage"),
            parent="meetings",
            form=True,
        ),
        PageSpec("audit_sheet", "月次確認票", lazily("log.sheet_page", "SheetPage"), parent="audit"),
        PageSpec("carry_entry", "持出簿の記載票", lazily("carrying.paper_page", "EntryPage"), parent="carry"),
        PageSpec("carry_loss", "紛失の記録", lazily("carrying.paper_page", "LossPage"), parent="carry"),
        PageSpec(
            "pc_loss", "パソコンの紛失の記録", lazily("carrying.paper_page", "PcLossPage"), parent="carry"
        ),
        PageSpec("meeting", "会議", lazily("meetings.meeting_page", "MeetingPage"), parent="meetings"),
    )


def _lazily(session: Session, tasks: Tasks, module: str, name: str) -> Callable[[], Page]:
    def build() -> Page:
        page: Page = getattr(importlib.import_module(_ROOM + module), name)(session, tasks)
        return page

    return build


def _search(work: Casework, tasks: Tasks, text: str) -> Sequence[Hit]:
    """Search on the reader thread and log, without the words, that somebody did."""
    found = work.find(text)
    tasks.write(lambda: work.note_search(len(found)), lambda _: None)
    return tuple(map(_hit, found))


def _hit(found: SearchHit) -> Hit:
    group, page, icon = _GROUPS[found.kind]
    record: object = found.case if page == "case" else found.record
    if found.kind is HitKind.MEMBER:
        record = found  # ids of people and of bodies look alike; the page needs to know which
    return Hit(group, shown(found.name), found.number, page, record, icon)
