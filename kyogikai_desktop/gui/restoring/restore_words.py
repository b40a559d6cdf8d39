"""What is said about going back as a whole: what is lost, what stays, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import AppError, InUse
from kyogikai_desktop.gui.backups.backup_words import size_words
from kyogikai_desktop.gui.widgets.state_lines import Line, bad, good, news, warning
from kyogikai_desktop.services.backup_files import Contents
from kyogikai_desktop.services.restores import Rehearsal
from kyogikai_desktop.services.whole_restore import Restored, Step
from kyogikai_desktop.words import kind_words, say

AT = {
    Step.LOOK: "戻す先を確かめています",
    Step.UNPACK: "控えを写しています",
    Step.CHECK: "中身を確かめています",
    Step.EXCHANGE: "入れかえています。もうすぐ終わります",
}


def at_stake(found: Rehearsal, *, alone: bool) -> Iterator[Line]:
    """Yield what going back to a compared backup means: lost, kept, changed."""
    if found.damage:
        yield bad("中身"), "この控えには、壊れたところがあります。別の控えを選んでください。"
        return
    spared = found.is_prefix and not found.since
    yield (good if spared else warning)("なくなる"), _lost(found)
    yield good("残る"), "いまの状態は、戻す前に控えます。この控えは、自動では消えません。"
    words = "利用者とパスワードも、控えた日のものに戻ります。戻したら、利用者を確かめてください。"
    yield warning("戻る"), words
    if alone:
        yield news("確認"), "2人目の確認はありません。戻したことは、操作の記録に残ります。"


def done(restored: Restored, *, by_sheets: bool) -> str:
    """Return what the unlock page says after a restore from the start page."""
    password = "新しい" if by_sheets else "控えた日の"
    words = f"控えから戻しました。{password}パスワードで開いてください。"
    if by_sheets:
        words += "開いたら、新しい復旧シートもつくってください。"
    if restored.seq_from is None:
        words += "前のパソコンをなくしたときは、「持ち出し」の「パソコンをなくしたとき」も見てください。"
    if restored.kept:
        words += f"前のファイルは「{restored.kept.name}」というフォルダーに残してあります。"
    return words


def before_done(of: str) -> str:
    """Return what the unlock page says after a restore of the council that was open."""
    return (
        f"{of} の控えから戻しました。控えた日のパスワードで開いてください。"
        "戻す前の状態も、控えに残してあります。"
    )


def not_done(why: AppError) -> str:
    """Return what the unlock page says where the files could not be exchanged after all, naming nobody."""
    why = AppError("in_use_unknown") if isinstance(why, InUse) else why
    return f"控えから戻せませんでした。協議会は前のままです。{say(why)}"


def described(found: Contents, today: date) -> str:
    """Return what a backup tells of itself before any password."""
    when = f"{format_day(found.at.date(), today)} {found.at:%H:%M} の控え　" if found.at else ""
    return f"{when}{size_words(found.size)}　利用者 {len(found.logins)} 人"


def _lost(found: Rehearsal) -> str:
    if not found.is_prefix:
        return (
            "いまの記録は、この控えの続きではありません。いまの記録のうち、控えにないものは、なくなります。"
        )
    if not found.since:
        return "なくなるものはありません。この控えのあとに、記録は変わっていません。"
    told = "、".join(f"{kind_words(kind)} {count:,} 件" for kind, count in found.since)
    return f"この控えのあとに、加えたもの、書き直したもの：{told}"
