"""What is said about backups: when, how large, how they stand, what a rehearsal and a check found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import AppError, Remark
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.state_lines import Line, good, news, pending, warning
from kyogikai_desktop.services.backup_state import BackupState
from kyogikai_desktop.services.restores import Rehearsal
from kyogikai_desktop.words import say

_MEGABYTE = 1_000_000
_SHOWN = 5


def size_words(size: int) -> str:
    """Return 1.2 MB for a number of bytes."""
    return f"{size / _MEGABYTE:,.1f} MB"


def when(moment: datetime, now: datetime) -> str:
    """Return 今日 17:32, 昨日 17:32, or the day."""
    near = {now.date(): "今日", now.date() - timedelta(days=1): "昨日"}
    return f"{near.get(moment.date()) or format_day(moment.date(), now.date())} {moment:%H:%M}"


def made(state: BackupState, now: datetime) -> Line:
    """Say when the last backup was made."""
    if state.last is None:
        gone = any(one.key == "backup_gone" for one in state.warnings)
        return warning("控え"), "見つかりません" if gone else "まだありません"
    known = bool([one for one in state.warnings if not _is_of_place(one)])
    badge = Badge(Shape.DOT, "控え", "mute", tinted=True) if known else good("控え")
    return badge, f"{when(state.last, now)}　開いて確かめました"


def rehearsed(state: BackupState, now: datetime) -> Line:
    """Say when a backup was last tried out."""
    if state.rehearsed is None:
        return pending("ためし"), "まだ、ためしに開いていません"
    return good("ためし"), f"{when(state.rehearsed, now)}　ためしに開けました"


def second_place(state: BackupState, now: datetime) -> Line:
    """Say where backups are also put, and when the last one was."""
    if not state.place:
        return pending("別の場所"), "決めていません。パソコンごと失うと、控えもなくなります"
    failed = any(_is_of_place(one) for one in state.warnings)
    last = f"{when(state.place_last, now)} に置きました" if state.place_last else "まだ置いていません"
    badge = warning("別の場所") if failed else good("別の場所") if state.place_last else pending("別の場所")
    return badge, f"{last}　{state.place}"


def for_home(state: BackupState, now: datetime) -> Iterator[Line]:
    """Yield what the first page says: the last backups, and each warning as its sentence."""
    if state.last:
        yield made(state, now)
    if state.place_last and not any(_is_of_place(one) for one in state.warnings):
        yield good("別の場所"), f"{when(state.place_last, now)}　置きました"
    for one in state.warnings:
        yield warning("別の場所" if _is_of_place(one) else "控え"), say(one)


def checked(findings: Sequence[AppError], now: datetime) -> Iterator[Line]:
    """Yield what a check found: one line that all is well, or one for each finding."""
    damage = [one for one in findings if not isinstance(one, Remark)]
    if damage:
        yield warning("点検"), f"{now:%H:%M}　気になるところが {len(damage)} 件あります"
    else:
        yield good("点検"), f"{now:%H:%M}　異常はありません"
    for one in findings:
        yield news("お知らせ") if isinstance(one, Remark) else warning("異常"), say(one)


def not_checked() -> Line:
    """Say that no check was made since the council was opened."""
    return pending("点検"), "開いてから、まだしていません"


def being_checked() -> Line:
    """Say that the check goes on."""
    return pending("点検"), "いま、写しを取って確かめています"


def compared(found: Rehearsal) -> Iterator[Line]:
    """Yield what a rehearsal found beside the totals: soundness, and whether the histories go together."""
    if found.damage:
        more = f" ほか {len(found.damage) - _SHOWN} 件" if len(found.damage) > _SHOWN else ""
        names = "、".join(found.damage[:_SHOWN])
        yield warning("中身"), f"壊れたところがあります（{names}{more}）。別の控えを使ってください。"
    else:
        yield good("中身"), "壊れたところはありません。この控えから戻せます。"
    if found.is_prefix:
        later = found.live_seq - found.seq
        words = f"いまの記録は、この控えの続きです（そのあとの操作 {later:,} 件）。"
        yield good("つながり"), words
    else:
        words = "いまの記録は、この控えの続きではありません。どこかで、別の控えから戻しています。"
        yield warning("つながり"), words


def _is_of_place(warning: AppError) -> bool:
    return warning.key.startswith("backup_place")
