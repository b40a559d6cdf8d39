"""What a row of the audit log says beside its action: which fields, how many, why; never a stored value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kyogikai_desktop.domain.accounts import RECOVERY
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.field_names import field_words
from kyogikai_desktop.domain.listing import HitKind
from kyogikai_desktop.domain.wareki import format_short

APPROVED, APPROVED_YOUNG = "approved:", "approved_young:"  # the latter by two who are not apart yet

Detail = Sequence[str]


def details(action: str, name: str, detail: Detail) -> str:
    """Return the second line of a row about a record (kind:id), or an empty text."""
    rest = [one for one in detail if not one.startswith((APPROVED, APPROVED_YOUNG))]
    young = "（まだ独立していない2人）" if is_young(detail) else ""
    others = [f"もう一人：{one}{young}" for one in seconds(detail)]
    said = _SAYERS[action](rest) if action in _SAYERS else field_words(name.partition(":")[0], rest)
    return "　".join(filter(None, (said, *others)))


def seconds(detail: Detail) -> tuple[str, ...]:
    """Return the logins of who approved an act, by the detail of its row."""
    found = (one.partition(":") for one in detail if one.startswith((APPROVED, APPROVED_YOUNG)))
    return tuple(login for _mark, _colon, login in found)


def is_young(detail: Detail) -> bool:
    """Tell whether an act was approved by somebody who is not apart from who did it."""
    return any(one.startswith(APPROVED_YOUNG) for one in detail)


def person(login: str, names: dict[str, str]) -> str:
    """Return who acted: the name of the account, or what stood in for one."""
    return names.get(login) or ("復旧シート" if login == RECOVERY else login)


def moment_words(stamped: str) -> str:
    """Return a stored moment (UTC) as offices write it here; a text that is none stays as it is."""
    try:
        at = datetime.fromisoformat(stamped).astimezone(JST)
    except ValueError:
        return stamped
    return f"{format_short(at.date())} {at:%H:%M}"


def _first(words: str) -> Callable[[Detail], str]:
    return lambda detail: words.format(*detail) if detail and all(detail[: words.count("{")]) else ""


def _restored(detail: Detail) -> str:
    since, to = (*detail, "", "")[:2]
    return f"操作の記録 {since or '？'} 番から {to or '？'} 番へ"


def _rebuilt(detail: Detail) -> str:
    total, more_kinds, *records = (*detail, "", "")
    named = [one.split(":", 1) for one in records if ":" in one]
    told = "、".join(f"{HitKind(kind).label} {number}" for kind, number in named)
    more = " など" if total.isdecimal() and int(total) > len(named) else ""
    found = f"元の記録と違った写し {total or '？'} 件" + (f"（{told}{more}）" if told else "")
    kinds = more_kinds.split()
    missing = "、さがすための索引に欠け" if "index" in kinds else ""
    return found + missing + ("、件数も違いました" if "counts" in kinds else "")


def _imported(detail: Detail) -> str:
    counts = zip(("取り込み", "確かめるところあり", "取り込まず"), detail, strict=False)
    return "、".join(f"{words} {count} 件" for words, count in counts)


_SAYERS: dict[str, Callable[[Detail], str]] = {
    "reveal_whereabouts": _first("理由：{}"),
    "search": _first("見つかった数 {}"),
    "failed_login": lambda detail: f"入力した日時 {moment_words(detail[0])}" if detail else "",
    "open": lambda detail: f"鍵のファイルを直しました（{'、'.join(detail)}）" if detail else "",
    "change_key": _first("{} 番目の鍵"),
    "import_ledger": _imported,
    "preview_release": _first("期間 {}"),
    "release": _first("期間 {}"),
    "backup": _first("{}"),
    "rehearse": _first("{}"),
    "bring_back": _first("{}"),
    "restore": _restored,
    "rebuild_derived": _rebuilt,
    "make_audit_sheet": _first("{}"),
    "make_audit_sheet_dropped": _first("{}"),
    "export_log": _first("{} 件"),
}
